"""How far a plan has moved away from what was promised. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.pace import Pace, session_days


@dataclass(frozen=True, slots=True)
class Promise:
    """What was agreed on the day `since`: minutes of the roadmap's items on each day from then on.

    `carried` are the minutes owed already then (below 0: done in advance), `finish` the day of the last item.
    """

    since: date
    daily: tuple[int, ...]
    finish: date | None
    carried: int = 0

    def until(self, day: date) -> int:
        """The minutes promised up to `day`, that day included."""
        return self.carried + sum(self.daily[: max(0, (day - self.since).days + 1)])


@dataclass(frozen=True, slots=True)
class Slip:
    """The promise against what has happened: above 0 behind, below 0 ahead.

    `minutes` is the work between them and `days` about how many study days that is: 0 for less than half of
    one. `promised` and `finish` are the last days of then and now.
    """

    minutes: int
    days: int
    promised: date | None
    finish: date | None


def days_before(pace: Pace, finish: date, days: int) -> date:
    """The study day from which `finish` is `days` study days later (below 0: earlier; 0: `finish` itself)."""
    step = timedelta(days=-1 if days > 0 else 1)
    day, left = finish, abs(days)
    while left:
        day += step
        left -= day.weekday() in session_days(pace)
    return day


def slip_of(promise: Promise, settled: int, pace: Pace, today: date, finish: date | None) -> Slip:
    """How far a member is who has settled so many minutes of items since the promise.

    What is due today is neither behind nor ahead: it only counts when today is over.
    """
    owed, allowed = promise.until(today.fromordinal(today.toordinal() - 1)), promise.until(today)
    minutes = owed - settled if settled < owed else min(allowed - settled, 0)
    a_day = pace.minutes_per_week / len(session_days(pace))
    return Slip(minutes, round(minutes / a_day), promise.finish, finish)
