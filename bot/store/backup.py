"""Backups of a SQLite database: whole files in a folder of their own, the older ones fewer and fewer."""

import os
import shutil
import stat
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from secrets import token_hex

from bot.domain.backups import BackupName, read_name, to_remove
from bot.log import get_logger
from bot.store.backup_copy import Watch, copy, discard, in_thread, revision_of, size_of, sync_folder
from bot.store.backup_errors import BackupFailed, BackupUnderWay, NoRoomForBackup
from bot.store.lock import RETRY, try_lock

log = get_logger(__name__)

FOLDER = "backups"
"""In COHORT_DATA_DIR."""

RESERVE = 32 << 20
"""Bytes that a backup leaves free on its disk: the bot itself must be able to go on."""

UNFINISHED = ".cohort-*.part*"
LOCK = ".lock"
PATIENCE = 60.0
"""Seconds to wait for another process's backup in the same folder."""

TELL_EVERY = 10.0
"""Seconds between two lines about a long copy."""

NO_REVISION = "none"
"""In a name, of a database that was never migrated."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup on the disk; `size` in bytes."""

    path: Path
    name: BackupName
    size: int


def backups_folder(data_dir: Path) -> Path:
    """Where Cohort keeps the backups it makes by itself, and those it is not told another place for."""
    return data_dir / FOLDER


def list_backups(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first; nothing else that lies there."""
    if not folder.is_dir():
        return []
    listed = [made for path in folder.iterdir() if (made := _listed(path)) is not None]
    return sorted(listed, key=lambda backup: (backup.name.made_at, backup.path.name), reverse=True)


def _listed(path: Path) -> Backup | None:
    name = read_name(path.name)
    # Somebody may be removing files at this moment.
    with suppress(FileNotFoundError):
        facts = path.stat() if name else None
        if name and facts and stat.S_ISREG(facts.st_mode):
            return Backup(path, name, facts.st_size)
    return None


def newest_backup(folder: Path, now: datetime) -> Backup | None:
    """The newest that was not made after `now`: such a one is from before a clock was set back."""
    return next((backup for backup in list_backups(folder) if backup.name.made_at <= now), None)


def make_backup(
    database: Path, folder: Path, now: datetime, watch: Watch | None = None, before: str | None = None
) -> Backup:
    """Copy the live database into the folder, under a name that says when and at which schema.

    The file appears whole, checked and on the disk, or not at all. It takes its time: not for the event loop.
    Raises NoRoomForBackup, BackupUnderWay, BackupFailed or BackupStopped.
    """
    watch = watch or Watch()
    with _explained(database), _alone(folder, watch, size_of(database) + RESERVE):
        _clear(folder)
        unfinished = folder / f".cohort-{token_hex(4)}.part"
        try:
            copy(database, unfinished, watch)
            name = BackupName(now.replace(microsecond=0), revision_of(unfinished) or NO_REVISION, before)
            made = Backup(folder / str(name), name, unfinished.stat().st_size)
            unfinished.replace(made.path)
        finally:
            discard(unfinished)
        sync_folder(folder)
    return made


async def make_in_thread(
    database: Path, folder: Path, now: datetime, watch: Watch, before: str | None = None
) -> Backup:
    """The same beside the event loop; when cancelled it stops within moments and leaves nothing."""
    return await in_thread(watch, partial(make_backup, database, folder, now, watch, before))


def rotate(folder: Path, now: datetime, *, spared: timedelta = timedelta(0)) -> list[str]:
    """Remove the backups that need not stay (`to_remove`), all older than `spared`; returns their names."""
    made_at = {backup.path.name: backup.name.made_at for backup in list_backups(folder)}
    removed = [name for name in to_remove(made_at, now) if now - made_at[name] >= spared]
    for name in removed:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as error:
            # The new one is there all the same.
            log.warning("backup.not_removed", file=name, reason=error.strerror)
    return removed


@dataclass(frozen=True, slots=True)
class Safety:
    """Where a copy of the database goes before its schema is changed, and what time it is."""

    folder: Path
    now: datetime
    watch: Watch = field(default_factory=Watch)

    async def save(self, database: Path, before: str) -> Backup:
        """Make the copy; raises what `make_backup` raises."""
        made = await make_in_thread(database, self.folder, self.now, self.watch, before)
        rotate(self.folder, self.now)
        log.info("backup.made", file=made.path.name, bytes=made.size)
        return made


class Progress:
    """Says in the log how far a long copy is, every ten seconds."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._told = seconds()

    def __call__(self, done: int, total: int) -> None:
        """So many pages of so many are copied."""
        if (now := self._seconds()) - self._told >= TELL_EVERY:
            self._told = now
            log.info("backup.progress", percent=100 * done // total)


def remove_unfinished(folder: Path) -> None:
    """Remove what a process that was killed has left of its backup; nothing while one is being made."""
    if not folder.is_dir() or (lock := try_lock(folder / LOCK)) is None:
        return
    try:
        _clear(folder)
    finally:
        os.close(lock)


def _clear(folder: Path) -> None:
    for file in folder.glob(UNFINISHED):
        file.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path, watch: Watch, needed: int) -> Generator[None]:
    """One at a time makes a backup in a folder: what another one has not finished is left alone."""
    _make_private(folder)
    if (free := shutil.disk_usage(folder).free) < needed:
        raise NoRoomForBackup(folder, needed, free)
    tries = int(PATIENCE / RETRY)
    while (lock := try_lock(folder / LOCK)) is None:
        tries -= 1
        if tries < 0 or watch.stop.wait(RETRY):
            raise BackupUnderWay(folder)
    try:
        yield
    finally:
        os.close(lock)


def _make_private(folder: Path) -> None:
    if not folder.exists():
        # `parents=True` would leave those open to others.
        _make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def _explained(database: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise BackupFailed(database, f"{error.filename}: {error.strerror}") from error
