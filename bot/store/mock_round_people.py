"""What a round needs to know about its people, and what it leaves behind for the next ones."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import aliased

from bot.domain import weeks
from bot.domain.mock_sessions import SessionState
from bot.store import blocks
from bot.store.tables import MemberRow, MockMemberRow, MockSeatRow, MockSessionRow
from bot.store.transaction import Tx

LONGEST = timedelta(hours=6)
"""An interview takes no longer."""

MOST_NAMED = 500
"""Ids in one statement: databases limit how many they take."""


async def met(tx: Tx, guild_id: int, since: str, until: str) -> Mapping[tuple[int, int], str]:
    """By pair of member keys, the lower first, the last week from `since` to `until` in which they met or are
    to meet. An interview that ended before it began is none."""
    one, other = aliased(MockSeatRow), aliased(MockSeatRow)
    counts = or_(MockSessionRow.state != SessionState.CANCELLED.value, MockSessionRow.started_at.is_not(None))
    pair = and_(one.session_id == MockSessionRow.id, one.gone_at.is_(None))
    beside = and_(
        other.session_id == one.session_id, other.member_key > one.member_key, other.gone_at.is_(None)
    )
    statement = (
        select(one.member_key, other.member_key, func.max(MockSessionRow.week))
        .select_from(MockSessionRow)
        .join(one, pair)
        .join(other, beside)
        .where(MockSessionRow.guild_id == guild_id, MockSessionRow.week.between(since, until), counts)
        .group_by(one.member_key, other.member_key)
    )
    return {(low, high): week for low, high, week in (await tx.execute(statement)).all()}


async def known(tx: Tx, guild_id: int) -> frozenset[int]:
    """The keys of everybody of this guild who has not been erased."""
    return frozenset((await tx.execute(select(MemberRow.id).where(MemberRow.guild_id == guild_id))).scalars())


async def apart(tx: Tx, guild_id: int) -> frozenset[tuple[int, int]]:
    """Who must not meet whom, by Discord's ids, both ways."""
    pairs = await blocks.pairs(tx, guild_id)
    return pairs | {(other, one) for one, other in pairs}


async def booked(tx: Tx, guild_id: int, week: str, round_id: int) -> frozenset[int]:
    """Who has an interview ahead in this week that no round, or another one, arranged."""
    ahead = [state.value for state in SessionState if not state.over]
    other = or_(MockSessionRow.round_id.is_(None), MockSessionRow.round_id != round_id)
    statement = (
        select(MockSeatRow.member_key)
        .join(MockSessionRow, MockSessionRow.id == MockSeatRow.session_id)
        .where(MockSessionRow.guild_id == guild_id, MockSessionRow.week == week, other)
        .where(MockSessionRow.state.in_(ahead), MockSeatRow.gone_at.is_(None))
    )
    return frozenset((await tx.execute(statement)).scalars())


async def agreed(tx: Tx, guild_id: int, week: str) -> tuple[tuple[int, datetime, int], ...]:
    """Who has an interview at which time of a week: member key, start and minutes."""
    starts_at, begin = MockSessionRow.starts_at, weeks.starts(week)
    statement = (
        select(MockSeatRow.member_key, starts_at, MockSessionRow.minutes)
        .join(MockSessionRow, MockSessionRow.id == MockSeatRow.session_id)
        .where(MockSessionRow.guild_id == guild_id, MockSessionRow.state == SessionState.AGREED.value)
        .where(starts_at.between(begin - LONGEST, weeks.ends(week)), MockSeatRow.gone_at.is_(None))
    )
    return tuple((key, at, minutes) for key, at, minutes in (await tx.execute(statement)).all() if at)


async def record_byes(tx: Tx, member_keys: Collection[int], week: str, now: datetime) -> None:
    """These wanted a partner in this week and got none."""
    values: dict[str, Any] = {"byes": MockMemberRow.byes + 1, "last_bye": week, "updated_at": now}
    await _change(tx, member_keys, values)


async def forgive_byes(tx: Tx, member_keys: Collection[int], week: str, now: datetime) -> None:
    """These found a partner for this week after all."""
    values: dict[str, Any] = {"byes": MockMemberRow.byes - 1, "last_bye": None, "updated_at": now}
    mine = MockMemberRow.last_bye == week, MockMemberRow.byes > 0
    await _change(tx, member_keys, values, *mine)


async def record_firsts(tx: Tx, member_keys: Collection[int], now: datetime) -> None:
    """These are to interview first."""
    await _change(tx, member_keys, {"firsts": MockMemberRow.firsts + 1, "updated_at": now})


async def record_observed(tx: Tx, member_keys: Collection[int], now: datetime) -> None:
    """These are the third of three."""
    await _change(tx, member_keys, {"observed": MockMemberRow.observed + 1, "updated_at": now})


async def _change(tx: Tx, member_keys: Collection[int], values: dict[str, Any], *only: Any) -> None:
    keys = sorted(member_keys)
    for begin in range(0, len(keys), MOST_NAMED):
        here = MockMemberRow.member_key.in_(keys[begin : begin + MOST_NAMED])
        await tx.execute(update(MockMemberRow).where(here, *only).values(values))
