"""How members answered what was written to them: with a check-in on its day, or not."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select, update

from bot.domain.delivery import DeliveryKind, DeliveryState, Reason
from bot.domain.nudges import LIGHT_AFTER, Answers
from bot.store.tables import CheckinRow, DeliveryRow, EnrolmentRow, PauseRow, ScheduleRow
from bot.store.transaction import Tx

NUDGE = DeliveryKind.NUDGE.value


@cache
def _query() -> Select[*tuple[Any, ...]]:
    """The newest messages that were sent or left out in silence: only those are kept long enough to tell."""
    member = bindparam("member")
    checked_in = CheckinRow.member_key == member, CheckinRow.revoked_at.is_(None)
    mine = EnrolmentRow.member_key == member
    paused = select(func.max(PauseRow.until)).join(EnrolmentRow, EnrolmentRow.id == PauseRow.enrolment_id)
    silent = and_(DeliveryRow.state == DeliveryState.DROPPED.value, DeliveryRow.reason == Reason.AWAY.value)
    return (
        select(
            DeliveryRow.local_day,
            DeliveryRow.due_at,
            exists().where(*checked_in, CheckinRow.day == DeliveryRow.local_day),
            select(func.max(CheckinRow.day)).where(*checked_in).scalar_subquery(),
            select(func.max(EnrolmentRow.start_day)).where(mine).scalar_subquery(),
            paused.where(mine).scalar_subquery(),
            ScheduleRow.created_at,
        )
        .join(
            ScheduleRow,
            and_(ScheduleRow.member_key == member, ScheduleRow.kind == NUDGE, ScheduleRow.ref == ""),
        )
        .where(
            DeliveryRow.member_key == member,
            DeliveryRow.kind == bindparam("kind"),
            DeliveryRow.ref == "",
            or_(DeliveryRow.state == DeliveryState.SENT.value, silent),
        )
        .order_by(DeliveryRow.local_day.desc())
        .limit(LIGHT_AFTER)
    )


async def find(tx: Tx, member_key: int, kind: DeliveryKind) -> Answers | None:
    """How the member answered this kind of message; None before the first one."""
    rows = (await tx.execute(_query(), {"member": member_key, "kind": kind.value})).all()
    if not rows:
        return None
    *_, last, begun, back, asked_at = rows[0]
    fresh = max(day for day in (begun, back, date.min) if day is not None)
    # The date in UTC: a day more or less of patience.
    since = max(fresh, last or date.min, asked_at.date())
    ignored = 0
    for day, due_at, answered, *_ in rows:
        if answered or day < fresh or due_at <= asked_at:
            break
        ignored += 1
    return Answers(ignored, since)


async def ask_again(tx: Tx, member_key: int, now: datetime) -> None:
    """The member asks for their nudge anew: what they left unanswered before does not count any more."""
    mine = ScheduleRow.member_key == member_key, ScheduleRow.kind == NUDGE, ScheduleRow.ref == ""
    await tx.execute(update(ScheduleRow).where(*mine).values(created_at=now))
