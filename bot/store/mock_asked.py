"""Which questions a member knows: nobody is asked the same one twice."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from bot.store.dialects import inserting
from bot.store.tables import MockAskedRow, MockSeatRow
from bot.store.transaction import Tx


async def add(tx: Tx, member_key: int, question_key: str, now: datetime) -> None:
    """The member is asked this, or was about to be; doing it again changes nothing."""
    values = {"member_key": member_key, "question_key": question_key, "at": now}
    await tx.execute(inserting(tx, MockAskedRow).values(values).on_conflict_do_nothing())


async def known(tx: Tx, member_key: int) -> frozenset[str]:
    """Everything they were ever asked, and what was asked in interviews they had a part in."""
    asked = select(MockAskedRow.question_key).where(MockAskedRow.member_key == member_key)
    mine, any_seat = aliased(MockSeatRow), aliased(MockSeatRow)
    met = (
        select(any_seat.question_key)
        .join(mine, mine.session_id == any_seat.session_id)
        .where(mine.member_key == member_key, any_seat.question_key.is_not(None))
    )
    return frozenset((await tx.execute(asked.union(met))).scalars())
