"""Where the encryption key comes from: the environment, else a file that the first start makes."""

import logging
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.store.vault import Vault, is_key, new_key
from bot.store.vault_errors import KeyMissing, KeyUnusable

VARIABLE = "COHORT_ENCRYPTION_KEY"

_HEADER = """\
# Cohort's encryption key, newest first. Keep a copy, and keep it apart from the backups:
# without it private writing cannot be read, with it and a backup anybody can.
"""

# Not structlog's: commands run without our logging, and theirs must go to standard error too.
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Keys:
    """What the environment says (`written`: keys with commas or on lines of their own), or else the file."""

    written: str | None = field(repr=False)
    file: Path

    @property
    def from_environment(self) -> bool:
        """Whether the file is not looked at."""
        return bool(self.written and self.written.strip())

    @property
    def where(self) -> str:
        """The variable's name, or the file's path."""
        return VARIABLE if self.from_environment else str(self.file)

    def read(self) -> tuple[str, ...]:
        """The keys, newest first; none when nobody has made one. Raises KeyUnusable."""
        if self.from_environment:
            return _checked(self.written or "", self.where)
        try:
            return _checked(self.file.read_text(encoding="ascii"), self.where)
        except FileNotFoundError:
            return ()
        except UnicodeError:
            raise KeyUnusable(self.where, "it holds other things than keys") from None
        except OSError as error:
            raise KeyUnusable(self.where, error.strerror or "it cannot be read") from None

    def vault(self, sentinel: str | None) -> Vault:
        """The vault for a database that keeps this sentinel; None before it was first sealed.

        Only then a missing key is made. Raises KeyMissing, KeyWrong or KeyUnusable.
        """
        keys = self.read()
        if sentinel is not None and not keys:
            raise KeyMissing(self.where)
        vault = Vault(keys or self._make())
        return vault if sentinel is None else vault.unlocked(sentinel)

    def replace(self, keys: Iterable[str]) -> None:
        """Write these into the file, newest first; killed in between, it is the old file or the new one."""
        new = _written(self.file, keys)
        new.replace(self.file)
        _settle(self.file.parent)

    def _make(self) -> tuple[str, ...]:
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = self._put(new_key())
        except OSError as error:
            raise KeyUnusable(self.where, error.strerror or "it cannot be made") from None
        if made:
            log.warning(
                "A new encryption key is in %s. Keep a copy of it, apart from the backups: "
                "without it nobody can read what members wrote in private.",
                self.file,
            )
        return self.read()

    def _put(self, key: str) -> bool:
        """Make the file, whole from the first moment; False if another process was first."""
        new = _written(self.file, (key,))
        try:
            os.link(new, self.file)
        except FileExistsError:
            return False
        except OSError:
            # Not every file system has second names; then whoever makes an empty file first fills it.
            if not _claimed(self.file):
                return False
            new.replace(self.file)
        finally:
            new.unlink(missing_ok=True)
        _settle(self.file.parent)
        return True


def _checked(text: str, where: str) -> tuple[str, ...]:
    lines = (line.partition("#")[0] for line in text.splitlines())
    found = [part.strip() for line in lines for part in line.split(",") if part.strip()]
    if not all(map(is_key, found)):
        raise KeyUnusable(where, "a key is 44 characters long, as `cohort key new` prints them")
    if not found:
        raise KeyUnusable(where, "it holds no key")
    return tuple(dict.fromkeys(found))


def _written(beside: Path, keys: Iterable[str]) -> Path:
    """A new file that only we can read, on the disk before anybody sees it under its name."""
    path = beside.with_name(f"{beside.name}.{secrets.token_hex(4)}.new")
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="ascii") as stream:
        stream.write(_HEADER + "".join(f"{key}\n" for key in keys))
        stream.flush()
        os.fsync(stream.fileno())
    return path


def _claimed(path: Path) -> bool:
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True


def _settle(folder: Path) -> None:
    """Let the folder's entries survive a power cut. Windows opens no folders, and needs no such thing."""
    with suppress(PermissionError):
        entries = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entries)
        finally:
            os.close(entries)
