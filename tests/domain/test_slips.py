"""How far behind a promise a member is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import Pace
from bot.domain.slips import Promise, Slip, days_before, slip_of

DAILY = Pace(700, frozenset(range(7)))
MONDAY = date(2026, 1, 5)
FINISH = MONDAY + timedelta(days=3)
PROMISE = Promise(MONDAY, (100, 100, 50, 100), FINISH)


@pytest.mark.parametrize(
    ("after", "settled", "minutes", "days"),
    [
        (0, 0, 0, 0),
        (0, 40, 0, 0),
        (0, 100, 0, 0),
        (0, 130, -30, 0),
        (0, 200, -100, -1),
        (1, 0, 100, 1),
        (1, 100, 0, 0),
        (1, 80, 20, 0),
        (3, 0, 250, 2),
        (3, 250, 0, 0),
        (9, 0, 350, 4),
        (9, 350, 0, 0),
    ],
)
def test_what_was_promised_until_yesterday_is_owed(after: int, settled: int, minutes: int, days: int):
    slip = slip_of(PROMISE, settled, DAILY, MONDAY + timedelta(days=after), None)
    assert slip == Slip(minutes, days, FINISH, None)


def test_what_was_owed_before_goes_on():
    carried = Promise(MONDAY, (100, 100), FINISH, carried=150)
    assert slip_of(carried, 0, DAILY, MONDAY, FINISH).minutes == 150
    assert slip_of(carried, 150, DAILY, MONDAY, FINISH).minutes == 0
    assert slip_of(carried, 0, DAILY, MONDAY + timedelta(days=1), FINISH).minutes == 250


promises = st.builds(
    Promise, st.just(MONDAY), st.lists(st.integers(0, 300), max_size=30).map(tuple), st.just(FINISH)
)


@given(promise=promises, settled=st.integers(0, 9000), more=st.integers(0, 500), after=st.integers(0, 60))
def test_doing_more_never_puts_anybody_further_behind(promise: Promise, settled: int, more: int, after: int):
    today = MONDAY + timedelta(days=after)
    assert (
        slip_of(promise, settled + more, DAILY, today, None).minutes
        <= slip_of(promise, settled, DAILY, today, None).minutes
    )


@given(promise=promises, after=st.integers(0, 60))
def test_who_does_what_is_due_is_on_time(promise: Promise, after: int):
    today = MONDAY + timedelta(days=after)
    assert slip_of(promise, promise.until(today), DAILY, today, None).minutes == 0


@pytest.mark.parametrize(
    ("days", "then"),
    [(0, "2026-03-04"), (1, "2026-03-03"), (3, "2026-02-27"), (-1, "2026-03-05"), (-3, "2026-03-09")],
)
def test_study_days_are_counted_back_from_a_finish(days: int, then: str):
    weekdays = Pace(600, frozenset(range(5)))
    assert days_before(weekdays, date(2026, 3, 4), days) == date.fromisoformat(then)


@given(st.integers(-200, 200), st.frozensets(st.integers(0, 6), min_size=1))
def test_counting_there_and_back_ends_on_the_same_study_day(days: int, studied: frozenset[int]):
    pace = Pace(700, studied)
    finish = next(day for day in (MONDAY + timedelta(days=n) for n in range(7)) if day.weekday() in studied)
    assert days_before(pace, days_before(pace, finish, days), -days) == finish
