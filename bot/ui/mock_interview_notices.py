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
from bot.ui.message import Message
from bot.ui.mock_cards import SeenButton
from bot.ui.mock_interview_words import arrived_text, turn_text
from bot.ui.mock_interviews import InterviewButton
from bot.ui.mock_words import kind_name, people_text, which_text
from bot.ui.text import late_lines


def _started(brief: SessionBrief) -> Message:
    hint = "-# Who asks opens the kit, who answers “My question”. Leave five minutes for feedback at the end."
    return _told(brief, f"{turn_text(brief.session)}\n{hint}", "kit", "question", "swap")


def _arrived(brief: SessionBrief) -> Message:
    session = brief.session
    runs = session.state is SessionState.RUNNING
    first = "Somebody has come after all." if runs else "You can begin after all."
    which = [which_text(session, brief.to)] if brief.to is not None else []
    return _told(brief, "\n".join([first, *which, arrived_text(session)]), *(() if runs else ("start",)))


def _swap(brief: SessionBrief) -> Message:
    text = f"Half time: you swap roles.\n{turn_text(brief.session)}"
    return _told(brief, text, "kit", "question", "finish")


def _end(brief: SessionBrief) -> Message:
    watched, fresh = watching(brief.session), "say what was good and what to work on, while it is fresh."
    if brief.to in [seat.user_id for seat in watched]:
        counts = "You watched this time: it counts for your day, but not as an interview held."
        then = f"If you like, {fresh} They read it once the two of them have both sent theirs."
    elif watched:
        name = people_text(watched)
        counts = f"It counts for today; for {name}, who watched this time, not as an interview held."
        two = people_text(taking_turns(brief.session))
        then = f"Now {fresh} {two} read each other's once both have sent theirs; {name} writes if they like."
    else:
        counts = "It counts for today."
        then = f"Now {fresh} Each of you reads the other's once you have both sent yours."
    about = kind_name(brief.session)
    text = f"{theme.CHECK} That was your mock interview about {about}: well done. {counts}\n{then}"
    return _told(brief, text, "feedback")


def _feedback(brief: SessionBrief) -> Message:
    until = closes_at(brief.session)
    when = f" It is taken until {format_dt(until, 'D')}." if until else ""
    others = [seat for seat in taking_turns(brief.session) if seat.user_id != brief.to]
    which = f"\n{which_text(brief.session, brief.to)}" if brief.to is not None else ""
    text = (
        f"{theme.WORDS} Your feedback on this mock interview is still open:{which}\nA few lines are plenty. "
        f"You and {people_text(others)} read each other's once both of you have sent yours.{when}"
    )
    return _told(brief, text, "feedback")


def _ready(brief: SessionBrief) -> Message:
    can = "each of you can read what the other wrote"
    if len(brief.session.present) > HALVES:
        can = f"{people_text(taking_turns(brief.session))} can read what was written about them"
    text = (
        f"{theme.REVIEW} The feedback on your mock interview about {kind_name(brief.session)} is there: "
        f"{can}. Nobody else sees it."
    )
    return _told(brief, text, "feedback")


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
