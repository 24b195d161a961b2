"""What a hoster can do about a backup that was not made, or cannot be restored."""

from bot.store.backup_errors import (
    BackupDamaged,
    BackupError,
    BackupStopped,
    BackupUnderWay,
    NoRoomForBackup,
    NotABackup,
)


def backup_step(error: BackupError) -> str:
    """The next step, without a full stop."""
    match error:
        case NoRoomForBackup():
            return (
                "make room on this disk, or give COHORT_DATA_DIR another one; nothing was changed. "
                "`cohort db upgrade --no-backup` changes the schema without one"
            )
        case BackupUnderWay():
            return "try again when it is done"
        case BackupStopped():
            return "nothing of it was left behind and nothing was changed; run it again when it suits"
        case BackupDamaged():
            return (
                "nothing was left behind; restore the latest good backup "
                "(`cohort db list-backups`, then `cohort db restore FILE`)"
            )
        case NotABackup():
            return "the present database is as it was; choose another one from `cohort db list-backups`"
        case _:
            return "nothing was left behind; check the disk, and that the folder can be written"
