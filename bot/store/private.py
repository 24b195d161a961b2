"""The column type of private writing: sealed on its way into the database, opened on its way out."""

from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine

from bot.domain.private_errors import Unreadable
from bot.store.vault import Vault
from bot.store.vault_errors import NoVault

_VAULT = "cohort_vault"


def entrust(dialect: Dialect, vault: Vault | None) -> None:
    """From now on the engine of this dialect seals and opens with the vault."""
    vars(dialect)[_VAULT] = vault


def vault_of(dialect: Dialect) -> Vault:
    """The vault of an engine, e.g. `vault_of(tx.dialect)`. Raises NoVault when it was opened without one."""
    vault: Vault | None = vars(dialect).get(_VAULT)
    if vault is None:
        raise NoVault
    return vault


class Private(TypeDecorator[str]):
    """Text that only the vault of its engine can read. NULL stays NULL; the empty text is sealed as well.

    SQL sees noise, so it may only ask whether there is something (`IS NULL`). Binding and reading raise
    NoVault without a vault; reading raises Unreadable for what no key opens, never giving an empty text.
    """

    impl = Text
    cache_ok = True

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:  # noqa: ARG002
        """Refuse: whatever it is compared with in SQL, it is compared with noise."""
        message = "private columns are sealed: SQL cannot compare them with anything"
        raise TypeError(message)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal."""
        return None if value is None else vault_of(dialect).seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open."""
        if value is None:
            return None
        try:
            return vault_of(dialect).open(value)
        except Unreadable:
            raise Unreadable(sealed=value) from None
