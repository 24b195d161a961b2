"""The `cohort` command as a process: exit codes, and one sentence with the next step."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.lock import lock_path, sole_process
from bot.store.migrate import upgrade
from bot.store.vault import new_key
from tests.databases import run_now
from tests.keys import KEY, VAULT
from tests.rarely import mostly_in_soak


def cohort(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command with nothing in its environment but what is given."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=Path(__file__).parents[2],
        env={**plain, "COHORT_DATA_DIR": str(folder), "PYTHONWARNINGS": "ignore", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_without_a_token_it_says_where_to_get_one(tmp_path: Path) -> None:
    refused = cohort(tmp_path, "run")

    assert refused.returncode == 78
    assert "Reset Token" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize("token", mostly_in_soak(["Bot a.b.c", "abc", "a..c"]))
def test_what_cannot_be_a_token_is_refused_before_anything_is_made(tmp_path: Path, token: str) -> None:
    refused = cohort(tmp_path / "data", "run", DISCORD_TOKEN=token, DISCORD_API_BASE="http://127.0.0.1:9")

    assert (refused.returncode, (tmp_path / "data").exists()) == (78, False)
    assert "Reset Token" in refused.stderr
    assert token not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_without_its_encryption_key_or_with_another_one_it_does_not_start(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    shutil.copy(migrated_sqlite, tmp_path)
    missing = cohort(tmp_path, "run", DISCORD_TOKEN="a.b.c")
    wrong = cohort(tmp_path, "run", DISCORD_TOKEN="a.b.c", COHORT_ENCRYPTION_KEY=new_key())

    assert (missing.returncode, wrong.returncode) == (78, 78)
    assert f"there is no key at {tmp_path / 'encryption.key'}: put the key file back" in missing.stderr
    assert "the encryption key does not fit this database" in wrong.stderr
    assert not (tmp_path / "encryption.key").exists()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "cohort.db"
    run_now(_upgraded(f"sqlite:///{database}"))
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    refused = cohort(tmp_path, "run", DISCORD_TOKEN="a.b.c", COHORT_ENCRYPTION_KEY=KEY)

    assert refused.returncode == 78
    assert "update Cohort" in refused.stderr
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_a_database_that_does_not_answer_may_do_so_at_the_next_start(tmp_path: Path) -> None:
    failed = cohort(
        tmp_path, "run", DISCORD_TOKEN="a.b.c", DATABASE_URL="postgresql://ada:secret@127.0.0.1:1/cohort"
    )

    assert failed.returncode == 1
    assert "127.0.0.1:1" in failed.stderr
    assert "secret" not in failed.stderr
    assert "Traceback" not in failed.stderr


async def test_a_database_in_use_names_the_process_and_may_be_free_at_the_next_start(tmp_path: Path) -> None:
    database = tmp_path / "cohort.db"
    async with sole_process(f"sqlite:///{database}"):
        refused = cohort(tmp_path, "run", DISCORD_TOKEN="a.b.c")

    assert refused.returncode == 1
    assert f"process {os.getpid()}" in refused.stderr
    assert lock_path(database).exists()


@pytest.mark.parametrize(
    "url",
    mostly_in_soak(
        [
            "postgresql://127.0.0.1:9/x?nonsense=1",
            "postgresql://u:p@[::1/x",
            "postgres:u:p@localhost",
            "mysql://localhost/x",
            "sqlite://",
            "sqlite:///:memory:",
        ],
        2,
    ),
)
def test_a_database_url_that_names_nothing_usable_is_refused(tmp_path: Path, url: str) -> None:
    refused = cohort(tmp_path, "db", "upgrade", DATABASE_URL=url)

    assert (refused.returncode, len(refused.stderr.splitlines())) == (78, 1)
    assert "postgresql://" in refused.stderr


@pytest.mark.parametrize("command", [("run",), ("db", "upgrade")])
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("not a folder")

    refused = cohort(tmp_path / "file" / "data", *command, DISCORD_TOKEN="a.b.c")

    assert refused.returncode == 78
    assert "can be written" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_schema_can_be_brought_up_by_hand(tmp_path: Path) -> None:
    done = cohort(tmp_path / "new", "db", "upgrade", "--json")

    assert done.returncode == 0
    assert '"revision"' in done.stdout
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "cohort.db").stat().st_mode & 0o777 == 0o600


async def _upgraded(url: str) -> None:
    await upgrade(url, vault=VAULT)
