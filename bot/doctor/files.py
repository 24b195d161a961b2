"""The data directory and the disk under it."""

import os
import shutil
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.config import Settings
from bot.doctor.finding import Finding, fatal, fine, problem, warning
from bot.keys import KEY_FILE
from bot.store.backup import backups_folder
from bot.store.database_url import parse, sqlite_path
from bot.store.erased_file import FILE
from bot.store.errors import UnusableUrl

MEGABYTE = 1 << 20
LITTLE = 500 * MEGABYTE
HARDLY_ANY = 50 * MEGABYTE

OTHERS = 0o077


def database_file(settings: Settings) -> Path | None:
    """The SQLite file of these settings; None for PostgreSQL, or for a URL that cannot be read."""
    try:
        return sqlite_path(parse(settings.store_url))
    except UnusableUrl:
        return None


def has_a_folder(settings: Settings) -> bool:
    """Whether the data directory is a folder or can become one; if nobody can tell, it is taken for one."""
    try:
        return _there(settings.data_dir).is_dir()
    except OSError:
        return True


def rights(settings: Settings) -> list[Finding]:
    """Nobody but the bot's own user can read the database, the key and the backups."""
    if sys.platform == "win32":
        return [fine("rights", "Windows keeps the rights of files in another way; they were not looked at.")]
    open_ones = [path for path in _private(settings) if _open_to_others(path)]
    if open_ones:
        return [_too_open(path) for path in open_ones]
    return [fine("rights", "Only the bot's own user can read its files.")]


def writable(settings: Settings) -> Finding:
    """The bot's user can write where it has to."""
    folder = _there(settings.data_dir)
    file = database_file(settings)
    closed = [path for path in (folder, file) if path and path.exists() and not os.access(path, os.W_OK)]
    if not folder.is_dir():
        step = "Set COHORT_DATA_DIR to a folder that can be written by the bot's user."
        sentence = f"{folder} cannot be written to: it is a file, not a folder."
        return fatal("data", sentence, step, data_dir=str(settings.data_dir))
    if closed:
        sentence = f"{closed[0]} cannot be written to."
        step = "Check that it can be written by the bot's user, or set COHORT_DATA_DIR to another folder."
        return fatal("data", sentence, step, data_dir=str(settings.data_dir))
    return fine("data", f"The data directory is {settings.data_dir}.", data_dir=str(settings.data_dir))


def free_space(settings: Settings) -> Finding:
    """The disk has room for the days to come."""
    free = shutil.disk_usage(_there(settings.data_dir)).free
    shown, step = _shown(free), "Make room on the disk, or move COHORT_DATA_DIR to a larger one."
    if free < HARDLY_ANY:
        sentence = f"Only {shown} are free on the disk of the data directory."
        return problem("disk", sentence, step, free_bytes=free)
    if free < LITTLE:
        return warning("disk", f"{shown} are free on the disk of the data directory.", step, free_bytes=free)
    return fine("disk", f"{shown} are free on the disk of the data directory.", free_bytes=free)


def _private(settings: Settings) -> Iterable[Path]:
    database = database_file(settings)
    beside = [database.with_name(database.name + end) for end in ("", "-wal", "-shm")] if database else []
    backups = backups_folder(settings.data_dir)
    files = [*beside, settings.data_dir / KEY_FILE, settings.data_dir / FILE, *sorted(backups.glob("*.db"))]
    return (path for path in (settings.data_dir, backups, *files) if path.exists())


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & OTHERS)


def _too_open(path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    wanted = 0o700 if path.is_dir() else 0o600
    sentence = f"Other users of this machine have rights to {path} ({mode:04o})."
    return warning("rights", sentence, f"chmod {wanted:o} {path}", path=str(path), mode=f"{mode:04o}")


def _there(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    return next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())


def _shown(size: int) -> str:
    return f"{size / (1 << 30):.1f} GB" if size >= 1 << 30 else f"{size // MEGABYTE} MB"
