"""Ties between members: rows in, domain values out, each seen from one of the two."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, case, exists, func, insert, or_, select, update

from bot.domain.buddies import ASK_LIFE, WORDS_LIFE, Share, Words
from bot.domain.buddy_ties import Tie, TieState
from bot.domain.tasks import EnrolmentState
from bot.store.members import IS_CURRENT, MEMBER_COLUMNS, member_of
from bot.store.tables import BuddyRow, CheckinRow, EnrolmentRow, MemberRow
from bot.store.transaction import Tx

_ASKED, _ACTIVE, _ENDED = TieState.ASKED.value, TieState.ACTIVE.value, TieState.ENDED.value
_ME = bindparam("me")
_NO_WORDS = {"asker_words": None, "asker_words_at": None, "asked_words": None, "asked_words_at": None}


@cache
def _ties_query() -> Select[*tuple[Any, ...]]:
    """Everything in one statement: the day of a member who has a buddy may cost one more, not three."""
    by_me = BuddyRow.asker_key == _ME
    said_at = case((by_me, BuddyRow.asked_words_at), else_=BuddyRow.asker_words_at)
    answered_by_checkin = exists().where(
        CheckinRow.member_key == _ME,
        CheckinRow.day >= bindparam("since_day"),
        CheckinRow.at > said_at,
        CheckinRow.revoked_at.is_(None),
    )
    said = case((by_me, BuddyRow.asked_words), else_=BuddyRow.asker_words)
    return (
        select(
            BuddyRow.id.label("tie"),
            BuddyRow.state.label("tie_state"),
            by_me.label("by_me"),
            case((by_me, BuddyRow.asker_shares), else_=BuddyRow.asked_shares).label("mine"),
            case((by_me, BuddyRow.asked_shares), else_=BuddyRow.asker_shares).label("theirs"),
            case((by_me, BuddyRow.asker_nudged_on), else_=BuddyRow.asked_nudged_on).label("my_nudge"),
            BuddyRow.created_at,
            BuddyRow.answered_at,
            *MEMBER_COLUMNS,
            EnrolmentRow.state.label("enrolment"),
            case((and_(said_at > bindparam("since"), ~answered_by_checkin), said)).label("words"),
            said_at.label("words_at"),
        )
        .join(MemberRow, MemberRow.id == case((by_me, BuddyRow.asked_key), else_=BuddyRow.asker_key))
        .outerjoin(EnrolmentRow, and_(EnrolmentRow.member_key == MemberRow.id, IS_CURRENT))
        .where(or_(by_me, BuddyRow.asked_key == _ME), BuddyRow.state.in_((_ASKED, _ACTIVE)))
        .order_by(BuddyRow.id)
    )


async def ties(tx: Tx, member_key: int, now: datetime) -> tuple[Tie, ...]:
    """All that is between the member and others and has not ended, oldest first."""
    since = now - WORDS_LIFE
    # A day more: study days are local.
    values = {"me": member_key, "since": since, "since_day": since.date() - timedelta(days=1)}
    return tuple(_tie(row) for row in (await tx.execute(_ties_query(), values)).all())


def _tie(row: Row[*tuple[Any, ...]]) -> Tie:
    return Tie(
        id=row.tie,
        state=TieState(row.tie_state),
        by_me=bool(row.by_me),
        other=member_of(row),
        state_of_other=EnrolmentState(row.enrolment) if row.enrolment else None,
        mine=Share(row.mine),
        theirs=Share(row.theirs),
        my_nudge=row.my_nudge,
        created_at=row.created_at,
        answered_at=row.answered_at,
        words=Words(row.user_id, row.words, row.words_at) if row.words else None,
    )


async def add(
    tx: Tx, guild_id: int, asker_key: int, asked_key: int, asker: Share, asked: Share, now: datetime
) -> int:
    """Ask; returns the new id. `asked` is what the other one would share."""
    values = {
        "guild_id": guild_id,
        "asker_key": asker_key,
        "asked_key": asked_key,
        "state": _ASKED,
        "asker_shares": asker.value,
        "asked_shares": asked.value,
        "created_at": now,
    }
    return (await tx.execute(insert(BuddyRow).values(values).returning(BuddyRow.id))).scalar_one()


async def last_asked(tx: Tx, asker_key: int, asked_key: int) -> datetime | None:
    """When one asked the other without becoming their buddy, most recently."""
    statement = select(func.max(BuddyRow.created_at)).where(
        BuddyRow.asker_key == asker_key,
        BuddyRow.asked_key == asked_key,
        or_(BuddyRow.state == _ASKED, BuddyRow.answered_at.is_(None)),
    )
    return (await tx.execute(statement)).scalar_one()


async def last_nudged(tx: Tx, member_key: int) -> date | None:
    """The member's study day of their newest nudge, whoever was their buddy."""
    mine = (
        (BuddyRow.asker_key, BuddyRow.asker_nudged_on),
        (BuddyRow.asked_key, BuddyRow.asked_nudged_on),
    )
    found = [
        (await tx.execute(select(func.max(nudged_on)).where(key == member_key))).scalar_one()
        for key, nudged_on in mine
    ]
    return max((day for day in found if day is not None), default=None)


async def activate(tx: Tx, tie: Tie, mine: Share, now: datetime) -> None:
    """Say yes, as the one who was asked and shares `mine`."""
    await _set(tx, tie.id, state=_ACTIVE, asked_shares=mine.value, answered_at=now)


async def decline(tx: Tx, tie: Tie, now: datetime) -> None:
    """Say no to a request; for the one who asked it stays open until it is over."""
    await _set(tx, tie.id, answered_at=tie.answered_at or now)


async def withdraw(tx: Tx, tie: Tie, now: datetime) -> None:
    """Take the member's own request back; whether it had been declined is forgotten with it."""
    await _set(tx, tie.id, state=_ENDED, answered_at=None, ended_at=now)


async def end(tx: Tx, tie: Tie, now: datetime) -> None:
    """End a partnership; what the two said to each other is forgotten with it."""
    await _set(tx, tie.id, state=_ENDED, ended_at=now, **_NO_WORDS)


async def set_share(tx: Tx, tie: Tie, mine: Share) -> None:
    """What the other one sees of the member from now on."""
    await _set_mine(tx, tie, shares=mine.value)


async def say(tx: Tx, tie: Tie, day: date, text: str, now: datetime) -> None:
    """Keep the member's words to the other one in place of earlier ones: their nudge of this study day."""
    await _set_mine(tx, tie, nudged_on=day, words=text, words_at=now)


async def close_over(tx: Tx, now: datetime) -> int:
    """End every request that nobody said yes to in time, and forget old words; returns how many ended."""
    statement = update(BuddyRow).where(BuddyRow.state == _ASKED, BuddyRow.created_at <= now - ASK_LIFE)
    ended = await tx.execute(statement.values(state=_ENDED, answered_at=None, ended_at=now))
    for words, at in (
        (BuddyRow.asker_words, BuddyRow.asker_words_at),
        (BuddyRow.asked_words, BuddyRow.asked_words_at),
    ):
        old = update(BuddyRow).where(at <= now - WORDS_LIFE)
        await tx.execute(old.values({words: None, at: None}))
    return ended.rowcount


async def _set_mine(tx: Tx, tie: Tie, **values: Any) -> None:
    """Set what the tie keeps for each of the two, on the member's side."""
    side = "asker" if tie.by_me else "asked"
    await _set(tx, tie.id, **{f"{side}_{name}": value for name, value in values.items()})


async def _set(tx: Tx, tie_id: int, **values: Any) -> None:
    await tx.execute(update(BuddyRow).where(BuddyRow.id == tie_id).values(values))
