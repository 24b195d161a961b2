"""Moments on both databases: reached once, shown, shared once, and nobody else's."""

from datetime import date, timedelta

import pytest

from bot.domain.moments import Moment, Reached
from bot.domain.tasks import TaskState
from bot.store import members, moments, tasks
from bot.store.tasks import NewTask
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc

MONDAY = date(2026, 6, 1)
NOW = utc("2026-06-01 06:00")
MINUTE = timedelta(minutes=1)
SEVEN, THIRTY = Reached("streak:7", "Deep Dive"), Reached("streak:30", "Deep Dive")


@pytest.fixture
async def ada(store: Store) -> int:
    """Her member key."""
    return (await enrol(store, HandClock(NOW))).key


async def reach(store: Store, member_key: int, reached: Reached = SEVEN) -> Moment | None:
    async with store.write() as tx:
        return await moments.add(tx, member_key, reached, MONDAY, NOW)


async def mine(store: Store, user_id: int = ADA) -> tuple[Moment, ...]:
    async with store.read() as tx:
        return await moments.of(tx, GUILD, user_id)


async def test_a_moment_is_reached_once(store: Store, ada: int) -> None:
    first = await reach(store, ada)
    assert first is not None
    assert (first.kind, first.title, first.day, first.shown_at) == ("streak:7", "Deep Dive", MONDAY, None)
    assert await reach(store, ada) is None
    assert await mine(store) == (first,)


async def test_the_newest_comes_first(store: Store, ada: int) -> None:
    seven, thirty = await reach(store, ada), await reach(store, ada, THIRTY)
    assert await mine(store) == (thirty, seven)
    async with store.read() as tx:
        assert await moments.find_kind(tx, ada, "streak:30") == thirty
        assert await moments.find_kind(tx, ada, "streak:100") is None


async def test_what_was_never_shown_is_found_after_a_while(store: Store, ada: int) -> None:
    seven, thirty = await reach(store, ada), await reach(store, ada, THIRTY)
    assert seven is not None
    async with store.write() as tx:
        assert await moments.unshown(tx, GUILD, ADA, NOW) == ()
        assert await moments.unshown(tx, GUILD, ADA, NOW + MINUTE) == (seven, thirty)
        await moments.set_shown(tx, seven.id, NOW)
        await moments.set_shown(tx, seven.id, NOW + MINUTE)
        assert await moments.unshown(tx, GUILD, ADA, NOW + MINUTE) == (thirty,)
        shown = await moments.find(tx, GUILD, ADA, seven.id)
    assert shown is not None
    assert shown.shown_at == NOW


async def test_it_is_shared_once_unless_it_did_not_arrive(store: Store, ada: int) -> None:
    moment = await reach(store, ada)
    assert moment is not None
    async with store.write() as tx:
        assert await moments.share(tx, moment.id, 55, NOW)
        assert not await moments.share(tx, moment.id, 56, NOW + MINUTE)
        await moments.unshare(tx, moment.id)
        assert await moments.share(tx, moment.id, None, NOW + MINUTE)
        shared = await moments.find(tx, GUILD, ADA, moment.id)
    assert shared is not None
    assert shared.shared_at == NOW + MINUTE


async def test_nobody_else_has_it(store: Store, ada: int) -> None:
    moment = await reach(store, ada)
    assert moment is not None
    assert await mine(store, 2) == ()
    async with store.read() as tx:
        assert await moments.find(tx, GUILD, 2, moment.id) is None
        assert await moments.find(tx, GUILD + 1, ADA, moment.id) is None
        assert await moments.unshown(tx, GUILD, 2, NOW + MINUTE) == ()


async def test_a_project_is_done_with_its_last_sitting(store: Store, ada: int) -> None:
    assert ada
    async with store.write() as tx:
        enrolment = (await members.enrolled(tx, GUILD, ADA)).enrolment.id
        parts = [("build", 1), ("build", 2), ("write", 1), ("other", 1)]
        new = [NewTask(key, n, 2, MONDAY, at, 30) for at, (key, n) in enumerate(parts)]
        await tasks.insert_many(tx, enrolment, new)
        rows = await tasks.all_of(tx, enrolment)
        done: list[bool] = []
        for row in rows[:3]:
            await tasks.settle(tx, enrolment, row.id, TaskState.DONE, MONDAY, NOW)
            done.append(await moments.all_done(tx, enrolment, ["build", "write"]))
        await tasks.reopen(tx, enrolment, rows[0].id, MONDAY)
        await tasks.settle(tx, enrolment, rows[0].id, TaskState.SKIPPED, MONDAY, NOW)
        skipped = await moments.all_done(tx, enrolment, ["build", "write"])
    assert (done, skipped) == ([False, False, True], False)
