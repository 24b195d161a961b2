"""Rows for which something is to be done at `next_at`, taken up in order by whoever looks."""

from datetime import datetime

from sqlalchemy import select, update

from bot.store.tables import MockRoundRow, MockSessionRow
from bot.store.transaction import Tx


class Steps:
    """What falls due in one table."""

    def __init__(self, table: type[MockRoundRow] | type[MockSessionRow]) -> None:
        self._table = table

    async def due(self, tx: Tx, now: datetime, limit: int) -> tuple[tuple[int, int, datetime], ...]:
        """Guild and id of rows for which something is to be done now, and since when, the longest due
        first."""
        row = self._table
        statement = (
            select(row.guild_id, row.id, row.next_at)
            .where(row.next_at <= now)
            .order_by(row.next_at, row.id)
            .limit(limit)
        )
        return tuple(
            (found.guild_id, found.id, found.next_at) for found in (await tx.execute(statement)).all()
        )

    async def put_off(self, tx: Tx, row_id: int, seen: datetime, until: datetime) -> None:
        """What was due at `seen` is due later, unless it has become something else meanwhile."""
        row = self._table
        await tx.execute(update(row).where(row.id == row_id, row.next_at == seen).values(next_at=until))

    async def next_due(self, tx: Tx, after: datetime) -> datetime | None:
        """When the first one later than `after` is due."""
        row = self._table
        statement = select(row.next_at).where(row.next_at > after).order_by(row.next_at).limit(1)
        return (await tx.execute(statement)).scalar_one_or_none()
