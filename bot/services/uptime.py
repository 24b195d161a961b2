"""When the bot was there: a beat in the database now and then, and the outages between beats."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.outages import Outage
from bot.domain.streak_rules import rules_on
from bot.store import app_state, outages, standings
from bot.store.transaction import Store

BEAT = "uptime.beat"
"""Under it stands when any process of this bot was last known to serve."""

BEAT_EVERY = timedelta(minutes=5)


def stopwatch() -> float:
    """Seconds of real time, which nobody can set; on Linux also those for which the host was asleep."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


@dataclass(frozen=True, slots=True)
class _Beat:
    at: datetime
    seconds: float


class UptimeService:
    """Notices for how long nobody could be served: the process was gone, or had no connection to Discord."""

    def __init__(self, store: Store, clock: Clock, seconds: Callable[[], float] = stopwatch) -> None:
        self._store = store
        self._clock = clock
        self._seconds = seconds
        self._reached: set[int] = set()
        self._last: _Beat | None = None

    async def reached(self, shard_id: int) -> None:
        """One of this process's shards serves its guilds, for the first time or again."""
        was_serving = bool(self._reached)
        self._reached.add(shard_id)
        if not was_serving:
            await self._beat(self._now())

    async def lost(self, shard_id: int) -> None:
        """A shard is gone; with the last one of them nobody is served, from the last beat on."""
        self._reached.discard(shard_id)

    async def tick(self) -> None:
        """Beat if the last beat is old enough; cheap otherwise."""
        now = self._now()
        if self._reached and (self._last is None or _apart(self._last, now) >= BEAT_EVERY):
            await self._beat(now)

    def _now(self) -> _Beat:
        return _Beat(self._clock.now(), self._seconds())

    async def _beat(self, now: _Beat) -> None:
        async with self._store.write() as tx:
            known = await app_state.find(tx, BEAT)
            if known and (outage := self._outage(datetime.fromisoformat(known), now)):
                await outages.add(tx, outage)
                await standings.outdate_all(tx)
            await app_state.save(tx, BEAT, now.at.isoformat(), now.at)
        self._last = now

    def _outage(self, known: datetime, now: _Beat) -> Outage | None:
        """The gap since the last beat of any process, if it is long enough to be forgiven."""
        began = known
        if self._last is not None:
            # A clock that is set, or leaps in a demo, is no outage: only so much time has really passed.
            began = max(began, now.at - timedelta(seconds=now.seconds - self._last.seconds))
        return Outage(began, now.at) if now.at - began > rules_on(now.at.date()).outage else None


def _apart(one: _Beat, other: _Beat) -> timedelta:
    return max(abs(other.at - one.at), timedelta(seconds=other.seconds - one.seconds))
