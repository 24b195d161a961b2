"""What people are told while their interview runs, and about its feedback."""

from collections.abc import Callable, Mapping

from discord import ui
from discord.utils import format_dt

from bot.domain.mock_interviews import HALVES, taking_turns, watching
from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_rubrics import closes_at
from bot.domain.mock_sessions import SessionNotice, SessionState
from bot.ui import theme
from bot.ui.base import layout, row
from bot.ui.language import _
from bot.ui.message import Message
from bot.ui.mock_cards import SeenButton
from bot.ui.mock_interview_words import arrived_text, turn_text
from bot.ui.mock_interviews import InterviewButton
from bot.ui.mock_words import kind_name, people_text, which_text
from bot.ui.text import late_lines


def _started(brief: SessionBrief) -> Message:
    hint = _("Who asks opens the kit, who answers “My question”. Leave five minutes for feedback at the end.")
    return _told(brief, f"{turn_text(brief.session)}\n-# {hint}", "kit", "question", "swap")


def _arrived(brief: SessionBrief) -> Message:
    session = brief.session
    runs = session.state is SessionState.RUNNING
    first = _("Somebody has come after all.") if runs else _("You can begin after all.")
    which = [which_text(session, brief.to)] if brief.to is not None else []
    return _told(brief, "\n".join([first, *which, arrived_text(session)]), *(() if runs else ("start",)))


def _swap(brief: SessionBrief) -> Message:
    text = f"{_('Half time: you swap roles.')}\n{turn_text(brief.session)}"
    return _told(brief, text, "kit", "question", "finish")


def _end(brief: SessionBrief) -> Message:
    done = _("That was your mock interview about {kind}: well done.", kind=kind_name(brief.session))
    counts, then = _what_counts(brief)
    return _told(brief, f"{theme.CHECK} {done} {counts}\n{then}", "feedback")


def _what_counts(brief: SessionBrief) -> tuple[str, str]:
    """What it counts for, and who writes about whom."""
    watched = watching(brief.session)
    fresh = _("Now say what was good and what to work on, while it is fresh.")
    if brief.to in [seat.user_id for seat in watched]:
        counts = _("You watched this time: it counts for your day, but not as an interview held.")
        like = _("If you like, say what was good and what to work on, while it is fresh.")
        return counts, f"{like} {_('They read it once the two of them have both sent theirs.')}"
    if watched:
        name, two = people_text(watched), people_text(taking_turns(brief.session))
        counts = _(
            "It counts for today; for {member}, who watched this time, not as an interview held.", member=name
        )
        read = _(
            "{members} read each other's once both have sent theirs; {watcher} writes if they like.",
            members=two,
            watcher=name,
        )
        return counts, f"{fresh} {read}"
    read = _("Each of you reads the other's once you have both sent yours.")
    return _("It counts for today."), f"{fresh} {read}"


def _feedback(brief: SessionBrief) -> Message:
    until = closes_at(brief.session)
    others = [seat for seat in taking_turns(brief.session) if seat.user_id != brief.to]
    lines = [f"{theme.WORDS} {_('Your feedback on this mock interview is still open:')}"]
    if brief.to is not None:
        lines.append(which_text(brief.session, brief.to))
    words = [
        _("A few lines are plenty."),
        _(
            "You and {members} read each other's once both of you have sent yours.",
            members=people_text(others),
        ),
    ]
    if until is not None:
        words.append(_("It is taken until {date}.", date=format_dt(until, "D")))
    return _told(brief, "\n".join([*lines, " ".join(words)]), "feedback")


def _ready(brief: SessionBrief) -> Message:
    kind = kind_name(brief.session)
    if len(brief.session.present) > HALVES:
        there = _(
            "The feedback on your mock interview about {kind} is there: {members} can read what was written "
            "about them. Nobody else sees it.",
            kind=kind,
            members=people_text(taking_turns(brief.session)),
        )
    else:
        there = _(
            "The feedback on your mock interview about {kind} is there: each of you can read what the other "
            "wrote. Nobody else sees it.",
            kind=kind,
        )
    return _told(brief, f"{theme.REVIEW} {there}", "feedback")


def _told(brief: SessionBrief, text: str, *verbs: str) -> Message:
    """In their thread all are called by name; the buttons of this moment, and a way to the card."""
    session, all_of_them = brief.session, brief.to is None
    called = [people_text(session.present)] if all_of_them else []
    words = ui.TextDisplay("\n".join([*called, text, *late_lines(brief.late_by)]))
    which = session.guild_id, session.id
    buttons = (InterviewButton(*which, verb) for verb in verbs)
    view = layout(words, row(*buttons, SeenButton(brief.marker, *which)))
    return Message(view, mentions=session.user_ids if all_of_them else ())


INTERVIEW_NOTICES: Mapping[SessionNotice, Callable[[SessionBrief], Message]] = {
    SessionNotice.STARTED: _started,
    SessionNotice.ARRIVED: _arrived,
    SessionNotice.SWAP: _swap,
    SessionNotice.END: _end,
    SessionNotice.FEEDBACK: _feedback,
    SessionNotice.READY: _ready,
}
"""How each is drawn."""
