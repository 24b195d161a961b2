"""Time spent, in minutes, per study day."""

from datetime import date, datetime

from sqlalchemy import delete, func, insert, select

from bot.store.tables import TimelogRow
from bot.store.transaction import Tx


async def add(
    tx: Tx, member_key: int, day: date, minutes: int, kind: str, task_id: int | None, now: datetime
) -> int:
    """Write down time spent. Returns the row's id."""
    values = {
        "member_key": member_key,
        "day": day,
        "minutes": minutes,
        "kind": kind,
        "task_id": task_id,
        "at": now,
    }
    return (await tx.execute(insert(TimelogRow).values(values).returning(TimelogRow.id))).scalar_one()


async def remove(tx: Tx, member_key: int, row_id: int) -> None:
    """Take logged time back."""
    await tx.execute(delete(TimelogRow).where(TimelogRow.id == row_id, TimelogRow.member_key == member_key))


async def total(tx: Tx, member_key: int, first: date, last: date) -> int:
    """Minutes logged from `first` to `last`, both included."""
    statement = select(func.coalesce(func.sum(TimelogRow.minutes), 0)).where(
        TimelogRow.member_key == member_key, TimelogRow.day.between(first, last)
    )
    return (await tx.execute(statement)).scalar_one()


async def of_day(tx: Tx, member_key: int, day: date) -> tuple[int, int]:
    """Minutes logged on a day, and in how many entries."""
    minutes = func.coalesce(func.sum(TimelogRow.minutes), 0)
    statement = select(minutes, func.count()).where(
        TimelogRow.member_key == member_key, TimelogRow.day == day
    )
    spent, entries = (await tx.execute(statement)).one()
    return spent, entries


async def by_day(tx: Tx, member_key: int) -> dict[date, int]:
    """Minutes logged on each day that has any."""
    statement = (
        select(TimelogRow.day, func.sum(TimelogRow.minutes))
        .where(TimelogRow.member_key == member_key)
        .group_by(TimelogRow.day)
    )
    return {day: int(minutes) for day, minutes in (await tx.execute(statement)).all()}
