"""A streak: consecutive study days with at least one check-in. Pure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from `first` to `last`, both included; `last` None is open-ended."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class StudyWeek:
    """Which weekdays (Monday is 0) are study days from `since` on, until the next StudyWeek."""

    since: date
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class StreakFacts:
    """All a streak depends on. `study_weeks` ascend by `since`; the first one starts the membership."""

    checked_in: Set[date]
    study_weeks: Sequence[StudyWeek]
    pauses: Sequence[DayRange] = ()


@dataclass(frozen=True, slots=True)
class Streak:
    """`current` and `longest` in days; `today_done` when today already counts."""

    current: int
    longest: int
    today_done: bool
    today_planned: bool


def streak_on(facts: StreakFacts, today: date) -> Streak:
    """Count back from `today`: rest days and paused days are neutral, an open today never breaks."""
    raise NotImplementedError
