"""What can go wrong with a backup: facts for the log and the command line."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.store.errors import StoreError


class BackupError(StoreError):
    """A backup was not made, or cannot be restored; the database is as it was."""


@dataclass(eq=False)
class BackupFailed(BackupError):
    """It could not be written, or what was written is not whole; nothing of it was left behind."""

    database: Path
    reason: str

    def __str__(self) -> str:
        return f"no backup of {self.database}: {self.reason}"


class BackupDamaged(BackupFailed):
    """The database itself is damaged, or no database at all."""


@dataclass(eq=False)
class NoRoomForBackup(BackupError):
    """The disk of `folder` has `free` bytes; a backup and what should stay free need `needed`."""

    passes: ClassVar[bool] = True

    folder: Path
    needed: int
    free: int

    def __str__(self) -> str:
        return (
            f"no room for a backup in {self.folder}: "
            f"{self.needed >> 20} MB are needed, {self.free >> 20} MB are free"
        )


@dataclass(eq=False)
class BackupUnderWay(BackupError):
    """Another process is making a backup in the same folder."""

    passes: ClassVar[bool] = True

    folder: Path

    def __str__(self) -> str:
        return f"another backup is being made in {self.folder}"


@dataclass(eq=False)
class BackupStopped(BackupError):
    """It was asked to stop; nothing of it was left behind."""

    database: Path

    def __str__(self) -> str:
        return f"the copy of {self.database} was stopped"


@dataclass(eq=False)
class NotABackup(BackupError):
    """The file is damaged, or holds something else than a Cohort's database."""

    file: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.file} cannot be restored: {self.reason}"
