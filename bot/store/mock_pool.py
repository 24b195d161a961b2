"""The pool of mock interviews: rows in, domain values out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import aliased

from bot.domain.availability import Windows
from bot.domain.mock_pool import USUAL, PoolEntry, Wants, takes_part
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from bot.domain.tasks import EnrolmentState
from bot.store.decoding import decoded
from bot.store.dialects import inserting
from bot.store.members import IS_CURRENT, MEMBER_COLUMNS, member_of
from bot.store.tables import (
    EnrolmentRow,
    MemberRow,
    MockAvailabilityRow,
    MockMemberRow,
    PauseRow,
)
from bot.store.transaction import Tx

_OWN = (
    MockMemberRow.kinds,
    MockMemberRow.level,
    MockMemberRow.per_week,
    MockMemberRow.role,
    MockMemberRow.paused_until,
    MockMemberRow.skip_week,
    MockMemberRow.gauntlet_week,
    MockMemberRow.byes,
    MockMemberRow.last_bye,
    MockMemberRow.firsts,
    MockMemberRow.observed,
)
_NO_HOURS: Mapping[str, Windows] = MappingProxyType({})


@cache
def _entries_query(*columns: Any) -> Select[*tuple[Any, ...]]:
    pause = aliased(PauseRow)
    last = select(func.max(pause.id)).where(pause.enrolment_id == EnrolmentRow.id).scalar_subquery()
    is_paused = EnrolmentRow.state == EnrolmentState.PAUSED.value
    # Who is to be back on a day they named comes back by themselves.
    comes = or_(~is_paused, PauseRow.until.is_not(None))
    return (
        select(*columns, PauseRow.until.label("plan_paused_until"))
        .join(MemberRow, MemberRow.id == MockMemberRow.member_key)
        .join(EnrolmentRow, and_(EnrolmentRow.member_key == MemberRow.id, IS_CURRENT))
        .outerjoin(PauseRow, and_(is_paused, PauseRow.id == last))
        .where(MockMemberRow.guild_id == bindparam("guild"), MockMemberRow.left_at.is_(None), comes)
        .order_by(MemberRow.id)
    )


async def entries(tx: Tx, guild_id: int) -> tuple[PoolEntry, ...]:
    """Everybody in the pool who is on a roadmap, in the order in which they were met.

    Whose plan is paused until a day takes part from that day on; whose has no such day is left out.
    """
    rows = (await tx.execute(_entries_query(*MEMBER_COLUMNS, *_OWN), {"guild": guild_id})).all()
    mine = MockMemberRow.guild_id == guild_id, MockMemberRow.left_at.is_(None)
    when = await _hours(tx, MockAvailabilityRow.member_key.in_(select(MockMemberRow.member_key).where(*mine)))

    def made(some: Sequence[Row[*tuple[Any, ...]]]) -> tuple[PoolEntry, ...]:
        return tuple(
            _entry(row, when.get(row.id, _NO_HOURS), _later(row.paused_until, row.plan_paused_until))
            for row in some
        )

    return await decoded(made, rows)


async def taking_part(tx: Tx, guild_id: int, week: str) -> Mapping[int, int]:
    """Who of the pool wants a partner in this week: Discord's ids by member keys."""
    columns = MemberRow.id, MemberRow.user_id, MockMemberRow.paused_until, MockMemberRow.skip_week
    rows = (await tx.execute(_entries_query(*columns), {"guild": guild_id})).all()
    return {
        row.id: row.user_id
        for row in rows
        if takes_part(week, row.skip_week, _later(row.paused_until, row.plan_paused_until))
    }


async def find(tx: Tx, member_key: int) -> PoolEntry | None:
    """A member's own entry, whatever their plan does; None if they are not in the pool."""
    statement = select(*MEMBER_COLUMNS, *_OWN).join(MemberRow, MemberRow.id == MockMemberRow.member_key)
    mine = MockMemberRow.member_key == member_key, MockMemberRow.left_at.is_(None)
    row = (await tx.execute(statement.where(*mine))).one_or_none()
    return None if row is None else _entry(row, await hours(tx, member_key), row.paused_until)


async def hours(tx: Tx, member_key: int) -> Mapping[str, Windows]:
    """When a member can, by week; `USUAL` is the usual one."""
    found = await _hours(tx, MockAvailabilityRow.member_key == member_key)
    return found.get(member_key, _NO_HOURS)


async def join(tx: Tx, guild_id: int, member_key: int, wants: Wants, now: datetime) -> None:
    """Put a member into the pool, or back; what is owed to them stays."""
    values = {"left_at": None, "joined_at": now, "updated_at": now, **_columns(wants)}
    fresh = {"member_key": member_key, "guild_id": guild_id, **values}
    statement = inserting(tx, MockMemberRow).values(fresh)
    back = {**values, "paused_until": None, "skip_week": None, "gauntlet_week": None}
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_key"], set_=back))


async def wants_of(tx: Tx, member_key: int) -> Wants | None:
    """What a member wants, or wanted when they were last in the pool."""
    statement = select(*_OWN).where(MockMemberRow.member_key == member_key)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else Wants(_kinds(row.kinds), row.level, row.per_week, Role(row.role))


async def set_wants(tx: Tx, member_key: int, wants: Wants, now: datetime) -> None:
    """What a member wants from now on."""
    await change(tx, member_key, now, **_columns(wants))


async def change(tx: Tx, member_key: int, now: datetime, **values: Any) -> None:
    """Set columns of a member in the pool."""
    statement = update(MockMemberRow).where(MockMemberRow.member_key == member_key)
    await tx.execute(statement.values(updated_at=now, **values))


async def leave(tx: Tx, member_key: int, now: datetime) -> bool:
    """Take a member out of the pool; False if they were not in it."""
    mine = MockMemberRow.member_key == member_key, MockMemberRow.left_at.is_(None)
    left = await tx.execute(update(MockMemberRow).where(*mine).values(left_at=now, updated_at=now))
    return bool(left.rowcount)


async def set_hours(tx: Tx, member_key: int, week: str, windows: Windows, now: datetime) -> None:
    """When a member can, in a week or (`USUAL`) in every week without hours of its own."""
    values = {"windows": f"{windows:084x}", "updated_at": now}
    statement = inserting(tx, MockAvailabilityRow).values(member_key=member_key, week=week, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_key", "week"], set_=values))


async def drop_hours(tx: Tx, member_key: int, week: str) -> None:
    """In this week as usual."""
    mine = MockAvailabilityRow.member_key == member_key, MockAvailabilityRow.week == week
    await tx.execute(delete(MockAvailabilityRow).where(*mine))


async def drop_hours_before(tx: Tx, member_key: int, week: str) -> None:
    """Forget the single weeks before this one."""
    old = MockAvailabilityRow.week != USUAL, MockAvailabilityRow.week < week
    await tx.execute(delete(MockAvailabilityRow).where(MockAvailabilityRow.member_key == member_key, *old))


async def _hours(tx: Tx, whose: Any) -> Mapping[int, Mapping[str, Windows]]:
    columns = MockAvailabilityRow.member_key, MockAvailabilityRow.week, MockAvailabilityRow.windows
    return await decoded(_by_week, (await tx.execute(select(*columns).where(whose))).all())


def _by_week(rows: Sequence[Row[int, str, str]]) -> Mapping[int, Mapping[str, Windows]]:
    found: dict[int, dict[str, Windows]] = defaultdict(dict)
    for member_key, week, windows in rows:
        found[member_key][week] = int(windows, 16)
    return found


def _entry(row: Row[*tuple[Any, ...]], when: Mapping[str, Windows], paused_until: date | None) -> PoolEntry:
    return PoolEntry(
        member=member_of(row),
        kinds=_kinds(row.kinds),
        level=row.level,
        per_week=row.per_week,
        role=Role(row.role),
        paused_until=paused_until,
        skip_week=row.skip_week,
        gauntlet_week=row.gauntlet_week,
        byes=row.byes,
        last_bye=row.last_bye,
        firsts=row.firsts,
        observed=row.observed,
        usual=when.get(USUAL, 0),
        special={week: windows for week, windows in when.items() if week != USUAL},
    )


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _kinds(text: str) -> frozenset[QuestionKind]:
    return frozenset(QuestionKind(name) for name in text.split(",") if name)


def _columns(wants: Wants) -> dict[str, Any]:
    kinds = ",".join(kind.value for kind in QuestionKind if kind in wants.kinds)
    return {"kinds": kinds, "level": wants.level, "per_week": wants.per_week, "role": wants.role.value}
