"""Alembic's entry: runs on the connection that `bot.store.migrate` hands over, or for a developer's command
(`DATABASE_URL=… alembic revision --autogenerate -m "…"`) on its own."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection

from bot.store.database_url import parse
from bot.store.engine import migration_engine
from bot.store.tables import Base


def migrate(connection: Connection) -> None:
    """Run the steps asked for on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter most things in place: Alembic rebuilds the table.
        render_as_batch=connection.dialect.name == "sqlite",
        # Both databases roll schema changes back.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def migrate_by_url() -> None:
    """Open DATABASE_URL for one command."""
    engine = migration_engine(parse(os.environ["DATABASE_URL"]))
    async with engine.begin() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


handed_over: Connection | None = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:
    asyncio.run(migrate_by_url())
