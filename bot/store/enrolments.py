"""Enrolments with their paces and pauses."""

from datetime import date, datetime

from sqlalchemy import delete, func, insert, or_, select, update

from bot.domain.calendar import weekdays_mask
from bot.domain.pace import Pace
from bot.domain.slips import Promise
from bot.domain.tasks import EnrolmentState
from bot.store.paces import days_text, promise_text
from bot.store.tables import EnrolmentRow, MemberRow, PaceRow, PauseRow
from bot.store.transaction import Tx


async def add(tx: Tx, member_key: int, roadmap_id: str, version: str, start: date, now: datetime) -> int:
    """Enrol; the partial unique index refuses a second current enrolment. Returns the new id."""
    values = {
        "member_key": member_key,
        "roadmap_id": roadmap_id,
        "roadmap_version": version,
        "state": EnrolmentState.ACTIVE.value,
        "start_day": start,
        "created_at": now,
    }
    statement = insert(EnrolmentRow).values(values).returning(EnrolmentRow.id)
    return (await tx.execute(statement)).scalar_one()


async def any_current(tx: Tx, guild_id: int) -> bool:
    """Whether anybody is on a roadmap in this guild."""
    joined = select(EnrolmentRow.id).join(MemberRow, MemberRow.id == EnrolmentRow.member_key)
    statement = joined.where(MemberRow.guild_id == guild_id, EnrolmentRow.state != EnrolmentState.LEFT.value)
    return (await tx.execute(statement.limit(1))).scalar_one_or_none() is not None


async def count_since(tx: Tx, member_key: int, since: datetime) -> int:
    """How often the member enrolled from this moment on, whatever became of it."""
    mine = EnrolmentRow.member_key == member_key, EnrolmentRow.created_at >= since
    return (await tx.execute(select(func.count()).where(*mine))).scalar_one()


async def set_state(tx: Tx, enrolment_id: int, state: EnrolmentState, ended_at: datetime | None) -> None:
    """Move an enrolment to another state; `ended_at` for those that end it."""
    values = {"state": state.value, "ended_at": ended_at}
    await tx.execute(update(EnrolmentRow).where(EnrolmentRow.id == enrolment_id).values(values))


async def set_version(tx: Tx, enrolment_id: int, version: str) -> None:
    """The roadmap version the open tasks now follow."""
    statement = update(EnrolmentRow).where(EnrolmentRow.id == enrolment_id)
    await tx.execute(statement.values(roadmap_version=version))


async def set_pace(tx: Tx, enrolment_id: int, since: date, pace: Pace, by_day: date | None = None) -> None:
    """The pace from `since` on; setting it again on the same day replaces that day's.

    `by_day` is the day it was made from, if it was made from one.
    """
    await tx.execute(delete(PaceRow).where(PaceRow.enrolment_id == enrolment_id, PaceRow.since == since))
    values = {
        "enrolment_id": enrolment_id,
        "since": since,
        "minutes_per_week": pace.minutes_per_week,
        "study_days": weekdays_mask(pace.study_days),
        "days": days_text(pace),
        "by_day": by_day,
    }
    await tx.execute(insert(PaceRow).values(values))


async def set_promise(tx: Tx, enrolment_id: int, promise: Promise | None) -> None:
    """What the newest pace promises."""
    newest = select(func.max(PaceRow.since)).where(PaceRow.enrolment_id == enrolment_id).scalar_subquery()
    statement = update(PaceRow).where(PaceRow.enrolment_id == enrolment_id, PaceRow.since == newest)
    await tx.execute(statement.values(promise=promise_text(promise) if promise else None))


async def forget_pace(tx: Tx, enrolment_id: int, since: date) -> None:
    """Take a pace back: the one before it rules again."""
    await tx.execute(delete(PaceRow).where(PaceRow.enrolment_id == enrolment_id, PaceRow.since == since))


async def set_optional(tx: Tx, enrolment_id: int, *, optional: bool) -> None:
    """Whether the plan holds optional items."""
    await tx.execute(update(EnrolmentRow).where(EnrolmentRow.id == enrolment_id).values(optional=optional))


async def open_pause(tx: Tx, enrolment_id: int, since: date, until: date | None) -> None:
    """Pause from `since` on; `until` is the first study day after it."""
    values = {"enrolment_id": enrolment_id, "since": since, "until": until}
    await tx.execute(insert(PauseRow).values(values))


async def count_pauses(tx: Tx, enrolment_id: int, since: date) -> int:
    """How many pauses began from this day on."""
    mine = PauseRow.enrolment_id == enrolment_id, PauseRow.since >= since
    return (await tx.execute(select(func.count()).where(*mine))).scalar_one()


async def end_pause(tx: Tx, enrolment_id: int, until: date) -> None:
    """End the newest pause: `until` is the first study day that counts again."""
    newest = (
        select(PauseRow.id)
        .where(PauseRow.enrolment_id == enrolment_id)
        .order_by(PauseRow.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    await tx.execute(update(PauseRow).where(PauseRow.id == newest).values(until=until))


async def close_earlier_pauses(tx: Tx, member_key: int, until: date) -> None:
    """Cut the pauses of the member's earlier enrolments where a new one begins."""
    earlier = select(EnrolmentRow.id).where(EnrolmentRow.member_key == member_key)
    mine = PauseRow.enrolment_id.in_(earlier)
    await tx.execute(delete(PauseRow).where(mine, PauseRow.since >= until))
    reaching = or_(PauseRow.until.is_(None), PauseRow.until > until)
    await tx.execute(update(PauseRow).where(mine, reaching).values(until=until))
