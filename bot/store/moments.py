"""Moments that members reached: rows in, domain values out."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, exists, select, update

from bot.domain.moments import Moment, Reached
from bot.domain.tasks import TaskState
from bot.store.dialects import inserting
from bot.store.tables import MemberRow, MomentRow, TaskRow
from bot.store.transaction import Tx

_COLUMNS = (
    MomentRow.id,
    MomentRow.kind,
    MomentRow.title,
    MomentRow.day,
    MomentRow.shown_at,
    MomentRow.shared_at,
)


async def add(tx: Tx, member_key: int, reached: Reached, day: date, now: datetime) -> Moment | None:
    """Record a moment; None if the member reached it before."""
    values = {
        "member_key": member_key,
        "kind": reached.kind,
        "title": reached.title,
        "day": day,
        "at": now,
    }
    statement = inserting(tx, MomentRow).values(values)
    once = statement.on_conflict_do_nothing(index_elements=["member_key", "kind"])
    row = (await tx.execute(once.returning(*_COLUMNS))).one_or_none()
    return None if row is None else _moment(row)


async def of(tx: Tx, guild_id: int, user_id: int) -> tuple[Moment, ...]:
    """All moments of this person in this guild, newest first."""
    statement = _mine(guild_id, user_id).order_by(MomentRow.day.desc(), MomentRow.id.desc())
    return tuple(_moment(row) for row in (await tx.execute(statement)).all())


async def unshown(tx: Tx, guild_id: int, user_id: int, before: datetime) -> tuple[Moment, ...]:
    """Those recorded before an instant whose card has not reached the member, oldest first."""
    waiting = MomentRow.shown_at.is_(None), MomentRow.at < before
    statement = _mine(guild_id, user_id).where(*waiting).order_by(MomentRow.id)
    return tuple(_moment(row) for row in (await tx.execute(statement)).all())


async def find(tx: Tx, guild_id: int, user_id: int, moment_id: int) -> Moment | None:
    """One moment, only if it is this person's in this guild."""
    row = (await tx.execute(_mine(guild_id, user_id).where(MomentRow.id == moment_id))).one_or_none()
    return None if row is None else _moment(row)


async def known(tx: Tx, member_key: int, kinds: Collection[str]) -> frozenset[str]:
    """Which of these kinds the member has reached."""
    mine = MomentRow.member_key == member_key, MomentRow.kind.in_(kinds)
    return frozenset((await tx.execute(select(MomentRow.kind).where(*mine))).scalars())


async def find_kind(tx: Tx, member_key: int, kind: str) -> Moment | None:
    """The member's moment of this kind."""
    statement = select(*_COLUMNS).where(MomentRow.member_key == member_key, MomentRow.kind == kind)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _moment(row)


async def set_shown(tx: Tx, moment_id: int, now: datetime) -> None:
    """Its card reached the member; the first time stays."""
    await tx.execute(_one(moment_id).where(MomentRow.shown_at.is_(None)).values(shown_at=now))


async def share(tx: Tx, moment_id: int, channel_id: int | None, now: datetime) -> bool:
    """The member posts it to this channel; False if they posted it before."""
    unshared = _one(moment_id).where(MomentRow.shared_at.is_(None))
    statement = unshared.values(shared_at=now, shared_channel_id=channel_id)
    return bool((await tx.execute(statement)).rowcount)


async def unshare(tx: Tx, moment_id: int) -> None:
    """It did not get to the group after all."""
    await tx.execute(_one(moment_id).values(shared_at=None, shared_channel_id=None))


async def all_done(tx: Tx, enrolment_id: int, item_keys: Collection[str]) -> bool:
    """Whether every planned sitting of these items is done."""
    unfinished = exists().where(
        TaskRow.enrolment_id == enrolment_id,
        TaskRow.item_key.in_(item_keys),
        TaskRow.state != TaskState.DONE.value,
    )
    return not (await tx.execute(select(unfinished))).scalar_one()


def _mine(guild_id: int, user_id: int) -> Any:
    joined = select(*_COLUMNS).join(MemberRow, MemberRow.id == MomentRow.member_key)
    return joined.where(MemberRow.guild_id == guild_id, MemberRow.user_id == user_id)


def _one(moment_id: int) -> Any:
    return update(MomentRow).where(MomentRow.id == moment_id)


def _moment(row: Row[*tuple[Any, ...]]) -> Moment:
    return Moment(row.id, row.kind, row.title, row.day, row.shown_at, row.shared_at)
