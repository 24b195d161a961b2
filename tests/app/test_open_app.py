"""The programme is built and closed also where nobody logs in, e.g. for a command or a bench."""

import asyncio
import warnings
from pathlib import Path

import pytest

from bot.app import open_app
from bot.clock import SystemClock
from bot.config import load_settings


async def test_a_programme_whose_client_never_logged_in_closes_without_a_complaint(data_dir: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        async with open_app(load_settings(data_dir=data_dir), SystemClock()) as app:
            assert await app.tick() is None
    assert app.client.draining


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
