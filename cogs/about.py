"""/help and /about"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.ui.about import about_layout, help_pages


class AboutCog(commands.Cog):
    """Orientation."""

    def __init__(self, bot: StudyBot) -> None:
        self.bot = bot

    @app_commands.command(description="What Cohort can do for you")
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        first, *others = help_pages(self.bot.command_ids)
        await interaction.response.send_message(view=first, ephemeral=True)
        for page in others:
            await interaction.followup.send(view=page, ephemeral=True)

    @app_commands.command(description="What Cohort is, its version, and how it treats your data")
    async def about(self, interaction: discord.Interaction[Any]) -> None:
        view = about_layout(interaction.application_id, self.bot.latency, self.bot.services.hosting)
        await interaction.response.send_message(view=view, ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(AboutCog(bot))
