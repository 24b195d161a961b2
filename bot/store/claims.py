"""The boxes members ticked."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, select, update

from bot.domain.claims import Tick
from bot.store.dialects import inserting
from bot.store.tables import ClaimRow
from bot.store.transaction import Tx


async def had(tx: Tx, enrolment_id: int) -> frozenset[str]:
    """The keys of what the member had before the start."""
    statement = select(ClaimRow.claim_key).where(ClaimRow.enrolment_id == enrolment_id, ClaimRow.had)
    return frozenset((await tx.execute(statement)).scalars())


async def of(tx: Tx, enrolment_id: int) -> dict[str, Tick]:
    """Everything ticked, by the claim's key."""
    statement = select(ClaimRow.claim_key, ClaimRow.day, ClaimRow.evidence, ClaimRow.had)
    rows = (await tx.execute(statement.where(ClaimRow.enrolment_id == enrolment_id))).all()
    return {key: Tick(day, evidence, before) for key, day, evidence, before in rows}


async def set_had(tx: Tx, enrolment_id: int, keys: Iterable[str], day: date, now: datetime) -> None:
    """Tick these boxes as had from the start; those ticked already keep their day and evidence."""
    rows = [
        {"enrolment_id": enrolment_id, "claim_key": key, "had": True, "day": day, "at": now} for key in keys
    ]
    if rows:
        statement = inserting(tx, ClaimRow).on_conflict_do_update(
            index_elements=["enrolment_id", "claim_key"], set_={"had": True}
        )
        await tx.execute(statement, rows)


async def unset_had(tx: Tx, enrolment_id: int, keys: Iterable[str]) -> None:
    """Take back that these were had from the start; a box with evidence stays ticked."""
    mine = (
        ClaimRow.enrolment_id == enrolment_id,
        ClaimRow.claim_key.in_(list(keys)),
        ClaimRow.had,
    )
    await tx.execute(delete(ClaimRow).where(*mine, ClaimRow.evidence.is_(None)))
    await tx.execute(update(ClaimRow).where(*mine).values(had=False))


async def tick(tx: Tx, enrolment_id: int, keys: Iterable[str], day: date, now: datetime) -> None:
    """Tick these boxes; what is ticked already stays as it is."""
    rows = [{"enrolment_id": enrolment_id, "claim_key": key, "day": day, "at": now} for key in keys]
    if rows:
        statement = inserting(tx, ClaimRow).on_conflict_do_nothing(
            index_elements=["enrolment_id", "claim_key"]
        )
        await tx.execute(statement, rows)


async def untick(tx: Tx, enrolment_id: int, keys: Iterable[str]) -> None:
    """Take ticks back, and their evidence with them."""
    mine = ClaimRow.enrolment_id == enrolment_id
    await tx.execute(delete(ClaimRow).where(mine, ClaimRow.claim_key.in_(list(keys))))


async def set_evidence(
    tx: Tx, enrolment_id: int, key: str, evidence: str | None, day: date, now: datetime
) -> None:
    """Keep a link with a box, ticking it; None removes the link and leaves the tick."""
    statement = inserting(tx, ClaimRow)
    statement = statement.on_conflict_do_update(
        index_elements=["enrolment_id", "claim_key"], set_={"evidence": statement.excluded.evidence}
    )
    values = {"enrolment_id": enrolment_id, "claim_key": key, "evidence": evidence, "day": day, "at": now}
    await tx.execute(statement, values)
