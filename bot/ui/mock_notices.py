"""What people are told about their interview by messages of the bot's own accord."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from discord import ui
from discord.utils import format_dt

from bot.domain.mock_notices import SessionBrief, asked, unanswered
from bot.domain.mock_sessions import EndedWhy, Seat, SessionNotice
from bot.ui import theme
from bot.ui.base import layout, row
from bot.ui.language import _
from bot.ui.message import Message
from bot.ui.mock_calendar import calendar_file, file_name, has_calendar, was_agreed
from bot.ui.mock_cards import SeenButton, SlotButton, card_items
from bot.ui.mock_interview_notices import INTERVIEW_NOTICES
from bot.ui.mock_interviews import interview_rows
from bot.ui.mock_now import rescue_message
from bot.ui.mock_times import ProposeButton
from bot.ui.mock_words import (
    NEXT,
    ended_text,
    kind_name,
    people_text,
    roles_text,
    said_by_gone,
    when_text,
    which_text,
    zones_of,
)
from bot.ui.nudge_messages import OPEN_CALL, call
from bot.ui.text import late_lines

NO_EVENT = "no_event"
"""The remark that the server's calendar may not be written to."""

FULL = "full"
"""The remark that the server's calendar takes no more events."""

Render = Callable[[SessionBrief], Message]


def mock_message(brief: SessionBrief) -> Message:
    """The message as it goes out; in a channel for all only a call that could be about anything."""
    if brief.in_channel and brief.to is not None:
        opener = _opener(brief, _(OPEN_CALL))
        return Message(layout(ui.TextDisplay(call(brief.to, brief.fallback, brief.late_by)), row(opener)))
    return RENDER[brief.notice](brief)


def said(brief: SessionBrief, text: str, *items: ui.Item[Any]) -> Message:
    """A few words to those it is for, who are called by name in their thread, and a way to the card."""
    words = "\n".join([_called(brief, text), *late_lines(brief.late_by)])
    view = layout(ui.TextDisplay(words), *items, row(_opener(brief)))
    return Message(view, mentions=_mentions(brief))


def _match(brief: SessionBrief) -> Message:
    matched = _("You are matched for a mock interview about {kind}.", kind=kind_name(brief.session))
    return _with_card(brief, f"{theme.BUDDY} {matched}")


def _moved(brief: SessionBrief) -> Message:
    text = f"{theme.CARRY} {_('The agreed time does not work out. Which one does?')}"
    return _with_card(brief, text, with_file=was_agreed(brief.session))


def _proposed(brief: SessionBrief) -> Message:
    """Only those are called who have not said yes to it."""
    session, at = brief.session, brief.at
    if at is None:
        return _answer(brief)
    yes = [seat for seat in session.present if seat.vote == at]
    rest = [seat for seat in session.present if seat.vote != at]
    ask = (
        _("{members}, does it suit you?", members=people_text(rest))
        if brief.to is None
        else _("Does it suit you?")
    )
    text = f"{theme.WORDS} {_taken(yes, when_text(at, zones_of(session)))} {ask}"
    which = session.guild_id, session.id
    # limit: 76
    buttons = SlotButton(*which, at, _("It suits me")), ProposeButton(*which), _opener(brief)
    words = ui.TextDisplay("\n".join([text, *late_lines(brief.late_by)]))
    called = tuple(seat.user_id for seat in rest) if brief.to is None else ()
    return Message(layout(words, row(*buttons)), mentions=called)


def _taken(yes: Sequence[Seat], when: str) -> str:
    if len(yes) == 1:
        return _("{member} would take {when}.", member=people_text(yes), when=when)
    return _("{members} would both take {when}.", members=people_text(yes), when=when)


def _answer(brief: SessionBrief) -> Message:
    waiting = unanswered(brief.session)
    if len(waiting) < len(brief.session.present):
        asking = people_text([seat for seat in brief.session.present if seat not in waiting])
        text = _(
            "{members} would like to know which time suits you. If none does, propose another one.",
            members=asking,
        )
    else:
        text = _("You like different times so far. Does one of them suit you all? Else propose another one.")
    called = people_text(waiting) if brief.to is None else ""
    message = _with_card(brief, "\n".join(line for line in (called, f"{theme.WORDS} {text}") if line))
    mentions = tuple(seat.user_id for seat in waiting) if brief.to is None else ()
    return Message(message.view, message.files, mentions=mentions)


def _changed(brief: SessionBrief) -> Message:
    """Of three, two go on; who is missing is only named by words of their own."""
    go_on = _("One of you cannot make it, and the two of you go on.")
    lines = [f"{theme.CARRY} {go_on}", roles_text(brief.session)]
    return said(brief, "\n".join([*lines, *said_by_gone(brief.session)]))


def _first_word(brief: SessionBrief) -> Message:
    one = asked(brief.session)
    text = (
        _(
            "No time is chosen yet. {member}, would you write the first line? A time that suits you is "
            "plenty.",
            member=f"<@{one.user_id}>",
        )
        if one
        else _(
            "No time is chosen yet. Would one of you write the first line? A time that suits you is plenty."
        )
    )
    return said(brief, f"{theme.WORDS} {text}")


def _agreed(brief: SessionBrief) -> Message:
    session, lines = brief.session, list[str]()
    if session.event_id is not None:
        lines.append(_("It is in the server's calendar too, without your names."))
    if brief.extra == NO_EVENT:
        refused = _("I may not make an event in the server's calendar; the file below works everywhere.")
        lines.append(f"-# {refused}")
    if brief.extra == FULL:
        full = _("The server's calendar is full at the moment; the file below works everywhere.")
        lines.append(f"-# {full}")
    return _with_card(brief, "\n".join(lines), with_file=has_calendar(session))


def _ahead(brief: SessionBrief) -> Message:
    session = brief.session
    if session.starts_at is None:
        return said(brief, f"{theme.NUDGE} {_('Your mock interview is ahead.')}")
    begins = _(
        "Your mock interview about {kind} begins {when}: {time}.",
        kind=kind_name(session),
        when=format_dt(session.starts_at, "R"),
        time=when_text(session.starts_at, zones_of(session)),
    )
    lines = [f"{theme.NUDGE} {begins}"]
    if brief.to is not None:
        others = people_text(session.others(brief.to))
        lines.append(_("You have no thread: write to {members} where you want to meet.", members=others))
    if brief.notice is SessionNotice.DAY:
        return said(brief, "\n".join(lines))
    lines.append(roles_text(session))
    return said(brief, "\n".join(lines), *interview_rows(session, brief.now))


def _over(brief: SessionBrief) -> Message:
    session = brief.session
    # Whoever was matched anew has another partner already.
    after = "" if session.ended_why is EndedWhy.REMATCHED else f"\n{_(NEXT)}"
    which = f"**{which_text(session, brief.to)}**\n" if brief.to is not None else ""
    text = f"{which}{theme.LATER} {ended_text(session)}{after}"
    if not has_calendar(session):
        return said(brief, text)
    message = said(brief, text, _file_part(brief))
    return Message(message.view, (calendar_file(session, brief.now),), mentions=message.mentions)


def _with_card(brief: SessionBrief, text: str, *, with_file: bool = False) -> Message:
    words = "\n".join([text, *late_lines(brief.late_by)])  # the card calls them by name
    file_part = [_file_part(brief)] if with_file else []
    card = card_items(brief.session, brief.now, with_file=with_file)
    parts = [*([ui.TextDisplay(words)] if words else []), *card, *file_part, row(_opener(brief))]
    files = (calendar_file(brief.session, brief.now),) if with_file else ()
    return Message(layout(*parts), files, mentions=_mentions(brief))


def _file_part(brief: SessionBrief) -> ui.File[Any]:
    return ui.File(f"attachment://{file_name(brief.session)}")


def _called(brief: SessionBrief, text: str) -> str:
    return text if brief.to is not None else f"{people_text(brief.session.present)}\n{text}"


def _mentions(brief: SessionBrief) -> tuple[int, ...]:
    return brief.session.user_ids if brief.to is None else ()


def _opener(brief: SessionBrief, label: str | None = None) -> SeenButton:
    return SeenButton(brief.marker, brief.session.guild_id, brief.session.id, label)


RENDER: Mapping[SessionNotice, Render] = {
    SessionNotice.MATCH: _match,
    SessionNotice.FIRST_WORD: _first_word,
    SessionNotice.PROPOSED: _proposed,
    SessionNotice.ANSWER: _answer,
    SessionNotice.CHANGED: _changed,
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
