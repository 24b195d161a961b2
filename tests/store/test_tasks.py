"""Task rows on both databases: settled once, opened again, and never by somebody else."""

from datetime import date

import pytest

from bot.domain.members import Membership
from bot.domain.tasks import TaskState
from bot.store import members, tasks
from bot.store.tasks import NewTask, StoredTask
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc

MONDAY, TUESDAY, FRIDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 5)
NOW = utc("2026-06-02 06:00")
BEN = 2


async def planned(store: Store, day: date, user_id: int = ADA) -> tuple[Membership, StoredTask]:
    """A member with one task on `day`."""
    await enrol(store, HandClock(NOW), user_id=user_id)
    async with store.write() as tx:
        found = await members.enrolled(tx, GUILD, user_id)
        await tasks.insert_many(tx, found.enrolment.id, [NewTask("a", 1, 1, day, position=0, minutes=30)])
        return found, (await tasks.all_of(tx, found.enrolment.id))[0]


async def settle(store: Store, whose: Membership, row: StoredTask, state: TaskState = TaskState.DONE) -> bool:
    async with store.write() as tx:
        return await tasks.settle(tx, whose.enrolment.id, row.id, state, TUESDAY, NOW)


async def reopen(store: Store, whose: Membership, row: StoredTask) -> bool:
    async with store.write() as tx:
        return await tasks.reopen(tx, whose.enrolment.id, row.id, TUESDAY)


async def seen(store: Store, row: StoredTask, user_id: int = ADA, guild_id: int = GUILD) -> StoredTask | None:
    async with store.read() as tx:
        return await tasks.owned(tx, guild_id, user_id, row.id)


@pytest.mark.parametrize("state", [TaskState.DONE, TaskState.SKIPPED])
async def test_a_task_is_settled_once(store: Store, state: TaskState) -> None:
    found, row = await planned(store, MONDAY)

    assert [await settle(store, found, row, state), await settle(store, found, row)] == [True, False]

    after = await seen(store, row)
    assert after is not None
    assert (after.state, after.settled_day, after.day) == (state, TUESDAY, MONDAY)


@pytest.mark.parametrize(("day", "after"), [(MONDAY, TUESDAY), (TUESDAY, TUESDAY), (FRIDAY, FRIDAY)])
async def test_a_task_taken_back_is_due_today_unless_its_day_is_to_come(
    store: Store, day: date, after: date
) -> None:
    found, row = await planned(store, day)
    await settle(store, found, row)

    assert [await reopen(store, found, row), await reopen(store, found, row)] == [True, False]

    again = await seen(store, row)
    assert again is not None
    assert (again.state, again.settled_day, again.day) == (TaskState.OPEN, None, after)


async def test_nobody_settles_or_opens_somebody_elses_task(store: Store) -> None:
    ada, row = await planned(store, MONDAY)
    ben, _ = await planned(store, MONDAY, BEN)

    assert not await settle(store, ben, row)
    assert await settle(store, ada, row)
    assert not await reopen(store, ben, row)


@pytest.mark.parametrize(("user_id", "guild_id"), [(BEN, GUILD), (ADA, GUILD + 1)])
async def test_a_task_is_found_by_its_owner_only(store: Store, user_id: int, guild_id: int) -> None:
    _, row = await planned(store, MONDAY)

    assert await seen(store, row) == row
    assert await seen(store, row, user_id, guild_id) is None
