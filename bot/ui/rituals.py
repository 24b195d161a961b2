"""The post of a ritual to the group, with a button that everybody who has joined may press."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.rituals import Ritual
from bot.services.registry import Services
from bot.ui.base import Shared, layout, row
from bot.ui.language import _
from bot.ui.message import Message
from bot.ui.reflections import NAMES, PERIOD, open_form, period_from
from bot.ui.ritual_words import BUTTONS, TITLES, period_text, post_text

if TYPE_CHECKING:
    from bot.services.rituals import RitualBrief


class RitualButton(
    Shared[ui.Button[Any]],
    template=(
        rf"n:(?P<delivery>[0-9]{{1,18}}):s:ritual:(?P<guild>[0-9]{{1,19}}):(?P<ritual>{NAMES}):{PERIOD}"
    ),
):
    """Opens the form of a ritual for whoever presses it. Its custom_id begins with the delivery's marker."""

    def __init__(self, marker: str, guild_id: int, ritual: Ritual, period: str) -> None:
        identity = f"{marker}s:ritual:{guild_id}:{ritual.value}:{period}"
        style = discord.ButtonStyle.primary
        super().__init__(ui.Button(label=_(BUTTONS[ritual]), style=style, custom_id=identity), guild_id)
        self.ritual = ritual
        self.period = period

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "RitualButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), Ritual(match["ritual"]), match["period"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask whoever pressed it."""
        period = period_from(self.period, self.ritual)
        await open_form(interaction, services, self.ritual, self.guild_id, period)


def ritual_message(brief: "RitualBrief") -> Message:
    """The post; wins get a thread below it."""
    ritual = brief.ritual
    button = RitualButton(brief.marker, brief.guild_id, ritual, brief.period.isoformat())
    thread = f"{_(TITLES[ritual])} · {period_text(ritual, brief.period)}" if ritual is Ritual.WINS else None
    return Message(layout(ui.TextDisplay(post_text(ritual, brief.late_by)), row(button)), thread=thread)
