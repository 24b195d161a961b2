"""What journeys about rounds share: a dozen people who practise, and what they and organisers read."""

import discord
from simcord import ChannelHandle, MemberActor

from bot.domain import availability
from bot.domain.mock_pool import USUAL, Wants
from bot.store import members, mock_pool
from tests.journeys.world import World
from tests.simtools import buttons, text

WEDNESDAY = "2026-01-07 10:00"
OPENS, REMINDS, CLOSES = "2026-01-08 12:00", "2026-01-10 12:00", "2026-01-11 12:00"
"""Of the first round, in Berlin; its interviews are in the week of Monday 12 January."""

JUST_AFTER = "2026-01-11 12:01"
"""Messages that are due together are spread over some seconds."""

EVENINGS = availability.hours(range(7), 18, 22)


async def settle_in(world: World, others: int = 10, *, hours: int = EVENINGS) -> list[MemberActor]:
    """It is Wednesday in Berlin; ben and so many others are in the pool and free in the evening."""
    await world.travel_to(WEDNESDAY)
    await world.ada.slash(world.channel, "setup", nudges=room(world), timezone="Europe/Berlin")
    added = [world.guild.add_member(world.env.create_user(f"person{number}")) for number in range(others)]
    people = [world.ben, *added]
    for who in people:
        await world.join(who)
        await enter(world, who, hours=hours)
    return people


async def enter(world: World, who: MemberActor, *, hours: int = EVENINGS, per_week: int = 1) -> None:
    """Put somebody who has joined the programme into the pool."""
    async with world.store() as tx:
        member = await members.find(tx, world.guild.id, who.id)
        assert member is not None
        await mock_pool.join(tx, world.guild.id, member.key, Wants(per_week=per_week), world.now())
        if hours:
            await mock_pool.set_hours(tx, member.key, USUAL, hours, world.now())


def room(world: World) -> ChannelHandle:
    """Where rounds are announced."""
    found = next((each for each in world.guild.channels.values() if each.name == "interviews"), None)
    return found or world.guild.create_text_channel("interviews")


def posts(world: World) -> list[str]:
    """The announcements, oldest first."""
    return [text(message) for message in room(world).history() if buttons(message)]


def post(world: World) -> discord.Message:
    """The newest announcement."""
    return next(message for message in reversed(room(world).history()) if buttons(message))
