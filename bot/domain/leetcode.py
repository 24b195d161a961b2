"""What LeetCode can be asked, and what may come of it: always a value, never an error."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's public page: the name as LeetCode writes it, and everything they wrote about themselves."""

    username: str
    about: str


@dataclass(frozen=True, slots=True)
class Submission:
    """An accepted submission, at a UTC moment. The same problem may come more than once."""

    slug: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DailyProblem:
    """LeetCode's problem of a UTC day. `difficulty` in lower case; a `paid` one not everybody can open."""

    day: date
    slug: str
    number: int
    title: str
    difficulty: str
    paid: bool


class Reason(StrEnum):
    """Why there is no answer."""

    TIMEOUT = "timeout"
    """It took too long."""
    NETWORK = "network"
    """No connection, or it broke off."""
    RATE_LIMITED = "rate_limited"
    """LeetCode asks for fewer requests."""
    CHALLENGE = "challenge"
    """A page that wants to see a browser stands in between."""
    REFUSED = "refused"
    """LeetCode does not answer this server."""
    BROKEN = "broken"
    """LeetCode has a fault of its own."""
    UNREADABLE = "unreadable"
    """An answer that is cut off, too large, or of another kind."""
    CHANGED = "changed"
    """LeetCode's questions or answers have another shape now: Cohort has to learn it."""
    NOT_YET = "not_yet"
    """Today's problem is not out yet."""
    BUSY = "busy"
    """Too many people ask at once."""
    FAULT = "fault"
    """A fault of ours."""
    CLOSED = "closed"
    """The bot is shutting down."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The answer."""

    value: T


@dataclass(frozen=True, slots=True)
class Missing:
    """LeetCode answered that there is nobody of this name."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """No answer now; asking before `retry_at` gets none either."""

    reason: Reason
    retry_at: datetime


Answer = Found[T] | Missing | Unavailable


class LeetCode(Protocol):
    """LeetCode as the use cases know it. Nothing here raises."""

    async def profile(self, username: str) -> Answer[Profile]:
        """What a person says about themselves."""
        ...

    async def solved(self, username: str) -> Answer[tuple[Submission, ...]]:
        """The latest accepted submissions, newest first, at most 20; empty also for who hides them."""
        ...

    async def daily(self) -> Answer[DailyProblem]:
        """The problem of the present UTC day; never yesterday's."""
        ...
