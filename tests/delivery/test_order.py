"""One message at a time for each channel and person, the oldest first; a wall stops only those behind it."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from bot.delivery.halts import Halts
from bot.delivery.messenger import SendFailed
from bot.delivery.refusals import Refusals
from bot.domain.delivery import DeliveryState, Destination
from bot.domain.nudges import Brief
from bot.domain.outcomes import Failure, Halt
from bot.ui.message import Message
from tests.delivery.house import DM, DUE, House
from tests.delivery.world import HandClock, ToyDiscord, open_channel, plain

SECOND = timedelta(seconds=1)


class Watched(ToyDiscord):
    """Notices when two messages for one channel are on their way at once."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.under_way: set[int] = set()
        self.overlaps = 0

    async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
        self.overlaps += channel_id in self.under_way
        self.under_way.add(channel_id)
        await self.clock.sleep(0.1)
        try:
            return await super().send(channel_id, message, nonce, mentions)
        finally:
            self.under_way.discard(channel_id)


async def test_a_channel_gets_its_messages_one_by_one_the_oldest_first(house: House) -> None:
    await open_channel(house.store, house.clock)
    discord = Watched(house.clock)
    house.dispatcher = house.dispatch(discord=discord)
    for user_id in range(1, 31):
        await house.nudge(Destination.CHANNEL, user_id, dm=None)
    house.clock.moment = DUE
    await house.outbox.tick(DUE)
    # By now the spread is over and all thirty come in one batch.
    house.clock.moment = DUE + timedelta(minutes=3)
    await house.tick()
    assert [post.mention for post in discord.posts] == list(range(1, 31))
    assert discord.overlaps == 0


async def test_one_that_has_to_wait_is_not_overtaken_by_what_falls_due_later(house: House) -> None:
    await open_channel(house.store, house.clock)
    await house.nudge(Destination.CHANNEL, 1, dm=None)
    await house.nudge(Destination.CHANNEL, 2, dm=None, minute=9 * 60 + 1)
    house.discord.before = [Failure(503)] * 4
    while house.clock.now() < DUE + 60 * SECOND:
        await house.day()
    assert [each.state for each in await house.all()] == [DeliveryState.QUEUED] * 2
    assert house.discord.requests.count("send") == 4
    await house.day()
    assert [post.mention for post in house.discord.posts] == [1, 2]


async def test_one_that_only_we_cannot_draw_lets_the_others_of_its_channel_pass(house: House) -> None:
    def fragile(brief: Brief) -> Message:
        if brief.today.user_id == 1:
            message = "a bug in the panel"
            raise RuntimeError(message)
        return plain(brief)

    await open_channel(house.store, house.clock)
    house.dispatcher = house.dispatch(render=fragile)
    for user_id in (1, 2, 3):
        await house.nudge(Destination.CHANNEL, user_id, dm=None)
    await house.day()
    assert [post.mention for post in house.discord.posts] == [2, 3]


async def test_a_wall_in_one_channel_is_none_in_another(house: House) -> None:
    class Broken(ToyDiscord):
        async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
            if channel_id == DM:
                raise SendFailed(Failure(503))
            return await super().send(channel_id, message, nonce, mentions)

    discord = Broken(house.clock)
    house.dispatcher = house.dispatch(discord=discord)
    await house.nudge()
    await house.nudge(user_id=2, dm=102)
    await house.day()
    assert [post.channel_id for post in discord.posts] == [102]


async def test_a_ban_of_the_host_is_waited_out_as_long_as_its_page_says(house: House) -> None:
    class Banned(ToyDiscord):
        async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
            if house.clock.now() < DUE + timedelta(minutes=30):
                self.requests.append("banned")
                raise SendFailed(Failure(429), ban=timedelta(minutes=30))
            return await super().send(channel_id, message, nonce, mentions)

    discord = Banned(house.clock)
    house.dispatcher = house.dispatch(discord=discord)
    await house.nudge()
    for minute in range(32):
        house.clock.moment = DUE + timedelta(minutes=minute)
        await house.tick()
    assert discord.requests == ["banned", "send"]


def test_a_pause_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    clock = HandClock(DUE)
    halts = Halts(clock, Refusals(clock.monotonic))
    for _ in range(5):
        halts.put(Halt.ALL, DUE + 60 * SECOND)
    assert caplog.text.count("delivery.paused") == 1
    assert halts.until(Halt.ALL) == DUE + 60 * SECOND
    assert halts.until(Halt.OPENINGS) is None
    clock.pass_time(60 * SECOND)
    assert halts.until(Halt.ALL) is None


def test_the_longest_of_several_pauses_counts_and_what_is_over_is_forgotten() -> None:
    clock = HandClock(DUE)
    halts = Halts(clock, Refusals(clock.monotonic))
    halts.put("one", DUE + 9 * SECOND)
    halts.put("one", DUE + 3 * SECOND)
    assert halts.until("one") == DUE + 9 * SECOND
    clock.pass_time(10 * SECOND)
    halts.put("two", DUE + 20 * SECOND)
    assert halts.until("one") is None
    assert list(halts._ends) == ["two"]
