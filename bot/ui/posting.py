"""What a person posts through the bot: only where they could write themselves."""

from typing import Any

import discord

from bot.domain.ritual_errors import MayNotPost


def require_may_write(
    interaction: discord.Interaction[Any], place: discord.abc.GuildChannel | discord.Thread | None = None
) -> None:
    """The bot may write in more places than its people; `place` None is where they are. Raises MayNotPost."""
    where = interaction.channel if place is None else place
    allowed = interaction.permissions if place is None else _allowed(interaction.user, place)
    in_thread = isinstance(where, discord.Thread)
    if not (allowed.send_messages_in_threads if in_thread else allowed.send_messages):
        raise MayNotPost


def _allowed(
    user: discord.User | discord.Member, place: discord.abc.GuildChannel | discord.Thread
) -> discord.Permissions:
    """What somebody may do in `place`; nothing where they cannot look."""
    allowed = place.permissions_for(user) if isinstance(user, discord.Member) else discord.Permissions.none()
    return allowed if allowed.view_channel else discord.Permissions.none()
