"""Keeps the list of the erased readable in a restored database from before it had a secret of its own."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.vault import SENTINEL

_FIND = "SELECT value FROM app_state WHERE key = ?"
_PUT = "UPDATE app_state SET value = ? WHERE key = ?"


def secret_of(database: Path) -> str | None:
    """The sealed secret of the marks; None where there is none, or nothing can be read."""
    if not database.is_file():
        return None
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        try:
            found = connection.execute(_FIND, (SENTINEL,)).fetchone()
        except sqlite3.DatabaseError:
            return None
    return found[0] if found else None


def put_secret(database: Path, sealed: str) -> None:
    """Have the database make the marks of another one: those on the list are only found with its secret."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(_PUT, (sealed, SENTINEL))
