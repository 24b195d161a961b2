"""`cohort db backup`, `list-backups`, `restore` and `upgrade`, as typed and as stopped by the system."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.backup import age
from bot.cli.commands import app
from bot.domain.backups import BackupName
from bot.store.migrate import head_revision, upgrade
from bot.store.vault import new_key
from tests.databases import run_now
from tests.migrations.steps import ROOT
from tests.rarely import mostly_in_soak

STOP_WITHIN = 8.0
"""Seconds; Docker kills after ten."""

SLOWLY = """
import sys, time
from bot.cli import main
from bot.store import backup_copy

print("begun", flush=True)
backup_copy.PAGES = 1
step = backup_copy._Steps.__call__

def slowly(self, *done):
    if done[1] < done[2] - 1:
        print("copying", flush=True)
    time.sleep(0.5)
    step(self, *done)

backup_copy._Steps.__call__ = slowly
main()
"""

STOPPING_HALFWAY = """
import sys
from sqlalchemy import Engine, event
from bot.cli import main

@event.listens_for(Engine, "after_cursor_execute")
def tell(connection, cursor, statement, *rest):
    if statement.startswith("UPDATE task"):
        print("halfway", flush=True)

print("begun", flush=True)
main()
"""


LARGE = (
    "INSERT INTO member (guild_id, user_id, timezone, created_at) VALUES (1, 1, 'UTC', CURRENT_TIMESTAMP)",
    """INSERT INTO enrolment (member_key, roadmap_id, roadmap_version, state, start_day, created_at)
    VALUES (1, 'r', '1', 'active', '2026-01-05', CURRENT_TIMESTAMP)""",
    """INSERT INTO task (enrolment_id, item_key, sitting, sittings, title, day, position, minutes)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
    SELECT 1, 'own:' || i, 1, 1, 'Task ' || i, '2026-01-05', i, 30 FROM n""",
)
"""Twenty thousand tasks of a member's own, whose titles are sealed by revision 0008."""


@pytest.fixture
def database(sqlite_url: str, tmp_path: Path) -> Path:
    write(tmp_path / "cohort.db", "old")
    return tmp_path / "cohort.db"


def at(folder: Path, revision: str) -> Path:
    """A database that an older version of Cohort left there."""
    run_now(upgrade(f"sqlite:///{folder / 'cohort.db'}", revision))
    write(folder / "cohort.db", "old")
    return folder / "cohort.db"


def run(database: Path, *arguments: object, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    settings = {"COHORT_DATA_DIR": str(database.parent), "COLUMNS": "200"} | environment
    result = CliRunner().invoke(app, ["db", *map(str, arguments)], env=settings)
    return result.exit_code, result.stdout, result.stderr


def facts(answer: tuple[int, str, str]) -> Any:
    code, output, complaint = answer
    assert code == 0, complaint
    return json.loads(output)


def write(database: Path, word: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("INSERT OR REPLACE INTO app_state VALUES ('word', ?, '2026-03-02 09:00:00')", (word,))


def value(database: Path, statement: str) -> object:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return db.execute(statement).fetchone()[0]


def word(database: Path) -> object:
    return value(database, "SELECT value FROM app_state WHERE key = 'word'")


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.is_file()} if folder.exists() else set()


def test_backed_up_listed_and_restored(database: Path) -> None:
    made = facts(run(database, "backup", "--json"))
    folder = database.parent / "backups"
    assert (made["revision"], made["before"], made["removed"]) == (head_revision(), None, [])
    assert Path(made["file"]).parent == folder
    assert made["bytes"] == Path(made["file"]).stat().st_size
    (listed,) = facts(run(database, "list-backups", "--json"))
    assert listed["file"] == made["file"]
    assert 0 <= listed["age_seconds"] < 600

    write(database, "new")
    code, output, _ = run(database, "restore", made["file"], "--yes")
    assert (code, word(database)) == (0, "old")
    (aside,) = (name for name in names(database.parent) if "before-restore" in name)
    assert f"The database before is kept as {database.parent / aside}." in output
    assert word(database.parent / aside) == "new"

    done = facts(run(database, "restore", made["file"], "--yes", "--json"))
    assert done["from_revision"] == head_revision()
    assert done["kept"].startswith(f"{database}.before-restore-")


def test_for_people(database: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert "No backup of Cohort is in" in run(database, "list-backups")[1]
    _, output, _ = run(database, "backup", "--to", elsewhere)
    assert output.startswith(f"Backed up to {elsewhere}/cohort-")
    (file,) = (name for name in names(elsewhere) if name.endswith(".db"))
    listed = run(database, "list-backups", "--to", elsewhere)[1]
    assert all(part in listed for part in (file, "0 min", "0.5 MB", head_revision()))
    assert not (tmp_path / "backups").exists()


def test_one_made_by_hand_leaves_the_others_of_the_last_day_and_names_what_goes(database: Path) -> None:
    folder, now = database.parent / "backups", datetime.now(UTC)
    made = Path(facts(run(database, "backup", "--json"))["file"])
    ages = (timedelta(hours=1), timedelta(hours=23), timedelta(days=190))
    earlier = [folder / str(BackupName(now - ago, head_revision())) for ago in ages]
    for file in earlier:
        made.rename(file)
        made = Path(shutil.copy(file, made))

    code, output, _ = run(database, "backup")
    assert (code, earlier[-1].name in output, earlier[0].name in output) == (0, True, False)
    assert [file.exists() for file in earlier] == [True, True, False]


def test_without_a_database_nothing_is_made_and_the_folder_to_name_is_told(tmp_path: Path) -> None:
    code, _, complaint = run(tmp_path / "data" / "cohort.db", "backup")
    assert (code, (tmp_path / "data").exists()) == (78, False)
    assert f"no database of Cohort's at {tmp_path / 'data' / 'cohort.db'}" in complaint
    assert "COHORT_DATA_DIR" in complaint


def test_a_folder_that_is_not_there_holds_more_than_no_backups(database: Path, tmp_path: Path) -> None:
    code, output, complaint = run(database, "list-backups", "--to", tmp_path / "nope")
    assert (code, output) == (2, "")
    assert "does not exist" in complaint


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=119), "119 min"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=9, hours=5), "9 days"),
    ],
)
def test_an_age_is_told_in_one_unit(passed: timedelta, words: str) -> None:
    assert age(passed) == words


def test_a_backup_of_an_older_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    database = at(tmp_path, "0006")
    made = facts(run(database, "backup", "--json"))
    assert facts(run(database, "upgrade", "--json")) == {"revision": head_revision()}
    before = [each["before"] for each in facts(run(database, "list-backups", "--json"))]
    assert sorted(before, key=str) == [head_revision(), None]

    assert facts(run(database, "restore", made["file"], "--yes", "--json"))["from_revision"] == "0006"
    assert value(database, "SELECT version_num FROM alembic_version") == head_revision()
    assert word(database) == "old"


def test_an_upgrade_may_be_told_to_make_no_backup(tmp_path: Path) -> None:
    database = at(tmp_path, "0006")
    assert run(database, "upgrade", "--no-backup")[:2] == (
        0,
        f"The database is at revision {head_revision()}.\n",
    )
    assert not (database.parent / "backups").exists()


@pytest.mark.parametrize("revision", ["0007", "head"], ids=["before the list had a secret", "with another"])
@pytest.mark.parametrize(
    ("lost", "without"),
    mostly_in_soak([(False, False), (True, False), (False, True)]),
    ids=["over the present one", "after a fresh start", "without the file beside it"],
)
def test_who_was_erased_stays_so_after_a_restore_of_a_database(
    tmp_path: Path, revision: str, *, lost: bool, without: bool
) -> None:
    database = at(tmp_path, "0007")
    if revision == "head":
        assert run(database, "upgrade", "--no-backup")[0] == 0
    with closing(sqlite3.connect(database)) as db, db:
        db.execute(LARGE[0])
        db.execute(LARGE[0].replace("(1, 1,", "(1, 2,"))
    made = facts(run(database, "backup", "--json"))
    if lost:
        database.unlink()
        assert run(database, "upgrade", "--no-backup")[0] == 0
    environment = {"COHORT_DATA_DIR": str(tmp_path)}
    assert CliRunner().invoke(app, ["forget", "1", "--yes"], env=environment).exit_code == int(lost)
    if without:
        (tmp_path / "erased.jsonl").unlink()

    assert run(database, "restore", made["file"], "--yes")[0] == 0
    assert value(database, "SELECT group_concat(user_id) FROM member") == "2"


def test_a_list_of_the_erased_that_cannot_be_applied_is_told_of(tmp_path: Path, database: Path) -> None:
    made = facts(run(database, "backup", "--json"))
    environment = {"COHORT_DATA_DIR": str(tmp_path), "COHORT_ENCRYPTION_KEY": new_key()}
    database.unlink()
    assert run(database, "upgrade", **environment)[0] == 0
    forgot = CliRunner().invoke(app, ["forget", "1", "--yes"], env=environment)
    assert forgot.exit_code == 1, forgot.stderr
    (tmp_path / "erased.jsonl").unlink()

    code, _, complaint = run(database, "restore", made["file"], "--yes")
    assert (code, "erasure.unmatched" in complaint) == (0, True)


def test_a_list_of_the_erased_in_a_damaged_database_is_told_of(database: Path) -> None:
    made = facts(run(database, "backup", "--json"))
    database.write_text("Dear diary, " * 1000)

    code, _, complaint = run(database, "restore", made["file"], "--yes")
    assert (code, "erasure.list_unreadable" in complaint, word(database)) == (0, True, "old")


def test_after_a_restore_the_commands_are_sent_to_discord_again(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("INSERT INTO app_state VALUES ('commands.7', '{}', '2026-03-02 09:00:00')")
    made = facts(run(database, "backup", "--json"))

    assert run(database, "restore", made["file"], "--yes")[0] == 0
    assert value(database, "SELECT count(*) FROM app_state WHERE key LIKE 'commands%'") == 0
    assert word(database) == "old"


def newer(backup: Path) -> dict[str, str]:
    with closing(sqlite3.connect(backup, isolation_level=None)) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    return {}


def with_another_key(_backup: Path) -> dict[str, str]:
    return {"COHORT_ENCRYPTION_KEY": new_key()}


def damaged(backup: Path) -> dict[str, str]:
    backup.write_bytes(backup.read_bytes()[:-200_000])
    return {}


@pytest.mark.parametrize(
    ("wrong", "code", "told"),
    [
        (newer, 78, "revision 9999, this version knows"),
        (
            with_another_key,
            78,
            "does not fit this backup: the present database is as it was; set the key of the time",
        ),
        (damaged, 1, "cannot be restored"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_replaced(
    wrong: Any, code: int, told: str, database: Path
) -> None:
    made = Path(facts(run(database, "backup", "--json"))["file"])
    environment: Mapping[str, str] = wrong(made)
    write(database, "new")
    before = names(database.parent)
    found, output, complaint = run(database, "restore", made, "--yes", **environment)
    assert (found, output) == (code, "")
    assert told in complaint
    assert "Traceback" not in complaint
    assert (word(database), names(database.parent)) == ("new", before | {"cohort.db.lock"})


def test_nothing_is_replaced_unasked(database: Path) -> None:
    made = facts(run(database, "backup", "--json"))
    write(database, "new")
    code, _, complaint = run(database, "restore", made["file"])
    assert (code, word(database)) == (2, "new")
    assert "--yes" in complaint


def test_a_damaged_database_gives_no_backup_and_the_next_step(database: Path) -> None:
    database.write_text("Dear diary, " * 1000)
    code, output, complaint = run(database, "backup", "--json")
    assert (code, output) == (1, "")
    assert "file is not a database" in complaint
    assert "cohort db restore FILE" in complaint
    assert names(database.parent / "backups") <= {".lock"}


@pytest.mark.parametrize(
    ("command", "tool"),
    [
        (("backup",), "pg_dump --format=custom"),
        (("restore", __file__, "--yes"), "pg_restore --no-owner --single-transaction"),
    ],
)
def test_for_postgresql_its_own_tool_is_named_without_the_password(
    command: tuple[str, ...], tool: str, tmp_path: Path
) -> None:
    url = "postgresql://ada:s3cret@db.example.org:5433/cohort?sslmode=require&password=s3cret"
    code, output, complaint = run(tmp_path / "cohort.db", *command, DATABASE_URL=url)
    assert (code, output) == (2, "")
    assert tool in complaint
    assert "postgresql://ada@db.example.org:5433/cohort?sslmode=require" in complaint
    assert "s3cret" not in complaint


def start(script: str, database: Path, command: str) -> "subprocess.Popen[str]":
    """The command in a process of its own, which says on its output how far it is."""
    return subprocess.Popen(
        [sys.executable, "-c", script, "db", command],
        env=os.environ | {"COHORT_DATA_DIR": str(database.parent)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def terminate_when(process: "subprocess.Popen[str]", line: str) -> tuple[int, str, float]:
    """SIGTERM when it says so: its exit code, its complaint, and how many seconds it took."""
    assert process.stdout is not None
    while (said := process.stdout.readline()) != line:
        assert said, process.communicate()[1]
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, complaint = process.communicate(timeout=30)
    return process.returncode, complaint, time.monotonic() - began


def test_a_backup_that_is_told_to_stop_does_so_and_leaves_no_half_file(database: Path) -> None:
    code, complaint, seconds = terminate_when(start(SLOWLY, database, "backup"), "copying\n")
    assert (code, seconds < STOP_WITHIN) == (1, True)
    assert complaint == "cohort: stopped; nothing unfinished was left behind\n"
    assert names(database.parent / "backups") == {".lock"}


def test_a_migration_that_is_told_to_stop_leaves_the_schema_whole(tmp_path: Path) -> None:
    database = at(tmp_path, "0007")
    with closing(sqlite3.connect(database)) as db, db:
        for statement in LARGE:
            db.execute(statement)
    code, complaint, seconds = terminate_when(start(STOPPING_HALFWAY, database, "upgrade"), "halfway\n")
    assert (code, seconds < STOP_WITHIN) == (1, True), complaint
    assert "Traceback" not in complaint
    assert value(database, "SELECT version_num FROM alembic_version") == "0007"
    assert value(database, "SELECT count(*) FROM task WHERE title LIKE 'Task %'") == 20_000
    (kept,) = (name for name in names(database.parent / "backups") if name.endswith(".db"))
    assert kept.endswith("-0007-before-0008.db")
