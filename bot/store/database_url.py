"""Database URLs as people write them, turned into the two forms Cohort can open."""

import re
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.errors import UnusableUrl

POSTGRES = {"postgres", "postgresql"}
# libpq's word for it, and a libpq setting that asyncpg does not know and negotiates by itself.
_SSL_MODE, _CHANNEL_BINDING = "sslmode", "channel_binding"

_SCHEME = re.compile(r"[A-Za-z][\w+.-]+(?=:)", re.ASCII)
_DRIVE = re.compile(r"[A-Za-z]:(?![^/\\]*@)")
_PATH = re.compile(r"/(?!/)|[.~]")
_WITH_PASSWORD = re.compile(r"[^:]*:.*@", re.DOTALL)


def parse(text: str) -> URL:
    """Read `sqlite:///file`, a bare path, `postgres://…` or `postgresql://…`.

    Raises UnusableUrl for anything else, also for SQLite in memory: readers would not see the writer's rows.
    """
    written = _SCHEME.match(text)
    scheme = written[0].partition("+")[0].lower() if written else ""
    rest = text[written.end() :] if written else ""
    if scheme == "sqlite":
        is_url = rest.startswith("://")
        return _sqlite(unquote(rest.removeprefix("://").removeprefix("/")) if is_url else rest[1:])
    if rest.startswith("://"):
        if scheme in POSTGRES:
            return _postgres(text)
        raise UnusableUrl(f"{scheme}:// is not supported: use sqlite:///path/to/file.db or postgresql://…")
    if written or _is_misspelt(text):
        # As the name of a file it would be shown, and with it the password.
        raise UnusableUrl(
            "the database URL is neither a path nor an address: its :// is missing or misplaced"
        )
    return _sqlite(text)


def _is_misspelt(text: str) -> bool:
    if _PATH.match(text) or _DRIVE.match(text):
        return False
    return "://" in text or _WITH_PASSWORD.match(text) is not None


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite URL; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def shown(url: URL) -> str:
    """The URL without its password, or the file's path."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()


def libpq(url: URL) -> str:
    """A PostgreSQL URL as the server's own tools take it, without the password."""
    names = {"ssl": _SSL_MODE, "host": "host", "port": "port"}
    query = {names[key]: value for key, value in url.query.items() if key in names}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    return plain.render_as_string()


def _sqlite(path: str) -> URL:
    if path in {"", ":memory:"} or path.startswith("file:") or "mode=memory" in path:
        raise UnusableUrl("SQLite needs a file: use sqlite:///path/to/file.db")
    absolute = Path(path).expanduser().absolute()
    return URL.create("sqlite+aiosqlite", database=str(absolute))


def _postgres(text: str) -> URL:
    try:
        url = make_url(text).set(drivername="postgresql+asyncpg")
    except (ArgumentError, ValueError):
        raise UnusableUrl("the PostgreSQL URL cannot be read: postgresql://user:password@host/name") from None
    if "@" in (url.host or ""):
        # What follows the first @ was meant for the password: no error may tell it as the name of a host.
        raise UnusableUrl("the password in the PostgreSQL URL holds an @: write %40 for it")
    query = dict(url.query)
    if isinstance(given := query.pop("password", None), str):
        # Only in its own place is it known not to be shown.
        url = url.set(password=given)
    if _SSL_MODE in query:
        query["ssl"] = query.pop(_SSL_MODE)
    query.pop(_CHANNEL_BINDING, None)
    return url.set(query=query)
