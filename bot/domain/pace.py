"""What a member promised a week, as minutes on weekdays. Pure."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MINIMUM_SITTING = 25
"""Minutes below which work is not cut: one focused interval; anything shorter is lost to starting up."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What a member promised: minutes a week, spread evenly over `study_days` (Monday is 0)."""

    minutes_per_week: int
    study_days: frozenset[int]


@lru_cache(maxsize=1024)
def week_minutes(pace: Pace) -> tuple[int, ...]:
    """The budget of each weekday from Monday on; the seven sum to exactly `minutes_per_week`.

    Study days share evenly. Where a share would be shorter than `MINIMUM_SITTING`, only as many of them as
    can have that much are used, spread over the week. Raises ValueError for a pace without days or minutes.
    """
    if not pace.study_days or pace.minutes_per_week < 1:
        raise ValueError(f"a pace needs minutes and study days: {pace}")
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
