"""What became of deliveries, for the member and for organisers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Reason
from bot.store.tables import DeliveryRow, MemberRow
from bot.store.transaction import Tx

_SHOWN = (
    DeliveryRow.id,
    MemberRow.user_id,
    DeliveryRow.kind,
    DeliveryRow.local_day,
    DeliveryRow.due_at,
    DeliveryRow.state,
    DeliveryRow.reason,
    DeliveryRow.attempts,
    DeliveryRow.channel_id,
    DeliveryRow.message_id,
    DeliveryRow.settled_at,
)


async def of_guild(tx: Tx, guild_id: int, limit: int, before: int | None = None) -> tuple[Delivery, ...]:
    """A guild's deliveries, newest first; `before` is the last id of the page before this one."""
    statement = _shown().where(DeliveryRow.guild_id == guild_id).limit(limit)
    if before is not None:
        statement = statement.where(DeliveryRow.id < before)
    return tuple(_delivery(row) for row in (await tx.execute(statement)).all())


async def last_settled(tx: Tx, member_key: int, kind: DeliveryKind) -> Delivery | None:
    """What became of the member's newest finished delivery of this kind."""
    statement = _shown().where(
        DeliveryRow.member_key == member_key,
        DeliveryRow.kind == kind.value,
        DeliveryRow.settled_at.is_not(None),
    )
    row: Sequence[Any] | None = (await tx.execute(statement.limit(1))).one_or_none()
    return None if row is None else _delivery(row)


def _shown() -> Select[*tuple[Any, ...]]:
    joined = select(*_SHOWN).join(MemberRow, MemberRow.id == DeliveryRow.member_key)
    return joined.order_by(DeliveryRow.id.desc())


def _delivery(row: Sequence[Any]) -> Delivery:
    key, user_id, kind, day, due_at, state, reason, attempts, channel_id, message_id, settled_at = row
    return Delivery(
        id=key,
        user_id=user_id,
        kind=DeliveryKind(kind),
        local_day=day,
        due_at=due_at,
        state=DeliveryState(state),
        reason=Reason(reason) if reason else None,
        attempts=attempts,
        channel_id=channel_id,
        message_id=message_id,
        settled_at=settled_at,
    )
