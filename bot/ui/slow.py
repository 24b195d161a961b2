"""Answers that may take longer than Discord waits."""

from typing import Any

import discord
from discord import ui


async def begin(interaction: discord.Interaction[Any]) -> None:
    """Ask for more time, before the work begins."""
    if interaction.message is not None:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def show(interaction: discord.Interaction[Any], view: ui.LayoutView) -> None:
    """Redraw a panel or answer a command privately, whether or not `begin` came before."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view)
    elif interaction.message is not None:
        await interaction.response.edit_message(view=view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)
