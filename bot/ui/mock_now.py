"""A partner at once: looking, waiting, stopping, and the line that tells the group of it."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_now import DEFAULT_WAIT, NowCall, NowShown, Wait, offers_rescue
from bot.domain.mock_sessions import Session
from bot.domain.questions import QuestionKind
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, Shared, custom_id, layout, row, show, show_privately, template
from bot.ui.inputs import here
from bot.ui.language import N_, _, ngettext
from bot.ui.message import Message
from bot.ui.mock_parts import OfSession, session_custom_id, session_template
from bot.ui.mock_pool_words import kinds_text
from bot.ui.mock_words import kind_name, which_text
from bot.ui.question_words import KINDS
from bot.ui.text import human_join, late_lines

if TYPE_CHECKING:
    from datetime import datetime

GREEN, GREY = discord.ButtonStyle.success, discord.ButtonStyle.secondary
# limit: 80
A_PARTNER = N_("A partner now")
LONE = N_("Whoever was looking has found somebody meanwhile, or it does not fit. You can stop waiting below.")
# limit: 80
LABELS = {"look": (A_PARTNER, GREEN), "stop": (N_("Stop waiting"), GREY)}


class NowButton(Owned[ui.Button[Any]], template=template("mocknow", rf"(?P<verb>{'|'.join(LABELS)})")):
    """Looks for a partner, or waits no longer."""

    def __init__(self, guild_id: int, user_id: int, verb: str) -> None:
        label, style = LABELS[verb]
        identity = custom_id("mocknow", guild_id, user_id, verb)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "NowButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show what came of it."""
        whose = self.guild_id, self.user_id
        now = services.mock_now
        shown = await (now.stop(*whose) if self.verb == "stop" else now.look(*whose))
        await show(interaction, now_layout(shown, services.clock.now()))


class RescueButton(OfSession[ui.Button[Any]], template=session_template("rescue")):
    """Looks for another partner than the one who was not there."""

    def __init__(self, guild_id: int, session_id: int) -> None:
        identity = session_custom_id("rescue", guild_id, session_id)
        # limit: 80
        label = _("Look for another partner")
        button: ui.Button[Any] = ui.Button(label=label, style=GREEN, custom_id=identity)
        super().__init__(button, guild_id, session_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """To the presser alone: the others see this message too."""
        shown = await services.mock_now.rescue(*self.which(interaction))
        await show_privately(interaction, now_layout(shown, services.clock.now()))


class CallButton(Shared[ui.Button[Any]], template=r"n:(?P<delivery>[0-9]{1,18}):now:(?P<guild>[0-9]{1,19})"):
    """Joins whoever waits; the presser looks for a partner for themselves."""

    def __init__(self, marker: str, guild_id: int) -> None:
        identity = f"{marker}now:{guild_id}"
        super().__init__(ui.Button(label=_("I have time now"), style=GREEN, custom_id=identity), guild_id)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "CallButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """To the presser alone."""
        shown = await services.mock_now.look(*here(interaction))
        note = _(LONE) if shown.session is None and not shown.met else ""
        await show_privately(interaction, now_layout(shown, services.clock.now(), note=note))


async def look_now(
    interaction: discord.Interaction[Any],
    services: Services,
    kinds: frozenset[QuestionKind] | None,
    minutes: int,
    *,
    stop: bool,
) -> None:
    """`/mock now`."""
    whose, now = here(interaction), services.mock_now
    shown = await (now.stop(*whose) if stop else now.look(*whose, kinds, minutes))
    await show(interaction, now_layout(shown, services.clock.now()))


def rescue_rows(session: Session, now: "datetime") -> list[ui.ActionRow[Any]]:
    """The way to another partner, below the card of an interview that was lost."""
    return [row(RescueButton(session.guild_id, session.id))] if offers_rescue(session, now) else []


def now_layout(shown: NowShown, now: "datetime", *, note: str = "") -> ui.LayoutView:
    """The interview that came of it, or until when the member waits; `note` stands above that."""
    from bot.ui.mock_cards import card_layout  # its buttons lead back here

    if shown.session is not None:
        return card_layout(shown.session, now, note=_found_text(shown.session))
    verb = "stop" if shown.wait else "look"
    head = f"## {theme.MOCK} {_(A_PARTNER)}"
    text = ui.TextDisplay("\n".join(filter(None, [head, note, _wait_text(shown)])))
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT if shown.wait else theme.PAUSED)
    box.add_item(text)
    return layout(box, row(NowButton(shown.guild_id, shown.user_id, verb)))


def call_message(brief: NowCall) -> Message:
    """The line for the group: nobody is named, nobody is called."""
    text = _(
        "Somebody is looking for a partner for a mock interview now ({kinds}), and waits until {time} or "
        "until somebody comes. Do you have time?",
        kinds=_wished(brief),
        time=format_dt(brief.until, "t"),
    )
    words = ui.TextDisplay("\n".join([f"{theme.MOCK} {text}", *late_lines(brief.late_by)]))
    return Message(layout(words, row(CallButton(brief.marker, brief.guild_id))))


def rescue_message(brief: SessionBrief) -> Message:
    """To whoever was left alone."""
    from bot.ui.mock_cards import SeenButton  # the card leads back here

    session = brief.session
    text = ngettext(
        "Your mock interview about {kind} does not take place, and that was not up to you. Would you still "
        "like to practise? Press below, and I look for another partner: you go before others who wait, for "
        "{count} minute. Until you press, nobody is looked for.",
        "Your mock interview about {kind} does not take place, and that was not up to you. Would you still "
        "like to practise? Press below, and I look for another partner: you go before others who wait, for "
        "{count} minutes. Until you press, nobody is looked for.",
        DEFAULT_WAIT,
        kind=kind_name(session),
    )
    which_one = [f"**{which_text(session, brief.to)}**"] if brief.to is not None else []
    words = ui.TextDisplay("\n".join([*which_one, f"{theme.BUDDY} {text}", *late_lines(brief.late_by)]))
    which = session.guild_id, session.id
    return Message(layout(words, row(RescueButton(*which), SeenButton(brief.marker, *which))))


def _wished(brief: NowCall) -> str:
    """`coding or ML theory`."""
    return human_join([_(name) for kind, name in KINDS.items() if kind in brief.kinds], "or") or _("any kind")


def _found_text(session: Session) -> str:
    where = (
        _("You meet in {channel}.", channel=f"<#{session.thread_id}>")
        if session.thread_id
        else _("Your thread opens in a moment.")
    )
    return f"{theme.PARTY} {_('There is somebody for you.')} {where}"


def _wait_text(shown: NowShown) -> str:
    if shown.wait is None:
        return _("You are not waiting for a partner. Start again whenever you have an hour.")
    words = [_waits_text(shown.wait, met=shown.met)]
    if shown.wait.rescues:
        words.append(_("You go before others, because your partner could not come."))
    then = _(
        "As soon as somebody comes I open a thread for the two of you and call you there. If nobody does, it "
        "ends by itself."
    )
    return f"{' '.join(words)}\n{then}"


def _waits_text(wait: Wait, *, met: bool) -> str:
    kinds, time, when = kinds_text(wait.kinds), format_dt(wait.until, "t"), format_dt(wait.until, "R")
    if met:
        return _(
            "The only one who waits is somebody you have just met, or are to meet; I bring the same two "
            "together at once only a day after that, so you wait until {time} ({when}), to practise {kinds}.",
            time=time,
            when=when,
            kinds=kinds,
        )
    return _(
        "Nobody who fits is waiting at this moment, so you wait until {time} ({when}), to practise {kinds}.",
        time=time,
        when=when,
        kinds=kinds,
    )
