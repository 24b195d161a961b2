"""What time brings to a round: it opens, reminds, closes, and looks after those who lost their partner.

When the next thing is to be done is in the database: a crash delays it, and never leaves it out. What takes
long is done beside the tick, which has messages to send.
"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.mock_round_notices import RoundNotice
from bot.domain.mock_rounds import LEASE, CancelWhy, Round, RoundState, dates_for, in_time, reminder
from bot.log import get_logger
from bot.services.listeners import OnChange, unheard
from bot.services.mock_round_notices import RoundNotices
from bot.services.mock_round_pairs import RoundPairs
from bot.services.mock_round_plans import RoundPlans
from bot.services.mock_round_rest import RoundRest
from bot.store import guilds, mock_rounds
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

A_BATCH = 20

AGAIN = timedelta(minutes=5)
"""After a fault of ours, one guild's round must not keep the others from going on."""


class RoundSteps:
    """Rung by the clock of interviews. `on_change` hears when something falls due."""

    def __init__(
        self,
        store: Store,
        notices: RoundNotices,
        plans: RoundPlans,
        pairs: RoundPairs,
        rest: RoundRest,
        on_change: OnChange = unheard,
    ) -> None:
        self._store = store
        self._notices = notices
        self._plans = plans
        self._pairs = pairs
        self._rest = rest
        self._on_change = on_change
        self._under_way: dict[int, asyncio.Task[None]] = {}

    async def tick(self, now: datetime) -> None:
        """Do all that is due now; what takes long is only begun."""
        while due := await self._due(now):
            for guild_id, round_id, seen in due:
                await self._take(guild_id, round_id, seen, now)

    async def next_due(self, now: datetime) -> datetime | None:
        """When a round is due next."""
        async with self._store.read() as tx:
            return await mock_rounds.STEPS.next_due(tx, now)

    async def settled(self) -> bool:
        """Wait for what is under way; False if nothing was."""
        waited = bool(self._under_way)
        while self._under_way:
            await asyncio.gather(*self._under_way.values())
        return waited

    async def close(self, limit: timedelta) -> None:
        """What is under way has `limit` to end; what is cut off is done by whoever runs next."""
        tasks = list(self._under_way.values())
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=limit.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _due(self, now: datetime) -> tuple[tuple[int, int, datetime], ...]:
        async with self._store.read() as tx:
            return await mock_rounds.STEPS.due(tx, now, A_BATCH)

    async def _take(self, guild_id: int, round_id: int, seen: datetime, now: datetime) -> None:
        try:
            leased = await self._do(guild_id, round_id, now)
        except Exception:
            log.exception("mock.round_failed", round=round_id)
            await self._put_off(round_id, seen, now)
            return
        if leased is not None and round_id not in self._under_way:
            task = asyncio.create_task(self._work(leased, now), name=f"round {round_id}")
            self._under_way[round_id] = task
            task.add_done_callback(lambda _: self._under_way.pop(round_id))

    async def _do(self, guild_id: int, round_id: int, now: datetime) -> Round | None:
        """What is done at once; a round for which more is to be done, which is left to us for a while."""
        async with self._store.write() as tx:
            found = await mock_rounds.find_to_change(tx, guild_id, round_id)
            if found is None or found.next_at is None or found.next_at > now:
                return None
            if found.upcoming and await self._before_closing(tx, found, now):
                return None
            await mock_rounds.change(tx, round_id, next_at=now + LEASE)
            return replace(found, next_at=now + LEASE)

    async def _work(self, leased: Round, now: datetime) -> None:
        try:
            if leased.upcoming:
                await self._pairs.pair(leased.guild_id, leased.id, now)
            elif leased.state is RoundState.PAIRED:
                await self._pairs.look(leased.guild_id, leased.id, now)
            else:
                await self._rest.end(leased.guild_id, leased.id, now)
        except Exception:
            log.exception("mock.round_failed", round=leased.id)
            await self._put_off(leased.id, leased.next_at or now, now)

    async def _put_off(self, round_id: int, seen: datetime, now: datetime) -> None:
        async with self._store.write() as tx:
            await mock_rounds.STEPS.put_off(tx, round_id, seen, now + AGAIN)

    async def _before_closing(self, tx: Tx, found: Round, now: datetime) -> bool:
        """Open it, remind of it, or leave it out because it is too late; False when it is to be paired."""
        if found.closes_at <= now:
            if in_time(found.week, now):
                return False
            await self._plans.leave_out(tx, found, CancelWhy.LATE, 0, now)
        elif found.state is RoundState.PLANNED:
            await self._open(tx, found, now)
        else:
            await self._notices.owe(tx, found, RoundNotice.REMIND, now)
            await self._wait(tx, found, found.closes_at)
        return True

    async def _open(self, tx: Tx, planned: Round, now: datetime) -> None:
        wanted = await mock_rounds.settings(tx, planned.guild_id)
        zone = (await guilds.settings(tx, planned.guild_id)).zone
        # The guild may have moved to another zone since it was planned.
        closes_at = dates_for(wanted, zone, planned.week).closes_at
        found = replace(planned, closes_at=closes_at if closes_at > now else planned.closes_at)
        await mock_rounds.change(tx, found.id, state=RoundState.OPEN, closes_at=found.closes_at)
        await self._notices.owe(tx, found, RoundNotice.OPEN, now)
        remind_at = reminder(wanted, found.opens_at, found.closes_at)
        await self._wait(tx, found, remind_at if remind_at and remind_at > now else found.closes_at)

    async def _wait(self, tx: Tx, found: Round, until: datetime) -> None:
        await mock_rounds.change(tx, found.id, next_at=until)
        self._on_change(until)
