"""What can be wrong with the list of the erased beside the database."""

from dataclasses import dataclass
from pathlib import Path

from bot.store.errors import StoreError


@dataclass(eq=False)
class ErasedListUnusable(StoreError):
    """The file at `path` is there, but cannot be read, or not be written."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"the list of the erased at {self.path} cannot be used: {self.reason}"
