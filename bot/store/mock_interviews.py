"""Whether people whose partner did not come have found somebody else."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from bot.store.mock_sessions import OPEN
from bot.store.tables import MockSeatRow, MockSessionRow, MockWaitRow
from bot.store.transaction import Tx


async def taken(tx: Tx, member_keys: Collection[int], since: datetime) -> bool:
    """Whether one of these members has a new interview, made since then."""
    statement = (
        select(MockSessionRow.id)
        .join(MockSeatRow, MockSeatRow.session_id == MockSessionRow.id)
        .where(MockSeatRow.member_key.in_(member_keys), MockSeatRow.gone_at.is_(None))
        .where(MockSessionRow.state.in_(OPEN), MockSessionRow.created_at >= since)
    )
    return (await tx.execute(statement.limit(1))).first() is not None


async def stop_looking(tx: Tx, session_id: int) -> None:
    """Nobody waits for another partner because of this interview any more."""
    await tx.execute(delete(MockWaitRow).where(MockWaitRow.rescues == session_id))


async def finished(tx: Tx, member_key: int, limit: int = 25) -> tuple[int, ...]:
    """The interviews that a member took part in, the newest first."""
    statement = (
        select(MockSessionRow.id)
        .join(MockSeatRow, MockSeatRow.session_id == MockSessionRow.id)
        .where(MockSeatRow.member_key == member_key, MockSessionRow.state == "finished")
        .order_by(MockSessionRow.ended_at.desc(), MockSessionRow.id.desc())
    )
    return tuple((await tx.execute(statement.limit(limit))).scalars())
