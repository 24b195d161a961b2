"""Being there, and being away: which gaps become outages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.domain.outages import Outage
from bot.services.uptime import BEAT, BEAT_EVERY, UptimeService, stopwatch
from bot.store import app_state, outages
from bot.store.transaction import Store
from tests.delivery.world import HandClock, utc

EVENING = utc("2026-06-01 20:00")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass
class Host:
    """A computer on which time passes, and whose clock can be set."""

    clock: HandClock
    seconds: float = 0.0

    def pass_time(self, span: timedelta) -> None:
        self.clock.pass_time(span)
        self.seconds += span.total_seconds()

    def elapsed(self) -> float:
        return self.seconds


@pytest.fixture
def host() -> Host:
    return Host(HandClock(EVENING))


def running(store: Store, host: Host) -> UptimeService:
    """A process that was just started."""
    return UptimeService(store, host.clock, host.elapsed)


async def known(store: Store) -> tuple[Outage, ...]:
    async with store.read() as tx:
        return await outages.all_of(tx)


async def last_beat(store: Store) -> datetime | None:
    async with store.read() as tx:
        told = await app_state.find(tx, BEAT)
    return datetime.fromisoformat(told) if told else None


async def test_a_night_without_the_bot_is_known_when_it_is_back(store: Store, host: Host) -> None:
    await running(store, host).reached(0)
    host.pass_time(6 * HOUR)

    await running(store, host).reached(0)

    assert await known(store) == (Outage(EVENING, EVENING + 6 * HOUR),)


@pytest.mark.parametrize(
    ("gap", "counts"), [(HOUR, False), (HOUR + timedelta(microseconds=1), True), (-HOUR, False)]
)
async def test_only_more_than_an_hour_is_an_outage(
    sqlite_store: Store, host: Host, gap: timedelta, counts: bool
) -> None:
    await running(sqlite_store, host).reached(0)
    host.clock.pass_time(gap)

    await running(sqlite_store, host).reached(0)

    assert bool(await known(sqlite_store)) is counts


async def test_the_very_first_start_ends_no_outage(sqlite_store: Store, host: Host) -> None:
    await running(sqlite_store, host).reached(0)
    assert await known(sqlite_store) == ()
    assert await last_beat(sqlite_store) == EVENING


async def test_it_beats_seldom_while_connected_and_never_while_not(sqlite_store: Store, host: Host) -> None:
    service = running(sqlite_store, host)
    await service.tick()
    assert await last_beat(sqlite_store) is None

    await service.reached(0)
    for _ in range(4):
        host.pass_time(MINUTE)
        await service.tick()
    assert await last_beat(sqlite_store) == EVENING
    host.pass_time(BEAT_EVERY - 4 * MINUTE)
    await service.tick()
    assert await last_beat(sqlite_store) == EVENING + BEAT_EVERY

    await service.lost(0)
    host.pass_time(HOUR)
    await service.tick()
    assert await last_beat(sqlite_store) == EVENING + BEAT_EVERY


async def test_a_lost_connection_is_an_outage_from_the_last_beat_until_it_is_back(
    store: Store, host: Host
) -> None:
    service = running(store, host)
    await service.reached(0)
    host.pass_time(BEAT_EVERY)
    await service.tick()
    await service.lost(0)
    host.pass_time(2 * HOUR)

    await service.reached(0)

    assert await known(store) == (Outage(EVENING + BEAT_EVERY, EVENING + BEAT_EVERY + 2 * HOUR),)


async def test_a_host_that_was_asleep_was_away(sqlite_store: Store, host: Host) -> None:
    service = running(sqlite_store, host)
    await service.reached(0)
    host.pass_time(5 * HOUR)

    await service.tick()

    assert await known(sqlite_store) == (Outage(EVENING, EVENING + 5 * HOUR),)


@pytest.mark.parametrize("leap", [timedelta(days=3), -timedelta(days=3)])
async def test_a_clock_that_leaps_is_no_outage(sqlite_store: Store, host: Host, leap: timedelta) -> None:
    service = running(sqlite_store, host)
    await service.reached(0)

    host.clock.pass_time(leap)
    await service.tick()
    await service.reached(0)

    assert await known(sqlite_store) == ()
    assert await last_beat(sqlite_store) == EVENING + leap


async def test_only_the_time_that_really_passed_counts_beside_a_leap(sqlite_store: Store, host: Host) -> None:
    service = running(sqlite_store, host)
    await service.reached(0)
    await service.lost(0)
    host.clock.pass_time(timedelta(days=3))
    host.pass_time(2 * HOUR)

    await service.reached(0)

    back = EVENING + timedelta(days=3) + 2 * HOUR
    assert await known(sqlite_store) == (Outage(back - 2 * HOUR, back),)


async def test_as_long_as_one_process_serves_nobody_is_away(store: Store, host: Host) -> None:
    one, other = running(store, host), running(store, host)
    await one.reached(0)
    await other.reached(0)
    await other.lost(0)
    for _ in range(3):
        host.pass_time(HOUR)
        await one.tick()

    await other.reached(0)

    assert await known(store) == ()


async def test_one_of_several_shards_that_is_lost_and_found_is_no_outage(
    sqlite_store: Store, host: Host
) -> None:
    service = running(sqlite_store, host)
    for shard in range(3):
        await service.reached(shard)
    await service.lost(1)
    for _ in range(3):
        host.pass_time(HOUR)
        await service.tick()
    assert await last_beat(sqlite_store) == EVENING + 3 * HOUR
    await service.reached(1)
    for shard in range(3):
        await service.lost(shard)
    host.pass_time(2 * HOUR)
    await service.tick()

    await service.reached(2)

    assert await known(sqlite_store) == (Outage(EVENING + 3 * HOUR, EVENING + 5 * HOUR),)


def test_the_stopwatch_only_goes_forward() -> None:
    first = stopwatch()
    assert 0 <= stopwatch() - first < 60
