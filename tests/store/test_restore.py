"""A backup takes the database's place whole, or not at all, whatever happens meanwhile."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.backup import make_backup
from bot.store.backup_copy import Watch
from bot.store.backup_errors import BackupStopped, NotABackup
from bot.store.errors import DatabaseInUse, DatabaseLocked
from bot.store.lock import sole_process
from bot.store.restore import Restored, Step, keep, remove_unfinished, restore
from tests.migrations.steps import ROOT

NOW = datetime(2026, 11, 21, 22, 57, 4, tzinfo=UTC)
ASIDE = "cohort.db.before-restore-20261121T225704Z"

DYING = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.store.backup_copy import Watch
from bot.store.restore import restore

database, file, last = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def told(step):
    if step == last:
        os.kill(os.getpid(), signal.SIGKILL)

async def ready(staged):
    told("preparing")

asyncio.run(restore(database, file, datetime.now(UTC), ready, told=told, watch=Watch()))
"""

KILLED = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("UPDATE app_state SET value = 'logged' WHERE key = 'word'")
os._exit(9)
"""

HOLDING = """
import asyncio, sys
from bot.store.lock import sole_process

async def hold():
    async with sole_process(sys.argv[1]):
        print("held", flush=True)
        sys.stdin.readline()

asyncio.run(hold())
"""


def run(script: str, *arguments: object) -> tuple[int, str]:
    """The exit code of a process of its own, and what it complained about."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def start(script: str, *arguments: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


async def as_it_is(_staged: Path) -> None:
    """Nothing is done to the copy."""


async def put_back(
    database: Path,
    file: Path,
    prepare: Callable[[Path], Awaitable[None]] = as_it_is,
    watch: Watch | None = None,
) -> Restored:
    return await restore(database, file, NOW, prepare, watch=watch or Watch())


def write(database: Path, word: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("INSERT OR REPLACE INTO app_state VALUES ('word', ?, '2026-03-02 09:00:00')", (word,))


def read(database: Path) -> str:
    """The word in a whole database; whoever asks is the next start, which may find logs beside it."""
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return db.execute("SELECT value FROM app_state WHERE key = 'word'").fetchone()[0]


def content(file: Path) -> bytes:
    return file.read_bytes()


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.is_file()}


@pytest.fixture
def database(sqlite_url: str, tmp_path: Path) -> Path:
    """Its word is `old` in the backup, `new` now."""
    path = tmp_path / "cohort.db"
    write(path, "old")
    return path


@pytest.fixture
def file(database: Path, tmp_path: Path) -> Path:
    made = make_backup(database, tmp_path / "backups", NOW)
    write(database, "new")
    return made.path


async def test_the_backup_is_there_and_the_database_before_it_is_kept(database: Path, file: Path) -> None:
    before = content(file)
    done = await put_back(database, file)
    assert read(database) == "old"
    assert done.aside is not None
    assert (done.aside.name, read(done.aside)) == (ASIDE, "new")
    assert {stat.S_IMODE(each.stat().st_mode) for each in (database, done.aside)} == {0o600}
    assert names(database.parent) == {"cohort.db", "cohort.db.lock", ASIDE}
    assert content(file) == before
    assert names(file.parent) == {file.name, ".lock"}

    write(database, "newer")
    again = await put_back(database, file)
    assert again.aside is not None
    assert (again.aside.name, read(again.aside), read(database)) == (f"{ASIDE}-2", "newer", "old")


async def test_a_backup_can_be_restored_where_there_is_no_database_yet(tmp_path: Path, file: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "cohort.db"
    assert (await put_back(elsewhere, file)).aside is None
    assert read(elsewhere) == "old"
    assert names(elsewhere.parent) == {"cohort.db", "cohort.db.lock"}


async def test_what_a_killed_bot_left_in_its_log_is_kept_and_does_not_leak_into_the_backup(
    database: Path, file: Path, tmp_path: Path
) -> None:
    assert run(KILLED, database)[0] == 9
    assert "cohort.db-wal" in names(tmp_path)
    done = await put_back(database, file)
    assert done.aside is not None
    assert (read(database), read(done.aside)) == ("old", "logged")
    assert not {"cohort.db-wal", "cohort.db-shm"} & names(tmp_path)


async def test_a_damaged_database_is_kept_as_it_is_and_replaced(database: Path, file: Path) -> None:
    diary(database)
    done = await put_back(database, file)
    assert done.aside is not None
    assert read(database) == "old"
    assert content(done.aside).startswith(b"Dear diary")


def test_the_log_of_a_damaged_database_stays_with_it_and_not_with_the_next_one(database: Path) -> None:
    log = database.with_name("cohort.db-wal")
    log.write_text("something")
    aside = keep(database, NOW, whole=False)
    assert (log.exists(), content(aside.with_name(f"{ASIDE}-wal"))) == (False, b"something")


async def test_a_database_behind_a_link_is_replaced_and_the_link_stays(
    database: Path, file: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(database)
    await put_back(link, file)
    assert link.is_symlink()
    assert read(database) == "old"


def truncated(file: Path) -> Path:
    file.write_bytes(file.read_bytes()[:-200_000])
    return file


def diary(file: Path) -> Path:
    file.write_text("Dear diary, " * 1000)
    return file


def foreign(file: Path) -> Path:
    other = file.with_name("other.db")
    with closing(sqlite3.connect(other)) as db:
        db.executescript("CREATE TABLE alembic_version (version_num); CREATE TABLE recipe (name);")
    return other


def empty(file: Path) -> Path:
    file.write_bytes(b"")
    return file


def itself(file: Path) -> Path:
    return file.parents[1] / "cohort.db"


@pytest.mark.parametrize("wrong", [truncated, diary, foreign, empty, itself])
async def test_what_is_no_whole_backup_of_cohort_changes_nothing(
    wrong: Callable[[Path], Path], database: Path, file: Path
) -> None:
    with pytest.raises(NotABackup):
        await put_back(database, wrong(file))
    assert read(database) == "new"
    assert names(database.parent) == {"cohort.db", "cohort.db.lock"}


def test_what_is_unfinished_is_removed_whatever_the_database_is_called(tmp_path: Path) -> None:
    other, ours = tmp_path / ".cohort-1.db.0a.part", tmp_path / ".cohort-[12].db.0a.part-wal"
    other.touch()
    ours.touch()
    remove_unfinished(tmp_path / "cohort-[12].db")
    assert names(tmp_path) == {other.name}


async def test_what_the_copy_does_not_pass_changes_nothing(database: Path, file: Path) -> None:
    async def refuse(staged: Path) -> None:
        async with sole_process(str(staged)):
            raise ValueError(staged.name)

    with pytest.raises(ValueError, match=r"^\.cohort\.db\.\w+\.part$"):
        await put_back(database, file, refuse)
    assert read(database) == "new"
    assert names(database.parent) == {"cohort.db", "cohort.db.lock"}


async def test_a_restore_that_is_told_to_stop_changes_nothing(database: Path, file: Path) -> None:
    watch = Watch()
    watch.stop.set()
    with pytest.raises(BackupStopped):
        await put_back(database, file, watch=watch)
    assert read(database) == "new"
    assert names(database.parent) == {"cohort.db", "cohort.db.lock"}


async def test_nothing_is_restored_while_a_bot_has_the_database(database: Path, file: Path) -> None:
    with start(HOLDING, database) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DatabaseInUse) as refusal:
            await put_back(database, file)
        holder.communicate(b"done\n")
    assert refusal.value.pid == holder.pid
    assert read(database) == "new"


async def test_nothing_is_restored_under_another_programme_that_reads_the_database(
    database: Path, file: Path
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as shell:
        shell.execute("PRAGMA journal_mode = WAL")
        shell.execute("BEGIN")
        shell.execute("SELECT * FROM app_state").fetchall()
        with pytest.raises(DatabaseLocked):
            await put_back(database, file)
    assert read(database) == "new"


@pytest.mark.parametrize("step", [Step.COPIED, "preparing", *list(Step)[1:]])
async def test_killed_at_any_step_the_old_database_or_the_new_one_is_there_whole(
    step: str, database: Path, file: Path
) -> None:
    code, complaint = run(DYING, database, file, step)
    assert code == -signal.SIGKILL, complaint
    assert read(database) == ("old" if step == Step.SWAPPED else "new")

    await put_back(database, file)
    assert read(database) == "old"
    assert not [name for name in names(database.parent) if ".part" in name], "the next one cleared away"


def test_a_file_system_without_second_names_gets_a_second_file(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    aside = keep(database, NOW, whole=True)
    assert (aside.name, aside.read_bytes()) == (ASIDE, database.read_bytes())
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
