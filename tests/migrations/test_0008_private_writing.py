"""What people had written before is sealed, wherever it came from, and comes back as it was."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.engine import make_url

from bot.domain.private_errors import Unreadable
from bot.store import private_rows, sentinel
from bot.store.engine import open_store
from bot.store.migrate import current_revision, downgrade, upgrade
from bot.store.revisions import open_migrated
from bot.store.tables import Base
from bot.store.vault import Vault, new_key
from bot.store.vault_errors import NoVault
from tests.keys import KEYS, VAULT
from tests.migrations.schema import ask
from tests.rarely import mostly_in_soak
from tests.store.filled import canary, plain, row

PLACES = [str(place) for place in private_rows.places()]
EARLIER = [f"{number:04}" for number in range(1, 8)]


def write(db: Connection) -> None:
    """A row in every table, as the version before wrote it."""
    for table in Base.metadata.sorted_tables:
        db.execute(insert(table).values(row(table, plain)))


def standing(db: Connection) -> dict[str, str]:
    """What stands in the private columns, in tables that there are."""
    there = {place for place in private_rows.places() if db.dialect.has_table(db, place.table)}
    found: dict[str, str] = {}
    for place in there:
        words: Any = db.execute(select(place.plain.c[place.column])).scalars().all()
        found |= {str(place): each for each in words}
    return found


@pytest.fixture
async def old_url(empty_url: str) -> str:
    """A database of the version before, with something in every column."""
    await upgrade(empty_url, "0007", vault=VAULT)
    await ask(empty_url, write)
    return empty_url


async def mark_of(url: str) -> str:
    store = await open_store(url, vault=VAULT)
    mark = store.vault.mark("somebody")
    await store.close()
    return mark


async def test_it_is_sealed_and_opened_again_with_the_same_marks(old_url: str) -> None:
    before = await ask(old_url, standing)
    assert before == {place: canary(place) for place in PLACES}
    await upgrade(old_url, vault=VAULT)
    after = await ask(old_url, standing)
    assert {place: VAULT.open(sealed) for place, sealed in after.items()} == before
    mark = await mark_of(old_url)

    await downgrade(old_url, "0007", vault=VAULT)
    assert await ask(old_url, standing) == before
    store = await open_migrated(old_url, KEYS)
    assert store.vault.mark("somebody") == mark
    await store.close()


async def test_the_file_forgets_what_stood_in_it(empty_sqlite_url: str) -> None:
    await upgrade(empty_sqlite_url, "0007", vault=VAULT)
    await ask(empty_sqlite_url, write)
    folder = Path(make_url(empty_sqlite_url).database or "").parent
    assert any(b"canary" in file.read_bytes() for file in folder.iterdir())
    await upgrade(empty_sqlite_url, vault=VAULT)
    assert not any(b"canary" in file.read_bytes() for file in folder.iterdir())
    store = await open_store(empty_sqlite_url, vault=VAULT)
    assert (await private_rows.census(store)).sealed == len(PLACES)
    await store.close()


@pytest.mark.parametrize("revision", mostly_in_soak(EARLIER, 2))
async def test_a_database_of_any_earlier_version_is_brought_up_with_what_it_holds(
    empty_sqlite_url: str, revision: str
) -> None:
    await upgrade(empty_sqlite_url, "0007", vault=VAULT)
    await ask(empty_sqlite_url, write)
    await downgrade(empty_sqlite_url, revision, vault=VAULT)
    held = await ask(empty_sqlite_url, standing)
    assert held["task.title"] == canary("task.title")
    await upgrade(empty_sqlite_url, vault=VAULT)
    found = await ask(empty_sqlite_url, standing)
    assert {place: VAULT.open(sealed) for place, sealed in found.items()} == held


async def test_without_a_key_or_with_another_one_nothing_is_changed(old_url: str) -> None:
    with pytest.raises(NoVault):
        await upgrade(old_url)
    assert await current_revision(old_url) == "0007"
    await upgrade(old_url, vault=VAULT)
    for vault in (None, Vault([new_key()])):
        with pytest.raises((NoVault, Unreadable)):
            await downgrade(old_url, "0007", vault=vault)
    store = await open_store(old_url, vault=VAULT)
    assert (await private_rows.census(store)).unreadable == []
    async with store.read() as tx:
        assert await sentinel.find(tx) is not None
    await store.close()


MORE = text(
    """WITH RECURSIVE counted(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM counted WHERE n < 20000)
    INSERT INTO reflection (id, member_key, ritual, period, answers, at, updated_at)
    SELECT n, member_key, 'r' || n, period, answers, at, updated_at FROM reflection, counted"""
)


async def test_many_rows_are_sealed_and_told_of(
    empty_sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    await upgrade(empty_sqlite_url, "0007", vault=VAULT)
    await ask(empty_sqlite_url, write)
    await ask(empty_sqlite_url, lambda db: db.execute(MORE).rowcount)
    await upgrade(empty_sqlite_url, vault=VAULT)
    assert [record.getMessage() for record in caplog.records] == ["reflection.answers: 20000 rows so far"]
    store = await open_store(empty_sqlite_url, vault=VAULT)
    found = await private_rows.census(store)
    await store.close()
    assert (found.sealed, found.unreadable) == (len(PLACES) - 1 + 20_000, [])
