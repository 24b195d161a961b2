"""The bell: it rings in time, survives its jobs' errors and never rings over itself."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from apscheduler.events import EVENT_JOB_SUBMITTED

from bot.clock import SystemClock
from bot.schedule.bell import LONGEST_TICK, TICK, Bell, Job

CLOCK = SystemClock()
SOON = timedelta(milliseconds=20)
PATIENCE = 5.0


class Counted:
    """A job that counts its calls, and may fail, ask for a next call, or take its time."""

    def __init__(self) -> None:
        self.calls = 0
        self.running = 0
        self.most_running = 0
        self.errors: list[Exception] = []
        self.asks: list[datetime] = []
        self.gate: asyncio.Event | None = None
        self.idle = asyncio.Event()
        self._rung = asyncio.Condition()

    async def __call__(self) -> datetime | None:
        self.running += 1
        self.idle.clear()
        self.most_running = max(self.running, self.most_running)
        try:
            async with self._rung:
                self.calls += 1
                self._rung.notify_all()
            if self.gate is not None:
                await self.gate.wait()
            if self.errors:
                raise self.errors.pop()
            return self.asks.pop() if self.asks else None
        finally:
            self.running -= 1
            self.idle.set()

    async def reached(self, calls: int) -> None:
        async with asyncio.timeout(PATIENCE), self._rung:
            await self._rung.wait_for(lambda: self.calls >= calls)


@pytest.fixture
def job() -> Counted:
    return Counted()


@pytest.fixture
async def bell(job: Counted) -> AsyncIterator[Bell]:
    built = Bell([Job(TICK, job)], CLOCK)
    built.start()
    await job.reached(1)
    yield built
    await built.close(timedelta(0))


async def test_it_rings_at_once_when_it_starts(bell: Bell, job: Counted) -> None:
    assert job.calls == 1


async def test_it_rings_regularly() -> None:
    job = Counted()
    bell = Bell([Job(TICK, job, timedelta(seconds=1))], CLOCK)
    bell.start()
    await job.reached(3)
    await bell.close()
    assert job.calls >= 3


async def test_a_tick_is_at_most_a_minute_away_and_is_never_dropped_for_being_late(bell: Bell) -> None:
    job = bell._scheduler.get_job(TICK)
    assert job is not None
    assert job.trigger.interval == LONGEST_TICK == timedelta(seconds=60)
    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)


@pytest.mark.parametrize("ahead", [SOON, timedelta(0), timedelta(hours=-3)])
async def test_it_wakes_up_earlier_when_asked(bell: Bell, job: Counted, ahead: timedelta) -> None:
    bell.wake_at(CLOCK.now() + ahead)
    await job.reached(2)
    assert job.calls == 2


async def test_the_earliest_wake_up_wins(bell: Bell, job: Counted) -> None:
    bell.wake_at(CLOCK.now() + timedelta(seconds=30))
    bell.wake_at(CLOCK.now() + SOON)
    bell.wake_at(CLOCK.now() + timedelta(seconds=20))
    await job.reached(2)
    assert bell._wakes == {}


async def test_what_is_due_after_the_next_regular_ring_needs_no_wake_up(bell: Bell) -> None:
    bell.wake_at(CLOCK.now() + timedelta(minutes=2))
    assert bell._wakes == {}


async def test_a_job_is_called_again_when_it_asked(bell: Bell, job: Counted) -> None:
    job.asks = [CLOCK.now() + SOON]
    bell.wake_at(CLOCK.now())
    await job.reached(3)
    assert job.asks == []


async def test_an_error_is_logged_and_the_bell_rings_on(
    bell: Bell, job: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    job.errors = [RuntimeError("the database is away")]
    bell.wake_at(CLOCK.now())
    await job.reached(2)
    bell.wake_at(CLOCK.now())
    await job.reached(3)
    assert "the database is away" in caplog.text


async def test_a_job_never_runs_twice_at_the_same_time() -> None:
    job = Counted()
    job.gate = asyncio.Event()
    bell = Bell([Job(TICK, job, timedelta(seconds=1))], CLOCK)
    bell.start()
    await job.reached(1)
    # The regular ring comes after a second, while the first call still runs.
    regular = asyncio.Event()
    bell._scheduler.add_listener(lambda _: regular.set(), EVENT_JOB_SUBMITTED)
    await asyncio.wait_for(regular.wait(), PATIENCE)
    job.gate.set()
    await job.reached(2)
    await bell.close()
    assert job.most_running == 1


async def test_two_jobs_ring_independently() -> None:
    slow, fast = Counted(), Counted()
    slow.gate = asyncio.Event()
    bell = Bell([Job("slow", slow), Job(TICK, fast)], CLOCK)
    bell.start()
    await slow.reached(1)
    await fast.reached(1)
    bell.wake_at(CLOCK.now())
    await fast.reached(2)
    slow.gate.set()
    await bell.close()
    assert (slow.calls, fast.calls) == (1, 2)


async def test_closing_waits_for_a_call_that_is_about_to_end(bell: Bell, job: Counted) -> None:
    job.gate = asyncio.Event()
    bell.wake_at(CLOCK.now())
    await job.reached(2)
    close = asyncio.create_task(bell.close(timedelta(seconds=PATIENCE)))
    await asyncio.sleep(0)
    job.gate.set()
    await close
    assert job.running == 0


async def test_closing_cuts_off_a_call_that_hangs(bell: Bell, job: Counted) -> None:
    job.gate = asyncio.Event()
    bell.wake_at(CLOCK.now())
    await job.reached(2)
    await bell.close(timedelta(0))
    await asyncio.wait_for(job.idle.wait(), PATIENCE)
    assert job.running == 0
    bell.wake_at(CLOCK.now())
    assert bell._wakes == {}


async def test_a_bell_that_was_never_started_does_nothing(job: Counted) -> None:
    bell = Bell([Job(TICK, job)], CLOCK)
    bell.wake_at(CLOCK.now())
    await bell.close()
    assert job.calls == 0
