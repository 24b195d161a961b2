"""Habits kept, day by day."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, select

from bot.store.dialects import inserting
from bot.store.tables import HabitTickRow
from bot.store.transaction import Tx


async def kept(tx: Tx, enrolment_id: int, day: date) -> frozenset[str]:
    """The keys of the habits kept on a day."""
    statement = select(HabitTickRow.habit_key).where(
        HabitTickRow.enrolment_id == enrolment_id, HabitTickRow.day == day
    )
    return frozenset((await tx.execute(statement)).scalars())


async def keep(tx: Tx, enrolment_id: int, keys: Iterable[str], day: date, now: datetime) -> None:
    """Tick these on a day; ticking one again changes nothing."""
    rows = [{"enrolment_id": enrolment_id, "habit_key": key, "day": day, "at": now} for key in keys]
    if rows:
        await tx.execute(inserting(tx, HabitTickRow).on_conflict_do_nothing(), rows)


async def forget(tx: Tx, enrolment_id: int, keys: Iterable[str], day: date) -> None:
    """Take these ticks of a day back."""
    mine = delete(HabitTickRow).where(HabitTickRow.enrolment_id == enrolment_id, HabitTickRow.day == day)
    await tx.execute(mine.where(HabitTickRow.habit_key.in_(tuple(keys))))
