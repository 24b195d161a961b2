"""How fast requests leave: one at a time, and no two begin within a second."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

GAP = timedelta(seconds=1)
"""Between the beginnings of two requests. LeetCode publishes no limit; this is half of what others use."""

LONGEST_LINE = 30
"""So many people at once; the last one waits half a minute."""


class Pace:
    """A line to stand in. Who is not in it by `has_room` should not join."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._next = monotonic()
        self._line = asyncio.Lock()
        self._one = asyncio.Lock()
        self._standing = 0

    def has_room(self) -> bool:
        """Whether one more may wait."""
        return self._standing < LONGEST_LINE

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None]:
        """Wait until nobody else has a request under way; first come, first served."""
        self._standing += 1
        try:
            async with self._line, self._one:
                yield
        finally:
            self._standing -= 1

    @asynccontextmanager
    async def next_turn(self) -> AsyncGenerator[None]:
        """Wait only for the request under way: the whole group waits for this one, and not in the line."""
        async with self._one:
            yield

    async def gap(self) -> None:
        """Within one's turn, right before a request."""
        wait = self._next - self._monotonic()
        if wait > 0:
            await self._sleep(wait)
        self._next = self._monotonic() + GAP.total_seconds()
