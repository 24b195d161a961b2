"""How often one person may ask."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.rates import RATES, Allowance, Rate

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
START = datetime.min.replace(tzinfo=UTC)
RATE = Rate(10, timedelta(seconds=1.2))


def test_as_many_as_the_burst_go_at_once_and_then_one_at_a_time() -> None:
    full_at = START
    for _ in range(10):
        after = RATE.taken(full_at, NOON)
        assert after is not None
        full_at = after

    assert RATE.taken(full_at, NOON) is None
    assert RATE.again_at(full_at) == NOON + timedelta(seconds=1.2)
    assert RATE.taken(full_at, NOON + timedelta(seconds=1.2)) is not None
    assert RATE.taken(full_at, NOON + timedelta(seconds=1.1)) is None


def test_a_clock_that_leapt_back_locks_nobody_out() -> None:
    full_at = NOON + timedelta(hours=3)

    assert RATE.taken(full_at, NOON) == NOON + RATE.every


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 3_000), max_size=80),
    st.builds(Rate, st.integers(1, 12), st.integers(1, 2_000).map(lambda ms: timedelta(milliseconds=ms))),
)
def test_nobody_ever_gets_more_than_the_burst_and_the_time_that_passed(steps: list[int], rate: Rate) -> None:
    now, full_at, granted = NOON, START, list[datetime]()
    for step in steps:
        now += timedelta(milliseconds=step)
        after = rate.taken(full_at, now)
        if after is None:
            assert rate.taken(full_at, rate.again_at(full_at)) is not None
            assert rate.again_at(full_at) > now
        else:
            full_at = after
            granted.append(now)
    for first, since in enumerate(granted):
        for count, until in enumerate(granted[first:], start=1):
            assert count <= rate.burst + (until - since) / rate.every + 1e-9


@pytest.mark.parametrize("allowance", Allowance)
def test_everything_that_is_counted_has_a_rate(allowance: Allowance) -> None:
    assert RATES[allowance].burst >= 1
    assert RATES[allowance].every > timedelta(0)
