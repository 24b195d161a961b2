"""The interview itself: who has come, whose half it is, what may be done when. Pure."""

from datetime import datetime, timedelta

from bot.domain.mock_errors import InterviewOver, NothingAgreed, NotYourInterview
from bot.domain.mock_interview_errors import (
    BackTooLate,
    HereFirst,
    KitTooEarly,
    NobodyAbsent,
    NotAnswering,
    NotInterviewer,
    NotStarted,
    QuestionKept,
    TooEarly,
    WaitABit,
)
from bot.domain.mock_sessions import OBSERVER, EndedWhy, Seat, Session, SessionState

START_EARLY = timedelta(minutes=10)
"""So long before the agreed time people can come and begin."""

KIT_EARLY = timedelta(hours=1)
"""So long before it the first interviewer can prepare."""

PATIENCE = timedelta(minutes=5)
"""So long after the agreed time, or their own coming if that was later, everybody waits before they may
report somebody absent."""

RETURN_WITHIN = timedelta(minutes=10)
"""So long after such a report they may still come and begin."""

CHANGE_WITHIN = timedelta(minutes=5)
"""So long into a half its question can be changed: in the second one it is seen no earlier."""

HALVES = 2


def half(session: Session) -> timedelta:
    """How long each of the two asks."""
    return timedelta(minutes=session.minutes) / HALVES


def turn_ends_at(session: Session) -> datetime | None:
    """When the present half is over; None while none runs."""
    if session.state is not SessionState.RUNNING or session.turned_at is None:
        return None
    return session.turned_at + half(session)


def my_seat(session: Session, user_id: int) -> Seat:
    """The part of somebody in it. Raises NotYourInterview.

    Raises HereFirst for one who was replaced as absent as long as it is not over: they can come and watch.
    """
    if (seat := session.seat_of(user_id)) is not None:
        return seat
    arriving_seat(session, user_id)
    raise NotYourInterview if session.state.over else HereFirst


def arriving_seat(session: Session, user_id: int) -> Seat:
    """The same, also of one who was reported absent and may still come. Raises NotYourInterview."""
    found = next((seat for seat in session.seats if seat.user_id == user_id), None)
    if found is None or (found.gone is not None and not found.absent):
        raise NotYourInterview
    return found


def agreed_start(session: Session) -> datetime:
    """The agreed time of an interview that has not begun. Raises NothingAgreed or InterviewOver."""
    if session.state.over:
        raise InterviewOver(session.ended_why)
    if session.starts_at is None:
        raise NothingAgreed
    return session.starts_at


def check_open(session: Session, now: datetime) -> None:
    """Raises TooEarly, NothingAgreed or InterviewOver unless people can come now."""
    opens_at = agreed_start(session) - START_EARLY
    if now < opens_at and session.state is SessionState.AGREED:
        raise TooEarly(opens_at)


def taking_turns(session: Session) -> tuple[Seat, ...]:
    """Those who ask and answer."""
    return tuple(seat for seat in session.present if seat.position < OBSERVER)


def watching(session: Session) -> tuple[Seat, ...]:
    """Who only watches, if they have come."""
    rest = (seat for seat in session.present if seat.position >= OBSERVER)
    return tuple(seat for seat in rest if seat.arrived_at is not None)


def awaited(session: Session) -> tuple[Seat, ...]:
    """Who is needed to begin and has not come; an observer is not waited for."""
    return tuple(seat for seat in taking_turns(session) if seat.arrived_at is None)


def absentees(session: Session, user_id: int, now: datetime) -> tuple[Seat, ...]:
    """Who of the others may be reported absent now.

    Raises HereFirst, NobodyAbsent, WaitABit, NothingAgreed or InterviewOver.
    """
    starts_at, arrived_at = agreed_start(session), my_seat(session, user_id).arrived_at
    if arrived_at is None:
        raise HereFirst
    if session.state is not SessionState.AGREED or not awaited(session):
        raise NobodyAbsent
    until = max(starts_at, arrived_at) + PATIENCE
    if now < until:
        raise WaitABit(until)
    return awaited(session)


def may_return(session: Session, seat: Seat, now: datetime) -> bool:
    """Whether somebody reported absent may still come: the interview was ended for that a moment ago."""
    ended_for_it = session.ended_why is EndedWhy.NO_SHOW and session.ended_at is not None
    if session.has_lost:
        return False
    return ended_for_it and seat.absent and now <= (session.ended_at or now) + RETURN_WITHIN


def check_return(session: Session, seat: Seat, now: datetime) -> None:
    """Raises BackTooLate for somebody absent who comes too late, and InterviewOver for everybody else."""
    if not may_return(session, seat, now):
        raise BackTooLate if seat.absent else InterviewOver(session.ended_why)


def check_running(session: Session) -> None:
    """Raises NotStarted or InterviewOver."""
    if session.state.over:
        raise InterviewOver(session.ended_why)
    if session.state is not SessionState.RUNNING:
        raise NotStarted(session.starts_at)


def kit_turn(session: Session, user_id: int, now: datetime) -> int:
    """The half that a kit is opened for: the present one, before the start the first.

    Raises NotInterviewer, KitTooEarly, NothingAgreed or InterviewOver.
    """
    starts_at = agreed_start(session)
    turn = max(session.turn, 1)
    asks = session.interviewer(turn)
    if asks is None or asks.user_id != user_id:
        raise NotInterviewer(asks.user_id if asks else user_id)
    if session.state is not SessionState.RUNNING and now < starts_at - KIT_EARLY:
        raise KitTooEarly(starts_at - KIT_EARLY)
    return turn


def answering(session: Session, user_id: int) -> Seat:
    """Whose question somebody may look at: their own while they answer; an observer sees it too.

    Raises NotAnswering, NotStarted or InterviewOver.
    """
    check_running(session)
    answers = session.candidate(session.turn)
    seat = my_seat(session, user_id)
    if answers is None or (seat != answers and seat.position < OBSERVER):
        raise NotAnswering(answers.user_id if answers else user_id)
    return answers


def may_change(session: Session, candidate: Seat, now: datetime) -> bool:
    """Whether another question may be taken: once, and not when the half has been going on."""
    if candidate.question_changed or candidate.question_key is None:
        return False
    return session.turned_at is None or now <= session.turned_at + CHANGE_WITHIN


def check_change(session: Session, candidate: Seat, now: datetime) -> None:
    """Raises QuestionKept."""
    if not may_change(session, candidate, now):
        raise QuestionKept
