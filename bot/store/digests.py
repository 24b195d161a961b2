"""What a guild's members did in a week: who was there, what they shared, and counts of the rest."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from bot.domain.digests import SharedMoment, SharedWin
from bot.domain.moments import Moment
from bot.domain.reflections import Wins
from bot.domain.rituals import Ritual
from bot.store import reflections
from bot.store.members import IS_CURRENT
from bot.store.tables import CheckinRow, EnrolmentRow, MemberRow, MomentRow
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


async def wins(tx: Tx, guild_id: int, since: datetime, until: datetime) -> tuple[SharedWin, ...]:
    """What members posted in this time, in that order, as far as it says something."""
    posted = await reflections.posted(tx, guild_id, Ritual.WINS, since, until)
    told = [(user_id, answers) for user_id, answers in posted if isinstance(answers, Wins)]
    found = [SharedWin(user_id, len(answers.reached), answers.win) for user_id, answers in told]
    return tuple(each for each in found if each.reached or each.win)


async def moments(tx: Tx, guild_id: int, since: datetime, until: datetime) -> tuple[SharedMoment, ...]:
    """The moments that members showed to the group in this time, in that order."""
    columns = (MomentRow.id, MomentRow.kind, MomentRow.title, MomentRow.day, MomentRow.shown_at)
    statement = (
        _moments(guild_id, MemberRow.user_id, *columns, MomentRow.shared_at)
        .where(MomentRow.shared_at >= since, MomentRow.shared_at < until)
        .order_by(MomentRow.shared_at, MomentRow.id)
    )
    return tuple(SharedMoment(user_id, Moment(*row)) for user_id, *row in await tx.execute(statement))


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


def _moments(guild_id: int, *columns: Any) -> Select[*tuple[Any, ...]]:
    joined = select(*columns).select_from(MomentRow).join(MemberRow, MemberRow.id == MomentRow.member_key)
    return joined.where(MemberRow.guild_id == guild_id)
