"""Interviews for tests of pure rules."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.members import Member
from bot.domain.mock_sessions import Seat, Session, SessionSource, SessionState
from bot.domain.questions import QuestionKind

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
"""A Monday, nine o'clock in Berlin; the week is 2026-W02."""


def seat(user_id: int, position: int = 0, zone: str = "Europe/Berlin", **more: Any) -> Seat:
    """Somebody's seat."""
    member = Member(user_id, 1000, user_id, ZoneInfo(zone), 180, None)
    return Seat(member, position, **more)


def session(*seats: Seat, **changes: Any) -> Session:
    """An interview of these people, looking for a time unless told otherwise."""
    values: dict[str, Any] = {
        "id": 7,
        "guild_id": 1000,
        "round_id": None,
        "source": SessionSource.ROUND,
        "week": "2026-W02",
        "kind": QuestionKind.CODING,
        "level": 3,
        "state": SessionState.FINDING,
        "ended_why": None,
        "minutes": 60,
        "slots": (),
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
        "created_at": NOW,
        "seats": seats,
    }
    return Session(**{**values, **changes})
