"""Opens the database: one writer and a few readers on SQLite, two pools on PostgreSQL."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.store import sentinel
from bot.store.database_url import parse, shown, sqlite_path
from bot.store.errors import UnusableUrl, explained
from bot.store.private import entrust
from bot.store.sqlite import (
    BUSY_WAIT,
    DEFERRED,
    IMMEDIATE,
    LOOKER,
    MIGRATOR,
    READER,
    WRITER,
    connector,
    make_private,
)
from bot.store.transaction import Store
from bot.store.vault import Vault

READERS = 4
PG_WRITERS = 5
PG_READERS = 5
POOL_WAIT = timedelta(seconds=15)
"""How long a transaction waits for its turn; more means that one never ended."""
POOLED: dict[str, Any] = {
    "max_overflow": 0,
    "pool_timeout": POOL_WAIT.total_seconds(),
    "pool_use_lifo": True,
}


async def open_store(url: str, busy_wait: timedelta = BUSY_WAIT, *, vault: Vault | None = None) -> Store:
    """Open the database and make sure that it answers; close the store when done.

    `busy_wait` is how long a statement waits for another program's lock. Without a `vault` nothing private
    can be read or written. Raises UnusableUrl, DatabaseUnreachable, DatabaseLocked, or KeyWrong when the
    vault is not this database's.
    """
    where = parse(url)
    path = sqlite_path(where)
    engines = _postgres_pair(where, busy_wait) if path is None else _sqlite_pair(where, path, busy_wait)
    store = Store(*engines, where=shown(where))
    try:
        await store.check()
        if vault is not None:
            store.entrust(await _unlocked(store, vault))
    except BaseException:
        await store.close()
        raise
    return store


async def open_for_reading(url: str, busy_wait: timedelta = BUSY_WAIT) -> Store:
    """Open a database that is to stay as it is, down to the rights of a SQLite file, which has to be there.

    Private writing cannot be read. Raises what `open_store` raises.
    """
    where = parse(url)
    path = sqlite_path(where)
    if path is None:
        reader = _postgres_reader(where, busy_wait)
    else:
        reader = _pooled(where, connector(path, DEFERRED, LOOKER, busy_wait, read_only=True), READERS)
    store = Store(reader, reader, where=shown(where))
    try:
        await store.check()
    except BaseException:
        await store.close()
        raise
    return store


async def _unlocked(store: Store, vault: Vault) -> Vault:
    async with store.read() as tx:
        sealed = await sentinel.find(tx)
    # In a thread: the first opening loads a large library.
    return vault if sealed is None else await asyncio.to_thread(vault.unlocked, sealed)


def migration_engine(
    url: URL, busy_wait: timedelta = BUSY_WAIT, *, vault: Vault | None = None
) -> AsyncEngine:
    """An engine without a pool for changing the schema; on SQLite it does not enforce foreign keys."""
    path = sqlite_path(url)
    if path is None:
        engine = _postgres(url, busy_wait, poolclass=NullPool)
    else:
        _prepare(path)
        creator = connector(path, IMMEDIATE, MIGRATOR, busy_wait)
        engine = _engine(url, async_creator=creator, poolclass=NullPool)
    entrust(engine.dialect, vault)
    return engine


def _engine(url: URL, **options: Any) -> AsyncEngine:
    # Without the parameters of a failed statement in the error's text: they are what people wrote.
    return create_async_engine(url, hide_parameters=True, **options)


def _prepare(path: Path) -> None:
    with explained(str(path), connecting=True):
        make_private(path)


def _sqlite_pair(url: URL, path: Path, busy_wait: timedelta) -> tuple[AsyncEngine, AsyncEngine]:
    _prepare(path)
    writer = _pooled(url, connector(path, IMMEDIATE, WRITER, busy_wait), 1)
    return writer, _pooled(url, connector(path, DEFERRED, READER, busy_wait), READERS)


def _pooled(url: URL, creator: Callable[[], Any], size: int) -> AsyncEngine:
    return _engine(url, async_creator=creator, pool_size=size, **POOLED)


def _postgres_pair(url: URL, lock_wait: timedelta) -> tuple[AsyncEngine, AsyncEngine]:
    # One more round trip per transaction, but no failed command after the server was restarted.
    writer = _postgres(url, lock_wait, pool_pre_ping=True, pool_size=PG_WRITERS, **POOLED)
    return writer, _postgres_reader(url, lock_wait)


def _postgres_reader(url: URL, lock_wait: timedelta) -> AsyncEngine:
    # A snapshot for the whole transaction, as on SQLite.
    options = {"isolation_level": "REPEATABLE READ", "pool_pre_ping": True, "pool_size": PG_READERS}
    return _postgres(url, lock_wait, read_only=True, **options, **POOLED)


def _postgres(url: URL, lock_wait: timedelta, *, read_only: bool = False, **options: Any) -> AsyncEngine:
    if find_spec("asyncpg") is None:
        raise UnusableUrl("PostgreSQL needs the driver asyncpg: install cohort[postgres]")
    settings = {
        "application_name": "cohort",
        "timezone": "UTC",
        "lock_timeout": str(int(lock_wait.total_seconds() * 1000)),
        "default_transaction_read_only": "on" if read_only else "off",
    }
    try:
        engine = _engine(url, connect_args={"server_settings": settings}, **options)
    except (ArgumentError, TypeError, ValueError):
        raise _unusable_option() from None
    event.listen(engine.sync_engine, "do_connect", _connect)
    return engine


def _connect(dialect: Dialect, _record: object, given: Any, options: Any) -> Any:
    """Connect. What the driver cannot use of the URL it says only now, in whatever error comes first."""
    try:
        return dialect.connect(*given, **options)
    except OSError:
        raise  # some of the network's are a ValueError too
    except (TypeError, ValueError, OverflowError):
        raise _unusable_option() from None
    except dialect.loaded_dbapi.InterfaceError as error:
        if isinstance(error.__cause__, ValueError):
            raise _unusable_option() from None
        raise


def _unusable_option() -> UnusableUrl:
    # Neither names nor values: what stands there may be half a password.
    return UnusableUrl(
        "the PostgreSQL URL holds a port, or an option after the ?, that is unknown or has no usable value"
    )
