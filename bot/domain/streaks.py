"""A streak: consecutive study days with at least one check-in. Pure."""

from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from `first` to `last`, both included; `last` None is open-ended."""

    first: date
    last: date | None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


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

    def expects(self, day: date) -> bool:
        """Whether `day` asks for a check-in: a study day of the week in force then, and not paused."""
        index = bisect_right(self.study_weeks, day, key=lambda week: week.since)
        in_force = self.study_weeks[index - 1].weekdays if index else frozenset[int]()
        return day.weekday() in in_force and not any(day in pause for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Streak:
    """`current` and `longest` in days; `today_done` when today already counts.

    `today_planned`: today asks for a check-in; False on a rest day and while paused.
    """

    current: int
    longest: int
    today_done: bool
    today_planned: bool


def streak_on(facts: StreakFacts, today: date) -> Streak:
    """Count the days with a check-in up to `today`; a missed day starts again from nothing.

    Missed is a day that asks for a check-in, has none and is over: rest days, paused days, days before the
    membership and an open today never break. A check-in on any of them counts as on every other day.
    """
    current = longest = 0
    begin = min((*facts.checked_in, *(week.since for week in facts.study_weeks[:1])), default=today)
    for ordinal in range(begin.toordinal(), today.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day in facts.checked_in:
            current += 1
            longest = max(longest, current)
        elif day < today and facts.expects(day):
            current = 0
    return Streak(current, longest, today in facts.checked_in, facts.expects(today))
