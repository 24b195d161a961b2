"""What the panel says to somebody who is back, or whose count starts again."""

from discord.utils import format_dt

from bot.domain.comebacks import Comeback, ComebackKind, Fillable
from bot.ui import theme
from bot.ui.language import _, ngettext
from bot.ui.text import full_date


def comeback_line(comeback: Comeback) -> str:
    """One line; it names what stays, never what was lost."""
    match comeback.kind:
        case ComebackKind.RETURN:
            return f"{theme.WAVE} " + ngettext(
                "Good to have you back. Your longest streak, {count:,} day, is yours to keep.",
                "Good to have you back. Your longest streak, {count:,} days, is yours to keep.",
                comeback.longest,
            )
        case ComebackKind.BREAK:
            return f"{theme.WAVE} " + _("Welcome back from your break. Everything waited for you.")
        case ComebackKind.NEW_COUNT:
            starts = ngettext(
                "A new count starts today; your longest, {count:,} day, stays.",
                "A new count starts today; your longest, {count:,} days, stays.",
                comeback.longest,
            )
            line = f"{theme.STREAK} {starts}"
            return f"{line} {_fillable(comeback.fillable)}" if comeback.fillable else line


def _fillable(missed: Fillable) -> str:
    if missed.yesterday:
        asked = _("Did you study yesterday?")
    else:
        asked = _("Did you study on {date}?", date=full_date(missed.day))
    if missed.until is None:
        return f"{asked} {_('`/streak backfill` still counts it.')}"
    until = format_dt(missed.until, "f")
    return f"{asked} {_('`/streak backfill` still counts it until {time}.', time=until)}"
