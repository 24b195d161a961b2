"""Getting out of an interview: what those who stay hear, what was held counts, and what is noted."""

from datetime import timedelta

import pytest

from bot.domain.mock_sessions import EndedWhy, SessionNotice, SessionState
from bot.services.blocks import BlockService
from bot.store import checkins, mock_rubrics
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD
from tests.services.interview_house import BEN, CYD, START, InterviewHouse, house_of

CHANGED = SessionNotice.CHANGED


@pytest.fixture
async def house(store: Store) -> InterviewHouse:
    return await house_of(store)


@pytest.fixture
async def small(sqlite_store: Store) -> InterviewHouse:
    return await house_of(sqlite_store)


async def leave(house: InterviewHouse, who: int) -> None:
    """Out of the pool, the programme or the server."""
    async with house.store.write() as tx:
        await house.sessions.leave_all(tx, house.members[who].key, house.clock.now())


async def no_shows(house: InterviewHouse, who: int) -> int:
    """How many of them count against somebody."""
    key = house.members[who].key
    async with house.store.read() as tx:
        return (await mock_rubrics.reliability_of(tx, [key], house.clock.now()))[key].no_shows


@pytest.mark.parametrize("who", [ADA, BEN, CYD])
async def test_of_three_the_two_who_stay_hear_that_they_go_on(small: InterviewHouse, who: int) -> None:
    session_id = await small.agreed(ADA, BEN, CYD)

    left = await small.sessions.withdraw(GUILD, who, session_id, "A cold")

    assert {seat.position for seat in left.present} == {0, 1}
    assert (CHANGED, None) in await small.said()


async def test_leaving_while_it_runs_ends_it_as_held_for_both(house: InterviewHouse) -> None:
    session_id = await house.begun(ADA, BEN)
    await house.at(START + timedelta(minutes=20))

    await leave(house, BEN)

    ended = await house.now(session_id)
    assert (ended.state, ended.ended_why) == (SessionState.FINISHED, None)
    assert ended.user_ids == (ADA, BEN)
    assert (SessionNotice.END, None) in await house.said()
    async with house.store.read() as tx:
        for who in (ADA, BEN):
            found = await checkins.of_day(tx, house.members[who].key, house.members[who].day(START))
            assert [each.kind for each in found] == ["mock"]


async def test_a_running_interview_goes_on_without_its_observer(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN, CYD)

    await leave(small, CYD)

    stands = await small.now(session_id)
    assert (stands.state, stands.user_ids) == (SessionState.RUNNING, (ADA, BEN))


async def test_leaving_after_the_start_without_having_come_counts_as_not_coming(
    house: InterviewHouse,
) -> None:
    await house.agreed(ADA, BEN)
    await house.at(START + timedelta(minutes=6))

    await leave(house, BEN)

    assert (await no_shows(house, ADA), await no_shows(house, BEN)) == (0, 1)


async def test_blocking_after_the_start_without_having_come_counts_so_too_for_the_one_who_blocks(
    small: InterviewHouse,
) -> None:
    session_id = await small.agreed(ADA, BEN)
    await small.at(START + timedelta(minutes=6))

    await BlockService(small.store, small.clock, [small.sessions]).block(GUILD, BEN, ADA)

    assert (await small.now(session_id)).ended_why is EndedWhy.APART
    assert (await no_shows(small, ADA), await no_shows(small, BEN)) == (0, 1)


async def test_leaving_before_the_start_or_after_coming_counts_against_nobody(small: InterviewHouse) -> None:
    await small.agreed(ADA, BEN)
    await leave(small, ADA)
    session_id = await small.agreed(BEN, CYD)
    await small.at(START)
    await small.interviews.here(GUILD, CYD, session_id)

    await leave(small, CYD)

    assert [await no_shows(small, who) for who in (ADA, BEN, CYD)] == [0, 0, 0]
