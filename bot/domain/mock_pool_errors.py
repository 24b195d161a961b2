"""What can go wrong around the pool of mock interviews."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import CohortError


class WindowFault(StrEnum):
    """What is wrong with a part of what somebody wrote about when they can."""

    NO_DAYS = "no_days"
    """The first hours come before any day."""
    DAYS = "days"
    """What comes before the hours is no list of days."""
    NO_HOURS = "no_hours"
    HOURS = "hours"
    """What comes after the days is no range of hours."""
    HALF_HOURS = "half_hours"
    """The times are not on full or half hours."""
    BACKWARDS = "backwards"
    """It ends when or before it begins; only a short night may reach into the next day."""


@dataclass(eq=False)
class InvalidWindows(CohortError):
    """This part of the text does not say when somebody can."""

    part: str
    fault: WindowFault


@dataclass(eq=False)
class UnknownKind(CohortError):
    """The text is no kind of interview."""

    text: str


class NotInPool(CohortError):
    """The member does not take part in mock interviews."""


class PoolNotPaused(CohortError):
    """The member's mock interviews are not paused."""


class WeekPassed(CohortError):
    """That week is over: nothing can be said about it any more."""


class NothingToCopy(CohortError):
    """No earlier week has hours of its own."""
