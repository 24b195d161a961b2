"""Databases with a row in every table, whatever tables there are."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    Date,
    Double,
    String,
    Table,
    Text,
    bindparam,
    insert,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.private import Private
from bot.store.tables import Base, UtcDateTime

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

# What a check constraint asks for.
FITTING: dict[str, object] = {
    "block.blocked_user_id": 2,
    "buddy.state": "asked",
    "enrolment.state": "active",
    "streak_entry.kind": "backfill",
    "mock_session.state": "finding",
    "mock_round.state": "planned",
    "problem_prompt.state": "shown",
    "delivery.state": "queued",
    "task.state": "open",
    "app_state.key": "a note",
}
BY_TYPE: dict[type, object] = {
    UtcDateTime: NOW,
    Date: NOW.date(),
    Boolean: False,
    Double: 1.0,
    String: "some",
    Text: "some",
}

Says = Callable[[str], object]
"""What stands in a private column, by `table.column`."""


def canary(place: str) -> str:
    """Words that stand nowhere else."""
    return f"a canary sings in {place}"


def as_it_is(words: str) -> BindParameter[str]:
    """What is put into a private column unsealed."""
    return bindparam(None, words, type_=Text)


def plain(place: str) -> BindParameter[str]:
    """The same words as an older version wrote them."""
    return as_it_is(canary(place))


async def fill(tx: AsyncConnection, says: Says = canary) -> None:
    """A row in every table; each row that belongs to another one belongs to that table's only row."""
    for table in Base.metadata.sorted_tables:
        await tx.execute(insert(table).values(row(table, says)))


def row(table: Table, says: Says) -> dict[str, Any]:
    """Values of a row: what has to be there, and what is private."""
    found = {column.name: _value(column, says) for column in table.columns}
    return {name: value for name, value in found.items() if value is not None}


def _value(column: Column[Any], says: Says) -> object | None:
    place = f"{column.table.name}.{column.name}"  # pyright: ignore[reportAttributeAccessIssue]
    if isinstance(column.type, Private):
        return says(place)
    if place in FITTING:
        return FITTING[place]
    if column.nullable or column.server_default is not None:
        return None
    return 1 if column.foreign_keys else BY_TYPE.get(type(column.type), 1)
