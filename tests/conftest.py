"""Fixtures for every test; nothing here starts before a test asks for it."""

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

pytest_plugins = ["tests.discord_api.plugin"]

__all__ = [
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
