"""What became of deliveries, for the member, for organisers and for the host; and forgetting it in time."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    delete,
    exists,
    extract,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from bot.domain.delivery import ON_TIME, Delivery, DeliveryKind, DeliveryState, Reason
from bot.domain.delivery_review import MISSED_REASONS, DeliveryGroup, Reviewed, Waiting
from bot.store.tables import DeliveryRow, MemberRow
from bot.store.transaction import Tx

_SHOWN = (
    DeliveryRow.id,
    MemberRow.user_id,
    DeliveryRow.kind,
    DeliveryRow.local_day,
    DeliveryRow.due_at,
    DeliveryRow.state,
    DeliveryRow.reason,
    DeliveryRow.attempts,
    DeliveryRow.channel_id,
    DeliveryRow.message_id,
    DeliveryRow.settled_at,
)

_REVIEWED = (
    DeliveryRow.id,
    MemberRow.user_id,
    DeliveryRow.kind,
    DeliveryRow.due_at,
    DeliveryRow.expires_at,
    DeliveryRow.state,
    DeliveryRow.reason,
    DeliveryRow.attempts,
    DeliveryRow.settled_at,
)

QUEUED = DeliveryState.QUEUED.value

_DELAY = extract("epoch", DeliveryRow.settled_at) - extract("epoch", DeliveryRow.due_at)
"""Seconds between the time it was due and the time it was settled."""

_LATE_FROM = ON_TIME.total_seconds()

_GROUPS: dict[DeliveryGroup, ColumnElement[bool]] = {
    DeliveryGroup.DUE: DeliveryRow.state.in_((QUEUED, DeliveryState.SENDING.value)),
    DeliveryGroup.LATE: and_(DeliveryRow.state == DeliveryState.SENT.value, _DELAY > _LATE_FROM),
    DeliveryGroup.MISSED: and_(
        DeliveryRow.state == DeliveryState.DROPPED.value,
        DeliveryRow.reason.in_([reason.value for reason in MISSED_REASONS]),
    ),
    DeliveryGroup.DEAD: DeliveryRow.state == DeliveryState.DEAD.value,
}


async def of_guild(tx: Tx, guild_id: int, limit: int, before: int | None = None) -> tuple[Delivery, ...]:
    """A guild's deliveries, newest first; `before` is the last id of the page before this one."""
    statement = _shown().where(DeliveryRow.guild_id == guild_id).limit(limit)
    if before is not None:
        statement = statement.where(DeliveryRow.id < before)
    return tuple(_delivery(row) for row in (await tx.execute(statement)).all())


async def last_settled(tx: Tx, member_key: int, kind: DeliveryKind) -> Delivery | None:
    """What became of the member's newest finished delivery of this kind."""
    statement = _shown().where(
        DeliveryRow.member_key == member_key,
        DeliveryRow.kind == kind.value,
        DeliveryRow.settled_at.is_not(None),
    )
    row: Sequence[Any] | None = (await tx.execute(statement.limit(1))).one_or_none()
    return None if row is None else _delivery(row)


async def last_sent_at(tx: Tx, member_key: int, kind: DeliveryKind) -> datetime | None:
    """When the member was last sent something of this kind."""
    statement = select(func.max(DeliveryRow.settled_at)).where(
        DeliveryRow.member_key == member_key,
        DeliveryRow.kind == kind.value,
        DeliveryRow.state == DeliveryState.SENT.value,
    )
    return (await tx.execute(statement)).scalar_one()


async def sent_to_guild(
    tx: Tx, guild_id: int, kind: DeliveryKind, ref: str, first: date, last: date
) -> tuple[Delivery, ...]:
    """The guild's own messages of this kind that went out on these days, both included, newest first."""
    statement = _shown().where(
        DeliveryRow.guild_id == guild_id,
        DeliveryRow.member_key.is_(None),
        DeliveryRow.kind == kind.value,
        DeliveryRow.ref == ref,
        DeliveryRow.local_day.between(first, last),
        DeliveryRow.state == DeliveryState.SENT.value,
    )
    return tuple(_delivery(row) for row in (await tx.execute(statement)).all())


async def counts(tx: Tx, guild_id: int, since: datetime) -> dict[DeliveryGroup, int]:
    """How many of a guild's deliveries due since then are in each group."""
    sums = [func.sum(case((condition, 1), else_=0)) for condition in _GROUPS.values()]
    statement = select(*sums).where(DeliveryRow.guild_id == guild_id, DeliveryRow.due_at >= since)
    row = (await tx.execute(statement)).one()
    return {group: int(total or 0) for group, total in zip(_GROUPS, row, strict=True)}


async def in_group(
    tx: Tx, guild_id: int, group: DeliveryGroup, since: datetime, limit: int, before: int | None = None
) -> tuple[Reviewed, ...]:
    """A guild's deliveries of a group due since then, newest first; `before` is the last id already seen."""
    statement = _reviewed(DeliveryRow.guild_id == guild_id, _GROUPS[group], DeliveryRow.due_at >= since)
    if before is not None:
        statement = statement.where(DeliveryRow.id < before)
    found = (await tx.execute(statement.order_by(DeliveryRow.id.desc()).limit(limit))).all()
    return tuple(_review(row) for row in found)


async def usable(
    tx: Tx, guild_id: int, states: Sequence[DeliveryState], now: datetime, limit: int
) -> tuple[Reviewed, ...]:
    """A guild's newest deliveries in these states that would still be worth sending."""
    wanted = DeliveryRow.state.in_([state.value for state in states])
    statement = _reviewed(DeliveryRow.guild_id == guild_id, wanted, DeliveryRow.expires_at >= now)
    found = (await tx.execute(statement.order_by(DeliveryRow.id.desc()).limit(limit))).all()
    return tuple(_review(row) for row in found)


async def find(tx: Tx, guild_id: int, delivery_id: int) -> Reviewed | None:
    """One of a guild's deliveries."""
    statement = _reviewed(DeliveryRow.guild_id == guild_id, DeliveryRow.id == delivery_id)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _review(row)


async def put_back(tx: Tx, guild_id: int, found: Reviewed, now: datetime) -> bool:
    """Queue it again, unless it has changed since it was found.

    What surely left no message goes where a member's settings say now; else the first try is looked for.
    """
    values: dict[str, Any] = {"state": QUEUED, "reason": None, "not_before": now, "settled_at": None}
    if found.surely_unsent:
        values["first_try_at"] = None
        if found.user_id is not None:
            values["channel_id"] = None
    statement = _one(guild_id, found.id).where(DeliveryRow.state == found.state.value)
    return bool((await tx.execute(statement.values(values))).rowcount)


async def cancel(tx: Tx, guild_id: int, delivery_id: int, now: datetime) -> bool:
    """Drop what is queued; False if it is not."""
    statement = _one(guild_id, delivery_id).where(DeliveryRow.state == QUEUED)
    values = {"state": DeliveryState.DROPPED.value, "reason": None, "settled_at": now}
    return bool((await tx.execute(statement.values(values))).rowcount)


async def waiting(tx: Tx, now: datetime) -> Waiting:
    """All that may be sent at `now` and is not held by anybody."""
    statement = select(func.count(), func.min(DeliveryRow.not_before)).where(
        DeliveryRow.state == QUEUED, DeliveryRow.not_before <= now
    )
    count, since = (await tx.execute(statement)).one()
    return Waiting(count, since)


async def outdated(tx: Tx, before: datetime, dead_before: datetime, limit: int) -> tuple[int, ...]:
    """Ids of finished deliveries settled before these instants, oldest first.

    Everybody's newest one of a kind is left: `/nudges show` tells what became of it.
    """
    newer = aliased(DeliveryRow)
    followed = exists().where(
        newer.member_key == DeliveryRow.member_key, newer.kind == DeliveryRow.kind, newer.id > DeliveryRow.id
    )
    done = (DeliveryState.SENT.value, DeliveryState.DROPPED.value)
    statement = (
        select(DeliveryRow.id)
        .where(or_(_settled(done, before), _settled((DeliveryState.DEAD.value,), dead_before)))
        .where(or_(followed, DeliveryRow.member_key.is_(None)))
        .order_by(DeliveryRow.id)
        .limit(limit)
    )
    return tuple((await tx.execute(statement)).scalars())


async def forget(tx: Tx, delivery_ids: Sequence[int]) -> int:
    """Delete these deliveries as far as they are finished; returns how many were."""
    statement = delete(DeliveryRow).where(
        DeliveryRow.id.in_(delivery_ids), DeliveryRow.settled_at.is_not(None)
    )
    return (await tx.execute(statement)).rowcount


def _settled(states: Sequence[str], before: datetime) -> ColumnElement[bool]:
    # `not_before` is there for the index: what was settled then had been due.
    return and_(
        DeliveryRow.state.in_(states), DeliveryRow.not_before < before, DeliveryRow.settled_at < before
    )


def _one(guild_id: int, delivery_id: int) -> Any:
    return update(DeliveryRow).where(DeliveryRow.guild_id == guild_id, DeliveryRow.id == delivery_id)


def _reviewed(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    joined = select(*_REVIEWED).outerjoin(MemberRow, MemberRow.id == DeliveryRow.member_key)
    return joined.where(*conditions)


def _review(row: Row[*tuple[Any, ...]]) -> Reviewed:
    return Reviewed(
        id=row.id,
        user_id=row.user_id,
        kind=DeliveryKind(row.kind),
        due_at=row.due_at,
        expires_at=row.expires_at,
        state=DeliveryState(row.state),
        reason=Reason(row.reason) if row.reason else None,
        attempts=row.attempts,
        settled_at=row.settled_at,
    )


def _shown() -> Select[*tuple[Any, ...]]:
    joined = select(*_SHOWN).outerjoin(MemberRow, MemberRow.id == DeliveryRow.member_key)
    return joined.order_by(DeliveryRow.id.desc())


def _delivery(row: Sequence[Any]) -> Delivery:
    key, user_id, kind, day, due_at, state, reason, attempts, channel_id, message_id, settled_at = row
    return Delivery(
        id=key,
        user_id=user_id,
        kind=DeliveryKind(kind),
        local_day=day,
        due_at=due_at,
        state=DeliveryState(state),
        reason=Reason(reason) if reason else None,
        attempts=attempts,
        channel_id=channel_id,
        message_id=message_id,
        settled_at=settled_at,
    )
