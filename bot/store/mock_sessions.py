"""Interviews: rows in, domain values out."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Row, Select, and_, func, insert, select, update

from bot.domain.mock_rematch import SeatStanding, Standing
from bot.domain.mock_sessions import EndedWhy, NewSession, Seat, Session, SessionSource, SessionState, Step
from bot.domain.questions import QuestionKind
from bot.store.decoding import decoded
from bot.store.members import MEMBER_COLUMNS, member_of
from bot.store.steps import Steps
from bot.store.tables import MemberRow, MockSeatRow, MockSessionRow
from bot.store.transaction import Tx

_SEAT = (
    MockSeatRow.session_id,
    MockSeatRow.position,
    MockSeatRow.vote,
    MockSeatRow.gone_at,
    MockSeatRow.asked_first,
    MockSeatRow.arrived_at,
    MockSeatRow.absent,
    MockSeatRow.question_key,
    MockSeatRow.question_changed,
    MockSeatRow.moves,
    MockSeatRow.words,
)

STEPS = Steps(MockSessionRow)

OPEN = tuple(state.value for state in SessionState if not state.over)
_UNHELD = (SessionState.FINDING.value, SessionState.AGREED.value)

A_STATEMENT = 100
"""Interviews in one statement: a large round shares the database with people who wait for an answer."""


async def add(tx: Tx, new: NewSession, step: Step | None, next_at: datetime | None, now: datetime) -> int:
    """Keep a new interview, in state `finding`; returns its id."""
    return (await add_many(tx, [new], step, next_at, now))[0]


async def add_many(
    tx: Tx, news: Sequence[NewSession], step: Step | None, next_at: datetime | None, now: datetime
) -> tuple[int, ...]:
    """Keep new interviews, in state `finding`; returns their ids in the same order."""
    last = (await tx.execute(select(func.max(MockSessionRow.id)))).scalar_one() or 0
    for begin in range(0, len(news), A_STATEMENT):
        some = news[begin : begin + A_STATEMENT]
        await tx.execute(insert(MockSessionRow), [_values(new, step, next_at, now) for new in some])
    # Who writes is alone, and numbers rise; returned in order, SQLite would insert them one by one.
    added = select(MockSessionRow.id).where(MockSessionRow.id > last).order_by(MockSessionRow.id)
    ids = tuple((await tx.execute(added)).scalars())
    seats = [
        {"session_id": session_id, "member_key": key, "position": position}
        for session_id, new in zip(ids, news, strict=True)
        for position, key in enumerate(new.member_keys)
    ]
    for begin in range(0, len(seats), A_STATEMENT):
        await tx.execute(insert(MockSeatRow), seats[begin : begin + A_STATEMENT])
    return ids


def _values(new: NewSession, step: Step | None, next_at: datetime | None, now: datetime) -> dict[str, Any]:
    return {
        "guild_id": new.guild_id,
        "round_id": new.round_id,
        "source": new.source.value,
        "week": new.week,
        "kind": new.kind.value,
        "level": new.level,
        "state": SessionState.FINDING.value,
        "minutes": new.minutes,
        "slots": _instants(new.slots),
        "reasons": json.dumps(new.reasons),
        "step": step.value if step else None,
        "next_at": next_at,
        "created_at": now,
        "updated_at": now,
    }


async def find(tx: Tx, guild_id: int, session_id: int) -> Session | None:
    """One interview of this guild."""
    found = await _sessions(tx, _session_query(guild_id, session_id))
    return found[0] if found else None


async def find_to_change(tx: Tx, guild_id: int, session_id: int) -> Session | None:
    """The same, held until the transaction ends."""
    found = await _sessions(tx, _session_query(guild_id, session_id).with_for_update())
    return found[0] if found else None


async def of_thread(tx: Tx, guild_id: int, thread_id: int) -> Session | None:
    """The interview whose thread this is."""
    mine = MockSessionRow.guild_id == guild_id, MockSessionRow.thread_id == thread_id
    found = await _sessions(tx, select(MockSessionRow.__table__).where(*mine))
    return found[0] if found else None


async def of_member(
    tx: Tx, member_key: int, *, states: Iterable[str] = OPEN, limit: int = 25
) -> tuple[Session, ...]:
    """A member's interviews in these states, the newest first; those they gave up are left out."""
    statement = (
        select(MockSessionRow.__table__)
        .join(MockSeatRow, MockSeatRow.session_id == MockSessionRow.id)
        .where(MockSeatRow.member_key == member_key, MockSeatRow.gone_at.is_(None))
        .where(MockSessionRow.state.in_(list(states)))
        .order_by(MockSessionRow.id.desc())
        .limit(limit)
    )
    return await _sessions(tx, statement)


async def of_ids(tx: Tx, guild_id: int, ids: Collection[int]) -> tuple[Session, ...]:
    """Some interviews of this guild, in no order."""
    mine = MockSessionRow.guild_id == guild_id, MockSessionRow.id.in_(list(ids))
    return await _sessions(tx, select(MockSessionRow.__table__).where(*mine))


async def of_round(tx: Tx, round_id: int) -> tuple[Session, ...]:
    """All interviews of one round, in the order in which they were made."""
    statement = select(MockSessionRow.__table__).where(MockSessionRow.round_id == round_id)
    return await _sessions(tx, statement.order_by(MockSessionRow.id))


async def standings(tx: Tx, round_id: int) -> Mapping[int, Standing]:
    """How all interviews of a round stand, by id."""
    session = MockSessionRow.id, MockSessionRow.state, MockSessionRow.revision
    seat = MockSeatRow.member_key, MockSeatRow.vote, MockSeatRow.gone_at, MockSeatRow.absent
    statement = (
        select(*session, *seat)
        .join(MockSeatRow, MockSeatRow.session_id == MockSessionRow.id)
        .where(MockSessionRow.round_id == round_id)
        .order_by(MockSessionRow.id, MockSeatRow.member_key)
    )
    rows = (await tx.execute(statement)).all()
    return {
        session_id: Standing(SessionState(state), revision, tuple(SeatStanding(*row[3:]) for row in seats))
        for (session_id, state, revision), seats in groupby(rows, key=itemgetter(0, 1, 2))
    }


async def unheld(tx: Tx, round_id: int) -> tuple[int, ...]:
    """Ids of the interviews of a round that have neither begun nor ended."""
    mine = MockSessionRow.round_id == round_id, MockSessionRow.state.in_(_UNHELD)
    return tuple((await tx.execute(select(MockSessionRow.id).where(*mine))).scalars())


async def change(tx: Tx, session_id: int, now: datetime, **values: Any) -> None:
    """Set columns of one interview; enums and tuples of instants are written as they are kept."""
    kept = {name: _kept(value) for name, value in values.items()}
    statement = update(MockSessionRow).where(MockSessionRow.id == session_id)
    await tx.execute(statement.values(updated_at=now, **kept))


async def change_seat(tx: Tx, session_id: int, member_key: int, **values: Any) -> None:
    """Set columns of one member's seat."""
    mine = MockSeatRow.session_id == session_id, MockSeatRow.member_key == member_key
    await tx.execute(update(MockSeatRow).where(*mine).values(values))


async def clear_votes(tx: Tx, session_id: int) -> None:
    """Nobody has said yes to anything any more."""
    await tx.execute(update(MockSeatRow).where(MockSeatRow.session_id == session_id).values(vote=None))


def _session_query(guild_id: int, session_id: int) -> Select[Any]:
    mine = and_(MockSessionRow.id == session_id, MockSessionRow.guild_id == guild_id)
    return select(MockSessionRow.__table__).where(mine)


async def _sessions(tx: Tx, statement: Select[Any]) -> tuple[Session, ...]:
    rows = (await tx.execute(statement)).all()
    seats = await _seats(tx, [row.id for row in rows])

    def made(some: Sequence[Row[*tuple[Any, ...]]]) -> tuple[Session, ...]:
        return tuple(_session(row, tuple(seats[row.id])) for row in some)

    return await decoded(made, rows)


async def _seats(tx: Tx, session_ids: Sequence[int]) -> Mapping[int, list[Seat]]:
    if not session_ids:
        return {}
    statement = (
        select(*_SEAT, *MEMBER_COLUMNS)
        .join(MemberRow, MemberRow.id == MockSeatRow.member_key)
        .where(MockSeatRow.session_id.in_(session_ids))
        .order_by(MockSeatRow.session_id, MockSeatRow.position)
    )
    return await decoded(_by_session, (await tx.execute(statement)).all())


def _by_session(rows: Sequence[Row[*tuple[Any, ...]]]) -> Mapping[int, list[Seat]]:
    seats: dict[int, list[Seat]] = defaultdict(list)
    for row in rows:
        seats[row.session_id].append(_seat(row))
    return seats


def _seat(row: Row[*tuple[Any, ...]]) -> Seat:
    return Seat(
        member=member_of(row),
        position=row.position,
        vote=row.vote,
        gone=row.gone_at,
        asked_first=row.asked_first,
        arrived_at=row.arrived_at,
        absent=row.absent,
        question_key=row.question_key,
        question_changed=row.question_changed,
        moves=row.moves,
        words=row.words,
    )


def _session(row: Row[*tuple[Any, ...]], seats: tuple[Seat, ...]) -> Session:
    return Session(
        id=row.id,
        guild_id=row.guild_id,
        round_id=row.round_id,
        source=SessionSource(row.source),
        week=row.week,
        kind=QuestionKind(row.kind),
        level=row.level,
        state=SessionState(row.state),
        ended_why=EndedWhy(row.ended_why) if row.ended_why else None,
        minutes=row.minutes,
        slots=tuple(map(datetime.fromisoformat, json.loads(row.slots))),
        reasons=tuple(json.loads(row.reasons)),
        starts_at=row.starts_at,
        thread_id=row.thread_id,
        thread_lost=row.thread_lost,
        event_id=row.event_id,
        revision=row.revision,
        turn=row.turn,
        started_at=row.started_at,
        turned_at=row.turned_at,
        ended_at=row.ended_at,
        step=Step(row.step) if row.step else None,
        next_at=row.next_at,
        created_at=row.created_at,
        seats=seats,
    )


def _instants(slots: Sequence[datetime]) -> str:
    return json.dumps([slot.astimezone(UTC).isoformat() for slot in slots])


def _kept(value: Any) -> Any:
    if isinstance(value, tuple):
        return _instants(cast("tuple[datetime, ...]", value))
    return value.value if isinstance(value, StrEnum) else value
