"""What a guild's members did in a week: who was there, what they shared, and counts of the rest."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from bot.domain.digests import SharedMoment, SharedWin
from bot.domain.moments import Moment
from bot.domain.reflections import Wins
from bot.domain.rituals import Ritual
from bot.store import reflections
from bot.store.members import IS_CURRENT
from bot.store.tables import CheckinRow, ClaimRow, EnrolmentRow, MemberRow, MomentRow
from bot.store.transaction import Tx


async def enrolled(tx: Tx, guild_id: int) -> dict[int, int]:
    """Everybody who is on a roadmap in this guild: user ids by key, who came first first."""
    statement = (
        select(MemberRow.id, MemberRow.user_id)
        .join(EnrolmentRow, EnrolmentRow.member_key == MemberRow.id)
        .where(MemberRow.guild_id == guild_id, IS_CURRENT)
        .order_by(MemberRow.id)
    )
    return dict((await tx.execute(statement)).all())


async def wins(
    tx: Tx, guild_id: int, since: datetime, until: datetime, rooms: Collection[int]
) -> tuple[tuple[SharedWin, ...], int]:
    """What members posted in this time in these channels, in that order, as far as it says something; and how
    many posted elsewhere."""
    posted = await reflections.posted(tx, guild_id, Ritual.WINS, since, until)
    told = [
        (where, SharedWin(user_id, len(answers.reached), answers.win))
        for user_id, where, answers in posted
        if isinstance(answers, Wins) and (answers.reached or answers.win)
    ]
    named = tuple(win for where, win in told if where in rooms)
    return named, len(told) - len(named)


async def moments(
    tx: Tx, guild_id: int, since: datetime, until: datetime, rooms: Collection[int]
) -> tuple[tuple[SharedMoment, ...], int]:
    """The moments that members showed in these channels in this time, in that order; and how many they showed
    elsewhere."""
    columns = (MomentRow.id, MomentRow.kind, MomentRow.title, MomentRow.day, MomentRow.shown_at)
    statement = (
        _moments(guild_id, MomentRow.shared_channel_id, MemberRow.user_id, *columns, MomentRow.shared_at)
        .where(MomentRow.shared_at >= since, MomentRow.shared_at < until)
        .order_by(MomentRow.shared_at, MomentRow.id)
    )
    shared = (await tx.execute(statement)).all()
    named = tuple(SharedMoment(who, Moment(*row)) for where, who, *row in shared if where in rooms)
    return named, len(shared) - len(named)


async def unshared_moments(tx: Tx, guild_id: int, first: date, last: date) -> int:
    """How many moments of these days their members kept to themselves."""
    statement = _moments(guild_id, func.count()).where(MomentRow.shared_at.is_(None))
    return (await tx.execute(statement.where(MomentRow.day.between(first, last)))).scalar_one()


async def done(tx: Tx, guild_id: int, first: date, last: date) -> dict[str, int]:
    """How many different things were credited on these days, by kind; what two did together counts once."""
    # By each member's index on days: a guild's whole ledger may be long.
    counted = func.count(CheckinRow.ref.distinct())
    statement = (
        select(CheckinRow.kind, counted)
        .join(MemberRow, MemberRow.id == CheckinRow.member_key)
        .where(
            MemberRow.guild_id == guild_id,
            CheckinRow.day.between(first, last),
            CheckinRow.revoked_at.is_(None),
        )
        .group_by(CheckinRow.kind)
    )
    return dict((await tx.execute(statement)).all())


async def ticked(tx: Tx, guild_id: int, first: date, last: date) -> dict[str, dict[str, int]]:
    """How many members of each roadmap ticked which of its boxes on these days: by roadmap id and box."""
    statement = (
        select(EnrolmentRow.roadmap_id, ClaimRow.claim_key, func.count())
        .join(EnrolmentRow, EnrolmentRow.id == ClaimRow.enrolment_id)
        .join(MemberRow, MemberRow.id == EnrolmentRow.member_key)
        .where(MemberRow.guild_id == guild_id, IS_CURRENT)
        .where(ClaimRow.day.between(first, last), ClaimRow.had.is_(False))
        .group_by(EnrolmentRow.roadmap_id, ClaimRow.claim_key)
    )
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for roadmap_id, key, count in await tx.execute(statement):
        found[roadmap_id][key] = count
    return dict(found)


def _moments(guild_id: int, *columns: Any) -> Select[*tuple[Any, ...]]:
    joined = select(*columns).select_from(MomentRow).join(MemberRow, MemberRow.id == MomentRow.member_key)
    return joined.where(MemberRow.guild_id == guild_id)
