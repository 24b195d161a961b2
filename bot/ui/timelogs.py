"""Time spent, in words."""

from typing import TYPE_CHECKING

from bot.ui import theme
from bot.ui.text import minutes_text, progress_bar

if TYPE_CHECKING:
    from bot.services.timelogs import Logged


def logged_text(logged: "Logged") -> str:
    """What was written down, and the day's and week's sums."""
    day = minutes_text(logged.today_minutes)
    return (
        f"{theme.LOG} **{minutes_text(logged.minutes)}** logged. Today: {day}.\n"
        f"{progress_bar(logged.week_minutes, max(logged.pace_minutes, 1), 10)} "
        f"{minutes_text(logged.week_minutes)} of {minutes_text(logged.pace_minutes)} this week.\n"
        "-# The streak counts ticked tasks and solved problems, not time."
    )
