"""Whether the database is at this version's schema, found out without Alembic: most starts need no more."""

import asyncio
import re
from functools import cache
from pathlib import Path

from sqlalchemy import inspect, text

from bot.store import sentinel
from bot.store.backup import Safety
from bot.store.database_url import parse, shown, sqlite_path
from bot.store.engine import open_for_reading, open_store
from bot.store.errors import DatabaseMissing
from bot.store.keys import Keys
from bot.store.transaction import Store, Tx
from bot.store.vault import Vault

_HERE = Path(__file__).resolve()
_REVISION = re.compile(r"""^(down_)?revision\b[^=\n]*=\s*(?:["'](\w+)["']|None\b)""", re.MULTILINE)
_CURRENT = text("SELECT version_num FROM alembic_version")


async def open_migrated(url: str, keys: Keys, safety: Safety | None = None) -> Store:
    """Open the database, bringing its schema up first if it is not at the newest revision.

    With `safety` it is copied there before its schema is changed.

    Raises what `open_store`, `bot.store.migrate.upgrade` and `Keys.vault` raise.
    """
    store = await open_store(url)
    try:
        async with store.read() as tx:
            found = await current(tx)
        vault = await _vault(store, keys)
    except BaseException:
        await store.close()
        raise
    if found is not None and found == newest(migrations_folder()):
        store.entrust(vault)
        return store
    await store.close()
    # With its dependencies a seventh of everything a start would load.
    from bot.store.migrate import upgrade

    await upgrade(url, vault=vault, safety=safety)
    return await open_store(url, vault=vault)


async def require_migrated(url: str) -> None:
    """Make sure that there is a database in use, for whatever would be wrong about an empty one.

    Nothing is made or changed. Raises DatabaseMissing, or what `open_for_reading` raises.
    """
    where = parse(url)
    path = sqlite_path(where)
    if path is not None and not path.exists():
        raise DatabaseMissing(shown(where))
    store = await open_for_reading(url)
    try:
        async with store.read() as tx:
            found = await current(tx)
    finally:
        await store.close()
    if found is None:
        raise DatabaseMissing(shown(where))


async def vault_for(url: str, keys: Keys) -> Vault:
    """The vault of this database, whatever its revision; see `Keys.vault`."""
    store = await open_store(url)
    try:
        return await _vault(store, keys)
    finally:
        await store.close()


async def _vault(store: Store, keys: Keys) -> Vault:
    async with store.read() as tx:
        sealed = await sentinel.find(tx)
    # In a thread: it reads a file, and the first opening loads a large library.
    return await asyncio.to_thread(keys.vault, sealed)


async def current(tx: Tx) -> str | None:
    """The revision the database is at; None before its first migration."""
    exists = await tx.run_sync(lambda connection: inspect(connection).has_table("alembic_version"))
    return (await tx.execute(_CURRENT)).scalar_one_or_none() if exists else None


async def at_newest(tx: Tx) -> bool:
    """Whether a database that was migrated once is at the newest revision; one small statement."""
    return (await tx.execute(_CURRENT)).scalar_one_or_none() == _our_newest()


@cache
def _our_newest() -> str | None:
    return newest(migrations_folder())


def newest(folder: Path) -> str | None:
    """The one revision that no migration of the folder builds on; None when there is not exactly one.

    Read from the lines `revision = ` and `down_revision = `. Whoever gets None asks Alembic.
    """
    written = [_REVISION.findall(path.read_text(encoding="utf-8")) for path in folder.glob("versions/*.py")]
    found = {name for lines in written for is_parent, name in lines if not is_parent}
    parents = {name for lines in written for is_parent, name in lines if is_parent}
    heads = found - parents
    return heads.pop() if len(heads) == 1 else None


def migrations_folder(here: Path = _HERE) -> Path:
    """Migrations lie beside the code, in a checkout as in a wheel; `here` is a module of this package."""
    packaged = here.parents[1] / "_data" / "migrations"
    return packaged if packaged.is_dir() else here.parents[2] / "migrations"
