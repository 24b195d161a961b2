"""The ledger of check-ins on both databases: a thing counts once, on one day, and leaves a trace."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.members import Member
from bot.store import checkins
from bot.store.tables import CheckinRow
from bot.store.transaction import Store
from tests.delivery.world import HandClock, enrol, utc

MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-01 06:00"))


async def credit(store: Store, clock: HandClock, member: Member, day: date, ref: str = "7") -> None:
    async with store.write() as tx:
        await checkins.add(tx, member.key, day, "task", ref, clock.now())


async def take_back(store: Store, clock: HandClock, member: Member, ref: str = "7") -> None:
    async with store.write() as tx:
        await checkins.revoke(tx, member.key, "task", ref, clock.now())


async def days(store: Store, member: Member) -> set[date]:
    async with store.read() as tx:
        return set((await checkins.streak_facts(tx, member.key)).checked_in)


async def rows(store: Store) -> int:
    async with store.read() as tx:
        return (await tx.execute(select(func.count()).select_from(CheckinRow))).scalar_one()


async def test_what_was_credited_stays_on_its_day_when_it_is_credited_again(
    store: Store, clock: HandClock
) -> None:
    ada = await enrol(store, clock)

    for day in (MONDAY, TUESDAY):
        await credit(store, clock, ada, day)

    assert await days(store, ada) == {MONDAY}
    assert await rows(store) == 1


async def test_what_was_taken_back_counts_on_the_day_it_is_credited_again(
    store: Store, clock: HandClock
) -> None:
    ada = await enrol(store, clock)
    await credit(store, clock, ada, MONDAY)

    await take_back(store, clock, ada)
    assert await days(store, ada) == set()
    clock.pass_time(timedelta(days=1))
    await credit(store, clock, ada, TUESDAY)

    assert await days(store, ada) == {TUESDAY}
    assert await rows(store) == 1


async def test_taking_one_thing_back_leaves_everything_else(store: Store, clock: HandClock) -> None:
    ada, ben = await enrol(store, clock), await enrol(store, clock, user_id=2)
    for who, ref in ((ada, "7"), (ada, "8"), (ben, "7")):
        await credit(store, clock, who, MONDAY, ref)

    await take_back(store, clock, ada, "7")

    assert await days(store, ada) == {MONDAY}
    assert await days(store, ben) == {MONDAY}
    assert await rows(store) == 3
