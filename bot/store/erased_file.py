"""The list of the erased beside the database, so that no copy of the database takes the place of it."""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.tombstones import Scope, Tombstone
from bot.store.erased_errors import ErasedListUnusable

FILE = "erased.jsonl"
"""In COHORT_DATA_DIR."""

MARK_CHARACTERS = 64

_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class ErasedList:
    """What the file holds. `secrets` has, by mark, the sealed secret that the mark was made with.

    `damaged` counts lines that mean nothing.
    """

    stones: tuple[Tombstone, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    damaged: int = 0


class ErasedFile:
    """One JSON object a line. Everything here blocks."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    @property
    def path(self) -> Path:
        """Where it is, or will be."""
        return self._path

    def read(self) -> ErasedList:
        """The whole list; a line that a crash cut short is left out. Raises ErasedListUnusable."""
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return ErasedList()
        except OSError as error:
            raise ErasedListUnusable(self._path, error.strerror or "it cannot be read") from error
        written = [line for line in lines if line.strip()]
        found = [entry for line in written if (entry := _read(line)) is not None]
        secrets = {stone.mark: secret for stone, secret in found if secret is not None}
        return ErasedList(tuple(stone for stone, _ in found), secrets, len(written) - len(found))

    def append(self, stones: Iterable[Tombstone], secret: str | None = None) -> None:
        """Add entries made with this sealed secret; then they are on the disk. Raises OSError."""
        is_new = not self._path.exists()
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The empty line ends one that a crash cut short.
        lines = "".join(_line(stone, secret) for stone in stones)
        _write(self._path, os.O_APPEND, f"\n{lines}".encode())
        if is_new:
            _sync_folder(self._path.parent)

    def replace(self, stones: Iterable[Tombstone], secrets: Mapping[str, str] | None = None) -> None:
        """Make the list this one, all at once. Raises OSError; then it is as it was."""
        known = secrets or {}
        lines = "".join(_line(stone, known.get(stone.mark)) for stone in stones)
        beside = self._path.with_suffix(".new")
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _write(beside, os.O_TRUNC, lines.encode())
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        beside.replace(self._path)
        _sync_folder(self._path.parent)

    def keep_damaged(self) -> Path:
        """Copy the file, for whoever wants to save something of it. Raises OSError."""
        aside = self._path.with_suffix(".damaged")
        _write(aside, os.O_TRUNC, self._path.read_bytes())
        return aside


def _write(path: Path, how: int, content: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | how, _OWNER_ONLY)
    # A full disk takes a part of what it is given: the stream writes the rest, or raises.
    with os.fdopen(file, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _line(stone: Tombstone, secret: str | None) -> str:
    entry = {"mark": stone.mark, "scope": stone.scope.value, "erased_at": stone.erased_at.isoformat()}
    return f"{json.dumps(entry if secret is None else entry | {'secret': secret})}\n"


def _read(line: bytes) -> tuple[Tombstone, str | None] | None:
    with suppress(ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        found = json.loads(line)
        mark, secret = found["mark"], found.get("secret")
        at = datetime.fromisoformat(found["erased_at"])
        if at.tzinfo is not None and isinstance(mark, str) and 0 < len(mark) <= MARK_CHARACTERS:
            stone = Tombstone(mark, Scope(found["scope"]), at.astimezone(UTC))
            return stone, secret if isinstance(secret, str) else None
    return None


def _sync_folder(folder: Path) -> None:
    """So that the name of a new file survives a power cut too; Windows cannot, and need not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
