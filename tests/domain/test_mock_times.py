"""When an interview could begin: as people type it, as it is offered, and until when it stays open."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import weeks
from bot.domain.mock_errors import InvalidStart, TooFarAhead, TooSoon
from bot.domain.mock_sessions import SessionState
from bot.domain.mock_times import (
    BEST,
    LONGEST_WAIT,
    MOST_SHOWN,
    MOST_SLOTS,
    QUIET_FOR,
    check_start,
    chosen,
    clashing,
    lapses_at,
    offered,
    parse_start,
    with_slot,
)
from tests.domain.interviews import NOW, seat, session

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")

instants = st.integers(0, 31 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=minutes)
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Thu 19:30", "2026-01-08 18:30"),
        ("thursday 7:30 pm", "2026-01-08 18:30"),
        ("Thu, 8 Jan 19h", "2026-01-08 18:00"),
        ("tomorrow 7pm", "2026-01-06 18:00"),
        ("7 pm tomorrow", "2026-01-06 18:00"),
        ("19:30 Thu", "2026-01-08 18:30"),
        ("today 12:00", "2026-01-05 11:00"),
        ("1.2.2026 0800", "2026-02-01 07:00"),
        ("2026-01-09 18:00", "2026-01-09 17:00"),
        ("+2 noon", "2026-01-07 11:00"),
        ("19:00", "2026-01-05 18:00"),
        ("8:00", "2026-01-06 07:00"),
        ("mon 19:00", "2026-01-05 18:00"),
        ("mon 8:00", "2026-01-12 07:00"),
        ("next mon 19:00", "2026-01-12 18:00"),
    ],
)
def test_a_start_is_read_on_the_members_own_clock(text: str, start: str) -> None:
    assert parse_start(text, BERLIN, NOW) == utc(start)


@pytest.mark.parametrize("text", ["", "Thu", "soon", "Thu 25:00", "12/1 19:00", "Fri 9 Jan at some time"])
def test_what_is_no_day_with_a_time_is_refused_with_the_words(text: str) -> None:
    with pytest.raises(InvalidStart) as refused:
        parse_start(text, BERLIN, NOW)

    assert refused.value.text == text


def test_a_start_that_does_not_exist_begins_after_the_gap() -> None:
    before = utc("2026-03-25 12:00")

    assert parse_start("Sun 2:30", BERLIN, before) == utc("2026-03-29 01:00")


@given(instants)
def test_a_suggested_start_is_read_back_as_it_was(at: datetime) -> None:
    assert parse_start(chosen(at), NEW_YORK, NOW) == at


@pytest.mark.parametrize(
    ("ahead", "error"),
    [
        (timedelta(minutes=-1), TooSoon),
        (timedelta(minutes=4), TooSoon),
        (timedelta(minutes=5), None),
        (LONGEST_WAIT, None),
        (LONGEST_WAIT + timedelta(minutes=1), TooFarAhead),
    ],
)
def test_a_start_lies_between_soon_and_two_weeks(ahead: timedelta, error: type[Exception] | None) -> None:
    if error is None:
        assert check_start(NOW + ahead, NOW) == NOW + ahead
        return
    with pytest.raises(error):
        check_start(NOW + ahead, NOW)


@given(st.lists(instants, unique=True, max_size=40))
def test_however_many_are_proposed_a_select_holds_them_and_the_last_one_is_there(
    starts: list[datetime],
) -> None:
    held = session(seat(1), seat(2))
    for at in starts:
        held = replace(held, slots=with_slot(held, at, NOW))
    slots = held.slots

    assert len(slots) <= MOST_SLOTS
    assert len(set(slots)) == len(slots)
    assert set(starts[-1:]) <= set(slots)


def test_a_full_list_makes_room_by_what_has_passed_and_never_by_what_somebody_said_yes_to() -> None:
    ahead = tuple(NOW + timedelta(hours=each) for each in range(1, MOST_SLOTS + 1))
    new = NOW + timedelta(days=5)
    waiting = session(seat(1), seat(2, vote=ahead[-1]), slots=ahead)

    assert with_slot(waiting, new, NOW) == (*ahead[:-2], ahead[-1], new)
    assert with_slot(waiting, new, ahead[0]) == (*ahead[1:], new)
    assert with_slot(waiting, ahead[3], NOW) == ahead


@pytest.mark.parametrize(
    ("hours", "state", "clashes"),
    [
        (0, SessionState.AGREED, True),
        (0.5, SessionState.RUNNING, True),
        (-0.5, SessionState.AGREED, True),
        (1, SessionState.AGREED, False),
        (-1, SessionState.AGREED, False),
        (0, SessionState.CANCELLED, False),
        (0, SessionState.FINISHED, False),
    ],
)
def test_nobody_can_be_in_two_interviews_at_a_time(hours: float, state: SessionState, clashes: bool) -> None:
    at = NOW + timedelta(days=1)
    other = session(seat(1), seat(3), id=8, state=state, starts_at=at + timedelta(hours=hours), minutes=60)
    mine = session(seat(1), seat(2), minutes=60)

    assert clashing([mine, other], mine, at) == (other if clashes else None)
    assert clashing([mine], mine, at) is None


@given(st.lists(instants, unique=True, max_size=MOST_SLOTS), st.integers(0, 3))
def test_what_somebody_wants_is_shown_first_and_nothing_is_shown_twice(
    starts: list[datetime], wanted: int
) -> None:
    votes = starts[-wanted:] if wanted else []
    held = session(*(seat(number, vote=at) for number, at in enumerate(votes)), slots=tuple(starts))

    first, more = offered(held, NOW)

    ahead = {at for at in starts if at >= NOW + timedelta(minutes=5)}
    assert {*votes} & ahead <= set(first)
    assert {*first, *more} == ahead
    assert not {*first} & {*more}
    assert len(first) <= min(BEST + len(votes), MOST_SHOWN)
    assert {*[at for at in starts if at in ahead][: BEST - 1]} <= set(first)
    assert list(first) == sorted(first)
    assert list(more) == sorted(more)


def test_the_search_ends_with_the_week_but_not_before_a_day_has_passed() -> None:
    held, friday, sunday = session(), utc("2026-01-09 08:00"), utc("2026-01-11 20:00")

    assert lapses_at(held, NOW) == NOW + timedelta(days=3)
    assert lapses_at(held, friday) == weeks.ends("2026-W02")
    assert lapses_at(held, sunday) == sunday + QUIET_FOR


def test_the_search_goes_on_as_long_as_somebody_waits_for_a_yes() -> None:
    wanted = utc("2026-01-14 18:00")

    assert lapses_at(session(seat(1, vote=wanted), seat(2)), NOW) == wanted
