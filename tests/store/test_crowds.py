"""Claimed together or one by one: everybody's delivery and next occurrence are the same."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Row, select
from sqlalchemy.dialects import sqlite

from bot.domain.delivery import DeliveryKind, Destination
from bot.domain.schedules import LONGEST_SPREAD, Falling, QuietHours, Rhythm, Schedule, fall_due
from bot.store import members, schedules
from bot.store.bulk import instants
from bot.store.tables import DeliveryRow, UtcDateTime
from bot.store.transaction import Store
from tests.delivery.world import EVERY_DAY, GUILD, HandClock, enrol, utc

NOW = utc("2026-06-01 09:00")
ZONES = ("Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Apia")
MONDAYS = frozenset({0})
NIGHT = QuietHours(0, 14 * 60)
LATE = timedelta(hours=1)


async def put(store: Store, number: int) -> int:
    """A member with a nudge due within the last hours, alike for every eighth; the key."""
    zone = ZoneInfo(ZONES[number % 4])
    member = await enrol(store, HandClock(NOW), user_id=number, zone=zone)
    local = NOW.astimezone(zone)
    days = EVERY_DAY if number % 8 < 4 else MONDAYS
    async with store.write() as tx:
        rhythm = Rhythm(local.hour * 60 + local.minute, days, zone, 180)
        await schedules.put(tx, GUILD, member.key, DeliveryKind.NUDGE, rhythm, Destination.DM, NOW)
        await members.set_quiet(tx, member.key, NIGHT if number % 3 == 0 else None)
        created = await schedules.find_to_change(tx, member.key, DeliveryKind.NUDGE)
        assert created is not None
        await schedules.set_next(tx, created.id, NOW - timedelta(days=number % 2))
    return member.key


async def found(store: Store, key: int) -> Schedule:
    async with store.read() as tx:
        schedule = await schedules.find(tx, key, DeliveryKind.NUDGE)
    assert schedule is not None
    return schedule


async def owed(store: Store, key: int) -> Row[*tuple[Any, ...]]:
    async with store.read() as tx:
        return (await tx.execute(select(DeliveryRow.__table__).where(DeliveryRow.member_key == key))).one()


async def test_a_crowd_of_all_kinds_comes_to_what_each_would_come_to_alone(store: Store) -> None:
    keys = [await put(store, number) for number in range(24)]
    expected: dict[int, Falling] = {}
    for key in keys:
        schedule = await found(store, key)
        assert schedule.next_due_at is not None
        expected[key] = fall_due(schedule, schedule.next_due_at, NOW + LATE, LONGEST_SPREAD)

    async with store.write(alone=False) as tx:
        falls = await schedules.claim_due(tx, NOW + LATE, 100, LONGEST_SPREAD)

    assert len(falls) == len(keys)
    for key, fall in expected.items():
        row, moved = await owed(store, key), await found(store, key)
        assert (row.due_at, row.not_before, row.expires_at) == (fall.due_at, fall.not_before, fall.expires_at)
        assert (row.local_day, row.reason) == (fall.day, fall.reason)
        assert (row.settled_at is None, row.state) == (
            not fall.reason,
            "dropped" if fall.reason else "queued",
        )
        assert (moved.next_due_at, moved.last_day) == (fall.next_due_at, fall.last_day)
    assert len({(fall.not_before, fall.reason) for fall in expected.values()}) > len(ZONES)


@given(
    st.datetimes(
        datetime(1971, 1, 1),  # noqa: DTZ001 - in any zone
        datetime(2199, 12, 30),  # noqa: DTZ001
        timezones=st.timezones() | st.just(UTC),
    )
)
def test_an_instant_is_written_as_its_column_would_write_it(instant: datetime) -> None:
    dialect = sqlite.dialect()
    column = UtcDateTime().dialect_impl(dialect).bind_processor(dialect)
    assert column is not None
    assert instants(dialect)(instant) == column(instant)
    assert instants(dialect)(None) is None
