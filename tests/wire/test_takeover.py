"""Two processes of one bot share PostgreSQL, and one that dies is replaced by the other within a minute."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.services.deliveries import SEND_BATCH
from tests.wire.crowd import DIRECT_OF_NINE, Crowd
from tests.wire.crowd_steps import MESSAGES, due_tomorrow, everyone_has_it, nine_oclock
from tests.wire.faults import Fault
from tests.wire.process import BotProcess, until
from tests.wire.server import Wire

MEMBERS = 180
A_MINUTE = 60


def process(crowd: Crowd, data_dir: Path, shard: int) -> BotProcess:
    """One of two, with a directory, a log and a clock of its own."""
    own = {"DATABASE_URL": crowd.url, "SHARD_IDS": str(shard), "SHARD_COUNT": "2"}
    return BotProcess(crowd.wire, data_dir / f"shard-{shard}", environment=own)


def sent_by(bot: BotProcess) -> int:
    """How many deliveries this process says it has sent."""
    return bot.log.count('"state": "sent"')


@pytest.fixture
async def crowd(wire: Wire, postgres_url: str, data_dir: Path) -> Crowd:
    """Members of a guild, whose nudges are due tomorrow."""
    return await due_tomorrow(wire, postgres_url, data_dir, MEMBERS)


@pytest.fixture
async def pair(crowd: Crowd, data_dir: Path) -> AsyncIterator[tuple[BotProcess, BotProcess]]:
    """Both processes, running; nothing is due yet."""
    async with AsyncExitStack() as stack:
        first, second = (process(crowd, data_dir, shard) for shard in (0, 1))
        await stack.enter_async_context(first)
        await stack.enter_async_context(second)
        yield first, second


@pytest.mark.soak
async def test_two_processes_share_the_work_and_everyone_gets_one_message(
    crowd: Crowd, pair: tuple[BotProcess, BotProcess]
) -> None:
    await nine_oclock(crowd.wire)

    await everyone_has_it(crowd)

    assert crowd.copies() == crowd.once_each()
    shares = sorted(sent_by(bot) for bot in pair)
    assert sum(shares) == MEMBERS
    # Whoever begins a moment earlier fills its hands first; what counts is that neither stands by.
    assert shares[0] >= MEMBERS / 8, shares


@pytest.mark.soak
async def test_what_a_killed_process_held_is_sent_by_the_other_within_a_minute(
    crowd: Crowd, pair: tuple[BotProcess, BotProcess]
) -> None:
    wire, (first, second) = crowd.wire, pair
    wire.rest.faults.plan(Fault("POST", MESSAGES, "after", skip=20, call=first.strike_down))
    await nine_oclock(wire)
    assert await until(first._ended, 20)
    # The channel waits for the lease of whoever was sending there, direct messages do not.
    direct = MEMBERS * DIRECT_OF_NINE // 9
    assert await until(lambda: crowd.arrived() >= direct - SEND_BATCH // 2, 20)

    await wire.advance_time(A_MINUTE)

    await everyone_has_it(crowd, 20)
    assert crowd.copies() == crowd.once_each()
    assert sent_by(second) > MEMBERS / 2
