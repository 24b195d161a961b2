"""What was erased stands nowhere on the disk: SQLite's write-ahead log is emptied too."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import make_url

from bot.domain.clock import Clock
from bot.store.engine import open_store
from bot.store.tables import AppStateRow
from bot.store.transaction import Store
from tests.delivery.world import HandClock, utc
from tests.keys import VAULT

CANARY = "canary of the log"
CLOCK: Clock = HandClock(utc("2026-06-01 09:00"))


async def come_and_gone(store: Store) -> None:
    """Something was written, and is deleted again."""
    async with store.write() as tx:
        row = {"key": "test", "value": CANARY, "updated_at": CLOCK.now()}
        await tx.execute(insert(AppStateRow), row)
    async with store.write() as tx:
        await tx.execute(delete(AppStateRow).where(AppStateRow.key == "test"))


def on_disk(url: str) -> bytes:
    """The database with everything beside it."""
    file = Path(str(make_url(url).database))
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


async def test_folding_leaves_nothing_of_what_was_deleted(sqlite_url: str) -> None:
    store = await open_store(sqlite_url, vault=VAULT)
    await come_and_gone(store)
    assert CANARY.encode() in on_disk(sqlite_url)

    await store.fold()

    assert CANARY.encode() not in on_disk(sqlite_url)
    await store.close()


async def test_whoever_reads_an_older_state_keeps_the_log_until_the_next_time(sqlite_url: str) -> None:
    store = await open_store(sqlite_url, vault=VAULT, busy_wait=timedelta(milliseconds=50))
    async with store.read() as tx:
        await tx.execute(select(AppStateRow.key))
        await come_and_gone(store)
        await store.fold()
        assert CANARY.encode() in on_disk(sqlite_url)

    await store.fold()

    assert CANARY.encode() not in on_disk(sqlite_url)
    await store.close()


async def test_on_postgresql_there_is_nothing_to_fold(store: Store) -> None:
    await come_and_gone(store)
    await store.fold()
    async with store.read() as tx:
        assert (await tx.execute(select(AppStateRow.key).where(AppStateRow.key == "test"))).all() == []
