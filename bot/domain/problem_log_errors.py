"""What can go wrong around the log of solved problems."""

from dataclasses import dataclass
from datetime import date

from bot.domain.errors import CohortError


@dataclass(eq=False)
class NotInLog(CohortError):
    """The member has not logged this problem, or took it back."""

    label: str


@dataclass(eq=False)
class NotDueYet(CohortError):
    """The problem rests until `day`; there is nothing to put off."""

    label: str
    day: date


@dataclass(eq=False)
class UnknownPattern(CohortError):
    """The text names no pattern; `offered` are the titles of those there are."""

    text: str
    offered: tuple[str, ...] = ()


@dataclass(eq=False)
class ListDone(CohortError):
    """Everything free in a list is solved; `paid` problems of it are still open."""

    title: str
    paid: int = 0
