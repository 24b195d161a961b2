"""What is said to somebody who is back after a while, or whose count starts again. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.streak_limits import backfill_refusal, backfill_until
from bot.domain.streak_rules import RULES, StreakRules
from bot.domain.streaks import DayMark, StreakDay, StreakFacts, history

LONG_AWAY = 7
"""Days without a check-in, not counting paused ones, after which a return is celebrated."""

LEAST_LOST = 3
"""Days of a streak whose end is told: a shorter one had hardly begun."""

RECENT = timedelta(days=60)
"""How far back the last day that asked for something is looked for."""


class ComebackKind(StrEnum):
    """What somebody is back from."""

    RETURN = "return"
    """The first check-in after LONG_AWAY or more days without one."""
    BREAK = "break"
    """The first check-in after a pause."""
    NEW_COUNT = "new_count"
    """A streak ended on the last day that asked for something, and nothing counted since."""


@dataclass(frozen=True, slots=True)
class Fillable:
    """A missed day that can still be filled in, until an instant if one is known."""

    day: date
    yesterday: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Comeback:
    """`longest` is the member's longest streak: it stays. `fillable` would even bring the lost one back."""

    kind: ComebackKind
    longest: int
    fillable: Fillable | None = None


def comeback_on(facts: StreakFacts, today: date, longest: int) -> Comeback | None:
    """What today's first check-in comes back from; None if there was one shortly before, or none ever."""
    last = max((day for day in facts.checked_in if day < today), default=None)
    if last is None or today not in facts.checked_in:
        return None
    away = [date.fromordinal(each) for each in range(last.toordinal() + 1, today.toordinal())]
    paused = sum(facts.paused(day) for day in away)
    if len(away) - paused >= LONG_AWAY:
        return Comeback(ComebackKind.RETURN, longest)
    return Comeback(ComebackKind.BREAK, longest) if paused else None


def new_count(
    facts: StreakFacts, today: date, longest: int, rules: Sequence[StreakRules] = RULES
) -> Comeback | None:
    """Whether a streak of LEAST_LOST days or more ended on the last day that asked for something."""
    # Most members have lost nothing, and need no second look at their whole life.
    if facts.counts(today) or facts.paused(today) or longest < LEAST_LOST:
        return None
    missed = _last_asking(facts, today, rules)
    if missed is None or missed.lost < LEAST_LOST:
        return None
    fillable = None
    if backfill_refusal(facts, missed.day, today, rules) is None:
        yesterday = missed.day == today - timedelta(days=1)
        fillable = Fillable(missed.day, yesterday, backfill_until(facts, missed.day, today, rules))
    return Comeback(ComebackKind.NEW_COUNT, longest, fillable)


def _last_asking(facts: StreakFacts, today: date, rules: Sequence[StreakRules]) -> StreakDay | None:
    """The last day before today that counts or asked for something."""
    kept = {DayMark.FREE, DayMark.PAUSED, DayMark.REST, DayMark.AMNESTY, DayMark.OUTAGE, DayMark.TRAVEL}
    lived = history(facts, today - RECENT, today, rules)[:-1]
    return next((each for each in reversed(lived) if each.mark not in kept), None)
