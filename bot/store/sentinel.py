"""The row by which a database knows its key."""

from sqlalchemy import inspect, update

from bot.store import app_state
from bot.store.tables import AppStateRow
from bot.store.transaction import Tx
from bot.store.vault import SENTINEL


async def find(tx: Tx) -> str | None:
    """The sealed secret; None in a database that never held private writing sealed."""
    table = AppStateRow.__tablename__
    exists = await tx.run_sync(lambda connection: inspect(connection).has_table(table))
    return await app_state.find(tx, SENTINEL) if exists else None


async def renew(tx: Tx, sealed: str) -> None:
    """The same secret, sealed anew."""
    await tx.execute(update(AppStateRow).where(AppStateRow.key == SENTINEL).values(value=sealed))
