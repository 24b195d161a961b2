"""The outbox for organisers: what is due, was late, was missed or cannot be delivered; and forgetting it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import Clock
from bot.domain.delivery import DeliveryState
from bot.domain.delivery_review import DEAD_KEPT, KEPT, REVIEWED, DeliveryGroup, Reviewed
from bot.domain.errors import DeliveryUnchanged, NoSuchDelivery
from bot.services.listeners import OnChange, unheard
from bot.store import delivery_log
from bot.store.transaction import Store, Tx

PAGE = 5
SUGGESTED = 25

PRUNE_CHUNK = 500
"""Deleted in one transaction, so that nobody waits for it."""

RETRIABLE = (DeliveryState.DEAD, DeliveryState.DROPPED)


@dataclass(frozen=True, slots=True)
class Review:
    """One page of a group with the counts of all; `next_before` asks for the following page."""

    counts: Mapping[DeliveryGroup, int]
    group: DeliveryGroup
    entries: tuple[Reviewed, ...]
    next_before: int | None
    now: datetime


class DeliveryReview:
    """Everything here is limited to one guild. `on_change` hears when something may be sent at once."""

    def __init__(self, store: Store, clock: Clock, on_change: OnChange = unheard) -> None:
        self._store = store
        self._clock = clock
        self._on_change = on_change

    async def show(self, guild_id: int, group: DeliveryGroup, before: int | None = None) -> Review:
        """What was due in the last seven days: the counts of all groups and a page of one, newest first."""
        now = self._clock.now()
        since = now - REVIEWED
        async with self._store.read() as tx:
            counts = await delivery_log.counts(tx, guild_id, since)
            found = await delivery_log.in_group(tx, guild_id, group, since, PAGE + 1, before)
        entries = found[:PAGE]
        return Review(counts, group, entries, entries[-1].id if len(found) > PAGE else None, now)

    async def retry(self, guild_id: int, delivery_id: int) -> Reviewed:
        """Put a dead or dropped message back while it is worth sending; returns it as it was.

        Raises NoSuchDelivery, DeliveryUnchanged or DeliveryPassed.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            found = await _existing(tx, guild_id, delivery_id)
            found.check_retry(now)
            if not await delivery_log.put_back(tx, guild_id, found, now):
                raise DeliveryUnchanged(DeliveryState.QUEUED.value)
        self._on_change(now)
        return found

    async def drop(self, guild_id: int, delivery_id: int) -> Reviewed:
        """Cancel a queued message; returns it as it was. Raises NoSuchDelivery or DeliveryUnchanged."""
        async with self._store.write() as tx:
            found = await _existing(tx, guild_id, delivery_id)
            if not await delivery_log.cancel(tx, guild_id, delivery_id, self._clock.now()):
                taken = DeliveryState.SENDING if found.can_drop else found.state
                raise DeliveryUnchanged(taken.value)
        return found

    async def retriable(self, guild_id: int) -> tuple[Reviewed, ...]:
        """The newest messages that `retry` would take."""
        return await self._usable(guild_id, *RETRIABLE)

    async def droppable(self, guild_id: int) -> tuple[Reviewed, ...]:
        """The newest messages that `drop` would take."""
        return await self._usable(guild_id, DeliveryState.QUEUED)

    async def _usable(self, guild_id: int, *states: DeliveryState) -> tuple[Reviewed, ...]:
        async with self._store.read() as tx:
            return await delivery_log.usable(tx, guild_id, states, self._clock.now(), SUGGESTED)

    async def prune(self) -> int:
        """Delete, over all guilds, what was finished long ago and nobody looks at; returns how many."""
        now, pruned = self._clock.now(), 0
        while ids := await self._outdated(now):
            async with self._store.write(alone=False) as tx:
                pruned += await delivery_log.forget(tx, ids)
            await asyncio.sleep(0)
        return pruned

    async def _outdated(self, now: datetime) -> tuple[int, ...]:
        async with self._store.read() as tx:
            return await delivery_log.outdated(tx, now - KEPT, now - DEAD_KEPT, PRUNE_CHUNK)


async def _existing(tx: Tx, guild_id: int, delivery_id: int) -> Reviewed:
    found = await delivery_log.find(tx, guild_id, delivery_id)
    if found is None:
        raise NoSuchDelivery
    return found
