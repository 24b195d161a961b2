"""Who of a round waits for another partner, and what is never taken apart for them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.members import Member
from bot.domain.mock_rematch import changes, rematch
from bot.domain.mock_round_pool import RoundPool
from bot.domain.mock_sessions import EndedWhy, Seat, Session, SessionSource, SessionState
from bot.domain.pairing import Pool, PoolMember, pair
from bot.domain.questions import QuestionKind
from tests.delivery.world import utc

WEEK = "2026-W48"
TIME = utc("2026-11-24 18:00")
BOTH = 0b1111 << 84 | 0b1111 << 132
POOL = RoundPool(Pool(WEEK, tuple(PoolMember(str(key), slots=BOTH) for key in range(1, 6))), {})


def seat(key: int, position: int, **values: Any) -> Seat:
    return Seat(Member(key, 1, key + 100, ZoneInfo("UTC"), 180, None), position, **values)


def session(*seats: Seat, **values: Any) -> Session:
    usual: dict[str, Any] = {
        "id": seats[0].member.key,
        "guild_id": 1,
        "round_id": 7,
        "source": SessionSource.ROUND,
        "week": WEEK,
        "kind": QuestionKind.CODING,
        "level": 3,
        "state": SessionState.FINDING,
        "ended_why": None,
        "minutes": 60,
        "slots": (TIME,),
        "reasons": (),
        "starts_at": None,
        "thread_id": None,
        "thread_lost": False,
        "event_id": None,
        "revision": 0,
        "turn": 0,
        "started_at": None,
        "turned_at": None,
        "ended_at": None,
        "step": None,
        "next_at": None,
        "created_at": TIME,
        "seats": seats,
    }
    return Session(**{**usual, **values})


def over(why: EndedWhy, one: Seat, other: Seat) -> Session:
    return session(one, other, state=SessionState.CANCELLED, ended_why=why, ended_at=TIME)


def waiting(*sessions: Session, pool: RoundPool = POOL, booked: frozenset[int] = frozenset()) -> list[str]:
    """Who waits, besides the pairs that may be taken apart."""
    found = rematch(pool, sessions, booked)
    loose = frozenset[str]().union(*found.loose) if found else frozenset[str]()
    return [each.id for each in found.pool.members if each.id not in loose] if found else []


HELD = session(seat(3, 0), seat(4, 1), state=SessionState.AGREED, starts_at=TIME)


@pytest.mark.parametrize(
    ("why", "one", "other", "found"),
    [
        (EndedWhy.DECLINED, {"gone": TIME}, {}, ["2", "5"]),
        (EndedWhy.LEFT, {"gone": TIME}, {}, ["2", "5"]),
        (EndedWhy.APART, {}, {}, ["1", "2", "5"]),
        (EndedWhy.NO_TIME, {}, {}, ["5"]),
        (EndedWhy.NO_TIME, {}, {"vote": TIME}, ["2", "5"]),
        (EndedWhy.NOT_STARTED, {}, {"arrived_at": TIME}, ["2", "5"]),
        (EndedWhy.NO_SHOW, {"absent": True}, {}, ["5"]),
        (EndedWhy.ROUND, {}, {}, ["5"]),
    ],
)
def test_whoever_would_still_meet_waits(
    why: EndedWhy, one: dict[str, Any], other: dict[str, Any], found: list[str]
) -> None:
    assert waiting(over(why, seat(1, 0, **one), seat(2, 1, **other)), HELD) == found


def test_who_is_booked_otherwise_does_not_wait() -> None:
    lost = over(EndedWhy.DECLINED, seat(1, 0, gone=TIME), seat(2, 1))
    assert waiting(lost, HELD, booked=frozenset({2})) == ["5"]


def test_with_everybody_served_there_is_nothing_to_do() -> None:
    assert rematch(RoundPool(Pool(WEEK, POOL.pool.members[2:4]), {}), [HELD]) is None


@pytest.mark.parametrize(
    "settled",
    [
        HELD,
        replace(HELD, state=SessionState.RUNNING),
        replace(HELD, state=SessionState.FINISHED),
        session(seat(3, 0, vote=TIME), seat(4, 1)),
        session(seat(3, 0), seat(4, 1), revision=1),
        session(seat(3, 0), seat(4, 1), seat(1, 2)),
    ],
)
def test_what_is_settled_is_not_taken_apart(settled: Session) -> None:
    found = rematch(POOL, [settled])
    assert found is not None
    assert found.loose == {}
    assert not {"3", "4"} & {each.id for each in found.pool.members}


def test_pairs_without_a_word_stay_together_if_that_serves_as_many() -> None:
    fresh = session(seat(3, 0), seat(4, 1))
    found = rematch(POOL, [fresh])
    assert found is not None
    done = changes(found, pair(found.pool, 1))
    assert done.ended == ()
    assert len(done.pairs) == 1
    assert not {"3", "4"} & {*done.pairs[0].members}


def test_of_several_interviews_a_lost_one_is_made_up_for_with_others_at_other_times() -> None:
    lost = over(EndedWhy.DECLINED, seat(1, 0, gone=TIME), seat(3, 1))
    found = rematch(replace(POOL, more={"3": 2}), [lost, HELD])
    assert found is not None
    (again,) = [each for each in found.pool.members if each.id == "3"]
    assert again.blocked == {"4"}
    assert again.slots == BOTH & ~(0b11 << 84)
    assert waiting(lost, HELD) == ["2", "5"]


@pytest.mark.parametrize(
    ("at", "minutes", "taken"),
    [
        (TIME, 60, 0b11 << 84),
        (TIME + timedelta(minutes=15), 60, 0b111 << 84),
        (TIME + timedelta(minutes=1), 30, 0b11 << 84),
        (TIME, 45, 0b11 << 84),
        (utc("2026-11-22 23:45"), 60, 0b11),
        (utc("2026-11-22 22:00"), 60, 0),
        (utc("2026-11-29 23:45"), 60, 1 << 335),
        (utc("2026-12-03 18:00"), 60, 0),
    ],
)
def test_who_has_an_interview_is_free_before_and_after_it_and_not_during_it(
    at: datetime, minutes: int, taken: int
) -> None:
    whole = (1 << 336) - 1
    members = tuple(PoolMember(str(key), slots=whole) for key in (1, 3, 4))
    lost = over(EndedWhy.DECLINED, seat(1, 0, gone=TIME), seat(3, 1))
    held = replace(HELD, starts_at=at, minutes=minutes)
    found = rematch(RoundPool(Pool(WEEK, members), {"3": 2}), [lost, held])
    assert found is not None
    (again,) = [each for each in found.pool.members if each.id == "3"]
    assert whole & ~again.slots == taken
