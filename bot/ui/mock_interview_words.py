"""An interview that runs, in words: who has come, whose half it is, how long it lasts."""

from discord.utils import format_dt

from bot.domain.mock_interviews import turn_ends_at
from bot.domain.mock_reliability import is_late
from bot.domain.mock_sessions import Session
from bot.ui import theme
from bot.ui.mock_words import people_text


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
    late = seat is not None and is_late(seat.arrived_at, session.starts_at)
    return ", a few minutes late, and that is fine" if late else ""
