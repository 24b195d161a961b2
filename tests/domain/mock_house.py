"""Interviews made by hand, for rules that need one."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.members import Member
from bot.domain.mock_rounds import Round, RoundReport, RoundState
from bot.domain.mock_sessions import Seat, Session, SessionSource, SessionState
from bot.domain.questions import QuestionKind
from tests.delivery.world import BERLIN, GUILD, utc

START = utc("2026-06-01 18:00")
ADA, BEN, CYD, DAN = 1, 2, 3, 4


def person(user_id: int) -> Member:
    """Somebody in Berlin."""
    return Member(user_id * 10, GUILD, user_id, BERLIN, 180, None)


def seat(user_id: int, position: int, arrived: datetime | None = None, **values: Any) -> Seat:
    """Somebody's part."""
    return Seat(person(user_id), position, arrived_at=arrived, **values)


def interview(*seats: Seat, **values: Any) -> Session:
    """An agreed one between Ada, who asks first, and Ben, unless told otherwise."""
    known: dict[str, Any] = {
        "id": 7,
        "guild_id": GUILD,
        "round_id": None,
        "source": SessionSource.ROUND,
        "week": "2026-W23",
        "kind": QuestionKind.CODING,
        "level": 2,
        "state": SessionState.AGREED,
        "ended_why": None,
        "minutes": 60,
        "slots": (),
        "reasons": (),
        "starts_at": START,
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
        "created_at": START - timedelta(days=3),
        "seats": seats or (seat(ADA, 0), seat(BEN, 1)),
    }
    return Session(**{**known, **values})


def paired_round(**values: Any) -> Round:
    """A round whose pairs are found, unless told otherwise."""
    known: dict[str, Any] = {
        "id": 7,
        "guild_id": GUILD,
        "week": "2026-W48",
        "state": RoundState.PAIRED,
        "seed": 1,
        "opens_at": utc("2026-11-19 11:00"),
        "closes_at": utc("2026-11-22 11:00"),
        "next_at": None,
        "report": RoundReport(),
        "total": 900,
        "bound": 1000,
        "paired_at": utc("2026-11-22 11:00"),
    }
    return Round(**{**known, **values})


def running(*seats: Seat, turn: int = 1, **values: Any) -> Session:
    """One that has begun on time."""
    turned_at = START + timedelta(minutes=30) * (turn - 1)
    return interview(
        *seats, state=SessionState.RUNNING, turn=turn, started_at=START, turned_at=turned_at, **values
    )


def finished(*seats: Seat, turn: int = 2, **values: Any) -> Session:
    """One that took place."""
    ended_at = START + timedelta(hours=1)
    return interview(*seats, state=SessionState.FINISHED, turn=turn, ended_at=ended_at, **values)
