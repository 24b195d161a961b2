"""The programme is built and closed also where nobody logs in, e.g. for a command or a bench."""

import asyncio
import warnings
from pathlib import Path

import pytest

from bot.app import open_app
from bot.clock import SystemClock
from bot.config import load_settings
from bot.domain.leetcode import Found, Reason, Unavailable
from tests.delivery.world import HandClock, utc
from tests.leetcode.fake import FakeLeetCode


async def test_a_programme_whose_client_never_logged_in_closes_without_a_complaint(data_dir: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        async with open_app(load_settings(data_dir=data_dir), SystemClock()) as app:
            assert await app.tick() is None
    assert app.client.draining


async def test_a_start_clears_away_what_a_killed_backup_or_restore_left(data_dir: Path) -> None:
    left = [data_dir / name for name in ("backups/.cohort-1234abcd.part", ".cohort.db.1234abcd.part-wal")]
    left[0].parent.mkdir()
    for file in left:
        file.touch()
    async with open_app(load_settings(data_dir=data_dir), SystemClock()):
        assert [file.exists() for file in left] == [False, False]


async def test_leetcode_is_no_part_of_a_programme_that_was_not_told_to_use_it(data_dir: Path) -> None:
    async with open_app(load_settings(data_dir=data_dir), SystemClock()) as app:
        assert app.leetcode is None


async def test_leetcode_closes_with_the_programme(data_dir: Path) -> None:
    clock = HandClock(utc("2026-09-11 12:00"))
    async with FakeLeetCode(clock) as fake:
        fake.pages.add("ada")
        settings = load_settings(data_dir=data_dir, cohort_leetcode=True, cohort_leetcode_base=fake.base)
        async with open_app(settings, clock) as app:
            assert app.leetcode is not None
            assert isinstance(await app.leetcode.profile("ada"), Found)
        answer = await app.leetcode.profile("ada")
    assert isinstance(answer, Unavailable)
    assert answer.reason is Reason.CLOSED
    assert len(fake.calls) == 1


async def test_the_bell_has_the_questions_read_before_somebody_opens_a_form(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed = asyncio.Event()

    async def warm() -> None:
        warmed.set()

    async with open_app(load_settings(data_dir=data_dir), SystemClock()) as app:
        monkeypatch.setattr(app.services.own_questions, "warm", warm)
        app.bell.start()
        async with asyncio.timeout(10):
            await warmed.wait()

    assert warmed.is_set()
