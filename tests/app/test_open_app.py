"""The programme is built and closed also where nobody logs in, e.g. for a command or a bench."""

import warnings
from pathlib import Path

from bot.app import open_app
from bot.clock import SystemClock
from bot.config import load_settings


async def test_a_programme_whose_client_never_logged_in_closes_without_a_complaint(data_dir: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        async with open_app(load_settings(data_dir=data_dir), SystemClock()) as app:
            assert await app.tick() is None
    assert app.client.draining
