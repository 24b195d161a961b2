"""Who wants nothing to do with whom: by Discord's ids, so that it holds whoever joins or leaves.

Of somebody who was erased no id stays. A mark of them takes its place, and is compared with the marks of
those who are members: the block holds should they come back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select

from bot.domain.tombstones import name_of_blocked
from bot.store.dialects import inserting
from bot.store.tables import BlockRow, MemberRow
from bot.store.tombstones import mark
from bot.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Blocked:
    """Whom somebody has blocked, the newest first; `left` counts those who were erased and have not come
    back."""

    user_ids: tuple[int, ...] = ()
    left: int = 0


def mark_of(tx: Tx, guild_id: int, user_id: int) -> str:
    """What stands for this person in the blocks of others once they are erased. Raises NoVault."""
    return mark(tx, name_of_blocked(guild_id, user_id))


async def add(tx: Tx, guild_id: int, user_id: int, blocked_user_id: int, now: datetime) -> None:
    """Block somebody; doing it again changes nothing."""
    if await holds(tx, guild_id, user_id, blocked_user_id):
        return
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
        _is_blocked(tx, guild_id, blocked_user_id),
    )
    return bool((await tx.execute(statement)).rowcount)


async def remove_left(tx: Tx, guild_id: int, user_id: int) -> int:
    """Take back the blocks of all who were erased and have not come back; returns how many."""
    marks = await _marks_of(tx, guild_id, user_id)
    gone = marks - (await _people(tx, guild_id, marks)).keys()
    statement = delete(BlockRow).where(
        BlockRow.guild_id == guild_id, BlockRow.user_id == user_id, BlockRow.blocked_mark.in_(gone)
    )
    return (await tx.execute(statement)).rowcount if gone else 0


async def holds(tx: Tx, guild_id: int, user_id: int, blocked_user_id: int) -> bool:
    """Whether the first of the two has blocked the other one."""
    statement = select(BlockRow.id).where(
        BlockRow.guild_id == guild_id,
        BlockRow.user_id == user_id,
        _is_blocked(tx, guild_id, blocked_user_id),
    )
    return (await tx.execute(statement)).first() is not None


async def of(tx: Tx, guild_id: int, user_id: int) -> Blocked:
    """Whom this person has blocked."""
    statement = select(BlockRow.blocked_user_id, BlockRow.blocked_mark).where(
        BlockRow.guild_id == guild_id, BlockRow.user_id == user_id
    )
    rows = (await tx.execute(statement.order_by(BlockRow.id.desc()))).all()
    people = await _people(tx, guild_id, {mark for _, mark in rows if mark})
    found = [user_id or people.get(mark or "") for user_id, mark in rows]
    user_ids = tuple(user_id for user_id in found if user_id)
    return Blocked(user_ids, len(found) - len(user_ids))


async def around(tx: Tx, guild_id: int, user_id: int) -> frozenset[int]:
    """Everybody who must not meet this person: blocked by them, or having blocked them."""
    blockers = select(BlockRow.user_id).where(
        BlockRow.guild_id == guild_id, _is_blocked(tx, guild_id, user_id)
    )
    by_them = (await tx.execute(blockers)).scalars().all()
    return frozenset((*by_them, *(await of(tx, guild_id, user_id)).user_ids))


async def pairs(tx: Tx, guild_id: int) -> frozenset[tuple[int, int]]:
    """Who has blocked whom in a guild."""
    statement = select(BlockRow.user_id, BlockRow.blocked_user_id, BlockRow.blocked_mark)
    rows = (await tx.execute(statement.where(BlockRow.guild_id == guild_id))).all()
    people = await _people(tx, guild_id, {mark for *_, mark in rows if mark})
    both = ((user_id, other or people.get(mark or "")) for user_id, other, mark in rows)
    return frozenset((user_id, other) for user_id, other in both if other)


def _is_blocked(tx: Tx, guild_id: int, user_id: int) -> ColumnElement[bool]:
    return or_(BlockRow.blocked_user_id == user_id, BlockRow.blocked_mark == mark_of(tx, guild_id, user_id))


async def _marks_of(tx: Tx, guild_id: int, user_id: int) -> set[str]:
    statement = select(BlockRow.blocked_mark).where(
        BlockRow.guild_id == guild_id, BlockRow.user_id == user_id, BlockRow.blocked_mark.is_not(None)
    )
    return {mark for mark in (await tx.execute(statement)).scalars() if mark}


async def _people(tx: Tx, guild_id: int, marks: Collection[str]) -> Mapping[str, int]:
    """Those of the guild's members for whom these marks stand: nearly always nobody."""
    if not marks:
        return {}
    members = await tx.execute(select(MemberRow.user_id).where(MemberRow.guild_id == guild_id))
    theirs = {mark_of(tx, guild_id, user_id): user_id for user_id in members.scalars()}
    return {mark: user_id for mark, user_id in theirs.items() if mark in marks}
