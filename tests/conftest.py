"""Fixtures for every test; nothing here starts before a test asks for it."""

import gc
import os

import pytest

from bot.log import set_up_logging
from tests.data_dirs import checked_roadmaps, data_dir
from tests.databases import (
    database_url,
    empty_postgres_url,
    empty_sqlite_url,
    empty_url,
    migrated_postgres,
    migrated_sqlite,
    postgres,
    postgres_url,
    sqlite_store,
    sqlite_url,
    store,
)
from tests.keys import KEY

# Databases are copied from one that was migrated with this key; also for the processes that tests start.
os.environ["COHORT_ENCRYPTION_KEY"] = KEY

pytest_plugins = ["tests.discord_api.plugin"]

__all__ = [
    "checked_roadmaps",
    "data_dir",
    "database_url",
    "empty_postgres_url",
    "empty_sqlite_url",
    "empty_url",
    "migrated_postgres",
    "migrated_sqlite",
    "postgres",
    "postgres_url",
    "sqlite_store",
    "sqlite_url",
    "store",
]


@pytest.fixture(scope="session", autouse=True)
def logs() -> None:
    """Logs as in production, through `logging` (so that caplog hears them), without local variables."""
    set_up_logging("WARNING", "console")


def pytest_collection_finish() -> None:
    """Collected tests live to the end: the collector need not look through them at every test."""
    gc.collect()
    gc.freeze()
