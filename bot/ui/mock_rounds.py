"""Messages about rounds of mock interviews, with buttons for everybody."""

import re
from typing import Any

import discord
from discord import ui

from bot.domain.mock_round_errors import RoundOver
from bot.domain.mock_round_notices import RoundBrief, RoundNotice
from bot.services.registry import Services
from bot.ui.base import Owned, Shared, layout, row, show_privately
from bot.ui.language import N_, _
from bot.ui.message import Message
from bot.ui.mock_availability import hours_layout
from bot.ui.mock_round_words import bye_words, notice_text
from bot.ui.mocks import pool_layout
from bot.ui.nudge_messages import OPEN_CALL, call

GREEN, GREY = discord.ButtonStyle.success, discord.ButtonStyle.secondary

LABELS = {
    # limit: 80
    "join": (N_("Join"), GREEN),
    # limit: 80
    "when": (N_("When I can"), discord.ButtonStyle.primary),
    # limit: 80
    "skip": (N_("Skip this one"), GREY),
    # limit: 80
    "mine": (N_("My interviews"), GREY),
}
OFFERED = {
    RoundNotice.OPEN: ("join", "when", "skip"),
    RoundNotice.REMIND: ("when", "skip"),
    RoundNotice.PAIRED: ("mine", "join"),
    RoundNotice.CANCELLED: ("mine",),
}


class RoundButton(
    Shared[ui.Button[Any]],
    template=(
        r"n:(?P<delivery>[0-9]{1,18}):s:round:(?P<guild>[0-9]{1,19}):(?P<round>[0-9]{1,18}):"
        rf"(?P<verb>{'|'.join(LABELS)})"
    ),
):
    """Shows whoever presses it their own panel. Its custom_id begins with the delivery's marker."""

    def __init__(self, marker: str, guild_id: int, round_id: int, verb: str) -> None:
        label, style = LABELS[verb]
        identity = f"{marker}s:round:{guild_id}:{round_id}:{verb}"
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id)
        self.round_id = round_id
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "RoundButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), int(match["round"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Join, leave this round out, or only look; what follows is between the two of them."""
        whose = self.guild_id, interaction.user.id
        if self.verb == "when":
            view = hours_layout(await services.mock_availability.show(*whose))
        elif self.verb == "join":
            view = pool_layout(await services.mock_pool.join(*whose))
        elif self.verb == "skip":
            if not (await services.mock_rounds.find(self.guild_id, self.round_id)).upcoming:
                raise RoundOver
            view = pool_layout(await services.mock_pool.skip(*whose, on=True))
        else:
            view = pool_layout(await services.mock_pool.show(*whose))
        await show_privately(interaction, view)


class ByeButton(
    Owned[ui.Button[Any]],
    template=r"n:(?P<delivery>[0-9]{1,18}):bye:(?P<guild>[0-9]{1,19}):(?P<user>[0-9]{1,19})",
):
    """Opens a member's panel from a message of their own. Its custom_id begins with the delivery's marker."""

    def __init__(self, marker: str, guild_id: int, user_id: int, label: str | None = None) -> None:
        identity = f"{marker}bye:{guild_id}:{user_id}"
        # limit: 80
        shown = _("My interviews") if label is None else label
        super().__init__(ui.Button(label=shown, style=GREY, custom_id=identity), guild_id, user_id)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "ByeButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), int(match["user"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """In a direct message in its place; in a channel to its member alone."""
        shown = await services.mock_pool.show(self.guild_id, self.user_id)
        await show_privately(interaction, pool_layout(shown))


def round_message(brief: RoundBrief) -> Message:
    """A post to the group, or a word to one member: in a channel only a call that could be about anything."""
    if brief.to is not None:
        return _to_member(brief, brief.to)
    buttons = (
        RoundButton(brief.marker, brief.guild_id, brief.round.id, verb) for verb in OFFERED[brief.notice]
    )
    return Message(layout(ui.TextDisplay(notice_text(brief)), row(*buttons)))


def _to_member(brief: RoundBrief, user_id: int) -> Message:
    if brief.in_channel:
        opener = ByeButton(brief.marker, brief.guild_id, user_id, _(OPEN_CALL))
        return Message(layout(ui.TextDisplay(call(user_id, brief.fallback, brief.late_by)), row(opener)))
    opener = ByeButton(brief.marker, brief.guild_id, user_id)
    return Message(layout(ui.TextDisplay(bye_words(brief)), row(opener)))
