"""The streak as a message."""

from typing import TYPE_CHECKING, Any

from discord import ui
from discord.utils import format_dt

from bot.ui import theme
from bot.ui.base import layout
from bot.ui.text import plural

if TYPE_CHECKING:
    from bot.services.streaks import StreakShown


def streak_layout(shown: "StreakShown") -> ui.LayoutView:
    """Current and longest streak, the last two weeks, and what counts today."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    current, longest = plural(shown.streak.current, "day"), plural(shown.streak.longest, "day")
    box.add_item(ui.TextDisplay(f"## {theme.STREAK} {current}\nLongest: {longest}"))
    marks = "".join("🟩" if done else "⬛" for _, done in shown.recent)
    box.add_item(ui.TextDisplay(f"{marks}\n-# The last {len(shown.recent)} days, today on the right"))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_today(shown)))
    return layout(box)


def _today(shown: "StreakShown") -> str:
    ends = f"{format_dt(shown.day_ends_at, 't')} ({format_dt(shown.day_ends_at, 'R')})"
    if shown.streak.today_done:
        return f"{theme.CHECK} **Today counts.** Your study day ends at {ends}."
    if shown.streak.today_planned:
        return f"One task before {ends} makes today count. `/today` shows yours."
    return f"{theme.REST} Today is free: it can add a day, but never break your streak."
