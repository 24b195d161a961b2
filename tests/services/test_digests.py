"""What the weekly digest tells: named are those who chose it, and of the others there are counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, update

from bot.catalog import Catalog
from bot.domain.delivery import Claim, DeliveryKind, Reason
from bot.domain.digests import DigestBrief, GroupWeek
from bot.domain.members import Member
from bot.domain.nudges import Quiet
from bot.domain.reflections import Goals, Wins
from bot.domain.rituals import Ritual
from bot.domain.tasks import EnrolmentState
from bot.services.digests import DigestService
from bot.services.rituals import RitualService
from bot.services.shelf import Shelf
from bot.services.standings import StandingService
from bot.store import checkins, claims, enrolments, members, reflections
from bot.store.tables import EnrolmentRow, MomentRow
from bot.store.transaction import Store
from tests.catalog.built_in import ROADMAPS
from tests.delivery.world import BERLIN, GUILD, NUDGE_CHANNEL, HandClock, enrol, open_channel, utc

MONDAY = date(2026, 6, 1)
EIGHT = utc("2026-06-08 06:00")
"""Eight o'clock in Berlin on the Monday after."""

HERE = 600
"""The channel of the digest."""

CLAIM = Claim(
    id=7,
    guild_id=GUILD,
    user_id=None,
    member_key=None,
    kind=DeliveryKind.RITUAL,
    due_at=EIGHT,
    expires_at=EIGHT + timedelta(hours=6),
    owner="me",
    attempts=1,
    lease_until=EIGHT + timedelta(minutes=5),
    first_try_at=EIGHT,
    unsure_since=None,
    direct=False,
    channel_id=HERE,
    fallback_id=None,
    reason=None,
    closed_count=0,
    ref="digest",
)


class Office:
    """A guild in Berlin, whose members study every day."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = HandClock(utc("2026-06-01 06:00"))
        self.digests = DigestService(store, Shelf(Catalog(ROADMAPS.values())))

    async def member(
        self, user_id: int, days: Sequence[int] = range(7), *, zone: ZoneInfo = BERLIN, board: bool = False
    ) -> Member:
        """A member with check-ins on these days from the Monday on."""
        found = await enrol(self.store, self.clock, user_id=user_id, zone=zone)
        async with self.store.write() as tx:
            for each in days:
                day, ref = MONDAY + timedelta(days=each), f"{user_id}.{each}"
                await checkins.add(tx, found.key, day, "task", ref, self.clock.now())
        if board:
            await StandingService(self.store, self.clock).join(GUILD, user_id)
        return found

    async def moment(
        self, member: Member, kind: str, day: date, shared_at: datetime | None = None, room: int | None = HERE
    ) -> None:
        """Something reached."""
        row = {"member_key": member.key, "kind": kind, "title": "A title", "day": day}
        shared = {"shared_at": shared_at, "shared_channel_id": room}
        async with self.store.write() as tx:
            await tx.execute(insert(MomentRow).values({**row, **shared, "at": self.clock.now()}))

    async def wins(
        self, member: Member, wins: Wins, posted_at: datetime | None, room: int | None = HERE
    ) -> None:
        """Wins of the week, posted or kept."""
        async with self.store.write() as tx:
            await reflections.save(tx, member.key, Ritual.WINS, MONDAY, wins, utc("2026-06-05 14:00"))
            await reflections.set_posted(tx, member.key, Ritual.WINS, MONDAY, posted_at, room)

    async def tick(self, member: Member, *boxes: str, day: date = MONDAY) -> None:
        """Boxes of the roadmap."""
        async with self.store.write() as tx:
            enrolment = (await members.enrolled(tx, GUILD, member.user_id)).enrolment
            await claims.tick(tx, enrolment.id, boxes, day, self.clock.now())

    async def switch(self, *, on: bool) -> None:
        """As an organiser."""
        await RitualService(self.store, self.clock).change(GUILD, Ritual.DIGEST, on=on, channel_id=HERE)

    async def week(self, claim: Claim = CLAIM) -> GroupWeek:
        """What the digest tells."""
        brief = await self.digests.brief(claim, claim.due_at)
        assert isinstance(brief, DigestBrief)
        return brief.week


@pytest.fixture
async def office(store: Store) -> Office:
    built = Office(store)
    await open_channel(store, built.clock)
    await built.switch(on=True)
    return built


async def test_who_kept_all_days_is_named_only_on_the_board(office: Office) -> None:
    await office.member(1, board=True)
    await office.member(2)
    await office.member(3, range(6), board=True)
    await office.member(4, board=True)
    await office.member(5, ())

    week = await office.week()

    assert (week.first, week.last) == (MONDAY, date(2026, 6, 7))
    assert (week.kept, week.kept_unnamed, week.tasks) == ((1, 4), 1, 27)


async def test_a_day_that_is_not_over_where_somebody_lives_does_not_count_against_them(
    office: Office,
) -> None:
    await office.member(1, range(-1, 6), zone=ZoneInfo("America/Los_Angeles"), board=True)

    assert (await office.week()).kept == (1,)


async def test_whoever_planned_nothing_kept_nothing(office: Office) -> None:
    member = await office.member(1, (), board=True)
    await office.member(2, [3])
    async with office.store.write() as tx:
        found = await members.enrolled(tx, GUILD, 1)
        await enrolments.open_pause(tx, found.enrolment.id, date(2026, 5, 1), None)
        await enrolments.set_state(tx, found.enrolment.id, EnrolmentState.PAUSED, None)

    week = await office.week()

    assert member.user_id not in week.kept
    assert (week.kept_unnamed, week.tasks) == (0, 1)


async def test_wins_are_told_as_far_as_their_members_posted_them(office: Office) -> None:
    goals = ("Read", "Write")
    cases = [
        (Wins(goals, (), "All of it"), utc("2026-06-05 15:00")),
        (Wins(goals[:1], goals[1:], ""), utc("2026-06-05 14:30")),
        (Wins((), goals, ""), utc("2026-06-05 15:00")),
        (Wins(goals, (), "Kept to myself"), None),
        (Wins(goals, (), "Changed since"), utc("2026-06-05 13:00")),
        (Wins(goals, (), "Long ago"), utc("2026-05-29 15:00")),
    ]
    for number, (wins, posted_at) in enumerate(cases, 1):
        await office.wins(await office.member(number, [0]), wins, posted_at)

    told = (await office.week()).wins

    assert [(each.user_id, each.reached, each.win) for each in told] == [(2, 1, ""), (1, 2, "All of it")]


async def test_other_rituals_are_no_wins(office: Office) -> None:
    member = await office.member(1, [0])
    async with office.store.write() as tx:
        at = utc("2026-06-05 14:00")
        await reflections.save(tx, member.key, Ritual.GOALS, MONDAY, Goals(("Read",)), at)
        await reflections.set_posted(tx, member.key, Ritual.GOALS, MONDAY, at)

    assert (await office.week()).wins == ()


async def test_moments_name_whoever_shared_them_and_count_the_rest(office: Office) -> None:
    ada, ben = await office.member(1, [0]), await office.member(2, [0])
    await office.moment(ada, "streak:7", MONDAY, utc("2026-06-03 12:00"))
    await office.moment(ada, "streak:30", MONDAY)
    await office.moment(ada, "project", date(2026, 5, 30))
    await office.moment(ben, "roadmap:x", date(2026, 5, 20), utc("2026-06-02 12:00"))
    await office.moment(ben, "streak:7", date(2026, 5, 20), utc("2026-05-21 12:00"))

    week = await office.week()

    assert [(each.user_id, each.moment.kind) for each in week.moments] == [(2, "roadmap:x"), (1, "streak:7")]
    assert week.moments_unnamed == 1


async def test_a_mock_counts_once_for_both_who_held_it(office: Office) -> None:
    for user_id in (1, 2):
        member = await office.member(user_id, ())
        async with office.store.write() as tx:
            for ref in ("10", "11"):
                await checkins.add(tx, member.key, MONDAY, "mock", ref, office.clock.now())

    week = await office.week()

    assert (week.mocks, week.tasks) == (2, 0)


async def test_what_was_taken_back_or_was_another_week_is_not_counted(office: Office) -> None:
    member = await office.member(1, (-1, 0, 7))
    async with office.store.write() as tx:
        await checkins.revoke(tx, member.key, "task", "1.0", office.clock.now())
        await checkins.add(tx, member.key, MONDAY, "task", "other", office.clock.now())

    assert (await office.week()).tasks == 1


async def test_another_guild_is_not_told_about(office: Office) -> None:
    await office.member(1, board=True)

    other = replace(CLAIM, guild_id=GUILD + 1)
    await RitualService(office.store, office.clock).change(GUILD + 1, Ritual.DIGEST, on=True, channel_id=HERE)

    assert await office.digests.brief(other, EIGHT) == Quiet(Reason.NOTHING_PLANNED)


@pytest.mark.parametrize("days", [(), (-3, -1)])
async def test_where_nothing_happened_it_is_silent(office: Office, days: Sequence[int]) -> None:
    await office.member(1, days, board=True)

    assert await office.digests.brief(CLAIM, EIGHT) == Quiet(Reason.NOTHING_PLANNED)


@pytest.mark.parametrize(
    ("after", "late"), [(timedelta(minutes=5), timedelta(0)), (timedelta(hours=2), timedelta(hours=2))]
)
async def test_late_it_tells_the_same_week_and_says_so(
    office: Office, after: timedelta, late: timedelta
) -> None:
    await office.member(1, board=True)

    brief = await office.digests.brief(CLAIM, EIGHT + after)

    assert isinstance(brief, DigestBrief)
    assert (brief.late_by, brief.marker, brief.week.last) == (late, "n:7:", date(2026, 6, 7))


async def test_many_members_are_counted_in_pieces(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.checkins.BATCH", 2)
    office = Office(sqlite_store)
    await office.switch(on=True)
    for user_id in range(1, 6):
        await office.member(user_id)

    assert (await office.week()).kept_unnamed == 5


async def test_what_was_switched_off_meanwhile_is_not_told(office: Office) -> None:
    await office.member(1, board=True)
    await office.switch(on=False)

    assert await office.digests.brief(CLAIM, EIGHT) == Quiet(Reason.OFF)


@pytest.mark.parametrize(
    ("room", "named"),
    [
        pytest.param(HERE, True, id="where the digest comes"),
        pytest.param(NUDGE_CHANNEL, True, id="where rituals go"),
        pytest.param(901, False, id="in another channel"),
        pytest.param(None, False, id="nobody knows where"),
    ],
)
async def test_what_was_shown_to_a_few_is_told_to_all_without_names(
    office: Office, room: int | None, named: bool
) -> None:
    at = utc("2026-06-05 15:00")
    member = await office.member(1, [0])
    await office.wins(member, Wins(("Read",), (), "A secret"), at, room)
    await office.moment(member, "streak:7", MONDAY, at, room)

    week = await office.week()

    assert (len(week.wins), week.wins_unnamed) == ((1, 0) if named else (0, 1))
    assert (len(week.moments), week.moments_unnamed) == ((1, 0) if named else (0, 1))


async def test_boxes_of_milestones_are_counted_and_no_others(office: Office) -> None:
    roadmap = next(each for each in ROADMAPS.values() if any(stone.claims for stone in each.milestones))
    boxes = [claim.key for stone in roadmap.milestones for claim in stone.claims]
    others = [claim.key for section in roadmap.sections for claim in section.checkpoint]
    ada, ben = await office.member(1, [0]), await office.member(2, [0])
    async with office.store.write() as tx:
        await tx.execute(update(EnrolmentRow).values(roadmap_id=roadmap.id))
    await office.tick(ada, *boxes[:2], *others[:3])
    await office.tick(ben, boxes[0])
    await office.tick(ben, boxes[1], day=MONDAY - timedelta(days=1))

    assert (await office.week()).milestones == 3


async def test_boxes_of_a_roadmap_that_is_gone_are_left_out(office: Office) -> None:
    member = await office.member(1, [0])
    await office.tick(member, "a-box")
    async with office.store.write() as tx:
        await tx.execute(update(EnrolmentRow).values(roadmap_id="gone"))

    assert (await office.week()).milestones == 0
