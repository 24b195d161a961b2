"""Servers that Cohort was removed from, and those of which anything is stored at all."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, union_all, update

from bot.domain.delivery import DeliveryState, Reason
from bot.store.dialects import inserting
from bot.store.tables import (
    BlockRow,
    DeliveryRow,
    GuildQuestionSetRow,
    GuildRoadmapRow,
    GuildRow,
    MemberRow,
    MockSettingRow,
    ProblemSettingRow,
    ScheduleRow,
)
from bot.store.transaction import Tx

SIGNS: Sequence[tuple[Any, Any]] = (
    (GuildRow.guild_id, GuildRow.created_at),
    (MemberRow.guild_id, MemberRow.created_at),
    (BlockRow.guild_id, BlockRow.created_at),
    (GuildRoadmapRow.guild_id, GuildRoadmapRow.created_at),
    (GuildQuestionSetRow.guild_id, GuildQuestionSetRow.created_at),
    (MockSettingRow.guild_id, MockSettingRow.updated_at),
    (ProblemSettingRow.guild_id, ProblemSettingRow.updated_at),
    (ScheduleRow.guild_id, ScheduleRow.created_at),
)
"""Without a row in one of these there is nothing of a guild in any other table."""

_HAS_LEFT = GuildRow.left_at.is_not(None)


async def known(tx: Tx) -> Mapping[int, datetime]:
    """All guilds of which anything is stored, and since when."""
    found = union_all(*(select(guild, func.min(at)).group_by(guild) for guild, at in SIGNS)).subquery()
    guild, at = found.columns
    rows = await tx.execute(select(guild, func.min(at)).group_by(guild))
    return dict(rows.all())


async def leave(tx: Tx, guild_id: int, now: datetime) -> bool:
    """Cohort was removed from the server; False if that was known, or if nothing is stored of it."""
    if guild_id not in await known(tx):
        return False
    values = {"guild_id": guild_id, "left_at": now, "created_at": now, "updated_at": now}
    mine = GuildRow.guild_id == guild_id, GuildRow.left_at.is_(None)
    if (await tx.execute(update(GuildRow).where(*mine).values(left_at=now))).rowcount:
        return True
    # It may never have been set up.
    added = await tx.execute(inserting(tx, GuildRow).values(values).on_conflict_do_nothing())
    return bool(added.rowcount)


async def come_back(tx: Tx, guild_ids: Collection[int]) -> int:
    """Cohort is in these servers again; returns for how many that is news."""
    away = [guild_id for guild_id in await left_before(tx) if guild_id in guild_ids]
    for guild_id in away:
        await tx.execute(update(GuildRow).where(GuildRow.guild_id == guild_id).values(left_at=None))
    return len(away)


async def left_before(tx: Tx, before: datetime | None = None) -> tuple[int, ...]:
    """The servers that Cohort was removed from, or only those before this moment, the longest ago first."""
    statement = select(GuildRow.guild_id).where(_HAS_LEFT).order_by(GuildRow.left_at, GuildRow.guild_id)
    if before is not None:
        statement = statement.where(GuildRow.left_at <= before)
    return tuple((await tx.execute(statement)).scalars())


async def has_left(tx: Tx, guild_id: int) -> bool:
    """Whether Cohort was removed from this server."""
    found = await tx.execute(select(GuildRow.guild_id).where(GuildRow.guild_id == guild_id, _HAS_LEFT))
    return found.first() is not None


async def drop_owed(tx: Tx, now: datetime) -> int:
    """Nothing is sent to a server that Cohort was removed from; returns how many messages that were."""
    if not (await tx.execute(select(exists().where(_HAS_LEFT)))).scalar_one():
        return 0
    theirs = DeliveryRow.guild_id.in_(select(GuildRow.guild_id).where(_HAS_LEFT))
    statement = update(DeliveryRow).where(DeliveryRow.state == DeliveryState.QUEUED.value, theirs)
    values = {"state": DeliveryState.DROPPED.value, "reason": Reason.GONE.value, "settled_at": now}
    return (await tx.execute(statement.values(values))).rowcount
