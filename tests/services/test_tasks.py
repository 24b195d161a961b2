"""Ticking and taking back, the end of a roadmap, and what a day costs the database."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.catalog import Catalog
from bot.domain.errors import TaskGone, TaskNotOpen
from bot.domain.roadmap import Roadmap
from bot.domain.slips import Promise
from bot.domain.tasks import EnrolmentState, TaskState
from bot.services.plans import Planner
from bot.services.shelf import Shelf
from bot.services.standings import StandingService
from bot.services.tasks import TaskService
from bot.store import enrolments, members, standings, tasks
from bot.store.tasks import NewTask
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc

SHELF = Shelf(Catalog([Roadmap("deep-dive-16w", "v1", "Deep Dive", "", 600, ())]))
MONDAY = date(2026, 6, 1)
BEN = 2


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-01 06:00"))


async def two_tasks(store: Store, clock: HandClock, user_id: int = ADA) -> tuple[TaskService, int, int]:
    """A member whose whole plan is two tasks of today."""
    await enrol(store, clock, user_id=user_id)
    async with store.write() as tx:
        found = await members.enrolled(tx, GUILD, user_id)
        new = [NewTask(f"own:{n}", 1, 1, MONDAY, n, 30, title=f"Task {n}") for n in range(2)]
        await tasks.insert_many(tx, found.enrolment.id, new)
        await enrolments.set_promise(tx, found.enrolment.id, Promise(MONDAY, (), None))
        first, second = await tasks.all_of(tx, found.enrolment.id)
    return TaskService(store, clock, SHELF, Planner(SHELF)), first.id, second.id


@contextmanager
def counted() -> Generator[list[str]]:
    """The statements that run inside, without transaction control."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_the_last_tick_finishes_the_roadmap_and_taking_it_back_goes_on(
    store: Store, clock: HandClock
) -> None:
    service, first, second = await two_tasks(store, clock)

    seen = [
        await service.done(GUILD, ADA, first),
        await service.done(GUILD, ADA, second),
        await service.undo(GUILD, ADA, first),
    ]

    states = [EnrolmentState.ACTIVE, EnrolmentState.FINISHED, EnrolmentState.ACTIVE]
    assert [panel.state for panel in seen] == states
    assert [len(panel.open_tasks) for panel in seen] == [1, 0, 1]
    assert [panel.streak.current for panel in seen] == [1, 1, 1]
    assert await service.today(GUILD, ADA) == seen[-1]


async def test_pressing_again_changes_nothing(store: Store, clock: HandClock) -> None:
    service, first, _ = await two_tasks(store, clock)

    ticked = await service.done(GUILD, ADA, first)
    assert await service.done(GUILD, ADA, first) == ticked

    opened = await service.undo(GUILD, ADA, first)
    assert await service.undo(GUILD, ADA, first) == opened
    assert (opened.streak.current, opened.tasks[0].state) == (0, TaskState.OPEN)


async def test_a_tick_of_an_earlier_day_that_is_taken_back_has_the_board_counted_again(
    store: Store, clock: HandClock
) -> None:
    service, first, _ = await two_tasks(store, clock)
    await service.done(GUILD, ADA, first)
    clock.pass_time(timedelta(days=1))
    await StandingService(store, clock).join(GUILD, ADA)

    await service.undo(GUILD, ADA, first)

    async with store.read() as tx:
        held = await standings.find(tx, (await members.enrolled(tx, GUILD, ADA)).member.key)
        assert held is not None
        assert held.day == standings.NEVER


async def test_a_skipped_task_is_not_ticked(sqlite_store: Store, clock: HandClock) -> None:
    service, first, _ = await two_tasks(sqlite_store, clock)
    await service.skip(GUILD, ADA, first)

    with pytest.raises(TaskNotOpen):
        await service.done(GUILD, ADA, first)

    assert (await service.today(GUILD, ADA)).streak.current == 0


@pytest.mark.parametrize("verb", ["done", "undo", "skip"])
async def test_somebody_elses_task_is_gone(sqlite_store: Store, clock: HandClock, verb: str) -> None:
    service, first, _ = await two_tasks(sqlite_store, clock)
    await two_tasks(sqlite_store, clock, BEN)

    with pytest.raises(TaskGone):
        await getattr(service, verb)(GUILD, BEN, first)

    assert len((await service.today(GUILD, ADA)).open_tasks) == 2


async def test_a_day_takes_four_statements_and_a_tick_six(sqlite_store: Store, clock: HandClock) -> None:
    service, first, _ = await two_tasks(sqlite_store, clock)

    with counted() as shown:
        await service.today(GUILD, ADA)
    with counted() as ticked:
        await service.done(GUILD, ADA, first)

    assert len(shown) == 4, shown
    assert len(ticked) == 6, ticked
