"""Who waits for a partner at once: rows in, domain values out."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, or_, select
from sqlalchemy.orm import aliased

from bot.domain.delivery import DeliveryKind
from bot.domain.mock_now import Wait
from bot.domain.mock_pool import Wants
from bot.domain.mock_sessions import SessionState
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from bot.store.dialects import inserting
from bot.store.members import MEMBER_COLUMNS, member_of
from bot.store.mock_sessions import OPEN
from bot.store.tables import (
    DeliveryRow,
    MemberRow,
    MockMemberRow,
    MockSeatRow,
    MockSessionRow,
    MockWaitRow,
    ScheduleRow,
)
from bot.store.transaction import Tx

_WAIT = MockWaitRow.kinds, MockWaitRow.since, MockWaitRow.until, MockWaitRow.rescues
_WANTS = MockMemberRow.level, MockMemberRow.role, MockMemberRow.firsts
_HELD = (*OPEN, SessionState.FINISHED.value)


async def put(
    tx: Tx,
    guild_id: int,
    member_key: int,
    kinds: Collection[QuestionKind],
    now: datetime,
    until: datetime,
    rescues: int | None,
) -> None:
    """Let a member wait; who waits already keeps their place."""
    named = ",".join(kind.value for kind in QuestionKind if kind in kinds)
    again = {"kinds": named, "until": until, "rescues": rescues}
    values = {"member_key": member_key, "guild_id": guild_id, "since": now, **again}
    await tx.execute(
        delete(MockWaitRow).where(MockWaitRow.member_key == member_key, MockWaitRow.until <= now)
    )
    statement = inserting(tx, MockWaitRow).values(values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_key"], set_=again))


async def waiting(tx: Tx, guild_id: int, now: datetime) -> tuple[Wait, ...]:
    """Everybody who waits in a guild, the longest waiting first."""
    statement = (
        select(*MEMBER_COLUMNS, *_WAIT, *_WANTS)
        .join(MemberRow, MemberRow.id == MockWaitRow.member_key)
        .outerjoin(MockMemberRow, MockMemberRow.member_key == MemberRow.id)
        .where(MockWaitRow.guild_id == guild_id, MockWaitRow.until > now)
        .order_by(MockWaitRow.since, MockWaitRow.member_key)
    )
    return tuple(map(_wait, (await tx.execute(statement)).all()))


async def remove(tx: Tx, member_keys: Collection[int]) -> None:
    """These wait no longer."""
    await tx.execute(delete(MockWaitRow).where(MockWaitRow.member_key.in_(list(member_keys))))


async def prune(tx: Tx, now: datetime) -> None:
    """Forget those whose time is over."""
    await tx.execute(delete(MockWaitRow).where(MockWaitRow.until <= now))


async def met_since(tx: Tx, member_key: int, since: datetime) -> frozenset[int]:
    """With whom a member has an interview open, or had one that was made or ended since then."""
    mine, theirs = aliased(MockSeatRow), aliased(MockSeatRow)
    recent = or_(
        MockSessionRow.state.in_(OPEN), MockSessionRow.created_at >= since, MockSessionRow.ended_at >= since
    )
    statement = (
        select(theirs.member_key)
        .select_from(mine)
        .join(theirs, theirs.session_id == mine.session_id)
        .join(MockSessionRow, MockSessionRow.id == mine.session_id)
        .where(mine.member_key == member_key, theirs.member_key != member_key, recent)
    )
    return frozenset((await tx.execute(statement)).scalars())


async def engaged(
    tx: Tx, member_keys: Collection[int], since: datetime, until: datetime
) -> tuple[tuple[int, int], ...]:
    """Who of these has which interview that runs, or that is agreed to begin between the two moments."""
    agreed = MockSessionRow.starts_at.between(since, until)
    now = or_(
        MockSessionRow.state == SessionState.RUNNING.value,
        (MockSessionRow.state == SessionState.AGREED.value) & agreed,
    )
    statement = (
        select(MockSeatRow.member_key, MockSeatRow.session_id)
        .join(MockSessionRow, MockSessionRow.id == MockSeatRow.session_id)
        .where(MockSeatRow.member_key.in_(list(member_keys)), MockSeatRow.gone_at.is_(None), now)
        .order_by(MockSeatRow.session_id)
    )
    return tuple((key, session_id) for key, session_id in (await tx.execute(statement)).all())


async def booked(tx: Tx, member_key: int, week: str) -> int:
    """How many interviews a member has in a week: ahead, running or held."""
    statement = (
        select(func.count())
        .select_from(MockSeatRow)
        .join(MockSessionRow, MockSessionRow.id == MockSeatRow.session_id)
        .where(MockSeatRow.member_key == member_key, MockSeatRow.gone_at.is_(None))
        .where(MockSessionRow.week == week, MockSessionRow.state.in_(_HELD))
    )
    return (await tx.execute(statement)).scalar_one()


async def called_since(tx: Tx, guild_id: int, ref: str, since: datetime) -> bool:
    """Whether the group was told, or is about to be, that somebody waits; `ref` begins those messages."""
    for row, at in ((ScheduleRow, ScheduleRow.created_at), (DeliveryRow, DeliveryRow.due_at)):
        mine = row.guild_id == guild_id, row.kind == DeliveryKind.ROUND.value, row.member_key.is_(None)
        statement = select(row.id).where(*mine, row.ref.startswith(f"{ref}:"), at > since)
        if (await tx.execute(statement.limit(1))).first() is not None:
            return True
    return False


def _wait(row: Row[*tuple[Any, ...]]) -> Wait:
    usual = Wants()
    return Wait(
        member=member_of(row),
        kinds=frozenset(QuestionKind(name) for name in row.kinds.split(",") if name),
        since=row.since,
        until=row.until,
        rescues=row.rescues,
        level=row.level or usual.level,
        role=Role(row.role) if row.role else usual.role,
        firsts=row.firsts or 0,
    )
