"""The `world` every journey takes place in."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.log import set_up_logging
from tests.journeys.world import World, open_world


@pytest.fixture(scope="session", autouse=True)
def logs() -> None:
    """Logs as in production: readable, and without local variables in tracebacks."""
    set_up_logging("WARNING", "console")


@pytest.fixture
async def world(sqlite_url: str, tmp_path: Path) -> AsyncGenerator[World]:
    """A server with the real bot on SQLite, and two people."""
    async with open_world(sqlite_url, tmp_path) as opened:
        yield opened
