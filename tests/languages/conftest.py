"""Fixtures of the languages."""

from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from bot.ui.language import use
from tests.journeys.world import World, open_world
from tests.languages.pseudo import pseudo_language
from tests.uploads import remembered_checks

__all__ = ["remembered_checks"]


@pytest.fixture
def pseudo() -> Generator[str]:
    """One language more, whose texts stand in brackets."""
    with pseudo_language() as code:
        yield code
    use("en")


@pytest.fixture
async def world(sqlite_url: str, data_dir: Path) -> AsyncGenerator[World]:
    """A server with the real bot on SQLite, and two people."""
    async with open_world(sqlite_url, data_dir) as opened:
        yield opened
