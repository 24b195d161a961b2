"""What can go wrong around a streak."""

from dataclasses import dataclass
from datetime import date

from bot.domain.errors import CohortError
from bot.domain.streak_entries import EntryKind
from bot.domain.streak_limits import NoBackfill, NoFreeze, NoRest
from bot.domain.streak_rules import StreakRules


@dataclass(eq=False)
class CannotFillIn(CohortError):
    """This day cannot be back-filled; `possible` are those that can."""

    day: date
    reason: NoBackfill
    rules: StreakRules
    possible: tuple[date, ...]


@dataclass(eq=False)
class CannotRest(CohortError):
    """This day cannot become a rest day."""

    day: date
    reason: NoRest
    rules: StreakRules


@dataclass(eq=False)
class CannotSetAside(CohortError):
    """No freeze can be set aside for this day."""

    day: date
    reason: NoFreeze
    rules: StreakRules
    held: int
    """Freezes, those set aside included."""


@dataclass(eq=False)
class AlreadyBegun(CohortError):
    """A rest day can be taken back only before it begins."""

    day: date


@dataclass(eq=False)
class NotChosen(CohortError):
    """There is nothing of this kind for the day to take back."""

    day: date
    kind: EntryKind


@dataclass(eq=False)
class CutoffTooLate(CohortError):
    """A study day ends at midnight at the earliest, and at `latest` (minutes after it) at the latest."""

    minute: int
    latest: int


@dataclass(eq=False)
class CutoffEndsDay(CohortError):
    """The cut-off would end the open study day at once, which is still to last to `cutoff_minutes`."""

    day: date
    cutoff_minutes: int


class StreakWaits(CohortError):
    """The member has left their roadmap here, and is on none."""


@dataclass(eq=False)
class AlreadyForgiven(CohortError):
    """The day has such an amnesty already."""

    day: date


@dataclass(eq=False)
class NeverMet(CohortError):
    """This person has never joined a roadmap here."""

    user_id: int
