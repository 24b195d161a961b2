"""What the page shows: the simulated Discord as one persona sees it, in JSON."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import discord
from simcord.backend import serializers
from simcord.backend.access import channel_accessible, message_accessible
from simcord.backend.cdn import CDN_BASE
from simcord.backend.models import Channel, Message
from simcord.interactions import command_leaves

from bot.demo.cast import CAST
from bot.demo.tour import progress
from bot.demo.world import World

# The newest messages of a channel; Discord's own client loads about as many at once.
SHOWN_MESSAGES = 150
SHOWN_FAULTS = 20
THREAD_MADE = 18
TEXT, DM, CATEGORY, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 4, 11, 12
LARGEST_EXACT = 2**53 - 1
"""Numbers beyond it are rounded by the page."""
LISTED = {TEXT, DM, CATEGORY, PUBLIC_THREAD, PRIVATE_THREAD, 5, 15}

Json = dict[str, Any]


def snapshot(world: World, viewer: int, channel: int | None) -> Json:
    """Everything the page needs to draw itself for `viewer`, with the messages of `channel` if given."""
    return {
        "version": world.version,
        "now": world.env.now().isoformat(),
        "restarts": world.restarts,
        "guild": {"id": str(world.guild.id), "name": world.guild.name},
        "bot": str(world.env.backend.bot_user.id),
        "personas": personas(world),
        "channels": channels(world, viewer),
        "users": users(world),
        "roles": roles(world),
        "messages": messages(world, viewer, channel) if channel is not None else [],
        "tour": progress(world),
        "faults": faults(world),
    }


def personas(world: World) -> list[Json]:
    """The seats a visitor can take, organiser first."""
    return [
        {
            "id": str(ident),
            "name": part.name,
            "about": part.about,
            "colour": part.colour,
            "dm": str(world.env.backend.dm_channels[ident]),
            "zone": world.zones[ident].key if ident in world.zones else None,
        }
        for ident, part in zip(world.people, CAST, strict=True)
    ]


def users(world: World) -> list[Json]:
    """Everyone a mention can name."""
    backend = world.env.backend
    colours = {ident: part.colour for ident, part in zip(world.people, CAST, strict=True)}
    known = [backend.users[ident] for ident in (backend.bot_user.id, *world.people)]
    return [
        {
            "id": str(user.id),
            "name": user.global_name or user.name,
            "bot": user.bot,
            "colour": colours.get(user.id),
        }
        for user in known
    ]


def roles(world: World) -> list[Json]:
    """The server's roles, without the one everybody has."""
    return [
        {"id": str(role.id), "name": role.name, "colour": f"#{role.color:06x}" if role.color else None}
        for role in world.env.backend.get_guild(world.guild.id).roles.values()
        if role.id != world.guild.id
    ]


def channels(world: World, viewer: int) -> list[Json]:
    """The channels, threads and conversations `viewer` can open, in the order of the server."""
    backend = world.env.backend
    shown = [
        channel
        for channel in backend.channels.values()
        if channel.type in LISTED and channel_accessible(backend, channel.id, viewer)
    ]
    return [_channel(world, viewer, channel) for channel in shown]


def _channel(world: World, viewer: int, channel: Channel) -> Json:
    meta = channel.thread_metadata
    return {
        "id": str(channel.id),
        "type": int(channel.type),
        "name": channel.name or "Cohort",
        "topic": channel.topic,
        "parent": str(channel.parent_id) if channel.parent_id else None,
        "archived": bool(meta and meta.archived),
        "unread": unread(world, viewer, channel.id),
    }


def unread(world: World, viewer: int, channel: int) -> int:
    """How many messages of others wait in `channel` since `viewer` last looked."""
    seen = world.read.get((viewer, channel), 0)
    return sum(
        message.id > seen
        and message.author_id != viewer
        and message.visible_to(viewer)
        and not _of_private_thread(world, message)
        for message in world.env.backend.messages.get(channel, {}).values()
    )


def messages(world: World, viewer: int, channel: int) -> list[Json]:
    """The newest messages of `channel` that `viewer` may see and has not dismissed, oldest first."""
    stored = world.env.backend.messages.get(channel, {})
    newest = sorted(stored)[-SHOWN_MESSAGES:]
    return [
        message_json(world, stored[ident], viewer)
        for ident in newest
        if message_accessible(world.env.backend, channel, stored[ident], viewer)
        and (viewer, ident) not in world.dismissed
        and not _of_private_thread(world, stored[ident])
    ]


def _of_private_thread(world: World, message: Message) -> bool:
    """Whether it tells of a new private thread: simcord writes such a line, Discord none."""
    about = message.system_metadata
    if message.type != THREAD_MADE or about is None or about.channel_id is None:
        return False
    thread = world.env.backend.channels.get(about.channel_id)
    return thread is None or thread.type == PRIVATE_THREAD


def message_json(world: World, message: Message, viewer: int) -> Json:
    """One message in Discord's own wire form, with local media addresses and the command behind it."""
    flags = discord.MessageFlags._from_value(message.flags)  # noqa: SLF001 - discord.py offers no other way
    payload: Any = serializers.message_payload(world.env.backend, message, for_user=viewer)
    payload["ephemeral"] = flags.ephemeral
    payload["loading"] = flags.loading
    payload["command"] = _command(world, message)
    files = {f"attachment://{file['filename']}": file["url"] for file in message.attachments}
    return for_page(payload, files)


def _command(world: World, message: Message) -> Json | None:
    meta = message.interaction_metadata or {}
    record = world.env.backend.interactions.get(int(meta.get("id", 0)))
    if record is None or record.command_name is None:
        return None
    return {
        "user": str(record.user_id),
        "name": world.labels.get(record.id, record.command_name),
    }


def for_page(value: Any, files: Mapping[str, str] = MappingProxyType({})) -> Any:
    """The same JSON with every address of the simulated CDN turned into one of this server, ids into strings.

    `files` resolves `attachment://` names, which simcord leaves standing in embeds.
    """
    if isinstance(value, dict):
        return {key: for_page(inner, files) for key, inner in value.items()}
    if isinstance(value, list):
        return [for_page(inner, files) for inner in value]
    if isinstance(value, int) and value > LARGEST_EXACT:
        return str(value)
    if not isinstance(value, str):
        return value
    url = files.get(value, value)
    return "/cdn/" + url.removeprefix(f"{CDN_BASE}/") if url.startswith(f"{CDN_BASE}/") else value


def commands(world: World, viewer: int, channel: int) -> list[Json]:
    """The slash commands `viewer` may use in `channel`: one entry for each runnable path."""
    listed = world.env.backend.visible_commands(user_id=viewer, channel_id=channel)
    return [
        {
            "id": str(command["id"]),
            "path": " ".join(path),
            "description": leaf.get("description", ""),
            "options": leaf.get("options") or [],
        }
        for command in listed
        for path, leaf in command_leaves(command)
    ]


def faults(world: World) -> list[Json]:
    """The last errors inside the bot, oldest first."""
    return [
        {"number": fault.number, "text": fault.text, "at": fault.at.isoformat()}
        for fault in world.faults[-SHOWN_FAULTS:]
    ]
