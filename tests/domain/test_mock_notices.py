"""Messages about an interview: told apart by their ref, and true only while the interview is as they say."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mock_notices import (
    HOLDS,
    NoticeRef,
    addressees,
    asked,
    holds,
    read_ref,
    ref_of,
    reminders,
    unanswered,
)
from bot.domain.mock_sessions import SessionNotice, SessionState
from tests.domain.interviews import NOW, seat, session

NOTICES = st.sampled_from(SessionNotice)


@given(st.integers(1, 10**18 - 1), NOTICES, st.integers(0, 9999))
def test_a_ref_is_read_as_it_was_written_and_fits_its_column(
    session_id: int, notice: SessionNotice, revision: int
) -> None:
    about = NoticeRef(session_id, notice, revision)

    assert read_ref(str(about)) == about
    assert len(str(about)) <= 64


@pytest.mark.parametrize("ref", ["", "digest", "s1", "s1:match", "s1:unheard:0", "x1:match:0", "s-1:match:0"])
def test_the_ref_of_anything_else_is_about_no_interview(ref: str) -> None:
    assert read_ref(ref) is None


def test_every_message_says_in_which_states_it_is_true() -> None:
    assert set(HOLDS) == set(SessionNotice)


@pytest.mark.parametrize("state", SessionState)
def test_a_reminder_is_sent_only_for_the_agreement_it_was_made_for(state: SessionState) -> None:
    held = session(seat(1), seat(2, 1), state=state)
    about = read_ref(ref_of(held, SessionNotice.HOUR))
    assert about is not None

    moved = session(seat(1), seat(2, 1), state=state, revision=1)

    assert holds(held, about) is (state is SessionState.AGREED)
    assert not holds(moved, about)


def test_the_end_is_told_whatever_was_moved_before() -> None:
    about = NoticeRef(7, SessionNotice.OVER, 0)

    assert holds(session(state=SessionState.CANCELLED, revision=2), about)


def test_nobody_is_asked_for_the_first_word_once_somebody_has_chosen() -> None:
    about = NoticeRef(7, SessionNotice.FIRST_WORD, 0)

    assert holds(session(seat(1), seat(2, 1)), about)
    assert not holds(session(seat(1, vote=NOW), seat(2, 1)), about)


def test_whether_a_start_suits_is_asked_of_those_who_have_not_said_yes_to_it() -> None:
    later, about = NOW + timedelta(days=1), NoticeRef(7, SessionNotice.PROPOSED, 0, NOW)
    held = session(seat(1, vote=NOW), seat(2, 1), seat(3, 2, vote=later))

    assert [each.user_id for each in addressees(held, about)] == [2, 3]
    assert holds(held, about)
    assert not holds(session(seat(1, vote=later), seat(2, 1)), about)
    assert read_ref(str(about)) == about


@pytest.mark.parametrize(
    ("votes", "waited_for"),
    [((None, None), []), ((NOW, None), [2]), ((NOW, NOW + timedelta(hours=2)), [1, 2])],
)
def test_a_word_is_asked_of_whoever_keeps_somebody_waiting(
    votes: tuple[datetime | None, ...], waited_for: list[int]
) -> None:
    held = session(*(seat(who, who - 1, vote=vote) for who, vote in enumerate(votes, start=1)))

    assert [each.user_id for each in unanswered(held)] == waited_for
    assert holds(held, NoticeRef(7, SessionNotice.ANSWER, 0)) is bool(waited_for)


def test_that_two_go_on_is_told_while_they_are_two() -> None:
    about = NoticeRef(7, SessionNotice.CHANGED, 0)

    assert holds(session(seat(1), seat(2, 1), seat(3, 2, gone=NOW)), about)
    assert not holds(session(seat(1), seat(2, 1), seat(3, 2)), about)


def test_one_is_asked_by_name_unless_both_have_been_asked() -> None:
    first = seat(1, asked_first=True)

    assert asked(session(first, seat(2, 1))) == first
    assert asked(session(first, seat(2, 1, asked_first=True))) is None


@pytest.mark.parametrize(
    ("ahead", "due"),
    [
        (timedelta(days=3), [SessionNotice.DAY, SessionNotice.HOUR, SessionNotice.TEN]),
        (timedelta(hours=24), [SessionNotice.HOUR, SessionNotice.TEN]),
        (timedelta(minutes=59), [SessionNotice.TEN]),
        (timedelta(minutes=10), []),
    ],
)
def test_a_reminder_that_would_come_too_late_is_left_out(ahead: timedelta, due: list[SessionNotice]) -> None:
    assert [notice for notice, _, _ in reminders(NOW + ahead, NOW)] == due


def test_a_reminder_is_worth_sending_until_the_next_one() -> None:
    start = NOW + timedelta(days=3)

    times = [(at, end) for _, at, end in reminders(start, NOW)]

    day, hour, ten = start - timedelta(days=1), start - timedelta(hours=1), start - timedelta(minutes=10)
    assert times == [(day, hour), (hour, ten), (ten, start)]
