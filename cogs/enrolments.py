"""/join, /pause, /resume and /leave"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.replans import Wish
from bot.ui.base import notice
from bot.ui.enrolments import enrolled_layout
from bot.ui.inputs import Hours, RoadmapId, StudyWeek, Zone, here
from bot.ui.language import _
from bot.ui.leaving import leave, leaving_layout, paused_text, resumed_text
from bot.ui.members import ORGANISERS_SEE


class EnrolmentCog(commands.Cog):
    """The life of an enrolment."""

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services
        self.enrolments = bot.services.enrolments

    @app_commands.command(description="Follow a roadmap: it becomes your tasks for each study day")
    @app_commands.describe(
        roadmap="Which roadmap",
        timezone="Where you are: your days and nudges follow it",
        hours_per_week="How much time you have, e.g. 7.5; the roadmap's own pace if you leave it out",
        start="First day: today, mon, 2026-12-01; today if you leave it out",
        by="Instead of hours: the day to be done by, e.g. 1 Jun; I work out the hours",
        week="Instead of hours: a week of the roadmap, or e.g. mon-fri: evening 2h; sat: 4h",
    )
    @app_commands.guild_only()
    async def join(
        self,
        interaction: discord.Interaction[Any],
        roadmap: RoadmapId,
        timezone: Zone | None = None,
        hours_per_week: Hours | None = None,
        start: app_commands.Range[str, 1, 40] | None = None,
        by: app_commands.Range[str, 1, 40] | None = None,
        week: StudyWeek | None = None,
    ) -> None:
        await interaction.response.defer(ephemeral=True)
        wish = Wish(minutes_per_week=hours_per_week, by=by, week=week)
        enrolled = await self.enrolments.join(
            *here(interaction), roadmap, zone=timezone, wish=wish, start=start
        )
        view = enrolled_layout(enrolled, _("You are in."), more=f"-# {_(ORGANISERS_SEE)}")
        await interaction.edit_original_response(view=view)

    @app_commands.command(description="Pause your plan: nothing is due, no nudges, your streak waits")
    @app_commands.describe(until="The day you are back, e.g. mon, 1 Dec, +7; open-ended if you leave it out")
    @app_commands.guild_only()
    async def pause(
        self, interaction: discord.Interaction[Any], until: app_commands.Range[str, 1, 40] | None = None
    ) -> None:
        back = await self.enrolments.pause(*here(interaction), until)
        await notice(interaction, paused_text(back))

    @app_commands.command(description="Come back from a pause: what is left is planned again from today")
    @app_commands.guild_only()
    async def resume(self, interaction: discord.Interaction[Any]) -> None:
        enrolled = await self.enrolments.resume(*here(interaction))
        await notice(interaction, resumed_text(enrolled))

    @app_commands.command(description="Leave your roadmap; your history and your streak are kept")
    @app_commands.describe(confirm="Leave at once, without being asked")
    @app_commands.guild_only()
    async def leave(self, interaction: discord.Interaction[Any], confirm: bool = False) -> None:
        whose = here(interaction)
        if confirm:
            await notice(interaction, await leave(self.services, *whose))
            return
        question = await leaving_layout(self.services, *whose)
        await interaction.response.send_message(view=question, ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(EnrolmentCog(bot))
