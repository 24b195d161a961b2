"""The days a member has set for something: rest days and freezes, with a button to take each back."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.inputs import MONTHS
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, section, show, template
from bot.ui.streak_why import DAY, WhyButton
from bot.ui.streak_words import WAITS
from bot.ui.text import clock_text, full_date, plural

if TYPE_CHECKING:
    from bot.services.streak_results import FilledIn, StreakShown

What = Literal["rest", "freeze"]

MOST_LISTED = 12
"""A section takes three of a message's 40 components; more rest days than this cannot be chosen at once."""


class DayBackButton(Owned[ui.Button[Any]], template=template("dayback", rf"(?P<what>rest|freeze):{DAY}")):
    """Takes a rest day, or a freeze that was set aside, back."""

    def __init__(self, guild_id: int, user_id: int, what: str, day: date | str) -> None:
        identity = custom_id("dayback", guild_id, user_id, what, day)
        super().__init__(ui.Button(label="Take back", custom_id=identity), guild_id, user_id)
        self.what = what
        self.day = str(day)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "DayBackButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["what"], match["day"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Take it back and show what is left."""
        streaks = services.streaks
        take_back = streaks.work_after_all if self.what == "rest" else streaks.keep_freeze
        shown = await take_back(self.guild_id, self.user_id, self.day)
        await show(interaction, days_layout(shown, "rest" if self.what == "rest" else "freeze"))


def days_layout(shown: "StreakShown", first: What = "rest") -> ui.LayoutView:
    """All rest days and freezes set aside, today's and coming ones; what was asked for comes `first`."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    if shown.waiting:
        box.add_item(ui.TextDisplay(f"{theme.PAUSE} {WAITS}"))
        return layout(box)
    parts = [_rests(shown), _freezes(shown)]
    for items in parts if first == "rest" else parts[::-1]:
        for item in items:
            box.add_item(item)
    return layout(box)


def _rests(shown: "StreakShown") -> list[ui.Item[Any]]:
    # The one that has begun stays.
    entries = [
        _entry(shown, "rest", day) if day > shown.day else ui.TextDisplay[Any](_named(day))
        for day in shown.rests[:MOST_LISTED]
    ]
    return [ui.TextDisplay(f"### {theme.REST} Your rest days\n{_about_rests(shown)}"), *entries]


def _freezes(shown: "StreakShown") -> list[ui.Item[Any]]:
    entries = [_entry(shown, "freeze", day) for day in shown.set_aside[:MOST_LISTED]]
    return [ui.TextDisplay(f"### {theme.FREEZE} Freezes set aside\n{_about_freezes(shown)}"), *entries]


def filled_layout(filled: "FilledIn") -> ui.LayoutView:
    """A day was filled in: what that means, and how many more can be."""
    shown = filled.shown
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    month = MONTHS[filled.day.month - 1].title()
    left = plural(filled.left, "fill-in") if filled.left else "No fill-in"
    box.add_item(
        ui.TextDisplay(
            f"{theme.FILLED} **{full_date(filled.day)} counts.** Your note stays on record beside it.\n"
            f"Your streak is {plural(shown.streak.current, 'day')} now. {left} left in {month}."
        )
    )
    return layout(box, row(WhyButton(shown.guild_id, shown.user_id, filled.day)))


def cutoff_layout(shown: "StreakShown") -> ui.LayoutView:
    """Study days end at another hour from now on."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(
        ui.TextDisplay(
            f"{theme.CHECK} **Your study days end at {clock_text(shown.cutoff_minutes)}** from now on. "
            f"Today now counts until {format_dt(shown.day_ends_at, 't')} "
            f"({format_dt(shown.day_ends_at, 'R')}).\nDays that are over stay as they were."
        )
    )
    return layout(box)


def _about_rests(shown: "StreakShown") -> str:
    if shown.rests:
        return "Nothing is planned on them, and your streak waits. Each can be taken back until it begins."
    return "None ahead. `/streak rest` makes coming days free: the plan moves around them."


def _about_freezes(shown: "StreakShown") -> str:
    if shown.set_aside:
        besides = plural(shown.spare_freezes, "freeze") if shown.spare_freezes else "No freeze"
        return (
            "Nobody reminds you on these days, as long as a freeze is there to keep them: a day missed "
            f"before takes it first. {besides} held besides."
        )
    held = f"You hold {plural(shown.spare_freezes, 'freeze')}" if shown.spare_freezes else "You hold none now"
    return f"None. {held}; what you hold is spent by itself on a day you miss."


def _named(day: date) -> str:
    return f"**{full_date(day)}**"


def _entry(shown: "StreakShown", what: str, day: date) -> ui.Section[Any]:
    return section(_named(day), DayBackButton(shown.guild_id, shown.user_id, what, day))
