"""`cohort forget`: what a hoster does when somebody writes to them."""

import fcntl
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from bot.store.backup import backups_folder, list_backups
from bot.store.engine import open_store
from bot.store.erased_file import ErasedFile
from bot.store.lock import lock_path
from bot.store.migrate import downgrade
from tests.databases import run_now
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc
from tests.keys import KEY, VAULT

BEN = 2
Cohort = Callable[..., Result]


@pytest.fixture
def cohort(data_dir: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command on a data directory with Ada in two servers, and Ben in one."""
    monkeypatch.setenv("COHORT_DATA_DIR", str(data_dir))
    monkeypatch.setenv("COHORT_ENCRYPTION_KEY", KEY)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    run_now(_settled(shutil.copy(migrated_sqlite, data_dir / "cohort.db")))
    return lambda *arguments, **more: CliRunner().invoke(app, ["forget", *map(str, arguments)], **more)


async def _settled(path: Path | str) -> None:
    store = await open_store(f"sqlite:///{path}", vault=VAULT)
    clock = HandClock(utc("2026-01-05 10:00") - timedelta(days=1))
    for guild_id, user_id in ((GUILD, ADA), (GUILD + 1, ADA), (GUILD, BEN)):
        await enrol(store, clock, guild_id=guild_id, user_id=user_id)
    await store.close()


def left(data_dir: Path) -> list[tuple[int, int]]:
    """Who is still stored, and where."""
    with closing(sqlite3.connect(data_dir / "cohort.db")) as database:
        return database.execute("SELECT guild_id, user_id FROM member ORDER BY 1, 2").fetchall()


def test_it_erases_in_all_servers_says_what_went_and_remembers_it(cohort: Cohort, data_dir: Path) -> None:
    first = cohort(ADA, "--yes", "--json")
    told = json.loads(first.stdout)
    assert (first.exit_code, told["user_id"]) == (0, str(ADA))
    assert [(each["guild_id"], each["rows"]["member"]) for each in told["servers"]] == [
        (str(GUILD), 1),
        (str(GUILD + 1), 1),
    ]
    assert left(data_dir) == [(GUILD, BEN)]

    again = cohort(ADA, "--yes")
    assert again.exit_code == 1
    assert "Nothing is stored" in again.stdout
    stranger = cohort(77, "--yes")
    assert stranger.exit_code == 1
    assert len({stone.mark for stone in ErasedFile(data_dir).read().stones}) == 2

    plain = cohort(BEN, "--yes")
    assert plain.exit_code == 0
    assert f"{GUILD}: " in plain.stdout
    assert "member 1" in plain.stdout
    assert left(data_dir) == []


@pytest.mark.parametrize("arguments", [(), ("ada",), (0,), (2**63,), (ADA,), (ADA, "--json")])
def test_it_asks_for_what_it_needs_and_touches_nothing(
    cohort: Cohort, data_dir: Path, arguments: tuple[object, ...]
) -> None:
    assert cohort(*arguments).exit_code == 2
    assert len(left(data_dir)) == 3


def test_it_leaves_a_running_bot_alone(cohort: Cohort, data_dir: Path) -> None:
    with lock_path(data_dir / "cohort.db").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = cohort(ADA, "--yes")
    assert result.exit_code == 78
    assert len(left(data_dir)) == 3


@pytest.mark.parametrize("present", [False, True], ids=["nothing there", "an empty file"])
def test_in_the_wrong_folder_it_reassures_nobody_and_makes_nothing(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, present: bool
) -> None:
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    if present:
        (wrong / "cohort.db").touch()
    monkeypatch.setenv("COHORT_DATA_DIR", str(wrong))
    result = cohort(ADA, "--yes")
    assert result.exit_code == 78
    assert str(wrong / "cohort.db") in result.stderr
    assert result.stdout == ""
    assert [(path.name, path.stat().st_size) for path in wrong.iterdir()] == [("cohort.db", 0)] * present


def test_an_older_database_is_copied_before_it_is_brought_up(cohort: Cohort, data_dir: Path) -> None:
    run_now(downgrade(f"sqlite:///{data_dir / 'cohort.db'}", "0007", vault=VAULT))

    assert cohort(ADA, "--yes").exit_code == 0

    [saved] = list_backups(backups_folder(data_dir))
    assert saved.name.revision == "0007"
    assert left(data_dir) == [(GUILD, BEN)]
