"""A crash loop, however it goes, never comes near Discord's limit on session starts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.session_starts import (
    FREE,
    RESERVE,
    USUAL_TOTAL,
    WINDOW,
    Allowance,
    Hold,
    Reason,
    hold,
    pause,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY, HOUR, MINUTE, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
PLENTY = Allowance(USUAL_TOTAL, 900, NOW + DAY)


def lives(shards: int, between: Iterator[timedelta]) -> list[datetime]:
    """Every IDENTIFY of a process that starts all shards, dies, and is started again, for two days."""
    now, record = NOW, list[datetime]()
    while now < NOW + 2 * DAY:
        while (held := hold(record[-150:], shards, None, now)) is not None:
            now = min(held.until, now + MINUTE)
        record += [now + 5 * SECOND * shard for shard in range(shards)]
        now = record[-1] + next(between)
    return record


def most_in_a_day(record: list[datetime]) -> int:
    first, most = 0, 0
    for index, at in enumerate(record):
        while record[first] <= at - DAY:
            first += 1
        most = max(most, index - first + 1)
    return most


@pytest.mark.parametrize("shards", [1, 4, 16])
@pytest.mark.parametrize("seconds", [0, 15, 60])
def test_a_crash_loop_stays_below_the_limit_of_a_day(shards: int, seconds: int):
    assert most_in_a_day(lives(shards, cycle([timedelta(seconds=seconds)]))) < USUAL_TOTAL


def test_a_fixed_restart_after_15_seconds_is_held_to_a_tenth():
    assert 24 * 60 * 4 == 5760  # what it would be without a budget
    assert 200 < most_in_a_day(lives(1, cycle([15 * SECOND]))) < 576


@given(st.lists(st.integers(0, 1800), min_size=1, max_size=30), st.sampled_from([1, 3]))
@settings(deadline=None, max_examples=20)
def test_no_rhythm_of_crashes_comes_near_the_limit(gaps: list[int], shards: int):
    record = lives(shards, cycle([timedelta(seconds=gap) for gap in gaps]))
    assert most_in_a_day(record) < USUAL_TOTAL - RESERVE


def test_ten_starts_in_ten_minutes_are_free_and_then_the_wait_doubles():
    waits = [pause(recent, 1).total_seconds() for recent in (0, FREE - 1, FREE, FREE + 5, FREE + 10)]
    assert waits == [0, 0, 15, 30, 60]


def test_starts_that_are_far_apart_never_wait():
    record = [NOW - 12 * MINUTE * number for number in range(1, 200)]
    assert hold(record, 1, PLENTY, NOW) is None


def test_a_wait_is_told_with_its_end():
    record = [NOW - SECOND * number for number in range(1, 16)]
    assert hold(record, 1, PLENTY, NOW) == Hold(NOW + 29 * SECOND, Reason.RESTARTS, 15)


@pytest.mark.parametrize(
    ("remaining", "shards", "resets_in", "held"),
    [
        (RESERVE, 1, HOUR, False),
        (RESERVE - 1, 1, HOUR, True),
        (3, 1, HOUR, True),
        (3, 1, timedelta(), False),  # the new day has begun
        (60, 64, HOUR, True),
    ],
)
def test_what_discord_says_is_left_is_not_used_up(
    remaining: int, shards: int, resets_in: timedelta, held: bool
):
    answer = hold([], shards, Allowance(USUAL_TOTAL, remaining, NOW + resets_in), NOW)
    assert answer == (Hold(NOW + resets_in, Reason.SPENT, 0) if held else None)


def test_a_larger_bot_that_is_granted_more_waits_later():
    assert pause(19, 1, total=2 * USUAL_TOTAL) == timedelta()
    assert pause(20, 1, total=2 * USUAL_TOTAL) == 15 * SECOND


@given(st.integers(-7200, 7200))
@settings(deadline=None)
def test_a_clock_that_was_set_costs_no_more_than_the_usual_wait(seconds: int):
    record = [NOW + timedelta(seconds=seconds)] * (FREE + 5)
    answer = hold(record, 1, PLENTY, NOW)
    assert answer is None or answer.until <= NOW + 30 * SECOND


def test_the_longest_wait_ends_with_the_window():
    assert pause(10_000, 1) == WINDOW


def test_one_more_start_is_one_less_left():
    assert Allowance(5, 1, NOW).after_one() == Allowance(5, 0, NOW)
    assert Allowance(5, 0, NOW).after_one() == Allowance(5, 0, NOW)
