"""Migrations: complete, reversible, alone, and safe from being killed."""

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store import migrate
from bot.store.engine import open_store
from bot.store.errors import DatabaseNewer, DatabaseUnreachable, StoreError
from bot.store.migrate import alembic_config, current_revision, downgrade, head_revision, upgrade
from bot.store.tables import Base
from tests.keys import VAULT
from tests.migrations.schema import ask, schema
from tests.migrations.steps import ROOT, finish, start_upgrade, wait_until_halfway


def differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True}
    return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)


async def test_up_down_and_up_again_ends_where_it_began(empty_url: str):
    assert await current_revision(empty_url) is None
    await upgrade(empty_url, vault=VAULT)
    first = await ask(empty_url, schema)
    assert await current_revision(empty_url) == head_revision()

    await downgrade(empty_url, vault=VAULT)
    assert await ask(empty_url, schema) == {}
    assert await current_revision(empty_url) is None

    await upgrade(empty_url, vault=VAULT)
    assert await ask(empty_url, schema) == first


async def test_migrating_and_creating_from_the_code_give_the_same_tables(empty_url: str):
    await upgrade(empty_url, vault=VAULT)
    assert await ask(empty_url, differences) == []
    migrated = await ask(empty_url, schema)
    await downgrade(empty_url, vault=VAULT)
    await ask(empty_url, Base.metadata.create_all)
    assert await ask(empty_url, schema) == migrated


async def test_upgrading_again_changes_nothing(database_url: str):
    store = await open_store(database_url, vault=VAULT)
    async with store.write() as tx:
        await tx.execute(text("INSERT INTO app_state VALUES ('a', 'kept', '2026-03-02 09:00:00')"))
    await store.close()
    await upgrade(database_url, vault=VAULT)
    mine = text("SELECT value FROM app_state WHERE key = 'a'")
    assert await ask(database_url, lambda db: db.execute(mine).scalar_one()) == "kept"


def test_there_is_one_newest_revision():
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [head_revision()]


async def test_a_database_from_a_newer_version_is_refused_untouched(database_url: str):
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await ask(database_url, lambda db: db.execute(newer).rowcount)
    with pytest.raises(DatabaseNewer) as refusal:
        await upgrade(database_url, vault=VAULT)
    assert (refusal.value.found, refusal.value.known) == ("9999", head_revision())
    assert await current_revision(database_url) == "9999"


@pytest.mark.soak
def test_who_starts_while_another_migrates_waits_and_finds_it_done(empty_url: str):
    first = start_upgrade(empty_url, stop_halfway=True)
    wait_until_halfway(first)
    impatient = finish(start_upgrade(empty_url, wait=0.2))
    patient = start_upgrade(empty_url)
    assert finish(first) == (0, "")
    assert finish(patient) == (0, "")
    assert impatient[0] == 1
    expected = f"in use by process {first.pid}" if empty_url.startswith("sqlite") else "is locked"
    assert expected in impatient[1]


async def test_many_starting_at_once_all_succeed(empty_url: str):
    starters = [start_upgrade(empty_url) for _ in range(3)]
    assert [finish(starter) for starter in starters] == [(0, "")] * 3
    assert await current_revision(empty_url) == head_revision()


async def test_a_migration_killed_halfway_leaves_the_old_schema_and_runs_again(empty_url: str):
    victim = start_upgrade(empty_url, stop_halfway=True)
    wait_until_halfway(victim)
    os.kill(victim.pid, signal.SIGKILL)
    victim.communicate()

    assert await ask(empty_url, schema) == {}
    await upgrade(empty_url, vault=VAULT)
    assert await current_revision(empty_url) == head_revision()
    assert await ask(empty_url, differences) == []


async def test_a_step_that_would_orphan_rows_is_taken_back(empty_sqlite_url: str, tmp_path: Path):
    (tmp_path / "data").mkdir()
    database = sqlite3.connect(tmp_path / "data" / "cohort.db")
    database.executescript(
        "CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (p REFERENCES parent (id));"
    )
    database.execute("INSERT INTO child VALUES (7)")
    database.commit()
    database.close()
    with pytest.raises(StoreError, match="a row of child would be left without its parent"):
        await upgrade(empty_sqlite_url, vault=VAULT)
    assert set(await ask(empty_sqlite_url, schema)) == {"parent", "child"}


async def test_a_server_that_does_not_answer_is_named():
    with pytest.raises(DatabaseUnreachable, match=r"127\.0\.0\.1:1"):
        await upgrade("postgres://ada:secret@127.0.0.1:1/cohort", wait=timedelta(seconds=1), vault=VAULT)


def test_an_installed_package_carries_its_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    packaged = tmp_path / "100%" / "bot" / "_data" / "migrations"
    packaged.mkdir(parents=True)
    monkeypatch.setattr(migrate, "_HERE", tmp_path / "100%" / "bot" / "store" / "migrate.py")
    assert alembic_config().get_main_option("script_location") == str(packaged)


def test_developers_may_use_alembic_itself(sqlite_url: str):
    command = [sys.executable, "-m", "alembic", "check"]
    environment = {**os.environ, "DATABASE_URL": sqlite_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "No new upgrade operations detected.\n"), done.stderr
