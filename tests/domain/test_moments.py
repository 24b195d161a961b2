"""What a streak has reached, and when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moments import (
    LONG_STREAKS,
    PROJECT,
    Moment,
    days_reached,
    roadmap_kind,
    streak_kind,
    streak_lengths,
)
from bot.domain.streaks import StreakFacts, StudyWeek, streak_on

DAY = date(2026, 6, 1)
JOINED = StudyWeek(date(2026, 1, 1), frozenset(range(5)))


@pytest.mark.parametrize(
    ("streak", "lengths"),
    [(0, ()), (6, ()), (7, (7,)), (29, (7,)), (30, (7, 30)), (100, (7, 30, 100)), (400, (7, 30, 100, 365))],
)
def test_a_streak_has_reached_its_marks(streak: int, lengths: tuple[int, ...]) -> None:
    assert streak_lengths(streak) == lengths


def facts_of(days: int, *more: date) -> StreakFacts:
    """So many days up to DAY with a check-in, and others."""
    run = {DAY - timedelta(days=back) for back in range(days)}
    return StreakFacts(checked_in=frozenset({*run, *more}), study_weeks=(JOINED,))


def test_each_length_was_reached_on_its_day_of_the_present_run() -> None:
    earlier = [DAY - timedelta(days=100 + back) for back in range(8)]
    found = days_reached(facts_of(31, *earlier), (7, 30), DAY)
    assert found == {7: DAY - timedelta(days=24), 30: DAY - timedelta(days=1)}


def test_a_length_that_lasted_over_free_days_counts_from_its_first_day() -> None:
    """Monday to Thursday, then a Friday; the weekend asks for nothing and adds nothing."""
    week = [date(2026, 5, 25) + timedelta(days=ahead) for ahead in range(5)]
    facts = StreakFacts(checked_in=frozenset(week), study_weeks=(JOINED,))
    assert days_reached(facts, (5,), date(2026, 5, 31)) == {5: date(2026, 5, 29)}


@given(st.integers(1, 120), st.integers(1, 400))
def test_on_the_day_it_was_reached_the_streak_was_that_long(streak: int, length: int) -> None:
    facts = facts_of(streak)
    day = days_reached(facts, (length,), DAY)[length]
    assert streak_on(facts, day).current == min(length, streak)


@pytest.mark.parametrize(
    ("kind", "days", "is_roadmap"),
    [("streak:30", 30, False), (PROJECT, None, False), (roadmap_kind("deep-dive-16w"), None, True)],
)
def test_a_moment_knows_what_it_is(kind: str, days: int | None, is_roadmap: bool) -> None:
    moment = Moment(1, kind, None, DAY)
    assert (moment.days, moment.is_roadmap) == (days, is_roadmap)


def test_every_kind_fits_its_column() -> None:
    assert max(map(len, (roadmap_kind("x" * 64), PROJECT, streak_kind(max(LONG_STREAKS))))) <= 96
