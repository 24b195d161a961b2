"""Schedules on both databases: claimed once, moved on, left alone."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from bot.domain.delivery import DeliveryKind, DeliveryState, Destination, Reason
from bot.domain.members import Member
from bot.domain.schedules import QuietHours, Rhythm, Schedule
from bot.store import members, schedules
from bot.store.tables import DeliveryRow, MemberRow
from bot.store.transaction import Store
from tests.delivery.world import BERLIN, EVERY_DAY, GUILD, HandClock, enrol, open_channel, utc

NUDGE = DeliveryKind.NUDGE
NINE = Rhythm(9 * 60, EVERY_DAY, BERLIN, 180)
MONDAY_NINE = utc("2026-06-01 07:00")
RITUALS = 700
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
        return len(await schedules.claim_due(tx, now, limit, NO_SPREAD))


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


async def test_a_rhythm_of_month_ends_comes_back_and_moves_on(store: Store, clock: HandClock) -> None:
    member = await enrol(store, clock)
    rhythm = Rhythm(9 * 60, EVERY_DAY, BERLIN, 180, month_end=True)
    due_at = rhythm.next_after(clock.now(), None)
    assert (await put(store, member, due_at, rhythm)).rhythm == rhythm
    assert due_at == utc("2026-06-30 07:00")
    assert await claim(store, utc("2026-06-30 07:00")) == 1
    assert (await found(store, member)).next_due_at == utc("2026-07-31 07:00")
    assert not (await put(store, member, None)).rhythm.month_end


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


async def put_ritual(
    store: Store, due_at: datetime, *, guild_id: int = GUILD, ref: str = "monday"
) -> Schedule:
    """Monday's goals, in a channel of their own."""
    mondays = Rhythm(9 * 60, frozenset({0}), BERLIN, 180)
    async with store.write() as tx:
        await schedules.put(
            tx,
            guild_id,
            None,
            DeliveryKind.RITUAL,
            mondays,
            Destination.CHANNEL,
            utc("2026-06-01 06:00"),
            ref=ref,
            channel_id=RITUALS,
        )
        created = await schedules.find_of_guild_to_change(tx, guild_id, DeliveryKind.RITUAL, ref)
        assert created is not None
        await schedules.set_next(tx, created.id, due_at)
    return created


async def remind(
    store: Store, member: Member, at: datetime, ends_at: datetime, ref: str = "session-5"
) -> None:
    async with store.write() as tx:
        await schedules.put_once(
            tx, GUILD, member.key, DeliveryKind.REMINDER, at, ends_at, Destination.DM, MONDAY_NINE, ref=ref
        )


async def test_a_guilds_schedule_counts_in_the_guilds_zone_and_goes_to_its_channel(
    store: Store, clock: HandClock
) -> None:
    await open_channel(store, clock)
    ritual = await put_ritual(store, MONDAY_NINE)
    assert (ritual.member_key, ritual.rhythm.zone, ritual.channel_id) == (None, BERLIN, RITUALS)
    assert await claim(store, MONDAY_NINE) == 1
    async with store.read() as tx:
        after = await schedules.find_of_guild(tx, GUILD, DeliveryKind.RITUAL, "monday")
        statement = select(
            DeliveryRow.member_key, DeliveryRow.ref, DeliveryRow.channel_id, DeliveryRow.expires_at
        )
        (owed,) = (await tx.execute(statement)).all()
    assert after is not None
    assert (after.next_due_at, after.last_day) == (utc("2026-06-08 07:00"), date(2026, 6, 1))
    assert tuple(owed) == (None, "monday", RITUALS, MONDAY_NINE + timedelta(hours=6))


async def test_a_guild_without_settings_counts_in_utc(store: Store) -> None:
    assert (await put_ritual(store, MONDAY_NINE, guild_id=GUILD + 1)).rhythm.zone.key == "UTC"


async def test_a_guild_has_one_schedule_of_a_name_and_several_names(store: Store) -> None:
    first = await put_ritual(store, MONDAY_NINE)
    again = await put_ritual(store, MONDAY_NINE)
    other = await put_ritual(store, MONDAY_NINE, ref="friday")
    elsewhere = await put_ritual(store, MONDAY_NINE, guild_id=GUILD + 1)
    assert first.id == again.id
    assert len({first.id, other.id, elsewhere.id}) == 3
    assert await claim(store, MONDAY_NINE) == 3
    assert len(await days_owed(store)) == 3


async def test_a_guilds_day_is_not_owed_twice(store: Store) -> None:
    await put_ritual(store, MONDAY_NINE)
    await claim(store, MONDAY_NINE)
    await put_ritual(store, MONDAY_NINE)
    assert await claim(store, MONDAY_NINE) == 1
    assert len(await days_owed(store)) == 1


async def test_members_and_guilds_fall_due_together(store: Store, clock: HandClock) -> None:
    member = await enrol(store, clock)
    await put(store, member, MONDAY_NINE)
    await put_ritual(store, MONDAY_NINE)
    await remind(store, member, MONDAY_NINE, utc("2026-06-01 09:00"))
    assert await claim(store, MONDAY_NINE) == 3
    assert len(await days_owed(store)) == 3


async def test_a_reminder_falls_due_once_and_is_forgotten(store: Store, clock: HandClock) -> None:
    member = await enrol(store, clock)
    event = utc("2026-06-03 18:00")
    await remind(store, member, utc("2026-06-02 18:00"), event)
    await remind(store, member, utc("2026-06-03 17:45"), event, ref="session-5 soon")
    assert await claim(store, utc("2026-06-02 18:00")) == 1
    async with store.read() as tx:
        assert await schedules.find(tx, member.key, DeliveryKind.REMINDER, "session-5") is None
        assert await schedules.next_due(tx, utc("2026-06-02 18:00")) == utc("2026-06-03 17:45")
    assert await days_owed(store) == [(date(2026, 6, 2), DeliveryState.QUEUED, None)]


async def test_a_reminder_is_worth_nothing_after_its_event(store: Store, clock: HandClock) -> None:
    member = await enrol(store, clock)
    await remind(store, member, utc("2026-06-02 18:00"), utc("2026-06-03 18:00"))
    await claim(store, utc("2026-06-03 18:00:01"))
    assert await days_owed(store) == [(date(2026, 6, 2), DeliveryState.DROPPED, Reason.TOO_LATE)]


async def test_an_event_that_moves_takes_its_reminder_along_and_one_called_off_has_none(
    store: Store, clock: HandClock
) -> None:
    member = await enrol(store, clock)
    await remind(store, member, utc("2026-06-02 18:00"), utc("2026-06-03 18:00"))
    await remind(store, member, utc("2026-06-05 18:00"), utc("2026-06-06 18:00"))
    assert await claim(store, utc("2026-06-04 00:00")) == 0
    async with store.write() as tx:
        moved = await schedules.find_to_change(tx, member.key, DeliveryKind.REMINDER, "session-5")
        assert moved is not None
        assert (moved.next_due_at, moved.ends_at) == (utc("2026-06-05 18:00"), utc("2026-06-06 18:00"))
        await schedules.remove(tx, moved.id)
    assert await claim(store, utc("2026-06-06 00:00")) == 0


async def test_quiet_hours_hold_a_nudge_back_or_swallow_it(store: Store, clock: HandClock) -> None:
    member = await enrol(store, clock)
    await put(store, member, MONDAY_NINE)
    await quieten(store, member, QuietHours(0, 10 * 60))
    await claim(store, MONDAY_NINE)
    await quieten(store, member, QuietHours(0, 12 * 60))
    await claim(store, utc("2026-06-02 07:00"))
    await quieten(store, member, None)
    await claim(store, utc("2026-06-03 07:00"))
    async with store.read() as tx:
        statement = select(DeliveryRow.not_before, DeliveryRow.reason).order_by(DeliveryRow.id)
        owed = [tuple(row) for row in (await tx.execute(statement)).all()]
    assert owed == [
        (utc("2026-06-01 08:00"), None),
        (utc("2026-06-02 10:00"), Reason.QUIET_HOURS),
        (utc("2026-06-03 07:00"), None),
    ]


async def quieten(store: Store, member: Member, quiet: QuietHours | None) -> None:
    async with store.write() as tx:
        await members.set_quiet(tx, member.key, quiet)
    assert (await found(store, member)).quiet == quiet


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
