"""Which round comes next, and rounds that do not take place."""

from dataclasses import asdict, replace
from datetime import datetime
from random import Random

from bot.domain.mock_round_notices import RoundNotice
from bot.domain.mock_rounds import CancelWhy, Dates, Round, RoundSettings, RoundState, plan
from bot.services.listeners import OnChange, unheard
from bot.services.mock_round_notices import RoundNotices
from bot.store import guilds, mock_rounds
from bot.store.transaction import Tx

SEED_BITS = 31
"""A person can type the seed into a command: Discord takes whole numbers up to 2**53."""


class RoundPlans:
    """Sees to it that one round is to come while rounds are wanted. `on_change` hears when it is due."""

    def __init__(self, notices: RoundNotices, chance: Random, on_change: OnChange = unheard) -> None:
        self._notices = notices
        self._chance = chance
        self._on_change = on_change

    async def follow(self, tx: Tx, wanted: RoundSettings, now: datetime) -> None:
        """Bring what is planned in line with what is wanted; a round that is open keeps its dates."""
        coming = await mock_rounds.upcoming_to_change(tx, wanted.guild_id)
        if coming is None:
            await self.plan_next(tx, wanted, now)
        elif coming.state is RoundState.PLANNED and wanted.enabled:
            await self._move(tx, coming, wanted, now)
        elif coming.state is RoundState.PLANNED:
            await mock_rounds.remove(tx, coming.id)

    async def _move(self, tx: Tx, planned: Round, wanted: RoundSettings, now: datetime) -> None:
        dates = await next_dates(tx, wanted, now)
        await mock_rounds.change(tx, planned.id, **asdict(dates), next_at=dates.opens_at)
        self._on_change(dates.opens_at)

    async def plan_next(self, tx: Tx, wanted: RoundSettings, now: datetime) -> None:
        """Plan a round unless one is to come, or none is wanted."""
        if not wanted.enabled or await mock_rounds.upcoming(tx, wanted.guild_id):
            return
        dates = await next_dates(tx, wanted, now)
        seed = self._chance.getrandbits(SEED_BITS)
        await mock_rounds.add(tx, wanted.guild_id, dates, seed, dates.opens_at, now)
        self._on_change(dates.opens_at)

    async def leave_out(self, tx: Tx, found: Round, why: CancelWhy, unheld: int, now: datetime) -> None:
        """A round does not take place, or not any more: everybody is told, and the next one planned."""
        report = replace(found.report, cancelled=why, unheld=unheld)
        await mock_rounds.change(tx, found.id, state=RoundState.CANCELLED, next_at=None, report=report)
        await self._notices.owe(tx, found, RoundNotice.CANCELLED, now)
        await self.plan_next(tx, await mock_rounds.settings(tx, found.guild_id), now)


async def next_dates(tx: Tx, wanted: RoundSettings, now: datetime) -> Dates:
    """When the round after the last one opens and closes."""
    zone = (await guilds.settings(tx, wanted.guild_id)).zone
    past = await mock_rounds.newest(tx, wanted.guild_id, 1)
    return plan(wanted, zone, now, past[0].week if past else None)
