"""How long an event loop was held up."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

STEP = 0.002


async def longest_turn(work: Awaitable[object], clock: Callable[[], float]) -> float:
    """The longest that anything else had to wait while `work` was done, in seconds of this clock.

    `time.perf_counter` is what people wait; `time.thread_time` counts only what this thread did itself, so
    that a busy machine makes no difference.
    """
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        last = clock()
        while True:
            await asyncio.sleep(STEP)
            now = clock()
            longest = max(longest, now - last)
            last = now

    watching = asyncio.create_task(watch())
    await asyncio.sleep(STEP)
    try:
        await work
        await asyncio.sleep(STEP)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
    return longest
