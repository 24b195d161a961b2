"""The card of an interview: one layout for every state, redrawn in its place by every press."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from typing import Any

import discord
from discord import ui

from bot.domain.mock_sessions import Session, SessionState
from bot.domain.mock_times import offered
from bot.services.registry import Services
from bot.ui.base import for_everybody, layout, row
from bot.ui.language import _
from bot.ui.mock_calendar import calendar_file, has_calendar
from bot.ui.mock_card_words import card_colour, card_text
from bot.ui.mock_now import rescue_rows
from bot.ui.mock_parts import OfSession, session_custom_id, session_template
from bot.ui.mock_times import AskButton, ProposeButton
from bot.ui.mock_words import day_and_times, zones_of
from bot.ui.text import clip


def card_layout(session: Session, now: datetime, *, note: str = "") -> ui.LayoutView:
    """The whole card; `note` tells what has just happened."""
    return layout(*card_items(session, now, note=note))


def card_items(
    session: Session, now: datetime, *, note: str = "", whole: bool = True, with_file: bool = False
) -> list[ui.Item[Any]]:
    """The card as parts of a message that may hold more.

    Not `whole` where the thread tells how it ended; `with_file` where the calendar file is there already.
    """
    from bot.ui.mock_interviews import interview_rows  # its buttons redraw the card

    box: ui.Container[Any] = ui.Container(accent_colour=card_colour(session.state))
    for text in filter(None, (note, card_text(session, now, whole=whole))):
        box.add_item(ui.TextDisplay(text))
    return [
        box,
        *_own_rows(session, now, with_file=with_file),
        *interview_rows(session, now),
        *rescue_rows(session, now),
    ]


async def redraw(
    interaction: discord.Interaction[Any], services: Services, session: Session, note: str = ""
) -> None:
    """After a press: the card in its place, in the thread or in a private answer."""
    in_thread = interaction.channel_id == session.thread_id
    with _for_its_readers(interaction):
        parts = card_items(session, services.clock.now(), note=note, whole=not in_thread)
        if (marker := _marker_in(interaction.message)) is not None:
            parts.append(row(SeenButton(marker, session.guild_id, session.id)))
    view = layout(*parts)
    await interaction.response.edit_message(view=view)


class SlotButton(OfSession[ui.Button[Any]], template=session_template("slot", "(?P<at>[0-9]{1,11})")):
    """Says yes to one start."""

    def __init__(
        self, guild_id: int, session_id: int, at: datetime, label: str = "", *, chosen: bool = False
    ) -> None:
        identity = session_custom_id("slot", guild_id, session_id, int(at.timestamp()))
        style = discord.ButtonStyle.primary if chosen else discord.ButtonStyle.secondary
        # limit: 76
        shown = clip(label, 76) or _("This time")
        text = f"✓ {shown}" if chosen else shown
        super().__init__(ui.Button(label=text, style=style, custom_id=identity), guild_id, session_id)
        self.at = at

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SlotButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["session"]), datetime.fromtimestamp(int(match["at"]), UTC))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Redraw with the tick."""
        session = await services.mock_sessions.agree(*self.which(interaction), self.at)
        await redraw(interaction, services, session)


class SlotSelect(OfSession[ui.Select[Any]], template=session_template("slots")):
    """Says yes to one of the further common starts."""

    def __init__(self, guild_id: int, session_id: int, options: Sequence[discord.SelectOption] = ()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=session_custom_id("slots", guild_id, session_id),
            placeholder=_("More times…"),
            options=list(options),
        )
        super().__init__(select, guild_id, session_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Redraw with the tick."""
        at = datetime.fromtimestamp(int(self.item.values[0]), UTC)
        session = await services.mock_sessions.agree(*self.which(interaction), at)
        await redraw(interaction, services, session)


class FileButton(OfSession[ui.Button[Any]], template=session_template("file")):
    """Gives the calendar file to whoever presses."""

    def __init__(self, guild_id: int, session_id: int) -> None:
        identity = session_custom_id("file", guild_id, session_id)
        super().__init__(ui.Button(label=_("Calendar file"), custom_id=identity), guild_id, session_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """To the presser alone."""
        session = await services.mock_sessions.find(*self.which(interaction))
        await give_file(interaction, session, services.clock.now())


class SeenButton(
    OfSession[ui.Button[Any]],
    template=r"n:(?P<delivery>[0-9]{1,18}):mock:(?P<guild>[0-9]{1,19}):(?P<session>[0-9]{1,19})",
):
    """Shows how the interview stands. Its custom_id begins with the delivery's marker."""

    def __init__(self, marker: str, guild_id: int, session_id: int, label: str | None = None) -> None:
        identity = f"{marker}mock:{guild_id}:{session_id}"
        # limit: 80
        shown = _("How it stands") if label is None else label
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, session_id)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SeenButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), int(match["session"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """In a direct message in its place; else to the presser alone."""
        session = await services.mock_sessions.find(*self.which(interaction))
        if interaction.guild_id is None:
            await redraw(interaction, services, session)
            return
        view = card_layout(session, services.clock.now())
        await interaction.response.send_message(view=view, ephemeral=True)


async def give_file(interaction: discord.Interaction[Any], session: Session, now: datetime) -> None:
    """The calendar file in private, or that there is nothing for a calendar yet."""
    if not has_calendar(session):
        await interaction.response.send_message(
            _(
                "No time is agreed, so there is nothing for a calendar yet. `/mock interview` shows the "
                "times."
            ),
            ephemeral=True,
        )
        return
    await interaction.response.send_message(file=calendar_file(session, now), ephemeral=True)


def _own_rows(session: Session, now: datetime, *, with_file: bool) -> list[ui.ActionRow[Any]]:
    if session.state is SessionState.FINDING:
        return _finding_rows(session, now)
    if session.state is SessionState.AGREED:
        which = session.guild_id, session.id
        asks = [AskButton(*which, verb) for verb in ("move", "cancel")]
        return [row(*asks)] if with_file else [row(*asks, FileButton(*which))]
    return []


def _finding_rows(session: Session, now: datetime) -> list[ui.ActionRow[Any]]:
    which, zones = (session.guild_id, session.id), zones_of(session)
    first, more = offered(session, now)
    voted = {seat.vote for seat in session.present}
    slots = [SlotButton(*which, at, day_and_times(at, zones), chosen=at in voted) for at in first]
    rows = [row(*slots)] if slots else []
    if more:
        options = [_option(at, day_and_times(at, zones)) for at in more]
        rows.append(row(SlotSelect(*which, options)))
    return [*rows, row(ProposeButton(*which), AskButton(*which, "decline"))]


def _option(at: datetime, label: str) -> discord.SelectOption:
    return discord.SelectOption(label=clip(label, 100), value=str(int(at.timestamp())))


def _for_its_readers(interaction: discord.Interaction[Any]) -> AbstractContextManager[None]:
    """The language of the message that is redrawn: in a channel, of all who read there."""
    message = interaction.message
    alone = message is None or message.flags.ephemeral or interaction.guild_id is None
    return nullcontext() if alone else for_everybody(interaction)


def _marker_in(message: discord.Message | None) -> str | None:
    """The marker of the delivery that this message came from: it must stay findable."""
    for component in message.components if message else ():
        for part in getattr(component, "children", ()):
            found = re.match(r"n:[0-9]{1,18}:", getattr(part, "custom_id", None) or "")
            if found:
                return found[0]
    return None
