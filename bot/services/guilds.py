"""Settings of a server, written by its organisers."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.clock import Clock
from bot.domain.guilds import GuildSettings
from bot.store import guilds
from bot.store.transaction import Store

UTC = ZoneInfo("UTC")


class GuildService:
    """Reads and changes a server's settings."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def settings(self, guild_id: int) -> GuildSettings:
        """The server's settings; before its first set-up, UTC and no channels."""
        async with self._store.read() as tx:
            return await guilds.find(tx, guild_id) or GuildSettings(guild_id, UTC)

    async def change(self, guild_id: int, **changes: Any) -> GuildSettings:
        """Change the named settings and keep the others."""
        async with self._store.write() as tx:
            before = await guilds.find(tx, guild_id) or GuildSettings(guild_id, UTC)
            after = replace(before, **changes)
            await guilds.save(tx, after, self._clock.now())
        return after
