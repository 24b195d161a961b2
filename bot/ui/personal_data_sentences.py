"""Errors of /data, as sentences that name the next step."""

from bot.domain import personal_data_errors as e
from bot.domain.errors import CohortError
from bot.domain.personal_data import CONFIRMATION
from bot.ui.text import safe


def about_personal_data(error: CohortError) -> str | None:
    """Why there is no export or nothing was erased; None for any other error."""
    match error:
        case e.NothingStored():
            return "Nothing is stored about you in this server. `/join` begins, whenever you like."
        case e.ExportTooLarge():
            return (
                "Your data is larger than what Discord lets me send. Ask whoever hosts this bot for it: "
                "`/privacy` says where to find them."
            )
        case e.NotConfirmed(typed=typed):
            return (
                f"Nothing was erased: you wrote **{safe(typed, 40) or '…'}**. To erase everything, write "
                f"**{CONFIRMATION}**."
            )
        case _:
            return None
