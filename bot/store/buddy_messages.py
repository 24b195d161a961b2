"""Messages between buddies that still wait, for when nothing may come any more."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.buddies import News
from bot.domain.delivery import DeliveryKind, DeliveryState, Reason
from bot.store.tables import DeliveryRow, ScheduleRow
from bot.store.transaction import Tx

BUDDY = DeliveryKind.BUDDY.value


async def drop(tx: Tx, member_keys: Collection[int], tie_ids: Iterable[int], now: datetime) -> None:
    """Take out what these ties owe these members; what is being sent at this moment asks once more."""
    for tie_id in tie_ids:
        await tx.execute(
            delete(ScheduleRow).where(
                ScheduleRow.member_key.in_(member_keys),
                ScheduleRow.kind == BUDDY,
                _of_tie(ScheduleRow.ref, tie_id),
            )
        )
        statement = update(DeliveryRow).where(
            DeliveryRow.member_key.in_(member_keys),
            DeliveryRow.kind == BUDDY,
            _of_tie(DeliveryRow.ref, tie_id),
            DeliveryRow.state == DeliveryState.QUEUED.value,
        )
        values = {"state": DeliveryState.DROPPED.value, "reason": Reason.OFF.value, "settled_at": now}
        await tx.execute(statement.values(values))


def _of_tie(ref: InstrumentedAttribute[str], tie_id: int) -> ColumnElement[bool]:
    short = [News.ASK.ref(tie_id), News.YES.ref(tie_id)]
    return or_(ref.in_(short), ref.startswith(f"{News.WORDS.ref(tie_id)}:"))
