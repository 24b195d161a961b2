"""Streaks in small: which days count, which are asked for, and which are kept by a freeze."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.streak_rules import RULES, StreakRules
from bot.domain.streaks import (
    DayMark,
    DayRange,
    Streak,
    StreakDay,
    StreakFacts,
    StudyWeek,
    history,
    streak_on,
)

MONDAY = date(2026, 1, 5)
EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))


Numbers = tuple[int, int, bool, bool]
"""The streak, the longest, whether today is done, and whether it is asked for."""


def ahead(days: int) -> date:
    return MONDAY + timedelta(days=days)


def member(
    done: set[int], *, days: frozenset[int] = EVERY_DAY, pauses: list[DayRange] | None = None
) -> StreakFacts:
    return StreakFacts({ahead(n) for n in done}, [StudyWeek(MONDAY, days)], pauses or [])


def numbers(streak: Streak) -> Numbers:
    return streak.current, streak.longest, streak.today_done, streak.today_planned


@pytest.mark.parametrize(
    ("facts", "today", "streak"),
    [
        pytest.param(member(set()), 0, (0, 0, False, True), id="the first day"),
        pytest.param(member({0}), 0, (1, 1, True, True), id="the first check-in"),
        pytest.param(member({0, 1, 2}), 2, (3, 3, True, True), id="three days"),
        pytest.param(member({0, 1, 2}), 3, (3, 3, False, True), id="an open today does not break"),
        pytest.param(member({0, 1, 2}), 4, (0, 3, False, True), id="a missed day does"),
        pytest.param(member({0, 1, 2, 4}), 4, (1, 3, True, True), id="and it begins again"),
        pytest.param(member({4}, days=WORKDAYS), 6, (1, 1, False, False), id="rest days are neutral"),
        pytest.param(member({4}, days=WORKDAYS), 7, (1, 1, False, True), id="Monday after a weekend"),
        pytest.param(member({4}, days=WORKDAYS), 8, (0, 1, False, True), id="a missed Monday"),
        pytest.param(member({4, 5}, days=WORKDAYS), 5, (2, 2, True, False), id="work on a rest day counts"),
        pytest.param(
            member({0}, pauses=[DayRange(ahead(1), ahead(9))]),
            10,
            (1, 1, False, True),
            id="after a pause",
        ),
        pytest.param(
            member({0, 3}, pauses=[DayRange(ahead(1), None)]),
            30,
            (2, 2, False, False),
            id="an open pause",
        ),
        pytest.param(member({-3, 0}), 0, (2, 2, True, True), id="days before the membership are not missed"),
        pytest.param(member({0, 9}), 1, (1, 1, False, True), id="tomorrow does not count yet"),
        pytest.param(StreakFacts(set(), []), 0, (0, 0, False, False), id="never a member"),
        pytest.param(
            StreakFacts({MONDAY}, [StudyWeek(ahead(5), EVERY_DAY)]),
            5,
            (1, 1, False, True),
            id="joined later",
        ),
        pytest.param(member({0}), -1, (0, 0, False, False), id="before it all"),
    ],
)
def test_streaks(facts: StreakFacts, today: int, streak: Numbers) -> None:
    assert numbers(streak_on(facts, ahead(today))) == streak


def test_a_new_study_week_never_rewrites_the_past() -> None:
    """Workdays for a week, then every day: the old weekend stays free, the new Saturday takes a freeze."""
    facts = StreakFacts(
        {ahead(n) for n in (*range(5), *range(7, 12))},
        [StudyWeek(MONDAY, WORKDAYS), StudyWeek(ahead(7), EVERY_DAY)],
    )
    assert numbers(streak_on(facts, ahead(12))) == (10, 10, False, True)
    days = history(facts, ahead(4), ahead(13))
    free, frozen = {ahead(5), ahead(6)}, {ahead(12)}
    assert {day.day for day in days if day.mark is DayMark.FREE} == free
    assert {day.day for day in days if day.mark is DayMark.FROZEN} == frozen


@pytest.mark.parametrize(
    ("done", "today", "held", "next_in", "streak"),
    [
        pytest.param(range(6), 5, 0, 1, 6, id="six days earn none yet"),
        pytest.param(range(7), 6, 1, 7, 7, id="the seventh earns one"),
        pytest.param(range(13), 12, 1, 1, 13, id="almost the second"),
        pytest.param(range(14), 13, 2, None, 14, id="the second"),
        pytest.param(range(40), 39, 2, None, 40, id="two are enough"),
        pytest.param(range(7), 8, 0, 7, 7, id="a missed day takes one, and the streak stays"),
        pytest.param([*range(7), 8], 8, 0, 6, 8, id="a frozen day adds nothing"),
        pytest.param(range(7), 9, 0, 7, 0, id="a second missed day ends the streak"),
        pytest.param(range(14), 16, 0, 7, 14, id="two last for two days"),
        pytest.param(range(14), 17, 0, 7, 0, id="and not for three"),
        pytest.param([*range(14), *range(15, 22)], 21, 2, None, 21, id="a spent one is earned again"),
        pytest.param([*range(12), *range(13, 15)], 14, 1, 7, 14, id="days towards the next one are kept"),
        pytest.param([*range(5), *range(6, 8)], 7, 0, 5, 2, id="a lost streak earns from the start again"),
    ],
)
def test_freezes(done: Sequence[int], today: int, held: int, next_in: int | None, streak: int) -> None:
    now = streak_on(member(set(done)), ahead(today))
    assert (now.freezes, now.next_freeze_in, now.current) == (held, next_in, streak)


def test_the_last_frozen_day_is_told() -> None:
    facts = member({*range(14), 15})
    assert streak_on(facts, ahead(15)).frozen_on == ahead(14)
    assert streak_on(facts, ahead(17)).frozen_on == ahead(16)
    assert streak_on(facts, ahead(13)).frozen_on is None


@pytest.mark.parametrize(
    ("kinder", "mark"),
    [
        ({"rests": {ahead(7)}}, DayMark.REST),
        ({"amnesties": {ahead(7)}}, DayMark.AMNESTY),
        ({"pauses": [DayRange(ahead(7), ahead(7))]}, DayMark.PAUSED),
        ({"backfilled": {ahead(7)}}, DayMark.BACKFILLED),
        ({"checked_in": {ahead(n) for n in range(8)}}, DayMark.DONE),
    ],
)
def test_a_day_excused_afterwards_gives_its_freeze_back(kinder: dict[str, Any], mark: DayMark) -> None:
    facts = member(set(range(7)))
    assert history(facts, ahead(7), ahead(8))[0] == StreakDay(ahead(7), DayMark.FROZEN, 7, 0)
    days = 7 + (mark in {DayMark.DONE, DayMark.BACKFILLED})
    assert history(replace(facts, **kinder), ahead(7), ahead(8))[0] == StreakDay(ahead(7), mark, days, 1)


def test_the_streak_that_ended_is_told_on_its_last_day() -> None:
    days = history(member({0, 1, 2, 5}), ahead(-1), ahead(5))
    assert [(day.mark.value, day.streak, day.lost) for day in days] == [
        ("free", 0, 0),
        ("done", 1, 0),
        ("done", 2, 0),
        ("done", 3, 0),
        ("missed", 0, 3),
        ("missed", 0, 0),
        ("done", 1, 0),
    ]


def test_days_before_the_membership_are_free_and_a_history_that_ends_before_it_begins_is_empty() -> None:
    assert {day.mark for day in history(member({0}), ahead(-20), ahead(-1))} == {DayMark.FREE}
    assert history(member({0}), ahead(3), ahead(2)) == ()
    assert len(history(StreakFacts(set(), []), ahead(0), ahead(6))) == 7


def test_a_rule_change_keeps_the_freezes_that_are_held() -> None:
    """From the 20th day on a freeze costs three days, and one is enough."""
    rules = (*RULES, StreakRules(2, since=ahead(20), days_per_freeze=3, most_freezes=1))
    facts = member(set(range(20)))
    assert streak_on(facts, ahead(19), rules).freezes == 2
    assert streak_on(facts, ahead(20), rules).freezes == 1
    assert [
        day.freezes for day in history(member({*range(20), 21, 22, 23}), ahead(19), ahead(23), rules)
    ] == [
        2,
        0,
        0,
        0,
        1,
    ]


def test_days_earned_under_dearer_rules_make_no_freeze_by_themselves() -> None:
    """Six days of seven, and from then on three are enough: one more check-in is still needed."""
    rules = (*RULES, StreakRules(2, since=ahead(6), days_per_freeze=3))
    now = streak_on(member(set(range(6))), ahead(6), rules)
    assert (now.freezes, now.next_freeze_in) == (0, 1)
    assert streak_on(member(set(range(7))), ahead(6), rules).freezes == 1
