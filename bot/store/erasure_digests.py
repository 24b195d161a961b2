"""Where messages to a whole group may name somebody: they are not among the messages to that person."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, or_, select

from bot.domain.delivery import DeliveryKind, DeliveryState, Destination
from bot.domain.members import Member
from bot.domain.rituals import Ritual
from bot.store.tables import (
    DeliveryRow,
    GuildRow,
    MemberRow,
    MomentRow,
    ReflectionRow,
    ScheduleRow,
    StandingRow,
)
from bot.store.transaction import Tx

_IS_DIGEST = DeliveryRow.kind == DeliveryKind.RITUAL.value, DeliveryRow.ref == Ritual.DIGEST.value
_WAS_SENT = DeliveryRow.state == DeliveryState.SENT.value, DeliveryRow.message_id.is_not(None)


async def known(tx: Tx, member: Member) -> tuple[tuple[int, int], ...]:
    """Channel and id of the digests since they joined that were not taken away for somebody else; empty if
    nothing of theirs was ever for all to see.
    """
    if not await _showed_something(tx, member.key):
        return ()
    statement = _since(member, DeliveryRow.channel_id, DeliveryRow.message_id).order_by(DeliveryRow.id)
    removals = select(DeliveryRow.ref).where(
        DeliveryRow.guild_id == member.guild_id, DeliveryRow.kind == DeliveryKind.REMOVAL.value
    )
    gone = set((await tx.execute(removals)).scalars())
    rows = (await tx.execute(statement)).all()
    return tuple(
        (channel, message) for channel, message in rows if channel and message and str(message) not in gone
    )


async def channels(tx: Tx, member: Member, before: datetime) -> tuple[int, ...]:
    """Where messages may name them that nobody can tell any more: whoever came before then may stand in some
    that are forgotten, and whoever hides again what they showed in those that are known.
    """
    home = select(GuildRow.nudge_channel_id).where(GuildRow.guild_id == member.guild_id)
    digest = select(ScheduleRow.channel_id).where(
        ScheduleRow.guild_id == member.guild_id,
        ScheduleRow.member_key.is_(None),
        ScheduleRow.kind == DeliveryKind.RITUAL.value,
        ScheduleRow.ref == Ritual.DIGEST.value,
    )
    in_public = ScheduleRow.member_key == member.key, ScheduleRow.destination != Destination.DM.value
    found = set[int | None]()
    if not await _showed_something(tx, member.key):
        found.update((await tx.execute(_since(member, DeliveryRow.channel_id))).scalars())
    if await _created_at(tx, member.key) < before:
        own = list((await tx.execute(digest)).scalars())
        found.update(own)
        if None in own or (await tx.execute(select(exists().where(*in_public)))).scalar_one():
            found.update((await tx.execute(home)).scalars())
    return tuple(sorted(channel for channel in found if channel))


def _since(member: Member, *columns: Any) -> Select[*tuple[Any, ...]]:
    joined = select(MemberRow.created_at).where(MemberRow.id == member.key).scalar_subquery()
    return select(*columns).where(
        DeliveryRow.guild_id == member.guild_id, *_IS_DIGEST, *_WAS_SENT, DeliveryRow.settled_at >= joined
    )


async def _showed_something(tx: Tx, key: int) -> bool:
    """Whether they are on the board, or posted wins or a moment: digests name nobody else."""
    shown = (
        select(StandingRow.member_key).where(StandingRow.member_key == key),
        select(ReflectionRow.id).where(ReflectionRow.member_key == key, ReflectionRow.posted_at.is_not(None)),
        select(MomentRow.id).where(MomentRow.member_key == key, MomentRow.shared_at.is_not(None)),
    )
    statement = select(or_(*(exists(each) for each in shown)))
    return bool((await tx.execute(statement)).scalar_one())


async def _created_at(tx: Tx, key: int) -> datetime:
    return (await tx.execute(select(MemberRow.created_at).where(MemberRow.id == key))).scalar_one()
