"""While a time is looked for: who is asked for an answer, and which yes counts no longer."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain import weeks
from bot.domain.delivery import Reason
from bot.domain.mock_errors import BusyThen
from bot.domain.mock_sessions import SessionNotice, SessionState
from bot.domain.outcomes import Dropped
from bot.domain.pairing.slots import touched
from bot.services.mock_agreements import A_MOMENT
from bot.store import mock_round_people, mock_sessions
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock
from tests.services.match_house import BEN, CYD, MONDAY, SLOTS, House

TUESDAY, WEDNESDAY = SLOTS[0], SLOTS[1]
PROPOSED, ANSWER = SessionNotice.PROPOSED, SessionNotice.ANSWER


@pytest.fixture
async def house(store: Store) -> House:
    """Ada, Ben and Cyd, on each kind of database."""
    return await House(store, HandClock(MONDAY)).settle_in()


@pytest.fixture
async def small(sqlite_store: Store) -> House:
    """The same, where the kind of database does not matter."""
    return await House(sqlite_store, HandClock(MONDAY)).settle_in()


async def test_a_yes_is_told_to_the_other_once_it_has_stood_for_a_moment(house: House) -> None:
    session = await house.match()

    await house.agree(session, WEDNESDAY, ADA)
    await house.agree(session, TUESDAY, ADA)

    assert await house.post() == []
    assert await house.pass_time(seconds=A_MOMENT.total_seconds()) == [(PROPOSED, None)]
    await house.agree(session, WEDNESDAY, ADA)
    assert await house.pass_time(minutes=5) == [(PROPOSED, None)]
    await house.agree(session, TUESDAY, ADA)
    assert await house.pass_time(minutes=5) == []


async def test_two_who_agree_at_once_are_not_asked_any_more(small: House) -> None:
    session = await small.agree(await small.match())

    assert session.state is SessionState.AGREED
    assert await small.pass_time(minutes=5) == [(SessionNotice.AGREED, None)]


async def test_without_a_thread_only_those_are_asked_who_have_not_said_yes(small: House) -> None:
    session = await small.match(ADA, BEN, CYD)
    assert session.thread_id is not None
    await small.rooms.thread_gone(GUILD, session.thread_id)
    await small.post()

    await small.agree(session, TUESDAY, ADA)

    assert sorted(await small.pass_time(minutes=5)) == [(PROPOSED, BEN), (PROPOSED, CYD)]


async def test_a_day_after_the_first_yes_whoever_has_not_answered_is_asked(house: House) -> None:
    session = await house.match()
    await house.pass_time(hours=23)
    await house.agree(session, WEDNESDAY, ADA)

    assert await house.pass_time(hours=23, minutes=59) == [(PROPOSED, None)]
    assert await house.pass_time(minutes=1) == [(ANSWER, None)]
    assert (await house.find(session.id)).seats[0].asked_first is False


async def test_a_yes_to_a_time_that_has_passed_agrees_on_nothing(small: House) -> None:
    session = await small.match(ADA, BEN, CYD)
    await small.agree(session, TUESDAY, ADA, BEN)
    small.clock.moment = TUESDAY - timedelta(minutes=4)

    left = await small.sessions.withdraw(GUILD, CYD, session.id)

    assert (left.state, left.starts_at) == (SessionState.FINDING, None)
    assert {seat.vote for seat in left.present} == {None}
    again = await small.agree(left, WEDNESDAY, ADA, BEN)
    assert again.state is SessionState.AGREED


async def test_nobody_agrees_to_two_interviews_at_one_time(house: House) -> None:
    one, other = await house.match(), await house.match(ADA, CYD)
    await house.agree(one)

    with pytest.raises(BusyThen) as busy:
        await house.sessions.agree(GUILD, ADA, other.id, TUESDAY)
    with pytest.raises(BusyThen):
        await house.sessions.propose(GUILD, ADA, other.id, "Tue 19:30")

    assert busy.value.starts_at == TUESDAY
    assert (await house.agree(other, WEDNESDAY)).state is SessionState.AGREED


async def test_a_yes_that_was_given_away_to_another_interview_counts_no_longer(small: House) -> None:
    one, other = await small.match(), await small.match(ADA, CYD)
    await small.agree(other, TUESDAY, ADA)
    await small.agree(one)

    asked = await small.agree(other, TUESDAY, CYD)

    assert asked.state is SessionState.FINDING
    assert [seat.vote for seat in asked.seats] == [None, TUESDAY]
    assert [notice for notice, _ in await small.pass_time(minutes=5)].count(PROPOSED) == 1


async def test_rounds_know_when_somebody_is_taken(house: House) -> None:
    session = await house.agree(await house.match())
    async with house.store.read() as tx:
        found = await mock_round_people.agreed(tx, GUILD, session.week)
        later = await mock_round_people.agreed(tx, GUILD, weeks.after(session.week, 1))

    assert sorted(found) == sorted((seat.member.key, TUESDAY, 60) for seat in session.seats)
    assert later == ()
    assert touched(session.week, TUESDAY, 60) == 0b11 << 48 + 36


async def test_who_has_lost_the_message_opens_no_thread_and_notes_no_event(house: House) -> None:
    session = await house.match(thread=False)
    await house.outbox.tick(house.clock.now())
    (claim,) = await house.outbox.next_batch(house.clock.now())
    await house.outbox.settle(claim, Dropped(Reason.OFF), house.clock.now())

    assert not await house.rooms.opened(claim, session, 4711)
    assert not await house.rooms.event_is(claim, session, 12, house.clock.now())

    stands = await house.find(session.id)
    assert (stands.thread_id, stands.event_id) == (None, None)


async def test_a_thread_that_is_none_of_ours_waits_for_nobody_when_it_is_deleted(small: House) -> None:
    session = await small.match()

    async with small.store.write(), asyncio.timeout(5):
        await small.rooms.thread_gone(GUILD, 12345)

    assert not (await small.find(session.id)).thread_lost


async def test_an_interview_keeps_the_thread_that_it_has(small: House) -> None:
    session = await small.match(thread=False)
    await small.outbox.tick(small.clock.now())
    (claim,) = await small.outbox.next_batch(small.clock.now())
    async with small.store.write() as tx:
        await mock_sessions.change(tx, session.id, small.clock.now(), thread_id=1)

    assert not await small.rooms.opened(claim, session, 4711)
    assert (await small.find(session.id)).thread_id == 1
