"""What the log says about a clock that cannot be trusted."""

from datetime import timedelta

import pytest

from bot.schedule.clock_watch import ClockWatch
from tests import logs
from tests.delivery.world import utc

NOON = utc("2026-06-01 12:00")


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        pytest.param([0], [], id="once"),
        pytest.param([0, 60, 60, 120], [], id="onwards"),
        pytest.param([0, -0.4, 60], [], id="put right a little"),
        pytest.param([0, -3600, -3540], [3600], id="an hour back"),
        pytest.param([0, -10, 50, 20], [10, 30], id="back and back again"),
    ],
)
def test_a_clock_that_was_set_back_is_told_once_with_how_far(
    caplog: pytest.LogCaptureFixture, seen: list[float], told: list[int]
) -> None:
    watch = ClockWatch()
    for seconds in seen:
        watch.see(NOON + timedelta(seconds=seconds))
    assert logs.told(caplog, "clock.set_back", "seconds") == told
