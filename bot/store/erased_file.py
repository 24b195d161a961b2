"""The list of the erased beside the database, so that no copy of the database takes the place of it."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.domain.tombstones import Scope, Tombstone

FILE = "erased.jsonl"
"""In COHORT_DATA_DIR."""

_OWNER_ONLY = 0o600


class ErasedFile:
    """One JSON object a line. Everything here blocks, and raises OSError."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def read(self) -> tuple[Tombstone, ...]:
        """The whole list; a line that a crash cut short is left out."""
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return ()
        return tuple(found for line in lines if (found := _read(line)) is not None)

    def append(self, stones: Iterable[Tombstone]) -> None:
        """Add entries; when this returns they are on the disk."""
        is_new = not self._path.exists()
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The empty line ends one that a crash cut short.
        self._write(self._path, os.O_APPEND, "\n" + _lines(stones))
        if is_new:
            _sync_folder(self._path.parent)

    def replace(self, stones: Iterable[Tombstone]) -> None:
        """Make the list this one, all at once."""
        beside = self._path.with_suffix(".new")
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._write(beside, os.O_TRUNC, _lines(stones))
        beside.replace(self._path)
        _sync_folder(self._path.parent)

    def _write(self, path: Path, how: int, text: str) -> None:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | how, _OWNER_ONLY)
        try:
            os.write(file, text.encode())
            os.fsync(file)
        finally:
            os.close(file)


def _lines(stones: Iterable[Tombstone]) -> str:
    values = (
        {"mark": stone.mark, "scope": stone.scope.value, "erased_at": stone.erased_at.isoformat()}
        for stone in stones
    )
    return "".join(f"{json.dumps(each)}\n" for each in values)


def _read(line: str) -> Tombstone | None:
    with suppress(ValueError, KeyError, TypeError):
        found = json.loads(line)
        return Tombstone(found["mark"], Scope(found["scope"]), datetime.fromisoformat(found["erased_at"]))
    return None


def _sync_folder(folder: Path) -> None:
    """So that the name of a new file survives a power cut too; Windows cannot, and need not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
