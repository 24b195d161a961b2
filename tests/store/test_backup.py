"""Backups of a database in use: whole, private, checked, and never half there."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import backup
from bot.store.backup import (
    Progress,
    list_backups,
    make_backup,
    make_in_thread,
    newest_backup,
    remove_unfinished,
    rotate,
)
from bot.store.backup_copy import Watch
from bot.store.backup_errors import (
    BackupDamaged,
    BackupFailed,
    BackupStopped,
    BackupUnderWay,
    NoRoomForBackup,
)
from bot.store.engine import open_store
from bot.store.lock import try_lock
from bot.store.migrate import head_revision
from tests.logs import told
from tests.migrations.steps import ROOT

NOW = datetime(2026, 11, 21, 22, 57, 4, 123456, tzinfo=UTC)
NAME = "cohort-20261121T225704Z-{revision}.db"
MOST = 200_000
"""Bytes that no file of a process on the full disk may grow beyond: less than an empty database."""

ON_A_FULL_DISK = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.store.backup import make_backup
from bot.store.backup_errors import BackupFailed

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    make_backup(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC))
except BackupFailed as error:
    print(error)
"""


@pytest.fixture
def database(sqlite_url: str, tmp_path: Path) -> Path:
    return tmp_path / "cohort.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "backups"


@pytest.fixture
def loose_umask() -> Generator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def connect(path: Path) -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False))


def pairs(path: Path) -> list[tuple[int, int]]:
    """How many rows a table has, and the largest; the writer below keeps the two tables alike."""
    with connect(path) as db:
        return [db.execute(f"SELECT count(*), max(n) FROM {table}").fetchone() for table in ("one", "two")]  # noqa: S608


def grow(path: Path, rows: int) -> None:
    with connect(path) as db:
        db.executescript("CREATE TABLE one (n, words); CREATE TABLE two (n, words);")
        db.execute("BEGIN")
        for table in ("one", "two"):
            db.executemany(
                f"INSERT INTO {table} VALUES (?, ?)",  # noqa: S608
                ((number, "word " * 100) for number in range(rows)),
            )
        db.execute("COMMIT")


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


class Writer:
    """Writes a row into both tables at a time, beside the backup, until it is told to end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._write)
        self.wrote = threading.Event()
        self.rows = 0

    def __enter__(self) -> "Writer":
        self._thread.start()
        assert self.wrote.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _write(self) -> None:
        with connect(self._path) as db:
            while not self._done.is_set():
                db.execute("BEGIN IMMEDIATE")
                for table in ("one", "two"):
                    db.execute(f"INSERT INTO {table} SELECT count(*), 'live' FROM {table}")  # noqa: S608
                db.execute("COMMIT")
                self.rows += 1
                self.wrote.set()


async def test_a_backup_holds_what_a_plain_copy_of_the_file_loses(
    sqlite_url: str, database: Path, folder: Path
) -> None:
    store = await open_store(sqlite_url)
    async with store.write() as tx:
        await tx.execute(text("INSERT INTO app_state VALUES ('a', 'kept', '2026-03-02 09:00:00')"))
    plain = Path(shutil.copy(database, database.with_name("plain.db")))

    made = await make_in_thread(database, folder, NOW, Watch())

    await store.close()
    found = "SELECT value FROM app_state WHERE key = 'a'"
    with connect(plain) as lossy, connect(made.path) as whole:
        assert lossy.execute(found).fetchone() is None
        assert whole.execute(found).fetchone() == ("kept",)


def test_a_backup_beside_a_busy_writer_is_one_moment_and_holds_nobody_up(
    database: Path, folder: Path
) -> None:
    grow(database, 20_000)
    steps: list[tuple[int, int]] = []
    with Writer(database) as writer:
        before = writer.rows

        def step(done: int, total: int) -> None:
            steps.append((done, writer.rows))

        made = make_backup(database, folder, NOW, Watch(step, pause=0.002))
    (one, two) = pairs(made.path)
    assert one == two
    assert one[0] == one[1] + 1
    assert before <= one[0] - 20_000 < writer.rows, "a moment after it was asked for, before it was done"
    assert steps[-1][1] > steps[0][1], "rows were written while it copied"
    assert [done for done, _ in steps] == sorted(done for done, _ in steps), "it never began again"


def test_only_the_owner_may_read_a_backup_from_its_first_byte_on(
    database: Path, folder: Path, loose_umask: None
) -> None:
    seen: set[int] = set()

    def look(_done: int, _total: int) -> None:
        seen.update(rights(file) for file in folder.iterdir())

    made = make_backup(database, folder, NOW, Watch(look))
    assert seen == {0o600}
    assert rights(made.path) == 0o600
    assert [rights(each) for each in (folder, folder.parent)] == [0o700, 0o700]


def test_a_backup_is_one_file_under_a_name_that_says_when_and_at_which_schema(
    database: Path, folder: Path
) -> None:
    made = make_backup(database, folder, NOW)
    assert names(folder) == {NAME.format(revision=head_revision()), ".lock"}
    assert (made.path.name, made.size) == (NAME.format(revision=head_revision()), made.path.stat().st_size)
    assert made.path.read_bytes()[18:20] == b"\x01\x01", "it can be read where nothing can be written"


def test_the_backups_of_a_folder_are_listed_newest_first_without_what_else_lies_there(
    database: Path, folder: Path
) -> None:
    assert list_backups(folder) == []
    hours = [make_backup(database, folder, NOW + timedelta(hours=late)) for late in (1, 0, 2)]
    (folder / "cohort-notes.db").touch()
    assert list_backups(folder) == [hours[2], hours[0], hours[1]]
    assert newest_backup(folder, NOW + timedelta(hours=1)) == hours[0]
    assert newest_backup(folder, NOW - timedelta(hours=1)) is None


def test_a_backup_that_somebody_removes_at_this_moment_is_not_listed(
    database: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = make_backup(database, folder, NOW)
    there = [folder / str(replace(kept.name, made_at=NOW.replace(microsecond=0, year=2025))), kept.path]
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(there))
    monkeypatch.setattr(Path, "is_file", lambda _: True)  # it is there when one looks, and then no more
    assert list_backups(folder) == [kept]


def test_rotation_takes_old_files_away(database: Path, folder: Path) -> None:
    first = make_backup(database, folder, NOW - timedelta(hours=2))
    second = make_backup(database, folder, NOW)
    assert rotate(folder, NOW) == [first.path.name]
    assert list_backups(folder) == [second]


def corrupt(database: Path) -> None:
    with connect(database) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        page = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'ix_member_user_id'").fetchone()[0]
    content = bytearray(database.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    database.write_bytes(content)


def orphan(database: Path) -> None:
    with connect(database) as db:
        db.execute("INSERT INTO pause (enrolment_id, since) VALUES (7, '2026-03-02')")


def scribble(database: Path) -> None:
    database.write_text("Dear diary, " * 1000)


@pytest.mark.parametrize("harm", [corrupt, scribble])
def test_of_a_damaged_database_no_backup_is_left(harm: object, database: Path, folder: Path) -> None:
    assert callable(harm)
    harm(database)
    with pytest.raises(BackupDamaged):
        make_backup(database, folder, NOW)
    assert names(folder) <= {".lock"}


def test_a_row_whose_owner_is_gone_is_told_of_and_hinders_no_backup(
    database: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    orphan(database)
    made = make_backup(database, folder, NOW)
    assert [each.path for each in list_backups(folder)] == [made.path]
    assert told(caplog, "backup.orphans", "rows") == [1]
    assert told(caplog, "backup.orphans", "table") == ["pause"]


def test_of_a_database_that_is_not_there_no_backup_is_made(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(BackupFailed, match="no such file"):
        make_backup(tmp_path / "none.db", folder, NOW)
    assert not (tmp_path / "none.db").exists()
    assert names(folder) == set()


def test_without_room_on_the_disk_none_is_begun(
    database: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "RESERVE", 1 << 60)
    with pytest.raises(NoRoomForBackup) as refusal:
        make_backup(database, folder, NOW)
    assert refusal.value.needed > refusal.value.free
    assert names(folder) == set()


def test_a_disk_that_fills_up_meanwhile_keeps_no_half_file(database: Path, folder: Path) -> None:
    command = [sys.executable, "-c", ON_A_FULL_DISK, database, folder, str(MOST)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"no backup of {database}: "), done.stderr
    assert names(folder) == {".lock"}
    assert make_backup(database, folder, NOW).path.exists()


def test_a_folder_that_cannot_be_made_is_named(database: Path) -> None:
    with pytest.raises(BackupFailed, match=r"cohort\.db"):
        make_backup(database, database / "backups", NOW)


def test_a_backup_that_is_told_to_stop_leaves_nothing(database: Path, folder: Path) -> None:
    watch = Watch(lambda done, total: watch.stop.set())
    with pytest.raises(BackupStopped):
        make_backup(database, folder, NOW, watch)
    assert names(folder) == {".lock"}


def test_a_killed_process_leaves_what_the_next_start_clears_away(database: Path, folder: Path) -> None:
    make_backup(database, folder, NOW)
    leftovers = [folder / f".cohort-1234abcd.part{ending}" for ending in ("", "-journal", "-wal")]
    for file in leftovers:
        file.touch()
    lock = try_lock(folder / ".lock")
    assert lock is not None
    remove_unfinished(folder)
    assert names(folder) > {file.name for file in leftovers}, "somebody may be writing it at this moment"
    os.close(lock)
    remove_unfinished(folder)
    assert names(folder) == {NAME.format(revision=head_revision()), ".lock"}
    remove_unfinished(folder.parent / "none")


def test_two_do_not_make_a_backup_in_one_folder_at_a_time(
    database: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PATIENCE", 0.0)
    refused: list[str] = []

    def meanwhile(_done: int, _total: int) -> None:
        with pytest.raises(BackupUnderWay) as refusal:
            make_backup(database, folder, NOW)
        refused.append(str(refusal.value))

    make_backup(database, folder, NOW, Watch(meanwhile))
    assert refused[0] == f"another backup is being made in {folder}"


def test_a_long_backup_tells_now_and_then_how_far_it_is(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    seconds = iter([0.0, 5.0, 11.0, 12.0, 22.0])
    progress = Progress(lambda: next(seconds))
    for done in (10, 20, 30, 40):
        progress(done, 80)
    assert [record.msg["percent"] for record in caplog.records if isinstance(record.msg, dict)] == [25, 50]
