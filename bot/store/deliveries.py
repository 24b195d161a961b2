"""The outbox: messages owed, who is sending them, and what became of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, exists, func, or_, select, text, update
from sqlalchemy.orm import aliased

from bot.domain.delivery import (
    CLOSED_LIMIT,
    Claim,
    DeliveryKind,
    DeliveryState,
    Destination,
    Reason,
    Route,
    route,
)
from bot.domain.outcomes import Settlement
from bot.store.tables import DeliveryRow, GuildRow, MemberRow, ScheduleRow, UtcDateTime
from bot.store.transaction import Tx

QUEUED = DeliveryState.QUEUED.value
SENDING = DeliveryState.SENDING.value
DAILY = (DeliveryKind.NUDGE, DeliveryKind.WARNING)
"""One consent for both: what closes for the one is closed for the other."""
FREE: dict[str, Any] = {"owner": None, "lease_until": None}


def _dead(dialect: str) -> Any:
    """Held by a sender that no longer lives.

    On SQLite only one process runs, so everybody but `owner` is dead; elsewhere a lease has to run out.
    """
    over = DeliveryRow.lease_until <= bindparam("now", type_=UtcDateTime)
    if dialect == "sqlite":
        over = or_(over, DeliveryRow.owner != bindparam("me"))
    return and_(DeliveryRow.state == SENDING, over)


_MAY_GO = and_(DeliveryRow.state == QUEUED, DeliveryRow.not_before <= bindparam("now", type_=UtcDateTime))
_WAITING = {
    dialect: select(or_(exists().where(_MAY_GO), exists().where(_dead(dialect))))
    for dialect in ("sqlite", "postgresql")
}


async def waiting(tx: Tx, owner: str, now: datetime) -> bool:
    """Whether there is anything to take, to drop or to take back."""
    return (await tx.execute(_WAITING[tx.dialect.name], {"me": owner, "now": now})).scalar_one()


async def release_dead(tx: Tx, owner: str, now: datetime) -> int:
    """Take back what a sender that no longer lives was sending; returns how many."""
    statement = update(DeliveryRow).where(_dead(tx.dialect.name)).values({"state": QUEUED, **FREE})
    return (await tx.execute(statement, {"me": owner, "now": now})).rowcount


async def drop_expired(tx: Tx, now: datetime) -> int:
    """Drop what is too late now and has never been tried; returns how many."""
    statement = update(DeliveryRow).where(
        DeliveryRow.state == QUEUED,
        DeliveryRow.not_before <= now,
        DeliveryRow.expires_at < now,
        DeliveryRow.first_try_at.is_(None),
    )
    values = {"state": DeliveryState.DROPPED.value, "reason": Reason.TOO_LATE.value, "settled_at": now}
    return (await tx.execute(statement.values(values))).rowcount


_QUEUE = (
    DeliveryRow.id,
    DeliveryRow.guild_id,
    DeliveryRow.member_key,
    DeliveryRow.kind,
    DeliveryRow.ref,
    DeliveryRow.destination,
    DeliveryRow.due_at,
    DeliveryRow.expires_at,
    DeliveryRow.reason,
    DeliveryRow.attempts,
    DeliveryRow.first_try_at,
    DeliveryRow.channel_id,
    MemberRow.user_id,
    MemberRow.dm_channel_id,
    MemberRow.dm_closed_count,
    GuildRow.nudge_channel_id,
)


_QUEUED = (
    select(*_QUEUE)
    .outerjoin(MemberRow, MemberRow.id == DeliveryRow.member_key)
    .outerjoin(GuildRow, GuildRow.guild_id == DeliveryRow.guild_id)
    .where(_MAY_GO)
    .order_by(DeliveryRow.not_before, DeliveryRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=DeliveryRow)
)


def _free_ways() -> Any:
    """Not where another process is sending just now: each way to people has one order.

    Mirrors `route`: where a message was tried, else the guild's channel, else the member's direct messages.
    """
    other = aliased(DeliveryRow)
    channel, closed = GuildRow.nudge_channel_id, func.coalesce(MemberRow.dm_closed_count, 0) >= CLOSED_LIMIT
    to_channel = or_(
        DeliveryRow.destination == Destination.CHANNEL.value,
        and_(
            DeliveryRow.destination == Destination.DM_OR_CHANNEL.value,
            channel.is_not(None),
            closed,
        ),
    )
    way = func.coalesce(DeliveryRow.channel_id, case((to_channel, channel), else_=MemberRow.dm_channel_id))
    # The first direct message has no channel yet: then nobody else may be sending to that member.
    same = or_(other.channel_id == way, and_(way.is_(None), other.member_key == DeliveryRow.member_key))
    held = and_(other.state == SENDING, other.owner != bindparam("me"), same)
    return ~exists(select(other.id).where(held))


_QUEUED_ELSEWHERE = _QUEUED.where(_free_ways())

# Any number will do as long as it stays and is not another lock's: "take" in ASCII.
_TAKE_TURN = text(f"SELECT pg_advisory_xact_lock({0x74616B65})")


async def _queue(tx: Tx, owner: str, now: datetime, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What may go, and on which ways. Several processes look one after the other, so that each sees what the
    one before it took."""
    values = {"now": now, "most": limit}
    if tx.dialect.name == "sqlite":
        return (await tx.execute(_QUEUED, values)).all()
    await tx.execute(_TAKE_TURN)
    return (await tx.execute(_QUEUED_ELSEWHERE, {**values, "me": owner})).all()


async def take(tx: Tx, owner: str, now: datetime, lease: timedelta, limit: int) -> tuple[Claim, ...]:
    """Hold up to `limit` queued deliveries, oldest first; commit this before a byte leaves."""
    claims = tuple(_claim(row, owner, now, now + lease) for row in await _queue(tx, owner, now, limit))
    if not claims:
        return ()
    statement = (
        update(DeliveryRow)
        .where(DeliveryRow.id == bindparam("row_id"))
        .values(
            state=SENDING,
            owner=owner,
            lease_until=now + lease,
            attempts=bindparam("new_attempts"),
            first_try_at=bindparam("new_first_try_at"),
            channel_id=bindparam("new_channel_id"),
        )
    )
    rows = [
        {
            "row_id": claim.id,
            "new_attempts": claim.attempts,
            "new_first_try_at": claim.first_try_at,
            "new_channel_id": claim.channel_id,
        }
        for claim in claims
    ]
    await tx.execute(statement, rows)
    return claims


def _claim(row: Row[*tuple[Any, ...]], owner: str, now: datetime, lease_until: datetime) -> Claim:
    way = _way(row)
    return Claim(
        id=row.id,
        guild_id=row.guild_id,
        user_id=row.user_id,
        member_key=row.member_key,
        kind=DeliveryKind(row.kind),
        due_at=row.due_at,
        expires_at=row.expires_at,
        owner=owner,
        attempts=row.attempts + 1,
        lease_until=lease_until,
        first_try_at=row.first_try_at or now,
        unsure_since=row.first_try_at,
        direct=way.direct,
        # Where it was tried is where it is tried again, and looked for.
        channel_id=row.channel_id or way.channel_id,
        fallback_id=way.fallback_id,
        reason=Reason(row.reason) if row.reason else way.reason,
        closed_count=row.dm_closed_count or 0,
        ref=row.ref,
    )


def _way(row: Row[*tuple[Any, ...]]) -> Route:
    destination = Destination(row.destination)
    return route(destination, row.dm_channel_id, row.nudge_channel_id, row.dm_closed_count or 0)


async def set_channel(tx: Tx, claim: Claim, channel_id: int) -> bool:
    """Remember a direct-message channel that was opened for this claim; False if it is no longer held."""
    held = await tx.execute(_held(claim).values(channel_id=channel_id))
    if held.rowcount:
        await _set_member(tx, claim, dm_channel_id=channel_id)
    return bool(held.rowcount)


async def is_held(tx: Tx, claim: Claim) -> bool:
    """Whether a claim is still its sender's."""
    found = await tx.execute(select(DeliveryRow.id).where(*_ours(claim)))
    return found.first() is not None


async def settle(tx: Tx, claim: Claim, what: Settlement, now: datetime) -> bool:
    """Write down what became of a claim; False, and nothing changes, if somebody else holds it by now."""
    values: dict[str, Any] = {
        **FREE,
        "state": what.state.value,
        "reason": what.reason.value if what.reason else None,
        "channel_id": what.channel_id,
        "message_id": what.message_id,
        "first_try_at": what.first_try_at,
    }
    if what.state is DeliveryState.QUEUED:
        values["not_before"] = what.not_before
    else:
        values |= {"settled_at": now, "first_try_at": claim.first_try_at}
    if what.to_channel:
        values["destination"] = Destination.CHANNEL.value
    if not (await tx.execute(_held(claim).values(values))).rowcount:
        return False
    await _settle_member(tx, claim, what)
    return True


def _held(claim: Claim) -> Any:
    return update(DeliveryRow).where(*_ours(claim))


def _ours(claim: Claim) -> tuple[Any, ...]:
    return (
        DeliveryRow.id == claim.id,
        DeliveryRow.state == SENDING,
        DeliveryRow.owner == claim.owner,
        DeliveryRow.attempts == claim.attempts,
    )


async def _settle_member(tx: Tx, claim: Claim, what: Settlement) -> None:
    if claim.member_key is None:
        return
    if what.closed_count is not None:
        await _set_member(tx, claim, dm_closed_count=what.closed_count)
    if what.forget_dm:
        await _set_member(tx, claim, dm_channel_id=None)
    if what.switch_off:
        kinds = [kind.value for kind in (DAILY if claim.kind in DAILY else (claim.kind,))]
        mine = ScheduleRow.member_key == claim.member_key, ScheduleRow.kind.in_(kinds)
        await tx.execute(
            update(ScheduleRow).where(*mine, ScheduleRow.ref == claim.ref).values(next_due_at=None)
        )


async def _set_member(tx: Tx, claim: Claim, **values: int | None) -> None:
    await tx.execute(update(MemberRow).where(MemberRow.id == claim.member_key).values(values))


_LATER = bindparam("after", type_=UtcDateTime)
_NEXT_DUE = select(
    select(func.min(DeliveryRow.not_before))
    .where(DeliveryRow.state == QUEUED, DeliveryRow.not_before > _LATER)
    .scalar_subquery(),
    select(func.min(DeliveryRow.lease_until))
    .where(DeliveryRow.state == SENDING, DeliveryRow.lease_until > _LATER)
    .scalar_subquery(),
)


async def next_due(tx: Tx, after: datetime) -> datetime | None:
    """When the first queued delivery later than `after` may go, or the first lease ends: its sender may have
    died."""
    found = (await tx.execute(_NEXT_DUE, {"after": after})).one()
    return min((instant for instant in found if instant is not None), default=None)
