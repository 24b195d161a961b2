"""The figures for the host: counted by outcome, logged in one line, and never with an id."""

from datetime import timedelta

import pytest

from bot.delivery.metrics import Metrics
from bot.delivery.reporter import Reporter
from bot.domain.outcomes import Failure
from bot.domain.tasks import TaskState
from tests.delivery.house import DUE, House


def reporter(house: House) -> Reporter:
    return Reporter(house.outbox, house.refusals, house.metrics, house.clock, house.dispatcher.paused)


async def test_every_outcome_and_its_lateness_is_counted(house: House) -> None:
    await house.nudge()
    await house.day()
    await house.day()
    house.discord.before = [Failure(503)]
    await house.day()
    house.days.tasks = (TaskState.DONE,)
    await house.day()
    seen = house.metrics.snapshot()
    assert seen["deliveries_sent"] == 2
    assert seen["deliveries_put_back"] == 1
    assert seen["deliveries_dropped"] == 1
    assert seen["lateness_seconds_count"] == seen["lateness_seconds_within_1"] == 2


async def test_queue_refusals_and_pauses_are_in_the_log_line(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await house.nudge()
    await house.outbox.tick(DUE)
    house.clock.moment = DUE + timedelta(minutes=2)
    house.refusals.answered(403)
    await reporter(house).report()
    assert "'queue_length': 1" in caplog.text
    assert "'queue_age_seconds': 120.0" in caplog.text
    assert "'refusals': 1" in caplog.text
    assert "'paused': 0" in caplog.text
    assert "delivery.figures" in caplog.text


async def test_what_became_too_late_in_the_queue_is_counted(house: House) -> None:
    await house.nudge()
    await house.outbox.tick(DUE)
    house.clock.moment = DUE + timedelta(hours=3)
    await house.tick()
    await reporter(house).report()
    assert house.metrics.snapshot()["deliveries_missed"] == 1


async def test_an_empty_queue_has_no_age(house: House) -> None:
    await reporter(house).report()
    seen = house.metrics.snapshot()
    assert (seen["queue_length"], seen["queue_age_seconds"], seen["paused"]) == (0, 0, False)


def test_lengths_are_counted_by_how_long_they_were() -> None:
    metrics = Metrics()
    for seconds in (0.5, 30, 4000):
        metrics.observe("lateness", seconds)
    seen = metrics.snapshot()
    within = [seen[f"lateness_within_{bound}"] for bound in (1, 5, 60, 300, 3600, 7200)]
    assert within == [1, 1, 2, 2, 2, 3]
    assert (seen["lateness_count"], seen["lateness_max"]) == (3, 4000)


@pytest.mark.parametrize("name", ["", "guild_123", "42", "Sent", "sent.1", "a b", "a__b"])
def test_a_name_with_an_id_in_it_is_refused(name: str) -> None:
    metrics = Metrics()
    for use in (lambda: metrics.add(name), lambda: metrics.set(name, 1), lambda: metrics.observe(name, 1)):
        with pytest.raises(ValueError, match="no name of a figure"):
            use()
    assert metrics.snapshot() == {}
