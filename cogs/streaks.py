"""/streak"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.rates import Allowance
from bot.domain.streak_entries import MAX_NOTE
from bot.ui.boards import board_choices, show_board
from bot.ui.inputs import TimeOfDay, here
from bot.ui.moments import celebrate, moments_layout
from bot.ui.rates import spend
from bot.ui.streak_days import cutoff_layout, days_layout, filled_layout
from bot.ui.streak_why import why_layout
from bot.ui.streaks import MAX_DAYS, FillableDay, streak_message

Days = app_commands.Range[str, 1, MAX_DAYS]
Note = app_commands.Range[str, 1, MAX_NOTE]


class StreakCog(commands.Cog):
    """The streak."""

    streak = app_commands.Group(name="streak", description="Your streak", guild_only=True)

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services
        self.streaks = bot.services.streaks

    @streak.command(name="show", description="Your streak, its freezes, and until when today counts")
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        spend(interaction, Allowance.PICTURE, "streak")
        await interaction.response.defer(ephemeral=True, thinking=True)
        picture, view = await streak_message(await self.streaks.show(*here(interaction)))
        await interaction.edit_original_response(view=view, attachments=[picture])

    @streak.command(name="why", description="Why a day counted or not, and what would still save it")
    @app_commands.describe(date="Which day: yesterday, last mon, 24 Dec. Today if you leave it out")
    async def why(self, interaction: discord.Interaction[Any], date: Days | None = None) -> None:
        reasons = await self.streaks.why(*here(interaction), date)
        await interaction.response.send_message(view=why_layout(reasons), ephemeral=True)

    @streak.command(name="rest", description="Make coming days free: the plan moves around them")
    @app_commands.describe(
        days="tomorrow, fri, 24 Dec - 26 Dec. Leave it out to see those you have chosen",
        take_back="Take these rest days back instead, until they begin",
    )
    async def rest(
        self, interaction: discord.Interaction[Any], days: Days | None = None, take_back: bool = False
    ) -> None:
        owner = here(interaction)
        change = self.streaks.work_after_all if take_back else self.streaks.rest
        shown = await (change(*owner, days) if days else self.streaks.show(*owner))
        await interaction.response.send_message(view=days_layout(shown), ephemeral=True)

    @streak.command(name="freeze", description="Set a freeze aside for a day: no reminders, and it is kept")
    @app_commands.describe(
        day="Today if you leave it out, or one of the next days",
        take_back="Take the freeze back that is set aside for this day",
    )
    async def freeze(
        self, interaction: discord.Interaction[Any], day: Days | None = None, take_back: bool = False
    ) -> None:
        change = self.streaks.keep_freeze if take_back else self.streaks.set_aside
        shown = await change(*here(interaction), day)
        await interaction.response.send_message(view=days_layout(shown, "freeze"), ephemeral=True)

    @streak.command(name="backfill", description="Let one of the last days count after all")
    @app_commands.describe(date="Which day", note="What you did; it stays on record beside the day")
    async def backfill(self, interaction: discord.Interaction[Any], date: FillableDay, note: Note) -> None:
        owner = here(interaction)
        filled = await self.streaks.fill_in(*owner, date, note)
        await interaction.response.send_message(view=filled_layout(filled), ephemeral=True)
        await celebrate(interaction, self.services, *owner, filled.reached)

    @streak.command(name="cutoff", description="Until when after midnight a study day goes on")
    @app_commands.describe(at="A time from 00:00 to 09:00; 03:00 unless you change it")
    async def cutoff(self, interaction: discord.Interaction[Any], at: TimeOfDay) -> None:
        shown = await self.streaks.set_cutoff(*here(interaction), at)
        await interaction.response.send_message(view=cutoff_layout(shown), ephemeral=True)

    @streak.command(name="board", description="The group's board: who keeps the days they planned")
    @app_commands.describe(me="Join the board, or leave it")
    @app_commands.choices(me=board_choices())
    async def board(
        self, interaction: discord.Interaction[Any], me: app_commands.Choice[str] | None = None
    ) -> None:
        await show_board(interaction, self.services, *here(interaction), me.value if me else "")

    @streak.command(name="moments", description="What you have reached, each with its card")
    async def moments(self, interaction: discord.Interaction[Any]) -> None:
        whose = here(interaction)
        view = moments_layout(*whose, await self.services.moments.all(*whose))
        await interaction.response.send_message(view=view, ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(StreakCog(bot))
