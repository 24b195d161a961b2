"""The database: it answers, it is sound, at a schema this version knows, and the key fits."""

import asyncio
from pathlib import Path

from bot.config import Settings
from bot.doctor.files import database_file
from bot.doctor.finding import Finding, Level, fatal, fine, problem, warning
from bot.doctor.keys import key
from bot.doctor.zones import stored_zones
from bot.keys import keys_of
from bot.store import inspection, sentinel
from bot.store.advice import advice
from bot.store.database_url import parse, shown
from bot.store.engine import open_for_reading
from bot.store.errors import StoreError
from bot.store.inspection import ChannelInUse, Holder, Revision
from bot.store.keys import Keys
from bot.store.transaction import Store

RESTORE = "Stop the bot, keep a copy of the file, and restore a backup: cohort db restore."


DAMAGED = "damage"
"""After this finding nothing is read from the file."""


async def look(settings: Settings) -> tuple[list[Finding], tuple[ChannelInUse, ...] | None]:
    """What there is to say of the database, and which channels groups use; None when that cannot be read."""
    path = database_file(settings)
    if path is not None and not path.exists():
        note = "The first start makes it."
        return [fine("database", f"There is no database at {path} yet.", note), key(keys_of(settings))], ()
    found = await asyncio.to_thread(file, path) if path else []
    if any(finding.name == DAMAGED or finding.level is Level.FATAL for finding in found):
        return found, None
    try:
        inside, channels = await _inside(settings)
    except StoreError as error:
        return [*found, unusable(error)], None
    return [*found, *inside], channels


def file(path: Path) -> list[Finding]:
    """The SQLite file, and who runs on it."""
    try:
        looked = inspection.look_at_sqlite(path)
    except StoreError as error:
        return [unusable(error)]
    holder = inspection.holder(path)
    return [*_soundness(path, looked, runs=holder is not None), process(holder)]


def process(holder: Holder | None) -> Finding:
    """One process at most runs on the file."""
    if holder is None:
        return fine("process", "No Cohort runs on this database at the moment.")
    number = f"process {holder.pid}" if holder.pid else "a process that left no number"
    return fine("process", f"Cohort runs on this database: {number}.", pid=holder.pid)


def unusable(error: StoreError) -> Finding:
    """The store refused; its advice is one line of what is wrong and what to do."""
    reason, step = str(error), advice(error).removeprefix(f"{error}: ")
    return fatal("database", f"The database cannot be used: {reason}.", step)


def schema(revision: Revision) -> Finding:
    """The schema is the one this version wants, or one that it can bring up."""
    found = revision.found or "none"
    details = {"revision": found, "head": revision.head}
    if not revision.known:
        sentence = (
            f"A newer Cohort wrote this database: it is at {found}, this version ends at {revision.head}."
        )
        return fatal("schema", sentence, "Update Cohort, or restore a backup of this version.", **details)
    if found != revision.head:
        sentence = f"The schema is at revision {found}; this version wants {revision.head}."
        return fine("schema", sentence, "The next start, or cohort db upgrade, brings it up.", **details)
    return fine("schema", f"The schema is at revision {found}, the newest.", **details)


def _soundness(path: Path, looked: inspection.SqliteLook, *, runs: bool) -> list[Finding]:
    if looked.faults:
        sentence = f"{path} is damaged: {looked.faults[0]}."
        return [problem(DAMAGED, sentence, RESTORE, faults=list(looked.faults))]
    found: list[Finding] = []
    if looked.orphans:
        sentence = f"{looked.orphans} rows of the database belong to rows that are gone."
        found.append(problem("integrity", sentence, RESTORE, orphans=looked.orphans))
    # A restore leaves another mode, until the start after it.
    if runs and not looked.wal:
        sentence = "Cohort runs, but its database keeps no write-ahead log."
        step = "Restart it; on a network file system it cannot keep one: use a local disk."
        found.append(warning("integrity", sentence, step))
    return found or [
        fine("integrity", "Every page of the database is sound, and no row has lost its parent.")
    ]


async def _inside(settings: Settings) -> tuple[list[Finding], tuple[ChannelInUse, ...] | None]:
    store = await open_for_reading(settings.store_url)
    try:
        where = shown(parse(settings.store_url))
        answered = fine("database", f"{await inspection.server(store)} answers at {where}.")
        found, channels = await _rows(store, keys_of(settings))
        return [answered, *found], channels
    finally:
        await store.close()


async def _rows(store: Store, keys: Keys) -> tuple[list[Finding], tuple[ChannelInUse, ...] | None]:
    async with store.read() as tx:
        revision, sealed = await inspection.revision(tx), await sentinel.find(tx)
        found = [schema(revision), await asyncio.to_thread(key, keys, sealed)]
        if revision.found != revision.head:
            return found, None
        return [*found, stored_zones(await inspection.zones(tx))], await inspection.channels(tx)
