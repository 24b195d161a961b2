"""A graceful end: what is on its way arrives, the rest goes back."""

import asyncio
from collections.abc import Collection
from datetime import timedelta

from bot.delivery.dispatcher import Dispatcher
from bot.domain.delivery import DeliveryState, Destination
from bot.ui.message import Message
from tests.delivery.house import DUE, House
from tests.delivery.world import HandClock, ToyDiscord, open_channel


class Stuck(ToyDiscord):
    """A Discord that lets the message through only when told to."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.reached = asyncio.Event()
        self.go = asyncio.Event()

    async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
        self.reached.set()
        await self.go.wait()
        return await super().send(channel_id, message, nonce, mentions)


async def closing(house: House, discord: Stuck) -> tuple[Dispatcher, asyncio.Task[int]]:
    """A dispatcher in the middle of sending the first of two messages for one channel."""
    await open_channel(house.store, house.clock)
    for user_id in (1, 2):
        await house.nudge(Destination.CHANNEL, user_id, dm=None)
    house.clock.moment = DUE
    await house.outbox.tick(DUE)
    dispatcher = house.dispatch(discord=discord)
    drain = asyncio.create_task(dispatcher.drain())
    await discord.reached.wait()
    return dispatcher, drain


async def test_closing_lets_a_message_arrive_and_puts_the_others_back(house: House) -> None:
    discord = Stuck(house.clock)
    dispatcher, drain = await closing(house, discord)
    close = asyncio.create_task(dispatcher.close())
    await asyncio.sleep(0)
    discord.go.set()
    await close
    await drain
    newest, oldest = await house.all()
    assert (oldest.state, newest.state) == (DeliveryState.SENT, DeliveryState.QUEUED)
    claim = await house.only()
    assert (claim.id, claim.unsure_since) == (newest.id, None)
    assert await dispatcher.drain() == 0


async def test_a_message_that_hangs_is_put_back_in_doubt_when_time_is_up(house: House) -> None:
    discord = Stuck(house.clock)
    dispatcher, drain = await closing(house, discord)
    await dispatcher.close(timedelta(0))
    assert await drain == 2
    assert [each.state for each in await house.all()] == [DeliveryState.QUEUED] * 2
    first, second = await house.outbox.next_batch(house.clock.now())
    assert (first.unsure_since, second.unsure_since) == (DUE, None)
