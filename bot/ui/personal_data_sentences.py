"""Errors of /data, as sentences that name the next step."""

from bot.domain import personal_data_errors as e
from bot.domain.errors import CohortError
from bot.domain.personal_data import CONFIRMATION
from bot.ui.language import _
from bot.ui.text import safe


def about_personal_data(error: CohortError) -> str | None:
    """Why there is no export or nothing was erased; None for any other error."""
    match error:
        case e.NothingStored():
            return _("Nothing is stored about you in this server. `/join` begins, whenever you like.")
        case e.ExportTooLarge():
            return _(
                "Your data is larger than what Discord lets me send. Ask whoever hosts this bot for it: "
                "`/privacy` says where to find them."
            )
        case e.NotConfirmed(typed=typed):
            return _(
                "Nothing was erased: you wrote **{text}**. To erase everything, write **{word}**.",
                text=safe(typed, 40) or "…",
                word=CONFIRMATION,
            )
        case _:
            return None
