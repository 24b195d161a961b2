"""What can be wrong with the encryption key: facts for the log and the command line, never a key."""

from dataclasses import dataclass

from sqlalchemy.exc import DontWrapMixin

from bot.store.errors import StoreError


# Wrapped by SQLAlchemy, the error would carry the statement's parameters: what should have been sealed.
@dataclass(eq=False)
class NoVault(StoreError, DontWrapMixin):
    """Private writing, or a mark, was asked of a store that was opened without the key for it."""

    def __str__(self) -> str:
        return "the database was opened without the encryption key that this needs"


@dataclass(eq=False)
class KeyMissing(StoreError):
    """The database holds sealed writing, and nothing is at `where`, the place of the key."""

    where: str

    def __str__(self) -> str:
        return f"the database holds encrypted writing, but there is no key at {self.where}"


@dataclass(eq=False)
class KeyWrong(StoreError):
    """None of the keys opens what the database holds."""

    def __str__(self) -> str:
        return "the encryption key does not fit this database"


class BackupKeyWrong(KeyWrong):
    """None of the keys opens the backup that is to be restored; the present database is as it was."""

    def __str__(self) -> str:
        return "the encryption key does not fit this backup"


@dataclass(eq=False)
class KeyUnusable(StoreError):
    """What stands at `where`, a path or the name of a variable, cannot be used as a key."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"the encryption key of {self.where} cannot be used: {self.reason}"
