"""What the panel says to somebody who is back, or whose count starts again."""

from bot.domain.comebacks import Comeback, ComebackKind
from bot.ui import theme
from bot.ui.text import plural


def comeback_line(comeback: Comeback) -> str:
    """One line; it names what stays, never what was lost."""
    longest = plural(comeback.longest, "day")
    match comeback.kind:
        case ComebackKind.RETURN:
            return f"{theme.WAVE} Good to have you back. Your longest streak, {longest}, is yours to keep."
        case ComebackKind.BREAK:
            return f"{theme.WAVE} Welcome back from your break. Everything waited for you."
        case ComebackKind.NEW_COUNT:
            return f"{theme.STREAK} A new count starts today; your longest, {longest}, stays."
