"""Why a study day came to what it came to, and what would still save it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.day_clock import DayClock, Move, shortened
from bot.domain.outages import Outage, absences
from bot.domain.streak_limits import backfill_refusal, backfill_until, backfills_left
from bot.domain.streak_rules import RULES, StreakRules, rules_on
from bot.domain.streaks import DayMark, StreakDay, StreakFacts, history

_DAY = timedelta(days=1)


class Saving(StrEnum):
    """What keeps the streak over one day, or still can."""

    NOTHING_NEEDED = "nothing_needed"
    CHECK_IN = "check_in"
    FREEZE = "freeze"
    """One is held, and is spent by itself when the day ends without a check-in."""
    BACKFILL = "backfill"


@dataclass(frozen=True, slots=True)
class Savings:
    """What can be done about one day, best first; none when it is too late for all of it.

    A kept day may say NOTHING_NEEDED and BACKFILL: filling it in lengthens the streak. For today, BACKFILL is
    possible from tomorrow on. `backfill_until` is set with BACKFILL, if an end is known; `backfills_left` is
    for the month of the day, this one included.
    """

    ways: tuple[Saving, ...]
    backfill_until: datetime | None
    backfills_left: int


@dataclass(frozen=True, slots=True)
class Explained:
    """One study day and the reasons for its mark."""

    day: date
    mark: DayMark
    before: int
    """The streak before the day."""
    after: int
    lost: int
    """The streak that ended on the day."""
    freezes: int
    """Held after the day."""
    joined: date | None
    """The first day of the membership; days before it are free."""
    planned: bool
    """A study day of the week in force then."""
    set_aside: bool
    """The member had asked to spend a freeze."""
    clock: DayClock
    """By which the day ended or will end."""
    began_at: datetime
    until: datetime
    """When it stopped counting, or will."""
    move: Move | None
    """What took time from it, or left it out: then it ended when it began."""
    absences: tuple[Outage, ...]
    """The bot's, in the evening of the day; whether they excuse it is the mark's to say."""
    rules: StreakRules
    savings: Savings


def explain(facts: StreakFacts, day: date, today: date, rules: Sequence[StreakRules] = RULES) -> Explained:
    """The reasons for `day`, today or a past one, as they are known on `today`."""
    before, held = _around(facts, day, today, rules)
    span, then = facts.span(day), rules_on(day, rules)
    return Explained(
        day=day,
        mark=held.mark,
        before=before,
        after=held.streak,
        lost=held.lost,
        freezes=held.freezes,
        joined=facts.joined,
        planned=facts.planned(day),
        set_aside=day in facts.set_aside,
        clock=span.clock,
        began_at=span.began_at,
        until=span.ended_at,
        move=dict(shortened(facts.moves, facts.clock, rules)).get(day),
        absences=absences(facts.outages, day, span, then),
        rules=then,
        savings=_savings(facts, held, today, rules),
    )


def _around(
    facts: StreakFacts, day: date, today: date, rules: Sequence[StreakRules]
) -> tuple[int, StreakDay]:
    """The streak before `day`, and what the day came to."""
    began = facts.began
    if began is None or day < began:
        return 0, StreakDay(day, DayMark.FREE, 0, 0)
    before, held, *_ = history(facts, day - _DAY, today, rules)
    return before.streak, held


def _savings(facts: StreakFacts, held: StreakDay, today: date, rules: Sequence[StreakRules]) -> Savings:
    day, left = held.day, backfills_left(facts, held.day, today, rules)
    # Today can be filled in from tomorrow on.
    fillable = backfill_refusal(facts, day, max(today, day + _DAY), rules) is None
    kept = held.mark not in {DayMark.OPEN, DayMark.MISSED}
    possible = {
        Saving.NOTHING_NEEDED: kept,
        Saving.CHECK_IN: held.mark is DayMark.OPEN,
        Saving.FREEZE: held.mark is DayMark.OPEN and held.freezes > 0,
        Saving.BACKFILL: fillable,
    }
    until = backfill_until(facts, day, today, rules) if fillable else None
    return Savings(tuple(way for way in Saving if possible[way]), until, left)
