"""Rounds of mock interviews as something to choose, and what keeps them from working."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.domain.mock_rounds import Round
from bot.ui.base import services_of
from bot.ui.language import _
from bot.ui.mock_pool_words import week_text
from bot.ui.names import named
from bot.ui.permissions import missing_for_interviews, missing_in
from bot.ui.text import clip, human_join

if TYPE_CHECKING:
    from bot.services.mock_round_results import RoundBoard


def round_label(found: Round) -> str:
    """A round as something to choose."""
    return clip(f"#{found.id} · {week_text(found.week)} · {named(found.state)}", 100)


async def suggest_rounds(interaction: discord.Interaction[Any], text: str) -> list[app_commands.Choice[int]]:
    """Rounds whose number or week holds what was typed, the newest first."""
    if interaction.guild_id is None:
        return []
    offered = await services_of(interaction).mock_rounds.offered(interaction.guild_id)
    labels = {each.id: round_label(each) for each in offered}
    wanted = text.casefold()
    found = [number for number, label in labels.items() if wanted in label.casefold()]
    return [app_commands.Choice(name=labels[number], value=number) for number in found]


def problems(interaction: discord.Interaction[Any], board: "RoundBoard") -> Iterator[str]:
    """What keeps rounds that are on from working."""
    guild, channel_id = interaction.guild, board.posts_in
    if guild is None or not board.settings.enabled or channel_id is None:
        return
    channel = guild.get_channel(channel_id)
    if channel is None:
        yield _("{channel} is gone or hidden from me: choose another channel.", channel=f"<#{channel_id}>")
        return
    to_post = missing_in(channel)
    if to_post:
        yield _(
            "In {channel} I lack {permissions}, so rounds are not announced there.",
            channel=f"<#{channel_id}>",
            permissions=human_join(to_post),
        )
    if more := [name for name in missing_for_interviews(channel) if name not in to_post]:
        yield _(
            "In {channel} I lack {permissions}, so pairs get direct messages instead of a private thread.",
            channel=f"<#{channel_id}>",
            permissions=human_join(more),
        )
    if not guild.me.guild_permissions.create_events:
        yield _(
            "In this server I lack {permissions}, so agreed interviews are in no calendar here.",
            permissions="Create Events",
        )
