"""What can go wrong in finding and collecting interview questions."""

from dataclasses import dataclass

from bot.domain.errors import CohortError


@dataclass(eq=False)
class UnknownQuestion(CohortError):
    """No question has this key."""

    key: str


@dataclass(eq=False)
class QuestionTwice(CohortError):
    """Two questions have this key; so it is with `more` other keys."""

    key: str
    more: int = 0


@dataclass(eq=False)
class UnknownQuestionSet(CohortError):
    """The guild has no set with this key; its own are `offered`."""

    key: str
    offered: tuple[str, ...] = ()


@dataclass(eq=False)
class GuideTooLong(CohortError):
    """Half a guide that a set brings, with the built-in other half: framework and rubric in characters."""

    size: int
    maximum: int


@dataclass(eq=False)
class TooManyQuestions(CohortError):
    """The guild has `held` questions in its other sets, so that `brought` more do not fit."""

    held: int
    brought: int
    maximum: int
