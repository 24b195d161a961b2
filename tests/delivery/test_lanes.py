"""Ways to people move on their own: a slow one holds up nobody else, and keeps its order."""

import asyncio
from collections.abc import Collection
from datetime import timedelta

import pytest

from bot.domain.delivery import DeliveryState, Destination
from bot.services.deliveries import SEND_BATCH
from bot.ui.message import Message
from tests.delivery.house import DUE, House
from tests.delivery.world import NUDGE_CHANNEL, HandClock, ToyDiscord, open_channel

MANY = SEND_BATCH * 2 + 5
SPREAD_OVER = DUE + timedelta(minutes=4)


class Slow(ToyDiscord):
    """Takes no message in one channel until it is told to; `served` is set with the last one elsewhere."""

    def __init__(self, clock: HandClock, channel_id: int) -> None:
        super().__init__(clock)
        self.slow = channel_id
        self.go, self.served, self.reached = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.waiting = self.most = 0

    async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
        if channel_id == self.slow:
            self.reached.set()
            self.waiting += 1
            self.most = max(self.most, self.waiting)
            await self.go.wait()
            self.waiting -= 1
        if len(self.posts) == MANY - 4:
            self.served.set()
        return await super().send(channel_id, message, nonce, mentions)


async def crowd(house: House, where: Destination, people: range) -> None:
    for user_id in people:
        await house.nudge(where, user_id, dm=100 + user_id if where is Destination.DM else None)


async def states(house: House) -> list[DeliveryState]:
    return [each.state for each in (await house.outbox.of_guild(1000, 500)).deliveries]


async def test_a_channel_that_takes_long_does_not_hold_up_what_is_due_elsewhere(house: House) -> None:
    await open_channel(house.store, house.clock)
    await crowd(house, Destination.CHANNEL, range(1, 3))
    await crowd(house, Destination.DM, range(3, MANY))
    discord = Slow(house.clock, NUDGE_CHANNEL)
    house.dispatcher = house.dispatch(discord=discord)
    house.clock.moment = SPREAD_OVER
    draining = asyncio.create_task(house.tick())
    async with asyncio.timeout(10):
        await discord.served.wait()
    assert (discord.waiting, discord.requests.count("send")) == (1, MANY - 3)
    discord.go.set()
    assert await draining == MANY - 1
    assert discord.most == 1
    assert set(await states(house)) == {DeliveryState.SENT}


async def test_a_channel_keeps_its_order_over_everything_that_is_taken_for_it(house: House) -> None:
    await open_channel(house.store, house.clock)
    await crowd(house, Destination.CHANNEL, range(1, MANY))
    house.clock.moment = DUE
    await house.outbox.tick(DUE)
    house.clock.moment = SPREAD_OVER
    await house.tick()
    owed = (await house.outbox.of_guild(1000, 500)).deliveries
    by_time = sorted(owed, key=lambda each: each.message_id or 0)
    assert [each.user_id for each in by_time] == [post.mention for post in house.discord.posts]
    assert len(by_time) == MANY - 1


async def test_no_more_than_one_batch_is_in_hand(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    in_hand: list[int] = []
    next_batch = house.outbox.next_batch

    async def noted(now: object, held: int = 0) -> object:
        batch = await next_batch(house.clock.now(), held)
        in_hand.append(held + len(batch))
        return batch

    monkeypatch.setattr(house.outbox, "next_batch", noted)
    await crowd(house, Destination.DM, range(1, MANY))
    house.clock.moment = SPREAD_OVER
    assert await house.tick() == MANY - 1
    assert max(in_hand) == SEND_BATCH
    assert in_hand[-1] == 0
    assert sum(1 for count in in_hand if count == SEND_BATCH) > 1


async def test_a_drain_that_is_cut_off_leaves_nothing_running_behind(house: House) -> None:
    await open_channel(house.store, house.clock)
    await crowd(house, Destination.CHANNEL, range(1, 3))
    discord = Slow(house.clock, NUDGE_CHANNEL)
    dispatcher = house.dispatch(discord=discord)
    house.clock.moment = SPREAD_OVER
    await house.outbox.tick(SPREAD_OVER)
    before = asyncio.all_tasks()
    draining = asyncio.create_task(dispatcher.drain())
    async with asyncio.timeout(10):
        await discord.reached.wait()
    draining.cancel()
    with pytest.raises(asyncio.CancelledError):
        await draining
    assert asyncio.all_tasks() == before
    assert discord.posts == []
