"""The bot's own backup a day: when, what if it fails, and that nobody waits for it."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.backups import BackupName
from bot.services.backups import RETRY, SETTLE, BackupService
from bot.store import backup
from bot.store.backup import list_backups
from bot.store.lock import try_lock
from bot.store.transaction import Store
from tests.delivery.world import HandClock, enrol, utc
from tests.logs import told

NOON = utc("2026-06-01 12:00")
AFTER_MIDNIGHT_UTC = utc("2026-06-02 02:00")
"""Four o'clock in Berlin, where the members live."""


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def backups(sqlite_store: Store, clock: HandClock, tmp_path: Path, folder: Path) -> BackupService:
    return BackupService(sqlite_store, clock, tmp_path / "cohort.db", folder)


def made(folder: Path) -> list[str]:
    return [f"{each.name.made_at:%d %H:%M}" for each in reversed(list_backups(folder))]


def others(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.suffix != ".db"}


def older(folder: Path, *names: BackupName) -> None:
    folder.mkdir()
    for name in names:
        (folder / str(name)).touch()


async def test_the_first_comes_soon_after_the_start_and_the_next_ones_at_night(
    backups: BackupService,
    sqlite_store: Store,
    clock: HandClock,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    await enrol(sqlite_store, clock)
    assert await backups.tick() == NOON + SETTLE
    assert made(folder) == []

    clock.pass_time(SETTLE)
    assert await backups.tick() == AFTER_MIDNIGHT_UTC
    assert made(folder) == ["01 12:02"]

    clock.moment = AFTER_MIDNIGHT_UTC
    assert await backups.tick() == AFTER_MIDNIGHT_UTC + timedelta(days=1)
    assert await backups.tick() == AFTER_MIDNIGHT_UTC + timedelta(days=1)
    assert made(folder) == ["01 12:02", "02 02:00"]
    assert told(caplog, "backup.made", "removed") == [0, 0]


async def test_a_bot_that_was_away_at_night_makes_up_for_it_and_old_ones_make_room(
    backups: BackupService, clock: HandClock, folder: Path
) -> None:
    old = [BackupName(NOON - timedelta(hours=25 + ago), "0008") for ago in (0, 1)]
    older(folder, *old)
    (folder / ".cohort-1234abcd.part").touch()
    await backups.tick()
    clock.pass_time(SETTLE)
    await backups.tick()
    assert made(folder) == ["31 11:00", "01 12:02"]
    assert others(folder) == {".lock"}


async def test_a_backup_made_by_hand_puts_it_off(
    backups: BackupService, clock: HandClock, folder: Path
) -> None:
    await backups.tick()
    older(folder, BackupName(NOON, "0008"))
    clock.pass_time(SETTLE)
    assert await backups.tick() == utc("2026-06-02 04:00"), "without members it is night where UTC says"
    assert made(folder) == ["01 12:00"]


async def test_a_failing_backup_is_one_line_in_the_log_and_is_tried_again_in_an_hour(
    backups: BackupService,
    clock: HandClock,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backup, "PATIENCE", 0.0)
    older(folder)
    other = try_lock(folder / ".lock")
    assert other is not None
    await backups.tick()
    clock.pass_time(SETTLE)
    assert await backups.tick() == NOON + SETTLE + RETRY
    os.close(other)
    assert await backups.tick() == NOON + SETTLE + RETRY
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert told(caplog, "backup.failed", "reason") == [f"another backup is being made in {folder}"]

    clock.pass_time(RETRY)
    await backups.tick()
    assert made(folder) == ["01 13:02"]


async def test_a_folder_that_goes_away_meanwhile_is_one_line_in_the_log(
    backups: BackupService,
    clock: HandClock,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    older(folder)
    await backups.tick()
    clock.pass_time(SETTLE)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", lambda gone: (gone / "away").stat())
        assert await backups.tick() == NOON + SETTLE + RETRY
    assert len(told(caplog, "backup.failed", "reason")) == 1


async def test_a_clock_that_is_set_back_puts_no_backup_off_for_long(
    backups: BackupService, clock: HandClock, folder: Path
) -> None:
    await backups.tick()
    clock.pass_time(SETTLE)
    await backups.tick()
    clock.moment = NOON - timedelta(days=400)
    due = await backups.tick()
    assert due is not None
    assert due <= clock.now() + RETRY
    clock.moment = due
    await backups.tick()
    assert len(made(folder)) == 2


async def test_a_stopping_bot_makes_no_backup_any_more(
    backups: BackupService, clock: HandClock, folder: Path
) -> None:
    await backups.tick()
    clock.pass_time(SETTLE)
    backups.stop()
    assert await backups.tick() is None
    assert made(folder) == []
