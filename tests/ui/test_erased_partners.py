"""Pages about what was done with somebody who was erased read on, without them."""

import pytest

from bot.domain.mock_interviews import may_return
from bot.domain.mock_rubrics import Feedback, RubricRole, may_read
from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.domain.streak_entries import Entry, EntryKind
from bot.services.mock_rubrics import FeedbackPanel, Received
from bot.ui.mock_history_words import session_text
from bot.ui.mock_rubrics import feedback_layout
from bot.ui.mock_words import which_text
from bot.ui.streak_words import writer
from tests.domain.mock_house import ADA, BEN, CYD, START, finished, interview, seat
from tests.services.interview_house import RUBRIC
from tests.ui.test_mock_history import page

ALONE = finished(seat(ADA, 0, START))
OFF = interview(seat(BEN, 1, absent=True), state=SessionState.CANCELLED, ended_why=EndedWhy.NO_SHOW)
GIVEN = Feedback(None, ADA, RubricRole.CANDIDATE, "q1", {"plan": 3, "talk": 4}, "", START)


def shown(session: Session, *received: Received) -> str:
    panel = FeedbackPanel(session, ADA, (), START, waiting=False, readable=True, received=received)
    return str(feedback_layout(panel).to_components())


@pytest.mark.parametrize("session", [ALONE, OFF], ids=["held", "called off"])
def test_an_interview_was_with_somebody_who_left(session: Session) -> None:
    mine = session.seats[0].user_id
    assert "somebody who left" in which_text(session, mine)
    assert "with somebody who left" in session_text(session, page()) or mine != ADA
    assert "<@" not in which_text(session, mine)


def test_feedback_of_the_erased_stays_readable_and_no_more_is_waited_for() -> None:
    told = shown(ALONE, Received(None, GIVEN, RUBRIC, ""))
    assert "Somebody who left about you as the candidate" in told
    assert "**3 of 4**" in told
    assert "no more feedback will come" in shown(ALONE)
    assert may_read(ALONE, [GIVEN])


@pytest.mark.parametrize(
    ("session", "lost"),
    [
        (ALONE, True),
        (finished(seat(ADA, 0, START), seat(BEN, 1, START)), False),
        (finished(seat(ADA, 0, START), seat(CYD, 2, START)), True),
        (finished(seat(ADA, 0, START), seat(BEN, 1, START), seat(CYD, 2, START)), False),
    ],
)
def test_an_interview_has_lost_one_when_nobody_sits_where_two_have_to(session: Session, lost: bool) -> None:
    assert session.has_lost is lost


def test_nobody_comes_late_to_somebody_who_is_gone() -> None:
    assert not may_return(OFF, OFF.seats[0], START)


def test_an_organiser_who_left_is_not_named() -> None:
    entry = Entry(1, EntryKind.AMNESTY, START.date(), None, None, START)
    assert writer(entry) == "an organiser who left"
