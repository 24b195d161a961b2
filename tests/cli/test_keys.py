"""`cohort key`: what a hoster does with the key, and what a start says without it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from bot.store.engine import open_store
from bot.store.tables import TaskRow
from bot.store.vault import Vault, is_key, new_key
from tests.databases import run_now
from tests.keys import KEY, VAULT
from tests.store.filled import fill

Cohort = Callable[..., Result]


@pytest.fixture
def cohort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cohort:
    """The command, with a data directory and nothing else."""
    monkeypatch.delenv("COHORT_ENCRYPTION_KEY")
    monkeypatch.setenv("COHORT_DATA_DIR", str(tmp_path))

    def run(*arguments: str, **environment: str) -> Result:
        return CliRunner().invoke(app, arguments, env=environment)

    return run


@pytest.fixture
def key_file(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """The key of a database in which something private stands."""
    run_now(_filled(shutil.copy(migrated_sqlite, tmp_path)))
    file = tmp_path / "encryption.key"
    file.write_text(KEY)
    return file


async def _filled(path: Path | str) -> None:
    store = await open_store(str(path), vault=VAULT)
    async with store.write() as tx:
        await fill(tx)
    await store.close()


def told(result: Result) -> dict[str, Any]:
    return json.loads(result.stdout)


def test_the_first_upgrade_makes_the_key_and_says_where(cohort: Cohort, tmp_path: Path) -> None:
    file = tmp_path / "encryption.key"
    assert told(cohort("key", "show-path", "--json")) == {
        "where": str(file), "from_environment": False, "keys": 0,
    }  # fmt: skip
    refused = cohort("key", "check", "--json")
    assert (refused.exit_code, refused.stdout) == (78, "")
    assert f"no database of Cohort's at {tmp_path / 'cohort.db'}" in refused.stderr
    assert list(tmp_path.iterdir()) == []
    made = cohort("db", "upgrade")
    assert made.exit_code == 0, made.output
    assert str(file) in made.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    assert str(file) not in cohort("db", "upgrade").stderr
    assert cohort("key", "show-path").stdout == f"{file}\n"


def test_without_its_key_nothing_starts_and_none_is_made(cohort: Cohort, key_file: Path) -> None:
    key_file.rename(key_file.with_name("elsewhere"))
    for command in (("db", "upgrade"), ("key", "check"), ("key", "rotate"), ("key", "rotate", "--drop-old")):
        refused = cohort(*command)
        assert refused.exit_code == 78
        assert f"there is no key at {key_file}: put the key file back" in refused.stderr
    assert not key_file.exists()


def test_another_key_is_refused_with_the_next_step(cohort: Cohort, key_file: Path) -> None:
    before = key_file.with_name("cohort.db").read_bytes()
    for command in (("db", "upgrade"), ("key", "check")):
        refused = cohort(*command, COHORT_ENCRYPTION_KEY=new_key())
        assert refused.exit_code == 78
        assert "does not fit this database: set the key it was sealed with" in refused.stderr
    refused = cohort("key", "rotate", COHORT_ENCRYPTION_KEY="a passphrase of mine")
    assert refused.exit_code == 78
    assert "COHORT_ENCRYPTION_KEY cannot be used" in refused.stderr
    assert "passphrase of" not in refused.output
    assert key_file.with_name("cohort.db").read_bytes() == before


def test_a_new_key_takes_the_place_of_the_old_one(cohort: Cohort, key_file: Path) -> None:
    first = told(cohort("key", "check", "--json"))
    assert (first["texts"] > 10, first["older_key"], first["unreadable"]) == (True, 0, [])
    done = cohort("key", "rotate")
    assert done.exit_code == 0, done.output
    assert f"{first['texts']} of them sealed anew" in done.stdout
    assert "--drop-old" in done.stdout
    dropped = told(cohort("key", "rotate", "--drop-old", "--json"))
    assert (dropped["keys"], dropped["dropped"], dropped["older_key"]) == (1, 1, 0)
    assert told(cohort("key", "check", "--json")) == first
    assert KEY not in key_file.read_text()
    assert not any(is_key(word) for word in done.output.split())


def test_keys_of_the_environment_are_changed_there(cohort: Cohort, key_file: Path, tmp_path: Path) -> None:
    told_how = cohort("key", "rotate", COHORT_ENCRYPTION_KEY=KEY)
    assert told_how.exit_code == 2
    assert "COHORT_ENCRYPTION_KEY=new,old" in told_how.stderr
    new = cohort("key", "new").stdout.strip()
    assert is_key(new)
    secret = tmp_path / "secret"
    secret.write_text(f"{new}\n{KEY}\n")
    done = told(cohort("key", "rotate", "--json", COHORT_ENCRYPTION_KEY_FILE=str(secret)))
    assert (done["new_key"], done["keys"], done["older_key"] > 10) == (False, 2, True)
    assert cohort("key", "check", COHORT_ENCRYPTION_KEY=new).exit_code == 0
    assert cohort("key", "rotate", "--drop-old", COHORT_ENCRYPTION_KEY=f"{new},{KEY}").exit_code == 2
    assert key_file.read_text() == KEY


def test_keys_that_backups_need_are_not_dropped_unasked(cohort: Cohort, key_file: Path) -> None:
    assert cohort("db", "backup").exit_code == 0
    assert cohort("key", "rotate").exit_code == 0
    both = key_file.read_text()
    refused = cohort("key", "rotate", "--drop-old", "--json")
    assert (refused.exit_code, refused.stdout, key_file.read_text()) == (2, "", both)
    assert "1 backup in" in refused.stderr
    assert "--yes" in refused.stderr

    assert told(cohort("key", "rotate", "--drop-old", "--yes", "--json"))["dropped"] == 1
    assert KEY not in key_file.read_text()
    assert told(cohort("key", "rotate", "--drop-old", "--json"))["dropped"] == 0, "nothing more goes"


@pytest.mark.parametrize(("answer", "code", "dropped"), [("y\n", 0, True), ("n\n", 1, False)])
def test_on_a_terminal_it_asks_how_many_backups_are_given_up(
    answer: str, code: int, dropped: bool, cohort: Cohort, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (("db", "backup"), ("key", "rotate")):
        assert cohort(*command).exit_code == 0
    monkeypatch.setattr("bot.cli.keys.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    asked = CliRunner().invoke(app, ["key", "rotate", "--drop-old"], input=answer)
    assert (asked.exit_code, KEY not in key_file.read_text()) == (code, dropped)
    assert "can no longer be restored" in asked.output


def test_backups_that_the_newest_key_opens_are_no_reason_to_ask(cohort: Cohort, key_file: Path) -> None:
    for command in (("key", "rotate"), ("db", "backup"), ("key", "rotate", "--drop-old")):
        assert cohort(*command).exit_code == 0
    assert KEY not in key_file.read_text()


@pytest.mark.parametrize("command", [("rotate",), ("rotate", "--drop-old"), ("check",)], ids=" ".join)
def test_where_no_database_is_none_is_made(command: tuple[str, ...], cohort: Cohort, tmp_path: Path) -> None:
    refused = cohort("key", *command)
    assert (refused.exit_code, list(tmp_path.iterdir())) == (78, [])
    assert "COHORT_DATA_DIR" in refused.stderr


def test_what_cannot_be_read_is_found(cohort: Cohort, key_file: Path) -> None:
    run_now(_damaged(str(key_file.with_name("cohort.db"))))
    found = cohort("key", "check")
    assert found.exit_code == 1
    assert "no key opens task.title of row 1" in found.stderr
    assert told(cohort("key", "check", "--json"))["unreadable"] == [
        {"table": "task", "column": "title", "row": 1}
    ]


async def _damaged(path: str) -> None:
    store = await open_store(path, vault=Vault([new_key(), KEY]))
    strange = Vault([new_key()]).seal("words")
    async with store.write() as tx:
        await tx.exec_driver_sql("UPDATE task SET title = ?", (strange,))
        assert (await tx.execute(select(TaskRow.id))).scalar_one() == 1
    await store.close()
