"""Errors of rounds of mock interviews, as sentences that name the next step."""

from bot.domain import mock_round_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _


def about_rounds(error: CohortError) -> str | None:
    """What could not be done with a round; None for any other error."""
    match error:
        case e.RoundsOff():
            return _("No round is planned here. Organisers switch them on with `/manage rounds set on:True`.")
        case e.NoRoundChannel():
            return _(
                "Rounds have no channel to be announced in. Choose one in the menu of `/manage rounds show`, "
                "with `/manage rounds set channel:`, or a nudge channel in `/setup`; then switch them on."
            )
        case e.NoSuchRound():
            return _("I find no such round here. Choose a suggestion, or see `/manage rounds show`.")
        case e.RoundNotReplayable():
            return _(
                "This round cannot be matched again: it was not paired, or so long ago that I have forgotten "
                "its pool. Four weeks are kept."
            )
        case e.RoundOver():
            return _(
                "This round is over: it was paired or left out already, so nothing has changed. "
                "`/mock status` shows the next one."
            )
        case _:
            return None
