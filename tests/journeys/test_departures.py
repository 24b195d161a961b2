"""The bot is removed from a server, while it runs and while it does not; and somebody is erased in one."""

from typing import Any

from bot.app import open_app
from bot.store import departures, members
from tests.catalog.built_in import CATALOG
from tests.journeys.world import World
from tests.simtools import text


async def away(world: World) -> tuple[int, ...]:
    async with world.app.store.read() as tx:
        return await departures.left_before(tx)


async def hear(world: World, event: str, payload: dict[str, Any]) -> None:
    """What the gateway sends."""
    parsers = world.app.client._connection.parsers  # pyright: ignore[reportPrivateUsage]
    with world.env._bot_scope():  # pyright: ignore[reportPrivateUsage]
        parsers[event](payload)
    await world.env.settle()


async def test_an_outage_is_no_removal_a_removal_is_and_a_month_later_nothing_is_left(world: World) -> None:
    await world.travel_to("2026-01-05 09:00")
    await world.join(world.ben)
    guild_id = world.guild.id

    await hear(world, "GUILD_DELETE", {"id": str(guild_id), "unavailable": True})
    assert await away(world) == ()

    world.env.backend.remove_guild(guild_id)
    await world.env.settle()
    assert await away(world) == (guild_id,)

    await world.travel_to("2026-02-03 09:00")
    assert await world.app.services.departures.purge() == 0
    await world.travel_to("2026-02-04 09:01")
    assert await world.app.services.departures.purge() == 1
    async with world.app.store.read() as tx:
        assert await departures.known(tx) == {}
        assert await members.find(tx, guild_id, world.ben.id) is None


async def test_a_removal_while_the_bot_is_off_is_seen_at_its_start(world: World) -> None:
    await world.travel_to("2026-01-05 09:00")
    await world.join(world.ben)
    await world.restart()
    assert await away(world) == ()
    guild_id = world.guild.id

    await world.env.settle()
    await world.stack.aclose()
    world.env.backend.remove_guild(guild_id)
    opened = open_app(world.settings, world.clock, catalog=CATALOG)
    world.app = await world.stack.enter_async_context(opened)
    await world.env.restart_bot(world.app.client)
    await world.env.settle()

    assert await away(world) == (guild_id,)


async def test_a_message_in_a_channel_that_names_the_erased_is_taken_away(world: World) -> None:
    await world.travel_to("2026-01-05 09:00")
    await world.ada.slash(world.channel, "setup", nudges=world.channel)
    await world.join(world.ben)
    await world.ben.slash(world.channel, "nudges set", time="18:00", where="channel")
    await world.travel_to("2026-01-06 18:05")
    assert any(str(world.ben.id) in text(message) for message in world.channel.history())

    erased = await world.app.services.erasure.erase(world.guild.id, world.ben.id)
    assert erased.removed >= 1
    await world.tick()

    assert all(str(world.ben.id) not in text(message) for message in world.channel.history())
