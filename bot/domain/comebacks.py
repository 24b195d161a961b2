"""What is said to somebody who is back after a while, or whose count starts again. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.streaks import StreakFacts, history

LONG_AWAY = 7
"""Days without a check-in, not counting paused ones, after which a return is celebrated."""


class ComebackKind(StrEnum):
    """What somebody is back from."""

    RETURN = "return"
    """The first check-in after LONG_AWAY or more days without one."""
    BREAK = "break"
    """The first check-in after a pause."""
    NEW_COUNT = "new_count"
    """A streak ended; it is told once."""


@dataclass(frozen=True, slots=True)
class Comeback:
    """`longest` is the member's longest streak: it stays."""

    kind: ComebackKind
    longest: int


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


def new_count(facts: StreakFacts, left: date, today: date, longest: int) -> Comeback | None:
    """Whether a streak ended since `left`, the oldest day of which the member has not been told yet."""
    if facts.counts(today) or not any(each.lost for each in history(facts, left, today)):
        return None
    return Comeback(ComebackKind.NEW_COUNT, longest)
