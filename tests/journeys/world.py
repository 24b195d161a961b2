"""A server with the real bot in a simulated Discord, driven as a person would."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import ui
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor

from bot.app import App, open_app
from bot.config import Settings, load_settings
from bot.domain.errors import CohortError
from bot.domain.tasks import Today
from bot.store.engine import open_store
from bot.store.transaction import Tx
from tests.catalog.built_in import CATALOG
from tests.keys import VAULT
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
    expected: tuple[type[BaseException], ...] = (CohortError,)
    """Failures that may reach discord.py's handlers in this test."""

    async def restart(self) -> None:
        """Close the bot and start a new one on the same database."""
        await self.env.settle()
        await self.stack.aclose()
        self.app = await self.stack.enter_async_context(open_app(self.settings, self.clock, catalog=CATALOG))
        await self.env.restart_bot(self.app.client)

    def now(self) -> datetime:
        """The moment in UTC."""
        return self.env.now()

    async def travel_to(self, wall: str, zone: str = "Europe/Berlin") -> None:
        """Move the clock to a wall-clock time, e.g. "2026-01-05 09:00", and let everything due happen."""
        target = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))
        await self.env.advance_time((target - self.env.now()).total_seconds())
        await self.tick()

    async def sleep_until(self, hour: int, *, days: int = 1) -> None:
        """Move on by whole days to an hour, UTC."""
        day = self.env.now().date() + timedelta(days=days)
        await self.travel_to(f"{day} {hour:02d}:00", "UTC")

    async def tick(self) -> None:
        """Ring the bell, as the scheduler does."""
        with self.env._bot_scope():
            await self.app.tick_through()
        await self.env.settle()

    async def join(self, who: MemberActor, **options: Any) -> InteractionResult:
        """Join ROADMAP, unless another one is given."""
        chosen = {"roadmap": ROADMAP, "timezone": "Europe/Berlin", **options}
        return await who.slash(self.channel, "join", **chosen)

    @asynccontextmanager
    async def store(self) -> AsyncGenerator[Tx]:
        """The bot's database, for looking into and for what only time could bring about."""
        opened = await open_store(self.settings.store_url, vault=VAULT)
        try:
            async with opened.write() as tx:
                yield tx
        finally:
            await opened.close()

    async def today(self, who: MemberActor) -> Today:
        """Somebody's day as the use case knows it."""
        return await self.app.services.tasks.today(self.guild.id, who.id)

    async def post(self, view: ui.LayoutView | ui.View, room: ChannelHandle | None = None) -> discord.Message:
        """A message of the bot that everybody in the channel sees."""
        where = room or self.channel
        with self.env._bot_scope():
            channel = self.app.client.get_partial_messageable(where.id)
            await channel.send(view=view)  # pyright: ignore[reportArgumentType, reportCallIssue] - either kind
        await self.env.settle()
        message = where.last_message
        assert message is not None
        return message

    async def post_raw(self, custom_id: str, room: ChannelHandle | None = None) -> discord.Message:
        """A message with one button of any custom_id, as an old version or a forger would have left it."""
        view = ui.View(timeout=None)
        view.add_item(ui.Button(label="Press", custom_id=custom_id))
        view.stop()
        return await self.post(view, room)

    def refuse_once(self, who: MemberActor) -> None:
        """The next direct message to this person meets closed direct messages."""
        path = f"/channels/{who.user.dm_channel.id}/messages"
        self.env.inject_error("POST", path, status=403, code=50007, times=1)

    def inbox(self, who: MemberActor) -> list[str]:
        """The texts of the direct messages somebody has received."""
        channel = who.user.dm_channel
        return [text(message) for message in channel.history()]


@asynccontextmanager
async def open_world(database_url: str, data_dir: Path, *, limited: bool = False) -> AsyncGenerator[World]:
    """A guild with two people, and the bot on a migrated database.

    Its clock stands still: only when `limited` may nobody press more often than in life.
    """
    settings = load_settings(database_url=database_url, data_dir=data_dir, cohort_rates=limited)
    clock = EnvClock()
    async with AsyncExitStack() as stack:
        inner = AsyncExitStack()
        stack.push_async_callback(inner.aclose)
        app = await inner.enter_async_context(open_app(settings, clock, catalog=CATALOG))
        env = Env(app.client, settle_timeout=60, shard_count=1)
        await env.start()
        stack.push_async_callback(env.shutdown)
        clock.follow(env)
        guild = env.create_guild("Study group")
        channel = guild.create_text_channel("general")
        organiser = guild.create_role("Organiser", permissions=discord.Permissions(manage_guild=True))
        ada = guild.add_member(env.create_user("ada"), roles=[organiser])
        ben = guild.add_member(env.create_user("ben"))
        world = World(env, app, settings, clock, guild, channel, ada, ben, inner)
        yield world
        _only_expected(env, world.expected)


def _only_expected(env: Env, expected: tuple[type[BaseException], ...]) -> None:
    """Refusals reach discord.py's error handlers too; anything else is a fault of the bot."""
    roots = [getattr(error, "original", None) or error.__cause__ or error for error in env.errors]
    unexpected = [root for root in roots if not isinstance(root, expected)]
    assert not unexpected, unexpected
