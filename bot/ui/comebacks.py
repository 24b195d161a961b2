"""What the panel says to somebody who is back, or whose count starts again."""

from discord.utils import format_dt

from bot.domain.comebacks import Comeback, ComebackKind, Fillable
from bot.ui import theme
from bot.ui.text import full_date, plural


def comeback_line(comeback: Comeback) -> str:
    """One line; it names what stays, never what was lost."""
    longest = plural(comeback.longest, "day")
    match comeback.kind:
        case ComebackKind.RETURN:
            return f"{theme.WAVE} Good to have you back. Your longest streak, {longest}, is yours to keep."
        case ComebackKind.BREAK:
            return f"{theme.WAVE} Welcome back from your break. Everything waited for you."
        case ComebackKind.NEW_COUNT:
            line = f"{theme.STREAK} A new count starts today; your longest, {longest}, stays."
            return f"{line} {_fillable(comeback.fillable)}" if comeback.fillable else line


def _fillable(missed: Fillable) -> str:
    day = "yesterday" if missed.yesterday else f"on {full_date(missed.day)}"
    until = f" until {format_dt(missed.until, 'f')}" if missed.until else ""
    return f"Did you study {day}? `/streak backfill` still counts it{until}."
