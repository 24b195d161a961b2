"""On PostgreSQL several processes send; each way to people belongs to one of them at a time."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.delivery.outbox import Way, way_of
from bot.domain.delivery import CLOSED_LIMIT, Claim, DeliveryKind, Destination
from bot.domain.outcomes import Later, Sent, settlement
from bot.domain.schedules import Rhythm
from bot.services.deliveries import LEASE
from bot.store import deliveries, members, schedules
from bot.store.engine import open_store
from bot.store.tables import MemberRow
from bot.store.transaction import Store
from tests.delivery.world import BERLIN, EVERY_DAY, GUILD, HandClock, enrol, open_channel, utc
from tests.keys import VAULT

NOW = utc("2026-06-01 07:00")
RITUALS = 700
DM, CHANNEL, EITHER = Destination.DM, Destination.CHANNEL, Destination.DM_OR_CHANNEL
NUDGE, RITUAL, PROMPT = DeliveryKind.NUDGE, DeliveryKind.RITUAL, DeliveryKind.PROMPT


@pytest.fixture
async def store(postgres_url: str) -> AsyncGenerator[Store]:
    """An open store in which the guild has a nudge channel."""
    opened = await open_store(postgres_url, vault=VAULT)
    await open_channel(opened, HandClock(NOW))
    yield opened
    await opened.close()


async def owe(
    store: Store, where: Destination, *people: int, kind: DeliveryKind = NUDGE, closed: int = 0
) -> None:
    """One delivery for each, due now; nobody's direct messages are open yet."""
    for user_id in people:
        async with store.read() as tx:
            known = await members.find(tx, GUILD, user_id)
        member = known or await enrol(store, HandClock(NOW), user_id=user_id)
        async with store.write() as tx:
            await schedules.put(tx, GUILD, member.key, kind, Rhythm(540, EVERY_DAY, BERLIN, 180), where, NOW)
            schedule = await schedules.find_to_change(tx, member.key, kind)
            assert schedule is not None
            await schedules.set_next(tx, schedule.id, NOW)
            await tx.execute(
                update(MemberRow).where(MemberRow.id == member.key).values(dm_closed_count=closed)
            )
            await schedules.claim_due(tx, NOW, 1, timedelta(0))


async def post(store: Store, channel_id: int, ref: str) -> None:
    """A message to the whole guild, due now."""
    async with store.write() as tx:
        at, ends_at = NOW, NOW + timedelta(hours=1)
        await schedules.put_once(
            tx, GUILD, None, RITUAL, at, ends_at, CHANNEL, NOW, ref=ref, channel_id=channel_id
        )
        await schedules.claim_due(tx, NOW, 1, timedelta(0))


async def take(store: Store, owner: str, limit: int = 45) -> tuple[Claim, ...]:
    async with store.write(alone=False) as tx:
        return await deliveries.take(tx, owner, NOW, LEASE, limit)


async def settle(store: Store, claim: Claim, outcome: Sent | Later) -> None:
    async with store.write(alone=False) as tx:
        assert await deliveries.settle(tx, claim, settlement(claim, outcome, NOW), NOW)


async def taken(store: Store, owner: str, limit: int = 45) -> list[tuple[int | None, bool]]:
    """For whom, and whether directly."""
    return [(claim.user_id, claim.direct) for claim in await take(store, owner, limit)]


async def test_a_channel_in_which_one_process_sends_is_left_to_it(store: Store) -> None:
    await owe(store, CHANNEL, 1, 2, 3)
    await owe(store, DM, 4, 5)
    (first,) = await take(store, "one", limit=1)
    assert first.user_id == 1
    assert await taken(store, "two") == [(4, True), (5, True)]
    assert await taken(store, "one") == [(2, False), (3, False)]


async def test_a_channel_is_free_again_when_everything_held_for_it_is_settled(store: Store) -> None:
    await owe(store, CHANNEL, 1, 2, 3)
    first, second = await take(store, "one", limit=2)
    await settle(store, first, Sent(500, 9))
    assert await taken(store, "two") == []
    await settle(store, second, Later(NOW, certain=True))
    assert await taken(store, "two") == [(2, False), (3, False)]


async def test_a_process_whose_lease_ran_out_holds_no_channel(store: Store) -> None:
    await owe(store, CHANNEL, 1, 2)
    await take(store, "one", limit=1)
    async with store.write(alone=False) as tx:
        assert await deliveries.release_dead(tx, "two", NOW + LEASE) == 1
    assert await taken(store, "two") == [(1, False), (2, False)]


async def test_one_member_hears_from_one_process_at_a_time_also_before_the_first_direct_message(
    store: Store,
) -> None:
    await owe(store, DM, 1)
    await owe(store, DM, 1, 2, kind=PROMPT)
    assert await taken(store, "one", limit=1) == [(1, True)]
    assert await taken(store, "two") == [(2, True)]


async def test_direct_messages_that_turned_out_closed_count_for_the_channel_they_go_to(store: Store) -> None:
    await owe(store, CHANNEL, 1)
    await owe(store, EITHER, 2, closed=CLOSED_LIMIT)
    await owe(store, EITHER, 3)
    assert await taken(store, "one", limit=1) == [(1, False)]
    assert await taken(store, "two") == [(3, True)]


async def test_another_channel_of_the_same_guild_is_free(store: Store) -> None:
    await owe(store, CHANNEL, 1)
    await post(store, RITUALS, "goals")
    await post(store, RITUALS, "wins")
    assert await taken(store, "one", limit=1) == [(1, False)]
    (goals,) = await take(store, "two", limit=1)
    assert (goals.user_id, goals.channel_id) == (None, RITUALS)
    assert await taken(store, "one") == []


async def test_however_they_run_no_two_processes_are_on_one_way(store: Store) -> None:
    await owe(store, CHANNEL, *range(1, 16))
    await owe(store, DM, *range(16, 31))
    holders: dict[Way, set[str]] = {}
    sent: dict[Way, list[int]] = {}

    async def work(owner: str) -> None:
        while batch := await take(store, owner, limit=4):
            for way in {way_of(claim) for claim in batch}:
                holders.setdefault(way, set()).add(owner)
                assert holders[way] == {owner}
            await asyncio.sleep(0)
            for claim in batch:
                sent.setdefault(way_of(claim), []).append(claim.id)
            for way in {way_of(claim) for claim in batch}:
                holders[way].discard(owner)
            for claim in batch:
                await settle(store, claim, Sent(claim.channel_id, 9))

    while sum(len(ids) for ids in sent.values()) < 30:
        await asyncio.gather(*(work(owner) for owner in ("one", "two", "three", "four")))
    assert all(ids == sorted(ids) for ids in sent.values())
    assert len(sent) == 16
