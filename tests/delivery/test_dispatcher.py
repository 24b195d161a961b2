"""The sender on a real database: what is sent where, and what failures leave behind."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from discord import ui

from bot.delivery.dispatcher import Dispatcher, Renderer
from bot.delivery.messenger import SendFailed
from bot.delivery.pacing import Pacer
from bot.domain.delivery import Claim, Delivery, DeliveryState, Destination, Reason, nonce_of
from bot.domain.nudges import Brief
from bot.domain.outcomes import Failure
from bot.domain.tasks import TaskState, Today
from bot.services.deliveries import DeliveryService
from bot.services.nudges import NudgeService, NudgeShown, NudgeStatus
from bot.store.transaction import Store
from tests.delivery.world import (
    ADA,
    GUILD,
    NUDGE_CHANNEL,
    Days,
    HandClock,
    ToyDiscord,
    enrol,
    nudge_service,
    open_channel,
    plain,
    utc,
)

DUE = utc("2026-06-01 07:00")
DM = 101


class House:
    """One running process over a store."""

    def __init__(self, store: Store, clock: HandClock, owner: str = "one") -> None:
        self.store = store
        self.clock = clock
        self.days = Days(clock)
        self.discord = ToyDiscord(clock)
        self.outbox = DeliveryService(store, owner)
        self.nudges: NudgeService = nudge_service(store, clock, self.days)
        pacer = Pacer(clock.monotonic, clock.sleep)
        self.dispatcher = Dispatcher(self.outbox, self.nudges, self.discord, plain, clock, pacer)

    async def nudge(
        self, where: Destination = Destination.DM, user_id: int = ADA, dm: int | None = DM
    ) -> None:
        """A member with a nudge at nine."""
        await enrol(self.store, self.clock, user_id=user_id)
        await self.nudges.set(GUILD, user_id, 9 * 60, where, dm)

    async def tick(self) -> int:
        """What the bell does."""
        await self.outbox.tick(self.clock.now())
        return await self.dispatcher.drain()

    async def day(self) -> None:
        """Tick at the next nine o'clock."""
        self.clock.moment = (await self.outbox.next_due(self.clock.now())) or self.clock.moment
        await self.tick()

    async def all(self) -> list[Delivery]:
        """Everything ever owed, newest first."""
        return list((await self.outbox.of_guild(GUILD, 100)).deliveries)

    async def last(self) -> tuple[DeliveryState, Reason | None]:
        """What became of the newest one."""
        newest = (await self.all())[0]
        return newest.state, newest.reason

    async def shown(self) -> NudgeShown:
        """The member's own view."""
        shown = await self.nudges.show(GUILD, ADA)
        assert shown is not None
        return shown


@pytest.fixture
async def house(sqlite_store: Store) -> AsyncIterator[House]:
    built = House(sqlite_store, HandClock(DUE - timedelta(hours=1)))
    yield built
    await built.dispatcher.close()


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
    house.dispatcher = Dispatcher(
        house.outbox, house.nudges, house.discord, _keep(briefs), house.clock, _pacer(house)
    )
    for _ in range(4):
        await house.day()
    assert [(post.channel_id, post.mention) for post in house.discord.posts] == [(NUDGE_CHANNEL, ADA)] * 4
    assert [brief.fallback for brief in briefs if brief.in_channel] == [Reason.DM_CLOSED] * 4
    assert house.discord.requests == ["send", "send"] * 3 + ["send"]
    assert (await house.shown()).status is NudgeStatus.ON
    assert await house.last() == (DeliveryState.SENT, Reason.DM_CLOSED)


def _keep(briefs: list[Brief]) -> Renderer:
    def render(brief: Brief) -> ui.LayoutView:
        briefs.append(brief)
        return plain(brief)

    return render


def _pacer(house: House) -> Pacer:
    return Pacer(house.clock.monotonic, house.clock.sleep)


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
            self.requests.append("open")
            raise SendFailed(Failure(403, 40003))

    house.discord = Hasty(house.clock)
    house.dispatcher = Dispatcher(
        house.outbox, house.nudges, house.discord, plain, house.clock, _pacer(house)
    )
    await house.nudge(user_id=1, dm=None)
    await house.day()
    await house.nudge(user_id=2, dm=None)
    await house.nudge(user_id=3, dm=103)
    await house.tick()
    house.clock.pass_time(timedelta(minutes=1))
    await house.tick()
    assert house.discord.requests.count("open") == 1


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
    def fragile(brief: Brief) -> ui.LayoutView:
        if brief.today.user_id == 1 and not house.discord.posts:
            message = "a bug in the panel"
            raise RuntimeError(message)
        return plain(brief)

    house.dispatcher = Dispatcher(
        house.outbox, house.nudges, house.discord, fragile, house.clock, _pacer(house)
    )
    await house.nudge(user_id=1, dm=101)
    await house.nudge(user_id=2, dm=102)
    await house.day()
    assert [post.channel_id for post in house.discord.posts] == [102]
    house.clock.pass_time(timedelta(seconds=10))
    await house.tick()
    assert [post.channel_id for post in house.discord.posts] == [102, 101]


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


async def test_a_sender_whose_lease_ran_out_keeps_silent(house: House) -> None:
    class Sleepy(Days):
        """The panel takes longer than the lease, e.g. because the machine was suspended."""

        async def today(self, guild_id: int, user_id: int) -> Today:
            house.clock.pass_time(timedelta(minutes=3))
            return await super().today(guild_id, user_id)

    await house.nudge()
    nudges = nudge_service(house.store, house.clock, Sleepy(house.clock))
    sleepy = Dispatcher(house.outbox, nudges, house.discord, plain, house.clock, _pacer(house))
    house.clock.moment = DUE
    await house.outbox.tick(DUE)
    (claim,) = await house.outbox.next_batch(DUE)
    await sleepy._send_in_order([claim])
    assert house.discord.requests == []
    await house.tick()
    assert len(house.discord.posts) == 1


class Stuck(ToyDiscord):
    """A Discord that lets the message through only when told to."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.reached = asyncio.Event()
        self.go = asyncio.Event()

    async def send(self, channel_id: int, view: ui.LayoutView, nonce: str, mention: int | None) -> int:
        self.reached.set()
        await self.go.wait()
        return await super().send(channel_id, view, nonce, mention)


async def closing(house: House, discord: Stuck) -> tuple[Dispatcher, asyncio.Task[int]]:
    """A dispatcher in the middle of sending the first of two messages for one channel."""
    await open_channel(house.store, house.clock)
    for user_id in (1, 2):
        await house.nudge(Destination.CHANNEL, user_id, dm=None)
    house.clock.moment = DUE
    await house.outbox.tick(DUE)
    dispatcher = Dispatcher(house.outbox, house.nudges, discord, plain, house.clock, _pacer(house))
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
    claim = await only(house)
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


async def only(house: House) -> Claim:
    (claim,) = await house.outbox.next_batch(house.clock.now())
    return claim


async def test_every_try_carries_the_nonce_of_its_delivery(house: House) -> None:
    nonces: list[str] = []

    class Noting(ToyDiscord):
        async def send(self, channel_id: int, view: ui.LayoutView, nonce: str, mention: int | None) -> int:
            nonces.append(nonce)
            return await super().send(channel_id, view, nonce, mention)

    discord = Noting(house.clock, before=[Failure(503), Failure(None)])
    house.dispatcher = Dispatcher(house.outbox, house.nudges, discord, plain, house.clock, _pacer(house))
    await house.nudge()
    await house.day()
    for _ in range(2):
        house.clock.pass_time(timedelta(seconds=20))
        await house.tick()
    assert nonces == [nonce_of((await house.all())[0].id)] * 3
