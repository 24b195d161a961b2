"""Which keys a backup needs: it holds the sentinel of the database that it was made of."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from bot.store.sqlite import reading_uri
from bot.store.vault import SENTINEL, Vault
from bot.store.vault_errors import KeyWrong


def needs_another_key(file: Path, keys: Iterable[str]) -> bool:
    """Whether what it holds is sealed with none of these keys.

    False for one from before anything was sealed, and for one that cannot be read: no key would help.
    """
    sealed = _sentinel(file)
    if sealed is None:
        return False
    try:
        Vault(keys).unlocked(sealed)
    except KeyWrong:
        return True
    return False


def _sentinel(file: Path) -> str | None:
    try:
        with closing(sqlite3.connect(reading_uri(file.absolute()), uri=True)) as backup:
            found = backup.execute("SELECT value FROM app_state WHERE key = ?", (SENTINEL,)).fetchone()
    except sqlite3.Error:
        return None
    return str(found[0]) if found else None
