"""Deliveries in hand: one lane for each way to people, worked off in order, all lanes at the same time."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta

from bot.delivery.outbox import Way, way_of
from bot.domain.delivery import Claim

Work = Callable[[Way, Iterable[Claim]], Awaitable[None]]
"""Sends what was taken together, one after the other."""


class Lanes:
    """What was taken first is worked off first; what is taken later joins its lane at the end."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._lanes: dict[Way, deque[deque[Claim]]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._progress = asyncio.Event()

    @property
    def held(self) -> int:
        """How many are in hand."""
        return sum(len(batch) for lane in self._lanes.values() for batch in lane)

    def add(self, batch: Iterable[Claim]) -> None:
        """Take these in hand, the oldest first; lanes that are not moving start."""
        by_way: dict[Way, deque[Claim]] = defaultdict(deque)
        for claim in sorted(batch, key=lambda each: each.id):
            by_way[way_of(claim)].append(claim)
        for way, claims in by_way.items():
            if way in self._lanes:
                self._lanes[way].append(claims)
            else:
                self._lanes[way] = deque([claims])
                task = asyncio.create_task(self._move(way, self._lanes[way]))
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    async def until(self, few: int, limit: timedelta | None = None) -> None:
        """Return when no more than `few` are in hand, or after `limit`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(limit.total_seconds() if limit else None):
                while self.held > few:
                    self._progress.clear()
                    await self._progress.wait()

    async def finish(self, limit: timedelta) -> None:
        """Give what moves up to `limit`, then cut it off."""
        if self._running:
            await asyncio.wait(self._running, timeout=limit.total_seconds())
        await self.cut_off()

    async def cut_off(self) -> None:
        """Cancel what moves, and return when it has come to rest."""
        running = tuple(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _move(self, way: Way, lane: deque[deque[Claim]]) -> None:
        try:
            while lane:
                await self._work(way, self._each(lane[0]))
                lane.popleft()
        finally:
            del self._lanes[way]
            self._progress.set()

    def _each(self, batch: deque[Claim]) -> Iterator[Claim]:
        """One by one; the one that is being sent still counts as in hand."""
        while batch:
            yield batch[0]
            batch.popleft()
            self._progress.set()
