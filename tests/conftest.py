"""Fixtures for every test; nothing here starts before a test asks for it."""

import gc
import os
import sys

import pytest
from hypothesis import settings

from bot.log import set_up_logging
from tests.data_dirs import checked_roadmaps, data_dir
from tests.databases import (
    clean_postgres_url,
    database_url,
    empty_postgres_url,
    empty_sqlite_url,
    empty_url,
    lent_postgres,
    migrated_postgres,
    migrated_sqlite,
    postgres,
    postgres_url,
    sqlite_store,
    sqlite_url,
    store,
    store_url,
)
from tests.keys import KEY
from tests.statements import shared_statements

# Databases are copied from one that was migrated with this key; also for the processes that tests start.
os.environ["COHORT_ENCRYPTION_KEY"] = KEY

# Some machines switch it off; then each process that a test starts would compile everything anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

LATER_ON_POSTGRES = {"services", "journeys", "wire", "migrations"}

# `make soak` asks for the thorough one. No law is about how quick the machine is.
settings.register_profile("quick", max_examples=20, deadline=None)
settings.register_profile("thorough", max_examples=200, deadline=None)
settings.load_profile("quick")

pytest_plugins = ["tests.discord_api.plugin"]

__all__ = [
    "checked_roadmaps",
    "clean_postgres_url",
    "data_dir",
    "database_url",
    "empty_postgres_url",
    "empty_sqlite_url",
    "empty_url",
    "lent_postgres",
    "migrated_postgres",
    "migrated_sqlite",
    "postgres",
    "postgres_url",
    "shared_statements",
    "sqlite_store",
    "sqlite_url",
    "store",
    "store_url",
]


@pytest.fixture(scope="session", autouse=True)
def logs() -> None:
    """Logs as in production, through `logging` (so that caplog hears them), without local variables."""
    set_up_logging("WARNING", "console")


@pytest.hookimpl(tryfirst=True)  # before those that are not asked for are left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Statements are tried on PostgreSQL each time; use cases and each migration by `make soak`."""
    for item in items:
        folder, on = item.path.parent.name, item.name.partition("[")[2]
        if folder in LATER_ON_POSTGRES and "postgres" in on:
            item.add_marker(pytest.mark.soak)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests often wait for a process, a thread or a server."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Collected tests live to the end: the collector need not look through them, nor look so often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 30, 100)
