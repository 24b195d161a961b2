"""A new key: everything stays readable at every moment, and in the end the old key is not needed."""

import itertools
import signal
import subprocess
import sys
from collections.abc import Coroutine, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select

import bot
from bot.domain.tombstones import Scope, Tombstone
from bot.store import private_rows, sentinel
from bot.store.engine import open_store
from bot.store.erased_errors import ErasedListUnusable
from bot.store.erased_file import ErasedFile
from bot.store.errors import DatabaseInUse, StoreError
from bot.store.keys import Keys
from bot.store.private_rows import Place
from bot.store.rotation import drop_old, rotate
from bot.store.tables import TaskRow
from bot.store.vault import Vault, new_key
from bot.store.vault_errors import KeyUnusable
from tests.keys import KEY, VAULT
from tests.store.filled import canary, fill

ROOT = Path(bot.__file__).parents[1]
TASKS = 5
TEXTS = len(list(private_rows.places())) + TASKS - 1

ROTATE = """
import asyncio, os, signal, sys
from pathlib import Path
from bot.store import private_rows, rotation
from bot.store.keys import Keys
private_rows.BATCH = 2
url, file, step, dies_at = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
heard = 0
def told(place, done):
    global heard
    heard += 1
    if heard == dies_at:
        os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(getattr(rotation, step)(url, Keys(None, file), told))
"""


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several batches in a column."""
    monkeypatch.setattr(private_rows, "BATCH", 2)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """A file with the key that the database was made with."""
    keys = Keys(None, tmp_path / "encryption.key")
    keys.replace([KEY])
    return keys


async def write_all(url: str) -> None:
    store = await open_store(url, vault=VAULT)
    async with store.write() as tx:
        await fill(tx)
        first = (await tx.execute(select(TaskRow.__table__))).mappings().one()
        for number in range(2, TASKS + 1):
            again = {**first, "id": number, "sitting": number + 1}
            await tx.execute(insert(TaskRow).values(again))
    await store.close()


@pytest.fixture
async def used_url(database_url: str) -> str:
    """A database with something in every private column."""
    await write_all(database_url)
    return database_url


async def readable(url: str, *keys: str) -> int:
    """How many texts these keys open, each of which says what was written."""
    store = await open_store(url, vault=Vault(keys))
    async with store.read() as tx:
        titles = (await tx.execute(select(TaskRow.title))).scalars().all()
    assert set(titles) == {canary("task.title")}
    found = await private_rows.census(store)
    await store.close()
    assert found.unreadable == []
    return found.sealed


async def test_everything_is_sealed_with_the_new_key_and_the_old_one_stays_for_the_backups(
    used_url: str, keys: Keys
) -> None:
    before = VAULT.unlocked(await sentinel_of(used_url)).mark("somebody")
    done = await rotate(used_url, keys)
    assert (done.new_key, done.keys, done.dropped) == (True, 2, 0)
    assert (done.census.sealed, done.census.old) == (TEXTS, TEXTS)
    newest, oldest = keys.read()
    assert oldest == KEY
    assert await readable(used_url, newest) == TEXTS

    dropped = await drop_old(used_url, keys)
    assert (dropped.keys, dropped.dropped, dropped.census.old) == (1, 1, 0)
    assert keys.read() == (newest,)
    assert Vault([newest]).unlocked(await sentinel_of(used_url)).mark("somebody") == before
    assert (await drop_old(used_url, keys)).dropped == 0


async def test_the_secrets_beside_the_database_need_the_old_key_no_more(
    sqlite_url: str, keys: Keys, tmp_path: Path
) -> None:
    other = Vault([KEY]).unlocked(Vault([KEY]).new_sentinel())
    beside, strange = ErasedFile(tmp_path), Vault([new_key()]).new_sentinel()
    stones = [Tombstone(mark, Scope.MEMBER, datetime(2026, 3, 2, tzinfo=UTC)) for mark in ("a", "b", "c")]
    beside.replace(stones, {"a": other.sealed_secret(), "b": strange})

    await rotate(sqlite_url, keys, beside=beside)
    await drop_old(sqlite_url, keys, beside=beside)

    found = beside.read()
    assert found.stones == tuple(stones)
    assert found.secrets["b"] == strange
    assert Vault(keys.read()).unlocked(found.secrets["a"]).mark("") == other.mark("")
    beside.path.unlink()
    beside.path.mkdir()
    with pytest.raises(ErasedListUnusable):
        await rotate(sqlite_url, keys, beside=beside)


async def sentinel_of(url: str) -> str:
    store = await open_store(url)
    async with store.read() as tx:
        found = await sentinel.find(tx)
    await store.close()
    assert found is not None
    return found


class Stop(Exception):
    """The process ends here."""


async def test_at_every_point_where_it_can_end_the_file_opens_everything_and_it_goes_on(
    sqlite_url: str, keys: Keys
) -> None:
    await write_all(sqlite_url)
    stops = 0
    while await stopped(rotate(sqlite_url, keys, stopping(stops + 1))):
        stops += 1
        assert await readable(sqlite_url, *keys.read()) == TEXTS
    assert stops > TEXTS // 2
    # Every try went on with the key of the first.
    assert len(keys.read()) == 2
    assert await readable(sqlite_url, keys.read()[0]) == TEXTS


async def stopped(work: Coroutine[object, object, object]) -> bool:
    try:
        await work
    except Stop:
        return True
    return False


def stopping(at: int) -> private_rows.Told:
    heard = itertools.count(1)

    def told(place: Place, done: int) -> None:
        if next(heard) == at:
            raise Stop

    return told


def killed(step: str, url: str, keys: Keys) -> int:
    """Begin it in a process that dies in the middle; returns how that ended."""
    command = [sys.executable, "-c", ROTATE, url, str(keys.file), step, "6"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


async def test_a_killed_process_leaves_everything_readable(used_url: str, keys: Keys) -> None:
    assert killed("rotate", used_url, keys) == -signal.SIGKILL
    assert len(keys.read()) == 2
    assert await readable(used_url, *keys.read()) == TEXTS
    assert killed("drop_old", used_url, keys) == -signal.SIGKILL
    assert await readable(used_url, *keys.read()) == TEXTS
    finished = await drop_old(used_url, keys)
    assert 0 < finished.census.old < TEXTS
    assert await readable(used_url, *keys.read()) == TEXTS
    assert len(keys.read()) == 1


async def test_keys_of_the_environment_are_the_hosters_to_make(used_url: str, keys: Keys) -> None:
    with pytest.raises(KeyUnusable, match="COHORT_ENCRYPTION_KEY"):
        await rotate(used_url, Keys(KEY, keys.file))
    new = new_key()
    done = await rotate(used_url, Keys(f"{new},{KEY}", keys.file))
    assert (done.new_key, done.keys, done.census.old) == (False, 2, TEXTS)
    assert await readable(used_url, new) == TEXTS
    with pytest.raises(KeyUnusable, match="there alone"):
        await drop_old(used_url, Keys(f"{new},{KEY}", keys.file))
    assert keys.read() == (KEY,)


async def test_a_row_that_no_key_opens_is_told_and_left(used_url: str, keys: Keys) -> None:
    lost = Vault([new_key()])
    store = await open_store(used_url)
    async with store.write() as tx:
        rows = Place("task", "title").plain
        await tx.execute(rows.update().where(rows.c.id == 3).values(title=lost.seal("words")))
    await store.close()
    done = await rotate(used_url, keys)
    assert done.census.unreadable == [(Place("task", "title"), 3)]
    assert (done.census.sealed, done.census.old) == (TEXTS, TEXTS - 1)


HOLD = """
import asyncio, sys
from bot.store.lock import sole_process
async def hold():
    async with sole_process(sys.argv[1]):
        print("held", flush=True)
        sys.stdin.readline()
asyncio.run(hold())
"""


@contextmanager
def in_use(url: str) -> Generator[None]:
    """Another process holds the SQLite file."""
    command = [sys.executable, "-c", HOLD, url]
    other = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    yield
    other.communicate("\n")


async def test_nobody_else_may_be_in_a_file(sqlite_url: str, keys: Keys) -> None:
    with in_use(sqlite_url), pytest.raises(DatabaseInUse):
        await rotate(sqlite_url, keys)
    assert keys.read() == (KEY,)


async def test_nobody_else_may_be_connected_to_a_server(postgres_url: str, keys: Keys) -> None:
    store = await open_store(postgres_url, vault=VAULT)
    with pytest.raises(StoreError, match="another Cohort"):
        await rotate(postgres_url, keys)
    await store.close()
    assert keys.read() == (KEY,)


async def test_an_older_schema_is_brought_up_first(empty_url: str, keys: Keys) -> None:
    with pytest.raises(StoreError, match="cohort db upgrade"):
        await rotate(empty_url, keys)
    assert keys.read() == (KEY,)
