"""What can go wrong in finding and choosing coding problems."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import CohortError


@dataclass(eq=False)
class UnknownProblem(CohortError):
    """The text names no problem; `near` are the labels of some it may mean."""

    text: str
    near: tuple[str, ...] = ()


@dataclass(eq=False)
class UnknownProblemList(CohortError):
    """No list has this key; `offered` are the titles of those there are."""

    key: str
    offered: tuple[str, ...] = ()


@dataclass(eq=False)
class NoProblemFits(CohortError):
    """No problem that anybody can open has all that was asked for."""


@dataclass(eq=False)
class NothingSolvedYet(CohortError):
    """A problem was to come again, and nothing that fits is solved."""


@dataclass(eq=False)
class AllSolved(CohortError):
    """Everything that fits is solved and rests; `next_due` is when the first comes back, if it does."""

    fitting: int
    next_due: datetime | None = None
