"""A database's schema as a value that can be compared."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, inspect, text

from bot.store.database_url import parse
from bot.store.engine import migration_engine

Facts = dict[str, list[str]]


async def ask(url: str, question: Callable[[Connection], Any]) -> Any:
    """Put a question to a database, changing it if the question does."""
    engine = migration_engine(parse(url))
    async with engine.begin() as connection:
        answer = await connection.run_sync(question)
    await engine.dispose()
    return answer


def schema(connection: Connection) -> Facts:
    """Columns, keys, constraints and indexes of every table but Alembic's own."""
    tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return {table: sorted([*_facts(connection, table), *_written(connection, table)]) for table in tables}


def _facts(connection: Connection, table: str) -> list[str]:
    reader = inspect(connection)
    columns = [
        f"{column['name']} {column['type']!r} {column['nullable']} {column['default']}"
        for column in reader.get_columns(table)
    ]
    others = [
        reader.get_pk_constraint(table),
        *reader.get_foreign_keys(table),
        *reader.get_unique_constraints(table),
        *reader.get_check_constraints(table),
        *reader.get_indexes(table),
    ]
    return [*columns, *(json.dumps(other, default=str, sort_keys=True) for other in others)]


def _written(connection: Connection, table: str) -> list[str]:
    """What only the statement says; the rest of its wording depends on when a column was added."""
    if connection.dialect.name != "sqlite":
        return []
    wording = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table})
    statement = wording.scalar_one()
    return [word for word in ("AUTOINCREMENT", "WITHOUT ROWID", "STRICT") if word in statement]
