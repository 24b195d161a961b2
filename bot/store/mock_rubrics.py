"""Feedback on interviews, and how reliably members came to them: rows in, domain values out."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.domain.mock_reliability import FORGOTTEN_AFTER, Part, Reliability, record_of
from bot.domain.mock_rubrics import Feedback, RubricRole
from bot.domain.mock_sessions import EndedWhy, SessionState
from bot.store.dialects import inserting
from bot.store.tables import MockRubricRow, MockSeatRow, MockSessionRow
from bot.store.transaction import Tx

_OVER = tuple(state.value for state in SessionState if state.over)

BATCH = 500
"""Members asked about in one statement."""


async def put(tx: Tx, session_id: int, feedback: Feedback) -> None:
    """Keep what somebody wrote; writing it again replaces it."""
    values = {
        "session_id": session_id,
        "by_key": feedback.by_key,
        "about_key": feedback.about_key,
        "role": feedback.role.value,
        "question_key": feedback.question_key,
        "scores": json.dumps(dict(feedback.scores)),
        "words": feedback.words or None,
        "at": feedback.at,
    }
    again = {name: values[name] for name in ("question_key", "scores", "words", "at")}
    statement = inserting(tx, MockRubricRow).values(values)
    unique = ["session_id", "by_key", "about_key", "role"]
    await tx.execute(statement.on_conflict_do_update(index_elements=unique, set_=again))


async def of_session(tx: Tx, session_id: int) -> tuple[Feedback, ...]:
    """Everything written about one interview, the oldest first."""
    statement = select(MockRubricRow.__table__).where(MockRubricRow.session_id == session_id)
    return tuple(map(_feedback, (await tx.execute(statement.order_by(MockRubricRow.id))).all()))


async def of_sessions(tx: Tx, session_ids: Sequence[int]) -> Mapping[int, list[Feedback]]:
    """Everything written about some interviews, by interview, the oldest first."""
    statement = select(MockRubricRow.__table__).where(MockRubricRow.session_id.in_(session_ids))
    found: dict[int, list[Feedback]] = defaultdict(list)
    for row in (await tx.execute(statement.order_by(MockRubricRow.id))).all():
        found[row.session_id].append(_feedback(row))
    return found


async def mark_read(tx: Tx, session_id: int, about_key: int, now: datetime) -> None:
    """Whoever it is about has read it; the first time counts."""
    mine = MockRubricRow.session_id == session_id, MockRubricRow.about_key == about_key
    statement = update(MockRubricRow).where(*mine, MockRubricRow.read_at.is_(None))
    await tx.execute(statement.values(read_at=now))


async def reliability_of(tx: Tx, member_keys: Sequence[int], now: datetime) -> Mapping[int, Reliability]:
    """The record of each of these members."""
    records: dict[int, Reliability] = {}
    for first in range(0, len(member_keys), BATCH):
        asked = member_keys[first : first + BATCH]
        parts = await _parts(tx, asked, now - FORGOTTEN_AFTER)
        records |= {key: record_of(parts[key]) for key in asked}
    return records


async def _parts(tx: Tx, member_keys: Sequence[int], since: datetime) -> Mapping[int, list[Part]]:
    """What each of these members did in interviews that were to begin since then, the newest first."""
    seat, session = MockSeatRow, MockSessionRow
    told = session.state, session.ended_why, session.starts_at, seat.arrived_at, seat.gone_at, seat.absent
    statement = (
        select(seat.member_key, *told)
        .join(session, session.id == seat.session_id)
        .where(seat.member_key.in_(member_keys), session.state.in_(_OVER), session.starts_at > since)
        .order_by(session.starts_at.desc(), session.id.desc())
    )
    parts: dict[int, list[Part]] = defaultdict(list)
    for row in (await tx.execute(statement)).all():
        parts[row.member_key].append(_part(row))
    return parts


def _part(row: Row[*tuple[Any, ...]]) -> Part:
    return Part(
        state=SessionState(row.state),
        ended_why=EndedWhy(row.ended_why) if row.ended_why else None,
        starts_at=row.starts_at,
        arrived_at=row.arrived_at,
        gone=row.gone_at,
        absent=row.absent,
    )


def _feedback(row: Row[*tuple[Any, ...]]) -> Feedback:
    return Feedback(
        by_key=row.by_key,
        about_key=row.about_key,
        role=RubricRole(row.role),
        question_key=row.question_key,
        scores=json.loads(row.scores),
        words=row.words or "",
        at=row.at,
        read_at=row.read_at,
    )
