"""The ledger of check-ins, and the facts a streak is counted from."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Row,
    Select,
    String,
    Update,
    bindparam,
    case,
    literal,
    literal_column,
    null,
    select,
    union_all,
    update,
)

from bot.domain.calendar import weekdays_of
from bot.domain.day_clock import DayClock, Move
from bot.domain.outages import Outage
from bot.domain.pace import Pace, session_days
from bot.domain.streak_entries import EntryKind
from bot.domain.streaks import DayRange, StreakFacts, StudyWeek
from bot.store.dialects import inserting
from bot.store.tables import (
    CheckinRow,
    EnrolmentRow,
    MemberRow,
    OutageRow,
    PaceRow,
    PauseRow,
    StreakEntryRow,
    UtcDateTime,
    ZoneMoveRow,
)
from bot.store.transaction import Tx

BATCH = 100
"""Members asked about in one statement, before others get their turn: making facts of rows takes time."""


@dataclass(frozen=True, slots=True)
class Checkin:
    """Something that counts on a day: what it was, and when it was credited."""

    kind: str
    ref: str
    at: datetime


_crediting: dict[str, Any] = {}
"""The statement of `add` by the database's name: building it costs more than running it."""


async def add(tx: Tx, member_key: int, day: date, kind: str, ref: str, now: datetime) -> None:
    """Credit something once; crediting it again after it was taken back moves it to the new day."""
    if tx.dialect.name not in _crediting:
        statement = inserting(tx, CheckinRow)
        _crediting[tx.dialect.name] = statement.on_conflict_do_update(
            index_elements=["member_key", "kind", "ref"],
            set_={"day": statement.excluded.day, "at": statement.excluded.at, "revoked_at": None},
            where=CheckinRow.revoked_at.is_not(None),
        )
    values = {"member_key": member_key, "day": day, "kind": kind, "ref": ref, "at": now}
    await tx.execute(_crediting[tx.dialect.name], values)


@cache
def _revoking() -> Update:
    return (
        update(CheckinRow)
        .where(
            CheckinRow.member_key == bindparam("member"),
            CheckinRow.kind == bindparam("what"),
            CheckinRow.ref == bindparam("which"),
            CheckinRow.revoked_at.is_(None),
        )
        .values(revoked_at=bindparam("now"))
    )


async def revoke(tx: Tx, member_key: int, kind: str, ref: str, now: datetime) -> None:
    """Take a check-in back; the row stays as a trace."""
    await tx.execute(_revoking(), {"member": member_key, "what": kind, "which": ref, "now": now})


async def of_day(tx: Tx, member_key: int, day: date) -> tuple[Checkin, ...]:
    """What counts on a day, in order of time."""
    statement = (
        select(CheckinRow.kind, CheckinRow.ref, CheckinRow.at)
        .where(CheckinRow.member_key == member_key, CheckinRow.day == day, CheckinRow.revoked_at.is_(None))
        .order_by(CheckinRow.at, CheckinRow.id)
    )
    return tuple(Checkin(*row) for row in (await tx.execute(statement)).all())


async def streak_facts(tx: Tx, member_key: int) -> StreakFacts:
    """All that a member's streak depends on, over all their enrolments, in one statement."""
    rows = (await tx.execute(_facts_query(), {"member": member_key})).all()
    return _by_member(rows, [member_key])[member_key]


async def streak_facts_of(
    tx: Tx, member_keys: Sequence[int], since: date = date.min
) -> AsyncGenerator[tuple[int, StreakFacts]]:
    """The keys and facts of many members, in one statement for every `BATCH`, after which others go on.

    With `since` without earlier check-ins, for whoever looks at the days from then on only.
    """
    for first in range(0, len(member_keys), BATCH):
        asked = member_keys[first : first + BATCH]
        rows = (await tx.execute(_facts_query(many=True), {"members": asked, "since": since})).all()
        for key, facts in _by_member(rows, asked).items():
            yield key, facts
        await asyncio.sleep(0)


_Row = Row[*tuple[Any, ...]]
_NO_DAY, _NO_TIME = null().cast(Date), null().cast(UtcDateTime)


def _branch(
    what: Any,
    member: Any,
    *,
    days: tuple[Any, Any] = (_NO_DAY, _NO_DAY),
    numbers: tuple[Any, Any] = (literal(0), literal(0)),
    times: tuple[Any, Any] = (_NO_TIME, _NO_TIME),
    zone: Any = null().cast(String),  # noqa: B008 - an expression without state
    row_id: Any = literal(0),  # noqa: B008
) -> Select[*tuple[Any, ...]]:
    names = ("what", "member", "first", "last", "bits", "minutes", "began", "ended", "zone", "row_id")
    columns = (what, member, *days, *numbers, *times, zone, row_id)
    return select(*(column.label(name) for name, column in zip(names, columns, strict=True)))


@cache
def _facts_query(*, many: bool = False) -> CompoundSelect[*tuple[Any, ...]]:
    """One statement for all facts; what each branch puts where is told by `_facts`."""

    def asked(column: Any) -> ColumnElement[bool]:
        return column.in_(bindparam("members", expanding=True)) if many else column == bindparam("member")

    return union_all(*_of_members(asked), *_of_plans(asked), _outages())


def _of_members(asked: Any) -> Iterator[Select[*tuple[Any, ...]]]:
    checkin, entry, move = CheckinRow, StreakEntryRow, ZoneMoveRow
    days = _branch(literal("day"), checkin.member_key, days=(checkin.day, _NO_DAY))
    since = bindparam("since", date.min, Date)
    yield days.where(asked(checkin.member_key), checkin.revoked_at.is_(None), checkin.day >= since).distinct()
    own = _branch(entry.kind, entry.member_key, days=(entry.day, _NO_DAY))
    yield own.where(asked(entry.member_key), entry.revoked_at.is_(None))
    for_all = _branch(entry.kind, MemberRow.id, days=(entry.day, _NO_DAY))
    # An expression: by its guild, SQLite would walk through the entries of every member there.
    yield for_all.join(MemberRow, MemberRow.guild_id == entry.guild_id + literal_column("0")).where(
        asked(MemberRow.id),
        entry.member_key.is_(None),
        entry.kind == EntryKind.AMNESTY.value,
        entry.revoked_at.is_(None),
    )
    clock = (MemberRow.cutoff_minutes, literal(0))
    yield _branch(literal("clock"), MemberRow.id, numbers=clock, zone=MemberRow.timezone).where(
        asked(MemberRow.id)
    )
    yield _branch(
        literal("move"),
        move.member_key,
        days=(move.left_day, move.entered_day),
        numbers=(move.cutoff_minutes, literal(0)),
        times=(move.at, _NO_TIME),
        zone=move.timezone,
        row_id=move.id,
    ).where(asked(move.member_key))


def _of_plans(asked: Any) -> Iterator[Select[*tuple[Any, ...]]]:
    pace, pause, owner = PaceRow, PauseRow, EnrolmentRow
    # A week with days of its own has work on each of its study days.
    spread = case((pace.days.is_(None), pace.minutes_per_week))
    weeks = (pace.study_days, spread)
    yield (
        _branch(literal("pace"), owner.member_key, days=(pace.since, _NO_DAY), numbers=weeks, row_id=pace.id)
        .join(owner, owner.id == pace.enrolment_id)
        .where(asked(owner.member_key))
    )
    yield (
        _branch(literal("pause"), owner.member_key, days=(pause.since, pause.until))
        .join(owner, owner.id == pause.enrolment_id)
        .where(asked(owner.member_key))
    )


def _outages() -> Select[*tuple[Any, ...]]:
    # All of them: there are few, and they concern everybody.
    return _branch(literal("outage"), literal(0), times=(OutageRow.began_at, OutageRow.ended_at))


def _by_member(rows: Iterable[_Row], asked: Sequence[int]) -> dict[int, StreakFacts]:
    held: dict[int, dict[str, list[_Row]]] = {key: defaultdict(list) for key in asked}
    outages: list[Outage] = []
    for row in rows:
        if row.what == "outage":
            outages.append(Outage(row.began, row.ended))
        else:
            held[row.member][row.what].append(row)
    outages.sort(key=lambda outage: outage.began_at)
    return {key: _facts(mine, outages) for key, mine in held.items()}


def _facts(held: Mapping[str, list[_Row]], outages: Sequence[Outage]) -> StreakFacts:
    # Who leaves and joins again on one day has two paces for it: the later one rules.
    paces = sorted(held["pace"], key=lambda row: (row.first, row.row_id))
    weeks = {row.first: StudyWeek(row.first, _owed(weekdays_of(row.bits), row.minutes)) for row in paces}
    joined = min(weeks, default=date.max)
    return StreakFacts(
        checked_in=_days(held, "day"),
        study_weeks=tuple(weeks.values()),
        pauses=tuple(
            DayRange(row.first, row.last - timedelta(days=1) if row.last else None)
            for row in sorted(held["pause"], key=lambda row: row.first)
            if row.last is None or row.last > row.first
        ),
        backfilled=_days(held, EntryKind.BACKFILL),
        rests=_days(held, EntryKind.REST),
        set_aside=_days(held, EntryKind.FREEZE),
        amnesties=_days(held, EntryKind.AMNESTY),
        # A zone is at most a day ahead of UTC.
        outages=tuple(each for each in outages if each.ended_at.date() >= joined - timedelta(days=1)),
        moves=tuple(
            Move(row.began, _clock(row), row.first, row.last)
            # The host's clock can have been set back: only their ids tell in which order moves were made.
            for row in sorted(held["move"], key=lambda row: row.row_id)
        ),
        clock=_clock(held["clock"][0]) if held["clock"] else DayClock(),
    )


def _days(held: Mapping[str, list[_Row]], what: str) -> frozenset[date]:
    return frozenset(row.first for row in held[what])


def _clock(row: _Row) -> DayClock:
    return DayClock(ZoneInfo(row.zone), row.bits)


def _owed(study_days: frozenset[int], minutes: int | None) -> frozenset[int]:
    """The weekdays that ask for a check-in: at a very small pace only some study days get tasks."""
    return study_days if minutes is None else session_days(Pace(minutes, study_days))
