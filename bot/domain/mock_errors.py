"""What can go wrong on the way to an interview and in it; each names a fact."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import CohortError
from bot.domain.mock_sessions import EndedWhy, Session


class NotYourInterview(CohortError):
    """Whoever pressed or asked has no seat in it, or gave it up."""


class NoInterview(CohortError):
    """The member has no interview ahead."""


@dataclass(eq=False)
class WhichInterview(CohortError):
    """The member has several interviews and named none."""

    sessions: tuple[Session, ...]


@dataclass(eq=False)
class InterviewOver(CohortError):
    """Nothing can be changed any more; `why` is None when it took place."""

    why: EndedWhy | None


class InterviewRunning(CohortError):
    """It has begun: what stands open is how it ends."""


@dataclass(eq=False)
class InterviewAgreed(CohortError):
    """The people have agreed on a time already."""

    starts_at: datetime


class NothingAgreed(CohortError):
    """There is no agreed time that could be moved."""


@dataclass(eq=False)
class StartPassed(CohortError):
    """The agreed time has come: it cannot be moved or cancelled as if it were still ahead."""

    starts_at: datetime


@dataclass(eq=False)
class TooSoon(CohortError):
    """An interview cannot begin in a moment; `passed` says that the time is over already."""

    at: datetime
    passed: bool = False


@dataclass(eq=False)
class TooFarAhead(CohortError):
    """Nobody should wait that long; `latest` is the last start that may be proposed."""

    latest: datetime


@dataclass(eq=False)
class InvalidStart(CohortError):
    """The text is not read as a day and a time of day."""

    text: str


@dataclass(eq=False)
class NotProposed(CohortError):
    """Nobody has proposed this time, so there is nothing to say yes to."""

    at: datetime


@dataclass(eq=False)
class BusyThen(CohortError):
    """The member has another interview at this time; it begins at `starts_at`."""

    starts_at: datetime


@dataclass(eq=False)
class MovedEnough(CohortError):
    """The member has moved this interview as often as anybody may."""

    limit: int
