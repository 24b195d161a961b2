"""Buddies by mutual consent: asking, answering and ending."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain import buddy_errors as e
from bot.domain.buddies import (
    ASK_LIFE,
    ASK_PAUSE,
    MOST_WAITING,
    Asked,
    News,
    Share,
)
from bot.domain.buddy_ties import TieState
from bot.domain.delivery import DeliveryKind, Destination
from bot.domain.errors import CohortError, NotEnrolled, TextEmpty, TextTooLong
from bot.domain.schedules import QuietHours
from bot.domain.slips import Promise
from bot.domain.tasks import EnrolmentState
from bot.services.plans import Planner
from bot.services.tasks import TaskService
from bot.store import enrolments, members, schedules
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, open_channel, utc
from tests.services.buddy_house import BEN, CYD, DAN, MONDAY, NOON, Deed, House
from tests.services.test_tasks import SHELF, counted


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


async def test_a_request_goes_where_the_nudges_go_and_a_yes_comes_back(house: House) -> None:
    asked = await house.buddies.ask(GUILD, ADA, BEN, Share.STREAK)
    assert asked == Asked(BEN, partners=False, until=NOON + ASK_LIFE)
    assert house.heard == [NOON]
    assert await house.said() == [(News.ASK, ADA, BEN, "")]

    shown = await house.buddies.accept(GUILD, BEN, ADA)

    assert await house.said() == [(News.YES, BEN, ADA, "")]
    assert shown.partner is not None
    assert (shown.partner.user_id, shown.partner.mine, shown.partner.theirs) == (
        ADA,
        Share.CHECKIN,
        Share.STREAK,
    )


async def test_without_nudges_nothing_is_sent_and_the_request_waits_to_be_seen(
    store: Store, clock: HandClock
) -> None:
    house = await House(store, clock).settle_in(ADA, BEN, where=None)

    await house.buddies.ask(GUILD, ADA, BEN)

    assert (await house.post(), house.heard) == ([], [])
    shown = await house.buddies.show(GUILD, BEN)
    assert [each.user_id for each in shown.waiting] == [ADA]


@pytest.mark.parametrize(
    ("muted", "state", "channel", "sent"),
    [
        (True, EnrolmentState.ACTIVE, True, 0),
        (False, EnrolmentState.PAUSED, True, 0),
        (False, EnrolmentState.FINISHED, True, 0),
        (False, EnrolmentState.ACTIVE, False, 0),
        (False, EnrolmentState.ACTIVE, True, 1),
    ],
)
async def test_whether_a_request_is_sent_is_not_told_to_the_one_who_asks(
    sqlite_store: Store, clock: HandClock, muted: bool, state: EnrolmentState, channel: bool, sent: int
) -> None:
    house = await House(sqlite_store, clock).settle_in(ADA, BEN, where=Destination.CHANNEL)
    if channel:
        await open_channel(sqlite_store, clock)
    async with sqlite_store.write() as tx:
        found = await members.enrolled(tx, GUILD, BEN)
        await enrolments.set_state(tx, found.enrolment.id, state, None)
        schedule = await schedules.find(tx, found.member.key, DeliveryKind.NUDGE)
        assert schedule is not None
        await schedules.set_muted(tx, schedule.id, NOON + timedelta(days=1) if muted else None)

    asked = await house.buddies.ask(GUILD, ADA, BEN)

    assert asked == Asked(BEN, partners=False, until=NOON + ASK_LIFE)
    assert len(await house.post()) == sent


async def test_in_quiet_hours_a_request_waits_for_their_end(small: House) -> None:
    async with small.store.write() as tx:
        ben = (await members.enrolled(tx, GUILD, BEN)).member
        await members.set_quiet(tx, ben.key, QuietHours(11 * 60, 14 * 60))  # 09:00 to 12:00 UTC

    await small.buddies.ask(GUILD, ADA, BEN)

    assert await small.said() == []
    small.clock.moment = utc("2026-06-01 12:00")
    assert await small.said() == [(News.ASK, ADA, BEN, "")]


async def test_asking_each_other_is_consent(house: House) -> None:
    await house.buddies.ask(GUILD, ADA, BEN, Share.NOTHING)

    asked = await house.buddies.ask(GUILD, BEN, ADA, Share.STREAK)

    assert asked.partners
    assert await house.said() == [(News.YES, BEN, ADA, "")]
    shown = await house.buddies.show(GUILD, ADA)
    assert shown.partner is not None
    assert (shown.partner.mine, shown.partner.theirs) == (Share.NOTHING, Share.STREAK)
    assert (shown.waiting, shown.asked) == ((), None)


async def test_two_who_ask_at_the_same_moment_become_buddies_once(house: House) -> None:
    both = await asyncio.gather(house.buddies.ask(GUILD, ADA, BEN), house.buddies.ask(GUILD, BEN, ADA))

    assert sorted(asked.partners for asked in both) == [False, True]
    shown = [await house.buddies.show(GUILD, who) for who in (ADA, BEN)]
    assert [each.partner and each.partner.user_id for each in shown] == [BEN, ADA]


async def test_several_who_are_accepted_at_once_leave_one_buddy(house: House) -> None:
    for who in (BEN, CYD, DAN):
        await house.buddies.ask(GUILD, who, ADA)

    answers = await asyncio.gather(
        *(house.buddies.accept(GUILD, ADA, who) for who in (BEN, CYD, DAN)), return_exceptions=True
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["BuddyShown", "HasBuddy", "HasBuddy"]


def asks(who: int, whom: int) -> Deed:
    return lambda house: house.buddies.ask(GUILD, who, whom)


REFUSALS: list[Any] = [
    ([], asks(ADA, ADA), e.NotYourself),
    ([], asks(99, ADA), NotEnrolled),
    ([], asks(ADA, 99), e.NotJoined),
    ([asks(ADA, BEN)], asks(ADA, BEN), e.RequestOpen),
    ([asks(ADA, BEN)], asks(ADA, CYD), e.RequestOpen),
    ([lambda h: h.befriend()], asks(ADA, CYD), e.HasBuddy),
    ([lambda h: h.befriend()], asks(CYD, ADA), e.TakesNoRequests),
    ([lambda h: h.blocks.block(GUILD, ADA, BEN)], asks(ADA, BEN), e.BlockedByYou),
    ([lambda h: h.blocks.block(GUILD, ADA, BEN)], asks(BEN, ADA), e.TakesNoRequests),
    ([], lambda h: h.buddies.accept(GUILD, ADA, BEN), e.NoRequest),
    ([asks(ADA, BEN)], lambda h: h.buddies.accept(GUILD, ADA, BEN), e.NoRequest),
    ([asks(ADA, BEN)], lambda h: h.buddies.decline(GUILD, ADA, BEN), e.NoRequest),
    ([], lambda h: h.buddies.share(GUILD, ADA, Share.STREAK), e.NoBuddy),
    ([asks(ADA, BEN)], lambda h: h.buddies.nudge(GUILD, ADA, "Hi"), e.NoBuddy),
    ([], lambda h: h.buddies.nudge(GUILD, ADA, " \u200b "), TextEmpty),
    ([], lambda h: h.buddies.nudge(GUILD, ADA, "x" * 201), TextTooLong),
    ([], lambda h: h.buddies.end(GUILD, ADA), e.NothingToEnd),
    ([], lambda h: h.buddies.end(GUILD, 99), e.NothingToEnd),
    ([], lambda h: h.blocks.block(GUILD, ADA, ADA), e.NotYourself),
    ([], lambda h: h.blocks.unblock(GUILD, ADA, BEN), e.NotBlocked),
]


@pytest.mark.parametrize(("before", "deed", "error"), REFUSALS)
async def test_what_cannot_be_is_refused(
    small: House, before: list[Deed], deed: Deed, error: type[CohortError]
) -> None:
    for each in before:
        await each(small)
    with pytest.raises(error):
        await deed(small)


async def test_who_has_many_requests_takes_no_more(sqlite_store: Store, clock: HandClock) -> None:
    crowd = range(10, 10 + MOST_WAITING + 1)
    house = await House(sqlite_store, clock).settle_in(ADA, *crowd)
    *first, last = crowd
    for who in first:
        await house.buddies.ask(GUILD, who, ADA)

    with pytest.raises(e.TakesNoRequests):
        await house.buddies.ask(GUILD, last, ADA)

    assert len((await house.buddies.show(GUILD, ADA)).waiting) == MOST_WAITING


async def test_a_request_is_over_after_a_week_and_can_be_repeated_two_weeks_later(house: House) -> None:
    await house.buddies.ask(GUILD, ADA, BEN)
    house.clock.moment = NOON + ASK_LIFE
    assert (await house.buddies.show(GUILD, BEN)).waiting == ()
    with pytest.raises(e.NoRequest):
        await house.buddies.accept(GUILD, BEN, ADA)
    assert await house.said() == []
    assert await house.buddies.prune() == 1

    with pytest.raises(e.AskLater) as refused:
        await house.buddies.ask(GUILD, ADA, BEN)
    assert refused.value.at == NOON + ASK_LIFE + ASK_PAUSE

    house.clock.moment = refused.value.at
    assert not (await house.buddies.ask(GUILD, ADA, BEN)).partners


async def test_a_request_that_was_declined_on_its_way_is_not_delivered(house: House) -> None:
    await house.buddies.ask(GUILD, ADA, BEN)
    await house.outbox.tick(NOON)

    await house.buddies.decline(GUILD, BEN, ADA)

    assert await house.post() == []


async def test_with_a_yes_the_own_request_to_somebody_else_is_taken_back(house: House) -> None:
    await house.buddies.ask(GUILD, ADA, CYD)
    await house.buddies.ask(GUILD, BEN, ADA)

    shown = await house.buddies.accept(GUILD, ADA, BEN)

    assert shown.asked is None
    assert (await house.buddies.show(GUILD, CYD)).waiting == ()
    with pytest.raises(e.NoRequest):
        await house.buddies.accept(GUILD, CYD, ADA)
    assert await house.said() == [(News.YES, ADA, BEN, "")]


async def test_a_request_does_not_reach_somebody_who_has_found_a_buddy_meanwhile(small: House) -> None:
    await small.buddies.ask(GUILD, ADA, BEN)
    await small.buddies.ask(GUILD, CYD, BEN)

    await small.buddies.accept(GUILD, BEN, ADA)

    assert await small.said() == [(News.YES, BEN, ADA, "")]
    assert [each.user_id for each in (await small.buddies.show(GUILD, BEN)).waiting] == [CYD]


async def test_an_old_button_ends_and_shares_only_what_it_was_drawn_for(small: House) -> None:
    await small.buddies.ask(GUILD, ADA, BEN)
    await small.buddies.accept(GUILD, BEN, ADA)

    for drawn_for in ((TieState.ASKED, BEN), (TieState.ACTIVE, CYD)):
        with pytest.raises(e.TieChanged):
            await small.buddies.end(GUILD, ADA, drawn_for)
    for who, other in ((ADA, CYD), (CYD, ADA)):
        with pytest.raises(e.TieChanged):
            await small.buddies.share(GUILD, who, Share.STREAK, other)

    kept = await small.buddies.share(GUILD, ADA, Share.NOTHING, BEN)
    assert kept.partner is not None
    assert kept.partner.mine is Share.NOTHING
    assert (await small.buddies.end(GUILD, ADA, (TieState.ACTIVE, BEN))).partner is None


async def test_ending_is_silent_takes_everything_along_and_leaves_no_trace_for_the_other(
    house: House,
) -> None:
    await house.befriend()
    await house.buddies.nudge(GUILD, ADA, "Hi")

    await house.buddies.end(GUILD, BEN)

    assert await house.post() == []
    for who in (ADA, BEN):
        shown = await house.buddies.show(GUILD, who)
        assert (shown.partner, shown.waiting, shown.asked) == (None, (), None)


@pytest.mark.parametrize("who", [ADA, BEN])
async def test_who_leaves_takes_all_ties_along(house: House, who: int) -> None:
    await house.befriend()
    await house.buddies.ask(GUILD, CYD, DAN)

    await house.buddies.gone(GUILD, who)
    await house.buddies.gone(GUILD, 99)
    await house.buddies.gone(GUILD, DAN)

    assert [(await house.buddies.show(GUILD, each)).partner for each in (ADA, BEN)] == [None, None]
    assert (await house.buddies.show(GUILD, DAN)).waiting == ()
    assert (await house.buddies.show(GUILD, CYD)).asked is not None
    assert await house.post() == []


async def test_a_block_ends_what_there_is_and_unblocking_brings_nothing_back(house: House) -> None:
    await house.befriend()
    await house.buddies.nudge(GUILD, ADA, "Hi")

    await house.blocks.block(GUILD, BEN, ADA)

    assert await house.post() == []
    assert (await house.buddies.show(GUILD, ADA)).partner is None
    shown = await house.buddies.show(GUILD, BEN)
    assert (shown.partner, shown.blocked) == (None, (ADA,))
    await house.blocks.unblock(GUILD, BEN, ADA)
    assert (await house.buddies.show(GUILD, BEN)).partner is None
    assert not (await house.buddies.ask(GUILD, ADA, BEN)).partners


async def test_another_guild_knows_nothing_of_it(small: House) -> None:
    for who in (ADA, BEN):
        await enrol(small.store, small.clock, guild_id=GUILD + 1, user_id=who)
    await small.befriend()
    await small.blocks.block(GUILD, CYD, ADA)

    assert (await small.buddies.show(GUILD + 1, ADA)).partner is None
    assert not (await small.buddies.ask(GUILD + 1, ADA, BEN)).partners


@pytest.mark.parametrize(
    ("ties", "statements"),
    [
        pytest.param([], 4, id="nobody"),
        pytest.param([asks(BEN, ADA)], 5, id="a request"),
        pytest.param([lambda h: h.befriend(share=Share.STREAK)], 5, id="a buddy"),
        pytest.param([lambda h: h.befriend(), lambda h: h.buddies.end(GUILD, ADA)], 4, id="no longer"),
    ],
)
async def test_a_buddy_costs_the_day_one_statement_more(
    small: House, ties: list[Deed], statements: int
) -> None:
    for each in ties:
        await each(small)
    async with small.store.write() as tx:
        found = await members.enrolled(tx, GUILD, ADA)
        await enrolments.set_promise(tx, found.enrolment.id, Promise(MONDAY, (), None))
    service = TaskService(small.store, small.clock, SHELF, Planner(SHELF))

    with counted() as shown:
        today = await service.today(GUILD, ADA)

    assert len(shown) == statements, shown
    assert (today.buddy is not None) == (statements == 5)
