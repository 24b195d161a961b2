"""What this process knows of its connections to Discord: which shards serve, and since when one is silent."""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

GOOD_LATENCY = 60.0
"""Seconds. A heartbeat that was acknowledged later than that is no sign of life."""


class Sharded(Protocol):
    """The client, as far as its connections go."""

    @property
    def shard_ids(self) -> list[int] | None: ...
    @property
    def shard_count(self) -> int | None: ...
    @property
    def latencies(self) -> list[tuple[int, float]]: ...


@dataclass(frozen=True, slots=True)
class Silent:
    """Shards that gave no sign of life for `seconds`; none of them when Discord was never reached at all."""

    shards: tuple[int, ...]
    seconds: float


@dataclass(slots=True)
class Silence:
    """Notes signs of life by shard. Times are seconds of a clock that nobody can set."""

    began: float
    _heard: dict[int, float] = field(default_factory=dict[int, float])

    def hear(self, shard: int, now: float) -> None:
        """A shard showed that it is alive."""
        if shard not in self._heard:
            # Shards connect one after the other: those behind it may still take their time.
            self.began = now
        self._heard[shard] = now

    def longer_than(self, limit: float, shards: Iterable[int] | None, now: float) -> Silent | None:
        """Which of these shards were silent for `limit`; `shards` is None while nobody knows how many."""
        if shards is None:
            return Silent((), now - self.began) if now - self.began >= limit else None
        silent = {shard: now - self._heard.get(shard, self.began) for shard in shards}
        late = {shard: seconds for shard, seconds in silent.items() if seconds >= limit}
        return Silent(tuple(sorted(late)), max(late.values())) if late else None


class Gateway:
    """The connections of one client; its methods are listeners for the client's events."""

    def __init__(self, client: Sharded, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._monotonic = monotonic
        self._up: set[int] = set()
        self._known: set[int] = set()
        self._acknowledged: dict[int, float] = {}
        self._silence = Silence(monotonic())
        self.reconnects: Counter[str] = Counter()

    async def identified(self, shard: int) -> None:
        """READY: a new session."""
        self._arrived(shard, "identify")

    async def resumed(self, shard: int) -> None:
        """RESUMED: the session before goes on."""
        self._arrived(shard, "resume")

    async def lost(self, shard: int) -> None:
        """The connection is gone; discord.py tries to get it back."""
        self._up.discard(shard)

    @property
    def shards(self) -> Sequence[int] | None:
        """The shards that this process runs; None while Discord has not said how many there are."""
        if self._client.shard_ids:
            return self._client.shard_ids
        return range(self._client.shard_count) if self._client.shard_count else None

    @property
    def down(self) -> tuple[int, ...] | None:
        """The shards without a session; None while nobody knows how many there are."""
        return None if self.shards is None else tuple(each for each in self.shards if each not in self._up)

    def latencies(self) -> Mapping[int, float]:
        """Seconds that a heartbeat took, for shards that have one."""
        return {shard: seconds for shard, seconds in self._client.latencies if math.isfinite(seconds)}

    def silent(self, limit: float) -> Silent | None:
        """Which shards gave no sign of life for `limit` seconds. To be called again and again."""
        now = self._monotonic()
        for shard, seconds in self.latencies().items():
            # discord.py tells no more of an acknowledgement than that the latency is another one.
            if self._acknowledged.get(shard) != seconds:
                self._acknowledged[shard] = seconds
                # Heartbeats begin before a session does: acknowledgements may come where READY never does.
                if shard in self._up and seconds <= GOOD_LATENCY:
                    self._silence.hear(shard, now)
        return self._silence.longer_than(limit, self.shards, now)

    def excuse(self) -> None:
        """Nobody tries to reach Discord at present: the silence counts from now on."""
        self._silence = Silence(self._monotonic())

    def _arrived(self, shard: int, how: str) -> None:
        if shard in self._known:
            self.reconnects[how] += 1
        self._known.add(shard)
        self._up.add(shard)
        self._silence.hear(shard, self._monotonic())
