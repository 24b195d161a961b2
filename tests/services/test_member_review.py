"""Organisers see who needs somebody: groups, reasons, and few statements however many members there are."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, update

from bot.catalog import Catalog
from bot.domain.member_review import MemberGroup, ReviewedMember
from bot.domain.slips import Promise
from bot.domain.tasks import EnrolmentState, TaskState
from bot.services.member_review import PAGE, MemberReview
from bot.services.shelf import Shelf
from bot.store import checkins, enrolments, member_review, members, tasks
from bot.store.tables import EnrolmentRow
from bot.store.tasks import NewTask
from bot.store.transaction import Store
from tests.catalog.built_in import ROADMAPS
from tests.delivery.world import GUILD, HandClock, enrol, utc

MONDAY = date(2026, 6, 1)
START = date(2026, 1, 1)
NINE = utc("2026-06-08 07:00")


class Office:
    """Members in Berlin who study every day since January, seen on Monday 8 June."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = HandClock(NINE)
        self.review = MemberReview(store, self.clock, Shelf(Catalog(ROADMAPS.values())))

    async def member(self, user_id: int, days: Sequence[int] = ()) -> int:
        """A member with check-ins on these days from the Monday on; their enrolment."""
        found = await enrol(self.store, self.clock, user_id=user_id)
        async with self.store.write() as tx:
            for each in days:
                day = MONDAY + timedelta(days=each)
                await checkins.add(tx, found.key, day, "task", str(each), self.clock.now())
            return (await members.enrolled(tx, GUILD, user_id)).enrolment.id

    async def pause(self, enrolment: int, since: date, until: date | None = None) -> None:
        async with self.store.write() as tx:
            await enrolments.open_pause(tx, enrolment, since, until)
            await enrolments.set_state(tx, enrolment, EnrolmentState.PAUSED, None)

    async def promise(self, enrolment: int, daily: int, settled: Sequence[int] = ()) -> None:
        """So many minutes promised for each of the seven days, and days on which an hour was settled."""
        async with self.store.write() as tx:
            await enrolments.set_promise(tx, enrolment, Promise(MONDAY, (daily,) * 7, None))
            new = [NewTask(f"item{each}", 1, 1, MONDAY + timedelta(days=each), each, 60) for each in settled]
            await tasks.insert_many(tx, enrolment, new)
            for row in await tasks.all_of(tx, enrolment):
                await tasks.settle(tx, enrolment, row.id, TaskState.DONE, row.day, self.clock.now())

    async def seen(self, group: MemberGroup) -> tuple[ReviewedMember, ...]:
        return (await self.review.show(GUILD, group)).members

    async def only(self, group: MemberGroup) -> ReviewedMember:
        (member,) = await self.seen(group)
        return member


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


async def test_an_empty_guild_is_no_error(office: Office) -> None:
    page = await office.review.show(GUILD)

    assert (page.total, page.members, page.pages) == (0, (), 1)


async def test_whoever_keeps_their_days_is_fine(office: Office) -> None:
    await office.member(1, range(-30, 7))

    seen = await office.only(MemberGroup.FINE)

    assert (seen.week.kept, seen.week.planned, seen.silent, seen.lost) == (7, 7, 0, 0)
    assert seen.last_checkin == date(2026, 6, 7)
    assert seen.roadmap == "Deep Dive, 16 weeks to ML engineer"


async def test_a_streak_that_ended_this_week_is_slipping(office: Office) -> None:
    # The two weeks before earned two freezes: it ends with the third day that was missed.
    await office.member(1, [*range(-14, 2), 3, 5])
    await office.member(2, [*range(-14, 1), 3])

    page = await office.review.show(GUILD)

    assert (page.counts[MemberGroup.SLIPPING], page.group) == (2, MemberGroup.SLIPPING)
    week = {each.user_id: (each.week.kept, each.lost) for each in page.members}
    assert week == {1: (4, 18), 2: (2, 16)}


async def test_a_freeze_that_saved_a_streak_is_no_slip(office: Office) -> None:
    await office.member(1, [*range(-14, 3), *range(4, 7)])

    seen = await office.only(MemberGroup.FINE)

    assert (seen.week.kept, seen.lost) == (6, 0)


@pytest.mark.parametrize(
    ("daily", "settled", "behind", "group"),
    [
        (60, range(7), 0, MemberGroup.FINE),
        (60, range(5), 1, MemberGroup.FINE),
        (60, range(0), 5, MemberGroup.SLIPPING),
        (30, range(7), -2, MemberGroup.FINE),
    ],
)
async def test_the_promise_tells_who_is_behind(
    office: Office, daily: int, settled: Sequence[int], behind: int, group: MemberGroup
) -> None:
    # The weeks before earned a freeze for the day that was missed.
    enrolment = await office.member(1, [*range(-14, 3), *range(4, 7)])
    await office.promise(enrolment, daily, settled)

    assert (await office.only(group)).behind == behind


@pytest.mark.parametrize(
    ("last", "silent", "group"),
    [(0, 6, MemberGroup.SLIPPING), (-1, 7, MemberGroup.QUIET), (-9, 15, MemberGroup.QUIET)],
)
async def test_a_week_without_a_check_in_is_quiet(
    office: Office, last: int, silent: int, group: MemberGroup
) -> None:
    await office.member(1, [last])

    assert (await office.only(group)).silent == silent


async def test_whoever_never_began_is_quiet_a_week_after_their_start(office: Office) -> None:
    await office.member(1)

    seen = await office.only(MemberGroup.QUIET)

    assert seen.last_checkin is None
    assert seen.silent == (date(2026, 6, 7) - START).days + 1


async def test_a_break_is_paused_and_whoever_came_back_is_not_quiet_at_once(office: Office) -> None:
    for user_id, until in ((1, None), (2, date(2026, 6, 20)), (3, date(2026, 6, 7))):
        enrolment = await office.member(user_id, [-30])
        await office.pause(enrolment, date(2026, 5, 10), until)

    paused = await office.seen(MemberGroup.PAUSED)

    assert [(each.user_id, each.paused_until) for each in paused] == [(2, date(2026, 6, 20)), (1, None)]
    back = await office.only(MemberGroup.SLIPPING)
    assert (back.user_id, back.silent, back.week.planned) == (3, 1, 1)


async def test_the_finished_are_told_apart_and_those_who_left_are_gone(office: Office) -> None:
    for user_id, state in ((1, EnrolmentState.FINISHED), (2, EnrolmentState.LEFT)):
        enrolment = await office.member(user_id)
        async with office.store.write() as tx:
            await enrolments.set_state(tx, enrolment, state, NINE)

    page = await office.review.show(GUILD)

    assert (page.total, page.counts[MemberGroup.FINISHED]) == (1, 1)


async def test_whoever_keeps_every_day_is_not_slipping_however_far_behind(office: Office) -> None:
    await office.promise(await office.member(1, range(-14, 7)), 60, ())

    assert (await office.only(MemberGroup.FINE)).behind == 5


async def test_a_roadmap_that_is_gone_goes_by_its_id_and_hides_nobody(office: Office) -> None:
    await office.member(1, range(7))
    gone = await office.member(2, range(7))
    async with office.store.write() as tx:
        await tx.execute(update(EnrolmentRow).where(EnrolmentRow.id == gone).values(roadmap_id="gone"))

    seen = await office.seen(MemberGroup.FINE)

    assert {each.user_id: each.roadmap for each in seen} == {
        1: "Deep Dive, 16 weeks to ML engineer",
        2: "gone",
    }


async def test_more_promises_than_a_statement_takes_are_asked_in_pieces(office: Office) -> None:
    enrolment = await office.member(1, range(7))
    await office.promise(enrolment, 60, range(3))
    asked = dict.fromkeys(range(enrolment, enrolment + 20_000), MONDAY)

    async with office.store.read() as tx:
        assert await member_review.settled_since(tx, asked) == {enrolment: 180}


async def test_another_guild_sees_nobody(office: Office) -> None:
    await office.member(1)

    assert (await office.review.show(GUILD + 1)).total == 0


async def test_the_number_of_statements_does_not_grow_with_the_members(sqlite_store: Store) -> None:
    office = Office(sqlite_store)
    for user_id in range(1, 4):
        await office.member(user_id, [-1, 1])
    few = await _statements(office)
    for user_id in range(4, 30):
        await office.member(user_id, [-1, 1])

    assert await _statements(office) == few
    assert len((await office.review.show(GUILD)).members) == PAGE


async def _statements(office: Office) -> int:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    await office.review.show(GUILD)
    event.remove(Engine, "before_cursor_execute", note)
    return len(seen)
