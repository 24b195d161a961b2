"""The outbox as use cases: what is due, who sends it, what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.delivery import Claim, Delivery, DeliveryKind, DeliveryState
from bot.domain.delivery_review import Waiting
from bot.domain.outcomes import Outcome, Settlement, settlement
from bot.domain.schedules import Falling, spread_over
from bot.log import get_logger
from bot.store import app_state, deliveries, delivery_log, departures, schedules
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

CLAIM_BATCH = 500
"""Schedules claimed in one transaction: 21,000 a second were measured, so readers hardly wait for it."""

SEND_BATCH = 45
"""Deliveries held at once: about one second of what Discord takes."""

LEASE = timedelta(seconds=50)
"""Longer than opening a direct message, looking and sending may take together (15 s each), with the queue."""


PROCESS = "process."
"""With its owner's name: the key under which a process says that it lives."""

LIVING = timedelta(seconds=90)
"""A process rings at least once a minute, and says that it lives when it does."""

FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """Some of a guild's deliveries, newest first; `next_before` asks for the following page."""

    deliveries: tuple[Delivery, ...]
    next_before: int | None


class Unreached(Protocol):
    """Whoever has another way for a message that cannot be sent, however often one tries."""

    async def lost(self, tx: Tx, claim: Claim, now: datetime) -> None: ...


class DeliveryService:
    """One sender's view of the outbox. `owner` names this process and must be unlike any other's."""

    def __init__(
        self, store: Store, owner: str, unreached: Mapping[DeliveryKind, Unreached] | None = None
    ) -> None:
        self._store = store
        self._unreached = unreached or {}
        self._owner = owner
        self._alone: bool | None = None
        self._sharers = 1
        self._missed = 0

    async def tick(self, now: datetime) -> int:
        """Turn everything that is due at `now` into deliveries; returns how many schedules fell due."""
        async with self._store.read() as tx:
            crowd = await schedules.count_due(tx, now)
        claimed = changed = 0
        while crowd and (falls := await self._claim(now, spread_over(crowd))):
            claimed += len(falls)
            changed += sum(fall.clock_changed for fall in falls)
        if changed:
            log.info("schedules.moved_by_clock_change", count=changed)
        return claimed

    async def _claim(self, now: datetime, spread: timedelta) -> tuple[Falling, ...]:
        async with self._store.write(alone=False) as tx:
            return await schedules.claim_due(tx, now, CLAIM_BATCH, spread)

    async def next_batch(self, now: datetime, held: int = 0) -> tuple[Claim, ...]:
        """Hold what may be sent at `now`; when this returns, the intent to send is on disk.

        Of several processes each holds its share, `held` before included, so that no lease ends before its
        turn comes.
        """
        limit = max(1, SEND_BATCH // self._sharers) - held
        if limit <= 0:
            return ()
        async with self._store.read() as tx:
            if not await deliveries.waiting(tx, self._owner, now):
                return ()
        async with self._store.write(alone=False) as tx:
            await deliveries.release_dead(tx, self._owner, now)
            self._missed += await deliveries.drop_expired(tx, now)
            await departures.drop_owed(tx, now)
            return await deliveries.take(tx, self._owner, now, LEASE, limit)

    async def share(self, now: datetime) -> int:
        """Say that this process lives; returns how many do, itself included.

        SQLite has one process, which need not say anything.
        """
        if await self._is_alone():
            return 1
        async with self._store.write(alone=False) as tx:
            await app_state.save(tx, PROCESS + self._owner, "", now)
            await app_state.forget_before(tx, PROCESS, now - FORGOTTEN)
            self._sharers = max(1, await app_state.count_since(tx, PROCESS, now - LIVING))
        return self._sharers

    async def leave(self) -> None:
        """Say that this process ends, so that the others need not wait to take its share over."""
        if not await self._is_alone():
            async with self._store.write(alone=False) as tx:
                await app_state.forget(tx, PROCESS + self._owner)

    async def _is_alone(self) -> bool:
        if self._alone is None:
            async with self._store.read() as tx:
                self._alone = tx.dialect.name == "sqlite"
        return self._alone

    async def opened(self, claim: Claim, channel_id: int) -> bool:
        """Remember the direct-message channel opened for a claim; False if it is no longer ours to send."""
        async with self._store.write(alone=False) as tx:
            return await deliveries.set_channel(tx, claim, channel_id)

    async def settle(self, claim: Claim, outcome: Outcome, now: datetime) -> Settlement | None:
        """Write down what a try came to; None if somebody else holds the delivery by now."""
        what = settlement(claim, outcome, now)
        async with self._store.write(alone=False) as tx:
            if not await deliveries.settle(tx, claim, what, now):
                return None
            if what.state is DeliveryState.DEAD and (other := self._unreached.get(claim.kind)):
                await other.lost(tx, claim, now)
            return what

    async def next_due(self, now: datetime) -> datetime | None:
        """The first instant after `now` at which there will be something to claim or to send."""
        async with self._store.read() as tx:
            found = (await schedules.next_due(tx, now), await deliveries.next_due(tx, now))
        return min((instant for instant in found if instant is not None), default=None)

    async def waiting(self, now: datetime) -> Waiting:
        """What may be sent at `now` and is not yet."""
        async with self._store.read() as tx:
            return replace(await delivery_log.waiting(tx, now), missed=self._missed)

    async def of_guild(self, guild_id: int, limit: int = 20, before: int | None = None) -> DeliveryPage:
        """A page of a guild's deliveries for its organisers, newest first."""
        async with self._store.read() as tx:
            found = await delivery_log.of_guild(tx, guild_id, limit + 1, before)
        page = found[:limit]
        return DeliveryPage(page, page[-1].id if len(found) > limit else None)
