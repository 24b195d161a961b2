"""/plan"""

from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.replans import ReplanKind, Wish
from bot.ui.enrolment_words import new_zone_text
from bot.ui.enrolments import enrolled_layout
from bot.ui.inputs import Hours, StudyWeek, Weekdays, Zone, here
from bot.ui.replan_words import moves_text
from bot.ui.replans import crossroads_layout, preview_layout, replanned_layout
from bot.ui.roadmap_updates import update_layout, update_section

Way = Literal["catch up", "shift the end", "drop optional", "take optional back", "undo"]

WAYS = {
    "catch up": ReplanKind.CATCH_UP,
    "shift the end": ReplanKind.SHIFT,
    "drop optional": ReplanKind.DROP_OPTIONAL,
    "take optional back": ReplanKind.TAKE_OPTIONAL,
}


class PlanCog(commands.Cog):
    """What was agreed, and how to change it."""

    plan = app_commands.Group(name="plan", description="Your plan and its pace", guild_only=True)

    def __init__(self, bot: StudyBot) -> None:
        self.enrolments = bot.services.enrolments
        self.roadmaps = bot.services.roadmaps
        self.replans = bot.services.replans

    @plan.command(name="show", description="What you agreed on, when it ends, and what would move the end")
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        enrolled = await self.enrolments.current(*whose)
        moves = moves_text(*await self.replans.outlooks(*whose))
        view = enrolled_layout(enrolled, more=moves)
        if await self.roadmaps.newer(*whose):
            view.add_item(update_section(*whose))
        await interaction.edit_original_response(view=view)

    @plan.command(name="pace", description="Change your pace; what is left is planned again from today")
    @app_commands.describe(
        hours_per_week="How much time you have, e.g. 7.5",
        days="On which days, e.g. mon-fri or mo,we,sa; as before if you leave it out",
        by="Instead of hours: the day to be done by, e.g. 1 Jun; I work out the hours",
        week="Instead of hours: a week of the roadmap, or e.g. mon-fri: evening 2h; sat: 4h",
    )
    async def pace(
        self,
        interaction: discord.Interaction[Any],
        hours_per_week: Hours | None = None,
        days: Weekdays | None = None,
        by: app_commands.Range[str, 1, 40] | None = None,
        week: StudyWeek | None = None,
    ) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        changed = await self.replans.change_pace(*whose, Wish(hours_per_week, days, by, week))
        enrolled = await self.enrolments.current(*whose)
        await interaction.edit_original_response(view=enrolled_layout(enrolled, changed=changed))

    @plan.command(name="timezone", description="Where you are now: your days and nudges follow it")
    @app_commands.describe(zone="A time zone or a city, e.g. Berlin")
    async def timezone(self, interaction: discord.Interaction[Any], zone: Zone) -> None:
        await interaction.response.defer(ephemeral=True)
        enrolled = await self.enrolments.change_zone(*here(interaction), zone.key)
        view = enrolled_layout(enrolled, more=new_zone_text(enrolled))
        await interaction.edit_original_response(view=view)

    @plan.command(name="replan", description="Behind? Catch up, shift the end or drop optional items")
    @app_commands.describe(
        how="See only this way on; all of them if you leave it out",
        apply="Apply it at once instead of showing a preview",
    )
    async def replan(
        self,
        interaction: discord.Interaction[Any],
        how: Literal["catch up", "shift the end", "drop optional", "take optional back", "undo"]
        | None = None,
        apply: bool = False,
    ) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        if how is None:
            view = crossroads_layout(await self.replans.crossroads(*whose))
        elif how == "undo":
            view = replanned_layout(await self.replans.undo(*whose))
        elif apply:
            view = replanned_layout(await self.replans.apply(*whose, WAYS[how]))
        else:
            view = preview_layout(*whose, await self.replans.preview(*whose, WAYS[how]))
        await interaction.edit_original_response(view=view)

    @plan.command(name="update", description="A new version of your roadmap: see what it changes, accept it")
    async def update(self, interaction: discord.Interaction[Any]) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        view = update_layout(await self.roadmaps.update(*whose))
        await interaction.edit_original_response(view=view)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(PlanCog(bot))
