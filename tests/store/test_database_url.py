"""The forms in which people write down a database."""

from pathlib import Path

import pytest

from bot.store.database_url import libpq, parse, shown, sqlite_path
from bot.store.errors import UnusableUrl


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("sqlite:////srv/cohort.db", "/srv/cohort.db"),
        ("sqlite+aiosqlite:////srv/cohort.db", "/srv/cohort.db"),
        ("SQLITE:////srv/cohort.db", "/srv/cohort.db"),
        ("sqlite:////srv/study%20group/a.db", "/srv/study group/a.db"),
        ("/srv/100%.db", "/srv/100%.db"),
        ("sqlite:/srv/cohort.db", "/srv/cohort.db"),
        ("SQLite:/srv/cohort.db", "/srv/cohort.db"),
        ("sqlite+aiosqlite:/srv/cohort.db", "/srv/cohort.db"),
        ("/srv/a:b/cohort.db", "/srv/a:b/cohort.db"),
        ("C:cohort.db", str(Path.cwd() / "C:cohort.db")),
        ("sqlite:///data/cohort.db", str(Path.cwd() / "data" / "cohort.db")),
        ("cohort.db", str(Path.cwd() / "cohort.db")),
        ("sqlite:///~/cohort.db", str(Path.home() / "cohort.db")),
    ],
)
def test_sqlite_is_a_file_written_as_a_url_or_a_path(text: str, path: str):
    url = parse(text)
    assert str(sqlite_path(url)) == path
    assert shown(url) == path


@pytest.mark.parametrize(
    "text",
    [
        "postgres://ada:secret@db:5433/cohort",
        "postgresql://ada:secret@db:5433/cohort",
        "postgresql+psycopg://ada:secret@db:5433/cohort",
        "POSTGRES://ada:secret@db:5433/cohort",
    ],
)
def test_postgresql_is_opened_with_asyncpg_whatever_the_url_says(text: str):
    url = parse(text)
    assert url.render_as_string(hide_password=False) == "postgresql+asyncpg://ada:secret@db:5433/cohort"
    assert sqlite_path(url) is None


def test_libpq_settings_of_hosted_databases_are_understood():
    url = parse("postgres://ada:x@db/cohort?sslmode=require&channel_binding=require")
    assert dict(url.query) == {"ssl": "require"}


def test_a_password_is_never_shown():
    for text in ("postgres://ada:secret@db/cohort", "postgres://ada@db/cohort?password=secret"):
        url = parse(text)
        assert "secret" not in shown(url)
        assert url.password == "secret"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgres://ada:secret@db:5433/cohort", "postgresql://ada@db:5433/cohort"),
        ("postgres://db/cohort?sslmode=require&password=secret", "postgresql://db/cohort?sslmode=require"),
        ("postgres://ada:secret@/cohort?host=%2Frun", "postgresql://ada@/cohort?host=%2Frun"),
    ],
)
def test_postgresqls_own_tools_get_everything_but_the_password(text: str, told: str):
    assert libpq(parse(text)) == told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=memory",
        "sqlite+aiosqlite:///:memory:",
        "mysql://ada:secret@db/cohort",
        "postgres://ada:secret@db:port/cohort",
        "postgres://ada:secret@[::1/cohort",
        "postgres://ada:very@secret@db/cohort",
        "http://example.org",
        "postgres:cohort:secret@h",
        "postgresql:/cohort:secret@h/db",
        "postgresql//cohort:secret@h/db",
        "//cohort:sec/secret@h/db",
        "cohort:secret@h/db",
        "cohort:secret",
        "postgres:cohort:secret@h?x://",
        "postgresql+asyncpg:cohort:secret@h",
    ],
)
def test_anything_else_is_refused_without_repeating_a_password(text: str):
    with pytest.raises(UnusableUrl) as refusal:
        parse(text)
    assert str(refusal.value)
    assert "secret" not in str(refusal.value)
