"""Answers that may take longer than Discord waits."""

from typing import Any

import discord


async def begin(interaction: discord.Interaction[Any]) -> None:
    """Ask for more time, before the work begins."""
    if interaction.message is not None:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)
