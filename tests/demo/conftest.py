"""The demo, running, for the tests of this folder."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.demo.page import Page, open_page


@pytest.fixture
async def page(data_dir: Path, migrated_sqlite: Path) -> AsyncGenerator[Page, None]:
    """A visitor's page on a fresh world."""
    async with open_page(data_dir, migrated_sqlite) as opened:
        yield opened
