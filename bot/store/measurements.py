"""The numbers members reported for the targets of their roadmap."""

from datetime import date, datetime

from sqlalchemy import delete, func, insert, select

from bot.domain.targets import Measurement
from bot.store.tables import MeasurementRow
from bot.store.transaction import Tx


async def add(
    tx: Tx, enrolment_id: int, target_key: str, value: float, evidence: str | None, day: date, now: datetime
) -> None:
    """Write down a number in the goal's unit."""
    values = {
        "enrolment_id": enrolment_id,
        "target_key": target_key,
        "value": value,
        "evidence": evidence,
        "day": day,
        "at": now,
    }
    await tx.execute(insert(MeasurementRow).values(values))


async def of(tx: Tx, enrolment_id: int) -> dict[str, tuple[Measurement, ...]]:
    """The reports for each target that has any, newest first."""
    statement = (
        select(
            MeasurementRow.target_key,
            MeasurementRow.id,
            MeasurementRow.value,
            MeasurementRow.evidence,
            MeasurementRow.day,
        )
        .where(MeasurementRow.enrolment_id == enrolment_id)
        .order_by(MeasurementRow.at.desc(), MeasurementRow.id.desc())
    )
    found: dict[str, list[Measurement]] = {}
    for key, row_id, value, evidence, day in (await tx.execute(statement)).all():
        found.setdefault(key, []).append(Measurement(row_id, value, evidence, day))
    return {key: tuple(reports) for key, reports in found.items()}


async def count(tx: Tx, enrolment_id: int) -> int:
    """How many numbers are kept."""
    statement = select(func.count()).where(MeasurementRow.enrolment_id == enrolment_id)
    return (await tx.execute(statement)).scalar_one()


async def remove(tx: Tx, enrolment_id: int, row_id: int) -> bool:
    """Take a report back; False when it is gone already or somebody else's."""
    statement = delete(MeasurementRow).where(
        MeasurementRow.id == row_id, MeasurementRow.enrolment_id == enrolment_id
    )
    return (await tx.execute(statement)).rowcount == 1
