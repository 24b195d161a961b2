"""Re-plans that were applied, with what they replaced."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.domain.replans import ReplanKind
from bot.store.tables import ReplanRow
from bot.store.transaction import Tx

KEPT = 200
"""Re-plans of one enrolment: only the newest can be taken back, and then the one before it."""


@dataclass(frozen=True, slots=True)
class StoredReplan:
    """One of them; `before` is what its use case wrote."""

    id: int
    kind: ReplanKind
    before: str


async def add(tx: Tx, enrolment_id: int, kind: ReplanKind, before: str, now: datetime) -> int:
    """Remember what a re-plan replaces, and forget those more than KEPT ago. Returns its id."""
    values = {"enrolment_id": enrolment_id, "kind": kind.value, "before": before, "at": now}
    added = (await tx.execute(insert(ReplanRow).values(values).returning(ReplanRow.id))).scalar_one()
    mine = ReplanRow.enrolment_id == enrolment_id
    newest_first = select(ReplanRow.id).where(mine).order_by(ReplanRow.id.desc())
    too_old = newest_first.offset(KEPT).limit(1).scalar_subquery()
    await tx.execute(delete(ReplanRow).where(mine, ReplanRow.id <= too_old))
    return added


async def newest(tx: Tx, enrolment_id: int) -> StoredReplan | None:
    """The last one that was not taken back."""
    statement = (
        select(ReplanRow.id, ReplanRow.kind, ReplanRow.before)
        .where(ReplanRow.enrolment_id == enrolment_id, ReplanRow.undone_at.is_(None))
        .order_by(ReplanRow.id.desc())
        .limit(1)
    )
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else StoredReplan(row.id, ReplanKind(row.kind), row.before)


async def take_back(tx: Tx, replan_id: int, now: datetime) -> None:
    """It no longer counts."""
    await tx.execute(update(ReplanRow).where(ReplanRow.id == replan_id).values(undone_at=now))
