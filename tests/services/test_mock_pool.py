"""The pool of mock interviews and when people can, on both kinds of database."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import weeks
from bot.domain.availability import ALWAYS, NEVER, Preset, hours
from bot.domain.errors import DateOutOfRange, InvalidDate, NotEnrolled
from bot.domain.mock_pool import USUAL, WEEKS_AHEAD, Wants, WantsChange
from bot.domain.mock_pool_errors import NothingToCopy, NotInPool, PoolNotPaused, WeekPassed
from bot.domain.mock_rounds import Dates
from bot.domain.mock_sessions import NewSession, SessionSource, SessionState
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from bot.services.blocks import BlockService
from bot.services.mock_availability import MockAvailability
from bot.services.mock_notices import MockNotices
from bot.services.mock_pool import MockPool
from bot.services.mock_sessions import MockSessions
from bot.store import members, mock_pool, mock_rounds
from bot.store.transaction import Store
from tests.delivery.world import ADA, BERLIN, GUILD, HandClock, enrol, utc

BEN, CYD, STRANGER = 2, 3, 9
NOON = utc("2026-06-01 10:00")  # a Monday
THIS, NEXT, LATER = "2026-W23", "2026-W24", "2026-W26"
CODING, THEORY = QuestionKind.CODING, QuestionKind.ML_THEORY


@dataclass
class Club:
    """Three people on a roadmap, and all there is about the pool."""

    store: Store
    clock: HandClock

    def __post_init__(self) -> None:
        self.interviews = MockSessions(self.store, self.clock, MockNotices(self.store))
        self.pool = MockPool(self.store, self.clock, self.interviews)
        self.hours = MockAvailability(self.store, self.clock)
        self.blocks = BlockService(self.store, self.clock)

    async def plan(self, week: str) -> None:
        """The next round is for this week."""
        closes = weeks.starts(week) - timedelta(hours=12)
        dates = Dates(week, closes - timedelta(days=3), closes)
        async with self.store.write() as tx:
            await mock_rounds.add(tx, GUILD, dates, 1, dates.opens_at, NOON)

    async def match(self, *people: int) -> int:
        """These are to interview one another."""
        async with self.store.write() as tx:
            keys = [(await members.enrolled(tx, GUILD, who)).member.key for who in people]
            new = NewSession(GUILD, None, SessionSource.ROUND, THIS, CODING, 2, 60, (), (), tuple(keys))
            return await self.interviews.open(tx, new, NOON)


@pytest.fixture
async def club(store: Store) -> Club:
    """On each kind of database."""
    return await settled(store)


@pytest.fixture
async def small(sqlite_store: Store) -> Club:
    """The same, where the kind of database does not matter."""
    return await settled(sqlite_store)


async def settled(store: Store) -> Club:
    clock = HandClock(NOON)
    for who, zone in ((ADA, BERLIN), (BEN, ZoneInfo("America/New_York")), (CYD, ZoneInfo("Asia/Kathmandu"))):
        await enrol(store, clock, user_id=who, zone=zone)
    return Club(store, clock)


async def test_what_is_not_given_stays_as_it_was_the_last_time(club: Club) -> None:
    first = await club.pool.join(GUILD, ADA, WantsChange(frozenset({CODING}), level=4))
    assert first.first
    assert first.entry is not None
    assert first.entry.wants == Wants(frozenset({CODING}), 4, 1, Role.EITHER)
    await club.pool.leave(GUILD, ADA)

    back = await club.pool.join(GUILD, ADA, WantsChange(per_week=3, role=Role.CANDIDATE))

    assert not back.first
    assert back.entry is not None
    assert back.entry.wants == Wants(frozenset({CODING}), 4, 3, Role.CANDIDATE)
    changed = await club.pool.tick_kinds(GUILD, ADA, [THEORY], [CODING])
    assert changed.entry is not None
    assert changed.entry.kinds == {THEORY}


async def test_whoever_is_outside_is_told_so(small: Club) -> None:
    for outside, error in ((STRANGER, NotEnrolled), (ADA, NotInPool)):
        for deed in (
            small.pool.change(GUILD, outside, WantsChange(level=1)),
            small.pool.tick_kinds(GUILD, outside, [CODING], []),
            small.pool.skip(GUILD, outside),
            small.pool.gauntlet(GUILD, outside, on=True),
            small.pool.pause(GUILD, outside, "+3"),
            small.pool.resume(GUILD, outside),
            small.pool.leave(GUILD, outside),
        ):
            with pytest.raises(error):
                await deed
    shown = await small.pool.show(GUILD, ADA)
    assert shown.entry is None
    with pytest.raises(NotEnrolled):
        await small.pool.join(GUILD, STRANGER)
    with pytest.raises(NotEnrolled):
        await small.hours.set(GUILD, STRANGER, ALWAYS)


async def test_skipping_and_the_gauntlet_are_for_the_round_that_comes(club: Club) -> None:
    await club.pool.join(GUILD, ADA)
    without = await club.pool.skip(GUILD, ADA)
    assert without.entry is not None
    assert (without.round, without.entry.skip_week) == (None, NEXT)

    await club.plan(LATER)
    planned = await club.pool.skip(GUILD, ADA)

    assert planned.round is not None
    assert planned.entry is not None
    assert (planned.round.week, planned.week, planned.entry.skip_week) == (LATER, LATER, LATER)
    undone = await club.pool.skip(GUILD, ADA)
    assert undone.entry is not None
    assert undone.entry.skip_week is None
    kept = await club.pool.skip(GUILD, ADA, on=False)
    assert kept.entry == undone.entry
    gauntlet = await club.pool.gauntlet(GUILD, ADA, on=True)
    assert gauntlet.entry is not None
    assert gauntlet.entry.gauntlet_week == LATER


async def test_a_pause_has_a_day_of_return_within_a_year(small: Club) -> None:
    await small.pool.join(GUILD, ADA)
    with pytest.raises(PoolNotPaused):
        await small.pool.resume(GUILD, ADA)
    for text, error in (("today", DateOutOfRange), ("+366", DateOutOfRange), ("soon", InvalidDate)):
        with pytest.raises(error):
            await small.pool.pause(GUILD, ADA, text)
    paused = await small.pool.pause(GUILD, ADA, "+1")
    assert paused.entry is not None
    assert paused.entry.paused_until == date(2026, 6, 2)
    small.clock.pass_time(timedelta(days=1))
    with pytest.raises(PoolNotPaused):
        await small.pool.resume(GUILD, ADA)


@pytest.mark.parametrize("keep", [True, False])
async def test_leaving_ends_interviews_unless_they_are_to_be_kept(club: Club, keep: bool) -> None:
    for who in (ADA, BEN):
        await club.pool.join(GUILD, who)
    session_id = await club.match(ADA, BEN)

    left = await club.pool.leave(GUILD, ADA, keep=keep)

    assert left.entry is None
    assert len(left.interviews) == keep
    found = await club.interviews.find(GUILD, BEN, session_id)
    assert (found.state is SessionState.CANCELLED) is not keep


async def test_leaving_the_programme_leaves_the_pool_and_keeps_the_hours(club: Club) -> None:
    await club.pool.join(GUILD, ADA)
    await club.hours.set(GUILD, ADA, hours([0], 9, 10))
    async with club.store.write() as tx:
        ada = (await members.enrolled(tx, GUILD, ADA)).member
        await club.pool.release(tx, ada.key)
        assert await mock_pool.find(tx, ada.key) is None
        assert await mock_pool.hours(tx, ada.key) == {USUAL: hours([0], 9, 10)}


async def test_a_single_week_begins_as_the_usual_one(club: Club) -> None:
    usual = hours(range(5), 18, 20)
    await club.hours.set(GUILD, ADA, usual)
    changed = await club.hours.change(GUILD, ADA, None, more=hours([5], 9, 10), fewer=hours([0], 0, 24))
    assert (changed.week, changed.round_week, changed.own_week) == (NEXT, NEXT, True)
    assert changed.windows == hours(range(1, 5), 18, 20) | hours([5], 9, 10)
    assert (await club.hours.show(GUILD, ADA)).windows == usual
    assert (await club.hours.as_usual(GUILD, ADA, NEXT)).own_week is False
    assert (await club.hours.as_usual(GUILD, ADA, USUAL)).windows == usual
    assert (await club.hours.show(GUILD, ADA, None)).windows == usual


async def test_presets_come_and_go_as_a_whole(club: Club) -> None:
    one = await club.hours.take_preset(GUILD, ADA, USUAL, Preset.EVERY_EVENING)
    both = await club.hours.take_preset(GUILD, ADA, USUAL, Preset.WEEKENDS)
    assert one.windows & both.windows == one.windows == hours(range(7), 18, 22)
    less = await club.hours.take_preset(GUILD, ADA, USUAL, Preset.EVERY_EVENING, on=False)
    assert less.windows == hours([5, 6], 10, 18)
    assert set(less.presets) == set(Preset)


async def test_the_last_week_that_differed_is_copied_for_a_month(club: Club) -> None:
    await club.hours.set(GUILD, ADA, hours([0], 9, 10), THIS)
    assert (await club.hours.show(GUILD, ADA, THIS)).earlier is False
    with pytest.raises(NothingToCopy):
        await club.hours.copy(GUILD, ADA, THIS)
    assert (await club.hours.show(GUILD, ADA, NEXT)).earlier
    assert (await club.hours.copy(GUILD, ADA, NEXT)).windows == hours([0], 9, 10)
    assert (await club.hours.copy(GUILD, ADA, USUAL)).windows == hours([0], 9, 10)
    club.clock.pass_time(timedelta(weeks=6))
    await club.hours.set(GUILD, ADA, NEVER)
    assert (await club.hours.show(GUILD, ADA, None)).earlier is False


@pytest.mark.parametrize("week", ["2026-W22", weeks.after(THIS, WEEKS_AHEAD + 1), "2026-W60", "", "x"])
async def test_only_the_weeks_ahead_can_be_spoken_of(small: Club, week: str) -> None:
    if week == USUAL:
        assert (await small.hours.set(GUILD, ADA, ALWAYS, week)).windows == ALWAYS
        return
    for deed in (
        small.hours.show(GUILD, ADA, week),
        small.hours.set(GUILD, ADA, ALWAYS, week),
        small.hours.change(GUILD, ADA, week, more=ALWAYS),
        small.hours.copy(GUILD, ADA, week),
        small.hours.as_usual(GUILD, ADA, week),
        small.hours.take_preset(GUILD, ADA, week, Preset.LUNCH),
    ):
        with pytest.raises(WeekPassed):
            await deed


async def test_others_are_counted_whose_hours_meet_for_a_whole_session(club: Club) -> None:
    for who in (ADA, BEN, CYD):
        await club.pool.join(GUILD, who)
    await club.hours.set(GUILD, BEN, hours([0], 12, 13))
    await club.hours.set(GUILD, CYD, hours([0], 21, 23))

    evening = await club.hours.set(GUILD, ADA, hours([0], 17, 19))

    # 12:00 in New York is 18:00 in Berlin, where 17:15 to 19:15 is 21:00 to 23:00 in Kathmandu.
    assert evening.others == 2
    assert (await club.hours.set(GUILD, ADA, hours([0], 18, 19))).others == 2
    assert (await club.hours.set(GUILD, ADA, hours([0], 17, 18))).others == 0
    assert (await club.hours.set(GUILD, ADA, NEVER)).others == 0
    assert (await club.hours.set(GUILD, ADA, ALWAYS)).others == 2
    await club.pool.skip(GUILD, BEN)
    assert (await club.hours.show(GUILD, ADA)).others == 1


async def test_the_number_of_others_does_not_tell_who_has_blocked_somebody(club: Club) -> None:
    for who in (ADA, BEN):
        await club.pool.join(GUILD, who)
        await club.hours.set(GUILD, who, ALWAYS)
    await club.blocks.block(GUILD, ADA, BEN)
    assert (await club.hours.show(GUILD, ADA)).others == 0
    assert (await club.hours.show(GUILD, BEN)).others == 1
    assert (await club.pool.show(GUILD, ADA)).blocked == (BEN,)
    assert (await club.pool.show(GUILD, BEN)).blocked == ()
