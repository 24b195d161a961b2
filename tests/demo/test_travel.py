"""Where time travel stops."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.travel import LONGEST_STEP, Leap, destination, next_halt
from bot.demo.world import opening

NOW = datetime(2026, 3, 27, 22, 30, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=730)).map(lambda later: NOW + later)
SPANS = st.timedeltas(timedelta(seconds=1), timedelta(days=8))


@pytest.mark.parametrize(
    ("leap", "zone", "expected"),
    [
        ("hour", "UTC", datetime(2026, 3, 27, 23, 30, tzinfo=UTC)),
        ("tomorrow", "UTC", datetime(2026, 3, 28, 9, tzinfo=UTC)),
        pytest.param(
            "tomorrow", "Asia/Kolkata", datetime(2026, 3, 29, 3, 30, tzinfo=UTC), id="already Saturday"
        ),
        pytest.param(
            "tomorrow", "Asia/Dubai", datetime(2026, 3, 28, 5, tzinfo=UTC), id="half past two, still Friday"
        ),
        pytest.param(
            "week", "Europe/Berlin", datetime(2026, 4, 3, 21, 30, tzinfo=UTC), id="clocks go forward"
        ),
    ],
)
def test_a_leap_ends_where_the_wall_clock_says(leap: Leap, zone: str, expected: datetime) -> None:
    assert destination(NOW, leap, ZoneInfo(zone)) == expected


@given(MOMENTS, SPANS, st.none() | SPANS)
def test_a_halt_is_ahead_and_never_past_the_end_or_what_is_due(
    now: datetime, left: timedelta, until_due: timedelta | None
) -> None:
    end = now + left
    due = None if until_due is None else now + until_due

    halt = next_halt(now, end, due)

    assert now < halt <= end
    assert halt - now <= LONGEST_STEP
    assert due is None or halt <= due


@given(MOMENTS)
def test_something_due_for_ever_does_not_stop_time(now: datetime) -> None:
    assert next_halt(now, now + timedelta(hours=1), now - timedelta(days=1)) > now


@given(MOMENTS)
def test_the_demo_begins_at_this_time_of_day_on_a_day_whose_morrow_is_a_study_day(now: datetime) -> None:
    begin = opening(now)

    assert now <= begin < now + timedelta(days=7)
    assert begin.timetz() == now.timetz()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        assert begin.astimezone(ZoneInfo(zone)).weekday() in range(5)
