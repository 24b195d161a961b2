"""What the progress picture reads beside a member's tasks."""

from collections import defaultdict
from datetime import date

from sqlalchemy import func, select

from bot.store.tables import TimelogRow
from bot.store.transaction import Tx


async def logged(tx: Tx, member_key: int) -> dict[date, dict[str, int]]:
    """Minutes of the time log by study day and the log's kind."""
    statement = (
        select(TimelogRow.day, TimelogRow.kind, func.sum(TimelogRow.minutes))
        .where(TimelogRow.member_key == member_key)
        .group_by(TimelogRow.day, TimelogRow.kind)
    )
    days: defaultdict[date, dict[str, int]] = defaultdict(dict)
    for day, kind, minutes in (await tx.execute(statement)).all():
        days[day][kind] = int(minutes)
    return dict(days)
