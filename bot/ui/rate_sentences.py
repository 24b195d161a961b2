"""Asking too often, as a sentence that says when it works again."""

from datetime import datetime, timedelta

from discord.utils import format_dt

from bot.domain.errors import CohortError
from bot.domain.rate_errors import TooFast
from bot.domain.rates import Allowance
from bot.ui.language import _


def about_rates(error: CohortError) -> str | None:
    """What was too often, and when to try again; None for any other error."""
    if not isinstance(error, TooFast):
        return None
    again = format_dt(_whole_second(error.again_at), "R")
    match error.allowance:
        case Allowance.PICTURE:
            return _("You have just had this picture. I draw it again {when}.", when=again)
        case Allowance.EXPORT:
            return _("You have just had a copy. I make the next one {when}.", when=again)
        case Allowance.ERASURE:
            return _("I have just erased what there was. You can ask again {when}.", when=again)
        case Allowance.IMPORT:
            return _("Not so fast: a file takes a while to check. Bring in the next one {when}.", when=again)
        case Allowance.MATCHING:
            return _("Not so fast: matching everybody is much work. Try again {when}.", when=again)
        case _:
            return _("Not so fast: that was a lot at once. Try again {when}.", when=again)


def _whole_second(at: datetime) -> datetime:
    """Discord shows whole seconds, and rounding down would promise too much."""
    return at if at.microsecond == 0 else at.replace(microsecond=0) + timedelta(seconds=1)
