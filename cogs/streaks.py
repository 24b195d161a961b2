"""/streak"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.ui.inputs import here
from bot.ui.streaks import streak_layout


class StreakCog(commands.Cog):
    """The streak."""

    streak = app_commands.Group(name="streak", description="Your streak", guild_only=True)

    def __init__(self, bot: StudyBot) -> None:
        self.streaks = bot.services.streaks

    @streak.command(name="show", description="Your streak, the last two weeks, and until when today counts")
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        shown = await self.streaks.show(*here(interaction))
        await interaction.response.send_message(view=streak_layout(shown), ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(StreakCog(bot))
