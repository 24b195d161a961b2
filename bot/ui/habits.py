"""The habits of a day, to be ticked in its panel."""

import re
from datetime import date
from typing import Any

import discord
from discord import ui

from bot.domain.tasks import HabitToday, Today
from bot.services.registry import Services
from bot.ui.base import MAX_OPTIONS, TickSelect, custom_id, template
from bot.ui.language import _
from bot.ui.names import named
from bot.ui.refresh import show_today
from bot.ui.text import clip, minutes_text


class HabitPicker(TickSelect, template=template("habits", r"(?P<day>[0-9]{6})")):
    """Ticks the habits of one day."""

    def __init__(
        self, guild_id: int, user_id: int, day: int, options: list[discord.SelectOption] | None = None
    ) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("habits", guild_id, user_id, f"{day:06}"),
            placeholder=_("Habits kept today…"),
            options=options or [],
            min_values=0,
            max_values=max(1, len(options or ())),
        )
        super().__init__(select, guild_id, user_id)
        self.day = day

    @classmethod
    def of(cls, today: Today) -> "HabitPicker":
        """The habits of a panel, those already kept chosen."""
        options = [_option(each) for each in today.habits[:MAX_OPTIONS]]
        return cls(today.guild_id, today.user_id, today.day.toordinal(), options)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "HabitPicker":
        """From the pressed custom_id; what was ticked comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), int(match["day"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Tick and untick, and redraw the day."""
        kept, dropped = self.changes()
        day = date.fromordinal(max(1, self.day))
        today = await services.tasks.keep_habits(self.guild_id, self.user_id, day, kept=kept, dropped=dropped)
        await show_today(interaction, today)


def _option(each: HabitToday) -> discord.SelectOption:
    habit = each.habit
    facts = [named(habit.part)] if habit.part else []
    if habit.minutes:
        facts.append(minutes_text(round(habit.minutes.middle)))
    return discord.SelectOption(
        label=clip(habit.title, 100) or _("Habit"),
        value=habit.key,
        description=clip(" · ".join([*facts, habit.detail]), 100) or None,
        default=each.kept,
    )
