"""The encryption key of every test's database."""

from pathlib import Path

from bot.store.keys import Keys
from bot.store.vault import Vault

KEY = "dGhlIGtleSBvZiBhbGwgdGVzdHMsIDMyIGJ5dGVzISE="
VAULT = Vault([KEY])
KEYS = Keys(KEY, Path("no file"))
