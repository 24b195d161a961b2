"""The world that is attacked."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.journeys.world import World, open_world


@pytest.fixture
async def world(sqlite_url: str, data_dir: Path) -> AsyncGenerator[World]:
    """A server with the real bot on SQLite, and two people, whose clock stands still and who may hurry."""
    async with open_world(sqlite_url, data_dir) as opened:
        yield opened


@pytest.fixture
async def limited(sqlite_url: str, data_dir: Path) -> AsyncGenerator[World]:
    """The same, but nobody may press more often than in life."""
    async with open_world(sqlite_url, data_dir, limited=True) as opened:
        yield opened
