"""Messages between two members, as they leave."""

import re
from typing import Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.buddies import BuddyBrief, News
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, layout, row, show_privately
from bot.ui.buddies import ANSWERS, AnswerButton, buddy_layout
from bot.ui.buddy_words import quoted
from bot.ui.language import _
from bot.ui.message import Message
from bot.ui.nudge_messages import OPEN_CALL, call
from bot.ui.refresh import RefreshButton


class BuddyOpenButton(
    Owned[ui.Button[Any]],
    template=r"n:(?P<delivery>[0-9]{1,18}):buddy:(?P<guild>[0-9]{1,19}):(?P<user>[0-9]{1,19})",
):
    """Opens the panel from a message. Its custom_id begins with the delivery's marker (see `BuddyBrief`)."""

    def __init__(self, marker: str, guild_id: int, user_id: int, label: str = "") -> None:
        identity = f"{marker}buddy:{guild_id}:{user_id}"
        # limit: 80
        shown = label or _("My buddy")
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "BuddyOpenButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), int(match["user"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """In a direct message in its place; in a channel to its member alone."""
        whose = self.guild_id, self.user_id
        view = buddy_layout(*whose, await services.buddies.show(*whose))
        await show_privately(interaction, view)


def buddy_message(brief: BuddyBrief) -> Message:
    """A message between buddies as it goes out: all of it in private, in a channel only a call that could be
    about anything."""
    whose = brief.guild_id, brief.user_id
    if brief.in_channel:
        opener = BuddyOpenButton(brief.marker, *whose, _(OPEN_CALL))
        return Message(layout(ui.TextDisplay(call(brief.user_id, brief.fallback)), row(opener)))
    parts: list[ui.Item[Any]] = []
    if brief.news is News.ASK and brief.sender_id is not None:
        parts += [AnswerButton(*whose, verb, brief.sender_id) for verb in ANSWERS]
    parts.append(BuddyOpenButton(brief.marker, *whose))
    if brief.news is News.WORDS:
        # limit: 80
        parts.append(RefreshButton(*whose, _("Today")))
    return Message(layout(ui.TextDisplay(_said(brief)), row(*parts)))


def _said(brief: BuddyBrief) -> str:
    who = f"<@{brief.sender_id}>"
    match brief.news:
        case News.ASK:
            asks = _(
                "{member} asks whether you want to be buddies: each sees whether the other has checked in, "
                "and may nudge them once a day.",
                member=who,
            )
            asked = _("Asked {when}, open for a week.", when=format_dt(brief.at, "R"))
            yes = _("A yes shares whether you checked in, no more; you can change that. A no is silent.")
            return f"{theme.BUDDY} {asks}\n-# {asked} {yes}"
        case News.YES:
            return f"{theme.BUDDY} " + _("{member} said yes: you are buddies now.", member=who)
        case News.WORDS:
            return f"{theme.WORDS} {who}: {quoted(brief.text)}\n-# {format_dt(brief.at, 'R')}"
        case News.LEFT:
            return f"{theme.BUDDY} " + _(
                "Your buddy has left Cohort here. `/buddy ask` finds you another one."
            )
