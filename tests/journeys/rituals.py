"""What journeys about rituals share: the group's channel, its posts, and forms."""

from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.domain.rituals import Ritual
from tests.journeys.world import World
from tests.simtools import Seen, buttons, submit, text

MONDAY = "2026-01-05"


async def open_group(world: World) -> World:
    """Berlin; ben joined on Sunday 4 January 2026, and a nudge channel is chosen."""
    await world.travel_to("2026-01-04 12:00")
    await world.ada.slash(world.channel, "setup", nudges=room(world), timezone="Europe/Berlin")
    await world.join(world.ben)
    return world


def room(world: World) -> ChannelHandle:
    """Where the group talks."""
    found = next((each for each in world.guild.channels.values() if each.name == "study-room"), None)
    return found or world.guild.create_text_channel("study-room")


async def switch_on(world: World, *rituals: Ritual) -> None:
    """As an organiser."""
    for ritual in rituals:
        await world.ada.slash(world.channel, "manage rituals", ritual=ritual.value, on=True)


def post(world: World) -> discord.Message:
    """The newest post with a button; a thread below it leaves a line of Discord's own."""
    return next(message for message in reversed(room(world).history()) if buttons(message))


def posts(world: World) -> list[str]:
    """All of them, oldest first."""
    return [text(message) for message in room(world).history() if buttons(message)]


def told(pressed: InteractionResult) -> str:
    """What a press said beside its message."""
    return text(pressed.followups[-1])


def defaults(form: Any) -> list[str]:
    """What the text fields of a modal hold already."""
    inner = [label.get("component", {}) for label in form.modal["components"]]
    return [each.get("value", "") for each in inner if each.get("type") == 4]


def labels(form: Any) -> list[dict[str, Any]]:
    """The labelled fields of a modal."""
    return [each for each in form.modal["components"] if each["type"] == 18]


async def write(who: MemberActor, where: ChannelHandle, which: str, *values: Any) -> Seen:
    """By command."""
    form = await who.slash(where, "ritual write", which=which)
    return await submit(who, form, list(values))
