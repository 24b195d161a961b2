"""Re-plans that were applied, with what they replaced."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.domain.replans import ReplanKind
from bot.store.tables import ReplanRow
from bot.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class StoredReplan:
    """One of them; `before` is what its use case wrote."""

    id: int
    kind: ReplanKind
    before: str


async def add(tx: Tx, enrolment_id: int, kind: ReplanKind, before: str, now: datetime) -> int:
    """Remember what a re-plan replaces. Returns its id."""
    values = {"enrolment_id": enrolment_id, "kind": kind.value, "before": before, "at": now}
    return (await tx.execute(insert(ReplanRow).values(values).returning(ReplanRow.id))).scalar_one()


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
