"""Moments as use cases: recorded with what reached them, at no cost when nothing is reached."""

from datetime import date, timedelta

import pytest

from bot.catalog import Catalog
from bot.domain.errors import NoLongerAvailable
from bot.domain.moment_errors import AlreadyShared
from bot.domain.moments import Moment
from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_claims import Project
from bot.domain.slips import Promise
from bot.domain.tasks import EnrolmentState, Today
from bot.services.moments import MomentService
from bot.services.plans import Planner
from bot.services.shelf import Shelf
from bot.services.tasks import TaskService
from bot.store import checkins, enrolments, members, tasks
from bot.store.tasks import NewTask
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc
from tests.services.test_tasks import counted

MONDAY = date(2026, 6, 1)
BEN = 2
LATER = timedelta(minutes=2)


def item(key: str, project: str | None = None) -> Item:
    return Item(key, ItemKind.BUILD, key.title(), 60, project=project)


ITEMS = (item("read"), item("build", "churn"), item("write", "churn"))
WEEK = Section("week-1", "Week 1", "First", ITEMS)
ROADMAP = Roadmap(
    "deep-dive-16w", "v1", "Deep Dive", "", 600, (WEEK,), projects=(Project("churn", "Churn model"),)
)
SHELF = Shelf(Catalog([ROADMAP]))


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-01 06:00"))


class Desk:
    """A member whose whole plan is three tasks of today, two of them a project."""

    def __init__(self, store: Store, clock: HandClock) -> None:
        self.store = store
        self.clock = clock
        self.tasks = TaskService(store, clock, SHELF, Planner(SHELF))
        self.moments = MomentService(store, clock)
        self.ids: list[int] = []

    async def open(self, *, streak: int = 0) -> "Desk":
        member = await enrol(self.store, self.clock)
        async with self.store.write() as tx:
            enrolment = (await members.enrolled(tx, GUILD, ADA)).enrolment
            new = [NewTask(each.key, 1, 1, MONDAY, at, 60) for at, each in enumerate(ITEMS)]
            await tasks.insert_many(tx, enrolment.id, new)
            await enrolments.set_promise(tx, enrolment.id, Promise(MONDAY, (), None))
            self.ids = [row.id for row in await tasks.all_of(tx, enrolment.id)]
            for back in range(1, streak + 1):
                day = MONDAY - timedelta(days=back)
                await checkins.add(tx, member.key, day, "task", f"old-{back}", self.clock.now())
        return self

    async def done(self, number: int) -> Today:
        return await self.tasks.done(GUILD, ADA, self.ids[number])

    async def undo(self, number: int) -> Today:
        return await self.tasks.undo(GUILD, ADA, self.ids[number])

    async def all(self) -> list[str]:
        return sorted(moment.kind for moment in await self.moments.all(GUILD, ADA))


@pytest.fixture
async def desk(store: Store, clock: HandClock) -> Desk:
    """On both databases, the seventh day of a streak."""
    return await Desk(store, clock).open(streak=6)


def kinds(today: Today) -> list[str]:
    return [moment.kind for moment in today.reached]


async def test_the_seventh_day_is_reached_with_its_first_tick_and_only_once(desk: Desk) -> None:
    first = await desk.done(0)
    assert kinds(first) == ["streak:7"]
    assert first.reached[0].title == "Deep Dive"
    pressed_again = await desk.done(0)
    await desk.undo(0)
    assert await desk.all() == ["streak:7"]
    ticked_again = await desk.done(0)
    assert (kinds(pressed_again), kinds(ticked_again)) == ([], [])
    assert ticked_again.streak.current == 7


async def test_a_project_and_the_end_come_with_the_last_task(desk: Desk) -> None:
    seen = [await desk.done(number) for number in range(3)]
    assert [kinds(each) for each in seen[1:]] == [[], ["project", "roadmap:deep-dive-16w"]]
    assert [moment.title for moment in seen[2].reached] == ["Churn model", "Deep Dive"]
    assert seen[2].state is EnrolmentState.FINISHED
    assert await desk.all() == ["project", "roadmap:deep-dive-16w", "streak:7"]


async def test_finishing_again_is_no_second_moment_once_it_was_shown(desk: Desk) -> None:
    for number in range(3):
        last = await desk.done(number)
        for moment in last.reached:
            await desk.moments.shown(GUILD, ADA, moment.id)
    reopened = await desk.undo(2)
    assert reopened.state is EnrolmentState.ACTIVE
    assert kinds(await desk.done(2)) == []


async def test_an_end_without_a_tick_waits_for_the_next_today(desk: Desk) -> None:
    await desk.tasks.skip(GUILD, ADA, desk.ids[0])
    await desk.tasks.skip(GUILD, ADA, desk.ids[1])
    await desk.tasks.skip(GUILD, ADA, desk.ids[2])
    assert await desk.moments.unshown(GUILD, ADA) == ()
    desk.clock.pass_time(LATER)
    (waiting,) = await desk.moments.unshown(GUILD, ADA)
    assert waiting.is_roadmap
    await desk.moments.shown(GUILD, ADA, waiting.id)
    assert await desk.moments.unshown(GUILD, ADA) == ()


async def test_a_skipped_part_is_no_finished_project(desk: Desk) -> None:
    await desk.tasks.skip(GUILD, ADA, desk.ids[1])
    assert "project" not in kinds(await desk.done(2))


async def test_a_tick_that_reaches_nothing_costs_nothing_more(sqlite_store: Store, clock: HandClock) -> None:
    plain = await Desk(sqlite_store, clock).open(streak=3)
    with counted() as usual:
        await plain.done(0)
    with counted() as of_a_project:
        await plain.done(1)
    assert len(of_a_project) == len(usual) + 1


async def recorded(desk: Desk) -> dict[str, tuple[date, bool]]:
    """Every moment with its day, and whether it counts as shown."""
    every = await desk.moments.all(GUILD, ADA)
    return {moment.kind: (moment.day, moment.shown_at is not None) for moment in every}


async def test_lengths_that_were_passed_unseen_are_recorded_with_the_next_tick(
    store: Store, clock: HandClock
) -> None:
    """A streak that grew by an amnesty, or before moments were recorded."""
    desk = await Desk(store, clock).open(streak=32)

    first = await desk.done(0)

    assert kinds(first) == ["streak:30"]
    assert await recorded(desk) == {
        "streak:7": (MONDAY - timedelta(days=26), True),
        "streak:30": (MONDAY - timedelta(days=3), False),
    }
    await desk.undo(0)
    assert kinds(await desk.done(0)) == []


async def one(desk: Desk) -> Moment:
    await desk.done(0)
    (moment,) = await desk.moments.all(GUILD, ADA)
    return moment


async def test_it_is_shared_once_or_again_after_a_failure(desk: Desk) -> None:
    moment = await one(desk)
    shared = await desk.moments.share(GUILD, ADA, moment.id, 55)
    assert shared.shared_at == desk.clock.now()
    with pytest.raises(AlreadyShared):
        await desk.moments.share(GUILD, ADA, moment.id)
    await desk.moments.unshare(GUILD, ADA, moment.id)
    assert (await desk.moments.find(GUILD, ADA, moment.id)).shared_at is None


@pytest.mark.parametrize("verb", ["find", "shown", "share", "unshare"])
async def test_somebody_elses_moment_is_gone(desk: Desk, verb: str) -> None:
    moment = await one(desk)
    with pytest.raises(NoLongerAvailable):
        await getattr(desk.moments, verb)(GUILD, BEN, moment.id)
    assert await desk.moments.all(GUILD, BEN) == ()
