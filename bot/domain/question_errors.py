"""What can go wrong in finding and collecting interview questions."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


@dataclass(eq=False)
class UnknownQuestion(CohortError):
    """No question has this key."""

    key: str


@dataclass(eq=False)
class QuestionTwice(CohortError):
    """Two questions have this key."""

    key: str
