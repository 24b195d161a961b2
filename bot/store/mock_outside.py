"""Interviews held elsewhere: rows in, domain values out."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from bot.domain.mock_outside import Outside
from bot.domain.questions import QuestionKind
from bot.store.tables import MockOutsideRow
from bot.store.transaction import Tx


async def add(tx: Tx, member_key: int, new: Outside, now: datetime) -> int:
    """Keep one; its `id` is ours to give and is returned."""
    values = {"member_key": member_key, **_columns(new), "at": now}
    return (await tx.execute(insert(MockOutsideRow).values(values).returning(MockOutsideRow.id))).scalar_one()


async def change(tx: Tx, member_key: int, changed: Outside) -> None:
    """Write it anew."""
    mine = MockOutsideRow.member_key == member_key, MockOutsideRow.id == changed.id
    await tx.execute(update(MockOutsideRow).where(*mine).values(_columns(changed)))


async def remove(tx: Tx, member_key: int, outside_id: int) -> None:
    """Take one out."""
    mine = MockOutsideRow.member_key == member_key, MockOutsideRow.id == outside_id
    await tx.execute(delete(MockOutsideRow).where(*mine))


async def find(tx: Tx, member_key: int, outside_id: int) -> Outside | None:
    """One of a member's."""
    found = await of_ids(tx, member_key, [outside_id])
    return found[0] if found else None


async def of_ids(tx: Tx, member_key: int, ids: Collection[int]) -> tuple[Outside, ...]:
    """Some of a member's, in no order."""
    mine = MockOutsideRow.member_key == member_key, MockOutsideRow.id.in_(list(ids))
    return tuple(map(_outside, (await tx.execute(select(MockOutsideRow.__table__).where(*mine))).all()))


async def newest(tx: Tx, member_key: int, limit: int) -> tuple[Outside, ...]:
    """A member's, the newest day first."""
    statement = select(MockOutsideRow.__table__).where(MockOutsideRow.member_key == member_key)
    ordered = statement.order_by(MockOutsideRow.day.desc(), MockOutsideRow.id.desc()).limit(limit)
    return tuple(map(_outside, (await tx.execute(ordered)).all()))


async def count(tx: Tx, member_key: int) -> int:
    """How many a member keeps."""
    statement = (
        select(func.count()).select_from(MockOutsideRow).where(MockOutsideRow.member_key == member_key)
    )
    return (await tx.execute(statement)).scalar_one()


def _columns(outside: Outside) -> dict[str, Any]:
    return {
        "day": outside.day,
        "kind": outside.kind.value,
        "place": outside.place or None,
        "recorded": outside.recorded,
        "weak": outside.weak or None,
    }


def _outside(row: Row[*tuple[Any, ...]]) -> Outside:
    return Outside(
        id=row.id,
        day=row.day,
        kind=QuestionKind(row.kind),
        place=row.place or "",
        recorded=row.recorded,
        weak=row.weak or "",
    )
