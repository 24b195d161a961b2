"""Members and their current enrolment: rows in, domain values out."""

from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from bot.domain.calendar import weekdays_of
from bot.domain.day_clock import DayClock
from bot.domain.errors import NotEnrolled
from bot.domain.members import Enrolment, Member, Membership
from bot.domain.pace import Pace
from bot.domain.schedules import QuietHours
from bot.domain.tasks import EnrolmentState
from bot.store.paces import days_from, promise_from
from bot.store.tables import BuddyRow, EnrolmentRow, MemberRow, PaceRow, PauseRow
from bot.store.transaction import Tx

# Written out: were "left" a parameter, SQLite would plan anew at every use to see whether its index fits.
IS_CURRENT = EnrolmentRow.state != literal_column("'left'")
"""The enrolment that is not left; a member has at most one."""

MEMBER_COLUMNS = (
    MemberRow.id,
    MemberRow.guild_id,
    MemberRow.user_id,
    MemberRow.timezone,
    MemberRow.cutoff_minutes,
    MemberRow.dm_channel_id,
    MemberRow.day_floor,
)
"""What `member_of` makes a member of."""


async def find(tx: Tx, guild_id: int, user_id: int) -> Member | None:
    """The person in this guild, if Cohort has ever met them here."""
    statement = select(*MEMBER_COLUMNS).where(MemberRow.guild_id == guild_id, MemberRow.user_id == user_id)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else member_of(row)


async def add(tx: Tx, guild_id: int, user_id: int, zone: ZoneInfo, now: datetime) -> Member:
    """Remember a person in this guild."""
    values = {"guild_id": guild_id, "user_id": user_id, "timezone": zone.key, "created_at": now}
    row = (await tx.execute(insert(MemberRow).values(values).returning(*MEMBER_COLUMNS))).one()
    return member_of(row)


async def set_dm_channel(tx: Tx, member_key: int, channel_id: int) -> None:
    """The direct-message channel opened with the member; a new one gives closed messages a new chance."""
    values = {"dm_channel_id": channel_id, "dm_closed_count": 0}
    await tx.execute(update(MemberRow).where(MemberRow.id == member_key).values(values))


async def set_quiet(tx: Tx, member_key: int, quiet: QuietHours | None) -> None:
    """The hours in which the member wants no message; None for no such hours."""
    values = {"quiet_from": quiet and quiet.start, "quiet_to": quiet and quiet.end}
    await tx.execute(update(MemberRow).where(MemberRow.id == member_key).values(values))


async def set_clock(tx: Tx, member_key: int, clock: DayClock, floor: date) -> None:
    """How the member's days and nudges are counted from now on, and the day that has been reached."""
    values = {"timezone": clock.zone.key, "cutoff_minutes": clock.cutoff_minutes, "day_floor": floor}
    await tx.execute(update(MemberRow).where(MemberRow.id == member_key).values(values))


def _in_touch() -> ColumnElement[bool]:
    """Whether there is a buddy or a request. Two questions, because each finds its answer in an index."""
    sides = BuddyRow.asker_key, BuddyRow.asked_key
    lasting = BuddyRow.state.in_([literal_column("'asked'"), literal_column("'active'")])
    return or_(*(exists().where(side == MemberRow.id, lasting) for side in sides))


@cache
def _membership_query(*, everybody: bool = False) -> Select[*tuple[Any, ...]]:
    pace, pause = aliased(PaceRow), aliased(PauseRow)
    newest = select(func.max(pace.since)).where(pace.enrolment_id == EnrolmentRow.id).scalar_subquery()
    last = select(func.max(pause.id)).where(pause.enrolment_id == EnrolmentRow.id).scalar_subquery()
    return (
        select(
            *MEMBER_COLUMNS,
            EnrolmentRow.id.label("enrolment_id"),
            EnrolmentRow.roadmap_id,
            EnrolmentRow.roadmap_version,
            EnrolmentRow.state,
            EnrolmentRow.start_day,
            EnrolmentRow.optional,
            PaceRow.since.label("pace_since"),
            PaceRow.minutes_per_week,
            PaceRow.study_days,
            PaceRow.days,
            PaceRow.by_day,
            PaceRow.promise,
            PauseRow.until,
            _in_touch().label("in_touch"),
        )
        .join(EnrolmentRow, EnrolmentRow.member_key == MemberRow.id)
        .join(PaceRow, (PaceRow.enrolment_id == EnrolmentRow.id) & (PaceRow.since == newest))
        .outerjoin(PauseRow, PauseRow.id == last)
        .where(
            IS_CURRENT,
            *(() if everybody else (MemberRow.user_id == bindparam("user"),)),
            MemberRow.guild_id == bindparam("guild"),
        )
    )


async def membership(tx: Tx, guild_id: int, user_id: int) -> Membership | None:
    """The person and their current enrolment in one statement; None when they are on no roadmap here."""
    row = (await tx.execute(_membership_query(), {"guild": guild_id, "user": user_id})).one_or_none()
    return None if row is None else Membership(member_of(row), _enrolment(row), in_touch=bool(row.in_touch))


async def memberships(tx: Tx, guild_id: int) -> tuple[Membership, ...]:
    """Everybody who is on a roadmap in this guild, in one statement."""
    rows = (await tx.execute(_membership_query(everybody=True), {"guild": guild_id})).all()
    return tuple(Membership(member_of(row), _enrolment(row)) for row in rows)


async def enrolled(tx: Tx, guild_id: int, user_id: int) -> Membership:
    """Like `membership`, for use cases that need one. Raises NotEnrolled."""
    found = await membership(tx, guild_id, user_id)
    if found is None:
        raise NotEnrolled
    return found


def member_of(row: Row[*tuple[Any, ...]]) -> Member:
    """The member in a row that holds MEMBER_COLUMNS."""
    return Member(
        key=row.id,
        guild_id=row.guild_id,
        user_id=row.user_id,
        zone=ZoneInfo(row.timezone),
        cutoff_minutes=row.cutoff_minutes,
        dm_channel_id=row.dm_channel_id,
        day_floor=row.day_floor,
    )


def _enrolment(row: Row[*tuple[Any, ...]]) -> Enrolment:
    state = EnrolmentState(row.state)
    return Enrolment(
        id=row.enrolment_id,
        roadmap_id=row.roadmap_id,
        roadmap_version=row.roadmap_version,
        state=state,
        start_day=row.start_day,
        pace=Pace(row.minutes_per_week, weekdays_of(row.study_days), days_from(row.days)),
        pace_since=row.pace_since,
        paused_until=row.until if state is EnrolmentState.PAUSED else None,
        by_day=row.by_day,
        promise=promise_from(row.promise),
        optional=row.optional,
    )
