"""One use case, one transaction: it commits on a clean exit and rolls back otherwise."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.private_errors import Unreadable
from bot.store import private_rows
from bot.store.errors import explained
from bot.store.private import entrust, vault_of
from bot.store.vault import Vault

log = logging.getLogger(__name__)

Tx = AsyncConnection
"""What a store function runs its statements on; store functions never commit."""

# Any number will do as long as it stays: "cohort" in ASCII.
WRITER_LOCK = 0x636F686F7274
_TAKE_TURN = text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


RETURN_SECONDS = 1.0
"""How long a store that closes waits for connections on their way back; a server may have gone silent."""


class Store:
    """Opens transactions on the database. Built by `bot.store.engine.open_store`."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, where: str = "the database") -> None:
        self._writer = writer
        self._reader = reader
        self._where = where
        self._takes_turns = writer.dialect.name == "postgresql"
        self.timed: Callable[[str, float], None] | None = None
        """Hears of every transaction whether it was a `read` or a `write`, and how many seconds it took."""
        self._returning: set[asyncio.Task[None]] = set()

    def entrust(self, vault: Vault) -> None:
        """From now on private writing is sealed and opened with this vault."""
        for engine in (self._writer, self._reader):
            entrust(engine.dialect, vault)

    @property
    def vault(self) -> Vault:
        """What it seals with. Raises NoVault when it was opened without."""
        return vault_of(self._writer.dialect)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Tx]:
        """A transaction that only reads, from one snapshot."""
        with self._timing("read"):
            async with self._connected(self._reader) as tx:
                yield tx

    @asynccontextmanager
    async def write(self, *, alone: bool = True) -> AsyncGenerator[Tx]:
        """A transaction that may write; one runs at a time, so what it has read is still true when it writes.

        `alone=False` is for statements that lock the rows they take (SKIP LOCKED): on PostgreSQL several such
        transactions run side by side; SQLite has one writer in any case.
        """
        with self._timing("write"):
            async with self._connected(self._writer) as tx, tx.begin():
                if alone and self._takes_turns:
                    # Later statements see what the turn before committed: READ COMMITTED, the default.
                    await tx.execute(_TAKE_TURN)
                yield tx

    async def check(self) -> None:
        """Raise DatabaseUnreachable or DatabaseLocked unless both kinds of connection open."""
        for engine in (self._writer, self._reader):
            async with self._connected(engine):
                pass

    async def fold(self) -> None:
        """Move SQLite's write-ahead log into the file and empty it: what was erased then stands in neither.

        Whoever reads meanwhile keeps a part of it there, until the next time.
        """
        if self._takes_turns:
            return
        async with self._connected(self._writer) as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            # Past our cursors: they would begin a transaction, in which it cannot be done.
            ((busy, *_),) = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            log.info("the write-ahead log was not emptied: somebody reads what was before")

    async def close(self) -> None:
        """Close every connection. The writer goes last, so that SQLite can fold the write-ahead log in."""
        if self._returning:
            # What comes back to a pool that was disposed of would stay open.
            await asyncio.wait(self._returning, timeout=RETURN_SECONDS)
        await self._reader.dispose()
        await self._writer.dispose()

    @contextmanager
    def _timing(self, op: str) -> Generator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            if self.timed is not None:
                self.timed(op, time.perf_counter() - began)

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
        with explained(self._where, connecting=True):
            connection = await engine.connect()
        try:
            with explained(self._where):
                yield connection
        except Unreadable as error:
            await private_rows.report(connection, error.sealed)
            raise
        finally:
            # A cancelled command must still give its connection back.
            returning = asyncio.create_task(connection.close())
            self._returning.add(returning)
            returning.add_done_callback(self._returning.discard)
            await asyncio.shield(returning)
