"""Schedules on both databases: claimed once, moved on, left alone."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from bot.domain.delivery import DeliveryKind, DeliveryState, Destination, Reason
from bot.domain.members import Member
from bot.domain.nudges import Rhythm, Schedule
from bot.store import schedules
from bot.store.tables import DeliveryRow, MemberRow
from bot.store.transaction import Store
from tests.delivery.world import BERLIN, EVERY_DAY, GUILD, HandClock, enrol, utc

NUDGE = DeliveryKind.NUDGE
NINE = Rhythm(9 * 60, EVERY_DAY, BERLIN, 180)
MONDAY_NINE = utc("2026-06-01 07:00")
NO_SPREAD = timedelta(0)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-01 06:00"))


async def put(store: Store, member: Member, due_at: datetime | None, rhythm: Rhythm = NINE) -> Schedule:
    async with store.write() as tx:
        await schedules.put(tx, GUILD, member.key, NUDGE, rhythm, Destination.DM, utc("2026-06-01 06:00"))
        created = await schedules.find_to_change(tx, member.key, NUDGE)
        assert created is not None
        await schedules.set_next(tx, created.id, due_at)
    return await found(store, member)


async def found(store: Store, member: Member) -> Schedule:
    async with store.read() as tx:
        schedule = await schedules.find(tx, member.key, NUDGE)
    assert schedule is not None
    return schedule


async def claim(store: Store, now: datetime, limit: int = 500) -> int:
    async with store.write(alone=False) as tx:
        return await schedules.claim_due(tx, now, limit, NO_SPREAD)


async def days_owed(store: Store) -> list[tuple[date, str, str | None]]:
    async with store.read() as tx:
        statement = select(DeliveryRow.local_day, DeliveryRow.state, DeliveryRow.reason)
        return [
            (day, state, reason)
            for day, state, reason in (await tx.execute(statement.order_by(DeliveryRow.id))).all()
        ]


async def test_a_schedule_comes_back_as_it_was_put(store: Store, clock: HandClock) -> None:
    member = await enrol(store, clock)
    schedule = await put(store, member, MONDAY_NINE)
    assert schedule.rhythm == NINE
    assert (schedule.next_due_at, schedule.last_day, schedule.muted_until) == (MONDAY_NINE, None, None)


async def test_putting_it_again_changes_it_and_lifts_the_mute_but_keeps_the_day(
    store: Store, clock: HandClock
) -> None:
    member = await enrol(store, clock)
    first = await put(store, member, MONDAY_NINE)
    await claim(store, MONDAY_NINE)
    async with store.write() as tx:
        await schedules.set_muted(tx, first.id, utc("2026-07-01 00:00"))
    later = Rhythm(20 * 60, frozenset({0}), BERLIN, 180)
    second = await put(store, member, None, later)
    assert (second.id, second.rhythm, second.muted_until) == (first.id, later, None)
    assert second.last_day == date(2026, 6, 1)


async def test_what_is_due_becomes_a_delivery_and_moves_to_the_next_day(
    store: Store, clock: HandClock
) -> None:
    member = await enrol(store, clock)
    await put(store, member, MONDAY_NINE)
    assert await claim(store, MONDAY_NINE - timedelta(seconds=1)) == 0
    assert await claim(store, MONDAY_NINE) == 1
    assert await claim(store, MONDAY_NINE) == 0
    after = await found(store, member)
    assert (after.next_due_at, after.last_day) == (utc("2026-06-02 07:00"), date(2026, 6, 1))
    assert await days_owed(store) == [(date(2026, 6, 1), DeliveryState.QUEUED, None)]


async def test_a_day_that_is_owed_already_is_not_owed_twice(store: Store, clock: HandClock) -> None:
    member = await enrol(store, clock)
    await put(store, member, MONDAY_NINE)
    await claim(store, MONDAY_NINE)
    await put(store, member, MONDAY_NINE)
    assert await claim(store, MONDAY_NINE) == 1
    assert len(await days_owed(store)) == 1


async def test_days_missed_while_down_are_recorded_and_only_the_last_may_still_go(
    store: Store, clock: HandClock
) -> None:
    member = await enrol(store, clock)
    await put(store, member, MONDAY_NINE)
    now = utc("2026-06-03 08:00")
    while await claim(store, now):
        pass
    late = (DeliveryState.DROPPED, Reason.TOO_LATE)
    assert await days_owed(store) == [
        (date(2026, 6, 1), *late),
        (date(2026, 6, 2), *late),
        (date(2026, 6, 3), DeliveryState.QUEUED, None),
    ]
    assert (await found(store, member)).next_due_at == utc("2026-06-04 07:00")


async def test_a_switched_off_schedule_is_never_due(store: Store, clock: HandClock) -> None:
    member = await enrol(store, clock)
    await put(store, member, None)
    async with store.read() as tx:
        assert await schedules.count_due(tx, utc("2027-01-01 00:00")) == 0
        assert await schedules.next_due(tx, utc("2020-01-01 00:00")) is None


async def test_the_next_one_due_is_the_earliest_that_still_lies_ahead(store: Store, clock: HandClock) -> None:
    for user_id, hour in ((1, 7), (2, 9), (3, 8)):
        await put(store, await enrol(store, clock, user_id=user_id), utc(f"2026-06-01 0{hour}:00"))
    async with store.read() as tx:
        assert await schedules.next_due(tx, MONDAY_NINE) == utc("2026-06-01 08:00")
        assert await schedules.count_due(tx, utc("2026-06-01 08:00")) == 2


async def test_many_processes_claim_each_schedule_once(store: Store, clock: HandClock) -> None:
    for user_id in range(1, 41):
        await put(store, await enrol(store, clock, user_id=user_id), MONDAY_NINE)

    async def work() -> int:
        total = 0
        while count := await claim(store, MONDAY_NINE, limit=4):
            total += count
        return total

    # A claimer finds nothing as soon as the others hold the rest, so one of them may end early.
    claimed = sum(await asyncio.gather(*(work() for _ in range(4))))
    claimed += await work()
    assert claimed == 40
    assert len(await days_owed(store)) == 40


async def test_erasing_a_member_takes_schedule_and_deliveries_along(store: Store, clock: HandClock) -> None:
    member = await enrol(store, clock)
    await put(store, member, MONDAY_NINE)
    await claim(store, MONDAY_NINE)
    async with store.write() as tx:
        await tx.execute(delete(MemberRow).where(MemberRow.id == member.key))
    assert await days_owed(store) == []
    async with store.read() as tx:
        assert await schedules.find(tx, member.key, NUDGE) is None
