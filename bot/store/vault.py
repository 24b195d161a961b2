"""Seals private writing: what a copy of the database shows to somebody without the key is noise."""

import base64
import binascii
import hmac
import secrets
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain.private_errors import Unreadable
from bot.store.vault_errors import KeyWrong, NoVault

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

KEY_BYTES = 32
SENTINEL = "vault"
"""Where a database keeps the secret of its marks, sealed (in `app_state`). Opening it proves the key."""


def new_key() -> str:
    """A random key, as text."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def is_key(text: str) -> bool:
    """Whether the text can be a key: 32 bytes in URL-safe base64."""
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == KEY_BYTES
    except (binascii.Error, ValueError):
        return False


class Vault:
    """Seals with the newest of its keys, opens what any of them sealed.

    `keys` are valid (`is_key`), newest first. A vault that has seen its database's sentinel also makes marks.
    """

    def __init__(self, keys: Iterable[str], secret: bytes | None = None) -> None:
        self._keys = tuple(keys)
        self._secret = secret

    def __repr__(self) -> str:
        return f"Vault({len(self._keys)} keys)"

    def seal(self, text: str) -> str:
        """The text as a token; the same text never gives the same token twice."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, token: str) -> str:
        """The text that was sealed. Raises Unreadable when no key fits, or a byte of it was changed."""
        # With the first sealing, not with the module: the library takes longer to load than all of ours.
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(token).decode()
        except (InvalidToken, UnicodeError, ValueError):
            raise Unreadable from None

    def renewed(self, token: str) -> str | None:
        """The same sealed with the newest key; None if it is already. Raises Unreadable."""
        try:
            self.newest.open(token)
        except Unreadable:
            return self.seal(self.open(token))
        return None

    def mark(self, text: str) -> str:
        """A keyed digest (HMAC-SHA256, 64 hex digits): the same for the same text, whatever the keys.

        It stays when keys are changed, as its secret belongs to the database. Raises NoVault without one.
        """
        if self._secret is None:
            raise NoVault
        return hmac.digest(self._secret, text.encode(), "sha256").hex()

    def new_sentinel(self) -> str:
        """A new secret for marks, sealed: what a database keeps under SENTINEL."""
        return self.seal(secrets.token_hex(KEY_BYTES))

    def sealed_secret(self) -> str:
        """The secret of its marks, sealed: `unlocked` takes it. Raises NoVault without one."""
        if self._secret is None:
            raise NoVault
        return self.seal(self._secret.hex())

    def unlocked(self, sentinel: str) -> "Vault":
        """This vault for the database that keeps this sentinel. Raises KeyWrong when no key opens it."""
        try:
            return Vault(self._keys, bytes.fromhex(self.open(sentinel)))
        except (Unreadable, ValueError):
            raise KeyWrong from None

    @cached_property
    def newest(self) -> "Vault":
        """A vault with the newest key alone: what it opens need not be sealed again."""
        return Vault(self._keys[:1], self._secret)

    @property
    def keys(self) -> Sequence[str]:
        """The keys, newest first."""
        return self._keys

    @cached_property
    def _fernet(self) -> "MultiFernet":
        from cryptography.fernet import Fernet, MultiFernet

        return MultiFernet([Fernet(key) for key in self._keys])
