"""Doing a thing anew for everybody who asks for it, without doing it for each."""

import asyncio
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary


class Latest:
    """One at a time for each key. Whoever comes while another waits leaves it to that one: it has not begun,
    so it will see what they did."""

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._waiting: set[int] = set()

    async def run(self, key: int, work: Callable[[], Awaitable[None]]) -> None:
        """Do it, or leave it to who waits."""
        if key in self._waiting:
            return
        turn = self._turns.get(key) or self._turns.setdefault(key, asyncio.Lock())
        self._waiting.add(key)
        try:
            await turn.acquire()
        finally:
            self._waiting.discard(key)
        try:
            await work()
        finally:
            turn.release()
