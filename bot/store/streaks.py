"""What the ledger holds besides check-ins: entries of members and organisers, and moves between zones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, or_, select, update

from bot.domain.day_clock import DayClock, Move
from bot.domain.members import Member
from bot.domain.streak_entries import Entry, EntryKind, NewEntry
from bot.store.tables import EnrolmentRow, MemberRow, StreakEntryRow, TaskRow, ZoneMoveRow
from bot.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class TaskName:
    """What a task is called; `title` only for one of the member's own, else `item_key` in the roadmap."""

    item_key: str
    title: str | None
    roadmap_id: str


_IN_FORCE = StreakEntryRow.revoked_at.is_(None)


async def add(tx: Tx, guild_id: int, member_key: int | None, new: NewEntry) -> bool:
    """Enter something for a member, or for everybody; False when the same is in force already."""
    # NULLs are never equal, so the unique index does not hold those of everybody apart.
    known = select(StreakEntryRow.id).where(*_same(guild_id, member_key, new.kind, new.day))
    if (await tx.execute(known)).first() is not None:
        return False
    values = {
        "guild_id": guild_id,
        "member_key": member_key,
        "kind": new.kind.value,
        "day": new.day,
        "by_user_id": new.by_user_id,
        "at": new.at,
        "note": new.note,
    }
    await tx.execute(insert(StreakEntryRow).values(values))
    return True


async def of_day(tx: Tx, member: Member, day: date) -> tuple[Entry, ...]:
    """All that is in force for a member's day, what holds for the whole guild included."""
    statement = _entries().where(
        StreakEntryRow.guild_id == member.guild_id,
        StreakEntryRow.day == day,
        (StreakEntryRow.member_key == member.key) | StreakEntryRow.member_key.is_(None),
        _IN_FORCE,
    )
    return tuple(_entry(row) for row in (await tx.execute(statement)).all())


async def days_from(tx: Tx, member_key: int, kind: EntryKind, first: date) -> tuple[date, ...]:
    """The days from `first` on for which a member has such an entry in force."""
    statement = select(StreakEntryRow.day).where(
        StreakEntryRow.member_key == member_key,
        StreakEntryRow.kind == kind.value,
        StreakEntryRow.day >= first,
        _IN_FORCE,
    )
    return tuple((await tx.execute(statement.order_by(StreakEntryRow.day))).scalars())


async def revoke(
    tx: Tx, guild_id: int, member_key: int | None, kind: EntryKind, day: date, now: datetime
) -> bool:
    """Take back what is in force for a member, or for everybody; False when nothing is."""
    statement = update(StreakEntryRow).where(*_same(guild_id, member_key, kind, day))
    return bool((await tx.execute(statement.values(revoked_at=now))).rowcount)


async def revoke_amnesty(tx: Tx, guild_id: int, entry_id: int, now: datetime) -> bool:
    """Take one of a guild's amnesties back; False when it is none of theirs, or was taken back before."""
    statement = update(StreakEntryRow).where(
        StreakEntryRow.id == entry_id,
        StreakEntryRow.guild_id == guild_id,
        StreakEntryRow.kind == EntryKind.AMNESTY.value,
        _IN_FORCE,
    )
    return bool((await tx.execute(statement.values(revoked_at=now))).rowcount)


async def amnesties(tx: Tx, guild_id: int, limit: int) -> tuple[Entry, ...]:
    """A guild's last amnesties, newest first, those taken back included."""
    statement = _entries().where(
        StreakEntryRow.guild_id == guild_id, StreakEntryRow.kind == EntryKind.AMNESTY.value
    )
    rows = (await tx.execute(statement.order_by(StreakEntryRow.id.desc()).limit(limit))).all()
    return tuple(_entry(row) for row in rows)


async def count_amnesties(tx: Tx, guild_id: int, since: datetime) -> int:
    """How many amnesties a guild's organisers granted since an instant."""
    statement = select(func.count()).where(
        StreakEntryRow.guild_id == guild_id,
        StreakEntryRow.kind == EntryKind.AMNESTY.value,
        StreakEntryRow.at >= since,
    )
    return (await tx.execute(statement)).scalar_one()


async def count_changes(tx: Tx, member_key: int, kind: EntryKind, since: datetime) -> int:
    """How often a member entered something of a kind, or took it back, since an instant."""
    entered, revoked = StreakEntryRow.at >= since, StreakEntryRow.revoked_at >= since
    both = func.count().filter(entered) + func.count().filter(revoked)
    statement = select(both).where(
        StreakEntryRow.member_key == member_key, StreakEntryRow.kind == kind.value, or_(entered, revoked)
    )
    return (await tx.execute(statement)).scalar_one()


async def amnesty(tx: Tx, guild_id: int, entry_id: int) -> Entry | None:
    """One of a guild's amnesties, if it is in force."""
    return await _in_force(tx, guild_id, StreakEntryRow.id == entry_id)


async def amnesty_of(tx: Tx, guild_id: int, member_key: int | None, day: date) -> Entry | None:
    """The amnesty in force for a day, of one member or of everybody."""
    return await _in_force(tx, guild_id, *_same(guild_id, member_key, EntryKind.AMNESTY, day))


async def forgiven_keys(tx: Tx, guild_id: int, day: date) -> frozenset[int | None]:
    """To whom a day is forgiven: the keys of members, and None for everybody."""
    statement = select(StreakEntryRow.member_key).where(
        StreakEntryRow.guild_id == guild_id,
        StreakEntryRow.kind == EntryKind.AMNESTY.value,
        StreakEntryRow.day == day,
        _IN_FORCE,
    )
    return frozenset((await tx.execute(statement)).scalars())


async def some_member_keys(tx: Tx, guild_id: int, limit: int) -> tuple[int, ...]:
    """The keys of a guild's members, at most `limit`."""
    statement = select(MemberRow.id).where(MemberRow.guild_id == guild_id).order_by(MemberRow.id)
    return tuple((await tx.execute(statement.limit(limit))).scalars())


async def task_names(tx: Tx, member_key: int, refs: Sequence[str]) -> dict[str, TaskName]:
    """What tasks of a member are called, by the reference of their check-in, on earlier roadmaps too."""
    numbers = [int(ref) for ref in refs]
    statement = (
        select(TaskRow.id, TaskRow.item_key, TaskRow.title, EnrolmentRow.roadmap_id)
        .join(EnrolmentRow, EnrolmentRow.id == TaskRow.enrolment_id)
        .where(EnrolmentRow.member_key == member_key, TaskRow.id.in_(numbers))
    )
    rows = (await tx.execute(statement)).all() if numbers else ()
    return {str(row.id): TaskName(row.item_key, row.title, row.roadmap_id) for row in rows}


@dataclass(frozen=True, slots=True)
class StoredMove:
    """A move under its id."""

    id: int
    move: Move


async def moves_since(tx: Tx, member_key: int, since: datetime) -> tuple[StoredMove, ...]:
    """A member's moves made since an instant, the last one first."""
    statement = select(
        ZoneMoveRow.id,
        ZoneMoveRow.at,
        ZoneMoveRow.timezone,
        ZoneMoveRow.cutoff_minutes,
        ZoneMoveRow.left_day,
        ZoneMoveRow.entered_day,
    ).where(ZoneMoveRow.member_key == member_key, ZoneMoveRow.at >= since)
    rows = (await tx.execute(statement.order_by(ZoneMoveRow.id.desc()))).all()
    return tuple(
        StoredMove(number, Move(at, DayClock(ZoneInfo(zone), cutoff), left, entered))
        for number, at, zone, cutoff, left, entered in rows
    )


async def remove_move(tx: Tx, move_id: int) -> None:
    """A move that another one of the same study day has taken back, or tells as well."""
    await tx.execute(delete(ZoneMoveRow).where(ZoneMoveRow.id == move_id))


async def add_move(tx: Tx, member_key: int, move: Move) -> None:
    """A member's days were counted like this until now."""
    values = {
        "member_key": member_key,
        "at": move.at,
        "timezone": move.clock.zone.key,
        "cutoff_minutes": move.clock.cutoff_minutes,
        "left_day": move.left_day,
        "entered_day": move.entered_day,
    }
    await tx.execute(insert(ZoneMoveRow).values(values))


async def _in_force(tx: Tx, guild_id: int, *conditions: ColumnElement[bool]) -> Entry | None:
    statement = _entries().where(
        StreakEntryRow.guild_id == guild_id,
        StreakEntryRow.kind == EntryKind.AMNESTY.value,
        _IN_FORCE,
        *conditions,
    )
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _entry(row)


def _same(
    guild_id: int, member_key: int | None, kind: EntryKind, day: date
) -> tuple[ColumnElement[bool], ...]:
    whose = StreakEntryRow.member_key
    return (
        StreakEntryRow.guild_id == guild_id,
        whose.is_(None) if member_key is None else whose == member_key,
        StreakEntryRow.kind == kind.value,
        StreakEntryRow.day == day,
        _IN_FORCE,
    )


def _entries() -> Select[*tuple[Any, ...]]:
    return select(
        StreakEntryRow.id,
        StreakEntryRow.kind,
        StreakEntryRow.day,
        MemberRow.user_id,
        StreakEntryRow.by_user_id,
        StreakEntryRow.at,
        StreakEntryRow.note,
        StreakEntryRow.revoked_at,
    ).outerjoin(MemberRow, MemberRow.id == StreakEntryRow.member_key)


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    number, kind, *rest = row
    return Entry(number, EntryKind(kind), *rest)
