"""Opening a database: rights, settings, and clear words when it cannot be opened."""

import asyncio
import os
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path
from socket import gaierror

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.store.engine import open_store
from bot.store.errors import DatabaseLocked, DatabaseRefused, DatabaseUnreachable, UnusableUrl, explained
from bot.store.sqlite import WRITER
from bot.store.transaction import Store

LONG = """SELECT max(i) FROM (
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i FROM n
)"""


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def with_rights(path: Path, mode: int) -> Path:
    path.touch()
    path.chmod(mode)
    return path


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


async def answer(store: Store, statement: str, *, writing: bool = False) -> object:
    async with store.write() if writing else store.read() as tx:
        return (await tx.execute(text(statement))).scalar_one()


@pytest.fixture
def loose_umask():
    before = os.umask(0)
    yield
    os.umask(before)


async def test_only_the_owner_may_look_into_the_folder_and_its_files(tmp_path: Path, loose_umask: None):
    path = tmp_path / "new" / "cohort.db"
    store = await open_store(f"sqlite:///{path}")
    async with store.write() as tx:
        await tx.execute(text("CREATE TABLE t (x)"))
    found = {file.name: oct(rights(file)) for file in path.parent.iterdir()}
    await store.close()
    assert found == {"cohort.db": "0o600", "cohort.db-wal": "0o600", "cohort.db-shm": "0o600"}
    assert rights(path.parent) == 0o700


@pytest.mark.parametrize(("before", "after"), [(0o644, 0o600), (0o666, 0o600), (0o600, 0o600)])
async def test_an_open_file_is_closed_to_others_but_its_folder_is_not_ours(
    tmp_path: Path, before: int, after: int
):
    path = with_rights(tmp_path / "cohort.db", before)
    folder = rights(tmp_path)
    await (await open_store(str(path))).close()
    assert rights(path) == after
    assert rights(tmp_path) == folder


@pytest.mark.parametrize(
    ("pragma", "writer", "reader"),
    [
        ("journal_mode", "wal", "wal"),
        ("synchronous", 2, 2),
        ("foreign_keys", 1, 1),
        ("busy_timeout", 5000, 5000),
        ("query_only", 0, 1),
    ],
)
async def test_every_sqlite_connection_has_its_settings(
    sqlite_store: Store, pragma: str, writer: object, reader: object
):
    assert await answer(sqlite_store, f"PRAGMA {pragma}", writing=True) == writer
    assert await answer(sqlite_store, f"PRAGMA {pragma}") == reader


async def test_a_setting_that_sqlite_does_not_take_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(WRITER, "page_size", 12345)
    with pytest.raises(DatabaseRefused, match="keeps page_size at 4096 instead of 12345"):
        await open_store(str(tmp_path / "cohort.db"))


async def test_a_reader_cannot_write(store: Store):
    with pytest.raises(DBAPIError, match=r"read-?only"):
        await answer(store, "DELETE FROM app_state RETURNING key")


async def test_foreign_keys_are_enforced(store: Store):
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        async with store.write() as tx:
            await tx.execute(text("INSERT INTO pause (enrolment_id, since) VALUES (7, '2026-03-02')"))


async def test_closing_leaves_one_file_behind(tmp_path: Path):
    store = await open_store(str(tmp_path / "cohort.db"))
    async with store.write() as tx:
        await tx.execute(text("CREATE TABLE t (x)"))
    assert await answer(store, "SELECT count(*) FROM t") == 0
    await store.close()
    assert names(tmp_path) == {"cohort.db"}


async def test_a_locked_sqlite_database_is_named_after_the_wait(sqlite_url: str, tmp_path: Path):
    store = await open_store(sqlite_url, busy_wait=timedelta(milliseconds=50))
    other = sqlite3.connect(tmp_path / "cohort.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLocked, match=r"cohort\.db is locked"):
        await answer(store, "SELECT 1", writing=True)
    assert await answer(store, "SELECT 1") == 1, "reading goes on beside a writer"
    other.execute("ROLLBACK")
    other.close()
    assert await answer(store, "SELECT 1", writing=True) == 1
    await store.close()


async def test_a_sqlite_database_locked_for_everybody_is_named_when_opened(sqlite_url: str, tmp_path: Path):
    other = sqlite3.connect(tmp_path / "cohort.db", isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseLocked):
        await open_store(sqlite_url, busy_wait=timedelta(milliseconds=50))
    other.close()


async def test_a_writer_that_waits_too_long_for_its_turn_says_so_on_postgresql(postgres_url: str):
    first = await open_store(postgres_url)
    second = await open_store(postgres_url, busy_wait=timedelta(milliseconds=50))
    async with first.write():
        with pytest.raises(DatabaseLocked):
            await answer(second, "SELECT 1", writing=True)
    assert await answer(second, "SELECT 1", writing=True) == 1
    await first.close()
    await second.close()


async def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 100)
    with pytest.raises(DatabaseRefused, match="not a database"):
        await open_store(str(path))
    assert path.read_text() == "Dear diary, " * 100


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseRefused, match="file"):
        await open_store(str(tmp_path / "file" / "cohort.db"))


async def test_a_server_that_does_not_answer_is_named_without_the_password():
    with pytest.raises(DatabaseUnreachable) as refusal:
        await open_store("postgres://ada:secret@127.0.0.1:1/cohort")
    assert "127.0.0.1:1" in str(refusal.value)
    assert refusal.value.passes
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (ConnectionRefusedError(111, "refused"), True),
        (OSError("Multiple exceptions: [Errno 111] Connect call failed"), True),
        (TimeoutError(), True),
        (gaierror(-3, "Temporary failure in name resolution"), True),
        (PermissionError(13, "Permission denied"), False),
        (OSError(30, "Read-only file system"), False),
    ],
)
def test_what_may_be_over_by_itself_is_told_from_what_somebody_has_to_change(error: OSError, *, passes: bool):
    with pytest.raises(DatabaseUnreachable) as told, explained("there", connecting=True):
        raise error
    assert told.value.passes is passes


@pytest.mark.parametrize(
    "options",
    [
        "db?sslmode=bogus",
        "db?sslmode=verify-full",
        "db?nonsense=1",
        "db?pasword=secret",
        "db?gsslib=secret",
        "db?port=zz",
        "db?host=a&host=b&port=1",
        "db?command_timeout=zz",
        "db?prepared_statement_cache_size=zz",
    ],
)
async def test_an_option_that_postgresql_cannot_use_is_told_without_its_value(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: str
):
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(UnusableUrl, match=r"after the \?") as refusal:
        await open_store(f"postgres://ada:secret@127.0.0.1:1/{options}")
    assert "secret" not in str(refusal.value)


async def test_a_port_that_cannot_be_is_told():
    with pytest.raises(UnusableUrl):
        await open_store("postgres://ada:secret@127.0.0.1:70000/db")


@pytest.mark.parametrize(("old", "new"), [("/test_", "/no_such_"), ("postgres:@", "nobody:secret@")])
async def test_a_server_that_refuses_us_is_named(postgres_url: str, old: str, new: str):
    with pytest.raises(DatabaseRefused, match="does not exist"):
        await open_store(postgres_url.replace(old, new))


async def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.store.engine.find_spec", lambda name: None)
    with pytest.raises(UnusableUrl, match=r"cohort\[postgres\]"):
        await open_store("postgres://ada:secret@127.0.0.1:1/cohort")


async def test_a_restarted_postgresql_is_found_again(postgres_url: str):
    store = await open_store(postgres_url)
    other = await open_store(postgres_url)
    cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    assert await answer(store, "SELECT 1") == 1
    await answer(other, f"{cut} AND datname = current_database()")
    assert await answer(store, "SELECT 2") == 2
    assert await answer(store, "SELECT 3", writing=True) == 3
    await store.close()
    await other.close()


async def test_a_long_query_does_not_stop_the_event_loop(sqlite_store: Store):
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count_turns())
    assert await answer(sqlite_store, LONG) == 300000
    counting.cancel()
    assert turns > 10
