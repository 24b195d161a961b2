"""The `world` every journey takes place in."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.journeys.world import World, open_world
from tests.uploads import remembered_checks

__all__ = ["remembered_checks"]


@pytest.fixture
async def world(sqlite_url: str, data_dir: Path) -> AsyncGenerator[World]:
    """A server with the real bot on SQLite, and two people."""
    async with open_world(sqlite_url, data_dir) as opened:
        yield opened
