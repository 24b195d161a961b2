"""A statement that is broken off ends at once, and its transaction is undone: nobody waits behind it."""

import asyncio
import time

from sqlalchemy import text

from bot.store.transaction import Store

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}


async def test_a_long_statement_that_is_cancelled_gives_its_turn_back_and_changes_nothing(
    store: Store,
) -> None:
    running = asyncio.Event()

    async def write_for_ever() -> None:
        async with store.write() as tx:
            await tx.execute(text("INSERT INTO app_state VALUES ('half', 'done', '2026-01-05 12:00:00')"))
            running.set()
            await tx.execute(text(ENDLESS[tx.dialect.name]))

    writing = asyncio.create_task(write_for_ever())
    await running.wait()
    await asyncio.sleep(0.1)
    began = time.monotonic()
    writing.cancel()
    await asyncio.wait({writing})

    async with store.write() as tx:
        found = await tx.execute(text("SELECT count(*) FROM app_state WHERE key = 'half'"))
        assert found.scalar_one() == 0
    assert writing.cancelled()
    assert time.monotonic() - began < 2.0
