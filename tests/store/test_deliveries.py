"""The outbox on both databases: one holder at a time, fenced, nothing forgotten."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.delivery import Claim, Delivery, DeliveryKind, DeliveryState, Destination, Reason
from bot.domain.outcomes import Closed, Dropped, Gone, Later, Outcome, Sent, settlement
from bot.domain.schedules import Rhythm
from bot.store import deliveries, delivery_log, schedules
from bot.store.transaction import Store
from tests.delivery.world import (
    ADA,
    BERLIN,
    EVERY_DAY,
    GUILD,
    NUDGE_CHANNEL,
    HandClock,
    enrol,
    open_channel,
    utc,
)

NUDGE, RITUAL = DeliveryKind.NUDGE, DeliveryKind.RITUAL
NOW = utc("2026-06-01 07:00")
LEASE = timedelta(minutes=2)
SECOND = timedelta(seconds=1)
DM = 101


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)


async def owe(
    store: Store, clock: HandClock, user_ids: Sequence[int] = (ADA,), where: Destination = Destination.DM
) -> None:
    """One delivery for each user, due now."""
    for user_id in user_ids:
        member = await enrol(store, clock, user_id=user_id)
        async with store.write() as tx:
            rhythm = Rhythm(9 * 60, EVERY_DAY, BERLIN, 180)
            await schedules.put(tx, GUILD, member.key, NUDGE, rhythm, where, NOW)
            schedule = await schedules.find_to_change(tx, member.key, NUDGE)
            assert schedule is not None
            await schedules.set_next(tx, schedule.id, NOW)
            await schedules.claim_due(tx, NOW, 1, timedelta(0))


async def take(store: Store, now: datetime = NOW, owner: str = "one", limit: int = 45) -> tuple[Claim, ...]:
    async with store.write(alone=False) as tx:
        return await deliveries.take(tx, owner, now, LEASE, limit)


async def only(store: Store, now: datetime = NOW, owner: str = "one") -> Claim:
    (claim,) = await take(store, now, owner)
    return claim


async def settle(store: Store, claim: Claim, outcome: Outcome, now: datetime = NOW) -> bool:
    async with store.write(alone=False) as tx:
        return await deliveries.settle(tx, claim, settlement(claim, outcome, now), now)


async def release(store: Store, now: datetime, owner: str = "two") -> int:
    async with store.write(alone=False) as tx:
        return await deliveries.release_dead(tx, owner, now)


async def shown(store: Store) -> Delivery:
    async with store.read() as tx:
        (delivery,) = await delivery_log.of_guild(tx, GUILD, 10)
    return delivery


async def test_a_taken_delivery_is_held_and_counted_before_anything_leaves(
    store: Store, clock: HandClock
) -> None:
    await owe(store, clock)
    claim = await only(store)
    assert (claim.user_id, claim.owner, claim.attempts) == (ADA, "one", 1)
    assert (claim.first_try_at, claim.unsure_since, claim.lease_until) == (NOW, None, NOW + LEASE)
    assert (claim.direct, claim.channel_id, claim.fallback_id) == (True, None, None)
    assert await take(store) == ()
    assert (await shown(store)).state is DeliveryState.SENDING


async def test_nothing_is_taken_before_its_time(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    assert await take(store, NOW - SECOND) == ()


async def test_the_oldest_are_taken_first_and_no_more_than_asked(store: Store, clock: HandClock) -> None:
    await owe(store, clock, [1, 2, 3])
    assert [claim.user_id for claim in await take(store, limit=2)] == [1, 2]
    assert [claim.user_id for claim in await take(store, limit=2)] == [3]


async def test_several_processes_share_the_work_without_overlap(store: Store, clock: HandClock) -> None:
    await owe(store, clock, range(1, 31))

    async def work(owner: str) -> list[int]:
        mine: list[int] = []
        while batch := await take(store, owner=owner, limit=3):
            mine += [claim.id for claim in batch]
        return mine

    shares = await asyncio.gather(*(work(owner) for owner in ("one", "two", "three", "four")))
    rest = await work("five")
    taken = [key for share in (*shares, rest) for key in share]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 30


async def test_sent_is_final(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    assert await settle(store, await only(store), Sent(DM, 99))
    done = await shown(store)
    assert (done.state, done.channel_id, done.message_id, done.settled_at) == (
        DeliveryState.SENT,
        DM,
        99,
        NOW,
    )
    assert await take(store, NOW + timedelta(days=1)) == ()


async def test_a_later_one_comes_back_at_its_time_and_remembers_the_first_doubtful_try(
    store: Store, clock: HandClock
) -> None:
    await owe(store, clock)
    again = NOW + timedelta(seconds=5)
    await settle(store, await only(store), Later(again, certain=False))
    assert await take(store, again - SECOND) == ()
    claim = await only(store, again)
    assert (claim.attempts, claim.first_try_at, claim.unsure_since) == (2, NOW, NOW)


async def test_a_refused_try_is_forgotten(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    again = NOW + timedelta(minutes=10)
    await settle(store, await only(store), Later(again, certain=True))
    claim = await only(store, again)
    assert (claim.attempts, claim.first_try_at, claim.unsure_since) == (2, again, None)


async def test_whoever_lost_the_lease_cannot_settle_any_more(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    old = await only(store)
    assert await release(store, NOW + LEASE) == 1
    new = await only(store, NOW + LEASE, owner="two")
    assert not await settle(store, old, Dropped(Reason.ALL_DONE))
    assert await settle(store, new, Sent(DM, 99))
    assert (await shown(store)).state is DeliveryState.SENT


async def test_even_the_same_process_cannot_settle_an_earlier_hold(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    old = await only(store)
    await release(store, NOW + LEASE, owner="one")
    new = await only(store, NOW + LEASE)
    assert not await settle(store, old, Sent(DM, 1))
    assert not await _opened(store, old)
    assert new.attempts == 2


async def _opened(store: Store, claim: Claim) -> bool:
    async with store.write(alone=False) as tx:
        return await deliveries.set_channel(tx, claim, DM)


async def test_a_running_lease_of_ones_own_is_kept(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    await only(store)
    assert await release(store, NOW + LEASE - SECOND, owner="one") == 0


async def test_on_sqlite_a_new_process_takes_over_at_once(sqlite_store: Store, clock: HandClock) -> None:
    await owe(sqlite_store, clock)
    await only(sqlite_store)
    assert await release(sqlite_store, NOW, owner="two") == 1


async def test_an_opened_direct_message_is_remembered_for_member_and_delivery(
    store: Store, clock: HandClock
) -> None:
    await owe(store, clock)
    assert await _opened(store, await only(store))
    await release(store, NOW + LEASE)
    assert (await only(store, NOW + LEASE, owner="two")).channel_id == DM


async def test_a_gone_direct_message_is_forgotten(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    claim = await only(store)
    await _opened(store, claim)
    await settle(store, replace(claim, channel_id=DM), Gone())
    again = await only(store)
    assert (again.channel_id, again.attempts) == (None, 2)


async def test_closed_messages_are_counted_and_switch_the_nudge_off_at_the_third(
    store: Store, clock: HandClock
) -> None:
    await owe(store, clock)
    claim = replace(await only(store), closed_count=2)
    assert await settle(store, claim, Closed())
    async with store.read() as tx:
        schedule = await schedules.find(tx, claim.member_key or 0, NUDGE)
    assert schedule is not None
    assert (schedule.next_due_at, schedule.dm_closed) == (None, True)
    dead = await shown(store)
    assert (dead.state, dead.reason) == (DeliveryState.DEAD, Reason.DM_CLOSED)


async def test_a_closed_message_goes_to_the_channel_if_that_is_allowed(
    store: Store, clock: HandClock
) -> None:
    await open_channel(store, clock)
    await owe(store, clock, where=Destination.DM_OR_CHANNEL)
    claim = await only(store)
    assert claim.fallback_id == NUDGE_CHANNEL
    await settle(store, claim, Closed())
    again = await only(store)
    assert (again.direct, again.channel_id, again.reason) == (False, NUDGE_CHANNEL, Reason.DM_CLOSED)
    assert again.closed_count == 1


async def test_what_was_tried_in_one_channel_is_tried_there_again(store: Store, clock: HandClock) -> None:
    await open_channel(store, clock)
    await owe(store, clock, where=Destination.CHANNEL)
    await settle(store, await only(store), Later(NOW, certain=False))
    await open_channel(store, clock, channel_id=777)
    assert (await only(store)).channel_id == NUDGE_CHANNEL


async def owe_ritual(store: Store, channel_id: int | None) -> None:
    """One message to the whole guild, due now."""
    async with store.write() as tx:
        rhythm = Rhythm(9 * 60, EVERY_DAY, BERLIN, 180)
        await schedules.put(
            tx, GUILD, None, RITUAL, rhythm, Destination.CHANNEL, NOW, ref="monday", channel_id=channel_id
        )
        schedule = await schedules.find_of_guild_to_change(tx, GUILD, RITUAL, "monday")
        assert schedule is not None
        await schedules.set_next(tx, schedule.id, NOW)
        await schedules.claim_due(tx, NOW, 1, timedelta(0))


@pytest.mark.parametrize(
    ("channel_id", "expected"), [(700, 700), (None, NUDGE_CHANNEL)], ids=["its own", "the nudge channel"]
)
async def test_a_guilds_message_goes_to_its_channel_and_to_nobody_in_person(
    store: Store, clock: HandClock, channel_id: int | None, expected: int
) -> None:
    await open_channel(store, clock)
    await owe_ritual(store, channel_id)
    claim = await only(store)
    assert (claim.kind, claim.ref, claim.user_id, claim.member_key) == (RITUAL, "monday", None, None)
    assert (claim.direct, claim.channel_id, claim.fallback_id) == (False, expected, None)
    assert await settle(store, claim, Sent(expected, 99))
    assert await take(store, NOW + timedelta(days=1)) == ()


async def test_a_guilds_message_whose_channel_is_gone_troubles_no_member(
    store: Store, clock: HandClock
) -> None:
    await owe(store, clock)
    (mine,) = await take(store)
    await owe_ritual(store, 700)
    assert await settle(store, await only(store), Gone())
    assert await settle(store, mine, Sent(DM, 99))
    async with store.read() as tx:
        schedule = await schedules.find(tx, mine.member_key or 0, NUDGE)
    assert schedule is not None
    assert schedule.next_due_at is not None


async def test_an_untried_delivery_that_is_too_late_is_dropped(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    late = NOW + timedelta(hours=2, seconds=1)
    async with store.write(alone=False) as tx:
        assert await deliveries.drop_expired(tx, NOW + timedelta(hours=2)) == 0
        assert await deliveries.drop_expired(tx, late) == 1
    dropped = await shown(store)
    assert (dropped.state, dropped.reason, dropped.settled_at) == (
        DeliveryState.DROPPED,
        Reason.TOO_LATE,
        late,
    )


async def test_one_that_may_have_arrived_is_kept_to_be_looked_for(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    await settle(store, await only(store), Later(NOW, certain=False))
    async with store.write(alone=False) as tx:
        assert await deliveries.drop_expired(tx, NOW + timedelta(hours=5)) == 0


async def test_the_member_can_be_told_what_became_of_their_last_one(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    claim = await only(store)
    await settle(store, claim, Sent(DM, 1))
    async with store.read() as tx:
        last = await delivery_log.last_settled(tx, claim.member_key or 0, NUDGE)
    assert last is not None
    assert (last.id, last.attempts, last.state) == (claim.id, 1, DeliveryState.SENT)


async def test_the_next_delivery_is_the_earliest_that_still_waits(store: Store, clock: HandClock) -> None:
    await owe(store, clock)
    again = NOW + timedelta(minutes=1)
    await settle(store, await only(store), Later(again, certain=True))
    async with store.read() as tx:
        assert await deliveries.next_due(tx, NOW) == again
        assert await deliveries.next_due(tx, again) is None


async def test_organisers_page_through_their_own_guild_only(store: Store, clock: HandClock) -> None:
    await owe(store, clock, [1, 2, 3])
    async with store.read() as tx:
        newest = await delivery_log.of_guild(tx, GUILD, 2)
        older = await delivery_log.of_guild(tx, GUILD, 2, before=newest[-1].id)
        foreign = await delivery_log.of_guild(tx, GUILD + 1, 2)
    assert [delivery.user_id for delivery in (*newest, *older)] == [3, 2, 1]
    assert foreign == ()
