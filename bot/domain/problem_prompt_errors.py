"""What can go wrong in prompting a member with problems."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


@dataclass(eq=False)
class UnknownTopic(CohortError):
    """The text names no topic; `near` are some it may mean."""

    text: str
    near: tuple[str, ...] = ()


@dataclass(eq=False)
class NothingElseFits(CohortError):
    """Nothing else is like what was asked for: another one would be the same again."""

    label: str


@dataclass(eq=False)
class NotedAsSolved(CohortError):
    """A problem is written down as solved before, and there is no next one to show, for this reason."""

    label: str
    reason: CohortError


@dataclass(eq=False)
class AlreadyInLog(CohortError):
    """A problem that was to be noted as solved before is in the log with its day."""

    label: str


class PromptGone(CohortError):
    """The prompt is none of the member's, or was erased."""


@dataclass(eq=False)
class AllTasksSolved(CohortError):
    """Every task of machine learning from scratch is solved; with `topic`, every one about it."""

    count: int
    topic: str = ""
