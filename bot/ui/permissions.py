"""The permissions the bot asks for, each with its reason, and the link that grants them."""

import discord
from discord.abc import GuildChannel

NEEDED: tuple[tuple[str, str], ...] = (
    ("view_channel", "View Channel"),  # to see the channels it posts in
    ("send_messages", "Send Messages"),  # nudges for members whose direct messages are closed
    ("embed_links", "Embed Links"),  # resources of a task are links
    ("attach_files", "Attach Files"),  # progress pictures
    ("read_message_history", "Read Message History"),  # after a crash: was this nudge sent already?
)
"""Attribute of discord.Permissions, and the name Discord shows."""

PERMISSIONS = discord.Permissions(**{attribute: True for attribute, _ in NEEDED})


def invite_url(application_id: int, guild_id: int | None = None) -> str:
    """The link that adds the bot, or repairs its permissions in one server."""
    guild = discord.Object(guild_id) if guild_id else discord.utils.MISSING
    return discord.utils.oauth_url(
        application_id, permissions=PERMISSIONS, guild=guild, scopes=("bot", "applications.commands")
    )


def lacking(granted: discord.Permissions) -> tuple[str, ...]:
    """The names of the needed permissions that are not granted."""
    return tuple(name for attribute, name in NEEDED if not getattr(granted, attribute))


def missing_in(channel: GuildChannel) -> tuple[str, ...]:
    """The names of the permissions the bot lacks in this channel."""
    return lacking(channel.permissions_for(channel.guild.me))
