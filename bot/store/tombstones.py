"""The list of the erased in the database: rows in, domain values out."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select

from bot.domain.tombstones import Scope, Tombstone
from bot.store.dialects import inserting
from bot.store.private import vault_of
from bot.store.tables import TombstoneRow
from bot.store.transaction import Tx


def mark(tx: Tx, name: str) -> str:
    """The mark of a name in this database. Raises NoVault when it was opened without a key."""
    return vault_of(tx.dialect).mark(name)


def stone(tx: Tx, scope: Scope, name: str, erased_at: datetime) -> Tombstone:
    """An entry for this name."""
    return Tombstone(mark(tx, name), scope, erased_at)


async def every(tx: Tx) -> tuple[Tombstone, ...]:
    """The whole list."""
    rows = await tx.execute(select(TombstoneRow.mark, TombstoneRow.scope, TombstoneRow.erased_at))
    return tuple(Tombstone(mark, Scope(scope), erased_at) for mark, scope, erased_at in rows.all())


async def has(tx: Tx, name: str) -> bool:
    """Whether this name is on the list."""
    found = await tx.execute(select(TombstoneRow.mark).where(TombstoneRow.mark == mark(tx, name)))
    return found.first() is not None


async def put(tx: Tx, stones: Iterable[Tombstone]) -> None:
    """Add entries; one that is there already gets the new date."""
    for each in stones:
        values = {"scope": each.scope.value, "erased_at": each.erased_at}
        statement = inserting(tx, TombstoneRow).values(mark=each.mark, **values)
        await tx.execute(statement.on_conflict_do_update(index_elements=["mark"], set_=values))


async def forget_before(tx: Tx, before: datetime) -> None:
    """Entries older than this go."""
    await tx.execute(delete(TombstoneRow).where(TombstoneRow.erased_at < before))
