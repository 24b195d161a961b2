"""What the doctor says of versions, settings, files, zones and backups."""

import base64
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from bot import exits
from bot.config import Settings, load_settings
from bot.doctor import backups, erased, files, pictures, settings, versions, zones
from bot.doctor.finding import Finding, Level, exit_code, fatal, fine, problem, warning
from bot.doctor.machine import on_this_machine
from bot.domain.backups import BackupName
from bot.domain.tombstones import Scope, Tombstone
from bot.store.backup import backups_folder
from bot.store.erased_file import ErasedFile
from bot.store.vault import Vault, new_key
from tests.delivery.world import utc
from tests.keys import KEY, VAULT

NOW = utc("2026-06-01 20:00")
GOOD_TOKEN = base64.urlsafe_b64encode(b"123456789012345678").decode().rstrip("=") + ".GabcDe." + "x" * 38


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of whoever runs the tests."""
    for variable in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "DATABASE_URL", "DATABASE_URL_FILE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)


def with_(folder: Path, **values: Any) -> Settings:
    return load_settings(data_dir=folder, **values)


def only(found: list[Finding]) -> Finding:
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("levels", "code"),
    [
        ([fine], exits.FINE),
        ([fine, warning], exits.FOUND),
        ([problem, fine], exits.FOUND),
        ([warning, fatal, problem], exits.CONFIG),
    ],
)
def test_the_worst_finding_decides_the_exit_code(levels: list[Any], code: int) -> None:
    assert exit_code([level("x", "It is so.", "Do this.") for level in levels]) == code


@pytest.mark.parametrize(
    ("running", "level"),
    [((3, 10, 14), Level.PROBLEM), ((3, 11, 0), Level.OK), ((3, 14, 1), Level.OK)],
)
def test_python_must_not_be_too_old(running: tuple[int, ...], level: Level) -> None:
    assert versions.python_version(running).level is level


@pytest.mark.parametrize(
    ("requirement", "here", "said"),
    [
        ("aiohttp<4,>=3.13", "3.13.0", ""),
        ("aiohttp<4,>=3.13", "3.12.15", "aiohttp 3.12.15 (needs <4,>=3.13)"),
        ("aiohttp<4,>=3.13", "4.0", "aiohttp 4.0 (needs <4,>=3.13)"),
        ("discord.py>=2.7.1", None, "discord.py is missing"),
        ("sqlalchemy[asyncio]>=2.1", "2.1.0b2", ""),
        ('asyncpg>=0.31; extra == "postgres"', None, ""),
    ],
)
def test_packages_have_to_be_within_their_bounds(requirement: str, here: str | None, said: str) -> None:
    def installed(name: str) -> str:
        if here is None:
            raise PackageNotFoundError(name)
        return here

    finding = versions.package_versions([requirement], installed)

    assert finding.level is (Level.PROBLEM if said else Level.OK)
    assert said in finding.sentence


def test_the_packages_of_these_tests_are_the_right_ones() -> None:
    assert versions.package_versions().level is Level.OK


@pytest.mark.parametrize(
    ("token", "level"),
    [
        (None, Level.FATAL),
        ("  ", Level.FATAL),
        (GOOD_TOKEN, Level.OK),
        (f"Bot {GOOD_TOKEN}", Level.PROBLEM),
        (f'"{GOOD_TOKEN}"', Level.PROBLEM),
        ("an-oauth-client-secret-of-32-chars", Level.PROBLEM),
        ("bm90IGEgbnVtYmVy.GabcDe.xxxxxxxxxx", Level.PROBLEM),
        ("a.b.c", Level.PROBLEM),
        ("é.b.c", Level.PROBLEM),
    ],
)
def test_the_shape_of_a_token_is_told_and_never_the_token(
    tmp_path: Path, token: str | None, level: Level
) -> None:
    finding = settings.token(with_(tmp_path, discord_token=token))
    assert finding.level is level
    assert not token or not token.strip() or token not in repr(finding)


@pytest.mark.parametrize(
    ("values", "environment", "said", "level"),
    [
        ({}, {}, "agree", Level.OK),
        ({"shard_ids": "0,4", "shard_count": 4}, {}, "below SHARD_COUNT", Level.FATAL),
        ({"shard_ids": "1,1", "shard_count": 4}, {}, "twice", Level.FATAL),
        ({"shard_ids": "0,1", "shard_count": 4}, {}, "SQLite serves one process", Level.PROBLEM),
        ({"shard_ids": "0,1", "shard_count": 2}, {}, "agree", Level.OK),
        ({"cohort_rates": False}, {}, "COHORT_RATES", Level.WARNING),
        ({"cohort_leetcode_base": "http://127.0.0.1:1"}, {}, "COHORT_LEETCODE", Level.WARNING),
        ({"discord_api_base": "http://proxy:8080/api/v10"}, {}, "in the clear", Level.WARNING),
        ({"discord_api_base": "http://127.0.0.1:8080/api/v10"}, {}, "agree", Level.OK),
        ({}, {"DISCORD_TOKEN": "x", "DISCORD_TOKEN_FILE": "y"}, "both set", Level.WARNING),
    ],
)
def test_settings_that_contradict_each_other_are_told(
    tmp_path: Path, values: dict[str, Any], environment: Mapping[str, str], said: str, level: Level
) -> None:
    finding = only(settings.contradictions(with_(tmp_path, **values), environment))
    assert (finding.level, said in finding.sentence) == (level, True)


@pytest.mark.parametrize(
    ("address", "level"),
    [
        (None, Level.OK),
        ("127.0.0.1:9090", Level.OK),
        ("[::1]:9090", Level.OK),
        ("0.0.0.0:9090", Level.WARNING),
    ],
)
def test_pages_that_strangers_can_read_are_told(tmp_path: Path, address: str | None, level: Level) -> None:
    assert settings.http(with_(tmp_path, cohort_http=address)).level is level


def test_files_that_others_may_read_are_told_with_the_command_that_closes_them(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    for name in ("cohort.db", "cohort.db-wal", "encryption.key"):
        (folder / name).touch(mode=0o600)
    configured = with_(folder)
    assert only(files.rights(configured)).level is Level.OK

    folder.chmod(0o750)
    (folder / "cohort.db-wal").chmod(0o644)

    steps = [finding.next_step for finding in files.rights(configured)]
    assert steps == [f"chmod 700 {folder}", f"chmod 600 {folder / 'cohort.db-wal'}"]


@pytest.mark.parametrize(
    ("free", "level"),
    [
        (600 << 20, Level.OK),
        (500 << 20, Level.OK),
        ((500 << 20) - 1, Level.WARNING),
        (50 << 20, Level.WARNING),
        ((50 << 20) - 1, Level.PROBLEM),
        (0, Level.PROBLEM),
    ],
)
def test_a_disk_that_fills_up_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: Level
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": free}))
    assert files.free_space(with_(tmp_path / "not" / "there" / "yet")).level is level


def test_a_data_directory_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert files.writable(with_(tmp_path / "file" / "data")).level is Level.FATAL
    assert files.writable(with_(tmp_path / "data")).level is Level.OK


@pytest.mark.parametrize("below", ["", "data"])
def test_of_a_data_directory_that_is_a_file_nothing_else_is_said(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    found = on_this_machine(with_(tmp_path / "file" / below), NOW)
    assert [each.name for each in found if each.level is not Level.OK] == ["data"]
    assert [each.name for each in found] == ["data", "zones"]
    assert found[0].sentence == f"{tmp_path / 'file'} cannot be written to: it is a file, not a folder."


def test_zones_that_this_machine_does_not_know_are_named() -> None:
    assert zones.zone_data().level is Level.OK
    assert zones.zone_data(["Mars/Olympus"]).level is Level.FATAL
    found = zones.stored_zones(["Europe/Berlin", "Mars/Olympus", "../etc/passwd"])
    assert found.level is Level.PROBLEM
    assert found.details == {"missing": ["Mars/Olympus", "../etc/passwd"]}


@pytest.mark.parametrize(
    ("hours", "level"), [(None, Level.WARNING), (1, Level.OK), (48, Level.OK), (49, Level.WARNING)]
)
def test_an_old_backup_is_told(tmp_path: Path, hours: int | None, level: Level) -> None:
    (tmp_path / "cohort.db").touch()
    if hours is not None:
        made_at = NOW - timedelta(hours=hours)
        backups_folder(tmp_path).mkdir()
        (backups_folder(tmp_path) / f"cohort-{made_at:%Y%m%dT%H%M%SZ}-0007.db").touch()
    assert backups.backup_age(with_(tmp_path), NOW).level is level


@pytest.mark.parametrize(
    ("keys", "level"),
    [(KEY, Level.OK), (f"{new_key()},{KEY}", Level.OK), (new_key(), Level.WARNING), ("no key", Level.OK)],
    ids=["its own", "its own behind another", "another", "the check of the key says so"],
)
def test_a_newest_backup_that_no_key_opens_is_told(
    tmp_path: Path, migrated_sqlite: Path, keys: str, level: Level
) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "cohort.db")
    backups_folder(tmp_path).mkdir()
    made = BackupName(NOW - timedelta(hours=1), "0008")
    shutil.copy(migrated_sqlite, backups_folder(tmp_path) / str(made))
    found = backups.backup_age(with_(tmp_path, cohort_encryption_key=keys), NOW)
    assert (found.level, "cannot be restored" in found.sentence) == (level, level is Level.WARNING)
    assert [file.name for file in backups_folder(tmp_path).iterdir()] == [str(made)]


def test_whoever_makes_backups_in_another_way_is_not_told_off(tmp_path: Path) -> None:
    (tmp_path / "cohort.db").touch()
    assert backups.backup_age(with_(tmp_path, cohort_backup="off"), NOW).level is Level.OK


@pytest.mark.parametrize("url", [None, "postgresql://localhost/cohort"])
def test_without_a_file_of_ours_there_is_no_backup_to_miss(tmp_path: Path, url: str | None) -> None:
    assert backups.backup_age(with_(tmp_path, database_url=url), NOW).level is Level.OK


def test_the_list_of_the_erased_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COHORT_ENCRYPTION_KEY", KEY)
    configured, file = with_(tmp_path), ErasedFile(tmp_path)
    stone = Tombstone("0a" * 32, Scope.MEMBER, NOW)
    assert erased.erased_list(configured).level is Level.OK

    file.append([stone], VAULT.new_sentinel())
    assert erased.erased_list(configured).level is Level.OK
    file.append([replace(stone, mark="0b" * 32)], Vault([new_key()]).new_sentinel())
    strange = erased.erased_list(configured)
    assert (strange.level, strange.details["entries"]) == (Level.WARNING, 1)
    monkeypatch.setenv("COHORT_ENCRYPTION_KEY", "no key")
    assert erased.erased_list(with_(tmp_path)).level is Level.OK

    file.path.write_bytes(b"\xff\n" + file.path.read_bytes())
    damaged = erased.erased_list(configured)
    assert (damaged.level, damaged.details["lines"]) == (Level.WARNING, 1)

    file.path.unlink()
    file.path.mkdir()
    assert erased.erased_list(configured).level is Level.FATAL


def test_a_database_that_a_restore_set_aside_is_not_forgotten(tmp_path: Path) -> None:
    def found(days: float) -> Finding:
        at = NOW - timedelta(days=days)
        (tmp_path / f"cohort.db.before-restore-{at:%Y%m%dT%H%M%SZ}").touch()
        return backups.set_aside(with_(tmp_path), NOW)

    assert found(29).level is Level.OK
    told = found(31)
    assert told.level is Level.WARNING
    assert str(told.details["files"]).count("before-restore") == 1
    assert backups.set_aside(with_(tmp_path, database_url="postgresql://h/d"), NOW).level is Level.OK


def test_without_the_library_that_joins_letters_it_names_the_package() -> None:
    without, with_it = pictures.letters(shapes=False), pictures.letters(shapes=True)

    assert (without.level, with_it.level) == (Level.OK, Level.OK)
    assert "libfribidi0" in without.next_step
    assert with_it.next_step == ""
