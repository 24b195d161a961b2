"""Puts a backup in the place of a SQLite database: the old one or the new one stands there, always whole."""

import os
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from glob import escape
from itertools import count
from pathlib import Path
from secrets import token_hex

from bot.domain.backups import stamp
from bot.store.backup_copy import JOURNALS, Watch, copy, discard, in_thread, revision_of, sync_folder
from bot.store.backup_errors import BackupDamaged, BackupFailed, NotABackup
from bot.store.errors import DatabaseLocked
from bot.store.lock import sole_process

BUSY_SECONDS = 1.0


class Step(StrEnum):
    """How far a restore has come. Until `SWAPPED` the old database is in its place."""

    COPIED = "copied"
    """The backup is beside the database, under another name, and was found whole."""
    PREPARED = "prepared"
    """It is at this version's schema, its key fits, and who was erased since is erased in it."""
    FOLDED = "folded"
    """The present database is one file, without a log beside it."""
    KEPT = "kept"
    """It has its second name, under which it stays."""
    SWAPPED = "swapped"


@dataclass(frozen=True, slots=True)
class Restored:
    """The backup was at `revision`; the database before is kept at `aside`, None if there was none."""

    revision: str
    aside: Path | None


def _unheard(_step: Step) -> None:
    """Nobody listens."""


async def restore(
    database: Path,
    file: Path,
    now: datetime,
    prepare: Callable[[Path], Awaitable[None]],
    *,
    watch: Watch,
    told: Callable[[Step], None] = _unheard,
) -> Restored:
    """Check and copy the backup, let `prepare` bring the copy up to date, then swap it in.

    A process killed anywhere leaves the old database or the new one. Raises DatabaseInUse while another
    process has the database, NotABackup, BackupFailed, and what `prepare` raises.
    """
    existed = _holds_something(database)
    async with sole_process(str(database)):
        database = _place(database, file)
        remove_unfinished(database)
        staged = database.with_name(f".{database.name}.{token_hex(4)}.part")
        try:
            revision = await in_thread(watch, partial(_stage, file, staged, watch))
            told(Step.COPIED)
            await prepare(staged)
            _fold(staged)
            told(Step.PREPARED)
            # On the event loop, so that nobody can cancel it halfway.
            aside = _swap(database, staged, now if existed else None, told)
        finally:
            discard(staged)
    return Restored(revision, aside)


def remove_unfinished(database: Path) -> None:
    """Remove what a restore that was killed has left beside the database; needs its lock."""
    for file in database.parent.glob(f".{escape(database.name)}.*.part*"):
        file.unlink(missing_ok=True)


def _place(database: Path, file: Path) -> Path:
    """Where the database itself lies, if its name is a link."""
    if file.samefile(database):
        raise NotABackup(file, "it is the present database itself")
    return database.resolve()


def _holds_something(database: Path) -> bool:
    return database.exists() and database.stat().st_size > 0


def _stage(file: Path, staged: Path, watch: Watch) -> str:
    try:
        copy(file, staged, watch, at_rest=True)
    except BackupDamaged as error:
        raise NotABackup(file, error.reason) from error
    revision = revision_of(staged)
    if revision is None:
        raise NotABackup(file, "it is not a database of Cohort")
    return revision


def _swap(database: Path, staged: Path, now: datetime | None, told: Callable[[Step], None]) -> Path | None:
    try:
        whole = _fold(database)
        told(Step.FOLDED)
        aside = keep(database, now, whole=whole) if now is not None else None
        told(Step.KEPT)
        staged.replace(database)
        sync_folder(database.parent)
    except OSError as error:
        raise BackupFailed(database, error.strerror or str(error)) from error
    told(Step.SWAPPED)
    return aside


def _fold(database: Path) -> bool:
    """Put what is in the logs into the file itself. False when it is too damaged for that.

    A log that is left beside another database of the same name would be replayed into it.
    """
    with closing(sqlite3.connect(database, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise BackupFailed(database, str(error)) from error
            # Somebody has it open who does not know Cohort's lock, e.g. SQLite's own shell.
            raise DatabaseLocked(str(database)) from error
        except sqlite3.DatabaseError:
            return False
    return mode == "delete"


def keep(database: Path, now: datetime, *, whole: bool) -> Path:
    """Give the present database a second name, under which it stays when another one takes its first."""
    aside = _free_name(database, now)
    _second_name(database, aside)
    if not whole:
        # What cannot be read cannot be folded in: its logs stay with it, for whoever tries to save it.
        for ending in JOURNALS:
            log = database.with_name(database.name + ending)
            if log.exists():
                log.replace(aside.with_name(aside.name + ending))
    sync_folder(database.parent)
    return aside


def _free_name(database: Path, now: datetime) -> Path:
    names = (
        database.with_name(f"{database.name}.before-restore-{stamp(now)}{f'-{number}' if number > 1 else ''}")
        for number in count(1)
    )
    return next(name for name in names if not name.exists())


def _second_name(database: Path, aside: Path) -> None:
    try:
        os.link(database, aside)
    except OSError:
        # Not every file system has second names; then it is a second file.
        file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as target, database.open("rb") as source:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
    aside.chmod(0o600)
