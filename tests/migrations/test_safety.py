"""Before a SQLite database's schema changes it is copied; without that copy it does not change."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import backup
from bot.store.backup import Safety, list_backups
from bot.store.backup_errors import NoRoomForBackup
from bot.store.errors import DatabaseNewer
from bot.store.migrate import current_revision, head_revision, upgrade
from bot.store.revisions import open_migrated
from tests.keys import KEYS, VAULT
from tests.migrations.test_0003_schedules import do

NOW = datetime(2026, 11, 21, 22, 57, 4, tzinfo=UTC)


@pytest.fixture
def safety(tmp_path: Path) -> Safety:
    return Safety(tmp_path / "backups", NOW)


def names(safety: Safety) -> list[str]:
    return [each.path.name for each in list_backups(safety.folder)]


async def test_a_start_after_an_update_keeps_the_database_as_it_was(
    empty_sqlite_url: str, safety: Safety
) -> None:
    await upgrade(empty_sqlite_url, "0006", vault=VAULT, safety=safety)
    assert names(safety) == [], "there was nothing to keep"

    await upgrade(empty_sqlite_url, "0007", vault=VAULT, safety=safety)
    assert names(safety) == ["cohort-20261121T225704Z-0006-before-0007.db"]

    store = await open_migrated(empty_sqlite_url, KEYS, safety)
    await store.close()
    before = f"cohort-20261121T225704Z-0007-before-{head_revision()}.db"
    assert before in names(safety)
    assert await current_revision(str(safety.folder / before)) == "0007"

    await upgrade(empty_sqlite_url, vault=VAULT, safety=safety)
    assert len(names(safety)) == 2, "nothing changed any more"


async def test_without_room_for_the_copy_nothing_is_changed(
    empty_sqlite_url: str, safety: Safety, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upgrade(empty_sqlite_url, "0006", vault=VAULT)
    monkeypatch.setattr(backup, "RESERVE", 1 << 60)
    with pytest.raises(NoRoomForBackup):
        await upgrade(empty_sqlite_url, vault=VAULT, safety=safety)
    assert await current_revision(empty_sqlite_url) == "0006"
    await upgrade(empty_sqlite_url, vault=VAULT)
    assert await current_revision(empty_sqlite_url) == head_revision()


async def test_a_newer_database_is_refused_before_it_is_copied(sqlite_url: str, safety: Safety) -> None:
    await do(sqlite_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseNewer):
        await upgrade(sqlite_url, vault=VAULT, safety=safety)
    assert names(safety) == []


async def test_on_postgresql_copies_are_made_by_its_own_tools(
    empty_postgres_url: str, safety: Safety
) -> None:
    await upgrade(empty_postgres_url, "0006", vault=VAULT)
    await upgrade(empty_postgres_url, vault=VAULT, safety=safety)
    assert names(safety) == []
