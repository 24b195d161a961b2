"""What organisers see of many members at once: each answer is one statement, however many there are."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Date, column, func, select, values

from bot.store.tables import CheckinRow, MemberRow, TaskRow
from bot.store.tasks import OF_ITEM
from bot.store.transaction import Tx

MOST_ASKED = 10_000
"""In one statement, with two parameters each: PostgreSQL's driver takes 32,767, SQLite 32,766."""


async def last_checkins(tx: Tx, guild_id: int) -> dict[int, date]:
    """The newest day with a check-in, by member key."""
    newest = (
        select(CheckinRow.day)
        .where(CheckinRow.member_key == MemberRow.id, CheckinRow.revoked_at.is_(None))
        .order_by(CheckinRow.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(MemberRow.id, newest).where(MemberRow.guild_id == guild_id)
    rows: Sequence[Any] = (await tx.execute(statement)).all()
    return {key: day for key, day in rows if day is not None}


async def settled_since(tx: Tx, since: Mapping[int, date]) -> dict[int, int]:
    """The minutes of roadmap items settled since a day of each enrolment's own, by enrolment."""
    found: dict[int, int] = {}
    asked = [*since.items()]
    for first in range(0, len(asked), MOST_ASKED):
        found |= await _settled_since(tx, asked[first : first + MOST_ASKED])
    return found


async def _settled_since(tx: Tx, since: Sequence[tuple[int, date]]) -> dict[int, int]:
    asked = values(column("enrolment", BigInteger), column("day", Date), name="asked").data(since)
    begun = asked.cte()
    statement = (
        select(TaskRow.enrolment_id, func.sum(TaskRow.minutes))
        .join(begun, begun.c.enrolment == TaskRow.enrolment_id)
        .where(OF_ITEM, TaskRow.settled_day >= begun.c.day)
        .group_by(TaskRow.enrolment_id)
    )
    return {enrolment: int(minutes) for enrolment, minutes in await tx.execute(statement)}
