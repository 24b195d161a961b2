"""Servers that remove the bot: silence at once, a while to come back, and then nothing of them is left."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import DeliveryKind, Destination, Reason
from bot.domain.tombstones import Scope
from bot.services.deliveries import DeliveryService
from bot.services.departures import SNOWFLAKE_TIME, DepartureService
from bot.store import delivery_log, departures, erasure, schedules, tombstones
from bot.store.transaction import Store, Tx
from tests.delivery.world import ADA, GUILD, HandClock, enrol, open_channel, utc
from tests.services.erasure_house import ErasureHouse
from tests.store.two_people import Person, everything, settle

NOON = utc("2026-06-01 10:00")
KEPT = timedelta(days=30)
OTHER = GUILD + 1


class Place(ErasureHouse):
    """Two servers with a member each; the first has a channel."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.watch = DepartureService(self.store, self.clock, self.erasure, KEPT)

    async def settle_in(self) -> "Place":
        clock = HandClock(NOON - timedelta(days=1))
        await open_channel(self.store, clock)
        for guild_id in (GUILD, OTHER):
            await enrol(self.store, clock, guild_id=guild_id)
        return self

    async def away(self) -> tuple[int, ...]:
        """The servers that are known to have removed the bot."""
        async with self.store.read() as tx:
            return await departures.left_before(tx)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


@pytest.fixture
async def place(store: Store, clock: HandClock, tmp_path: Path) -> Place:
    return await Place(store, clock, tmp_path).settle_in()


async def test_nothing_is_sent_to_a_server_that_was_left_until_it_comes_back(
    place: Place, clock: HandClock
) -> None:
    outbox = DeliveryService(place.store, "one")
    async with place.store.write() as tx:
        for guild_id in (GUILD, OTHER):
            for ref, at in (("now", NOON), ("later", NOON + timedelta(hours=1))):
                owed = tx, guild_id, None, DeliveryKind.ROUND, at, at + timedelta(days=1)
                await schedules.put_once(*owed, Destination.CHANNEL, NOON, ref=ref, channel_id=9)
    await outbox.tick(NOON)

    await place.watch.left(GUILD)

    assert [claim.guild_id for claim in await outbox.next_batch(NOON)] == [OTHER]
    clock.pass_time(timedelta(hours=1))
    await outbox.tick(clock.now())
    assert {claim.guild_id for claim in await outbox.next_batch(clock.now())} == {OTHER}
    async with place.store.read() as tx:
        dropped = await delivery_log.of_guild(tx, GUILD, 10, None)
    assert [each.reason for each in dropped] == [Reason.GONE] * 2

    await place.watch.here(GUILD)
    async with place.store.write() as tx:
        owed = tx, GUILD, None, DeliveryKind.ROUND, clock.now(), clock.now() + timedelta(days=1)
        await schedules.put_once(*owed, Destination.CHANNEL, NOON, ref="again", channel_id=9)
    await outbox.tick(clock.now())
    assert [claim.ref for claim in await outbox.next_batch(clock.now())] == ["again"]


async def test_what_was_missed_while_offline_is_seen_for_the_shards_of_this_process(
    small_place: Place,
) -> None:
    place, clock = small_place, HandClock(NOON - timedelta(days=1))
    first, second = (7 << SNOWFLAKE_TIME) + 2, (8 << SNOWFLAKE_TIME) + 2
    for guild_id in (first, second):
        await enrol(place.store, clock, guild_id=guild_id)

    await place.watch.compare([GUILD, OTHER, second], shard_id=0, shard_count=2)
    assert await place.away() == ()
    await place.watch.compare([], shard_id=1, shard_count=2)
    assert await place.away() == (first,)
    await place.watch.compare([GUILD], shard_id=0, shard_count=1)
    assert await place.away() == (OTHER, first, second)
    await place.watch.compare([first, GUILD], shard_id=0, shard_count=1)
    assert await place.away() == (OTHER, second)
    await place.watch.here(OTHER, second)
    assert await place.away() == ()


@pytest.fixture
async def small_place(sqlite_store: Store, clock: HandClock, tmp_path: Path) -> Place:
    return await Place(sqlite_store, clock, tmp_path).settle_in()


async def test_the_time_runs_from_the_first_news_and_a_stranger_starts_none(
    small_place: Place, clock: HandClock
) -> None:
    await small_place.watch.left(12345)
    await small_place.watch.left(OTHER)
    clock.pass_time(timedelta(days=20))
    await small_place.watch.left(OTHER)
    await small_place.watch.compare([GUILD], shard_id=0, shard_count=1)
    assert await small_place.away() == (OTHER,)
    clock.pass_time(timedelta(days=10))
    assert await small_place.watch.purge() == 1


async def test_after_the_while_nothing_of_it_is_left_and_everything_of_others_is(
    store: Store, clock: HandClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = Place(store, clock, tmp_path)
    ours, theirs = Person(71, 5_000), Person(81, 6_000)
    async with store.write() as tx:
        await settle(tx, ours, Person(72, 5_000))
        await settle(tx, theirs, Person(82, 6_000))
        before = await everything(tx)
    await place.watch.left(5_000)
    clock.pass_time(KEPT - timedelta(seconds=1))
    assert await place.watch.purge() == 0
    clock.pass_time(timedelta(seconds=1))

    with caplog.at_level("INFO"):
        assert await place.watch.purge() == 1

    assert "erasure.guild" in caplog.text

    async with store.read() as tx:
        after = await everything(tx)
        assert set(await departures.known(tx)) == {6_000}
    [stone] = after.pop("tombstone")
    assert stone["scope"] == Scope.GUILD.value
    assert [stone.scope for stone in place.file.read().stones] == [Scope.GUILD]
    for table, rows in after.items():
        assert [row for row in before[table] if row in rows] == rows
        assert "5000" not in str([list(row.values()) for row in rows if "key" not in row])
    assert await place.watch.purge() == 0


async def test_who_is_invited_back_in_time_keeps_everything(small_place: Place, clock: HandClock) -> None:
    await small_place.watch.left(GUILD)
    clock.pass_time(timedelta(days=29))
    await small_place.watch.here(GUILD)
    clock.pass_time(timedelta(days=29))
    assert await small_place.watch.purge() == 0
    assert await small_place.is_there(ADA)


async def test_a_server_that_was_erased_stays_so_in_an_older_copy_but_may_begin_anew(
    small_place: Place, clock: HandClock
) -> None:
    async with small_place.store.write() as tx:
        erased_at = NOON - timedelta(hours=1)
        await tombstones.put(tx, [tombstones.stone(tx, Scope.GUILD, f"guild:{GUILD}", erased_at)])
    assert await small_place.erasure.again() == 1
    assert not await small_place.is_there(ADA)
    assert await small_place.is_there(ADA, OTHER)
    await open_channel(small_place.store, clock)
    await enrol(small_place.store, clock)
    assert await small_place.erasure.again() == 0
    assert await small_place.is_there(ADA)


async def _never(tx: object) -> bool:
    return False


async def test_an_invitation_stops_an_erasure_only_before_it_has_begun(
    small_place: Place, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = small_place
    assert await place.erasure.purge(GUILD, _never) == 0
    assert place.file.read().stones == ()
    assert await place.is_there(ADA)
    await place.watch.left(GUILD)
    clock.pass_time(KEPT)
    steps, purge = iter([1]), erasure.erase_some_of_guild

    async def broken_off(tx: Tx, guild_id: int, most: int) -> int:
        """The power goes after one row."""
        return await purge(tx, guild_id, next(steps))

    monkeypatch.setattr(erasure, "erase_some_of_guild", broken_off)
    with pytest.raises(RuntimeError):
        await place.watch.purge()
    monkeypatch.undo()
    await place.watch.here(GUILD)
    assert await place.is_there(ADA)

    assert await place.watch.purge() == 1

    assert not await place.is_there(ADA)
    clock.pass_time(timedelta(seconds=1))
    await open_channel(place.store, clock)
    await enrol(place.store, clock)
    assert await place.watch.purge() == 0
    assert await place.erasure.again() == 0
    assert await place.is_there(ADA)
