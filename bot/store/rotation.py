"""A new encryption key for a database at rest: first the key, then every row, then the sentinel.

At every moment the keys that are kept open everything. The sentinel is sealed last: so it tells whether an
earlier rotation was finished.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import text

from bot.domain.private_errors import Unreadable
from bot.store import private_rows, sentinel
from bot.store.database_url import parse, sqlite_path
from bot.store.engine import migration_engine, open_store
from bot.store.erased_errors import ErasedListUnusable
from bot.store.erased_file import ErasedFile
from bot.store.errors import StoreError
from bot.store.keys import Keys
from bot.store.lock import sole_process
from bot.store.private_rows import Census, Told
from bot.store.revisions import current, migrations_folder, newest
from bot.store.transaction import Store
from bot.store.vault import Vault, new_key
from bot.store.vault_errors import KeyUnusable

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'cohort' "
    "AND datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done: whether there is a new key, how many keys there are now, and how many were removed."""

    census: Census
    new_key: bool
    keys: int
    dropped: int = 0


async def rotate(url: str, keys: Keys, told: Told | None = None, beside: ErasedFile | None = None) -> Rotated:
    """Make a new key and seal everything with it, also in the list of the erased beside the database; the
    old ones stay, for the backups.

    One that was interrupted is finished first, without another key. Keys of the environment are the
    hoster's to make: then everything is sealed with the first of them. Raises KeyUnusable when there is only
    one there.
    """
    async with _alone(url, keys) as store:
        sealed = await _sentinel(store)
        begin = store.vault.renewed(sealed) is None and not keys.from_environment
        if begin:
            keys.replace((new_key(), *store.vault.keys))
            store.entrust(Vault(keys.read()).unlocked(sealed))
        elif keys.from_environment and len(store.vault.keys) == 1:
            raise KeyUnusable(keys.where, "it holds one key, and a new one has to come from you")
        census = await _reseal(store, told, beside)
        return Rotated(census, new_key=begin, keys=len(store.vault.keys))


async def drop_old(
    url: str, keys: Keys, told: Told | None = None, beside: ErasedFile | None = None
) -> Rotated:
    """Remove every key but the newest from the file, once nothing in the database needs them.

    Backups that are older than the newest key cannot be read afterwards. Raises KeyUnusable for keys of the
    environment.
    """
    if keys.from_environment:
        raise KeyUnusable(keys.where, "what it holds can be removed there alone")
    async with _alone(url, keys) as store:
        census = await _reseal(store, told, beside)
        newest, *old = store.vault.keys
        if old:
            keys.replace([newest])
        return Rotated(census, new_key=False, keys=1, dropped=len(old))


async def _reseal(store: Store, told: Told | None, beside: ErasedFile | None) -> Census:
    census = await private_rows.reseal(store, told)
    if beside is not None:
        await asyncio.to_thread(_reseal_list, beside, store.vault)
    async with store.write() as tx:
        sealed = await sentinel.find(tx)
        if sealed is not None and (renewed := store.vault.renewed(sealed)) is not None:
            await sentinel.renew(tx, renewed)
    return census


def _reseal_list(beside: ErasedFile, vault: Vault) -> None:
    found = beside.read()
    forms: dict[str, str] = {}
    for sealed in set(found.secrets.values()):
        # What no key opens stays as it is: the right one may come back.
        with suppress(Unreadable):
            forms[sealed] = vault.renewed(sealed) or sealed
    secrets = {mark: forms.get(sealed, sealed) for mark, sealed in found.secrets.items()}
    if secrets == found.secrets:
        return
    try:
        if found.damaged:
            beside.keep_damaged()
        beside.replace(found.stones, secrets)
    except OSError as error:
        raise ErasedListUnusable(beside.path, error.strerror or "it cannot be written") from error


async def _sentinel(store: Store) -> str:
    async with store.read() as tx:
        found, sealed = await current(tx), await sentinel.find(tx)
    if sealed is None or found != newest(migrations_folder()):
        raise StoreError("the database is not at this version's schema, run `cohort db upgrade` first")
    return sealed


@asynccontextmanager
async def _alone(url: str, keys: Keys) -> AsyncGenerator[Store]:
    """The open database, with nobody else in it: who does not know the new key could not read."""
    async with sole_process(url):
        await _refuse_others(url)
        store = await open_store(url)
        try:
            store.entrust(keys.vault(await _sentinel(store)))
            yield store
        finally:
            await store.close()


async def _refuse_others(url: str) -> None:
    """On PostgreSQL, where several processes may share the database."""
    where = parse(url)
    if sqlite_path(where) is not None:
        return
    engine = migration_engine(where)
    try:
        async with engine.connect() as connection:
            others = (await connection.execute(_OTHERS)).scalar_one()
    finally:
        await engine.dispose()
    if others:
        raise StoreError("another Cohort is connected to this database, stop it first")
