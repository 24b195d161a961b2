"""What people are told while their interview runs, and about its feedback."""

from collections.abc import Callable, Mapping

from discord import ui
from discord.utils import format_dt

from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_rubrics import closes_at
from bot.domain.mock_sessions import SessionNotice
from bot.ui import theme
from bot.ui.base import layout, row
from bot.ui.message import Message
from bot.ui.mock_cards import SeenButton
from bot.ui.mock_interview_words import arrived_text, turn_text
from bot.ui.mock_interviews import InterviewButton
from bot.ui.mock_words import kind_name, people_text
from bot.ui.text import late_lines


def _started(brief: SessionBrief) -> Message:
    hint = "-# Who asks opens the kit, who answers “My question”. Leave five minutes for feedback in the end."
    return _told(brief, f"{turn_text(brief.session)}\n{hint}", "kit", "question", "swap")


def _arrived(brief: SessionBrief) -> Message:
    text = f"You can begin after all. {arrived_text(brief.session)}"
    return _told(brief, text, "start")


def _swap(brief: SessionBrief) -> Message:
    text = f"Half time: you swap roles.\n{turn_text(brief.session)}"
    return _told(brief, text, "kit", "question", "finish")


def _end(brief: SessionBrief) -> Message:
    text = (
        f"{theme.CHECK} That was your mock interview about {kind_name(brief.session)}: well done. "
        "It counts for today.\nNow say what was good and what to work on, while it is fresh. Each of you "
        "reads the other's once you have both sent yours."
    )
    return _told(brief, text, "feedback")


def _feedback(brief: SessionBrief) -> Message:
    until = closes_at(brief.session)
    when = f" It is taken until {format_dt(until, 'D')}." if until else ""
    text = (
        f"{theme.WORDS} Your feedback on the mock interview about {kind_name(brief.session)} is still "
        f"open. A few lines are plenty, and the two of you read each other's as soon as it is there.{when}"
    )
    return _told(brief, text, "feedback")


def _ready(brief: SessionBrief) -> Message:
    text = (
        f"{theme.REVIEW} The feedback on your mock interview about {kind_name(brief.session)} is there: each "
        "of you can read what the other wrote. Nobody else sees it."
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
