"""Finding out cheaply whether the schema is the newest."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

import bot
from bot.store.errors import DatabaseNewer
from bot.store.migrate import downgrade, head_revision
from bot.store.revisions import current, migrations_folder, newest, open_migrated
from tests.keys import KEYS, VAULT

OPEN = """
import asyncio, sys
from bot.store.revisions import open_migrated
from tests.keys import KEYS
asyncio.run(open_migrated(sys.argv[1], KEYS))
print("alembic" in sys.modules)
"""


def test_the_newest_revision_read_from_the_files_is_alembics_head() -> None:
    assert newest(migrations_folder()) == head_revision()


@pytest.mark.parametrize(
    ("files", "head"),
    [
        (['revision: str = "1"\ndown_revision: str | None = None'], "1"),
        (["revision = '1'\ndown_revision = None", "revision = '2'\ndown_revision = '1'"], "2"),
        (['revision = "1"\ndown_revision = None', 'revision = "2"\ndown_revision = None'], None),
        (['revision = "1"', 'revision = "2"', 'revision = "3"\ndown_revision = ("1", "2")'], None),
        (['    revision = "1"'], None),
        ([], None),
    ],
    ids=["one", "a chain", "two heads", "a merge", "not a setting of the file", "none"],
)
def test_whatever_is_not_one_plain_chain_is_left_to_alembic(
    tmp_path: Path, files: list[str], head: str | None
) -> None:
    (tmp_path / "versions").mkdir()
    for number, content in enumerate(files):
        (tmp_path / "versions" / f"{number}.py").write_text(content)
    assert newest(tmp_path) == head


async def revision(url: str) -> str | None:
    store = await open_migrated(url, KEYS)
    async with store.read() as tx:
        found = await current(tx)
    await store.close()
    return found


async def test_an_empty_database_is_brought_up_and_a_newest_one_opened(empty_url: str) -> None:
    assert await revision(empty_url) == head_revision()
    assert await revision(empty_url) == head_revision()


async def test_an_older_database_is_brought_up(database_url: str) -> None:
    await downgrade(database_url, vault=VAULT)
    assert await revision(database_url) == head_revision()


async def test_a_newer_database_is_refused(database_url: str) -> None:
    store = await open_migrated(database_url, KEYS)
    async with store.write() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await store.close()
    with pytest.raises(DatabaseNewer, match="9999"):
        await open_migrated(database_url, KEYS)


def test_a_newest_database_is_opened_without_alembic(sqlite_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN, sqlite_url],
        cwd=Path(bot.__file__).parents[1], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "False\n"
