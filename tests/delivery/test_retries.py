"""Failures on the way: tried again, looked for, given up, and never sent twice."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from bot.delivery.messenger import SendFailed
from bot.delivery.outbox import way_of
from bot.domain.delivery import DeliveryState, Destination, Reason, nonce_of
from bot.domain.nudges import Brief
from bot.domain.outcomes import Failure
from bot.domain.tasks import Today
from bot.ui.message import Message
from tests.delivery.house import DUE, House
from tests.delivery.world import Days, ToyDiscord, nudge_service, open_channel, plain


async def test_a_lost_answer_is_tried_again_with_the_same_nonce(house: House) -> None:
    await house.nudge()
    house.discord.after = [Failure(None)]
    await house.day()
    assert (await house.all())[0].state is DeliveryState.QUEUED
    house.clock.pass_time(timedelta(seconds=10))
    await house.tick()
    assert house.discord.requests == ["send", "send"]
    assert len(house.discord.posts) == 1
    assert await house.last() == (DeliveryState.SENT, None)


async def test_long_after_a_lost_answer_the_channel_is_searched_first(house: House) -> None:
    await house.nudge()
    house.discord.after = [Failure(None)]
    await house.day()
    house.clock.pass_time(timedelta(minutes=30))
    await house.tick()
    assert house.discord.requests == ["send", "find"]
    assert len(house.discord.posts) == 1
    assert (await house.all())[0].message_id == house.discord.posts[0].id


async def test_a_try_that_left_nothing_behind_is_repeated_after_the_search(house: House) -> None:
    await house.nudge()
    house.discord.before = [Failure(502)]
    await house.day()
    house.clock.pass_time(timedelta(minutes=30))
    await house.tick()
    assert house.discord.requests == ["send", "find", "send"]
    assert await house.last() == (DeliveryState.SENT, None)


async def test_even_past_its_time_one_looks_before_it_is_called_dropped(house: House) -> None:
    await house.nudge()
    house.discord.after = [Failure(None)]
    await house.day()
    house.clock.pass_time(timedelta(hours=5))
    await house.tick()
    assert await house.last() == (DeliveryState.SENT, None)
    assert len(house.discord.posts) == 1


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Failure(403, 50001), (DeliveryState.DROPPED, Reason.UNSURE)),
        (Failure(403, 50013), (DeliveryState.DROPPED, Reason.UNSURE)),
        (Failure(503), (DeliveryState.QUEUED, None)),
    ],
)
async def test_where_nobody_can_look_a_nudge_is_sent_at_most_once(
    house: House, failure: Failure, expected: tuple[DeliveryState, Reason | None]
) -> None:
    await house.nudge()
    house.discord.after = [Failure(None)]
    await house.day()
    house.discord.unreadable = failure
    house.clock.pass_time(timedelta(minutes=30))
    await house.tick()
    assert await house.last() == expected
    assert len(house.discord.posts) == 1


async def test_a_forgotten_direct_message_is_opened_again_once(house: House) -> None:
    await house.nudge()
    house.discord.before = [Failure(404, 10003)]
    await house.day()
    assert house.discord.requests == ["send", "open", "send"]
    house.discord.before = [Failure(404, 10003), Failure(404, 10003)]
    await house.day()
    assert await house.last() == (DeliveryState.DEAD, Reason.GONE)


async def test_a_rate_limit_puts_the_delivery_back_for_as_long_as_asked(house: House) -> None:
    await house.nudge()
    house.discord.before = [Failure(429, retry_after=90)]
    await house.day()
    house.clock.pass_time(timedelta(seconds=80))
    assert await house.tick() == 0
    house.clock.pass_time(timedelta(seconds=10))
    await house.tick()
    assert house.discord.requests == ["send", "send"]
    assert await house.last() == (DeliveryState.SENT, None)


@pytest.mark.parametrize("failure", [Failure(401), Failure(429)])
async def test_when_the_bot_itself_is_turned_away_nobody_tries_for_ten_minutes(
    house: House, failure: Failure
) -> None:
    for user_id in range(1, 8):
        await house.nudge(user_id=user_id, dm=100 + user_id)
    house.discord.before = [failure] * 7
    await house.day()
    house.clock.pass_time(timedelta(seconds=10))
    await house.tick()
    tried = len(house.discord.requests)
    house.clock.pass_time(timedelta(minutes=9))
    await house.tick()
    assert len(house.discord.requests) == tried
    house.discord.before.clear()
    house.clock.pass_time(timedelta(minutes=2))
    await house.tick()
    assert len(house.discord.posts) == 7


async def test_opening_too_fast_stops_openings_but_not_other_messages(house: House) -> None:
    class Hasty(ToyDiscord):
        async def open_dm(self, user_id: int) -> int:
            channel_id = await super().open_dm(user_id)
            if len(self.requests) == 1:
                raise SendFailed(Failure(403, 40003))
            return channel_id

    discord = Hasty(house.clock)
    house.dispatcher = house.dispatch(discord=discord)
    await house.nudge(user_id=1, dm=None)
    await house.day()
    assert discord.requests == ["open"]
    for user_id, dm in ((2, None), (3, 103)):
        await house.nudge(user_id=user_id, dm=dm, minute=9 * 60 + 5)
    await house.day()
    assert discord.requests == ["open", "send"]
    house.clock.pass_time(timedelta(minutes=5))
    await house.tick()
    assert sorted(post.channel_id for post in discord.posts) == [101, 102, 103]


async def test_one_channel_keeps_its_order_and_meets_a_wall_once(house: House) -> None:
    await open_channel(house.store, house.clock)
    for user_id in (1, 2, 3):
        await house.nudge(Destination.CHANNEL, user_id, dm=None)
    house.discord.before = [Failure(503)]
    await house.day()
    assert house.discord.requests == ["send"]
    house.clock.pass_time(timedelta(seconds=10))
    await house.tick()
    assert [post.mention for post in house.discord.posts] == [1, 2, 3]


async def test_a_forbidden_channel_costs_one_refusal_and_every_nudge_says_so(house: House) -> None:
    await open_channel(house.store, house.clock)
    for user_id in (1, 2, 3):
        await house.nudge(Destination.CHANNEL, user_id, dm=None)
    house.discord.before = [Failure(403, 50013)]
    await house.day()
    assert house.discord.requests == ["send"]
    assert {(each.state, each.reason) for each in await house.all()} == {
        (DeliveryState.DEAD, Reason.FORBIDDEN)
    }


async def test_a_broken_panel_is_tried_again_and_does_not_hold_up_others(house: House) -> None:
    def fragile(brief: Brief) -> Message:
        if brief.today.user_id == 1 and not house.discord.posts:
            message = "a bug in the panel"
            raise RuntimeError(message)
        return plain(brief)

    house.dispatcher = house.dispatch(render=fragile)
    await house.nudge(user_id=1, dm=101)
    await house.nudge(user_id=2, dm=102)
    await house.day()
    assert [post.channel_id for post in house.discord.posts] == [102]
    house.clock.pass_time(timedelta(seconds=10))
    await house.tick()
    assert [post.channel_id for post in house.discord.posts] == [102, 101]


async def test_a_sender_whose_lease_ran_out_keeps_silent(house: House) -> None:
    class Sleepy(Days):
        """The panel takes longer than the lease, e.g. because the machine was suspended."""

        async def today(self, guild_id: int, user_id: int) -> Today:
            house.clock.pass_time(timedelta(minutes=3))
            return await super().today(guild_id, user_id)

    await house.nudge()
    nudges = nudge_service(house.store, house.clock, Sleepy(house.clock))
    sleepy = house.dispatch(nudges=nudges)
    house.clock.moment = DUE
    await house.outbox.tick(DUE)
    (claim,) = await house.outbox.next_batch(DUE)
    await sleepy._send_in_order(way_of(claim), [claim])
    assert house.discord.requests == []
    await house.tick()
    assert len(house.discord.posts) == 1


async def test_every_try_carries_the_nonce_of_its_delivery(house: House) -> None:
    nonces: list[str] = []

    class Noting(ToyDiscord):
        async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
            nonces.append(nonce)
            return await super().send(channel_id, message, nonce, mentions)

    discord = Noting(house.clock, before=[Failure(503), Failure(None)])
    house.dispatcher = house.dispatch(discord=discord)
    await house.nudge()
    await house.day()
    for _ in range(2):
        house.clock.pass_time(timedelta(seconds=20))
        await house.tick()
    assert nonces == [nonce_of((await house.all())[0].id)] * 3
