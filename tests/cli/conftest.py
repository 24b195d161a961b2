"""Commands set up the logging of the whole process."""

from collections.abc import Generator

import pytest

from bot.log import set_up_logging


@pytest.fixture(autouse=True)
def afterwards() -> Generator[None]:
    """Give the other tests their logging back."""
    yield
    set_up_logging("WARNING", "console")
