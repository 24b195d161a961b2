"""What a member's interviews came to: rows in, domain values out."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import func, select

from bot.domain.counting import Held
from bot.domain.members import Member
from bot.domain.mock_sessions import OBSERVER, SessionState
from bot.domain.questions import QuestionKind
from bot.store.tables import CheckinRow, MockOutsideRow, MockSeatRow, MockSessionRow
from bot.store.transaction import Tx

CHECKIN = "mock"
"""The kind of check-in of an interview that took place; its `ref` is the interview's id."""

_OVER = tuple(state.value for state in SessionState if state.over)


async def timeline(tx: Tx, member: Member) -> tuple[tuple[date, str, int], ...]:
    """Everything in a member's history, newest first: its day, `held` or `outside`, and its id.

    Interviews that are not over are not history yet.
    """
    over = (
        select(MockSessionRow.id, MockSessionRow.ended_at)
        .join(MockSeatRow, MockSeatRow.session_id == MockSessionRow.id)
        .where(MockSeatRow.member_key == member.key, MockSessionRow.state.in_(_OVER))
    )
    mine = select(MockOutsideRow.id, MockOutsideRow.day).where(MockOutsideRow.member_key == member.key)
    found = [
        (_day(member, ended_at), "held", session_id)
        for session_id, ended_at in (await tx.execute(over)).all()
    ]
    found += [(day, "outside", outside_id) for outside_id, day in (await tx.execute(mine)).all()]
    return tuple(sorted(found, reverse=True))


async def practised(tx: Tx, member: Member) -> tuple[Held, ...]:
    """Every mock interview a member asked or answered in, here and elsewhere, oldest first."""
    seat, session = MockSeatRow, MockSessionRow
    statement = (
        select(session.id, session.kind, session.ended_at)
        .join(seat, seat.session_id == session.id)
        .where(seat.member_key == member.key, seat.gone_at.is_(None), seat.arrived_at.is_not(None))
        .where(session.state == SessionState.FINISHED.value, seat.position < OBSERVER)
    )
    rows = (await tx.execute(statement)).all()
    days = await _credited(tx, member.key) if rows else {}
    held = [Held(days.get(str(row.id)) or _day(member, row.ended_at), row.kind) for row in rows]
    mine = select(MockOutsideRow.day, MockOutsideRow.kind).where(MockOutsideRow.member_key == member.key)
    held += [Held(day, kind) for day, kind in (await tx.execute(mine)).all()]
    return tuple(sorted(held, key=lambda each: (each.day, each.kind)))


async def held_by_kind(tx: Tx, member_keys: Collection[int]) -> Mapping[QuestionKind, int]:
    """How many interviews these members held together or apart, by kind."""
    statement = (
        select(MockSessionRow.kind, func.count())
        .join(MockSeatRow, MockSeatRow.session_id == MockSessionRow.id)
        .where(MockSeatRow.member_key.in_(list(member_keys)), MockSeatRow.gone_at.is_(None))
        .where(MockSessionRow.state == SessionState.FINISHED.value)
        .group_by(MockSessionRow.kind)
    )
    return {QuestionKind(kind): count for kind, count in (await tx.execute(statement)).all()}


async def _credited(tx: Tx, member_key: int) -> dict[str, date]:
    """The study days that interviews were credited to, whatever the member's zone was then."""
    statement = select(CheckinRow.ref, CheckinRow.day).where(
        CheckinRow.member_key == member_key, CheckinRow.kind == CHECKIN, CheckinRow.revoked_at.is_(None)
    )
    return dict((await tx.execute(statement)).all())


def _day(member: Member, ended_at: datetime | None) -> date:
    """On their own clock; the floor of a journey holds for today alone."""
    return member.clock.day(ended_at) if ended_at else date.min
