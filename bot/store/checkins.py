"""The ledger of check-ins, and the facts a streak is counted from."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Date, bindparam, insert, literal, null, select, union_all, update
from sqlalchemy.exc import IntegrityError

from bot.domain.calendar import weekdays_of
from bot.domain.pace import Pace, session_days
from bot.domain.streaks import DayRange, StreakFacts, StudyWeek
from bot.store.tables import CheckinRow, EnrolmentRow, PaceRow, PauseRow
from bot.store.transaction import Tx


async def add(tx: Tx, member_key: int, day: date, kind: str, ref: str, now: datetime) -> bool:
    """Credit something once; crediting it again after it was taken back moves it to the new day.

    Returns False when it was already credited.
    """
    key = (CheckinRow.member_key == member_key, CheckinRow.kind == kind, CheckinRow.ref == ref)
    revived = (
        update(CheckinRow)
        .where(*key, CheckinRow.revoked_at.is_not(None))
        .values(day=day, at=now, revoked_at=None)
    )
    if (await tx.execute(revived)).rowcount:
        return True
    values = {"member_key": member_key, "day": day, "kind": kind, "ref": ref, "at": now}
    try:
        async with tx.begin_nested():
            await tx.execute(insert(CheckinRow).values(values))
    except IntegrityError:
        return False
    return True


async def revoke(tx: Tx, member_key: int, kind: str, ref: str, now: datetime) -> None:
    """Take a check-in back; the row stays as a trace."""
    statement = update(CheckinRow).where(
        CheckinRow.member_key == member_key,
        CheckinRow.kind == kind,
        CheckinRow.ref == ref,
        CheckinRow.revoked_at.is_(None),
    )
    await tx.execute(statement.values(revoked_at=now))


@cache
def _facts_query() -> CompoundSelect[*tuple[Any, ...]]:
    """One statement for all facts: (what, first day, last day, weekday bits, minutes a week)."""
    no_day, none = null().cast(Date), literal(0)
    member = bindparam("member")
    days = select(literal("day"), CheckinRow.day.label("first"), no_day.label("last"), none, none)
    paces = select(literal("pace"), PaceRow.since, no_day, PaceRow.study_days, PaceRow.minutes_per_week)
    pauses = select(literal("pause"), PauseRow.since, PauseRow.until, none, none)
    return union_all(
        days.where(CheckinRow.member_key == member, CheckinRow.revoked_at.is_(None)).distinct(),
        paces.join(EnrolmentRow, EnrolmentRow.id == PaceRow.enrolment_id).where(
            EnrolmentRow.member_key == member
        ),
        pauses.join(EnrolmentRow, EnrolmentRow.id == PauseRow.enrolment_id).where(
            EnrolmentRow.member_key == member
        ),
    )


async def streak_facts(tx: Tx, member_key: int) -> StreakFacts:
    """Check-in days, study weeks and pauses of a member over all their enrolments, in one statement."""
    rows = (await tx.execute(_facts_query(), {"member": member_key})).all()
    # At a very small pace only some study days get tasks: no check-in is owed on the others.
    weeks = {
        since: StudyWeek(since, session_days(Pace(minutes, weekdays_of(bits))))
        for what, since, _, bits, minutes in rows
        if what == "pace"
    }
    return StreakFacts(
        checked_in=frozenset(day for what, day, *_ in rows if what == "day"),
        study_weeks=tuple(weeks[since] for since in sorted(weeks)),
        pauses=tuple(
            DayRange(since, until - timedelta(days=1) if until else None)
            for what, since, until, *_ in sorted(rows, key=lambda row: (row[0], row[1]))
            if what == "pause" and (until is None or until > since)
        ),
    )
