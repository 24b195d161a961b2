"""Several processes send together no faster than Discord allows one bot."""

import asyncio
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.delivery.dispatcher import SHARE_EVERY
from bot.delivery.pacing import BURST, DIRECT_RATE, Pacer
from bot.services.deliveries import LIVING, SEND_BATCH
from bot.store.engine import open_store
from bot.store.transaction import Store
from bot.store.vault import SENTINEL
from bot.ui.message import Message
from tests.delivery.house import DUE, House
from tests.delivery.world import HandClock, ToyDiscord
from tests.keys import VAULT

PEOPLE = range(1, 41)


@dataclass
class Timing(ToyDiscord):
    """Notes when each message really left."""

    left: list[float] = field(default_factory=list[float])

    async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
        self.left.append(time.monotonic())
        return await super().send(channel_id, message, nonce, mentions)


async def opened(url: str, owner: str, clock: HandClock) -> House:
    return House(await open_store(url, vault=VAULT), clock, owner)


async def test_on_sqlite_one_process_has_all_and_writes_nothing(sqlite_store: Store) -> None:
    house = House(sqlite_store, HandClock(DUE))
    await house.tick()
    assert await house.outbox.share(DUE) == 1
    async with sqlite_store.read() as tx:
        kept = (await tx.exec_driver_sql("SELECT key FROM app_state")).scalars().all()
    assert kept == [SENTINEL]


async def test_on_postgresql_the_living_are_counted_and_the_dead_forgotten(postgres_url: str) -> None:
    clock = HandClock(DUE)
    one, two = await opened(postgres_url, "one", clock), await opened(postgres_url, "two", clock)
    try:
        assert [await house.outbox.share(clock.now()) for house in (one, two, one)] == [1, 2, 2]
        clock.pass_time(LIVING / 2)
        assert await one.outbox.share(clock.now()) == 2
        clock.pass_time(LIVING / 2)
        assert await one.outbox.share(clock.now()) == 1
        assert await two.outbox.share(clock.now()) == 2
        await one.dispatcher.close()
        assert await two.outbox.share(clock.now()) == 1
    finally:
        await one.store.close()
        await two.store.close()


async def test_each_holds_only_its_share(postgres_url: str) -> None:
    clock = HandClock(DUE - timedelta(hours=1))
    houses = [await opened(postgres_url, f"process {number}", clock) for number in range(3)]
    for user_id in PEOPLE:
        await houses[0].nudge(user_id=user_id, dm=100 + user_id)
    clock.moment = DUE + timedelta(minutes=10)
    await houses[0].outbox.tick(clock.now())
    for house in (*houses, *houses):
        await house.outbox.share(clock.now())
    held = [len(await house.outbox.next_batch(clock.now())) for house in houses]
    assert held == [SEND_BATCH // 3, SEND_BATCH // 3, len(PEOPLE) - 2 * (SEND_BATCH // 3)]
    for house in houses:
        await house.store.close()


async def test_two_dispatchers_together_keep_to_the_rate_of_one(postgres_url: str) -> None:
    clock = HandClock(DUE - timedelta(hours=1))
    houses = [await opened(postgres_url, owner, clock) for owner in ("one", "two")]
    for user_id in PEOPLE:
        await houses[0].nudge(user_id=user_id, dm=100 + user_id)
    discords = [Timing(clock), Timing(clock)]
    senders = [
        house.dispatch(discord=discord, pacer=Pacer())
        for house, discord in zip(houses, discords, strict=True)
    ]
    for sender in (*senders, *senders):
        # As the ticks before nine do: everybody knows how many there are.
        await sender.drain()
        clock.pass_time(SHARE_EVERY)
    clock.moment = DUE + timedelta(minutes=4)
    for house in houses:
        await house.outbox.share(clock.now())
    await houses[0].outbox.tick(clock.now())
    await asyncio.gather(*(sender.drain() for sender in senders))
    left = sorted(moment for discord in discords for moment in discord.left)
    assert len(left) == len(PEOPLE)
    assert all(discord.left for discord in discords)
    # A slow machine only makes it longer; two that each kept the whole rate would need 0.9 s.
    assert left[-1] - left[0] > 0.7 * (len(PEOPLE) - BURST) / DIRECT_RATE
    for house in houses:
        await house.store.close()


@pytest.mark.parametrize("processes", [1, 2, 3, 5, 10])
async def test_shares_add_up_to_no_more_than_discord_takes(processes: int) -> None:
    moments: list[float] = []
    for _ in range(processes):
        clock = HandClock(DUE)
        pacer = Pacer(clock.monotonic, clock.sleep)
        pacer.share(processes)
        for _ in range(150 // processes):
            await pacer.request()
            moments.append(clock.monotonic())
    moments.sort()
    windows = zip(moments, moments[50:], strict=False)
    assert all(last - first >= 1 - 1e-5 for first, last in windows)


async def test_a_share_that_changes_keeps_the_turns_that_are_booked() -> None:
    clock = HandClock(DUE)
    pacer = Pacer(clock.monotonic, clock.sleep)
    for _ in range(BURST):
        await pacer.request()
    assert clock.now() == DUE
    pacer.share(9)
    started = clock.monotonic()
    for _ in range(10):
        await pacer.request()
    assert clock.monotonic() - started == pytest.approx(2, abs=0.3)
