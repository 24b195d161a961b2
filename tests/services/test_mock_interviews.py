"""Interviews from the agreed time to the end, on each kind of database."""

from datetime import timedelta

import pytest

from bot.domain import mock_interview_errors as e
from bot.domain.errors import CohortError
from bot.domain.mock_errors import InterviewOver, NotYourInterview
from bot.domain.mock_interviews import PATIENCE
from bot.domain.mock_reliability import Reliability
from bot.domain.mock_sessions import EndedWhy, SessionNotice, SessionState, Step
from bot.store import blocks, checkins, mock_now, mock_sessions
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, utc
from tests.services.interview_house import BEN, CYD, START, InterviewHouse, house_of

HALF, A_MINUTE = timedelta(minutes=30), timedelta(minutes=1)
REPORTED = START + PATIENCE


@pytest.fixture
async def house(store: Store) -> InterviewHouse:
    return await house_of(store)


@pytest.fixture
async def small(sqlite_store: Store) -> InterviewHouse:
    return await house_of(sqlite_store)


async def reported(house: InterviewHouse, *people: int, by: int = ADA) -> int:
    """An interview to which Ben does not come."""
    session_id = await house.agreed(*people)
    await house.at(START)
    for who in people:
        if who != BEN:
            await house.interviews.here(GUILD, who, session_id)
    await house.at(REPORTED)
    await house.interviews.report(GUILD, by, session_id)
    return session_id


async def test_two_halves_run_by_the_clock_and_count_for_the_day(house: InterviewHouse) -> None:
    session_id = await house.agreed(ADA, BEN)
    await house.at(START)
    waiting = await house.interviews.start(GUILD, ADA, session_id)
    assert waiting.state is SessionState.AGREED
    begun = await house.interviews.start(GUILD, BEN, session_id)
    assert (begun.state, begun.turn, begun.step) == (SessionState.RUNNING, 1, Step.SWAP)
    assert house.heard[-2:] == [START + HALF, START]
    assert (SessionNotice.STARTED, None) in await house.said()

    await house.at(START + HALF)
    assert (await house.now(session_id)).turn == 2
    assert await house.said() == [(SessionNotice.SWAP, None)]
    await house.at(START + 2 * HALF)

    ended = await house.now(session_id)
    assert (ended.state, ended.ended_at, ended.step) == (
        SessionState.FINISHED,
        START + 2 * HALF,
        Step.FEEDBACK,
    )
    assert await house.said() == [(SessionNotice.END, None)]
    async with house.store.read() as tx:
        for member in (house.members[ADA], house.members[BEN]):
            found = await checkins.of_day(tx, member.key, member.day(START))
            assert [(each.kind, each.ref) for each in found] == [("mock", str(session_id))]


async def test_starting_twice_changes_nothing(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)
    await small.at(START + 5 * A_MINUTE)

    again = await small.interviews.start(GUILD, ADA, session_id)

    assert again.started_at == START
    assert await small.said() == []


@pytest.mark.parametrize("away", [timedelta(hours=2), timedelta(days=1)])
async def test_a_bot_that_was_away_for_both_halves_ends_it_at_the_time_it_was_over(
    house: InterviewHouse, away: timedelta
) -> None:
    session_id = await house.begun(ADA, BEN)

    await house.at(START + away)

    ended = await house.now(session_id)
    assert (ended.state, ended.turn, ended.ended_at) == (SessionState.FINISHED, 2, START + 2 * HALF)
    assert SessionNotice.SWAP not in [notice for notice, _ in await house.said()]
    async with house.store.read() as tx:
        member = house.members[ADA]
        assert len(await checkins.of_day(tx, member.key, member.day(START))) == 1


async def test_a_late_swap_leaves_the_end_where_it_was(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)

    await small.at(START + HALF + 10 * A_MINUTE)

    stands = await small.now(session_id)
    assert (stands.turn, stands.next_at) == (2, START + 2 * HALF)


async def test_an_early_swap_gives_the_second_half_its_whole_time(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)
    await small.at(START + 10 * A_MINUTE)

    swapped = await small.interviews.swap(GUILD, BEN, session_id)

    assert (swapped.turn, swapped.next_at) == (2, START + 10 * A_MINUTE + HALF)
    with pytest.raises(e.HalfOver):
        await small.interviews.swap(GUILD, ADA, session_id)


async def test_a_step_that_comes_after_somebody_was_faster_does_nothing(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)
    stale = await small.now(session_id)
    await small.interviews.finish(GUILD, ADA, session_id)
    async with small.store.write() as tx:
        held = await mock_sessions.find_to_change(tx, GUILD, session_id)
        assert held is not None
        for step in (Step.SWAP, Step.END):
            await small.interviews.steps()[step](tx, held, stale.next_at or START)

    ended = await small.now(session_id)
    assert (ended.state, ended.turn, ended.ended_at) == (SessionState.FINISHED, 1, START)


@pytest.mark.parametrize("verb", ["here", "start", "swap", "finish", "absent", "report"])
async def test_nobody_without_a_seat_does_anything(small: InterviewHouse, verb: str) -> None:
    session_id = await small.agreed(ADA, BEN)
    await small.at(REPORTED)
    for who, guild_id in ((CYD, GUILD), (ADA, GUILD + 1)):
        with pytest.raises(NotYourInterview):
            await getattr(small.interviews, verb)(guild_id, who, session_id)
    assert all(seat.arrived_at is None for seat in (await small.now(session_id)).seats)


@pytest.mark.parametrize(
    ("verb", "error"),
    [
        ("here", InterviewOver),
        ("start", InterviewOver),
        ("swap", InterviewOver),
        ("finish", InterviewOver),
        ("report", InterviewOver),
    ],
)
async def test_what_is_over_stays_over(small: InterviewHouse, verb: str, error: type[CohortError]) -> None:
    session_id = await small.held(ADA, BEN)
    with pytest.raises(error):
        await getattr(small.interviews, verb)(GUILD, ADA, session_id)


async def test_who_is_reported_absent_is_told_in_neutral_words_and_keeps_a_way_back(
    house: InterviewHouse,
) -> None:
    orphans: list[int] = []

    async def orphaned(_tx: object, _session: object, member_key: int, _now: object) -> None:
        orphans.append(member_key)

    house.sessions.when_orphaned(orphaned)
    session_id = await reported(house, ADA, BEN)
    ended = await house.now(session_id)
    assert (ended.state, ended.ended_why) == (SessionState.CANCELLED, EndedWhy.NO_SHOW)
    assert [seat.absent for seat in ended.seats] == [False, True]
    assert orphans == [house.members[ADA].key]
    assert (SessionNotice.OVER, None) in await house.said()

    await house.at(REPORTED + 10 * A_MINUTE)
    back = await house.interviews.start(GUILD, BEN, session_id)

    assert (back.state, back.ended_why, back.ended_at) == (SessionState.RUNNING, None, None)
    assert not any(seat.absent for seat in back.seats)
    # In private, too: so she was told that it does not take place.
    assert set(await house.said()) == {
        (SessionNotice.ARRIVED, None),
        (SessionNotice.ARRIVED, ADA),
        (SessionNotice.STARTED, None),
    }


async def test_who_comes_back_first_says_that_they_are_there(small: InterviewHouse) -> None:
    session_id = await reported(small, ADA, BEN)

    back = await small.interviews.here(GUILD, BEN, session_id)

    assert (back.state, back.step) == (SessionState.AGREED, Step.MISSED)
    begun = await small.interviews.start(GUILD, ADA, session_id)
    assert begun.state is SessionState.RUNNING


async def test_after_ten_minutes_nobody_need_wait(small: InterviewHouse) -> None:
    session_id = await reported(small, ADA, BEN)
    await small.at(REPORTED + 11 * A_MINUTE)
    with pytest.raises(e.BackTooLate):
        await small.interviews.here(GUILD, BEN, session_id)


async def test_nobody_comes_back_to_somebody_who_has_found_another_partner(small: InterviewHouse) -> None:
    session_id = await reported(small, ADA, BEN)
    await small.agreed(ADA, CYD, starts_at=REPORTED + timedelta(hours=1))

    with pytest.raises(e.BackTooLate):
        await small.interviews.here(GUILD, BEN, session_id)

    assert (await small.now(session_id)).state is SessionState.CANCELLED


@pytest.mark.parametrize(("who", "whom"), [(ADA, BEN), (BEN, ADA)])
async def test_nobody_comes_back_to_somebody_they_are_not_to_meet(
    house: InterviewHouse, who: int, whom: int
) -> None:
    session_id = await reported(house, ADA, BEN)
    async with house.store.write() as tx:
        await blocks.add(tx, GUILD, who, whom, REPORTED)

    for verb in (house.interviews.here, house.interviews.start):
        with pytest.raises(e.BackTooLate):
            await verb(GUILD, BEN, session_id)

    assert (await house.now(session_id)).state is SessionState.CANCELLED


async def test_who_was_replaced_does_not_come_back_to_somebody_they_are_not_to_meet(
    house: InterviewHouse,
) -> None:
    session_id = await reported(house, ADA, BEN, CYD)
    async with house.store.write() as tx:
        await blocks.add(tx, GUILD, CYD, BEN, REPORTED)

    with pytest.raises(e.BackTooLate):
        await house.interviews.here(GUILD, BEN, session_id)

    assert [seat.user_id for seat in (await house.now(session_id)).present] == [ADA, CYD]


@pytest.mark.parametrize("verb", ["swap", "finish", "absent", "report"])
async def test_who_was_replaced_does_nothing_before_they_have_come(small: InterviewHouse, verb: str) -> None:
    session_id = await reported(small, ADA, BEN, CYD)
    await small.interviews.start(GUILD, ADA, session_id)

    with pytest.raises(e.HereFirst):
        await getattr(small.interviews, verb)(GUILD, BEN, session_id)
    with pytest.raises(e.HereFirst):
        await small.kits.question(GUILD, BEN, session_id)

    assert ((await small.now(session_id)).state, (await small.now(session_id)).turn) == (
        SessionState.RUNNING,
        1,
    )
    await small.interviews.finish(GUILD, ADA, session_id)
    with pytest.raises(NotYourInterview):
        await small.rubrics.panel(GUILD, BEN, session_id)


async def test_who_comes_late_gives_the_others_their_time_too(small: InterviewHouse) -> None:
    session_id = await small.agreed(ADA, BEN)
    late = START + 20 * A_MINUTE
    await small.at(late)
    await small.interviews.here(GUILD, ADA, session_id)

    with pytest.raises(e.WaitABit) as refusal:
        await small.interviews.report(GUILD, ADA, session_id)

    assert refusal.value.until == late + PATIENCE
    await small.at(late + PATIENCE)
    ended = await small.interviews.report(GUILD, ADA, session_id)
    assert ended.ended_why is EndedWhy.NO_SHOW


async def test_coming_back_ends_the_search_for_another_partner(house: InterviewHouse) -> None:
    session_id = await reported(house, ADA, BEN)
    until = REPORTED + timedelta(hours=1)
    async with house.store.write() as tx:
        await mock_now.put(tx, GUILD, house.members[ADA].key, (), REPORTED, until, session_id)

    await house.interviews.here(GUILD, BEN, session_id)

    async with house.store.read() as tx:
        assert await mock_now.waiting(tx, GUILD, REPORTED) == ()


async def test_who_came_first_is_believed(small: InterviewHouse) -> None:
    session_id = await small.agreed(ADA, BEN)
    await small.at(START)
    await small.interviews.here(GUILD, BEN, session_id)
    await small.at(REPORTED)
    with pytest.raises(e.HereFirst):
        await small.interviews.report(GUILD, ADA, session_id)
    await small.interviews.here(GUILD, ADA, session_id)
    for who in (ADA, BEN):
        with pytest.raises(e.NobodyAbsent):
            await small.interviews.report(GUILD, who, session_id)


async def test_an_observer_takes_the_place_of_who_does_not_come_and_the_late_one_watches(
    house: InterviewHouse,
) -> None:
    session_id = await reported(house, ADA, BEN, CYD)
    stands = await house.now(session_id)
    assert stands.state is SessionState.AGREED
    assert [(seat.user_id, seat.position) for seat in stands.present] == [(ADA, 0), (CYD, 1)]

    begun = await house.interviews.start(GUILD, ADA, session_id)
    back = await house.interviews.here(GUILD, BEN, session_id)

    assert begun.state is SessionState.RUNNING
    places = sorted((seat.position, seat.user_id) for seat in back.present)
    assert places == [(0, ADA), (1, CYD), (2, BEN)]


async def test_a_trio_begins_without_its_observer(small: InterviewHouse) -> None:
    session_id = await small.agreed(ADA, BEN, CYD)
    await small.at(START)
    await small.interviews.start(GUILD, ADA, session_id)

    begun = await small.interviews.start(GUILD, BEN, session_id)

    assert begun.state is SessionState.RUNNING
    late = await small.interviews.here(GUILD, CYD, session_id)
    assert all(seat.arrived_at for seat in late.seats)


async def test_nobody_starting_is_ended_without_counting_against_anybody(house: InterviewHouse) -> None:
    session_id = await house.agreed(ADA, BEN)
    await house.at(START)
    await house.interviews.here(GUILD, ADA, session_id)

    await house.at(START + 2 * HALF)

    assert (await house.now(session_id)).ended_why is EndedWhy.NOT_STARTED
    for who in (ADA, BEN):
        assert (await house.interviews.limit_of(GUILD, who)).record == Reliability()


async def test_the_record_is_made_of_how_interviews_went(house: InterviewHouse) -> None:
    await house.held(ADA, BEN)
    later = START + timedelta(days=2)
    missed = await house.agreed(ADA, BEN, starts_at=later)
    await house.at(later + 6 * A_MINUTE)
    await house.interviews.here(GUILD, ADA, missed)
    await house.at(later + 11 * A_MINUTE)
    await house.interviews.report(GUILD, ADA, missed)
    cancelled = await house.agreed(CYD, BEN, starts_at=later + timedelta(days=1))
    await house.at(later + timedelta(hours=23))
    await house.sessions.withdraw(GUILD, CYD, cancelled)

    records = [(await house.interviews.limit_of(GUILD, who)).record for who in (ADA, BEN, CYD)]

    assert records == [
        Reliability(kept=1, late=1),
        Reliability(kept=1, no_shows=1),
        Reliability(cancelled_late=1),
    ]
    house.clock.moment = START + timedelta(days=400)
    assert (await house.interviews.limit_of(GUILD, BEN)).record == Reliability()


async def test_somebody_unknown_may_book_as_much_as_anybody(small: InterviewHouse) -> None:
    limit = await small.interviews.limit_of(GUILD, 99)
    assert (limit.per_week, limit.record) == (3, Reliability())


async def test_an_interview_around_midnight_counts_for_the_day_it_ends_on(small: InterviewHouse) -> None:
    late = utc("2026-06-02 00:30")  # 02:30 in Berlin: the day before ends at 03:00
    session_id = await small.agreed(ADA, BEN, starts_at=late)
    await small.at(late)
    for who in (ADA, BEN):
        await small.interviews.start(GUILD, who, session_id)
    await small.at(late + HALF)
    await small.at(late + 2 * HALF)
    async with small.store.read() as tx:
        key = small.members[ADA].key
        assert len(await checkins.of_day(tx, key, late.date())) == 1
