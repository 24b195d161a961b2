"""The life of a round: planned, open, reminded of, paired or left out, and the next one."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import OutOfRange
from bot.domain.mock_round_errors import NoRoundChannel, NoSuchRound, RoundNotReplayable, RoundOver, RoundsOff
from bot.domain.mock_round_notices import RoundBrief
from bot.domain.mock_rounds import CancelWhy, RoundState
from bot.domain.mock_sessions import EndedWhy, SessionState
from bot.domain.nudges import Quiet
from bot.domain.pairing import ByeWhy
from bot.services.guilds import GuildService
from bot.store import blocks, mock_pool
from bot.store.transaction import Store
from tests.delivery.world import GUILD, utc
from tests.services.round_house import (
    CLOSES,
    MORNINGS,
    OPENS,
    REMINDS,
    WEDNESDAY,
    WEEK,
    WEEK_AFTER,
    RoundHouse,
    pairs_of,
)


@pytest.fixture
def house(store: Store) -> RoundHouse:
    return RoundHouse(store)


@pytest.fixture
def small(sqlite_store: Store) -> RoundHouse:
    """Where the kind of database does not matter."""
    return RoundHouse(sqlite_store)


async def test_rounds_are_off_until_an_organiser_wants_them(house: RoundHouse) -> None:
    board = await house.rounds.board(GUILD)
    assert (board.settings.enabled, board.upcoming, board.past) == (False, None, ())
    with pytest.raises(RoundsOff):
        await house.rounds.upcoming(GUILD)
    with pytest.raises(NoRoundChannel):
        await house.rounds.change(GUILD, enabled=True)
    assert not (await house.rounds.board(GUILD)).settings.enabled


async def test_a_round_goes_its_way_and_the_next_one_is_planned(house: RoundHouse) -> None:
    await house.settle_in(4)
    first = await house.on()
    assert (first.state, first.week, first.closes_at) == (RoundState.PLANNED, WEEK, CLOSES)
    assert house.heard == [OPENS]

    await house.at(OPENS)
    assert (await house.round(first.id)).state is RoundState.OPEN
    assert set(await house.owed()) == {f"r{first.id}:open"}
    await house.at(REMINDS)
    assert set(await house.owed()) == {f"r{first.id}:remind"}
    await house.at(CLOSES)

    found = await house.round(first.id)
    assert (found.state, found.report.pairs, found.report.byes) == (RoundState.PAIRED, 2, {})
    assert found.total is not None
    assert found.bound is not None
    assert found.total <= found.bound
    interviews = await house.interviews(first.id)
    assert frozenset[int]().union(*pairs_of(interviews)) == {1, 2, 3, 4}
    assert all(each.state is SessionState.FINDING and each.minutes == 60 for each in interviews)
    assert all(CLOSES < slot < utc("2026-11-30 00:00") for each in interviews for slot in each.slots)
    assert set(await house.owed()) == {f"r{first.id}:paired"}
    following = await house.upcoming()
    assert following is not None
    assert (following.week, following.state) == (WEEK_AFTER, RoundState.PLANNED)


async def test_the_next_round_brings_other_pairs(small: RoundHouse) -> None:
    await small.settle_in(4)
    first = await small.on()
    await small.at(CLOSES)
    second = await small.upcoming()
    assert second is not None
    await small.at(CLOSES + timedelta(weeks=1))
    before, after = [pairs_of(await small.interviews(each.id)) for each in (first, second)]
    assert len(after) == 2
    assert not before & after
    assert (await small.round(second.id)).report.forced == 0


async def test_who_finds_no_partner_is_told_and_comes_first_the_next_time(house: RoundHouse) -> None:
    await house.settle_in(3)
    first = await house.on(trios=False)
    await house.at(CLOSES)
    found = await house.round(first.id)
    assert (found.report.pairs, found.report.byes) == (1, {ByeWhy.ODD: 1})
    met = frozenset[int]().union(*pairs_of(await house.interviews(first.id)))
    (alone,) = {1, 2, 3} - met
    owed = await house.owed()
    claim = owed[f"r{first.id}:bye to {alone}"]
    brief = await house.rounds.notices.brief(claim, house.clock.now())
    assert isinstance(brief, RoundBrief)
    assert (brief.why, brief.to) == (ByeWhy.ODD, alone)
    async with house.store.read() as tx:
        entries = {each.member.user_id: each for each in await mock_pool.entries(tx, GUILD)}
    assert (entries[alone].byes, entries[alone].last_bye) == (1, WEEK)
    assert sum(each.firsts for each in entries.values()) == 1

    second = await house.upcoming()
    assert second is not None
    await house.at(CLOSES + timedelta(weeks=1))
    assert alone in frozenset[int]().union(*pairs_of(await house.interviews(second.id)))


async def test_an_odd_number_makes_a_trio(small: RoundHouse) -> None:
    await small.settle_in(5)
    first = await small.on()
    await small.at(CLOSES)
    report = (await small.round(first.id)).report
    assert (report.pairs, report.trios, report.byes) == (1, 1, {})
    async with small.store.read() as tx:
        assert sum(each.observed for each in await mock_pool.entries(tx, GUILD)) == 1


async def test_who_gave_no_time_is_owed_nothing_but_told(small: RoundHouse) -> None:
    await small.settle_in(2)
    await small.add(3, windows=0)
    first = await small.on()
    await small.at(CLOSES)
    assert (await small.round(first.id)).report.byes == {ByeWhy.NO_SLOTS: 1}
    assert f"r{first.id}:bye to 3" in await small.owed()
    async with small.store.read() as tx:
        assert all(each.byes == 0 for each in await mock_pool.entries(tx, GUILD))


async def test_nobody_meets_whom_they_blocked(small: RoundHouse) -> None:
    await small.settle_in(2)
    async with small.store.write() as tx:
        await blocks.add(tx, GUILD, 2, 1, WEDNESDAY)
    first = await small.on()
    await small.at(CLOSES)
    report = (await small.round(first.id)).report
    assert (report.pairs, report.byes) == (0, {ByeWhy.ALL_BLOCKED: 2})


async def test_who_wants_more_meets_several_people_at_several_times(small: RoundHouse) -> None:
    await small.settle_in(4, per_week=3)
    first = await small.on()
    await small.at(CLOSES)
    report = (await small.round(first.id)).report
    interviews = await small.interviews(first.id)
    assert (report.pairs, report.more) == (2, 4)
    assert len(pairs_of(interviews)) == 6
    for user_id in range(1, 5):
        slots = [slot for each in interviews if each.seat_of(user_id) for slot in each.slots]
        assert len(slots) == len(set(slots))


async def test_whom_only_a_second_interview_takes_in_is_not_left_out(small: RoundHouse) -> None:
    await small.add(1, per_week=2)
    await small.settle_in(2)
    first = await small.on(trios=False)
    await small.at(CLOSES)
    report = (await small.round(first.id)).report
    assert (report.pairs, report.more, report.byes) in [(1, 1, {}), (1, 0, {ByeWhy.ODD: 1})]
    met = [each.user_ids for each in await small.interviews(first.id)]
    assert report.byes or all(1 in pair for pair in met)


async def test_a_reminder_that_nobody_needs_is_not_sent(small: RoundHouse) -> None:
    await small.settle_in(2)
    await small.on()
    await small.at(OPENS)
    await small.at(REMINDS)
    (claim,) = [each for ref, each in (await small.owed()).items() if ref.endswith("remind")]
    assert isinstance(await small.rounds.notices.brief(claim, small.clock.now()), Quiet)
    await small.add(3, windows=0)
    brief = await small.rounds.notices.brief(claim, small.clock.now())
    assert isinstance(brief, RoundBrief)
    assert (brief.pool, brief.without_hours) == (3, 1)


async def test_an_empty_pool_makes_no_noise(small: RoundHouse) -> None:
    first = await small.on()
    await small.at(OPENS)
    assert list(await small.owed()) == [f"r{first.id}:open"]
    await small.at(CLOSES)
    assert (await small.round(first.id)).state is RoundState.PAIRED
    assert await small.owed() == {}


async def test_a_round_missed_by_hours_is_paired_for_what_is_left_of_its_week(house: RoundHouse) -> None:
    await house.settle_in(2)
    first = await house.on()
    late = utc("2026-11-24 09:00")
    await house.at(late)
    assert (await house.round(first.id)).report.pairs == 1
    (interview,) = await house.interviews(first.id)
    assert min(interview.slots) > late


async def test_a_round_missed_by_days_is_left_out_and_that_is_said(house: RoundHouse) -> None:
    await house.settle_in(2)
    first = await house.on()
    await house.at(utc("2026-11-27 09:00"))
    found = await house.round(first.id)
    assert (found.state, found.report.cancelled) == (RoundState.CANCELLED, CancelWhy.LATE)
    assert await house.interviews(first.id) == ()
    assert f"r{first.id}:cancelled" in await house.owed()
    following = await house.upcoming()
    assert following is not None
    assert following.week == WEEK_AFTER


async def test_a_planned_round_follows_new_settings_and_an_open_one_keeps_its_dates(
    house: RoundHouse,
) -> None:
    await house.settle_in(2)
    await house.on()
    moved = await house.on(weekday=4, minute=18 * 60, open_days=1)
    assert (moved.closes_at, moved.week) == (utc("2026-11-20 17:00"), WEEK)
    await house.at(utc("2026-11-19 17:00"))
    kept = await house.on(weekday=6)
    assert (kept.id, kept.state, kept.closes_at) == (moved.id, RoundState.OPEN, utc("2026-11-20 17:00"))
    off = await house.rounds.change(GUILD, enabled=False)
    assert off.upcoming is not None
    await house.at(utc("2026-11-20 17:00"))
    assert (await house.round(moved.id)).state is RoundState.PAIRED
    assert await house.upcoming() is None


async def test_switched_off_nothing_is_planned(small: RoundHouse) -> None:
    await small.on()
    board = await small.rounds.change(GUILD, enabled=False)
    assert (board.upcoming, board.past) == (None, ())


@pytest.mark.parametrize(
    "changes", [{"window": 53}, {"every_weeks": 0}, {"session_minutes": 20}, {"weekday": 7}, {"minute": -1}]
)
async def test_what_no_round_can_be_is_refused(small: RoundHouse, changes: dict[str, int]) -> None:
    with pytest.raises(OutOfRange):
        await small.rounds.change(GUILD, **changes)


async def test_a_new_zone_of_the_server_moves_the_closing_when_the_round_opens(small: RoundHouse) -> None:
    first = await small.on()
    await GuildService(small.store, small.clock).change(GUILD, zone=ZoneInfo("UTC"))
    await small.at(OPENS)
    assert (await small.round(first.id)).closes_at == utc("2026-11-22 12:00")


async def test_a_preview_keeps_nothing(small: RoundHouse) -> None:
    await small.settle_in(3)
    await small.add(4, windows=MORNINGS)
    preview = await small.rounds.preview(GUILD)
    assert (preview.week, preview.report.pairs + preview.report.trios) == (WEEK, 1)
    assert preview.report.byes == {ByeWhy.NO_COMMON_HOUR: 1}
    board = await small.rounds.board(GUILD)
    assert (board.upcoming, board.past, await small.owed()) == (None, (), {})


async def test_an_organiser_closes_a_round_early(house: RoundHouse) -> None:
    await house.settle_in(2)
    first = await house.on()
    found = await house.rounds.run(GUILD, first.id)
    assert (found.id, found.state, found.paired_at) == (first.id, RoundState.PAIRED, WEDNESDAY)
    following = await house.upcoming()
    assert following is not None
    assert following.week == WEEK_AFTER
    with pytest.raises(NoSuchRound):
        await house.rounds.find(GUILD + 1, first.id)
    with pytest.raises(NoSuchRound):
        await house.rounds.run(GUILD + 1, following.id)


async def test_a_second_wish_to_close_a_round_leaves_the_next_one_alone(house: RoundHouse) -> None:
    await house.settle_in(2)
    first = await house.on()
    await house.rounds.run(GUILD, first.id)
    with pytest.raises(RoundOver):
        await house.rounds.run(GUILD, first.id)
    following = await house.upcoming()
    assert following is not None
    assert (following.week, following.state) == (WEEK_AFTER, RoundState.PLANNED)
    assert len(await house.interviews(first.id)) == 1


async def test_who_wished_to_leave_a_round_out_does_not_end_what_was_paired_since(small: RoundHouse) -> None:
    await small.settle_in(2)
    first = await small.on()
    await small.at(CLOSES)
    with pytest.raises(RoundOver):
        await small.rounds.cancel(GUILD, first.id, upcoming=True)
    assert [each.state for each in await small.interviews(first.id)] == [SessionState.FINDING]
    assert (await small.rounds.cancel(GUILD, first.id, upcoming=False)).report.unheld == 1


async def test_a_planned_round_keeps_its_number_and_seed_and_opens_at_once_if_it_is_late(
    small: RoundHouse,
) -> None:
    first = await small.on()
    moved = await small.on(open_days=9)
    assert (moved.id, moved.seed, moved.opens_at) == (first.id, first.seed, WEDNESDAY)
    assert moved.next_at == WEDNESDAY


async def test_a_replay_is_identical_and_another_seed_is_compared(house: RoundHouse) -> None:
    await house.settle_in(9, per_week=2)
    first = await house.on()
    await house.at(CLOSES)
    again = await house.rounds.replay(GUILD, first.id)
    found = await house.round(first.id)
    assert (again.identical, again.total, again.kept) == (True, found.total, again.pairs)
    other = await house.rounds.replay(GUILD, first.id, 12345)
    assert (other.seed, other.report.members) == (12345, 9)
    assert pairs_of(await house.interviews(first.id))
    assert (await house.round(first.id)) == found


async def test_a_round_is_replayable_for_four_weeks(small: RoundHouse) -> None:
    await small.settle_in(2)
    first = await small.on()
    with pytest.raises(RoundNotReplayable):
        await small.rounds.replay(GUILD, first.id)
    await small.at(CLOSES)
    await small.at(CLOSES + timedelta(weeks=4))
    await small.rounds.prune()
    assert (await small.rounds.replay(GUILD, first.id)).identical
    small.clock.moment += timedelta(hours=6)
    await small.rounds.prune()
    with pytest.raises(RoundNotReplayable):
        await small.rounds.replay(GUILD, first.id)
    assert await small.pool_text(first.id) is None


async def test_a_round_is_left_out(house: RoundHouse) -> None:
    await house.settle_in(2)
    first = await house.on()
    await house.at(OPENS)
    left = await house.rounds.cancel(GUILD, first.id)
    assert (left.state, left.report.cancelled) == (RoundState.CANCELLED, CancelWhy.ORGANISER)
    owed = await house.owed()
    brief = await house.rounds.notices.brief(owed[f"r{first.id}:cancelled"], house.clock.now())
    assert isinstance(brief, RoundBrief)
    if opening := owed.get(f"r{first.id}:open"):
        assert isinstance(await house.rounds.notices.brief(opening, house.clock.now()), Quiet)
    following = await house.upcoming()
    assert following is not None
    assert following.week == WEEK_AFTER
    with pytest.raises(RoundOver):
        await house.rounds.cancel(GUILD, first.id)
    await house.at(CLOSES)
    assert await house.interviews(first.id) == ()


async def test_what_is_left_of_a_paired_round_is_called_off(house: RoundHouse) -> None:
    await house.settle_in(4)
    first = await house.on()
    await house.at(CLOSES)
    await house.rounds.cancel(GUILD, first.id)
    interviews = await house.interviews(first.id)
    assert {each.ended_why for each in interviews} == {EndedWhy.ROUND}
    assert (await house.round(first.id)).report.unheld == 2
    board = await house.rounds.board(GUILD)
    ((past, figures),) = board.past
    assert (past.id, figures.met, figures.unmet, figures.coming) == (first.id, 0, 2, 0)
