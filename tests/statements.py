"""Every test opens engines of its own; what one of them has compiled, the next need not compile again."""

from collections.abc import Generator
from typing import Any

import pytest
from sqlalchemy import Dialect
from sqlalchemy.engine import URL, Compiled
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import LRUCache

import bot.store.engine
from bot.store.private import vault_of
from bot.store.vault_errors import NoVault

KEPT = 2000
"""Statements; the whole of Cohort has fewer on each kind of database."""


class SharedStatements(LRUCache[Any, Compiled]):
    """SQLAlchemy's cache of compiled statements, for all engines of a kind with the same vault.

    A compiled statement seals and opens with the vault of the engine it was compiled for.
    """

    def get(self, key: tuple[Dialect, *tuple[Any, ...]], default: Any = None) -> Any:
        """What was compiled for an engine that is, at this moment, like the one that asks."""
        wanted = _like(key[0])
        found = super().get((wanted, *key[1:]))
        return found if found is not None and _like(found.dialect) == wanted else default

    def __setitem__(self, key: tuple[Dialect, *tuple[Any, ...]], compiled: Compiled) -> None:
        super().__setitem__((_like(key[0]), *key[1:]), compiled)


def _like(dialect: Dialect) -> tuple[object, ...]:
    try:
        vault = vault_of(dialect)
    except NoVault:
        return dialect.name, None
    return dialect.name, vault.keys, vault._secret


@pytest.fixture(scope="session", autouse=True)
def shared_statements() -> Generator[None]:
    """Let the engines of all stores share one cache; those that change schemas keep their own."""
    shared = SharedStatements(KEPT)

    def sharing(url: URL, **options: Any) -> AsyncEngine:
        if options.get("poolclass") is not NullPool:
            options["execution_options"] = {"compiled_cache": shared}
        return create_async_engine(url, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.store.engine, "create_async_engine", sharing)
        yield
