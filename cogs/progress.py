"""/progress"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.rates import Allowance
from bot.ui.inputs import here
from bot.ui.progress import progress_message
from bot.ui.rates import spend


class ProgressCog(commands.Cog):
    """The picture of one's progress."""

    def __init__(self, bot: StudyBot) -> None:
        self.progress = bot.services.progress

    @app_commands.command(
        name="progress", description="Your progress as a picture: burn-up, hours by kind, heat map, streak"
    )
    @app_commands.guild_only()
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        spend(interaction, Allowance.PICTURE, "progress")
        await interaction.response.defer(ephemeral=True, thinking=True)
        chart = await self.progress.chart(*here(interaction))
        picture, view = await progress_message(chart)
        await interaction.edit_original_response(view=view, attachments=[picture])


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(ProgressCog(bot))
