"""What can go wrong with rituals: facts without wording."""

from dataclasses import dataclass
from datetime import date

from bot.domain.errors import CohortError


class NothingWritten(CohortError):
    """Every field of the form is empty."""


@dataclass(eq=False)
class TooManyLines(CohortError):
    """One thing a line, at most so many."""

    count: int
    maximum: int


@dataclass(eq=False)
class RitualClosed(CohortError):
    """The period is too long ago, or still to come."""

    ritual: str
    period: date


@dataclass(eq=False)
class NoReflection(CohortError):
    """The member wrote nothing for this period."""

    ritual: str
    period: date


@dataclass(eq=False)
class AlreadyPosted(CohortError):
    """These words were posted and have not changed since."""

    ritual: str


class NothingToPost(CohortError):
    """Of these wins nothing was reached, and there are no words: what was not reached is never posted."""


class MayNotPost(CohortError):
    """The member may not write in this channel, so the bot does not write there for them."""


@dataclass(eq=False)
class NoRitualChannel(CohortError):
    """The ritual has no channel, and the guild no nudge channel to take its place."""

    ritual: str


class NoRitualNamed(CohortError):
    """An organiser changes something without saying of which ritual."""


@dataclass(eq=False)
class OneWeekday(CohortError):
    """A weekly ritual takes exactly one weekday, and a monthly one none."""

    monthly: bool
