"""Time spent, in words."""

from typing import TYPE_CHECKING

from bot.ui import theme
from bot.ui.language import _
from bot.ui.text import minutes_text, progress_bar

if TYPE_CHECKING:
    from bot.services.timelogs import Logged


def logged_text(logged: "Logged") -> str:
    """What was written down, and the day's and week's sums."""
    added = _(
        "**{time}** logged. Today: {today}.",
        time=minutes_text(logged.minutes),
        today=minutes_text(logged.today_minutes),
    )
    week = _(
        "{done} of {planned} this week.",
        done=minutes_text(logged.week_minutes),
        planned=minutes_text(logged.pace_minutes),
    )
    small = _("The streak counts ticked tasks and solved problems, not time.")
    bar = progress_bar(logged.week_minutes, max(logged.pace_minutes, 1), 10)
    return f"{theme.LOG} {added}\n{bar} {week}\n-# {small}"
