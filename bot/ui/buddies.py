"""Buddies: the panel, requests and their answers, and words for one another."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import discord
from discord import app_commands, ui

from bot.domain.buddies import MAX_WORDS, PRAISE, BuddyShown, Share
from bot.domain.buddy_errors import NotABot
from bot.domain.buddy_ties import TieState
from bot.domain.errors import NoLongerAvailable
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import MAX_ID, NEVER, Form, Owned, custom_id, layout, notice, row, show, template
from bot.ui.buddy_words import (
    I_SHARE,
    READY,
    asked_text,
    blocked_text,
    ended_text,
    meant,
    nudged_text,
    own_request_text,
    partner_text,
    request_text,
)
from bot.ui.language import N_, _
from bot.ui.text import clip

UNKNOWN_MEMBER, UNKNOWN_USER = 10007, 10013

SHOWN_REQUESTS = 5

LABELS = {
    # limit: 80
    "open": (N_("Buddy…"), discord.ButtonStyle.secondary),
    # limit: 80
    "show": (N_("Back"), discord.ButtonStyle.secondary),
    # limit: 80
    "nudge": (N_("Nudge…"), discord.ButtonStyle.primary),
    "praise": (PRAISE, discord.ButtonStyle.success),
}
PARTINGS = {
    # limit: 80
    "part": (N_("End…"), discord.ButtonStyle.secondary),
    # limit: 80
    "end": (N_("End it"), discord.ButtonStyle.danger),
    # limit: 80
    "undo": (N_("Take back"), discord.ButtonStyle.secondary),
}
ANSWERS = {
    # limit: 80
    "accept": (N_("Accept"), discord.ButtonStyle.success),
    # limit: 80
    "decline": (N_("Decline"), discord.ButtonStyle.secondary),
    # limit: 80
    "block": (N_("Decline and block"), discord.ButtonStyle.danger),
}


class BuddyButton(Owned[ui.Button[Any]], template=template("buddy", r"(?P<verb>open|show|nudge|praise)")):
    """Opens the panel, asks for words, or congratulates."""

    def __init__(self, guild_id: int, user_id: int, verb: str) -> None:
        label, style = LABELS[verb]
        identity = custom_id("buddy", guild_id, user_id, verb)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "BuddyButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do what the verb says."""
        whose = self.guild_id, self.user_id
        match self.verb:
            case "open":
                await interaction.response.defer(ephemeral=True, thinking=True)
                view = buddy_layout(*whose, await shown_now(interaction, services, *whose))
                await interaction.edit_original_response(view=view)
            case "nudge":
                await interaction.response.send_modal(WordsForm(*whose))
            case "praise":
                await notice(interaction, nudged_text(await services.buddies.nudge(*whose, PRAISE)))
            case _:
                await show(interaction, buddy_layout(*whose, await services.buddies.show(*whose)))


class AboutButton(Owned[ui.Button[Any]], template=NEVER):
    """A button of one verb that means one other person, and never another one."""

    family: ClassVar[str]
    """Begins the custom_id."""
    verbs: ClassVar[Mapping[str, tuple[str, discord.ButtonStyle]]]

    def __init__(self, guild_id: int, user_id: int, verb: str, other_id: int) -> None:
        label, style = self.verbs[verb]
        identity = custom_id(self.family, guild_id, user_id, verb, other_id)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb
        self.other_id = other_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> Self:
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"], int(match["other"]))


class PartButton(AboutButton, template=template("part", r"(?P<verb>part|end|undo):(?P<other>[0-9]{1,19})")):
    """Asks whether to end, ends, or takes a request back: always only what it was drawn for."""

    family = "part"
    verbs = PARTINGS

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask, or do."""
        whose = self.guild_id, self.user_id
        if self.verb == "part":
            await show(interaction, parting_layout(*whose, self.other_id))
            return
        state = TieState.ACTIVE if self.verb == "end" else TieState.ASKED
        shown = await services.buddies.end(*whose, (state, self.other_id))
        await show(interaction, buddy_layout(*whose, shown, ended_text(state, self.other_id)))


class AnswerButton(
    AboutButton, template=template("answer", r"(?P<verb>accept|decline|block):(?P<other>[0-9]{1,19})")
):
    """Answers the request of one person."""

    family = "answer"
    verbs = ANSWERS

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Answer, and show what is so now."""
        if self.other_id > MAX_ID:
            raise NoLongerAvailable
        whose = self.guild_id, self.user_id
        match self.verb:
            case "accept":
                shown = await services.buddies.accept(*whose, self.other_id)
            case "decline":
                shown = await services.buddies.decline(*whose, self.other_id)
            case _:
                await services.blocks.block(*whose, self.other_id)
                shown = await services.buddies.show(*whose)
        await show(interaction, buddy_layout(*whose, shown))


class ShareSelect(Owned[ui.Select[Any]], template=template("share", r"(?P<other>[0-9]{1,19})")):
    """Chooses what one buddy sees; with another one it would mean something else."""

    def __init__(self, guild_id: int, user_id: int, other_id: int, chosen: Share | None = None) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("share", guild_id, user_id, other_id),
            placeholder=_("What I share…"),
            options=[
                discord.SelectOption(label=_(words), value=share.value, default=share is chosen)
                for share, words in I_SHARE.items()
            ],
        )
        super().__init__(select, guild_id, user_id)
        self.other_id = other_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "ShareSelect":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), int(match["other"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep the choice and redraw the panel."""
        whose = self.guild_id, self.user_id
        chosen = self.item.values[0]
        if chosen not in set(Share):
            raise NoLongerAvailable
        shown = await services.buddies.share(*whose, Share(chosen), self.other_id)
        await show(interaction, buddy_layout(*whose, shown))


class WordsForm(Form):
    """Asks what to say: words of one's own, or some that are ready."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        super().__init__(title=_("Nudge your buddy"))
        self._whose = (guild_id, user_id)
        self.ready: ui.Select[Any] = ui.Select(
            custom_id="ready",
            options=[
                discord.SelectOption(label=_(text), value=str(index), default=index == 0)
                for index, text in enumerate(READY)
            ],
        )
        self.own: ui.TextInput[Any] = ui.TextInput(custom_id="own", max_length=MAX_WORDS, required=False)
        self.add_item(ui.Label(text=_("Ready words"), component=self.ready))
        self.add_item(ui.Label(text=_("Or your own"), description=_("They go first"), component=self.own))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Leave them, and say how they arrive."""
        chosen = self.ready.values[0] if self.ready.values else "0"
        words = meant(self.own.value) or READY[int(chosen) % len(READY)]
        await notice(interaction, nudged_text(await services.buddies.nudge(*self._whose, words)))


async def ask(
    interaction: discord.Interaction[Any],
    services: Services,
    guild_id: int,
    other: discord.User | discord.Member,
    share: Share,
) -> None:
    """Ask somebody, and say how it reaches them."""
    if other.bot:
        raise NotABot
    asked = await services.buddies.ask(guild_id, interaction.user.id, other.id, share)
    await notice(interaction, asked_text(asked))


async def end(services: Services, guild_id: int, user_id: int, *, confirm: bool) -> ui.LayoutView:
    """What answers `/buddy end`: the question, unless it is confirmed; a request is taken back at once."""
    whose = guild_id, user_id
    shown = await services.buddies.show(*whose)
    if shown.partner is not None and not confirm:
        return parting_layout(*whose, shown.partner.user_id)
    tie = _tie(shown)
    ended = await services.buddies.end(*whose, tie)
    return buddy_layout(*whose, ended, ended_text(*tie) if tie else "")


def _tie(shown: BuddyShown) -> tuple[TieState, int] | None:
    """What there is to end."""
    if shown.partner is not None:
        return TieState.ACTIVE, shown.partner.user_id
    return (TieState.ASKED, shown.asked.user_id) if shown.asked else None


async def suggest_words(interaction: discord.Interaction[Any], text: str) -> list[app_commands.Choice[str]]:  # noqa: ARG001 - discord.py fixes the signature
    """What was typed so far, then the ready words; whoever gets those reads them in their own language."""
    typed = [clip(text, 100)] if text.strip() else []
    known = [app_commands.Choice(name=_(words), value=words) for words in READY]
    return [*(app_commands.Choice(name=words, value=words) for words in typed), *known]


async def shown_now(
    interaction: discord.Interaction[Any], services: Services, guild_id: int, user_id: int
) -> BuddyShown:
    """The panel, after looking whether the buddy is still in the server: nobody tells the bot who leaves."""
    shown = await services.buddies.show(guild_id, user_id)
    guild = interaction.client.get_guild(guild_id)
    if shown.partner is None or guild is None or not await _has_left(guild, shown.partner.user_id):
        return shown
    await services.buddies.gone(guild_id, shown.partner.user_id)
    return await services.buddies.show(guild_id, user_id)


async def _has_left(guild: discord.Guild, user_id: int) -> bool:
    try:
        await guild.fetch_member(user_id)
    except discord.HTTPException as error:
        return error.code in (UNKNOWN_MEMBER, UNKNOWN_USER)
    return False


def buddy_layout(guild_id: int, user_id: int, shown: BuddyShown, note: str = "") -> ui.LayoutView:
    """The buddy, requests both ways, and whom the member has blocked; `note` tells what has just happened."""
    whose = guild_id, user_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    if note:
        box.add_item(ui.TextDisplay(note))
    box.add_item(ui.TextDisplay(partner_text(shown.partner)))
    if shown.partner is not None:
        box.add_item(row(ShareSelect(*whose, shown.partner.user_id, shown.partner.mine)))
        verb = "praise" if shown.partner.day and shown.partner.day.checked_in else "nudge"
        nudge = [] if shown.partner.nudged else [BuddyButton(*whose, verb)]
        box.add_item(row(*nudge, PartButton(*whose, "part", shown.partner.user_id)))
    for asked in shown.waiting[:SHOWN_REQUESTS]:
        box.add_item(ui.TextDisplay(request_text(asked)))
        box.add_item(row(*(AnswerButton(*whose, verb, asked.user_id) for verb in ANSWERS)))
    if shown.asked is not None:
        box.add_item(ui.TextDisplay(own_request_text(shown.asked)))
        box.add_item(row(PartButton(*whose, "undo", shown.asked.user_id)))
    if shown.blocked or shown.blocked_left:
        box.add_item(ui.TextDisplay(blocked_text(shown)))
    return layout(box)


def parting_layout(guild_id: int, user_id: int, other_id: int) -> ui.LayoutView:
    """The question before ending."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    question = _("End it with {member}?", member=f"<@{other_id}>")
    after = _("You no longer see each other's days. No message is sent; nobody has to explain.")
    box.add_item(ui.TextDisplay(f"### {question}\n{after}"))
    whose = guild_id, user_id
    return layout(box, row(PartButton(*whose, "end", other_id), BuddyButton(*whose, "show")))
