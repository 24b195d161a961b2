"""Who may do what in an interview, and when."""

from datetime import timedelta

import pytest

from bot.domain import mock_interview_errors as e
from bot.domain.errors import CohortError
from bot.domain.mock_errors import InterviewOver, NothingAgreed, NotYourInterview
from bot.domain.mock_interviews import (
    CHANGE_WITHIN,
    KIT_EARLY,
    PATIENCE,
    RETURN_WITHIN,
    START_EARLY,
    absentees,
    answering,
    arriving_seat,
    awaited,
    check_open,
    check_return,
    half,
    kit_turn,
    may_change,
    my_seat,
    turn_ends_at,
)
from bot.domain.mock_sessions import EndedWhy, Seat, Session, SessionState
from tests.domain.mock_house import ADA, BEN, CYD, DAN, START, finished, interview, running, seat

A_SECOND = timedelta(seconds=1)
TRIO = (seat(ADA, 0, START), seat(BEN, 1), seat(CYD, 2, START))
NO_SHOW = {"state": SessionState.CANCELLED, "ended_why": EndedWhy.NO_SHOW, "ended_at": START}


def test_people_can_come_from_ten_minutes_before_on() -> None:
    with pytest.raises(e.TooEarly) as refusal:
        check_open(interview(), START - START_EARLY - A_SECOND)
    assert refusal.value.opens_at == START - START_EARLY
    check_open(interview(), START - START_EARLY)


@pytest.mark.parametrize(
    ("session", "error"),
    [
        (interview(state=SessionState.FINDING, starts_at=None), NothingAgreed),
        (finished(), InterviewOver),
    ],
)
def test_nobody_comes_to_what_is_not_agreed_or_over(session: Session, error: type[CohortError]) -> None:
    with pytest.raises(error):
        check_open(session, START)


def test_the_two_are_waited_for_and_an_observer_is_not() -> None:
    session = interview(seat(ADA, 0, START), seat(BEN, 1), seat(CYD, 2))
    assert [each.user_id for each in awaited(session)] == [BEN]


@pytest.mark.parametrize(
    ("session", "user_id", "after", "error"),
    [
        (interview(), ADA, PATIENCE, e.HereFirst),
        (interview(seat(ADA, 0, START), seat(BEN, 1, START)), ADA, PATIENCE, e.NobodyAbsent),
        (interview(seat(ADA, 0, START), seat(BEN, 1)), ADA, PATIENCE - A_SECOND, e.WaitABit),
        (interview(seat(ADA, 0, START), seat(BEN, 1)), BEN, PATIENCE, e.HereFirst),
        (running(seat(ADA, 0, START), seat(BEN, 1, START)), ADA, PATIENCE, e.NobodyAbsent),
        (interview(seat(ADA, 0, START), seat(BEN, 1)), DAN, PATIENCE, NotYourInterview),
    ],
)
def test_an_absence_is_not_reported_too_soon_or_by_somebody_absent(
    session: Session, user_id: int, after: timedelta, error: type[CohortError]
) -> None:
    with pytest.raises(error):
        absentees(session, user_id, START + after)


@pytest.mark.parametrize("by", [ADA, CYD])
def test_whoever_came_reports_who_did_not(by: int) -> None:
    assert [each.user_id for each in absentees(interview(*TRIO), by, START + PATIENCE)] == [BEN]


@pytest.mark.parametrize(
    ("absent", "after", "error"),
    [
        (True, RETURN_WITHIN, None),
        (True, RETURN_WITHIN + A_SECOND, e.BackTooLate),
        (False, timedelta(0), InterviewOver),
    ],
)
def test_somebody_reported_absent_can_still_come_for_ten_minutes(
    absent: bool, after: timedelta, error: type[CohortError] | None
) -> None:
    late = seat(BEN, 1, absent=absent)
    session = interview(seat(ADA, 0, START), late, **NO_SHOW)
    if error is None:
        check_return(session, late, START + after)
        return
    with pytest.raises(error):
        check_return(session, late, START + after)


REPLACED = (seat(ADA, 0, START), seat(BEN, 1, gone=START, absent=True), seat(CYD, 1, START))
LEFT = (seat(ADA, 0, START), seat(BEN, 1, gone=START), seat(CYD, 1, START))


def test_who_was_reported_absent_has_a_seat_to_come_back_to_unless_they_gave_it_up() -> None:
    for seats in (REPLACED, (seat(ADA, 0), seat(BEN, 1, absent=True))):
        assert arriving_seat(interview(*seats), BEN).position == 1
    for session in (interview(*LEFT), interview()):
        with pytest.raises(NotYourInterview):
            arriving_seat(session, BEN if session.seats == LEFT else DAN)


@pytest.mark.parametrize(
    ("session", "error"),
    [
        (interview(*REPLACED), e.HereFirst),
        (running(*REPLACED), e.HereFirst),
        (finished(*REPLACED), NotYourInterview),
        (running(*LEFT), NotYourInterview),
    ],
)
def test_who_has_no_seat_any_more_has_no_say_and_who_was_replaced_is_asked_to_come_first(
    session: Session, error: type[CohortError]
) -> None:
    with pytest.raises(error):
        my_seat(session, BEN)
    assert my_seat(session, CYD).position == 1


def test_who_came_late_waits_as_long_for_the_other_one() -> None:
    late = START + timedelta(minutes=20)
    session = interview(seat(ADA, 0, late), seat(BEN, 1))
    with pytest.raises(e.WaitABit) as refusal:
        absentees(session, ADA, late + PATIENCE - A_SECOND)
    assert refusal.value.until == late + PATIENCE
    assert [each.user_id for each in absentees(session, ADA, late + PATIENCE)] == [BEN]


@pytest.mark.parametrize(("session", "asks"), [(interview(), ADA), (running(), ADA), (running(turn=2), BEN)])
def test_the_kit_is_for_whoever_asks_in_this_half_and_nobody_else(session: Session, asks: int) -> None:
    assert kit_turn(session, asks, START) == max(session.turn, 1)
    for other in {ADA, BEN, CYD} - {asks}:
        with pytest.raises(e.NotInterviewer) as refusal:
            kit_turn(session, other, START)
        assert refusal.value.user_id == asks


def test_the_first_kit_opens_an_hour_before() -> None:
    with pytest.raises(e.KitTooEarly):
        kit_turn(interview(), ADA, START - KIT_EARLY - A_SECOND)
    assert kit_turn(interview(), ADA, START - KIT_EARLY) == 1


@pytest.mark.parametrize(
    ("session", "user_id", "answers"),
    [
        (running(*TRIO), BEN, BEN),
        (running(*TRIO, turn=2), ADA, ADA),
        (running(*TRIO), CYD, BEN),
        (running(*TRIO, turn=2), CYD, ADA),
    ],
)
def test_the_question_is_seen_by_who_answers_and_who_watches(
    session: Session, user_id: int, answers: int
) -> None:
    assert answering(session, user_id).user_id == answers


@pytest.mark.parametrize(
    ("session", "user_id", "error"),
    [
        (interview(*TRIO), BEN, e.NotStarted),
        (running(*TRIO), ADA, e.NotAnswering),
        (running(*TRIO, turn=2), BEN, e.NotAnswering),
        (finished(*TRIO), BEN, InterviewOver),
    ],
)
def test_nobody_sees_the_question_before_their_half(
    session: Session, user_id: int, error: type[CohortError]
) -> None:
    with pytest.raises(error):
        answering(session, user_id)


@pytest.mark.parametrize(
    ("session", "candidate", "after", "may"),
    [
        (interview(), seat(BEN, 1, question_key="q"), timedelta(0), True),
        (interview(), seat(BEN, 1), timedelta(0), False),
        (interview(), seat(BEN, 1, question_key="q", question_changed=True), timedelta(0), False),
        (running(), seat(BEN, 1, question_key="q"), CHANGE_WITHIN, True),
        (running(), seat(BEN, 1, question_key="q"), CHANGE_WITHIN + A_SECOND, False),
    ],
)
def test_a_question_can_be_changed_once_and_not_when_it_is_being_answered(
    session: Session, candidate: Seat, after: timedelta, may: bool
) -> None:
    assert may_change(session, candidate, START + after) is may


def test_each_half_takes_half_of_the_time() -> None:
    assert half(running(minutes=45)) == timedelta(minutes=22, seconds=30)
    assert turn_ends_at(running(minutes=40)) == START + timedelta(minutes=20)
    assert turn_ends_at(running(minutes=60, turn=2)) == START + timedelta(hours=1)
    assert turn_ends_at(interview()) is None
