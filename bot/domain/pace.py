"""What a member promised a week, as minutes on weekdays and parts of the day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.domain.roadmap_terms import DayPart

MINIMUM_SITTING = 25
"""Minutes below which work is not cut: one focused interval; anything shorter is lost to starting up."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a study day: its length, and when it is, if the member said so.

    `starts` is in minutes after local midnight.
    """

    minutes: int
    part: DayPart | None = None
    starts: int | None = None


StudyDay = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """What a member promised: minutes a week on `study_days` (Monday is 0).

    `days` says how long each weekday from Monday on is, as stretches; empty spreads the week evenly.
    """

    minutes_per_week: int
    study_days: frozenset[int]
    days: tuple[StudyDay, ...] = ()

    @classmethod
    def of_days(cls, days: Sequence[StudyDay]) -> "Pace":
        """The pace of a week whose days are given; ValueError unless they are seven and hold anything."""
        minutes = [sum(stretch.minutes for stretch in day) for day in days]
        if len(days) != 7 or not sum(minutes):
            raise ValueError(f"a week has seven days and at least a minute: {days}")
        studied = frozenset(weekday for weekday, held in enumerate(minutes) if held)
        return cls(sum(minutes), studied, tuple(days))


@lru_cache(maxsize=1024)
def week_minutes(pace: Pace) -> tuple[int, ...]:
    """The budget of each weekday from Monday on; the seven sum to exactly `minutes_per_week`.

    Days of their own length keep it. Otherwise study days share evenly; where a share would be shorter than
    `MINIMUM_SITTING`, only as many of them as can have that much are used, spread over the week. Raises
    ValueError for a pace without days or minutes.
    """
    if not pace.study_days or pace.minutes_per_week < 1:
        raise ValueError(f"a pace needs minutes and study days: {pace}")
    if pace.days:
        return tuple(sum(stretch.minutes for stretch in day) for day in pace.days)
    days = sorted(pace.study_days)
    sessions = min(len(days), max(1, pace.minutes_per_week // MINIMUM_SITTING))
    share, extra = divmod(pace.minutes_per_week, sessions)
    budget = {days[turn * len(days) // sessions]: share + (turn < extra) for turn in range(sessions)}
    return tuple(budget.get(weekday, 0) for weekday in range(7))


def capacity(pace: Pace, weekday: int) -> int:
    """Minutes to plan on a weekday (Monday is 0); 0 on rest days."""
    return week_minutes(pace)[weekday]


@lru_cache(maxsize=1024)
def session_days(pace: Pace) -> frozenset[int]:
    """The weekdays that really get work: the study days, or fewer of them when the pace is very small."""
    return frozenset(weekday for weekday, minutes in enumerate(week_minutes(pace)) if minutes)


def plan_week(epoch: date, day: date) -> int:
    """The number of the plan week that holds `day`; week 1 is `epoch` and the six days after it."""
    return (day - epoch).days // 7 + 1
