"""What the doctor says of real databases, sound and otherwise."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.doctor import database
from bot.doctor.finding import Finding, Level
from bot.store import inspection
from bot.store.inspection import ChannelInUse, Use
from bot.store.lock import sole_process
from tests.keys import KEY


def with_(url: str, folder: Path, key: str | None = KEY) -> Settings:
    return load_settings(data_dir=folder, database_url=url, cohort_encryption_key=key)


def change(url: str, *statements: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def spoil(database: Path, page: int) -> None:
    content = bytearray(database.read_bytes())
    content[page * 4096 : page * 4096 + 2000] = b"\xff" * 2000
    database.write_bytes(content)


def contents(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def levels(found: list[Finding]) -> dict[str, Level]:
    return {finding.name: finding.level for finding in found}


async def test_a_sound_database_is_told_to_be_one(database_url: str, tmp_path: Path) -> None:
    found, channels = await database.look(with_(database_url, tmp_path))

    assert set(levels(found).values()) == {Level.OK}
    assert {"database", "schema", "key", "stored zones"} <= levels(found).keys()
    kind = "SQLite" if database_url.startswith("sqlite") else "PostgreSQL 18"
    assert any(kind in finding.sentence for finding in found)
    assert channels == ()


async def test_what_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    found, _ = await database.look(with_(f"sqlite:///{tmp_path / 'cohort.db'}", tmp_path, key=None))

    assert levels(found) == {"database": Level.OK, "key": Level.OK}
    assert contents(tmp_path) == []


@pytest.mark.parametrize(
    ("revision", "level", "said"),
    [("0006", Level.OK, "brings it up"), ("9999", Level.FATAL, "Update Cohort")],
)
async def test_the_schema_is_compared_with_this_version(
    sqlite_url: str, tmp_path: Path, revision: str, level: Level, said: str
) -> None:
    change(sqlite_url, f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608 - ours

    found, channels = await database.look(with_(sqlite_url, tmp_path))

    schema = next(finding for finding in found if finding.name == "schema")
    assert (schema.level, said in schema.next_step) == (level, True)
    assert schema.details["revision"] == revision
    assert channels is None


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("YW5vdGhlciBrZXksIHdoaWNoIGlzIDMyIGJ5dGVzISE=", "does not fit"),
        ("no key at all", "cannot be used"),
        (None, "no key at"),
    ],
)
async def test_a_key_that_does_not_open_the_database_is_fatal_and_not_shown(
    sqlite_url: str, tmp_path: Path, key: str | None, said: str
) -> None:
    found, _ = await database.look(with_(sqlite_url, tmp_path, key))

    finding = next(finding for finding in found if finding.name == "key")
    assert finding.level is Level.FATAL
    assert said in finding.sentence
    assert not key or key not in repr(finding)
    assert not (tmp_path / "encryption.key").exists()


async def test_a_file_that_is_no_database_is_fatal(tmp_path: Path) -> None:
    path = tmp_path / "cohort.db"
    path.write_text("Dear diary, " * 1000)

    found, _ = await database.look(with_(f"sqlite:///{path}", tmp_path))

    assert levels(found) == {"database": Level.FATAL}
    assert "not a database" in found[0].sentence


async def test_rows_that_lost_their_parent_are_counted(sqlite_url: str, tmp_path: Path) -> None:
    lost = "INSERT INTO mock_asked (member_key, question_key, at) VALUES (77, 'q', '2026-06-01 00:00:00')"
    change(sqlite_url, lost)

    found, _ = await database.look(with_(sqlite_url, tmp_path))

    finding = next(finding for finding in found if finding.name == "integrity")
    assert (finding.level, finding.details) == (Level.PROBLEM, {"orphans": 1})
    assert "schema" in levels(found)


@pytest.mark.parametrize("page", [1, 9])
async def test_a_damaged_page_is_found_and_nothing_is_read_after_it(
    sqlite_url: str, tmp_path: Path, page: int
) -> None:
    spoil(Path(sqlite_url.removeprefix("sqlite:///")), page)

    found, _ = await database.look(with_(sqlite_url, tmp_path))

    assert levels(found)[database.DAMAGED] is Level.PROBLEM
    assert "schema" not in levels(found)


def as_it_is(path: Path) -> tuple[bytes, int, int]:
    """All that looking at a file must not change."""
    status = path.stat()
    return path.read_bytes(), status.st_mode, status.st_mtime_ns


def give_to_all(path: Path) -> None:
    """Rights that an opening for writing would take away."""
    path.chmod(0o644)


@pytest.mark.parametrize("mode", ["wal", "delete"])
async def test_looking_changes_nothing_and_a_mode_left_by_a_restore_is_fine(
    sqlite_url: str, tmp_path: Path, mode: str
) -> None:
    change(sqlite_url, f"PRAGMA journal_mode = {mode}")
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    give_to_all(path)
    before, beside = as_it_is(path), contents(path.parent)

    found, _ = await database.look(with_(sqlite_url, tmp_path))

    assert set(levels(found).values()) == {Level.OK}
    assert (as_it_is(path), contents(path.parent)) == (before, beside)


async def test_a_running_cohort_whose_file_is_not_in_wal_mode_is_told(
    sqlite_url: str, tmp_path: Path
) -> None:
    change(sqlite_url, "PRAGMA journal_mode = delete")
    async with sole_process(sqlite_url):
        found, _ = await database.look(with_(sqlite_url, tmp_path))
    assert levels(found)["integrity"] is Level.WARNING


async def test_looking_at_a_running_database_leaves_its_log_alone(sqlite_url: str, tmp_path: Path) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as running:
        running.execute("INSERT INTO app_state (key, value, updated_at) VALUES ('k', 'v', '2026-06-01')")
        running.commit()
        before, beside = as_it_is(path), contents(path.parent)
        log = path.with_name(f"{path.name}-wal")
        logged = as_it_is(log)

        found, _ = await database.look(with_(sqlite_url, tmp_path))

        assert set(levels(found).values()) == {Level.OK}
        assert (as_it_is(path), contents(path.parent), as_it_is(log)) == (before, beside, logged)


async def test_who_runs_on_the_database_is_told_and_left_in_peace(sqlite_url: str, tmp_path: Path) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    assert inspection.holder(path) is None
    async with sole_process(sqlite_url):
        found, _ = await database.look(with_(sqlite_url, tmp_path))
    assert set(levels(found).values()) == {Level.OK}
    assert any("Cohort runs on this database: process" in finding.sentence for finding in found)
    found, _ = await database.look(with_(sqlite_url, tmp_path))
    assert any("No Cohort runs" in finding.sentence for finding in found)


async def test_zones_and_channels_come_from_every_place_that_holds_them(
    sqlite_url: str, tmp_path: Path
) -> None:
    at = "'2026-06-01 00:00:00'"
    guild = "INSERT INTO guild (guild_id, timezone, nudge_channel_id, left_at, created_at, updated_at) VALUES"
    schedule = (
        "INSERT INTO schedule (guild_id, kind, ref, local_minute, weekdays, destination, channel_id, "
        "next_due_at, created_at) VALUES"
    )
    change(
        sqlite_url,
        f"{guild} (1, 'Mars/Olympus', 11, NULL, {at}, {at}), (2, 'UTC', 21, {at}, {at}, {at})",
        f"{schedule} (1, 'ritual', 'goals', 0, 1, 'channel', 12, {at}, {at})",
        f"{schedule} (1, 'prompt', 'x', 0, 1, 'channel', 12, {at}, {at})",
        f"{schedule} (1, 'ritual', 'wins', 0, 1, 'channel', 13, NULL, {at})",
    )

    found, channels = await database.look(with_(sqlite_url, tmp_path))

    assert levels(found)["stored zones"] is Level.PROBLEM
    assert channels == (
        ChannelInUse(1, 11, Use.NUDGES),
        ChannelInUse(1, 12, Use.PROBLEMS),
        ChannelInUse(1, 12, Use.RITUALS),
    )


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:hunter22hunter@localhost/x",
        "postgresql://u:hunter22hunter@127.0.0.1:9/x",
        "postgres:u:hunter22hunter@localhost",
        "postgresql:/u:hunter22hunter@localhost/x",
        "postgresql://u:hunter22hunter@127.0.0.1:9/x?sslmode=bogus",
    ],
)
async def test_a_database_that_cannot_be_opened_is_fatal_without_its_password(
    url: str, tmp_path: Path
) -> None:
    found, channels = await database.look(with_(url, tmp_path))
    assert (levels(found), channels) == ({"database": Level.FATAL}, None)
    assert "hunter22hunter" not in repr(found)
