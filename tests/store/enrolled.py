"""People with an enrolment, for tests of what hangs on one."""

from datetime import date

from bot.store import members
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc

MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
EARLY, LATE = utc("2026-06-01 06:00"), utc("2026-06-02 06:00")
BEN = 2
LINK = "https://example.org/proof"


async def enrolment(store: Store, user_id: int = ADA) -> int:
    """Somebody's enrolment."""
    await enrol(store, HandClock(EARLY), user_id=user_id)
    async with store.read() as tx:
        return (await members.enrolled(tx, GUILD, user_id)).enrolment.id
