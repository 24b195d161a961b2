"""The days a member has set for something: rest days and freezes, with a button to take each back."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import ui
from discord.utils import format_dt

from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, section, show, template
from bot.ui.language import _, ngettext
from bot.ui.streak_why import DAY, WhyButton
from bot.ui.streak_words import WAITS
from bot.ui.text import clock_text, full_date, month_name

if TYPE_CHECKING:
    from bot.services.streak_results import FilledIn, StreakShown

What = Literal["rest", "freeze"]

MOST_LISTED = 12
"""A section takes three of a message's 40 components; more rest days than this cannot be chosen at once."""


class DayBackButton(Owned[ui.Button[Any]], template=template("dayback", rf"(?P<what>rest|freeze):{DAY}")):
    """Takes a rest day, or a freeze that was set aside, back."""

    def __init__(self, guild_id: int, user_id: int, what: str, day: date | str) -> None:
        identity = custom_id("dayback", guild_id, user_id, what, day)
        super().__init__(ui.Button(label=_("Take back"), custom_id=identity), guild_id, user_id)
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
        box.add_item(ui.TextDisplay(f"{theme.PAUSE} {_(WAITS)}"))
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
    heading = f"### {theme.REST} " + _("Your rest days")
    return [ui.TextDisplay(f"{heading}\n{_about_rests(shown)}"), *entries]


def _freezes(shown: "StreakShown") -> list[ui.Item[Any]]:
    entries = [_entry(shown, "freeze", day) for day in shown.set_aside[:MOST_LISTED]]
    heading = f"### {theme.FREEZE} " + _("Freezes set aside")
    return [ui.TextDisplay(f"{heading}\n{_about_freezes(shown)}"), *entries]


def filled_layout(filled: "FilledIn") -> ui.LayoutView:
    """A day was filled in: what that means, and how many more can be."""
    shown = filled.shown
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    counts = _(
        "**{date} counts.** Your note stays on record beside it.",
        date=full_date(filled.day),
    )
    now = ngettext(
        "Your streak is {count:,} day now.", "Your streak is {count:,} days now.", shown.streak.current
    )
    box.add_item(ui.TextDisplay(f"{theme.FILLED} {counts}\n{now} {_fill_ins_left(filled)}"))
    return layout(box, row(WhyButton(shown.guild_id, shown.user_id, filled.day)))


def _fill_ins_left(filled: "FilledIn") -> str:
    month = month_name(filled.day.month)
    if not filled.left:
        return _("No fill-in left in {month}.", month=month)
    return ngettext(
        "{count:,} fill-in left in {month}.",
        "{count:,} fill-ins left in {month}.",
        filled.left,
        month=month,
    )


def cutoff_layout(shown: "StreakShown") -> ui.LayoutView:
    """Study days end at another hour from now on."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    sentences = [
        _("**Your study days end at {time}** from now on.", time=clock_text(shown.cutoff_minutes)),
        _(
            "Today now counts until {time} ({soon}).",
            time=format_dt(shown.day_ends_at, "t"),
            soon=format_dt(shown.day_ends_at, "R"),
        ),
    ]
    over = _("Days that are over stay as they were.")
    box.add_item(ui.TextDisplay(f"{theme.CHECK} {' '.join(sentences)}\n{over}"))
    return layout(box)


def _about_rests(shown: "StreakShown") -> str:
    if shown.rests:
        return _("Nothing is planned on them, and your streak waits. Each can be taken back until it begins.")
    return _("None ahead. `/streak rest` makes coming days free: the plan moves around them.")


def _about_freezes(shown: "StreakShown") -> str:
    spare = shown.spare_freezes
    if not shown.set_aside:
        return _no_freeze_set_aside(spare)
    about = _(
        "Nobody reminds you on these days, as long as a freeze is there to keep them: a day missed before "
        "takes it first."
    )
    held = ngettext("{count:,} freeze held besides.", "{count:,} freezes held besides.", spare)
    return f"{about} {held if spare else _('No freeze held besides.')}"


def _no_freeze_set_aside(spare: int) -> str:
    if not spare:
        return _("None. You hold none now; what you hold is spent by itself on a day you miss.")
    return ngettext(
        "None. You hold {count:,} freeze; what you hold is spent by itself on a day you miss.",
        "None. You hold {count:,} freezes; what you hold is spent by itself on a day you miss.",
        spare,
    )


def _named(day: date) -> str:
    return f"**{full_date(day)}**"


def _entry(shown: "StreakShown", what: str, day: date) -> ui.Section[Any]:
    return section(_named(day), DayBackButton(shown.guild_id, shown.user_id, what, day))
