"""The permissions the bot asks for, each with its reason, and the link that grants them."""

import discord
from discord.abc import GuildChannel

TO_POST: tuple[tuple[str, str], ...] = (
    ("view_channel", "View Channel"),  # to see the channels it posts in
    ("send_messages", "Send Messages"),  # nudges for members whose direct messages are closed
    ("embed_links", "Embed Links"),  # resources of a task are links
    ("attach_files", "Attach Files"),  # progress pictures
    ("read_message_history", "Read Message History"),  # after a crash: was this nudge sent already?
)
"""Attribute of discord.Permissions, and the name Discord shows: without these a channel is of no use."""

FOR_THREADS: tuple[tuple[str, str], ...] = (
    ("create_public_threads", "Create Public Threads"),  # a thread below Friday's wins
    ("send_messages_in_threads", "Send Messages in Threads"),  # to post there what a member wants to show
)
"""Without these messages come without a thread."""

FOR_INTERVIEWS: tuple[tuple[str, str], ...] = (
    ("create_private_threads", "Create Private Threads"),  # a room for the people of a mock interview
    ("create_events", "Create Events"),  # an agreed interview in the server's calendar
)
"""Without the first, interviews are arranged in direct messages; without the second, in no calendar."""

NEEDED = TO_POST + FOR_THREADS + FOR_INTERVIEWS

PERMISSIONS = discord.Permissions(**{attribute: True for attribute, _ in NEEDED})


def invite_url(application_id: int, guild_id: int | None = None) -> str:
    """The link that adds the bot, or repairs its permissions in one server."""
    guild = discord.Object(guild_id) if guild_id else discord.utils.MISSING
    return discord.utils.oauth_url(
        application_id, permissions=PERMISSIONS, guild=guild, scopes=("bot", "applications.commands")
    )


def lacking(granted: discord.Permissions) -> tuple[str, ...]:
    """The names of the needed permissions that are not granted."""
    return _lacking(granted, NEEDED)


def missing_in(channel: GuildChannel) -> tuple[str, ...]:
    """The names of the permissions the bot lacks in this channel to post there."""
    return _lacking(channel.permissions_for(channel.guild.me), TO_POST)


def missing_for_threads(channel: GuildChannel) -> tuple[str, ...]:
    """The names of those it lacks there for threads."""
    return _lacking(channel.permissions_for(channel.guild.me), FOR_THREADS)


def missing_for_interviews(channel: GuildChannel) -> tuple[str, ...]:
    """The names of those it lacks there to announce interviews, and to open and use their private threads."""
    wanted = (*TO_POST, *FOR_THREADS, *FOR_INTERVIEWS)
    unused = ("create_public_threads", "create_events")
    needed = tuple(each for each in wanted if each[0] not in unused)
    return _lacking(channel.permissions_for(channel.guild.me), needed)


def _lacking(granted: discord.Permissions, wanted: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(name for attribute, name in wanted if not getattr(granted, attribute))
