"""An interview that runs, in words: who has come, whose half it is, how long it lasts."""

from datetime import datetime, timedelta

from discord.utils import format_dt

from bot.domain.mock_interviews import HALVES, START_EARLY, awaited, turn_ends_at
from bot.domain.mock_reliability import is_late
from bot.domain.mock_sessions import Session
from bot.ui import theme
from bot.ui.language import _
from bot.ui.mock_words import people_text
from bot.ui.text import minutes_text

A_FEW_MINUTES = timedelta(minutes=15)


def turn_text(session: Session) -> str:
    """Who asks, who answers, and until when."""
    asks, answers = session.interviewer(session.turn), session.candidate(session.turn)
    if asks is None or answers is None:
        return f"{theme.LOG} {_('It is running.')}"
    who = _(
        "**Half {number} of 2:** {asks} asks, {answers} answers",
        number=session.turn,
        asks=f"<@{asks.user_id}>",
        answers=f"<@{answers.user_id}>",
    )
    return f"{theme.LOG} {' · '.join([who, *_turn_ends(session)])}"


def _turn_ends(session: Session) -> list[str]:
    ends_at = turn_ends_at(session)
    if ends_at is None:
        return []
    when, time = format_dt(ends_at, "R"), format_dt(ends_at, "t")
    if session.turn == 1:
        return [_("swap {when} ({time})", when=when, time=time)]
    return [_("end {when} ({time})", when=when, time=time)]


def arrived_text(session: Session) -> str:
    """Who has said that they are there; empty while nobody has."""
    came = [seat for seat in session.present if seat.arrived_at is not None]
    return f"{theme.WAVE} {_('Here: {members}', members=people_text(came))}" if came else ""


def greeting_text(session: Session, user_id: int) -> str:
    """For somebody who has come, with a remark if that was late."""
    seat = session.seat_of(user_id)
    arrived_at, starts_at = seat.arrived_at if seat else None, session.starts_at
    if arrived_at is None or starts_at is None or not is_late(arrived_at, starts_at):
        return _("You are here.")
    if arrived_at <= starts_at + A_FEW_MINUTES:
        return _("You are here, a few minutes late, and that is fine.")
    minutes = int((arrived_at - starts_at).total_seconds() // 60)
    return _("You are here, {time} after the agreed time; good that you came.", time=minutes_text(minutes))


def start_text(session: Session) -> str:
    """What is still needed to begin."""
    if missing := awaited(session):
        if len(missing) == 1:
            return _("Once {member} is here too, press Start.", member=people_text(missing))
        return _("Once {members} are here too, press Start.", members=people_text(missing))
    if len(session.present) == HALVES:
        return _("You are both here: press Start.")
    return _("Everybody who asks or answers is here: press Start.")


def buttons_text(session: Session, now: datetime) -> str:
    """When the buttons of an agreed interview come; empty once they are there."""
    if session.starts_at is None or now >= session.starts_at - START_EARLY:
        return ""
    return "-# " + _(
        "The reminder an hour before brings the interviewer's kit, the one ten minutes before the buttons "
        "to come and to begin."
    )
