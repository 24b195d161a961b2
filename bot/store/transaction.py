"""One use case, one transaction: it commits on a clean exit and rolls back otherwise."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

Tx = AsyncConnection
"""What a store function runs its statements on; store functions never commit."""


class Store:
    """Opens transactions on the database. Built by `bot.store.engine.open_store`."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self._writer = writer
        self._reader = reader

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A transaction that only reads."""
        async with self._reader.connect() as tx:
            yield tx

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """A transaction that may write (SQLite: BEGIN IMMEDIATE, so read-then-write is safe)."""
        async with self._writer.begin() as tx:
            yield tx
