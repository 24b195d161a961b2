"""Proposing a time, moving an agreed one, and giving an interview up."""

import re
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.domain.mock_rules import check_finding, check_give_up, check_move
from bot.domain.mock_sessions import Session, SessionState
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, layout, row, show_privately
from bot.ui.language import N_, _
from bot.ui.mock_parts import OfSession, session_custom_id, session_template
from bot.ui.mock_words import when_text, zones_of

# limit: 80
VERBS = {"move": N_("Another time…"), "cancel": N_("Cancel…"), "decline": N_("I cannot make it…")}
"""What asks before it does anything."""

# limit: 80
SURE = {"move": N_("Look for another time"), "decline": N_("Decline it")}

MAX_TYPED = 60
MAX_REASON = 200

# limit: 100
TIME_HINT = N_("On your clock, e.g. Thu 19:30, tomorrow 7pm, 12 Jan 18:00")


class ProposeButton(OfSession[ui.Button[Any]], template=session_template("propose")):
    """Asks for another time."""

    def __init__(self, guild_id: int, session_id: int) -> None:
        identity = session_custom_id("propose", guild_id, session_id)
        button: ui.Button[Any] = ui.Button(label=_("Propose another time…"), custom_id=identity)
        super().__init__(button, guild_id, session_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Only whoever has a seat gets the form."""
        check_finding(await services.mock_sessions.find(*self.which(interaction)))
        await interaction.response.send_modal(ProposeForm(self.guild_id, self.session_id))


class ProposeForm(Form):
    """When it would suit, as typed."""

    def __init__(self, guild_id: int, session_id: int) -> None:
        super().__init__(title=_("Propose a time"))
        self.guild_id = guild_id
        self.session_id = session_id
        self.typed: ui.TextInput[Any] = ui.TextInput(
            placeholder="Thu 19:30", min_length=1, max_length=MAX_TYPED
        )
        self.add_item(ui.Label(text=_("When?"), description=_(TIME_HINT), component=self.typed))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Redraw with the new time."""
        which = self.guild_id, interaction.user.id, self.session_id
        await _redraw(interaction, services, await services.mock_sessions.propose(*which, self.typed.value))


class CancelForm(Form):
    """The question before cancelling, with room for a reason."""

    def __init__(self, guild_id: int, session_id: int) -> None:
        super().__init__(title=_("Cancel this interview?"))
        self.guild_id = guild_id
        self.session_id = session_id
        self.words: ui.TextInput[Any] = ui.TextInput(required=False, max_length=MAX_REASON)
        # limit: 100
        hint = _("If you like; the others read it. “Another time…” moves the interview instead.")
        self.add_item(ui.Label(text=_("Why?"), description=hint, component=self.words))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Redraw as cancelled."""
        which = self.guild_id, interaction.user.id, self.session_id
        await _redraw(interaction, services, await services.mock_sessions.withdraw(*which, self.words.value))


class AskButton(OfSession[ui.Button[Any]], template=session_template("ask", "(?P<verb>move|cancel|decline)")):
    """Asks in private whether it is meant."""

    def __init__(self, guild_id: int, session_id: int, verb: str) -> None:
        identity = session_custom_id("ask", guild_id, session_id, verb)
        super().__init__(ui.Button(label=_(VERBS[verb]), custom_id=identity), guild_id, session_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "AskButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["session"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """The question; cancelling asks with a form."""
        session = await services.mock_sessions.find(*self.which(interaction))
        check_question(session, interaction.user.id, self.verb, services.clock.now())
        if self.verb == "cancel":
            await interaction.response.send_modal(CancelForm(self.guild_id, self.session_id))
        else:
            await show_privately(interaction, question_layout(session, self.verb))


class SureButton(OfSession[ui.Button[Any]], template=session_template("sure", "(?P<verb>move|decline)")):
    """Does it, after the question."""

    def __init__(self, guild_id: int, session_id: int, verb: str) -> None:
        identity = session_custom_id("sure", guild_id, session_id, verb)
        button: ui.Button[Any] = ui.Button(
            label=_(SURE[verb]), style=discord.ButtonStyle.danger, custom_id=identity
        )
        super().__init__(button, guild_id, session_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SureButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["session"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show what came of it."""
        sessions, which = services.mock_sessions, self.which(interaction)
        changed = await (sessions.reschedule(*which) if self.verb == "move" else sessions.withdraw(*which))
        await _redraw(interaction, services, changed)


class BackButton(OfSession[ui.Button[Any]], template=session_template("back")):
    """Leaves everything as it is."""

    def __init__(self, guild_id: int, session_id: int) -> None:
        identity = session_custom_id("back", guild_id, session_id)
        button: ui.Button[Any] = ui.Button(label=_("Leave it as it is"), custom_id=identity)
        super().__init__(button, guild_id, session_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """The card again."""
        await _redraw(interaction, services, await services.mock_sessions.find(*self.which(interaction)))


def check_question(session: Session, user_id: int, verb: str, now: datetime) -> None:
    """Nobody is asked if they mean what cannot be done. Raises as `check_move` or `check_give_up` does."""
    (check_move if verb == "move" else check_give_up)(session, user_id, now)


def question_layout(session: Session, verb: str) -> ui.LayoutView:
    """The question before something that others notice."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_question(session, verb)))
    which = session.guild_id, session.id
    sure = AskButton(*which, "cancel") if verb == "cancel" else SureButton(*which, verb)
    return layout(box, row(sure, BackButton(*which)))


def _question(session: Session, verb: str) -> str:
    when = when_text(session.starts_at, zones_of(session)) if session.starts_at else ""
    if verb == "move":
        head = _("Another time?")
        text = _(
            "{time} is given up, and you all choose again. Nobody asks why. Each of you can do this twice.",
            time=when,
        )
    elif session.state is SessionState.AGREED:
        head = _("Cancel this interview?")
        text = _("{time} is off, and the others are told.", time=when)
    else:
        head = _("You cannot make it?")
        text = _(
            "If only the times do not fit, “Propose another time…” asks the others. Declining ends this "
            "interview, kindly and without a reason."
        )
    return f"### {head}\n{text}"


async def _redraw(interaction: discord.Interaction[Any], services: Services, session: Session) -> None:
    from bot.ui.mock_cards import redraw  # the card holds these buttons

    await redraw(interaction, services, session)
