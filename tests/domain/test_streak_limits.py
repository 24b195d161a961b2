"""What a member may still ask for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.day_clock import Move
from bot.domain.streak_limits import (
    NoBackfill,
    NoFreeze,
    NoRest,
    backfill_days,
    backfill_refusal,
    backfill_until,
    backfills_left,
    freeze_refusal,
    freezes_left,
    rest_refusal,
)
from bot.domain.streak_rules import RULES, StreakRules
from bot.domain.streak_why import explain
from bot.domain.streaks import UTC_DAYS, DayMark, DayRange, StreakFacts, StudyWeek, streak_on
from tests.domain.strategies_streaks import DAY, Life, laws, lived, lives

MONDAY = date(2026, 6, 1)
EVERY_DAY, WORKDAYS = frozenset(range(7)), frozenset(range(5))
Days = tuple[int, ...]


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def member(done: Days = (), *, weekdays: frozenset[int] = EVERY_DAY, **more: Any) -> StreakFacts:
    """A member since Monday 1 June."""
    return StreakFacts({day(n) for n in done}, [StudyWeek(MONDAY, weekdays)], **more)


def days(*numbers: int) -> set[date]:
    return {day(n) for n in numbers}


def numbers(found: tuple[date, ...]) -> list[int]:
    return [(each - MONDAY).days for each in found]


def rest_days(facts: StreakFacts, today: date, rules: Sequence[StreakRules] = RULES) -> tuple[date, ...]:
    """The days each of which can become a rest day."""
    ahead = (today + timedelta(days=offset) for offset in range(60))
    return tuple(each for each in ahead if rest_refusal(facts, each, today, rules) is None)


def freeze_days(facts: StreakFacts, today: date, rules: Sequence[StreakRules] = RULES) -> tuple[date, ...]:
    """The days for each of which a freeze can be set aside."""
    ahead = (today + timedelta(days=offset) for offset in range(60))
    return tuple(each for each in ahead if freeze_refusal(facts, each, today, rules) is None)


@pytest.mark.parametrize(
    ("facts", "today", "allowed"),
    [
        pytest.param(member(), 5, [3, 4], id="the last two days"),
        pytest.param(member((3,)), 5, [4], id="one of them has a check-in"),
        pytest.param(member((3, 4)), 5, [], id="nothing is missing"),
        pytest.param(member(), 1, [0], id="on the second day"),
        pytest.param(member(), 0, [], id="on the first day"),
        pytest.param(member(weekdays=WORKDAYS), 7, [3, 4], id="Thursday and Friday, on Monday"),
        pytest.param(member(weekdays=WORKDAYS), 6, [3, 4], id="and on Sunday"),
        pytest.param(
            member(pauses=[DayRange(day(3), day(9))]), 10, [1, 2], id="after a pause, those before it"
        ),
        pytest.param(member(rests=days(4)), 5, [2, 3], id="a rest day asks for nothing"),
        pytest.param(member(amnesties=days(4)), 5, [3, 4], id="a forgiven day too"),
        pytest.param(member((0, 1, 2, 3, 4, 5, 6)), 8, [7], id="and one that a freeze kept"),
        pytest.param(member(backfilled=days(1, 2, 3)), 6, [], id="three in June were enough"),
        pytest.param(member(backfilled=days(0, 2, 3)), 32, [30, 31], id="July counts anew"),
        pytest.param(member(backfilled=days(26, 27, 28)), 31, [30], id="each day counts for its own month"),
    ],
)
def test_days_that_can_be_filled_in(facts: StreakFacts, today: int, allowed: list[int]) -> None:
    assert numbers(backfill_days(facts, day(today))) == allowed


@pytest.mark.parametrize(
    ("facts", "asked", "why"),
    [
        (member(), 10, NoBackfill.NOT_OVER),
        (member(), 11, NoBackfill.NOT_BEGUN),
        (member((9,)), 9, NoBackfill.COUNTED),
        (member(backfilled=days(9)), 9, NoBackfill.COUNTED),
        (member(), -1, NoBackfill.NOT_PLANNED),
        (member(weekdays=WORKDAYS), 6, NoBackfill.NOT_PLANNED),
        (member(pauses=[DayRange(day(9), None)]), 9, NoBackfill.PAUSED),
        (member(rests=days(9)), 9, NoBackfill.REST),
        (member(), 7, NoBackfill.TOO_LONG_AGO),
        (member(backfilled=days(1, 2, 3)), 9, NoBackfill.MONTH_FULL),
        (member(), 9, None),
    ],
)
def test_why_a_day_cannot_be_filled_in(facts: StreakFacts, asked: int, why: NoBackfill | None) -> None:
    assert backfill_refusal(facts, day(asked), day(10)) == why


def test_a_day_that_was_never_lived_cannot_be_filled_in() -> None:
    """From the 8th straight to the 10th, over the date line."""
    at = UTC_DAYS.end(day(8)) - timedelta(hours=1)
    facts = member(moves=[Move(at, UTC_DAYS, day(8), day(10))])
    assert backfill_refusal(facts, day(9), day(11)) is NoBackfill.LEFT_OUT
    assert numbers(backfill_days(facts, day(11))) == [8, 10]


@pytest.mark.parametrize(
    ("facts", "asked", "last"),
    [
        pytest.param(member(), 3, 5, id="the second study day after it"),
        pytest.param(member(weekdays=WORKDAYS), 4, 8, id="Tuesday for a Friday"),
        pytest.param(member(rests=days(4)), 3, 6, id="rest days do not count"),
        pytest.param(member(pauses=[DayRange(day(4), day(8))]), 3, 10, id="nor do paused ones"),
        pytest.param(member(pauses=[DayRange(day(4), None)]), 3, None, id="an open pause has no end"),
    ],
)
def test_until_when_a_day_can_be_filled_in(facts: StreakFacts, asked: int, last: int | None) -> None:
    assert backfill_until(facts, day(asked), day(5)) == (None if last is None else UTC_DAYS.end(day(last)))


@laws
@given(lives())
def test_a_day_can_be_filled_in_exactly_until_then(life: Life) -> None:
    """Once nothing more happens. Its month may be full, or the last day of a journey may lie ahead."""
    ledger = lived(life)
    facts, today = ledger.facts(), ledger.today
    for missing in backfill_days(facts, today):
        until = backfill_until(facts, missing, today)
        coming = [today + offset * DAY for offset in range(1, 50)]
        late = [each for each in coming if backfill_refusal(facts, missing, each) is not None]
        assert until == (facts.span(late[0] - DAY).ended_at if late else None)


@laws
@given(lives())
def test_filling_in_adds_a_day_there_and_takes_nothing_away_later(life: Life) -> None:
    ledger = lived(life)
    facts, today = ledger.facts(), ledger.today
    for missing in backfill_days(facts, today):
        filled = replace(facts, backfilled={*facts.backfilled, missing})
        before, after = streak_on(facts, today), streak_on(filled, today)
        assert after.current >= before.current
        assert after.longest >= before.longest
        assert after.freezes >= before.freezes
        reasons = explain(filled, missing, today)
        assert (reasons.mark, reasons.after) == (DayMark.BACKFILLED, reasons.before + 1)
        assert backfill_refusal(filled, missing, today) is NoBackfill.COUNTED
        assert backfills_left(filled, missing, today) == backfills_left(facts, missing, today) - 1


@pytest.mark.parametrize(
    ("facts", "asked", "why"),
    [
        (member(), 1, None),
        (member(), 28, None),
        (member(), 0, NoRest.TOO_LATE),
        (member(), -3, NoRest.TOO_LATE),
        (member(), 29, NoRest.TOO_FAR),
        (member(weekdays=WORKDAYS), 5, NoRest.NOT_PLANNED),
        (member(pauses=[DayRange(day(0), None)]), 4, NoRest.PAUSED),
        (member(rests=days(4)), 4, NoRest.ALREADY),
        (member(rests=days(1, 2, 3, 4)), 28, NoRest.WINDOW_FULL),
        (member(rests=days(0, 1, 2, 3)), 28, None),
        (member(rests=days(24, 25, 26, 27)), 1, NoRest.WINDOW_FULL),
        (member(rests=days(1, 2, 25, 26)), 14, NoRest.WINDOW_FULL),
        (member(rests=days(1, 2, 3)), 4, None),
        (member(rests=days(-10, -9, -8, -7, -6)), 25, None),
    ],
)
def test_why_a_day_cannot_become_a_rest_day(facts: StreakFacts, asked: int, why: NoRest | None) -> None:
    assert rest_refusal(facts, day(asked), day(0)) == why
    assert (day(asked) in rest_days(facts, day(0))) is (why is None)


@given(st.sets(st.integers(-40, 0)), st.lists(st.integers(1, 28)))
def test_no_28_days_hold_more_than_four_rest_days(taken: set[int], wishes: list[int]) -> None:
    """Whatever is wished for, in whatever order; rest days of the past may have been more."""
    facts = replace(member(), study_weeks=[StudyWeek(day(-50), EVERY_DAY)], rests=days(*taken))
    for wish in wishes:
        if rest_refusal(facts, day(wish), day(0)) is None:
            facts = replace(facts, rests={*facts.rests, day(wish)})
    for first in range(-45, 30):
        window = {day(n) for n in range(first, first + 28)}
        ahead = {each for each in facts.rests & window if each > day(0)}
        assert len(facts.rests & window) <= 4 or not ahead


@pytest.mark.parametrize(
    ("more", "asked", "why"),
    [
        ({}, 14, None),
        ({}, 21, None),
        ({}, 13, NoFreeze.OVER),
        ({}, 22, NoFreeze.TOO_FAR),
        ({"study_weeks": [StudyWeek(MONDAY, WORKDAYS)]}, 19, NoFreeze.NOT_PLANNED),
        ({"pauses": [DayRange(day(14), None)]}, 15, NoFreeze.PAUSED),
        ({"rests": days(15)}, 15, NoFreeze.REST),
        ({"checked_in": days(*range(15))}, 14, NoFreeze.COUNTED),
        ({"set_aside": days(15)}, 15, NoFreeze.ALREADY),
        ({"set_aside": days(15)}, 16, None),
        ({"set_aside": days(15, 16)}, 17, NoFreeze.NONE_LEFT),
        ({"set_aside": days(3, 4, 15)}, 17, None),
        ({"checked_in": days()}, 14, NoFreeze.NONE_LEFT),
    ],
)
def test_why_no_freeze_can_be_set_aside(more: dict[str, Any], asked: int, why: NoFreeze | None) -> None:
    """Two weeks of check-ins have earned two."""
    facts = replace(member(tuple(range(14))), **more)
    assert freeze_refusal(facts, day(asked), day(14)) == why
    assert (day(asked) in freeze_days(facts, day(14))) is (why is None)


def test_a_freeze_set_aside_for_a_day_that_got_done_is_free_again() -> None:
    facts = member(tuple(range(15)), set_aside=days(14))
    assert freezes_left(facts, day(14)) == 2
    assert freezes_left(replace(facts, set_aside=days(15)), day(14)) == 1


@pytest.mark.parametrize("question", [backfill_days, rest_days, freeze_days])
def test_who_never_joined_may_ask_for_nothing(
    question: Callable[[StreakFacts, date], tuple[date, ...]],
) -> None:
    assert question(StreakFacts(frozenset(), ()), MONDAY) == ()


def test_the_limits_are_those_of_the_rules_in_force() -> None:
    generous = (
        *RULES,
        StreakRules(
            2, day(5), backfill_reach=4, backfills_a_month=1, rest_ahead=3, rests_in_28=1, freeze_ahead=0
        ),
    )
    facts = member()
    assert numbers(backfill_days(facts, day(4), generous)) == [2, 3]
    assert numbers(backfill_days(facts, day(5), generous)) == [1, 2, 3, 4]
    assert backfills_left(facts, day(4), day(5), generous) == 1
    assert numbers(rest_days(facts, day(5), generous)) == [6, 7, 8]
    assert rest_refusal(replace(facts, rests=days(6)), day(7), day(5), generous) is NoRest.WINDOW_FULL
    assert freeze_days(member((0, 1, 2, 3, 4, 5, 6)), day(7), generous) == (day(7),)
