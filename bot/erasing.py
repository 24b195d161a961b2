"""Erasing without Discord: for the command line, while the bot does not run (or beside it on PostgreSQL)."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.app import ROADMAPS
from bot.catalog import Catalog
from bot.config import Settings
from bot.domain.clock import Clock
from bot.domain.hosting import Hosting
from bot.keys import keys_of
from bot.services.assembly import assemble
from bot.services.erasure import NOBODY, ErasureService
from bot.services.listeners import unheard
from bot.services.problem_assembly import Outside
from bot.store.backup import Safety
from bot.store.erased_file import ErasedFile, ErasedList
from bot.store.lock import sole_process
from bot.store.revisions import open_migrated


@asynccontextmanager
async def open_erasure(
    settings: Settings, clock: Clock, safety: Safety | None = None, also: ErasedList = NOBODY
) -> AsyncGenerator[ErasureService]:
    """What erases, on the database of these settings. Whoever was erased before is so by the time it is
    there, also when the database was just taken back to an older state; `also` is the list of the one before.

    Who is to be told something is told by the bot when it runs. Raises StoreError, CatalogError, or
    DatabaseInUse while the bot runs on SQLite.
    """
    async with sole_process(settings.store_url):
        store = await open_migrated(settings.store_url, keys_of(settings), safety)
        try:
            catalog = await asyncio.to_thread(Catalog.built_in, settings.data_dir / ROADMAPS)
            beside = ErasedFile(settings.data_dir)
            outside = Outside(None, unheard)
            services, _ = assemble(store, clock, catalog, outside, Hosting(), unheard, beside)
            await services.erasure.again(also)
            yield services.erasure
        finally:
            await store.close()
