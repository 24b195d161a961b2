"""The button that leads back to the day, from the panel itself and from everywhere else."""

from typing import Any

import discord
from discord import ui

from bot.domain.tasks import Today
from bot.services.registry import Services
from bot.ui.base import Owned, custom_id, show, template
from bot.ui.language import _


class RefreshButton(Owned[ui.Button[Any]], template=template("today")):
    """Redraws the day; in a nudge it opens it."""

    def __init__(self, guild_id: int, user_id: int, label: str | None = None) -> None:
        identity = custom_id("today", guild_id, user_id)
        # limit: 80
        shown = _("Refresh") if label is None else label
        super().__init__(
            ui.Button(label=shown, style=discord.ButtonStyle.secondary, custom_id=identity), guild_id, user_id
        )

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show the day as it is now."""
        await show_today(interaction, await services.tasks.today(self.guild_id, self.user_id))


async def show_today(interaction: discord.Interaction[Any], today: Today) -> None:
    """The panel of the day in place of what was pressed."""
    # The panel holds the parts that lead to it: only when one is pressed may they meet.
    from bot.ui.today import today_layout

    await show(interaction, today_layout(today))
