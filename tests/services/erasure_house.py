"""People with buddies, interviews and rounds, and the service that erases them, on a clock moved by hand."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.domain.clock import Clock
from bot.services.erasure import ErasureService, Farewell
from bot.store import members
from bot.store.erased_file import ErasedFile
from bot.store.transaction import Store
from tests.delivery.world import GUILD


@dataclass
class ErasureHouse:
    """Whatever ends with a member is given; `folder` is where the list of the erased lies."""

    store: Store
    clock: Clock
    folder: Path
    ends: tuple[Farewell, ...] = ()
    heard: list[datetime] = field(default_factory=list[datetime])

    def __post_init__(self) -> None:
        self.file = ErasedFile(self.folder)
        self.erasure = ErasureService(self.store, self.clock, self.ends, self.file, self.heard.append)

    async def is_there(self, user_id: int, guild_id: int = GUILD) -> bool:
        """Whether anything is stored of somebody as a member."""
        async with self.store.read() as tx:
            return await members.find(tx, guild_id, user_id) is not None

    def folder_bytes(self) -> int:
        """How long the list beside the database is."""
        return sum(path.stat().st_size for path in self.folder.glob("erased*"))
