"""Brings the database's schema to this version of Cohort, one process at a time."""

import logging
import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.backup import Safety
from bot.store.database_url import parse, shown, sqlite_path
from bot.store.engine import migration_engine
from bot.store.errors import DatabaseNewer, StoreError, explained
from bot.store.lock import sole_process
from bot.store.revisions import migrations_folder
from bot.store.vault import Vault

log = logging.getLogger(__name__)

LOCK_WAIT = timedelta(seconds=60)
"""How long a starting process waits for another one's migration."""

LEAVES_REMAINS = "leaves_remains"
"""A step sets this in its connection's `info` when pages that are free now must not keep what they held."""

# Not the writers' number: a migration may not wait for ordinary writes, which wait for tables by themselves.
MIGRATION_LOCK = 0x636F686F72744D
_LOCK = text(f"SELECT pg_advisory_lock({MIGRATION_LOCK})")
_HERE = Path(__file__).resolve()


async def upgrade(
    url: str,
    to: str = "head",
    wait: timedelta = LOCK_WAIT,
    *,
    vault: Vault | None = None,
    safety: Safety | None = None,
) -> str | None:
    """Bring the schema up, all steps in one transaction: a process killed halfway leaves the old schema.

    Steps that seal or open private writing need the vault. Returns the revision it is at now. Raises NoVault
    when one of them has none; DatabaseNewer when this code does not know the revision found;
    DatabaseInUse (SQLite) or DatabaseLocked (PostgreSQL) when another process keeps it longer than `wait`.

    With `safety` a SQLite database that has a schema is first copied there, if it will change. Raises
    BackupError when it cannot be: then nothing was changed either.
    """
    async with sole_process(url, wait):
        if safety is not None:
            await _save(url, to, safety)
        return await _migrate(url, wait, vault, lambda config: command.upgrade(config, to))


async def downgrade(
    url: str, to: str = "base", wait: timedelta = LOCK_WAIT, *, vault: Vault | None = None
) -> None:
    """Take the schema back to a revision, losing what the older one cannot hold."""
    await _migrate(url, wait, vault, lambda config: command.downgrade(config, to))


async def current_revision(url: str) -> str | None:
    """The revision the database is at; None before its first migration."""
    async with _connected(parse(url)) as connection:
        return await connection.run_sync(_revision)


def head_revision() -> str:
    """The revision this code was written for."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert head is not None, "there is at least one migration"  # noqa: S101
    return head


def alembic_config() -> Config:
    """Alembic's settings, without a file: migrations lie beside the code, in a checkout as in a wheel."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder(_HERE)).replace("%", "%%"))
    return config


async def _save(url: str, to: str, safety: Safety) -> None:
    database = sqlite_path(parse(url))
    found = await current_revision(url) if database is not None else None
    if database is None or found is None:
        return
    scripts = ScriptDirectory.from_config(alembic_config())
    _refuse_newer(found, scripts)
    target = scripts.get_revision(to).revision
    if target != found:
        await safety.save(database, target)


async def _migrate(
    url: str, wait: timedelta, vault: Vault | None, change: Callable[[Config], None]
) -> str | None:
    where = parse(url)
    async with (
        sole_process(url, wait),
        _advisory_lock(where, wait),
        _connected(where) as connection,
    ):
        async with connection.begin():
            revision = await connection.run_sync(_apply, vault, change)
        await _clear_away(connection)
        return revision


async def _clear_away(connection: AsyncConnection) -> None:
    """Write the SQLite file anew, without its free pages. PostgreSQL's own vacuum does so in time."""
    if connection.dialect.name == "sqlite" and connection.info.pop(LEAVES_REMAINS, False):
        driver: Any = (await connection.get_raw_connection()).driver_connection
        # Past our cursors: they would begin a transaction, in which it cannot be done.
        try:
            await driver.execute("VACUUM")
        except sqlite3.Error as error:
            # The schema is up already, and everything works.
            log.warning("run VACUUM on the database: free pages may hold what was written before (%s)", error)


def _apply(connection: Connection, vault: Vault | None, change: Callable[[Config], None]) -> str | None:
    config = alembic_config()
    before = _revision(connection)
    _refuse_newer(before, ScriptDirectory.from_config(config))
    config.attributes["connection"] = connection
    config.attributes["vault"] = vault
    change(config)
    after = _revision(connection)
    if connection.dialect.name == "sqlite" and after != before:
        _check_references(connection)
    return after


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(found: str | None, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseNewer(found, scripts.get_current_head() or "")


def _check_references(connection: Connection) -> None:
    # Not enforced while tables are rebuilt, so asked for before the commit.
    orphan = connection.execute(text("PRAGMA foreign_key_check")).first()
    if orphan is not None:
        raise StoreError(f"not migrated: a row of {orphan[0]} would be left without its {orphan[2]}")


@asynccontextmanager
async def _connected(where: URL) -> AsyncGenerator[AsyncConnection]:
    engine = migration_engine(where)
    try:
        with explained(shown(where), connecting=True):
            connection = await engine.connect()
        try:
            with explained(shown(where)):
                yield connection
        finally:
            await connection.close()
    finally:
        await engine.dispose()


@asynccontextmanager
async def _advisory_lock(where: URL, wait: timedelta) -> AsyncGenerator[None]:
    """On PostgreSQL, a lock of the session: it ends with its connection, whatever happens to us."""
    if sqlite_path(where) is not None:
        yield
        return
    async with _connected(where) as connection:
        limited = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await limited.execute(text(f"SET lock_timeout = {int(wait.total_seconds() * 1000)}"))
        await limited.execute(_LOCK)
        yield
