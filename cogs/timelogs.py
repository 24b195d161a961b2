"""/log"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.services.timelogs import TimeKind
from bot.ui.base import notice
from bot.ui.inputs import Minutes, TaskId, here
from bot.ui.timelogs import logged_text


class TimelogCog(commands.Cog):
    """Time spent."""

    def __init__(self, bot: StudyBot) -> None:
        self.timelogs = bot.services.timelogs

    @app_commands.command(
        description="Write down time you spent; it fills your progress, ticking fills your streak"
    )
    @app_commands.describe(
        minutes="How long, e.g. 90, 1h30 or 45m", kind="What it went into", task="For which task"
    )
    @app_commands.choices(kind=[app_commands.Choice(name=kind.value, value=kind.value) for kind in TimeKind])
    @app_commands.guild_only()
    async def log(
        self,
        interaction: discord.Interaction[Any],
        minutes: Minutes,
        kind: app_commands.Choice[str] | None = None,
        task: TaskId | None = None,
    ) -> None:
        chosen = TimeKind(kind.value) if kind else TimeKind.STUDY
        logged = await self.timelogs.log(*here(interaction), minutes, chosen, task)
        await notice(interaction, logged_text(logged))


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(TimelogCog(bot))
