"""How fast requests may leave. Answers to people do not pass here: Discord does not count them."""

import asyncio
import time
from collections.abc import Awaitable, Callable

Monotonic = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]

TOTAL_RATE = 45.0
"""Requests a second; Discord allows a bot 50. https://discord.com/developers/docs/topics/rate-limits"""

DIRECT_RATE = 20.0
"""Direct messages a second: their limits are unpublished, and each goes to somebody who can report it."""

OPENING_RATE = 1.0
"""Direct messages opened a second: Discord calls opening many quickly abuse. They are stored: it is rare."""

BURST = 5
"""Together with TOTAL_RATE just what Discord allows in one second."""


class TokenBucket:
    """Lets `rate` callers a second through, first come first served, up to `burst` at once after a rest."""

    def __init__(self, rate: float, burst: int, monotonic: Monotonic, sleep: Sleep) -> None:
        self.set(rate, burst)
        self._monotonic = monotonic
        self._sleep = sleep
        self._booked = monotonic()
        """When the next token would come if none was saved up."""

    def set(self, rate: float, burst: int) -> None:
        """From the next caller on; turns that are booked stay."""
        self._gap = 1 / rate
        self._head_start = (burst - 1) / rate

    async def take(self) -> None:
        """Wait for one's turn. A place in the queue is booked at once, so waiting never starves."""
        now = self._monotonic()
        self._booked = max(self._booked, now)
        wait = self._booked - now - self._head_start
        self._booked += self._gap
        if wait > 0:
            await self._sleep(wait)


class Pacer:
    """The token buckets that one process sends through."""

    def __init__(self, monotonic: Monotonic = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._total = TokenBucket(TOTAL_RATE, BURST, monotonic, sleep)
        self._direct = TokenBucket(DIRECT_RATE, BURST, monotonic, sleep)
        self._openings = TokenBucket(OPENING_RATE, BURST, monotonic, sleep)
        self._sharers = 1

    def share(self, processes: int) -> None:
        """Be one of so many processes that share what Discord allows one bot."""
        if processes == self._sharers:
            return
        self._sharers = processes
        burst = max(1, BURST // processes)
        self._total.set(TOTAL_RATE / processes, burst)
        self._direct.set(DIRECT_RATE / processes, burst)
        self._openings.set(OPENING_RATE / processes, burst)

    async def request(self) -> None:
        """Before any request."""
        await self._total.take()

    async def direct(self) -> None:
        """Before a direct message."""
        await self._direct.take()
        await self._total.take()

    async def opening(self) -> None:
        """Before opening a direct message."""
        await self._openings.take()
        await self._total.take()
