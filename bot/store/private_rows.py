"""Which columns hold private writing, which of their rows cannot be read, and sealing them with a new key."""

import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Text, bindparam, column, select, table, update
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.private_errors import Unreadable
from bot.store.private import Private
from bot.store.tables import Base
from bot.store.vault import Vault

if TYPE_CHECKING:
    from bot.store.transaction import Store, Tx

BATCH = 500
"""Rows in one transaction: others wait that long."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """A private column."""

    table: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"

    @property
    def plain(self) -> Any:
        """Its table with the row's `id` and the column's `sealed`, as they stand there."""
        return table(self.table, column("id", BigInteger), column(self.column, Text))


Told = Callable[[Place, int], None]
"""Hears of each batch how many rows of a column are done."""


@dataclass(slots=True)
class Census:
    """What was found of sealed texts, and the rows that no key opens."""

    sealed: int = 0
    old: int = 0
    """Not sealed with the newest key when they were found."""
    unreadable: list[tuple[Place, int]] = field(default_factory=list[tuple[Place, int]])


def places() -> Iterator[Place]:
    """Every private column, of the tables in their order."""
    for each in Base.metadata.sorted_tables:
        yield from (Place(each.name, found.name) for found in each.columns if isinstance(found.type, Private))


async def report(tx: "Tx", sealed: str) -> None:
    """Log in which table, column and row this stands; never what it says."""
    with suppress(SQLAlchemyError):
        for place in places():
            rows = place.plain
            where = select(rows.c.id).where(rows.c[place.column] == sealed)
            for row_id in (await tx.execute(where)).scalars():
                log.error("no key opens %s of row %s: `cohort key check` finds all of them", place, row_id)


async def census(store: "Store", told: Told | None = None) -> Census:
    """Try to open everything private."""

    async def look(place: Place, last: int, found: Census) -> Sequence[Any]:
        async with store.read() as tx:
            rows = await _batch(tx, place, last)
        _examine(store.vault, place, rows, found)
        return rows

    return await _through(look, told)


async def reseal(store: "Store", told: Told | None = None) -> Census:
    """Seal with the newest key what older ones sealed, some rows at a time: after a kill it goes on there."""

    async def renew(place: Place, last: int, found: Census) -> Sequence[Any]:
        async with store.write() as tx:
            rows = await _batch(tx, place, last)
            await _put(tx, place, _examine(store.vault, place, rows, found))
        return rows

    return await _through(renew, told)


async def _through(
    step: Callable[[Place, int, Census], Awaitable[Sequence[Any]]], told: Told | None
) -> Census:
    """Take the step on every column until it finds no rows after the last ones."""
    found = Census()
    for place in places():
        last = done = 0
        while rows := await step(place, last, found):
            last, done = rows[-1][0], done + len(rows)
            if told is not None:
                told(place, done)
    return found


async def _batch(tx: "Tx", place: Place, after: int) -> Sequence[Any]:
    rows = place.plain
    sealed = rows.c[place.column]
    some = select(rows.c.id, sealed).where(rows.c.id > after, sealed.is_not(None))
    return (await tx.execute(some.order_by(rows.c.id).limit(BATCH))).all()


def _examine(vault: Vault, place: Place, rows: Sequence[Any], found: Census) -> list[dict[str, Any]]:
    """Count them; what has to take the place of those that an older key sealed."""
    renewed: list[dict[str, Any]] = []
    for row_id, sealed in rows:
        found.sealed += 1
        try:
            new = vault.renewed(sealed)
        except Unreadable:
            found.unreadable.append((place, row_id))
            continue
        if new is not None:
            found.old += 1
            renewed.append({"row": row_id, "new": new})
    return renewed


async def _put(tx: "Tx", place: Place, renewed: list[dict[str, Any]]) -> None:
    if renewed:
        rows = place.plain
        new = {place.column: bindparam("new")}
        await tx.execute(update(rows).where(rows.c.id == bindparam("row")).values(new), renewed)
