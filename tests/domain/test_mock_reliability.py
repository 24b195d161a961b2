"""How far others can count on somebody, and what it limits."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mock_reliability import (
    LATE_AFTER,
    MOST_PER_WEEK,
    REMEMBERED,
    SHORT_NOTICE,
    Part,
    Reliability,
    Turnout,
    allowed_per_week,
    is_late,
    limit_of,
    record_of,
    reliability,
    turnout,
)
from bot.domain.mock_sessions import EndedWhy, SessionState
from tests.delivery.world import utc

START = utc("2026-06-01 18:00")
A_MINUTE = timedelta(minutes=1)

KEPT, LATE, SHORT, MISSED = Turnout.KEPT, Turnout.LATE, Turnout.CANCELLED_LATE, Turnout.NO_SHOW
BEST_FIRST = (KEPT, LATE, SHORT, MISSED)

turnouts = st.lists(st.sampled_from(Turnout), max_size=30)


def part(
    state: SessionState = SessionState.FINISHED,
    why: EndedWhy | None = None,
    *,
    starts_at: datetime | None = START,
    arrived: datetime | None = START,
    gone: datetime | None = None,
    absent: bool = False,
) -> Part:
    return Part(state, why, starts_at, arrived, gone, absent)


@given(turnouts, st.integers(1, 9))
def test_nobody_is_ever_locked_out_and_nobody_gets_more_than_they_want(
    seen: list[Turnout], wanted: int
) -> None:
    allowed = allowed_per_week(reliability(seen), wanted)
    assert 1 <= allowed <= min(wanted, MOST_PER_WEEK)


@given(turnouts, st.data())
def test_a_better_turnout_never_lowers_anything(seen: list[Turnout], data: st.DataObject) -> None:
    seen = [*seen, data.draw(st.sampled_from(Turnout))]
    at = data.draw(st.integers(0, len(seen) - 1))
    better = data.draw(st.sampled_from(BEST_FIRST[: BEST_FIRST.index(seen[at]) + 1]))
    before, after = reliability(seen), reliability([*seen[:at], better, *seen[at + 1 :]])
    assert after.percent >= before.percent
    assert allowed_per_week(after, MOST_PER_WEEK) >= allowed_per_week(before, MOST_PER_WEEK)


@given(turnouts)
def test_each_kept_interview_helps_or_changes_nothing(seen: list[Turnout]) -> None:
    assert reliability([KEPT, *seen]).percent >= reliability(seen).percent


@given(turnouts)
def test_after_enough_kept_ones_everything_is_forgiven(seen: list[Turnout]) -> None:
    assert reliability([KEPT] * REMEMBERED + seen) == Reliability(kept=REMEMBERED)


@pytest.mark.parametrize(
    ("seen", "percent", "allowed"),
    [
        ([], 100, 3),
        ([KEPT], 100, 3),
        ([LATE], 91, 3),
        ([SHORT], 80, 3),
        ([MISSED], 66, 2),
        ([MISSED, MISSED], 50, 1),
        ([KEPT, MISSED, MISSED], 60, 2),
        ([KEPT] * 6 + [MISSED] * 2, 80, 3),
        ([MISSED] * 10, 16, 1),
    ],
)
def test_what_is_allowed_falls_with_absences_and_comes_back(
    seen: list[Turnout], percent: int, allowed: int
) -> None:
    record = reliability(seen)
    assert (record.percent, limit_of(record).per_week) == (percent, allowed)


@pytest.mark.parametrize(
    ("after", "late"), [(timedelta(0), False), (LATE_AFTER, False), (LATE_AFTER + A_MINUTE, True)]
)
def test_five_minutes_are_no_lateness(after: timedelta, late: bool) -> None:
    assert is_late(START + after, START) is late
    assert not is_late(None, START)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (part(), KEPT),
        (part(arrived=START + LATE_AFTER + A_MINUTE), LATE),
        (part(arrived=None), None),
        (part(SessionState.CANCELLED, EndedWhy.NO_SHOW, arrived=None, absent=True), MISSED),
        (part(SessionState.CANCELLED, EndedWhy.NO_SHOW), KEPT),
        (part(SessionState.CANCELLED, EndedWhy.CANCELLED, arrived=None, gone=START - A_MINUTE), SHORT),
        (part(SessionState.CANCELLED, EndedWhy.CANCELLED, arrived=None, gone=START - SHORT_NOTICE), None),
        (part(SessionState.CANCELLED, EndedWhy.CANCELLED, arrived=None), None),
        (part(SessionState.CANCELLED, EndedWhy.LEFT, arrived=None, gone=START - A_MINUTE), SHORT),
        (part(SessionState.CANCELLED, EndedWhy.APART, arrived=None, gone=START - A_MINUTE), None),
        (part(SessionState.CANCELLED, EndedWhy.ROUND, arrived=None, gone=START - A_MINUTE), None),
        (part(SessionState.CANCELLED, EndedWhy.NOT_STARTED, arrived=None), None),
        (part(SessionState.CANCELLED, EndedWhy.NOT_STARTED), None),
        (part(SessionState.CANCELLED, EndedWhy.DECLINED, starts_at=None, gone=START), None),
        (part(SessionState.RUNNING), None),
    ],
)
def test_what_an_interview_says_about_somebody(seen: Part, expected: Turnout | None) -> None:
    assert turnout(seen) is expected


def test_interviews_that_say_nothing_push_none_out_of_memory() -> None:
    silent = part(SessionState.CANCELLED, EndedWhy.NOT_STARTED)
    assert record_of([*[silent] * 50, part(), part(arrived=None, absent=True)]) == Reliability(
        kept=1, no_shows=1
    )
