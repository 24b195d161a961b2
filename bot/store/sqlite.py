"""SQLite as Cohort uses it: private files, checked settings, explicit transactions, few thread changes."""

import asyncio
import os
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite

from bot.store.errors import DatabaseRefused

BUSY_WAIT = timedelta(seconds=5)
"""How long a statement waits for another program's lock."""

WRITER = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
"""https://www.sqlite.org/pragma.html; synchronous 2 is FULL: what is committed survives a power cut.
With secure_delete what was erased is gone from the file too."""
READER = {**WRITER, "query_only": 1}
LOOKER: dict[str, str | int] = {"query_only": 1}
"""For a file that is to stay as it is, whatever its journal."""
MIGRATOR = {**WRITER, "foreign_keys": 0}
"""Rebuilding a table drops the old one, which would cascade into its children."""


IMMEDIATE, DEFERRED = "BEGIN IMMEDIATE", "BEGIN"

BRIEF_STEPS = 50_000
"""Instructions of SQLite's machine that a SELECT may take on the event loop: a few milliseconds."""


class OneTripCursor(aiosqlite.Cursor):
    """Begins, runs and reads in one step, where aiosqlite makes up to five trips to its thread."""

    def __init__(self, conn: "SqliteConnection") -> None:
        super().__init__(conn, conn.new_cursor())
        self._owner = conn
        self._rows: list[Any] = []

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Self:
        """Run one statement and keep its rows."""
        work = partial(self._run, self._cursor.execute, sql, parameters or ())
        self._rows = await self._owner.run(work, reads=sql.startswith("SELECT"))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Self:
        """Run a statement once per row of parameters."""
        work = partial(self._run, self._cursor.executemany, sql, parameters)
        self._rows = await self._owner.run(work, reads=False)
        return self

    async def fetchall(self) -> list[Any]:
        """Hand over the rows that came with the statement."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left open: every row has been read."""

    def _run(self, run: Callable[[str, Any], object], sql: str, parameters: Any) -> list[Any]:
        if not self._owner.in_transaction:
            self._cursor.execute(self._owner.begin)
        run(sql, parameters)
        return self._cursor.fetchall() if self._cursor.description else []


class SqliteConnection(aiosqlite.Connection):
    """A connection whose first statement opens the transaction with `begin`.

    The driver's own default begins too late, between reading and writing, and loses updates.
    """

    def __init__(self, driver: sqlite3.Connection, begin: str) -> None:
        super().__init__(lambda: driver, iter_chunk_size=64)
        self._thread.daemon = True  # a forgotten connection must not keep the process alive
        self.begin = begin

    async def run(self, work: Callable[[], list[Any]], *, reads: bool) -> list[Any]:
        """Do the work on the connection's thread, or at once if it reads, need not wait and stays brief.

        Changing threads costs several times what a small SELECT takes.
        """
        if reads and (self.begin == DEFERRED or self.in_transaction):
            try:
                return self._briefly(work)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                    raise
        try:
            return await self._execute(work)
        except asyncio.CancelledError:
            # Its thread would go on with what nobody waits for, and the rollback would wait for the thread.
            self._conn.interrupt()
            raise

    def new_cursor(self) -> sqlite3.Cursor:
        """A cursor of the driver; making one does not touch the file."""
        return self._conn.cursor()

    def cursor(self) -> OneTripCursor:  # pyright: ignore[reportIncompatibleMethodOverride]
        """A cursor that needs no awaiting: SQLAlchemy only enters it."""
        return OneTripCursor(self)

    async def commit(self) -> None:
        """Commit, if anything was begun."""
        if self.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Roll back, if anything was begun; what only read has nothing to undo and needs no thread."""
        if not self.in_transaction:
            return
        if self.begin == DEFERRED:
            self._conn.rollback()
        else:
            await super().rollback()

    async def close(self) -> None:
        """Close, undoing what was begun first: as long as a cursor lives somewhere, for instance in a
        traceback, a connection that was only closed would keep the file locked."""
        if self._connection is not None:
            await self._execute(self._undo)
        await super().close()

    def _undo(self) -> None:
        if self._conn.in_transaction:
            self._conn.rollback()

    def _briefly(self, work: Callable[[], list[Any]]) -> list[Any]:
        self._conn.set_progress_handler(_stop, BRIEF_STEPS)
        try:
            return work()
        finally:
            self._conn.set_progress_handler(None, 0)


def _stop() -> bool:
    return True


def connector(
    path: Path,
    begin: str,
    settings: dict[str, str | int],
    busy_wait: timedelta = BUSY_WAIT,
    *,
    read_only: bool = False,
) -> Callable[[], Awaitable[SqliteConnection]]:
    """What opens connections for a pool; `settings` are pragmas, each checked after it was set.

    With `read_only` the file has to be there, and neither it nor its folder changes.
    """
    place = reading_uri(path) if read_only else f"{path.as_uri()}?mode=rwc"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            place, uri=True, timeout=busy_wait.total_seconds(), isolation_level=None, check_same_thread=False
        )
        try:
            _apply(connection, settings, path)
        except BaseException:
            connection.close()
            raise
        return connection

    async def opened() -> SqliteConnection:
        # Not by the connection itself: after a failure its thread may outlive the event loop.
        driver = await asyncio.to_thread(connect)
        return await SqliteConnection(driver, begin)  # pyright: ignore[reportReturnType]

    return opened


def at_rest(path: Path) -> bool:
    """Whether nobody has the database open, nor was killed while writing: there is no log beside it."""
    return not any(path.with_name(f"{path.name}{end}").exists() for end in ("-wal", "-journal"))


def reading_uri(path: Path) -> str:
    """How to open the file such that neither it nor its folder changes.

    SQLite leaves a log beside a file at rest that was opened for reading only, unless it is told that nothing
    changes. Whoever opens it for writing meanwhile writes into a log of its own first.
    """
    return f"{path.as_uri()}?mode=ro{'&immutable=1' if at_rest(path) else ''}"


def _apply(connection: sqlite3.Connection, settings: dict[str, str | int], path: Path) -> None:
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name} = {value}")
        found: Sequence[Any] = connection.execute(f"PRAGMA {name}").fetchone()
        if found[0] != value:
            # E.g. WAL on a network file system.
            raise DatabaseRefused(str(path), f"SQLite keeps {name} at {found[0]} instead of {value}")


def make_private(path: Path) -> None:
    """Create the file (0600) and its folder (0700) if they are missing, and close an open file to others.

    SQLite gives `-wal` and `-shm` the rights of the database itself. An existing folder stays as it is.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        # Somebody else's file that we may write is still usable.
        with suppress(FileNotFoundError, PermissionError):
            file.chmod(file.stat().st_mode & 0o600)
