"""The ledger of check-ins, and the facts a streak is counted from."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Date, Update, bindparam, case, literal, null, select, union_all, update

from bot.domain.calendar import weekdays_of
from bot.domain.pace import Pace, session_days
from bot.domain.streaks import DayRange, StreakFacts, StudyWeek
from bot.store.dialects import inserting
from bot.store.tables import CheckinRow, EnrolmentRow, PaceRow, PauseRow
from bot.store.transaction import Tx

_crediting: dict[str, Any] = {}
"""The statement of `add` by the database's name: building it costs more than running it."""


async def add(tx: Tx, member_key: int, day: date, kind: str, ref: str, now: datetime) -> None:
    """Credit something once; crediting it again after it was taken back moves it to the new day."""
    if tx.dialect.name not in _crediting:
        statement = inserting(tx, CheckinRow)
        _crediting[tx.dialect.name] = statement.on_conflict_do_update(
            index_elements=["member_key", "kind", "ref"],
            set_={"day": statement.excluded.day, "at": statement.excluded.at, "revoked_at": None},
            where=CheckinRow.revoked_at.is_not(None),
        )
    values = {"member_key": member_key, "day": day, "kind": kind, "ref": ref, "at": now}
    await tx.execute(_crediting[tx.dialect.name], values)


@cache
def _revoking() -> Update:
    return (
        update(CheckinRow)
        .where(
            CheckinRow.member_key == bindparam("member"),
            CheckinRow.kind == bindparam("what"),
            CheckinRow.ref == bindparam("which"),
            CheckinRow.revoked_at.is_(None),
        )
        .values(revoked_at=bindparam("now"))
    )


async def revoke(tx: Tx, member_key: int, kind: str, ref: str, now: datetime) -> None:
    """Take a check-in back; the row stays as a trace."""
    await tx.execute(_revoking(), {"member": member_key, "what": kind, "which": ref, "now": now})


@cache
def _facts_query() -> CompoundSelect[*tuple[Any, ...]]:
    """One statement for all facts: (what, first day, last day, weekday bits, minutes a week)."""
    no_day, none = null().cast(Date), literal(0)
    member = bindparam("member")
    days = select(literal("day"), CheckinRow.day.label("first"), no_day.label("last"), none, none)
    # A week with days of its own has work on each of its study days.
    spread = case((PaceRow.days.is_(None), PaceRow.minutes_per_week))
    paces = select(literal("pace"), PaceRow.since, no_day, PaceRow.study_days, spread)
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
    weeks = {
        since: StudyWeek(since, _owed(weekdays_of(bits), minutes))
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


def _owed(study_days: frozenset[int], minutes: int | None) -> frozenset[int]:
    """The weekdays that ask for a check-in: at a very small pace only some study days get tasks."""
    return study_days if minutes is None else session_days(Pace(minutes, study_days))
