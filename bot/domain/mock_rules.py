"""Who may do what with an interview, and when. Pure."""

from datetime import datetime

from bot.domain.mock_errors import (
    InterviewAgreed,
    InterviewOver,
    InterviewRunning,
    NotYourInterview,
    StartPassed,
)
from bot.domain.mock_sessions import Seat, Session, SessionState


def theirs(session: Session | None, user_id: int) -> Session:
    """The interview, if this person has or had a seat in it; raises NotYourInterview."""
    if session is None or all(seat.user_id != user_id for seat in session.seats):
        raise NotYourInterview
    return session


def seat_in(session: Session, user_id: int) -> Seat:
    """This person's seat; raises InterviewOver or NotYourInterview when they have none any more."""
    seat = session.seat_of(user_id)
    if seat is not None:
        return seat
    if session.state.over:
        raise InterviewOver(session.ended_why)
    raise NotYourInterview


def check_open(session: Session) -> None:
    """Raises InterviewOver or InterviewRunning unless it is still ahead."""
    if session.state.over:
        raise InterviewOver(session.ended_why)
    if session.state is SessionState.RUNNING:
        raise InterviewRunning


def check_finding(session: Session) -> None:
    """Raises the same, or InterviewAgreed, unless a time is looked for."""
    check_open(session)
    if session.starts_at is not None:
        raise InterviewAgreed(session.starts_at)


def check_ahead(session: Session, now: datetime) -> None:
    """Raises StartPassed from the agreed start on: whoever did not come cannot move it afterwards."""
    if session.starts_at is not None and now >= session.starts_at:
        raise StartPassed(session.starts_at)
