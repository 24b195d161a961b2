"""The gate before every session with Discord, with a clock and a sleep of the test's own."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import discord
import pytest

from bot.domain.session_starts import WINDOW
from bot.services.session_starts import SessionStartService
from bot.sessions import LOOK_AGAIN, PATIENCE, HeldBack, SessionGate
from bot.store.engine import open_store
from bot.store.transaction import Store
from tests.delivery.world import HandClock, utc
from tests.logs import told

NOW = utc("2026-06-01 20:00")
SECOND = timedelta(seconds=1)


@dataclass
class Discord:
    """Answers `/gateway/bot`, for as long as the network holds."""

    remaining: int = 900
    reset_after: float = 3600
    shards: int = 1
    shard_count: int | None = None
    broken: bool = False
    asked: int = 0

    @property
    def http(self) -> "Discord":
        return self

    async def get_bot_gateway(self) -> tuple[int, str, dict[str, Any]]:
        self.asked += 1
        if self.broken:
            raise discord.GatewayNotFound
        reset = int(self.reset_after * 1000)
        limit = {"total": 1000, "remaining": self.remaining, "reset_after": reset, "max_concurrency": 1}
        return self.shards, "wss://gateway.example", limit


@dataclass
class Host:
    """Sleeps by moving the clock, and remembers for how long."""

    clock: HandClock = field(default_factory=lambda: HandClock(NOW))
    slept: list[float] = field(default_factory=list[float])

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.pass_time(timedelta(seconds=seconds))

    def gate(self, store: Store) -> SessionGate:
        return SessionGate(SessionStartService(store, self.clock), self.clock, self.sleep)


@pytest.fixture
def host() -> Host:
    return Host()


async def connect(gate: SessionGate, told_by: Discord) -> None:
    await gate.before_connecting(cast("discord.AutoShardedClient", told_by))


async def start(gate: SessionGate, shard: int = 0) -> None:
    await gate.before_identify(shard)
    await gate.identified(shard)


async def test_restarts_are_remembered_and_slow_down(store: Store, host: Host) -> None:
    waits: list[float] = []
    for _ in range(22):
        gate = host.gate(store)
        await connect(gate, Discord())
        waits.append(sum(host.slept))
        host.slept.clear()
        await start(gate)

    assert waits[:10] == [0] * 10
    assert waits[10:] == sorted(waits[10:])
    assert waits[10] == 15
    assert waits[20] == 60


async def test_shards_of_one_start_do_not_wait_for_each_other(sqlite_store: Store, host: Host) -> None:
    gate, told_by = host.gate(sqlite_store), Discord(shards=16)
    await connect(gate, told_by)
    for shard in range(16):
        await start(gate, shard)
    assert (told_by.shard_count, host.slept) == (16, [])


async def test_with_few_starts_left_it_waits_for_the_reset_and_asks_again(
    sqlite_store: Store, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    told_by = Discord(remaining=3, reset_after=100)
    gate = host.gate(sqlite_store)
    seen: list[datetime | None] = []

    async def watching(seconds: float) -> None:
        seen.append(gate.held_until)
        await host.sleep(seconds)
        if host.clock.now() >= NOW + 100 * SECOND:
            told_by.remaining = 1000

    gate._sleep = watching
    await connect(gate, told_by)

    assert host.slept == [30, 30, 30, 10]
    assert seen == [NOW + 100 * SECOND] * 4
    assert (gate.held_until, told_by.asked, gate.remaining) == (None, 2, 1000)
    assert told(caplog, "sessions.held", "remaining") == [3]


async def test_sessions_that_end_again_and_again_within_a_run_count_too(
    sqlite_store: Store, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    gate = host.gate(sqlite_store)
    await connect(gate, Discord())
    before, refused, begun = host.clock.now(), 0, 0
    while host.clock.now() < before + WINDOW:
        try:
            await start(gate)
            begun += 1
        except HeldBack:
            refused += 1
        host.clock.pass_time(5 * SECOND)

    assert begun < 50
    assert refused > 10
    assert max(host.slept) == PATIENCE.total_seconds() == LOOK_AGAIN.total_seconds()
    assert len(told(caplog, "sessions.held", "until")) < begun


async def test_own_starts_use_up_what_discord_has_granted(sqlite_store: Store, host: Host) -> None:
    gate = host.gate(sqlite_store)
    await connect(gate, Discord(remaining=50, reset_after=3600))
    await start(gate)

    with pytest.raises(HeldBack):
        await gate.before_identify(0)
    assert gate.held_until == NOW + timedelta(hours=1)


async def test_what_discord_granted_holds_until_its_reset_and_then_it_is_asked_again(
    sqlite_store: Store, host: Host
) -> None:
    gate, told_by = host.gate(sqlite_store), Discord(remaining=60, reset_after=60)
    await connect(gate, told_by)
    await start(gate)
    assert (gate.remaining, told_by.asked) == (59, 1)

    host.clock.pass_time(timedelta(hours=3))
    assert (gate.remaining, told_by.asked) == (1000, 1)
    told_by.remaining = 5
    with pytest.raises(HeldBack):
        await start(gate)
    assert (gate.remaining, told_by.asked) == (5, 2)

    host.clock.pass_time(timedelta(hours=3))
    told_by.broken = True
    await start(gate)
    assert (gate.remaining, told_by.asked) == (None, 3)


@pytest.mark.parametrize("known", [None, 2])
async def test_when_discord_does_not_tell_a_known_number_of_shards_will_do(
    sqlite_store: Store, host: Host, known: int | None
) -> None:
    told_by, gate = Discord(broken=True, shard_count=known), host.gate(sqlite_store)
    if known is None:
        with pytest.raises(discord.GatewayNotFound):
            await connect(gate, told_by)
    else:
        await connect(gate, told_by)
    assert (told_by.shard_count, gate.remaining) == (known, None)


async def test_a_database_that_is_locked_keeps_nobody_offline_but_the_count_goes_on(
    sqlite_url: str, host: Host
) -> None:
    store = await open_store(sqlite_url, timedelta(milliseconds=20))
    starts = SessionStartService(store, host.clock)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await starts.add(0)
        assert await starts.record() == (NOW,)
    await store.close()
