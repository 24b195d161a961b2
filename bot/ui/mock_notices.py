"""What people are told about their interview by messages of the bot's own accord."""

from collections.abc import Callable, Mapping
from typing import Any

from discord import ui
from discord.utils import format_dt

from bot.domain.mock_notices import SessionBrief, asked
from bot.domain.mock_sessions import EndedWhy, SessionNotice
from bot.ui import theme
from bot.ui.base import layout, row
from bot.ui.message import Message
from bot.ui.mock_calendar import calendar_file, file_name, has_calendar
from bot.ui.mock_cards import SeenButton, card_items
from bot.ui.mock_interview_notices import INTERVIEW_NOTICES
from bot.ui.mock_interviews import interview_rows
from bot.ui.mock_now import rescue_message
from bot.ui.mock_words import NEXT, ended_text, kind_name, people_text, roles_text, when_text, zones_of
from bot.ui.nudge_messages import OPEN_CALL, call
from bot.ui.text import late_lines

NO_EVENT = "no_event"
"""The remark that the server's calendar could not be written to."""

Render = Callable[[SessionBrief], Message]


def mock_message(brief: SessionBrief) -> Message:
    """The message as it goes out; in a channel for all only a call that could be about anything."""
    if brief.in_channel and brief.to is not None:
        opener = _opener(brief, OPEN_CALL)
        return Message(layout(ui.TextDisplay(call(brief.to, brief.fallback, brief.late_by)), row(opener)))
    return RENDER[brief.notice](brief)


def said(brief: SessionBrief, text: str, *items: ui.Item[Any]) -> Message:
    """A few words to those it is for, who are called by name in their thread, and a way to the card."""
    words = "\n".join([_called(brief, text), *late_lines(brief.late_by)])
    view = layout(ui.TextDisplay(words), *items, row(_opener(brief)))
    return Message(view, mentions=_mentions(brief))


def _match(brief: SessionBrief) -> Message:
    first = f"{theme.BUDDY} You are matched for a mock interview about {kind_name(brief.session)}."
    return _with_card(brief, first)


def _moved(brief: SessionBrief) -> Message:
    return _with_card(brief, f"{theme.CARRY} The agreed time does not work out. Which one does?")


def _first_word(brief: SessionBrief) -> Message:
    one = asked(brief.session)
    whom = f"<@{one.user_id}>, would you" if one else "Would one of you"
    return said(
        brief,
        f"{theme.WORDS} No time is chosen yet. {whom} write the first line? A time that suits you is plenty.",
    )


def _agreed(brief: SessionBrief) -> Message:
    session, lines = brief.session, [f"{theme.CHECK} Agreed."]
    if session.event_id is not None:
        lines.append("It is in the server's calendar too, without your names.")
    if brief.extra == NO_EVENT:
        lines.append("-# I may not make an event in the server's calendar; the file below works everywhere.")
    return _with_card(brief, "\n".join(lines), with_file=True)


def _ahead(brief: SessionBrief) -> Message:
    session = brief.session
    if session.starts_at is None:
        return said(brief, f"{theme.NUDGE} Your mock interview is ahead.")
    when = f"{format_dt(session.starts_at, 'R')}: {when_text(session.starts_at, zones_of(session))}."
    lines = [f"{theme.NUDGE} Your mock interview about {kind_name(session)} begins {when}"]
    if brief.to is not None:
        others = people_text(session.others(brief.to))
        lines.append(f"You have no thread: write to {others} where you want to meet.")
    if brief.notice is SessionNotice.DAY:
        return said(brief, "\n".join(lines))
    lines.append(roles_text(session))
    return said(brief, "\n".join(lines), *interview_rows(session))


def _over(brief: SessionBrief) -> Message:
    session = brief.session
    # Whoever was matched anew has another partner already.
    after = "" if session.ended_why is EndedWhy.REMATCHED else f"\n{NEXT}"
    text = f"{theme.LATER} {ended_text(session)}{after}"
    if not has_calendar(session):
        return said(brief, text)
    message = said(brief, text, _file_part(brief))
    return Message(message.view, (calendar_file(session, brief.now),), mentions=message.mentions)


def _with_card(brief: SessionBrief, text: str, *, with_file: bool = False) -> Message:
    words = "\n".join([text, *late_lines(brief.late_by)])  # the card calls them by name
    with_file = with_file and has_calendar(brief.session)
    file_part = [_file_part(brief)] if with_file else []
    parts = [ui.TextDisplay(words), *card_items(brief.session, brief.now), *file_part, row(_opener(brief))]
    files = (calendar_file(brief.session, brief.now),) if with_file else ()
    return Message(layout(*parts), files, mentions=_mentions(brief))


def _file_part(brief: SessionBrief) -> ui.File[Any]:
    return ui.File(f"attachment://{file_name(brief.session)}")


def _called(brief: SessionBrief, text: str) -> str:
    return text if brief.to is not None else f"{people_text(brief.session.present)}\n{text}"


def _mentions(brief: SessionBrief) -> tuple[int, ...]:
    return brief.session.user_ids if brief.to is None else ()


def _opener(brief: SessionBrief, label: str = "How it stands") -> SeenButton:
    return SeenButton(brief.marker, brief.session.guild_id, brief.session.id, label)


RENDER: Mapping[SessionNotice, Render] = {
    SessionNotice.MATCH: _match,
    SessionNotice.FIRST_WORD: _first_word,
    SessionNotice.AGREED: _agreed,
    SessionNotice.MOVED: _moved,
    SessionNotice.DAY: _ahead,
    SessionNotice.HOUR: _ahead,
    SessionNotice.TEN: _ahead,
    SessionNotice.OVER: _over,
    SessionNotice.RESCUE: rescue_message,
    **INTERVIEW_NOTICES,
}
"""How each is drawn; what takes place in the interview itself is drawn beside its buttons."""
