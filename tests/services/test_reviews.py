"""Spaced repetition: what comes back when, and that an export loses nothing."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reviews import Grade, Phase, ReviewState
from bot.services.reviews import MOST_DAYS, Spacing

NOW = datetime(2026, 11, 21, 18, 30, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)
DAYS = Spacing()
MINUTES = Spacing((timedelta(minutes=1), timedelta(minutes=10)))

HISTORIES = st.lists(st.tuples(st.sampled_from(Grade), st.integers(0, 90 * 24 * 60)), min_size=1, max_size=15)
SPACINGS = st.sampled_from([DAYS, MINUTES])


def after(spacing: Spacing, history: list[tuple[Grade, int]]) -> ReviewState:
    """The state after these grades, each so many minutes after the one before."""
    state, at = None, NOW
    for grade, minutes in history:
        at += timedelta(minutes=minutes)
        state = spacing.reviewed(state, grade, at)
    assert state is not None
    return state


@pytest.mark.parametrize(
    ("grade", "days"), [(Grade.AGAIN, 1), (Grade.HARD, 1), (Grade.GOOD, 2), (Grade.EASY, 8)]
)
def test_a_problem_solved_for_the_first_time_rests_for_days(grade: Grade, days: int) -> None:
    state = DAYS.reviewed(None, grade, NOW)
    assert (state.due, state.last, state.reps, state.lapses) == (NOW + days * DAY, NOW, 1, 0)
    assert state.phase is Phase.REVIEW


def test_short_steps_come_before_days_where_they_are_asked_for() -> None:
    first = MINUTES.reviewed(None, Grade.GOOD, NOW)
    assert (first.phase, first.due - NOW) == (Phase.LEARNING, timedelta(minutes=10))
    second = MINUTES.reviewed(first, Grade.GOOD, first.due)
    assert (second.phase, second.due - second.last >= DAY) == (Phase.REVIEW, True)


def test_rests_grow_while_it_goes_well_and_shrink_after_a_failure() -> None:
    state, rests = DAYS.reviewed(None, Grade.GOOD, NOW), list[timedelta]()
    for _ in range(4):
        rests.append(state.due - state.last)
        state = DAYS.reviewed(state, Grade.GOOD, state.due)
    assert rests == sorted(rests)
    failed = DAYS.reviewed(state, Grade.AGAIN, state.due)
    assert failed.due - failed.last < rests[-1]
    assert (failed.lapses, failed.reps) == (1, 6)


def test_nothing_rests_longer_than_a_year() -> None:
    state = after(DAYS, [(Grade.EASY, 60 * 24 * 60)] * 15)
    assert state.due - state.last == timedelta(days=MOST_DAYS)


def test_the_choices_say_when_each_grade_would_bring_it_back() -> None:
    state = after(DAYS, [(Grade.GOOD, 0), (Grade.GOOD, 3 * 24 * 60)])
    choices = DAYS.choices(state, state.due)
    assert list(choices) == [*Grade]
    assert sorted(choices.values()) == list(choices.values())
    assert choices[Grade.HARD] == DAYS.reviewed(state, Grade.HARD, state.due).due


def test_recall_is_ninety_per_cent_when_its_stability_has_passed() -> None:
    state = replace(DAYS.reviewed(None, Grade.GOOD, NOW), stability=10.0)
    assert DAYS.recall(state, NOW) == 1
    assert DAYS.recall(state, NOW + 10 * DAY) == pytest.approx(0.9)
    assert DAYS.recall(state, NOW - 10 * DAY) == 1


def test_a_clock_that_went_back_stands_still() -> None:
    state = DAYS.reviewed(None, Grade.GOOD, NOW)
    assert DAYS.reviewed(state, Grade.GOOD, NOW - 5 * DAY) == DAYS.reviewed(state, Grade.GOOD, NOW)


def test_a_moment_counts_in_whatever_zone_it_is_told() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))
    assert DAYS.reviewed(None, Grade.HARD, elsewhere) == DAYS.reviewed(None, Grade.HARD, NOW)


def test_it_is_due_from_its_due_time_on() -> None:
    state = DAYS.reviewed(None, Grade.GOOD, NOW)
    assert [state.is_due(state.due + step) for step in (-timedelta(seconds=1), timedelta())] == [False, True]


@given(HISTORIES, SPACINGS)
def test_the_same_history_gives_the_same_state(history: list[tuple[Grade, int]], spacing: Spacing) -> None:
    state = after(spacing, history)
    assert state == after(spacing, history)
    assert state.reps == len(history)
    assert state.due > state.last
    assert state.due - state.last <= timedelta(days=MOST_DAYS)
    assert 1 <= state.difficulty <= 10


@given(HISTORIES, SPACINGS)
def test_an_export_and_back_loses_nothing(history: list[tuple[Grade, int]], spacing: Spacing) -> None:
    state = after(spacing, history)
    back = ReviewState.from_json(json.loads(json.dumps(state.to_json())))
    assert back == state
    assert spacing.reviewed(back, Grade.GOOD, state.due) == spacing.reviewed(state, Grade.GOOD, state.due)


@given(HISTORIES)
def test_a_better_grade_never_brings_a_problem_back_sooner(history: list[tuple[Grade, int]]) -> None:
    state = after(DAYS, history)
    due = list(DAYS.choices(state, state.due).values())
    assert due == sorted(due)


@pytest.mark.parametrize(
    "change",
    [
        {"due": "2026-11-21T10:00:00"},
        {"due": "soon"},
        {"phase": "asleep"},
        {"stability": "much"},
        {"stability": None},
    ],
)
def test_what_no_export_wrote_is_refused(change: dict[str, object]) -> None:
    plain = DAYS.reviewed(None, Grade.GOOD, NOW).to_json()
    with pytest.raises((ValueError, TypeError)):
        ReviewState.from_json(plain | change)
