"""What can keep somebody from an interview at once; each names a fact."""

from dataclasses import dataclass

from bot.domain.errors import CohortError
from bot.domain.mock_sessions import Session


@dataclass(eq=False)
class BusyNow(CohortError):
    """An interview of the member's is running, or begins before another one would be over."""

    session: Session


@dataclass(eq=False)
class BookedEnough(CohortError):
    """The member has as many interviews this week as their record lets them book."""

    per_week: int


class NoRescue(CohortError):
    """Nobody is missing in this interview who would have to be replaced for the member."""
