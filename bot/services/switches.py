"""What a group's messages by the clock have in common: switched on and off, and moved, by organisers."""

from datetime import datetime

from bot.domain.delivery import DeliveryKind
from bot.services.listeners import OnChange
from bot.store import schedules
from bot.store.transaction import Tx


async def switch(
    tx: Tx, guild_id: int, kind: DeliveryKind, ref: str, now: datetime, on_change: OnChange, *, on: bool
) -> None:
    """Have it come next when its rhythm says, or not at all; what is due at this moment still comes."""
    schedule = await schedules.find_of_guild_to_change(tx, guild_id, kind, ref)
    if schedule is None or (on and schedule.next_due_at and schedule.next_due_at <= now):
        return
    following = schedule.next_after(now) if on else None
    await schedules.set_next(tx, schedule.id, following)
    if following is not None:
        on_change(following)
