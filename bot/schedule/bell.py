"""APScheduler as a clock and nothing else: it rings, and what is due stands in the database."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.clock import Clock
from bot.log import get_logger

log = get_logger(__name__)

TICK = "tick"
"""The job that claims and sends what is due."""

LONGEST_TICK = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to call again and again; it may return when it would like to be called next."""

    name: str
    call: Callable[[], Awaitable[datetime | None]]
    every: timedelta = LONGEST_TICK
    """Whole seconds."""


class Bell:
    """Rings its jobs: regularly, when a job asked for it, and at `wake_at`. A job never overlaps itself."""

    def __init__(self, jobs: Iterable[Job], clock: Clock) -> None:
        self._jobs = {job.name: job for job in jobs}
        self._turns = {name: asyncio.Lock() for name in self._jobs}
        self._wakes: dict[str, asyncio.TimerHandle] = {}
        self._clock = clock
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Begin to ring; every job is called at once and then regularly. Needs a running event loop."""
        for job in self._jobs.values():
            self._scheduler.add_job(
                self._ring,
                IntervalTrigger(seconds=int(job.every.total_seconds()), timezone=UTC),
                args=[job.name],
                id=job.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        self._scheduler.start()
        for name in self._jobs:
            self._ring_now(name)

    def wake_at(self, instant: datetime, name: str = TICK) -> None:
        """Ring a job at `instant` too, or at once if it has passed, unless that is later than regularly.

        Does nothing while the bell is not started.
        """
        if not self._scheduler.running:
            return
        delay = max(timedelta(0), instant - self._clock.now())
        if delay >= self._jobs[name].every:
            return
        when = asyncio.get_running_loop().time() + delay.total_seconds()
        known = self._wakes.get(name)
        if known is not None:
            if known.when() <= when:
                return
            known.cancel()
        self._wakes[name] = asyncio.get_running_loop().call_at(when, self._woken, name)

    async def close(self, limit: timedelta = timedelta(seconds=1)) -> None:
        """Ring no more. A call that is still running has `limit` to end, then it is cancelled."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        for handle in self._wakes.values():
            handle.cancel()
        try:
            async with asyncio.timeout(limit.total_seconds()):
                for turn in self._turns.values():
                    await turn.acquire()
        except TimeoutError:
            log.warning("bell.cut_off")
        self._scheduler.shutdown(wait=False)
        # The scheduler only notes the wish; it acts on it at the loop's next turn.
        await asyncio.sleep(0)

    def _woken(self, name: str) -> None:
        del self._wakes[name]
        self._ring_now(name)

    def _ring_now(self, name: str) -> None:
        self._scheduler.add_job(
            self._ring, args=[name], id=f"{name}.now", replace_existing=True, misfire_grace_time=None
        )

    async def _ring(self, name: str) -> None:
        """Call a job; whatever it raises is logged, and it is called again next time."""
        async with self._turns[name]:
            try:
                asked = await self._jobs[name].call()
            except asyncio.CancelledError:
                # By `close`, which has said so; the scheduler would log it as a fault.
                return
            except Exception:
                log.exception("bell.failed", job=name)
                return
        if asked is not None:
            self.wake_at(asked, name)
