"""Asking too often, as a sentence that says when it works again."""

from datetime import datetime, timedelta

from discord.utils import format_dt

from bot.domain.errors import CohortError
from bot.domain.rate_errors import TooFast
from bot.domain.rates import Allowance


def about_rates(error: CohortError) -> str | None:
    """What was too often, and when to try again; None for any other error."""
    if not isinstance(error, TooFast):
        return None
    again = format_dt(_whole_second(error.again_at), "R")
    match error.allowance:
        case Allowance.PICTURE:
            return f"You have just had this picture. I draw it again {again}."
        case Allowance.EXPORT:
            return f"You have just had a copy. I make the next one {again}."
        case Allowance.ERASURE:
            return f"I have just erased what there was. You can ask again {again}."
        case Allowance.IMPORT:
            return f"Not so fast: a file takes a while to check. Bring in the next one {again}."
        case Allowance.MATCHING:
            return f"Not so fast: matching everybody is much work. Try again {again}."
        case _:
            return f"Not so fast: that was a lot at once. Try again {again}."


def _whole_second(at: datetime) -> datetime:
    """Discord shows whole seconds, and rounding down would promise too much."""
    return at if at.microsecond == 0 else at.replace(microsecond=0) + timedelta(seconds=1)
