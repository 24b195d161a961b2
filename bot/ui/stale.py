"""Answers for presses and forms that nothing else will answer, instead of Discord's "interaction failed"."""

from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.domain.errors import NoLongerAvailable
from bot.ui.errors import report
from bot.ui.language import _
from bot.ui.written import quoted, written

TAKEN = "taken"
"""Under this name a form notes on the interaction that it takes it."""

ROOM = 1800
"""Characters for the words that are given back; a message has 2,000."""


async def answer_stale(
    interaction: discord.Interaction[Any], parts: Iterable[type[ui.DynamicItem[Any]]]
) -> None:
    """Say so when a pressed part is none of ours (any more), or a form was opened before a restart."""
    data: Any = interaction.data or {}
    pressed = str(data.get("custom_id", ""))
    if interaction.type is discord.InteractionType.component:
        if not any(part.__discord_ui_compiled_template__.fullmatch(pressed) for part in parts):
            await report(interaction, NoLongerAvailable())
    elif interaction.type is discord.InteractionType.modal_submit and TAKEN not in interaction.extras:
        await _give_back(interaction)


async def _give_back(interaction: discord.Interaction[Any]) -> None:
    """Nothing typed is lost: the person gets their words back to copy."""
    texts = written(interaction)
    await interaction.response.send_message(
        _("This form was open for too long, or I was restarted meanwhile. Open it again and paste:")
        + f"\n{quoted(texts, ROOM)}"
        if texts
        else _("This form was open for too long, or I was restarted meanwhile. Open it again."),
        ephemeral=True,
    )
