"""What falls due again and again, or once: rows in, domain values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, bindparam, delete, func, select, update

from bot.domain.calendar import DEFAULT_CUTOFF_MINUTES, weekdays_mask, weekdays_of
from bot.domain.delivery import DeliveryKind, Destination
from bot.domain.schedules import Falling, QuietHours, Rhythm, Schedule, fall_together
from bot.store import crowds
from bot.store.dialects import inserting
from bot.store.tables import OF_GUILD, GuildRow, MemberRow, ScheduleRow
from bot.store.transaction import Tx

_TARGET = tuple(getattr(ScheduleRow, name) for name in crowds.TARGET)

_TIMES = (
    ScheduleRow.kind.label("sort"),
    ScheduleRow.local_minute,
    ScheduleRow.weekdays,
    ScheduleRow.next_due_at,
    ScheduleRow.ends_at,
    ScheduleRow.last_local_day,
    ScheduleRow.muted_until,
    MemberRow.timezone,
    MemberRow.cutoff_minutes,
    MemberRow.quiet_from,
    MemberRow.quiet_to,
    GuildRow.timezone.label("guild_timezone"),
)
"""Who has the same here falls due together."""

_COLUMNS = (ScheduleRow.id, *_TARGET, *_TIMES, MemberRow.dm_closed_count)
_MINE = slice(1, 1 + len(_TARGET))
_SHARED = slice(_MINE.stop, _MINE.stop + len(_TIMES))

A_STATEMENT = 100
"""Rows put with one statement."""

_MONTH_END = 1 << 7
"""The bit above Sunday's: of the weekdays only the last day of a month counts."""


async def find(tx: Tx, member_key: int, kind: DeliveryKind, ref: str = "") -> Schedule | None:
    """The member's schedule of this kind, switched on or off."""
    return await _find(tx, _schedules(*_of_member(member_key, kind, ref)))


async def find_to_change(tx: Tx, member_key: int, kind: DeliveryKind, ref: str = "") -> Schedule | None:
    """The same, held until the transaction ends, so that nobody claims it in between."""
    statement = _schedules(*_of_member(member_key, kind, ref))
    return await _find(tx, statement.with_for_update(of=ScheduleRow))


async def find_of_guild(tx: Tx, guild_id: int, kind: DeliveryKind, ref: str = "") -> Schedule | None:
    """The whole guild's schedule of this kind, switched on or off."""
    return await _find(tx, _schedules(*_of_guild(guild_id, kind, ref)))


async def find_of_guild_to_change(
    tx: Tx, guild_id: int, kind: DeliveryKind, ref: str = ""
) -> Schedule | None:
    """The same, held until the transaction ends."""
    statement = _schedules(*_of_guild(guild_id, kind, ref))
    return await _find(tx, statement.with_for_update(of=ScheduleRow))


async def all_of_guild(tx: Tx, guild_id: int, kind: DeliveryKind) -> tuple[Schedule, ...]:
    """All schedules of this kind that belong to the whole guild, switched on or off."""
    mine = ScheduleRow.guild_id == guild_id, ScheduleRow.member_key.is_(None)
    statement = _schedules(*mine, ScheduleRow.kind == kind.value)
    return tuple(_schedule(row) for row in (await tx.execute(statement)).all())


async def recurring_of_guild_to_change(tx: Tx, guild_id: int) -> tuple[Schedule, ...]:
    """What comes again and again for the whole guild and is switched on, held until the transaction ends."""
    mine = ScheduleRow.guild_id == guild_id, ScheduleRow.member_key.is_(None)
    on = ScheduleRow.next_due_at.is_not(None), ScheduleRow.ends_at.is_(None)
    statement = _schedules(*mine, *on).order_by(ScheduleRow.id).with_for_update(of=ScheduleRow)
    return tuple(_schedule(row) for row in (await tx.execute(statement)).all())


async def put(
    tx: Tx,
    guild_id: int,
    member_key: int | None,
    kind: DeliveryKind,
    rhythm: Rhythm,
    destination: Destination,
    now: datetime,
    *,
    ref: str = "",
    channel_id: int | None = None,
) -> None:
    """Create or change a schedule, unmuted; `set_next` says when it is due.

    Without a member it belongs to the guild and counts in the guild's zone. `channel_id` None is the guild's
    nudge channel.
    """
    values = {
        "local_minute": rhythm.minute,
        "weekdays": weekdays_mask(rhythm.weekdays) | (_MONTH_END if rhythm.month_end else 0),
        "destination": destination.value,
        "channel_id": channel_id,
        "ends_at": None,
        "muted_until": None,
    }
    await _put(tx, guild_id, member_key, kind, ref, now, values)


async def put_once(
    tx: Tx,
    guild_id: int,
    member_key: int | None,
    kind: DeliveryKind,
    at: datetime,
    ends_at: datetime,
    destination: Destination,
    now: datetime,
    *,
    ref: str,
    channel_id: int | None = None,
) -> None:
    """Let something fall due once, at `at`, whatever becomes of zones; from `ends_at` it means nothing.

    One per `ref` and local day: an event that moves within its day needs a new `ref`. The row goes when it
    is claimed.
    """
    values = {
        "local_minute": 0,
        "weekdays": 0,
        "destination": destination.value,
        "channel_id": channel_id,
        "next_due_at": at,
        "ends_at": ends_at,
        "muted_until": None,
    }
    await _put(tx, guild_id, member_key, kind, ref, now, values)


@dataclass(frozen=True, slots=True)
class Once:
    """Something that falls due once, as `put_once` takes it."""

    guild_id: int
    member_key: int | None
    destination: Destination
    ref: str
    channel_id: int | None = None


async def put_many_once(
    tx: Tx, kind: DeliveryKind, at: datetime, ends_at: datetime, now: datetime, them: Iterable[Once]
) -> None:
    """The same as `put_once` for many that were never put before."""
    common = {"kind": kind.value, "local_minute": 0, "weekdays": 0, "next_due_at": at, "ends_at": ends_at}
    rows = [
        {
            **common,
            "guild_id": each.guild_id,
            "member_key": each.member_key,
            "destination": each.destination.value,
            "ref": each.ref,
            "channel_id": each.channel_id,
            "created_at": now,
        }
        for each in them
    ]
    statement = inserting(tx, ScheduleRow).on_conflict_do_nothing()
    for begin in range(0, len(rows), A_STATEMENT):
        await tx.execute(statement, rows[begin : begin + A_STATEMENT])


async def _put(
    tx: Tx,
    guild_id: int,
    member_key: int | None,
    kind: DeliveryKind,
    ref: str,
    now: datetime,
    values: dict[str, Any],
) -> None:
    key = {"guild_id": guild_id, "member_key": member_key, "kind": kind.value, "ref": ref, "created_at": now}
    unique: dict[str, Any] = {"index_elements": ["member_key", "kind", "ref"]}
    if member_key is None:
        unique = {"index_elements": ["guild_id", "kind", "ref"], "index_where": OF_GUILD}
    statement = inserting(tx, ScheduleRow).values({**key, **values})
    await tx.execute(statement.on_conflict_do_update(**unique, set_=values))


async def remove(tx: Tx, schedule_id: int) -> None:
    """Forget a schedule; what it has already caused stays."""
    await tx.execute(delete(ScheduleRow).where(ScheduleRow.id == schedule_id))


async def set_next(tx: Tx, schedule_id: int, next_due_at: datetime | None) -> None:
    """When it is due next; None switches it off."""
    await tx.execute(_one(schedule_id).values(next_due_at=next_due_at))


async def set_weekdays(tx: Tx, schedule_id: int, weekdays: frozenset[int]) -> None:
    """The weekdays (Monday is 0) on which it may be due."""
    await tx.execute(_one(schedule_id).values(weekdays=weekdays_mask(weekdays)))


async def set_muted(tx: Tx, schedule_id: int, until: datetime | None) -> None:
    """Keep it silent until then."""
    await tx.execute(_one(schedule_id).values(muted_until=until))


_COUNT = select(func.count()).where(ScheduleRow.next_due_at <= bindparam("now"))
_NEXT_DUE = select(func.min(ScheduleRow.next_due_at)).where(ScheduleRow.next_due_at > bindparam("after"))


async def count_due(tx: Tx, now: datetime) -> int:
    """How many are due at `now`."""
    return (await tx.execute(_COUNT, {"now": now})).scalar_one()


async def next_due(tx: Tx, after: datetime) -> datetime | None:
    """When the first one later than `after` is due."""
    return (await tx.execute(_NEXT_DUE, {"after": after})).scalar_one()


async def claim_due(tx: Tx, now: datetime, limit: int, spread: timedelta) -> tuple[Falling, ...]:
    """Turn up to `limit` due schedules into deliveries and move them on; returns what each came to.

    What another process is claiming at this moment is left to it.
    """
    found = (await tx.execute(_CLAIM, {"now": now, "most": limit})).all()
    if not found:
        return ()
    together = crowds.Crowds(tx)
    known: dict[Any, crowds.Crowd] = {}
    dues: list[crowds.Due] = []
    for row in found:
        key, target, times = row[0], row[_MINE], row[_SHARED]
        crowd = known.get(times)
        if crowd is None:
            fall = fall_together(_schedule(row), row.next_due_at, now)
            crowd = known[times] = together.prepare(fall, now)
        dues.append((key, target, crowd))
    await together.owe(dues, spread)
    await together.move_on([due for due, row in zip(dues, found, strict=True) if row.ends_at is None])
    await _forget(tx, [row.id for row in found if row.ends_at is not None])
    return tuple(crowd.fall for _, _, crowd in dues)


async def _forget(tx: Tx, done: Sequence[int]) -> None:
    if done:
        await tx.execute(delete(ScheduleRow).where(ScheduleRow.id.in_(done)))


def _schedules(*conditions: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .outerjoin(MemberRow, MemberRow.id == ScheduleRow.member_key)
        .outerjoin(GuildRow, GuildRow.guild_id == ScheduleRow.guild_id)
        .where(*conditions)
    )


_CLAIM = (
    _schedules(ScheduleRow.next_due_at <= bindparam("now"))
    .order_by(ScheduleRow.next_due_at, ScheduleRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=ScheduleRow)
)


def _of_member(member_key: int, kind: DeliveryKind, ref: str) -> tuple[Any, ...]:
    return ScheduleRow.member_key == member_key, ScheduleRow.kind == kind.value, ScheduleRow.ref == ref


def _of_guild(guild_id: int, kind: DeliveryKind, ref: str) -> tuple[Any, ...]:
    mine = ScheduleRow.guild_id == guild_id, ScheduleRow.member_key.is_(None)
    return *mine, ScheduleRow.kind == kind.value, ScheduleRow.ref == ref


def _one(schedule_id: int) -> Any:
    return update(ScheduleRow).where(ScheduleRow.id == schedule_id)


async def _find(tx: Tx, statement: Select[*tuple[Any, ...]]) -> Schedule | None:
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _schedule(row)


def _schedule(row: Row[*tuple[Any, ...]]) -> Schedule:
    return Schedule(
        id=row.id,
        guild_id=row.guild_id,
        member_key=row.member_key,
        kind=DeliveryKind(row.kind),
        rhythm=_rhythm(row),
        destination=Destination(row.destination),
        next_due_at=row.next_due_at,
        last_day=row.last_local_day,
        muted_until=row.muted_until,
        closed_count=row.dm_closed_count or 0,
        ref=row.ref,
        channel_id=row.channel_id,
        ends_at=row.ends_at,
        quiet=None if row.quiet_from is None else QuietHours(row.quiet_from, row.quiet_to),
    )


def _rhythm(row: Row[*tuple[Any, ...]]) -> Rhythm:
    zone = ZoneInfo(row.timezone or row.guild_timezone or "UTC")
    cutoff = DEFAULT_CUTOFF_MINUTES if row.cutoff_minutes is None else row.cutoff_minutes
    month_end = bool(row.weekdays & _MONTH_END)
    return Rhythm(row.local_minute, weekdays_of(row.weekdays), zone, cutoff, month_end=month_end)
