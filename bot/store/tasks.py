"""Task rows of an enrolment: the dated plan and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Date,
    Row,
    Select,
    Update,
    bindparam,
    case,
    delete,
    false,
    func,
    insert,
    null,
    or_,
    select,
    update,
)

from bot.domain.tasks import Standing, TaskState
from bot.store.members import IS_CURRENT
from bot.store.tables import EnrolmentRow, MemberRow, TaskRow
from bot.store.transaction import Tx

OPEN = TaskState.OPEN.value


@dataclass(frozen=True, slots=True)
class StoredTask:
    """A row of the plan, still without the roadmap's words. `sittings` 0 marks a thread's weekly task."""

    id: int
    item_key: str
    sitting: int
    sittings: int
    title: str | None
    day: date
    position: int
    minutes: int
    state: TaskState
    pinned: bool
    settled_day: date | None


@dataclass(frozen=True, slots=True)
class NewTask:
    """A row to insert."""

    item_key: str
    sitting: int
    sittings: int
    day: date
    position: int
    minutes: int
    title: str | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """Sums over a whole plan, and its next day with open tasks."""

    standing: Standing
    next_day: date | None
    settled_since: int
    """Minutes of items done or skipped since a day."""
    finished: bool
    """Whether no item and no task of the member's own is open; what only runs beside them does not count."""


_COLUMNS = (
    TaskRow.id,
    TaskRow.item_key,
    TaskRow.sitting,
    TaskRow.sittings,
    TaskRow.title,
    TaskRow.day,
    TaskRow.position,
    TaskRow.minutes,
    TaskRow.state,
    TaskRow.pinned,
    TaskRow.settled_day,
)


def _stored(row: Row[*tuple[Any, ...]]) -> StoredTask:
    values = list(row)
    values[8] = TaskState(values[8])
    return StoredTask(*values)


def _ordered() -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).order_by(TaskRow.day, TaskRow.position, TaskRow.id)


@cache
def _day_query() -> Select[*tuple[Any, ...]]:
    day = bindparam("day")
    return _ordered().where(
        TaskRow.enrolment_id == bindparam("enrolment"),
        or_(TaskRow.day == day, TaskRow.settled_day == day, (TaskRow.state == OPEN) & (TaskRow.day < day)),
    )


async def of_day(tx: Tx, enrolment_id: int, day: date) -> tuple[StoredTask, ...]:
    """What a day's panel shows: planned for it, settled on it, or left open before it."""
    rows = (await tx.execute(_day_query(), {"enrolment": enrolment_id, "day": day})).all()
    return tuple(_stored(row) for row in rows)


async def between(tx: Tx, enrolment_id: int, first: date, last: date) -> tuple[StoredTask, ...]:
    """Everything planned from `first` to `last`, both included."""
    statement = _ordered().where(TaskRow.enrolment_id == enrolment_id, TaskRow.day.between(first, last))
    return tuple(_stored(row) for row in (await tx.execute(statement)).all())


async def all_of(tx: Tx, enrolment_id: int) -> tuple[StoredTask, ...]:
    """The whole plan with its past, by day."""
    statement = _ordered().where(TaskRow.enrolment_id == enrolment_id)
    return tuple(_stored(row) for row in (await tx.execute(statement)).all())


async def first_open_after(tx: Tx, enrolment_id: int, day: date) -> StoredTask | None:
    """The next task that is planned for a later day."""
    statement = _ordered().where(
        TaskRow.enrolment_id == enrolment_id, TaskRow.state == OPEN, TaskRow.day > day
    )
    row = (await tx.execute(statement.limit(1))).one_or_none()
    return None if row is None else _stored(row)


OF_ITEM = (TaskRow.sittings > 0) & TaskRow.title.is_(None)
"""Own tasks have a title, threads no sittings: neither says how far the roadmap is or when it ends."""


@cache
def _ahead_query() -> Select[*tuple[Any, ...]]:
    is_open = TaskRow.state == OPEN
    of_item = is_open & OF_ITEM
    settled = OF_ITEM & (TaskRow.settled_day >= bindparam("since"))
    return select(
        func.coalesce(func.sum(case((is_open, 0), else_=TaskRow.minutes)), 0),
        func.coalesce(func.sum(TaskRow.minutes), 0),
        func.coalesce(func.max(case((of_item, TaskRow.day))), func.max(case((is_open, TaskRow.day)))),
        func.min(case((is_open & (TaskRow.day > bindparam("day")), TaskRow.day))),
        func.coalesce(func.sum(case((settled, TaskRow.minutes))), 0),
        func.max(case((is_open & (TaskRow.sittings > 0), 1))),
    ).where(TaskRow.enrolment_id == bindparam("enrolment"))


async def ahead(tx: Tx, enrolment_id: int, day: date, since: date | None = None) -> Ahead:
    """How much is settled out of all, and since a day (`day` itself by default), when it should end, and the
    next day after `day` with open tasks."""
    values = {"enrolment": enrolment_id, "day": day, "since": since or day}
    settled, total, finish, next_day, settled_since, left = (await tx.execute(_ahead_query(), values)).one()
    return Ahead(Standing(int(settled), int(total), finish), next_day, int(settled_since), left is None)


async def of_items_from(tx: Tx, enrolment_id: int, since: date) -> tuple[tuple[date, int], ...]:
    """The minutes of items on each day from `since` on: planned and still open, or settled on it."""
    day = func.coalesce(TaskRow.settled_day, TaskRow.day)
    statement = select(day, func.sum(TaskRow.minutes)).where(TaskRow.enrolment_id == enrolment_id, OF_ITEM)
    rows = await tx.execute(statement.where(day >= since).group_by(day).order_by(day))
    return tuple((each, int(minutes)) for each, minutes in rows)


@cache
def _owned_query() -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(EnrolmentRow, EnrolmentRow.id == TaskRow.enrolment_id)
        .join(MemberRow, MemberRow.id == EnrolmentRow.member_key)
        .where(
            TaskRow.id == bindparam("task"),
            MemberRow.guild_id == bindparam("guild"),
            MemberRow.user_id == bindparam("user"),
            IS_CURRENT,
        )
    )


async def owned(tx: Tx, guild_id: int, user_id: int, task_id: int) -> StoredTask | None:
    """A task, only if it belongs to this person's current enrolment in this guild."""
    wanted = {"guild": guild_id, "user": user_id, "task": task_id}
    row = (await tx.execute(_owned_query(), wanted)).one_or_none()
    return None if row is None else _stored(row)


@cache
def _settling() -> Update:
    return (
        update(TaskRow)
        .where(
            TaskRow.id == bindparam("task"),
            TaskRow.enrolment_id == bindparam("enrolment"),
            TaskRow.state == OPEN,
        )
        .values(state=bindparam("to"), settled_at=bindparam("now"), settled_day=bindparam("today"))
    )


async def settle(tx: Tx, enrolment_id: int, task_id: int, state: TaskState, day: date, now: datetime) -> bool:
    """Mark an open task done or skipped; False when it was not open any more or belongs elsewhere."""
    values = {"task": task_id, "enrolment": enrolment_id, "to": state.value, "now": now, "today": day}
    return (await tx.execute(_settling(), values)).rowcount == 1


@cache
def _reopening() -> Update:
    today = bindparam("today", type_=Date)
    later = case((TaskRow.day < today, today), else_=TaskRow.day)
    return (
        update(TaskRow)
        .where(
            TaskRow.id == bindparam("task"),
            TaskRow.enrolment_id == bindparam("enrolment"),
            TaskRow.state != OPEN,
        )
        .values(state=OPEN, settled_at=null(), settled_day=null(), day=later)
    )


async def reopen(tx: Tx, enrolment_id: int, task_id: int, today: date) -> bool:
    """Take a settled task back, onto `today` if its day is over; False when it was not settled or belongs
    elsewhere."""
    values = {"task": task_id, "enrolment": enrolment_id, "today": today}
    return (await tx.execute(_reopening(), values)).rowcount == 1


async def pin(tx: Tx, task_id: int, day: date) -> None:
    """Keep an open task on the day the member chose."""
    await tx.execute(update(TaskRow).where(TaskRow.id == task_id).values(day=day, pinned=True))


async def insert_many(tx: Tx, enrolment_id: int, tasks: Iterable[NewTask]) -> None:
    """Add rows to a plan."""
    rows = [
        {
            "enrolment_id": enrolment_id,
            "item_key": task.item_key,
            "sitting": task.sitting,
            "sittings": task.sittings,
            "title": task.title,
            "day": task.day,
            "position": task.position,
            "minutes": task.minutes,
            "pinned": task.pinned,
        }
        for task in tasks
    ]
    if rows:
        await tx.execute(insert(TaskRow), rows)


async def relay(tx: Tx, moved: Sequence[tuple[int, NewTask]], gone: Sequence[int]) -> None:
    """Give open rows their new place in the plan, and remove those the new plan has no use for."""
    if gone:
        await tx.execute(delete(TaskRow).where(TaskRow.id.in_(gone), TaskRow.state == OPEN))
    if moved:
        statement = (
            update(TaskRow)
            .where(TaskRow.id == bindparam("row_id"), TaskRow.state == OPEN)
            .values(
                sittings=bindparam("new_sittings"),
                day=bindparam("new_day"),
                position=bindparam("new_position"),
                minutes=bindparam("new_minutes"),
                pinned=false(),
            )
        )
        rows = [
            {
                "row_id": row_id,
                "new_sittings": task.sittings,
                "new_day": task.day,
                "new_position": task.position,
                "new_minutes": task.minutes,
            }
            for row_id, task in moved
        ]
        await tx.execute(statement, rows)


async def set_sittings(tx: Tx, totals: Sequence[tuple[int, int]]) -> None:
    """How many sittings the item of a row now has: (row id, total) pairs."""
    if totals:
        statement = (
            update(TaskRow).where(TaskRow.id == bindparam("row_id")).values(sittings=bindparam("total"))
        )
        await tx.execute(statement, [{"row_id": row_id, "total": total} for row_id, total in totals])


async def bring_forward(tx: Tx, enrolment_id: int, prefix: str, day: date) -> None:
    """Open tasks with this kind of key that were left behind come to `day`."""
    statement = update(TaskRow).where(
        TaskRow.enrolment_id == enrolment_id,
        TaskRow.item_key.startswith(prefix),
        TaskRow.state == OPEN,
        TaskRow.day < day,
    )
    await tx.execute(statement.values(day=day))


async def delete_open(tx: Tx, enrolment_id: int) -> None:
    """Forget what was planned and never done."""
    await tx.execute(delete(TaskRow).where(TaskRow.enrolment_id == enrolment_id, TaskRow.state == OPEN))


async def open_count(tx: Tx, enrolment_id: int, prefix: str) -> int:
    """How many open tasks have this kind of key."""
    statement = select(func.count()).where(
        TaskRow.enrolment_id == enrolment_id, TaskRow.item_key.startswith(prefix), TaskRow.state == OPEN
    )
    return (await tx.execute(statement)).scalar_one()


async def count(tx: Tx, enrolment_id: int, prefix: str = "") -> int:
    """How many tasks the plan has, past ones included; with a prefix of that kind of key alone."""
    statement = select(func.count()).where(
        TaskRow.enrolment_id == enrolment_id, TaskRow.item_key.startswith(prefix)
    )
    return (await tx.execute(statement)).scalar_one()


async def done_count(tx: Tx, enrolment_id: int) -> int:
    """How many tasks are done."""
    statement = select(func.count()).where(
        TaskRow.enrolment_id == enrolment_id, TaskRow.state == TaskState.DONE.value
    )
    return (await tx.execute(statement)).scalar_one()


async def weigh_again(tx: Tx, minutes: Mapping[int, int]) -> None:
    """What settled tasks count for in another version of their roadmap, by row id."""
    if minutes:
        statement = update(TaskRow).where(TaskRow.id == bindparam("row_id"))
        rows = [{"row_id": row_id, "counted": counted} for row_id, counted in minutes.items()]
        await tx.execute(statement.values(minutes=bindparam("counted")), rows)
