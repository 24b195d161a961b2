"""Copies a SQLite database that is in use into a file of its own, whole and checked."""

import asyncio
import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TypeVar
from urllib.parse import quote

from bot.log import get_logger
from bot.store.backup_errors import BackupDamaged, BackupFailed, BackupStopped

log = get_logger(__name__)

T = TypeVar("T")

PAGES = 256
"""Pages copied at a time, a megabyte: between two of them others get their turn, and a stop is heard."""

BUSY_SECONDS = 5.0
STEPS_PER_SYNC = 32
INSTRUCTIONS = 20_000
"""Of SQLite's machine, between two looks whether a check should stop: a few milliseconds."""

JOURNALS = "-wal", "-shm", "-journal"
"""What SQLite keeps beside a database."""

OURS = {"alembic_version", "guild", "member", "enrolment"}
"""Tables that every Cohort's database has had."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _unseen(_done: int, _total: int) -> None:
    """Nobody looks."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Sees how far a copy is, and may stop it from another thread or a signal's handler."""

    seen: Callable[[int, int], None] = _unseen
    """Told how many pages of how many are copied."""
    stop: Event = field(default_factory=Event)
    pause: float = 0.0
    """Seconds between two steps, so that a copy takes no more than a part of the disk's time."""


def copy(source: Path, target: Path, watch: Watch, *, at_rest: bool = False) -> None:
    """Write the database into a new file (0600) as it stands now, and check that copy.

    Rows whose owner is gone are only told of in the log: they came with the original.
    Works beside a writer, which neither waits nor makes the copy begin again. `at_rest` promises that nobody
    writes to the source, which then stays untouched. Raises FileExistsError, BackupFailed or BackupStopped;
    then the target's owner clears up (`discard`).
    """
    file = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with (
            _explained(source, watch),
            closing(_opened(source, at_rest=at_rest)) as original,
            closing(sqlite3.connect(target, isolation_level=None)) as made,
        ):
            _copy(original, made, _Steps(source, watch, file))
            made.set_progress_handler(watch.stop.is_set, INSTRUCTIONS)
            _check(source, made)
        with _explained(source, watch):
            os.fsync(file)
    finally:
        # Not before SQLite is done: closing it drops the process's locks on the file.
        os.close(file)


async def in_thread(watch: Watch, work: Callable[[], T]) -> T:
    """Do the work beside the event loop; when cancelled it is stopped, and has ended when this returns."""
    doing = asyncio.create_task(asyncio.to_thread(work))
    try:
        return await asyncio.shield(doing)
    except asyncio.CancelledError:
        watch.stop.set()
        await asyncio.gather(doing, return_exceptions=True)
        raise


def discard(target: Path) -> None:
    """Remove a file that a copy was written to, with all that SQLite keeps beside it."""
    for name in (target.name, *(f"{target.name}{ending}" for ending in (*JOURNALS, ".lock"))):
        target.with_name(name).unlink(missing_ok=True)


def size_of(database: Path) -> int:
    """How many bytes a copy of it will have, with what is still in the write-ahead log."""
    with _explained(database, Watch()), closing(_opened(database)) as connection:
        pages, size = (_number(connection, what) for what in ("page_count", "page_size"))
        return pages * size


def revision_of(database: Path) -> str | None:
    """The schema's revision; None when the file has none, or is not Cohort's."""
    with _explained(database, Watch()), closing(_opened(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not {name for (name,) in names} >= OURS:
            return None
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return found[0] if found else None


def sync_folder(folder: Path) -> None:
    """Have the names of a folder's files reach the disk."""
    if sys.platform == "win32":
        return  # it cannot open folders, and keeps a journal of names by itself
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@dataclass(slots=True)
class _Steps:
    """What happens between two steps of a copy."""

    source: Path
    watch: Watch
    file: int
    taken: int = 0

    def __call__(self, _status: int, remaining: int, total: int) -> None:
        self.watch.seen(total - remaining, total)
        self.taken += 1
        if self.taken % STEPS_PER_SYNC == 0:
            # All at once, at the end, nobody could stop it any more.
            os.fsync(self.file)
        if self.watch.stop.wait(self.watch.pause):
            raise BackupStopped(self.source)


def _copy(original: sqlite3.Connection, made: sqlite3.Connection, steps: _Steps) -> None:
    # It has no readers, and whatever goes wrong it is thrown away.
    made.execute("PRAGMA journal_mode = OFF")
    made.execute("PRAGMA synchronous = OFF")
    # Without a snapshot of its own, a copy in steps starts again after every write of others.
    original.execute("BEGIN")
    original.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    original.backup(made, pages=PAGES, progress=steps)
    # One whole file that can be read where nothing can be written: the original keeps a write-ahead log.
    made.execute("PRAGMA journal_mode = DELETE")


def _check(source: Path, made: sqlite3.Connection) -> None:
    (found,) = made.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise BackupDamaged(source, f"SQLite finds it damaged ({found})")
    orphans = made.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        # No reason to have no backup at all.
        log.warning("backup.orphans", database=str(source), rows=len(orphans), table=orphans[0][0])


def _opened(path: Path, *, at_rest: bool = False) -> sqlite3.Connection:
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, "there is no such file", str(path))
    alone = not any(path.with_name(path.name + ending).exists() for ending in JOURNALS)
    mode = ("mode=ro&immutable=1" if alone else "mode=ro") if at_rest else "mode=rw"
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?{mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    connection.execute("PRAGMA query_only = 1")
    return connection


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


@contextmanager
def _explained(source: Path, watch: Watch) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if watch.stop.is_set():
            raise BackupStopped(source) from error
        kind = BackupDamaged if _code(error) in _DAMAGED else BackupFailed
        raise kind(source, str(error)) from error
    except OSError as error:
        raise BackupFailed(source, error.strerror or str(error)) from error


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
