"""Errors of moments, as sentences that name the next step."""

from bot.domain import moment_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _


def about_moments(error: CohortError) -> str | None:
    """What cannot be done with a moment; None for any other error."""
    match error:
        case e.AlreadyShared():
            return _("You have shared this one already. `/streak moments` shows you the card again.")
        case _:
            return None
