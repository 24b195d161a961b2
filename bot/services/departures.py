"""Servers that Cohort was removed from: nothing is sent there, and after a while nothing of them is left."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from bot.domain.clock import Clock
from bot.log import get_logger
from bot.services.erasure import ErasureService
from bot.store import departures
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

SNOWFLAKE_TIME = 22
"""https://discord.com/developers/docs/events/gateway#sharding: the time in an id decides on its shard."""


class DepartureService:
    """`keep` is how long what is stored of a server waits for an invitation back."""

    def __init__(self, store: Store, clock: Clock, erasure: ErasureService, keep: timedelta) -> None:
        self._store = store
        self._clock = clock
        self._erasure = erasure
        self._keep = keep

    async def left(self, guild_id: int) -> None:
        """Cohort was removed from a server."""
        async with self._store.write() as tx:
            await self._leave(tx, guild_id)

    async def here(self, *guild_ids: int) -> None:
        """Cohort is in these servers: nothing of them goes."""
        async with self._store.read() as tx:  # hardly ever there is anything to change
            away = set(await departures.left_before(tx)) & set(guild_ids)
        if away:
            async with self._store.write() as tx:
                await self._come_back(tx, away)

    async def compare(self, present: Collection[int], shard_id: int, shard_count: int) -> None:
        """These are all servers of a shard: others that are stored removed Cohort while it could not see it.

        One in which Discord has an outage is still among them.
        """
        async with self._store.read() as tx:
            known, away = await departures.known(tx), await departures.left_before(tx)
        ours = [guild_id for guild_id in known if (guild_id >> SNOWFLAKE_TIME) % shard_count == shard_id]
        lost, back = set(ours) - set(present) - set(away), set(away) & set(present)
        if not lost and not back:
            return
        async with self._store.write() as tx:
            await self._come_back(tx, back)
            for guild_id in sorted(lost):
                await self._leave(tx, guild_id)

    async def purge(self) -> int:
        """Erase what is stored of servers that were left long enough ago; returns how many those were."""
        async with self._store.read() as tx:
            left = await departures.left_before(tx, self._clock.now() - self._keep)
        over = sorted({*left, *self._erasure.begun})
        for guild_id in over:
            await self._erasure.purge(guild_id, partial(departures.has_left, guild_id=guild_id))
        return len(over)

    async def _leave(self, tx: Tx, guild_id: int) -> None:
        now = self._clock.now()
        if await departures.leave(tx, guild_id, now):
            await departures.drop_owed(tx, now)
            log.info("guild.left", guild=guild_id, kept_until=self._kept_until(now))

    async def _come_back(self, tx: Tx, guild_ids: Collection[int]) -> None:
        if count := await departures.come_back(tx, guild_ids):
            log.info("guild.back", count=count)

    def _kept_until(self, now: datetime) -> str:
        return (now + self._keep).date().isoformat()
