"""The process that delivery tests use, on SQLite."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest

from bot.store.transaction import Store
from tests.delivery.house import DUE, House
from tests.delivery.world import HandClock


@pytest.fixture
async def house(sqlite_store: Store) -> AsyncGenerator[House]:
    """A process an hour before anything is due; it is closed at the end."""
    built = House(sqlite_store, HandClock(DUE - timedelta(hours=1)))
    yield built
    await built.dispatcher.close()
