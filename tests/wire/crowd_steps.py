"""Steps that tests with a crowd share."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.domain.delivery import NONCE_TRUST
from bot.services.deliveries import LEASE
from tests.wire.crowd import Crowd, gather_crowd
from tests.wire.process import BotProcess, until
from tests.wire.scenario import monday_morning
from tests.wire.server import Wire

MESSAGES = "/channels/*/messages"
PAST_LEASE = LEASE.total_seconds() + 5
PAST_TRUST = max(LEASE, NONCE_TRUST).total_seconds() + 5
SPREAD = 120
"""Seconds after nine at which nobody's nudge waits for the others any more."""
TO_NINE_TOMORROW = 23 * 3600
"""From Monday 10:00."""


async def due_tomorrow(wire: Wire, url: str, data_dir: Path, count: int) -> Crowd:
    """A crowd on a Monday morning, whose nudges fall due at nine on Tuesday."""
    await monday_morning(wire)
    return await gather_crowd(wire, url, data_dir, count)


async def nine_oclock(wire: Wire) -> None:
    """Everybody's nudge is due, and nobody's waits for the crowd any longer."""
    await wire.advance_time(TO_NINE_TOMORROW + SPREAD)


async def settled(crowd: Crowd) -> None:
    """Waits until the outbox holds nothing but what was sent."""
    await _until(lambda: _is_settled(crowd))


async def claimed(crowd: Crowd) -> None:
    """Waits until everybody's message is in the outbox, whatever became of it."""
    await _until(lambda: _is_claimed(crowd))


async def idle(crowd: Crowd) -> None:
    """Waits until nothing is due and nothing is on its way."""
    await _until(crowd.idle)


async def _is_claimed(crowd: Crowd) -> bool:
    return (await crowd.states()).total() == len(crowd.people)


async def _is_settled(crowd: Crowd) -> bool:
    return (await crowd.states())["sent"] == len(crowd.people)


async def _until(done: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await done():  # noqa: ASYNC110 - the bot lives in another process, and its database tells nobody
            await asyncio.sleep(0.1)


async def everyone_has_it(crowd: Crowd, seconds: float = 60) -> None:
    """Waits until everybody has a message and the outbox knows."""
    came = await until(lambda: crowd.arrived() == len(crowd.people), seconds)
    assert came, await crowd.states()
    await settled(crowd)


async def after_the_window(crowd: Crowd) -> None:
    """Leases have run out, and Discord has forgotten every nonce: only looking helps now."""
    await crowd.wire.advance_time(PAST_TRUST)
    crowd.wire.rest.forget_nonces()


async def run_to_the_end(crowd: Crowd, bot: BotProcess) -> None:
    """Starts the bot for good; what the dead held becomes free."""
    await bot.start()
    await crowd.wire.advance_time(PAST_LEASE)
    await everyone_has_it(crowd)
    await bot.terminate()
