"""One process per SQLite file: a lock that the system drops by itself when the process dies."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.store.database_url import parse, sqlite_path
from bot.store.errors import DatabaseInUse, explained
from bot.store.sqlite import make_private

RETRY = 0.05
"""Seconds between two tries."""

MOMENT = timedelta(seconds=1)
"""How long one waits for a process that is just ending, or that only looks who holds the lock."""

if sys.platform == "win32":
    import msvcrt

    # A locked byte cannot be read on Windows: this one lies far behind the number of the process.
    _FAR = 1 << 30

    def _lock(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    _share = _lock  # there is one kind of lock only

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _share(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)


@dataclass(slots=True)
class _Hold:
    file: int
    users: int = 0


_held: dict[Path, _Hold] = {}


def lock_path(database: Path) -> Path:
    """The file beside the database that carries the lock and the number of the process holding it."""
    return database.with_name(f"{database.name}.lock")


@asynccontextmanager
async def sole_process(url: str, wait: timedelta = MOMENT) -> AsyncGenerator[None]:
    """Keep other processes off a SQLite file until the end of the block; may be nested in one process.

    PostgreSQL serves several processes: there it does nothing. Raises DatabaseInUse, with the number of the
    process that holds the file, when that lasts longer than `wait`.
    """
    database = sqlite_path(parse(url))
    if database is None:
        yield
        return
    await _take(database, wait)
    try:
        yield
    finally:
        _give_back(database)


async def _take(database: Path, wait: timedelta) -> None:
    with explained(str(database), connecting=True):
        make_private(database)
        await _wait_for(database, wait)
    _held[database].users += 1


async def _wait_for(database: Path, wait: timedelta) -> None:
    try:
        async with asyncio.timeout(wait.total_seconds()):
            while not _try_to_hold(database):  # noqa: ASYNC110 - the system does not tell when a lock is free
                await asyncio.sleep(RETRY)
    except TimeoutError:
        raise DatabaseInUse(database, _holder(database)) from None


def _try_to_hold(database: Path) -> bool:
    if database in _held:
        return True
    file = try_lock(lock_path(database))
    if file is None:
        return False
    _held[database] = _Hold(file)
    return True


def try_lock(path: Path) -> int | None:
    """An open file that holds a lock, and the number of this process, until it is closed.

    None while somebody else holds it.
    """
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(file)
    except OSError:
        os.close(file)
        return None
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, b"%d\n" % os.getpid())
    return file


def is_locked(path: Path) -> bool:
    """Whether somebody holds the lock; leaves the file as it is, and is in nobody's way for long."""
    file = os.open(path, os.O_RDONLY)
    try:
        _share(file)
    except OSError:
        return True
    finally:
        os.close(file)
    return False


def _give_back(database: Path) -> None:
    hold = _held[database]
    hold.users -= 1
    if not hold.users:
        # The file stays: removing it would let two processes lock two files of the same name.
        del _held[database]
        os.close(hold.file)


def _holder(database: Path) -> int | None:
    with suppress(OSError, ValueError):
        return int(lock_path(database).read_text(encoding="ascii"))
    return None
