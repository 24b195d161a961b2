"""The list of the erased of a database that is about to be replaced."""

import asyncio
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from bot.log import get_logger
from bot.store import sentinel, tombstones
from bot.store.engine import open_for_reading
from bot.store.erased_file import ErasedList
from bot.store.errors import StoreError
from bot.store.tables import TombstoneRow
from bot.store.transaction import Tx

log = get_logger(__name__)


async def erased_in(database: Path) -> ErasedList:
    """The list with its sealed secret. Empty where there is none; of one that cannot be read the log tells:
    a damaged database may be why it is replaced."""
    try:
        return await _read(database) if await asyncio.to_thread(_holds_something, database) else ErasedList()
    except (StoreError, DatabaseError) as error:
        step = "whoever was erased since the backup is erased again only if the file erased.jsonl names them"
        log.warning("erasure.list_unreadable", reason=str(error), next_step=step)
        return ErasedList()


def _holds_something(database: Path) -> bool:
    return database.is_file() and database.stat().st_size > 0


async def _read(database: Path) -> ErasedList:
    store = await open_for_reading(str(database))
    try:
        async with store.read() as tx:
            return await _list(tx)
    finally:
        await store.close()


async def _list(tx: Tx) -> ErasedList:
    table = TombstoneRow.__tablename__
    if not await tx.run_sync(lambda connection: inspect(connection).has_table(table)):
        return ErasedList()
    stones, sealed = await tombstones.every(tx), await sentinel.find(tx)
    return ErasedList(stones, {stone.mark: sealed for stone in stones} if sealed else {})
