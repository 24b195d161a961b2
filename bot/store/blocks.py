"""Who wants nothing to do with whom: by Discord's ids, so that it holds whoever joins or leaves."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from bot.store.dialects import inserting
from bot.store.tables import BlockRow
from bot.store.transaction import Tx


async def add(tx: Tx, guild_id: int, user_id: int, blocked_user_id: int, now: datetime) -> None:
    """Block somebody; doing it again changes nothing."""
    values = {
        "guild_id": guild_id,
        "user_id": user_id,
        "blocked_user_id": blocked_user_id,
        "created_at": now,
    }
    await tx.execute(inserting(tx, BlockRow).values(values).on_conflict_do_nothing())


async def remove(tx: Tx, guild_id: int, user_id: int, blocked_user_id: int) -> bool:
    """Take a block back; False if there was none."""
    statement = delete(BlockRow).where(
        BlockRow.guild_id == guild_id,
        BlockRow.user_id == user_id,
        BlockRow.blocked_user_id == blocked_user_id,
    )
    return bool((await tx.execute(statement)).rowcount)


async def of(tx: Tx, guild_id: int, user_id: int) -> tuple[int, ...]:
    """Whom this person has blocked, the newest first."""
    statement = select(BlockRow.blocked_user_id).where(
        BlockRow.guild_id == guild_id, BlockRow.user_id == user_id
    )
    return tuple((await tx.execute(statement.order_by(BlockRow.id.desc()))).scalars())


async def around(tx: Tx, guild_id: int, user_id: int) -> frozenset[int]:
    """Everybody who must not meet this person: blocked by them, or having blocked them."""
    statement = select(BlockRow.user_id, BlockRow.blocked_user_id).where(
        BlockRow.guild_id == guild_id, or_(BlockRow.user_id == user_id, BlockRow.blocked_user_id == user_id)
    )
    pairs = (await tx.execute(statement)).all()
    return frozenset(other for pair in pairs for other in pair) - {user_id}
