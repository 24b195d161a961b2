"""Fixtures for tests of use cases: four people who may become buddies."""

import pytest

from bot.store.transaction import Store
from tests.delivery.world import HandClock
from tests.services.buddy_house import NOON, PEOPLE, House
from tests.uploads import remembered_checks

__all__ = ["remembered_checks"]


@pytest.fixture
async def house(store: Store) -> House:
    """Four people with nudges on, on each kind of database."""
    return await House(store, HandClock(NOON)).settle_in(*PEOPLE)


@pytest.fixture
async def small(sqlite_store: Store) -> House:
    """The same, where the kind of database does not matter."""
    return await House(sqlite_store, HandClock(NOON)).settle_in(*PEOPLE)
