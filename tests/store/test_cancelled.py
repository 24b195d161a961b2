"""A statement that is broken off ends at once, and its transaction is undone: nobody waits behind it."""

import asyncio
import time
from collections.abc import Generator

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.pool import Pool

from bot.store.engine import open_store
from bot.store.transaction import Store
from tests.keys import VAULT

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


@pytest.fixture
def open_connections() -> Generator[set[int]]:
    """The connections of all pools that were opened from now on and not closed."""
    now_open: set[int] = set()

    def opened(connection: object, _record: object) -> None:
        now_open.add(id(connection))

    def closed(connection: object, _record: object) -> None:
        now_open.remove(id(connection))

    event.listen(Pool, "connect", opened)
    event.listen(Pool, "close", closed)
    yield now_open
    event.remove(Pool, "connect", opened)
    event.remove(Pool, "close", closed)


async def test_a_store_that_closes_waits_for_what_a_cancelled_command_gives_back(
    open_connections: set[int], store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    returning, close = asyncio.Event(), AsyncConnection.close

    async def close_slowly(connection: AsyncConnection) -> None:
        returning.set()
        await asyncio.sleep(0.02)
        await close(connection)

    async def read(store: Store) -> None:
        async with store.read() as tx:
            await tx.execute(text("SELECT 1"))

    store = await open_store(store_url, vault=VAULT)
    assert open_connections
    monkeypatch.setattr(AsyncConnection, "close", close_slowly)
    reading = asyncio.create_task(read(store))
    await returning.wait()
    reading.cancel()
    await asyncio.wait({reading})
    await store.close()

    assert reading.cancelled()
    assert open_connections == set()
