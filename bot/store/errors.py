"""What can be wrong with the database itself: facts for the log and the command line, never a password."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EROFS
from pathlib import Path
from typing import ClassVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.domain.errors import Unavailable


class StoreError(Unavailable):
    """The database cannot be used as it is."""


@dataclass(eq=False)
class UnusableUrl(StoreError):
    """The database URL names nothing Cohort can store in."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass(eq=False)
class DatabaseUnreachable(StoreError):
    """Nothing answers there; `where` carries no password."""

    passes: ClassVar[bool] = True

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


class DatabaseRefused(DatabaseUnreachable):
    """It turns us away, cannot be opened by us or is no database: that stays so until somebody changes it."""

    passes: ClassVar[bool] = False


@dataclass(eq=False)
class DatabaseMissing(StoreError):
    """There is no database of Cohort's; `where` carries no password. None was made."""

    where: str

    def __str__(self) -> str:
        return f"no database of Cohort's at {self.where}"


@dataclass(eq=False)
class DatabaseLocked(StoreError):
    """Somebody else kept the database locked for longer than we wait; nothing was written."""

    passes: ClassVar[bool] = True

    where: str

    def __str__(self) -> str:
        return f"{self.where} is locked by another program"


@dataclass(eq=False)
class DatabaseInUse(StoreError):
    """Another Cohort runs on this SQLite file; `pid` is None if it did not leave its number."""

    passes: ClassVar[bool] = True

    path: Path
    pid: int | None

    def __str__(self) -> str:
        return f"{self.path} is in use by process {self.pid or 'unknown'}"


@dataclass(eq=False)
class DatabaseNewer(StoreError):
    """The database was written by a newer Cohort: it is at `found`, this code ends at `known`."""

    found: str
    known: str

    def __str__(self) -> str:
        return f"the database is at revision {self.found}, this version knows {self.known}"


# https://www.sqlite.org/rescode.html: primary codes are the low byte.
_SQLITE_LOCKED = {5, 6}  # BUSY, LOCKED
_SQLITE_UNUSABLE = {14, 26}  # CANTOPEN, NOTADB
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_PG_LOCKED = "55P03"
_PG_REFUSED = ("28", "3D")  # password or rights, no such database
_PG_UNREACHABLE = ("08", "53300", "57P")  # 53300: too many connections
_LASTING = (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError)


def explain(error: BaseException, where: str) -> StoreError | None:
    """The StoreError behind a driver's error; None when the statement itself was at fault."""
    if isinstance(error, PoolTimeout):
        return DatabaseLocked(where)
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    state = getattr(cause, "sqlstate", None) or ""
    if state == _PG_LOCKED or (code is not None and code & 0xFF in _SQLITE_LOCKED):
        return DatabaseLocked(where)
    if state.startswith(_PG_REFUSED) or (code is not None and code & 0xFF in _SQLITE_UNUSABLE):
        return DatabaseRefused(where, str(cause))
    if state.startswith(_PG_UNREACHABLE) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return DatabaseUnreachable(where, str(cause))
    return None


@contextmanager
def explained(where: str, *, connecting: bool = False) -> Generator[None]:
    """Raise a StoreError in place of a driver's error; while connecting, of the network's too."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        known = explain(error, where)
        if known is None and connecting and isinstance(error, OSError):
            lasts = isinstance(error, _LASTING) or error.errno == EROFS
            known = (DatabaseRefused if lasts else DatabaseUnreachable)(where, str(error))
        if known is None:
            raise
        raise known from error
