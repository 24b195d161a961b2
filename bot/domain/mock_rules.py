"""Who may do what with an interview, and when. Pure."""

from datetime import datetime

from bot.domain.mock_errors import (
    InterviewAgreed,
    InterviewOver,
    InterviewRunning,
    MovedEnough,
    NothingAgreed,
    NotYourInterview,
    StartPassed,
)
from bot.domain.mock_sessions import Seat, Session, SessionState

MOST_MOVES = 2
"""How often each may move an agreed time."""


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


def check_move(session: Session, user_id: int, now: datetime) -> Seat:
    """The seat of somebody who may look for another time.

    Raises NotYourInterview, InterviewOver, InterviewRunning, NothingAgreed, StartPassed or MovedEnough.
    """
    seat = seat_in(session, user_id)
    check_open(session)
    if session.state is SessionState.FINDING:
        raise NothingAgreed
    check_ahead(session, now)
    if seat.moves >= MOST_MOVES:
        raise MovedEnough(MOST_MOVES)
    return seat


def check_give_up(session: Session, user_id: int, now: datetime) -> Seat:
    """The seat of somebody who may decline or cancel.

    Raises NotYourInterview, InterviewOver, InterviewRunning or StartPassed.
    """
    seat = seat_in(session, user_id)
    check_open(session)
    check_ahead(session, now)
    return seat


def has_missed(session: Session, seat: Seat, now: datetime) -> bool:
    """Whether the agreed start has come without this person: getting out of it then is not coming."""
    begun = session.starts_at is not None and session.starts_at <= now
    return begun and session.state is SessionState.AGREED and seat.arrived_at is None


def check_ahead(session: Session, now: datetime) -> None:
    """Raises StartPassed from the agreed start on: whoever did not come cannot move it afterwards."""
    if session.starts_at is not None and now >= session.starts_at:
        raise StartPassed(session.starts_at)
