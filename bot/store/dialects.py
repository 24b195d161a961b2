"""The one statement that SQLite and PostgreSQL spell alike and SQLAlchemy does not: INSERT … ON CONFLICT."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import Base
from bot.store.transaction import Tx


def inserting(tx: Tx, table: type[Base]) -> Any:
    """An INSERT into `table` that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return (postgresql if tx.dialect.name == "postgresql" else sqlite).insert(table)
