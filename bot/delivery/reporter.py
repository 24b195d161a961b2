"""The figures of delivery in the log, for the host."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.delivery.metrics import Metrics
from bot.delivery.refusals import Refusals
from bot.domain.clock import Clock
from bot.domain.delivery_review import Waiting
from bot.log import get_logger

log = get_logger(__name__)


class Queue(Protocol):
    """Whoever knows what waits."""

    async def waiting(self, now: datetime) -> Waiting: ...


class Reporter:
    """Adds the present state of queue and pauses to what the dispatcher counted, and logs it all."""

    def __init__(
        self,
        queue: Queue,
        refusals: Refusals,
        metrics: Metrics,
        clock: Clock,
        paused: Callable[[], bool],
    ) -> None:
        self._queue = queue
        self._refusals = refusals
        self._metrics = metrics
        self._clock = clock
        self._paused = paused

    async def report(self) -> None:
        """One line with every figure."""
        now = self._clock.now()
        waiting = await self._queue.waiting(now)
        age = now - waiting.since if waiting.since else now - now
        self._metrics.set("queue_length", waiting.count)
        self._metrics.set("queue_age_seconds", age.total_seconds())
        self._metrics.set("deliveries_missed", waiting.missed)
        self._metrics.set("refusals", self._refusals.count())
        self._metrics.set("paused", self._paused())
        log.info("delivery.figures", **self._metrics.snapshot())
