"""What falls due again and again: rows in, domain values out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, bindparam, func, select, update

from bot.domain.calendar import weekdays_mask, weekdays_of
from bot.domain.delivery import DeliveryKind, Destination
from bot.domain.nudges import Falling, Rhythm, Schedule, fall_due
from bot.store import deliveries
from bot.store.dialects import inserting
from bot.store.tables import MemberRow, ScheduleRow
from bot.store.transaction import Tx

_COLUMNS = (
    ScheduleRow.id,
    ScheduleRow.guild_id,
    ScheduleRow.member_key,
    ScheduleRow.kind,
    ScheduleRow.local_minute,
    ScheduleRow.weekdays,
    ScheduleRow.destination,
    ScheduleRow.next_due_at,
    ScheduleRow.last_local_day,
    ScheduleRow.muted_until,
    MemberRow.timezone,
    MemberRow.cutoff_minutes,
    MemberRow.dm_closed_count,
)


async def find(tx: Tx, member_key: int, kind: DeliveryKind) -> Schedule | None:
    """The member's schedule of this kind, switched on or off."""
    statement = _schedules().where(ScheduleRow.member_key == member_key, ScheduleRow.kind == kind.value)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _schedule(row)


async def find_to_change(tx: Tx, member_key: int, kind: DeliveryKind) -> Schedule | None:
    """The same, held until the transaction ends, so that nobody claims it in between."""
    statement = _schedules().where(ScheduleRow.member_key == member_key, ScheduleRow.kind == kind.value)
    row = (await tx.execute(statement.with_for_update(of=ScheduleRow))).one_or_none()
    return None if row is None else _schedule(row)


async def put(
    tx: Tx,
    guild_id: int,
    member_key: int,
    kind: DeliveryKind,
    rhythm: Rhythm,
    destination: Destination,
    now: datetime,
) -> None:
    """Create or change a schedule, unmuted; `set_next` says when it is due."""
    key = {"guild_id": guild_id, "member_key": member_key, "kind": kind.value, "created_at": now}
    values = {
        "local_minute": rhythm.minute,
        "weekdays": weekdays_mask(rhythm.weekdays),
        "destination": destination.value,
        "muted_until": None,
    }
    statement = inserting(tx, ScheduleRow).values({**key, **values})
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_key", "kind"], set_=values))


async def set_next(tx: Tx, schedule_id: int, next_due_at: datetime | None) -> None:
    """When it is due next; None switches it off."""
    await tx.execute(_one(schedule_id).values(next_due_at=next_due_at))


async def set_weekdays(tx: Tx, schedule_id: int, weekdays: frozenset[int]) -> None:
    """The weekdays (Monday is 0) on which it may be due."""
    await tx.execute(_one(schedule_id).values(weekdays=weekdays_mask(weekdays)))


async def set_muted(tx: Tx, schedule_id: int, until: datetime | None) -> None:
    """Keep it silent until then."""
    await tx.execute(_one(schedule_id).values(muted_until=until))


async def count_due(tx: Tx, now: datetime) -> int:
    """How many are due at `now`."""
    statement = select(func.count()).where(ScheduleRow.next_due_at <= now)
    return (await tx.execute(statement)).scalar_one()


async def next_due(tx: Tx, after: datetime) -> datetime | None:
    """When the first one later than `after` is due."""
    statement = select(func.min(ScheduleRow.next_due_at)).where(ScheduleRow.next_due_at > after)
    return (await tx.execute(statement)).scalar_one()


async def claim_due(tx: Tx, now: datetime, limit: int, spread: timedelta) -> int:
    """Turn up to `limit` due schedules into deliveries and move them on; returns how many.

    What another process is claiming at this moment is left to it.
    """
    statement = (
        _schedules(ScheduleRow.next_due_at <= now)
        .order_by(ScheduleRow.next_due_at, ScheduleRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=ScheduleRow)
    )
    found = [(_schedule(row), row.next_due_at) for row in (await tx.execute(statement)).all()]
    falls = [(schedule, fall_due(schedule, due_at, now, spread)) for schedule, due_at in found]
    if falls:
        await deliveries.add(tx, falls, now)
        await _move_on(tx, falls)
    return len(falls)


async def _move_on(tx: Tx, falls: Sequence[tuple[Schedule, Falling]]) -> None:
    statement = (
        update(ScheduleRow)
        .where(ScheduleRow.id == bindparam("row_id"))
        .values(next_due_at=bindparam("new_due_at"), last_local_day=bindparam("new_day"))
    )
    rows = [
        {"row_id": schedule.id, "new_due_at": fall.next_due_at, "new_day": fall.last_day}
        for schedule, fall in falls
    ]
    await tx.execute(statement, rows)


def _schedules(*conditions: Any) -> Select[*tuple[Any, ...]]:
    joined = select(*_COLUMNS).join(MemberRow, MemberRow.id == ScheduleRow.member_key)
    return joined.where(*conditions)


def _one(schedule_id: int) -> Any:
    return update(ScheduleRow).where(ScheduleRow.id == schedule_id)


def _schedule(row: Row[*tuple[Any, ...]]) -> Schedule:
    return Schedule(
        id=row.id,
        guild_id=row.guild_id,
        member_key=row.member_key,
        kind=DeliveryKind(row.kind),
        rhythm=Rhythm(
            row.local_minute, weekdays_of(row.weekdays), ZoneInfo(row.timezone), row.cutoff_minutes
        ),
        destination=Destination(row.destination),
        next_due_at=row.next_due_at,
        last_day=row.last_local_day,
        muted_until=row.muted_until,
        closed_count=row.dm_closed_count,
    )
