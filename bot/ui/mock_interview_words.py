"""An interview that runs, in words: who has come, whose half it is, how long it lasts."""

from datetime import datetime, timedelta

from discord.utils import format_dt

from bot.domain.mock_interviews import HALVES, START_EARLY, awaited, turn_ends_at
from bot.domain.mock_reliability import is_late
from bot.domain.mock_sessions import Session
from bot.ui import theme
from bot.ui.mock_words import people_text
from bot.ui.text import minutes_text

A_FEW_MINUTES = timedelta(minutes=15)


def turn_text(session: Session) -> str:
    """Who asks, who answers, and until when."""
    asks, answers = session.interviewer(session.turn), session.candidate(session.turn)
    if asks is None or answers is None:
        return f"{theme.LOG} It is running."
    ends_at = turn_ends_at(session)
    then = "swap" if session.turn == 1 else "end"
    when = f" · {then} {format_dt(ends_at, 'R')} ({format_dt(ends_at, 't')})" if ends_at else ""
    who = f"<@{asks.user_id}> asks, <@{answers.user_id}> answers"
    return f"{theme.LOG} **Half {session.turn} of 2:** {who}{when}"


def arrived_text(session: Session) -> str:
    """Who has said that they are there; empty while nobody has."""
    came = [seat for seat in session.present if seat.arrived_at is not None]
    return f"{theme.WAVE} Here: {people_text(came)}" if came else ""


def lateness_text(session: Session, user_id: int) -> str:
    """A remark for somebody who came late; empty for everybody else."""
    seat = session.seat_of(user_id)
    arrived_at, starts_at = seat.arrived_at if seat else None, session.starts_at
    if arrived_at is None or starts_at is None or not is_late(arrived_at, starts_at):
        return ""
    if arrived_at <= starts_at + A_FEW_MINUTES:
        return ", a few minutes late, and that is fine"
    minutes = int((arrived_at - starts_at).total_seconds() // 60)
    return f", {minutes_text(minutes)} after the agreed time; good that you came"


def start_text(session: Session) -> str:
    """What is still needed to begin."""
    if missing := awaited(session):
        are = "is" if len(missing) == 1 else "are"
        return f"Once {people_text(missing)} {are} here too, press Start."
    everybody = (
        "You are both here" if len(session.present) == HALVES else "Everybody who asks or answers is here"
    )
    return f"{everybody}: press Start."


def buttons_text(session: Session, now: datetime) -> str:
    """When the buttons of an agreed interview come; empty once they are there."""
    if session.starts_at is None or now >= session.starts_at - START_EARLY:
        return ""
    return (
        "-# The reminder an hour before brings the interviewer's kit, the one ten minutes before the buttons "
        "to come and to begin."
    )
