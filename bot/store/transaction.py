"""One use case, one transaction: it commits on a clean exit and rolls back otherwise."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.errors import explained

Tx = AsyncConnection
"""What a store function runs its statements on; store functions never commit."""

# Any number will do as long as it stays: "cohort" in ASCII.
WRITER_LOCK = 0x636F686F7274
_TAKE_TURN = text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


class Store:
    """Opens transactions on the database. Built by `bot.store.engine.open_store`."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, where: str = "the database") -> None:
        self._writer = writer
        self._reader = reader
        self._where = where
        self._takes_turns = writer.dialect.name == "postgresql"

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Tx]:
        """A transaction that only reads, from one snapshot."""
        async with self._connected(self._reader) as tx:
            yield tx

    @asynccontextmanager
    async def write(self, *, alone: bool = True) -> AsyncGenerator[Tx]:
        """A transaction that may write; one runs at a time, so what it has read is still true when it writes.

        `alone=False` is for statements that lock the rows they take (SKIP LOCKED): on PostgreSQL several such
        transactions run side by side; SQLite has one writer in any case.
        """
        async with self._connected(self._writer) as tx, tx.begin():
            if alone and self._takes_turns:
                # Later statements see what the turn before committed: READ COMMITTED, PostgreSQL's default.
                await tx.execute(_TAKE_TURN)
            yield tx

    async def check(self) -> None:
        """Raise DatabaseUnreachable or DatabaseLocked unless both kinds of connection open."""
        for engine in (self._writer, self._reader):
            async with self._connected(engine):
                pass

    async def close(self) -> None:
        """Close every connection. The writer goes last, so that SQLite can fold the write-ahead log in."""
        await self._reader.dispose()
        await self._writer.dispose()

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
        with explained(self._where, connecting=True):
            connection = await engine.connect()
        try:
            with explained(self._where):
                yield connection
        finally:
            # A cancelled command must still give its connection back.
            await asyncio.shield(connection.close())
