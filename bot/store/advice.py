"""What a hoster can do about a database that cannot be used."""

from bot.store.backup_advice import backup_step
from bot.store.backup_errors import BackupError
from bot.store.erased_errors import ErasedListUnusable
from bot.store.errors import (
    DatabaseInUse,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseUnreachable,
    StoreError,
    UnusableUrl,
)
from bot.store.vault_errors import BackupKeyWrong, KeyMissing, KeyUnusable, KeyWrong


def advice(error: StoreError) -> str:
    """What is wrong and the next step, in one line."""
    match error:
        case DatabaseInUse():
            step = "stop the other Cohort first, or give this one its own COHORT_DATA_DIR"
        case DatabaseLocked():
            step = "nothing was changed; close the other program and start again"
        case DatabaseNewer():
            step = "nothing was changed; update Cohort, or restore a backup made by this version"
        case DatabaseUnreachable():
            step = (
                "check DATABASE_URL or COHORT_DATA_DIR, and that the server runs or the folder can be written"
            )
        case DatabaseMissing():
            step = (
                "nothing was made; name the folder that Cohort runs in with COHORT_DATA_DIR or DATABASE_URL"
            )
        case UnusableUrl():
            step = "set DATABASE_URL to sqlite:///path/to/file.db or postgresql://user:password@host/name"
        case BackupError():
            step = backup_step(error)
        case _:
            step = _beside(error)
    return f"{error}: {step}"


def _beside(error: StoreError) -> str:
    """Of what a database needs beside itself."""
    match error:
        case KeyMissing():
            return "put the key file back there, or set COHORT_ENCRYPTION_KEY; no new key was made"
        case BackupKeyWrong():
            return (
                "the present database is as it was; set the key of the time it was made too, "
                "beside the present one, newest first, and restore again"
            )
        case KeyWrong():
            return "set the key it was sealed with, beside the present one if both are needed, newest first"
        case KeyUnusable():
            return "put back the key this database was sealed with, and check the file's rights"
        case ErasedListUnusable():
            return (
                "check its rights and its disk, or put back a copy. Without it a backup that is restored "
                "brings back who was erased since"
            )
        case _:
            return "nothing was changed"
