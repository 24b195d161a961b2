"""What the running programme remembers about itself between starts, by key."""

from datetime import datetime

from sqlalchemy import insert, select, update

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
