"""/data and /privacy"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.ui.inputs import here
from bot.ui.personal_data import erase, export, question_layout
from bot.ui.privacy import privacy_layout

Word = app_commands.Range[str, 1, 40]


class DataCog(commands.Cog):
    """One's own data."""

    data = app_commands.Group(
        name="data", description="Your own data: take it along, or erase it", guild_only=True
    )

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services

    @data.command(name="export", description="Everything stored about you in this server, as files")
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        await export(interaction, self.services, *here(interaction))

    @data.command(name="delete", description="Erase everything stored about you in this server, for good")
    @app_commands.describe(confirm="The word DELETE, if you are sure; without it I ask first")
    async def delete(self, interaction: discord.Interaction[Any], confirm: Word | None = None) -> None:
        if confirm is not None:
            await erase(interaction, self.services, *here(interaction), confirm)
            return
        view = await question_layout(self.services, *here(interaction))
        await interaction.response.send_message(view=view, ephemeral=True)

    @app_commands.command(description="What is stored about you, why, for how long, and who can read it")
    @app_commands.guild_only()
    async def privacy(self, interaction: discord.Interaction[Any]) -> None:
        view = privacy_layout(self.services.hosting, *here(interaction))
        await interaction.response.send_message(view=view, ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(DataCog(bot))
