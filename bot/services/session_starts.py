"""What the programme remembers of the sessions it started with Discord, across its restarts."""

from datetime import datetime

from bot.domain.clock import Clock
from bot.domain.errors import Unavailable
from bot.log import get_logger
from bot.store import session_starts
from bot.store.transaction import Store

log = get_logger(__name__)


class SessionStartService:
    """The record behind the budget. A database that does not answer keeps nobody offline."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._unwritten: list[datetime] = []

    async def record(self) -> tuple[datetime, ...]:
        """The latest starts of all shards of all processes, those that could not be written down included."""
        try:
            async with self._store.read() as tx:
                written = await session_starts.latest(tx)
        except Unavailable as error:
            log.warning("session_starts.unread", error=str(error))
            written = ()
        return (*written, *self._unwritten)

    async def add(self, shard_id: int) -> None:
        """Note that a session is about to start; on disk before the first byte leaves."""
        now = self._clock.now()
        try:
            async with self._store.write() as tx:
                await session_starts.add(tx, shard_id, now)
        except Unavailable as error:
            log.warning("session_starts.unwritten", error=str(error))
            self._unwritten.append(now)
