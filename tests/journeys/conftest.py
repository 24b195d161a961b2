"""The `world` every journey takes place in."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.journeys.world import World, open_world


@pytest.fixture
async def world(sqlite_url: str, tmp_path: Path) -> AsyncGenerator[World]:
    """A server with the real bot on SQLite, and two people."""
    async with open_world(sqlite_url, tmp_path) as opened:
        yield opened
