"""When nobody could be served: the times during which the bot was away."""

from sqlalchemy import select

from bot.domain.outages import Outage
from bot.store.dialects import inserting
from bot.store.tables import OutageRow
from bot.store.transaction import Tx


async def add(tx: Tx, outage: Outage) -> None:
    """Remember an outage, once for each beginning."""
    statement = inserting(tx, OutageRow).on_conflict_do_nothing(index_elements=["began_at"])
    await tx.execute(statement, {"began_at": outage.began_at, "ended_at": outage.ended_at})


async def all_of(tx: Tx) -> tuple[Outage, ...]:
    """Every outage, in order."""
    statement = select(OutageRow.began_at, OutageRow.ended_at).order_by(OutageRow.began_at)
    return tuple(Outage(*row) for row in (await tx.execute(statement)).all())
