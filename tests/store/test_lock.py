"""One process per SQLite file."""

import asyncio
import fcntl
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest

import bot
from bot.store.errors import DatabaseInUse
from bot.store.lock import is_locked, lock_path, sole_process

HOLD = """
import asyncio, sys
from bot.store.lock import sole_process

async def hold():
    async with sole_process(sys.argv[1]):
        print("held", flush=True)
        sys.stdin.readline()

asyncio.run(hold())
"""


@pytest.fixture
def holder(empty_sqlite_url: str) -> Generator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, empty_sqlite_url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(bot.__file__).parents[1],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


async def is_free(url: str, wait: timedelta = timedelta()) -> bool:
    async with sole_process(url, wait):
        return True


async def enter(url: str) -> bool:
    """As everybody does who says nothing of waiting."""
    async with sole_process(url):
        return True


async def test_a_second_process_is_told_who_holds_the_file(
    holder: subprocess.Popen[str], empty_sqlite_url: str, tmp_path: Path
):
    with pytest.raises(DatabaseInUse) as refusal:
        await is_free(empty_sqlite_url)
    assert (refusal.value.path, refusal.value.pid) == (tmp_path / "data" / "cohort.db", holder.pid)


async def test_who_waits_gets_the_file_when_it_becomes_free(
    holder: subprocess.Popen[str], empty_sqlite_url: str
):
    waiting = asyncio.create_task(is_free(empty_sqlite_url, timedelta(seconds=30)))
    await asyncio.sleep(0)
    assert not waiting.done()
    holder.communicate("done\n")
    assert await waiting


async def test_who_only_looks_is_in_nobodys_way_and_leaves_the_file_as_it_is(
    holder: subprocess.Popen[str], empty_sqlite_url: str, tmp_path: Path
):
    lock = lock_path(tmp_path / "data" / "cohort.db")
    assert is_locked(lock)
    holder.communicate("done\n")
    before = lock.read_bytes()
    assert not is_locked(lock)
    assert lock.read_bytes() == before == b"%d\n" % holder.pid

    # Somebody looks at this very moment.
    looking = os.open(lock, os.O_RDONLY)
    fcntl.flock(looking, fcntl.LOCK_SH)
    assert not is_locked(lock)
    starting = asyncio.create_task(enter(empty_sqlite_url))
    await asyncio.sleep(0)
    assert not starting.done()
    os.close(looking)
    assert await starting


async def test_a_killed_process_holds_nothing(holder: subprocess.Popen[str], empty_sqlite_url: str):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert await is_free(empty_sqlite_url)


async def test_a_process_may_hold_its_file_twice_and_keeps_it_until_the_last_end(empty_sqlite_url: str):
    async with sole_process(empty_sqlite_url):
        assert await is_free(empty_sqlite_url)
        with pytest.raises(subprocess.CalledProcessError):
            await asyncio.to_thread(try_elsewhere, empty_sqlite_url)
    await asyncio.to_thread(try_elsewhere, empty_sqlite_url)


def try_elsewhere(url: str) -> None:
    root = Path(bot.__file__).parents[1]
    command = [sys.executable, "-c", HOLD, url]
    subprocess.run(command, cwd=root, input="done\n", text=True, capture_output=True, check=True)


async def test_the_lock_file_is_private(empty_sqlite_url: str, tmp_path: Path):
    async with sole_process(empty_sqlite_url):
        file = lock_path(tmp_path / "data" / "cohort.db")
        assert stat.S_IMODE(os.stat(file).st_mode) == 0o600  # noqa: PTH116 - pathlib blocks no less


async def test_postgresql_serves_many_processes():
    url = "postgres://ada@127.0.0.1:1/cohort"
    async with sole_process(url):
        assert await is_free(url)
