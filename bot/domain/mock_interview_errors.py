"""What can go wrong from the agreed time to the feedback; each names a fact."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import CohortError


@dataclass(eq=False)
class TooEarly(CohortError):
    """It cannot begin yet; from `opens_at` on it can."""

    opens_at: datetime


@dataclass(eq=False)
class NotStarted(CohortError):
    """This belongs to an interview that runs; `starts_at` is the agreed start, if there is one."""

    starts_at: datetime | None


class HalfOver(CohortError):
    """The roles are swapped already."""


@dataclass(eq=False)
class NotInterviewer(CohortError):
    """The kit is for whoever asks in this half: `user_id`."""

    user_id: int


@dataclass(eq=False)
class KitTooEarly(CohortError):
    """The kit can be opened from `opens_at` on."""

    opens_at: datetime


@dataclass(eq=False)
class NotAnswering(CohortError):
    """Only who answers in this half, `user_id`, and an observer see what is asked."""

    user_id: int


class QuestionKept(CohortError):
    """The question cannot be changed any more: it was changed once, or the half has begun."""


class NoOtherQuestion(CohortError):
    """The candidate was asked every other question of the kind."""


class HereFirst(CohortError):
    """Who reports somebody absent has to be there."""


class NobodyAbsent(CohortError):
    """Everybody has said that they are there."""


@dataclass(eq=False)
class WaitABit(CohortError):
    """The others have until `until` to come."""

    until: datetime


class BackTooLate(CohortError):
    """The interview was ended without the member, and the other one need not wait any longer."""


class NoFeedbackYet(CohortError):
    """Feedback is written after the interview."""


@dataclass(eq=False)
class FeedbackClosed(CohortError):
    """Feedback was taken until then."""

    until: datetime


class FeedbackRead(CohortError):
    """Both have sent theirs and may read it: nothing is changed any more."""


class NotYourSheet(CohortError):
    """There is no such feedback for this member to write."""


class ScoresMissing(CohortError):
    """A score is missing."""
