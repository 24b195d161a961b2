"""What can go wrong in prompting a member with problems."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


@dataclass(eq=False)
class UnknownTopic(CohortError):
    """The text names no topic; `near` are some it may mean."""

    text: str
    near: tuple[str, ...] = ()


class PromptGone(CohortError):
    """The prompt is none of the member's, or was erased."""


@dataclass(eq=False)
class AllTasksSolved(CohortError):
    """Every task of machine learning from scratch is solved; with `topic`, every one about it."""

    count: int
    topic: str = ""
