"""Closing the bot while it hears something from Discord."""

import asyncio
from dataclasses import dataclass, field

from bot.client import StudyBot
from bot.store import app_state
from bot.store.transaction import Store
from tests.journeys.world import World
from tests.wire.process import until


@dataclass
class Listener:
    """Writes to the database when it hears of a server, and takes as long as the gate is closed."""

    world: World
    store: Store
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    ended: str = ""

    async def hear(self, _guild: object) -> None:
        """For `on_guild_update`-like events."""
        try:
            async with self.store.write() as tx:
                await app_state.save(tx, "heard", "yes", self.world.now())
                self.begun.set()
                await self.gate.wait()
            self.ended = "written"
        except asyncio.CancelledError:
            self.ended = "cut off"
            raise


async def hearing(world: World) -> tuple[StudyBot, Listener]:
    """A client in the middle of an event."""
    client, listener = world.app.client, Listener(world, world.app.store)
    client.add_listener(listener.hear, "on_something_heard")
    client.dispatch("something_heard", world.guild.id)
    await listener.begun.wait()
    return client, listener


async def test_what_was_heard_is_written_before_the_database_closes(world: World) -> None:
    client, listener = await hearing(world)

    closing = asyncio.create_task(world.stack.aclose())
    assert await until(client.is_closed, 10)
    assert listener.ended == ""
    listener.gate.set()
    await closing

    assert listener.ended == "written"


async def test_what_takes_too_long_is_cut_off_and_rolled_back(world: World) -> None:
    _, listener = await hearing(world)

    await world.stack.aclose()

    assert listener.ended == "cut off"
    await world.restart()
    async with world.store() as tx:
        assert await app_state.find(tx, "heard") is None
