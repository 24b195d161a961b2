"""Messages owed about an interview, and where its guild holds interviews."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.domain.delivery import DeliveryKind, DeliveryState, Reason
from bot.store.tables import DeliveryRow, MockSeatRow, MockSettingRow, ScheduleRow
from bot.store.transaction import Tx

REMINDER = DeliveryKind.REMINDER.value
_ON_ITS_WAY = (DeliveryState.QUEUED.value, DeliveryState.SENDING.value)


async def channel_of(tx: Tx, guild_id: int) -> int | None:
    """Where threads are opened; None: in the guild's nudge channel."""
    statement = select(MockSettingRow.channel_id).where(MockSettingRow.guild_id == guild_id)
    return (await tx.execute(statement)).scalar_one_or_none()


async def drop(tx: Tx, guild_id: int, refs: Collection[str], now: datetime) -> None:
    """Take out messages that still wait, to everybody; what is being sent at this moment asks once more."""
    mine = ScheduleRow.guild_id == guild_id, ScheduleRow.kind == REMINDER, ScheduleRow.ref.in_(refs)
    await tx.execute(delete(ScheduleRow).where(*mine))
    statement = update(DeliveryRow).where(
        DeliveryRow.guild_id == guild_id,
        DeliveryRow.kind == REMINDER,
        DeliveryRow.ref.in_(refs),
        DeliveryRow.state == DeliveryState.QUEUED.value,
    )
    values = {"state": DeliveryState.DROPPED.value, "reason": Reason.OFF.value, "settled_at": now}
    await tx.execute(statement.values(values))


async def is_told(tx: Tx, guild_id: int, ref: str) -> bool:
    """Whether this message has left, or is about to."""
    mine = DeliveryRow.guild_id == guild_id, DeliveryRow.kind == REMINDER, DeliveryRow.ref == ref
    alive = DeliveryRow.state.in_([DeliveryState.SENT.value, *_ON_ITS_WAY])
    return (await tx.execute(select(DeliveryRow.id).where(*mine, alive).limit(1))).first() is not None


async def asked_first(tx: Tx, member_keys: Collection[int]) -> Mapping[int, int]:
    """How often each was asked to write first, over all their interviews."""
    statement = (
        select(MockSeatRow.member_key, func.count())
        .where(MockSeatRow.member_key.in_(member_keys), MockSeatRow.asked_first)
        .group_by(MockSeatRow.member_key)
    )
    counts = dict.fromkeys(member_keys, 0)
    return counts | {row[0]: row[1] for row in (await tx.execute(statement)).all()}
