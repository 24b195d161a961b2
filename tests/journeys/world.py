"""A server with the real bot in a simulated Discord, driven as a person would."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import discord
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor

from bot.app import App, open_app
from bot.config import Settings, load_settings
from bot.domain.errors import CohortError
from tests.simtools import EnvClock, text

ROADMAP = "deep-dive-16w"


@dataclass
class World:
    """What a test needs: people, a channel, the time, and the power to restart the bot."""

    env: Env
    app: App
    settings: Settings
    clock: EnvClock
    guild: GuildHandle
    channel: ChannelHandle
    ada: MemberActor
    """An organiser."""
    ben: MemberActor
    stack: AsyncExitStack

    async def restart(self) -> None:
        """Close the bot and start a new one on the same database."""
        await self.env.settle()
        await self.stack.aclose()
        self.app = await self.stack.enter_async_context(open_app(self.settings, self.clock))
        await self.env.restart_bot(self.app.client)

    async def travel_to(self, local: datetime, zone: str) -> None:
        """Move the clock to a wall-clock time in a zone and let everything due by then happen."""
        target = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        await self.env.advance_time((target - self.env.now()).total_seconds())
        await self.tick()

    async def sleep_until(self, hour: int, minute: int = 0, *, days: int = 1, zone: str = "UTC") -> None:
        """Move on by whole days to a time of day."""
        day = self.env.now().astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
        await self.travel_to(datetime.combine(day, time(hour, minute)), zone)

    async def tick(self) -> None:
        """Ring the bell, as the scheduler does."""
        with self.env._bot_scope():
            await self.app.tick()
        await self.env.settle()

    async def join(self, who: MemberActor, **options: Any) -> InteractionResult:
        """Join the first roadmap."""
        chosen = {"roadmap": ROADMAP, "timezone": "Europe/Berlin", **options}
        return await who.slash(self.channel, "join", **chosen)

    def inbox(self, who: MemberActor) -> list[str]:
        """The texts of the direct messages somebody has received."""
        channel = who.user.dm_channel
        return [text(message) for message in channel.history()]


@asynccontextmanager
async def open_world(database_url: str, tmp_path: Path) -> AsyncGenerator[World]:
    """A guild with two people, and the bot on a migrated database."""
    settings = load_settings(database_url=database_url, data_dir=tmp_path)
    clock = EnvClock()
    async with AsyncExitStack() as stack:
        inner = AsyncExitStack()
        stack.push_async_callback(inner.aclose)
        app = await inner.enter_async_context(open_app(settings, clock))
        env = Env(app.client, settle_timeout=60, shard_count=1)
        await env.start()
        stack.push_async_callback(env.shutdown)
        clock.follow(env)
        guild = env.create_guild("Study group")
        channel = guild.create_text_channel("general")
        organiser = guild.create_role("Organiser", permissions=discord.Permissions(manage_guild=True))
        ada = guild.add_member(env.create_user("ada"), roles=[organiser])
        ben = guild.add_member(env.create_user("ben"))
        yield World(env, app, settings, clock, guild, channel, ada, ben, inner)
        _only_expected(env)


def _only_expected(env: Env) -> None:
    """Refusals reach discord.py's error handlers too; anything else is a fault of the bot."""
    roots = [getattr(error, "original", None) or error.__cause__ or error for error in env.errors]
    unexpected = [root for root in roots if not isinstance(root, CohortError)]
    assert not unexpected, unexpected
