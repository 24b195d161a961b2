"""What is sent, where it goes, and what closed direct messages lead to."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.delivery import DeliveryState, Destination, Reason
from bot.domain.nudges import Brief
from bot.domain.outcomes import Failure
from bot.domain.tasks import TaskState
from bot.services.nudges import NudgeStatus
from bot.store.transaction import Store
from bot.ui.message import Message
from tests.delivery.house import DM, DUE, House
from tests.delivery.world import ADA, GUILD, NUDGE_CHANNEL, HandClock, open_channel, plain


async def test_a_nudge_is_sent_to_the_stored_channel_in_one_request(store: Store) -> None:
    house = House(store, HandClock(DUE - timedelta(hours=1)))
    await house.nudge()
    assert await house.tick() == 0
    house.clock.moment = DUE
    assert await house.tick() == 1
    assert await house.tick() == 0
    (post,) = house.discord.posts
    assert (post.channel_id, post.mention, house.discord.requests) == (DM, None, ["send"])
    assert await house.last() == (DeliveryState.SENT, None)
    assert (await house.all())[0].message_id == post.id


async def test_without_a_stored_channel_the_direct_message_is_opened_once(house: House) -> None:
    await house.nudge(dm=None)
    await house.day()
    await house.day()
    assert house.discord.requests == ["open", "send", "send"]
    assert [post.channel_id for post in house.discord.posts] == [DM, DM]


async def test_a_channel_nudge_mentions_its_member_and_nobody_else(house: House) -> None:
    await open_channel(house.store, house.clock)
    await house.nudge(Destination.CHANNEL)
    await house.day()
    assert [(post.channel_id, post.mention) for post in house.discord.posts] == [(NUDGE_CHANNEL, ADA)]


async def test_a_channel_nudge_without_a_channel_is_recorded(house: House) -> None:
    await house.nudge(Destination.CHANNEL)
    await house.day()
    assert house.discord.requests == []
    assert await house.last() == (DeliveryState.DEAD, Reason.NO_CHANNEL)


async def test_who_is_done_gets_no_nag(house: House) -> None:
    await house.nudge()
    house.days.tasks = (TaskState.DONE,)
    await house.day()
    assert house.discord.requests == []
    assert await house.last() == (DeliveryState.DROPPED, Reason.ALL_DONE)


async def test_what_is_done_between_two_tries_counts(house: House) -> None:
    await house.nudge()
    house.discord.before = [Failure(503)]
    await house.day()
    house.days.tasks = (TaskState.DONE,)
    house.clock.pass_time(timedelta(seconds=30))
    await house.tick()
    assert await house.last() == (DeliveryState.DROPPED, Reason.ALL_DONE)
    assert house.discord.posts == []


async def test_a_nudge_that_is_two_hours_late_is_dropped_and_recorded(house: House) -> None:
    await house.nudge()
    house.clock.moment = DUE + timedelta(hours=2, seconds=1)
    await house.tick()
    assert house.discord.requests == []
    assert await house.last() == (DeliveryState.DROPPED, Reason.TOO_LATE)


async def test_a_nudge_just_within_two_hours_is_sent(house: House) -> None:
    await house.nudge()
    house.clock.moment = DUE + timedelta(hours=2)
    await house.tick()
    assert await house.last() == (DeliveryState.SENT, None)


async def test_closed_messages_are_never_a_silent_end(house: House) -> None:
    await house.nudge()
    house.discord.closed = {DM}
    for closed_so_far in (1, 2):
        await house.day()
        assert await house.last() == (DeliveryState.DEAD, Reason.DM_CLOSED)
        assert (await house.shown()).status is NudgeStatus.ON, closed_so_far
    await house.day()
    shown = await house.shown()
    assert (shown.status, shown.next_due_at, shown.dm_closed) == (NudgeStatus.DM_CLOSED, None, True)
    assert shown.last is not None
    assert shown.last.reason is Reason.DM_CLOSED


async def test_one_message_that_arrives_starts_the_count_again(house: House) -> None:
    await house.nudge()
    for closed in (True, True, False, True, True):
        house.discord.closed = {DM} if closed else set()
        await house.day()
    assert (await house.shown()).status is NudgeStatus.ON


async def test_switching_it_on_again_gives_direct_messages_a_new_chance(house: House) -> None:
    await house.nudge()
    house.discord.closed = {DM}
    for _ in range(3):
        await house.day()
    house.discord.closed = set()
    shown = await house.nudges.set(GUILD, ADA, 9 * 60, Destination.DM, DM)
    assert (shown.status, shown.dm_closed) == (NudgeStatus.ON, False)
    await house.day()
    assert await house.last() == (DeliveryState.SENT, None)


async def test_closed_messages_fall_back_to_the_channel_if_that_is_allowed(house: House) -> None:
    await open_channel(house.store, house.clock)
    await house.nudge(Destination.DM_OR_CHANNEL)
    house.discord.closed = {DM}
    briefs: list[Brief] = []
    house.dispatcher = house.dispatch(render=_keep(briefs))
    for _ in range(4):
        await house.day()
    assert [(post.channel_id, post.mention) for post in house.discord.posts] == [(NUDGE_CHANNEL, ADA)] * 4
    assert [brief.fallback for brief in briefs if brief.in_channel] == [Reason.DM_CLOSED] * 4
    assert house.discord.requests == ["send", "send"] * 3 + ["send"]
    assert (await house.shown()).status is NudgeStatus.ON
    assert await house.last() == (DeliveryState.SENT, Reason.DM_CLOSED)


def _keep(briefs: list[Brief]) -> Callable[[Brief], Message]:
    def render(brief: Brief) -> Message:
        briefs.append(brief)
        return plain(brief)

    return render


async def test_a_hundred_nudges_leave_no_faster_than_direct_messages_may(house: House) -> None:
    for user_id in range(1, 101):
        await house.nudge(user_id=user_id, dm=100 + user_id)
    house.clock.moment = DUE
    await house.outbox.tick(DUE)
    house.clock.moment = DUE + timedelta(minutes=3)
    await house.dispatcher.drain()
    assert len({post.channel_id for post in house.discord.posts}) == 100
    took = house.discord.posts[-1].at - house.discord.posts[0].at
    assert took.total_seconds() == pytest.approx(95 / 20, abs=0.001)


async def test_two_drains_at_once_send_once(house: House) -> None:
    await house.nudge()
    house.clock.moment = DUE
    await house.outbox.tick(DUE)
    handled = await asyncio.gather(house.dispatcher.drain(), house.dispatcher.drain())
    assert sorted(handled) == [0, 1]
    assert len(house.discord.posts) == 1
