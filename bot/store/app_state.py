"""What the running programme remembers about itself between starts, by key."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from bot.store.tables import AppStateRow
from bot.store.transaction import Tx


async def find(tx: Tx, key: str) -> str | None:
    """The value kept under the key; None if nothing was ever kept."""
    statement = select(AppStateRow.value).where(AppStateRow.key == key)
    return (await tx.execute(statement)).scalar_one_or_none()


async def save(tx: Tx, key: str, value: str, now: datetime) -> None:
    """Keep a value in place of the one before."""
    changed = update(AppStateRow).where(AppStateRow.key == key).values(value=value, updated_at=now)
    if not (await tx.execute(changed)).rowcount:
        await tx.execute(insert(AppStateRow).values(key=key, value=value, updated_at=now))


async def forget(tx: Tx, key: str) -> None:
    """As if nothing had ever been kept under the key."""
    await tx.execute(delete(AppStateRow).where(AppStateRow.key == key))


async def forget_all(tx: Tx, prefix: str) -> None:
    """Forget what was kept under all keys that begin so."""
    mine = AppStateRow.key.startswith(prefix, autoescape=True)
    await tx.execute(delete(AppStateRow).where(mine))


async def count_since(tx: Tx, prefix: str, since: datetime) -> int:
    """How many values under keys that begin so were kept later than `since`."""
    mine = AppStateRow.key.startswith(prefix, autoescape=True)
    statement = select(func.count()).where(mine, AppStateRow.updated_at > since)
    return (await tx.execute(statement)).scalar_one()


async def forget_before(tx: Tx, prefix: str, before: datetime) -> None:
    """Forget what was kept under keys that begin so before `before`."""
    mine = AppStateRow.key.startswith(prefix, autoescape=True)
    await tx.execute(delete(AppStateRow).where(mine, AppStateRow.updated_at < before))
