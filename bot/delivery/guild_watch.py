"""Hears from Discord which servers Cohort is in."""

import discord

from bot.services.departures import DepartureService


class GuildWatch:
    """For the client's events of these names. An outage of Discord's is none of them: then it sends
    `on_guild_unavailable`."""

    def __init__(self, client: discord.AutoShardedClient, departures: DepartureService) -> None:
        self._client = client
        self._departures = departures

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Cohort was removed."""
        await self._departures.left(guild.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Cohort was invited, perhaps again."""
        await self._departures.here(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """An outage is over."""
        await self._departures.here(guild.id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """All servers of a shard are known now."""
        present = [guild.id for guild in self._client.guilds if guild.shard_id == shard_id]
        await self._departures.compare(present, shard_id, self._client.shard_count or 1)
