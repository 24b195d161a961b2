"""How old the newest backup is, whether our keys open it, and what earlier restores have left."""

from datetime import datetime, timedelta
from pathlib import Path

from bot.config import Settings
from bot.doctor.files import database_file
from bot.doctor.finding import Finding, fine, warning
from bot.domain.backups import set_aside_at
from bot.keys import keys_of
from bot.store.backup import backups_folder, newest_backup
from bot.store.backup_keys import needs_another_key
from bot.store.vault_errors import KeyUnusable

OLD = timedelta(hours=48)
FORGOTTEN = timedelta(days=30)
"""A database that a restore set aside may hold people who were erased, and nothing erases them there."""
MAKE_ONE = "cohort db backup makes one."
GIVE_KEY = "Put the key of that time beside the present one, newest first, or make another: cohort db backup."


def backup_age(settings: Settings, now: datetime) -> Finding:
    """There is a backup of the SQLite database, not older than two days, and our keys open it."""
    database = database_file(settings)
    if database is None:
        return fine("backup", "Backups of PostgreSQL are made by its own tools.", "pg_dump -Fc, every day.")
    if not database.exists():
        return fine("backup", "There is nothing to back up yet.")
    if settings.cohort_backup == "off":
        return fine("backup", "COHORT_BACKUP is off: backups are made in another way.", MAKE_ONE)
    newest = newest_backup(backups_folder(settings.data_dir), now)
    if newest is None:
        return warning("backup", "There is no backup of the database yet.", MAKE_ONE)
    age, name = now - newest.name.made_at, newest.path.name
    if _sealed_otherwise(settings, newest.path):
        sentence = f"The newest backup ({name}) cannot be restored: none of the encryption keys opens it."
        return warning("backup", sentence, GIVE_KEY, newest=name)
    hours = int(age.total_seconds() // 3600)
    if age > OLD:
        sentence = f"The newest backup is {hours} hours old."
        return warning("backup", sentence, MAKE_ONE, newest=name, hours=hours)
    return fine("backup", f"The newest backup is {hours} hours old.", newest=name, hours=hours)


def _sealed_otherwise(settings: Settings, backup: Path) -> bool:
    try:
        keys = keys_of(settings).read()
    except KeyUnusable:
        return False  # the check of the key says so
    return needs_another_key(backup, keys)


def set_aside(settings: Settings, now: datetime) -> Finding:
    """No database that a restore set aside lies about for more than a month."""
    database = database_file(settings)
    folder = database.resolve().parent if database else settings.data_dir
    files = sorted(folder.glob("*.before-restore-*")) if database else []
    old = [str(file) for file in files if (at := set_aside_at(file.name)) and now - at > FORGOTTEN]
    if old:
        sentence = f"Databases from before a restore lie there for over a month: {', '.join(old)}."
        step = "They may hold people who were erased since: remove them once you are sure of the restore."
        return warning("set aside", sentence, step, files=old)
    return fine("set aside", "No database from before a restore has been forgotten.")
