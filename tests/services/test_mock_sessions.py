"""From the match to the agreed time, and everything that can go wrong before it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.errors import CohortError, TextTooLong
from bot.domain.mock_errors import (
    InterviewAgreed,
    InterviewOver,
    MovedEnough,
    NoInterview,
    NothingAgreed,
    NotProposed,
    NotYourInterview,
    StartPassed,
    TooSoon,
    WhichInterview,
)
from bot.domain.mock_rules import MOST_MOVES
from bot.domain.mock_sessions import EndedWhy, Session, SessionNotice, SessionState, Step
from bot.store import members
from bot.store.transaction import Store, Tx
from tests.delivery.world import ADA, GUILD, HandClock, utc
from tests.services.match_house import BEN, CYD, MONDAY, SLOTS, THREAD, House

TUESDAY, WEDNESDAY = SLOTS[0], SLOTS[1]
MATCH, AGREED, OVER = SessionNotice.MATCH, SessionNotice.AGREED, SessionNotice.OVER
REMINDERS = [SessionNotice.DAY, SessionNotice.HOUR, SessionNotice.TEN]


@pytest.fixture
async def house(store: Store) -> House:
    """Ada, Ben and Cyd, on each kind of database."""
    return await House(store, HandClock(MONDAY)).settle_in()


@pytest.fixture
async def small(sqlite_store: Store) -> House:
    """The same, where the kind of database does not matter."""
    return await House(sqlite_store, HandClock(MONDAY)).settle_in()


async def test_a_match_is_told_once_in_its_thread_and_waits_for_a_time(house: House) -> None:
    session = await house.match(thread=False)

    assert await house.post() == [(MATCH, None)]
    assert await house.post() == []
    session = await house.find(session.id)
    assert session.state is SessionState.FINDING
    assert session.thread_id == THREAD + session.id
    assert (session.step, session.next_at) == (Step.SILENCE, MONDAY + timedelta(hours=24))
    assert MONDAY in house.heard


async def test_once_both_have_said_yes_to_the_same_it_is_agreed_and_reminders_come_in_time(
    house: House,
) -> None:
    session = await house.match()

    session = await house.agree(session, TUESDAY, ADA)
    assert session.state is SessionState.FINDING
    session = await house.agree(session, WEDNESDAY, BEN)
    assert session.state is SessionState.FINDING
    session = await house.agree(session, TUESDAY, BEN)

    assert (session.state, session.starts_at) == (SessionState.AGREED, TUESDAY)
    assert await house.post() == [(AGREED, None)]
    times: list[tuple[SessionNotice, datetime]] = []
    while house.clock.now() < TUESDAY:
        said = await house.pass_time(minutes=10)
        times += [(notice, house.clock.now()) for notice, _ in said]
    hours = (timedelta(hours=24), timedelta(hours=1), timedelta(minutes=10))
    assert times == [(notice, TUESDAY - before) for notice, before in zip(REMINDERS, hours, strict=True)]


async def test_saying_yes_again_changes_nothing(small: House) -> None:
    session = await small.agree(await small.match())

    again = await small.sessions.agree(GUILD, ADA, session.id, TUESDAY)

    assert again.state is SessionState.AGREED
    assert await small.post() == [(AGREED, None)]
    with pytest.raises(InterviewAgreed):
        await small.sessions.agree(GUILD, ADA, session.id, WEDNESDAY)


async def test_a_time_of_ones_own_is_offered_on_ones_own_clock_and_counts_as_a_yes(house: House) -> None:
    session = await house.match()

    session = await house.sessions.propose(GUILD, BEN, session.id, "Thu 12:30")

    noon = utc("2026-01-08 17:30")
    assert noon in session.slots
    assert [seat.vote for seat in session.seats] == [None, noon]
    session = await house.sessions.agree_to(GUILD, ADA, session.id, "Thu 18:30")
    assert (session.state, session.starts_at) == (SessionState.AGREED, noon)


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        (lambda house, it: house.sessions.agree(GUILD, CYD, it.id, TUESDAY), NotYourInterview),
        (lambda house, it: house.sessions.agree(GUILD, ADA, it.id + 1, TUESDAY), NotYourInterview),
        (lambda house, it: house.sessions.agree(GUILD + 1, ADA, it.id, TUESDAY), NotYourInterview),
        (lambda house, it: house.sessions.agree(GUILD, ADA, it.id, MONDAY), NotProposed),
        (lambda house, it: house.sessions.agree_to(GUILD, ADA, it.id, "Thu 3:00"), NotProposed),
        (lambda house, it: house.sessions.propose(GUILD, ADA, it.id, "today 9:04"), TooSoon),
        (lambda house, it: house.sessions.propose(GUILD, CYD, it.id, "Thu 3:00"), NotYourInterview),
        (lambda house, it: house.sessions.reschedule(GUILD, ADA, it.id), NothingAgreed),
        (lambda house, it: house.sessions.withdraw(GUILD, CYD, it.id), NotYourInterview),
        (lambda house, it: house.sessions.withdraw(GUILD, ADA, it.id, "x" * 201), TextTooLong),
        (lambda house, it: house.sessions.find(GUILD, CYD, it.id), NotYourInterview),
        (lambda house, it: house.sessions.which(GUILD, CYD, it.thread_id), NotYourInterview),
        (lambda house, it: house.sessions.which(GUILD, CYD, None), NoInterview),
    ],
)
async def test_what_is_not_possible_is_refused_and_changes_nothing(
    small: House, deed: Callable[[House, Session], Awaitable[object]], error: type[CohortError]
) -> None:
    session = await small.match()

    with pytest.raises(error):
        await deed(small, session)

    assert await small.find(session.id) == session
    assert await small.post() == []


async def test_a_command_means_the_interview_of_its_thread_or_the_only_one(small: House) -> None:
    first = await small.match()
    assert (await small.sessions.which(GUILD, ADA, None)).id == first.id

    second = await small.match(ADA, CYD)

    assert (await small.sessions.which(GUILD, ADA, first.thread_id)).id == first.id
    assert (await small.sessions.which(GUILD, ADA, None, second.id)).id == second.id
    with pytest.raises(WhichInterview) as several:
        await small.sessions.which(GUILD, ADA, None)
    assert {each.id for each in several.value.sessions} == {first.id, second.id}


async def test_a_moved_interview_forgets_the_old_time_and_all_that_was_to_remind_of_it(house: House) -> None:
    session = await house.agree(await house.match())
    await house.post()

    session = await house.sessions.reschedule(GUILD, BEN, session.id)

    assert (session.state, session.starts_at, session.revision) == (SessionState.FINDING, None, 1)
    assert TUESDAY not in session.slots
    assert {seat.vote for seat in session.seats} == {None}
    assert await house.post() == [(SessionNotice.MOVED, None)]
    await house.agree(session, WEDNESDAY)
    said = await house.pass_time(hours=58)
    assert [notice for notice, _ in said] == [AGREED, *REMINDERS]


async def test_each_may_move_it_twice(small: House) -> None:
    session = await small.match()
    for start in SLOTS[:MOST_MOVES]:
        await small.agree(session, start)
        session = await small.sessions.reschedule(GUILD, ADA, session.id)
    session = await small.agree(session, SLOTS[2])

    with pytest.raises(MovedEnough):
        await small.sessions.reschedule(GUILD, ADA, session.id)

    moved = await small.sessions.reschedule(GUILD, BEN, session.id)
    assert [seat.moves for seat in moved.seats] == [2, 1]


async def test_declining_ends_it_and_the_partner_is_told(house: House) -> None:
    session = await house.match()

    ended = await house.sessions.withdraw(GUILD, BEN, session.id)

    assert (ended.state, ended.ended_why) == (SessionState.CANCELLED, EndedWhy.DECLINED)
    assert ended.user_ids == (ADA,)
    assert await house.post() == [(OVER, None)]
    assert await house.pass_time(days=8) == []
    with pytest.raises(InterviewOver):
        await house.sessions.agree(GUILD, ADA, session.id, TUESDAY)
    with pytest.raises(InterviewOver):
        await house.sessions.withdraw(GUILD, BEN, session.id)


async def test_a_cancelled_time_keeps_who_and_when_and_the_words(small: House) -> None:
    session = await small.agree(await small.match())
    await small.post()
    small.clock.moment = TUESDAY - timedelta(minutes=119)

    ended = await small.sessions.withdraw(GUILD, ADA, session.id, "  A cold,\nsorry ")

    assert ended.ended_why is EndedWhy.CANCELLED
    ada, ben = ended.seats
    assert (ada.words, ada.gone, ben.gone) == ("A cold, sorry", small.clock.moment, None)
    assert ended.starts_at == TUESDAY
    assert (OVER, None) in await small.post()


async def test_from_its_start_on_nobody_gets_out_of_it_by_cancelling(small: House) -> None:
    session = await small.agree(await small.match())
    small.clock.moment = TUESDAY

    for deed in (small.sessions.withdraw, small.sessions.reschedule):
        with pytest.raises(StartPassed):
            await deed(GUILD, ADA, session.id)


async def test_after_a_day_of_silence_one_is_asked_and_after_three_more_it_ends_kindly(house: House) -> None:
    session = await house.match()

    assert await house.pass_time(hours=24) == [(SessionNotice.FIRST_WORD, None)]
    asked = await house.find(session.id)
    assert [seat.asked_first for seat in asked.seats] == [True, False]
    assert await house.pass_time(days=2, hours=23) == []
    assert await house.pass_time(hours=1) == [(OVER, None)]
    assert (await house.find(session.id)).ended_why is EndedWhy.NO_TIME


async def test_whoever_was_asked_least_often_is_asked(small: House) -> None:
    first = await small.match()
    await small.pass_time(hours=24)
    await small.sessions.withdraw(GUILD, BEN, first.id)

    second = await small.match(ADA, CYD)
    await small.pass_time(hours=24)

    assert [seat.asked_first for seat in (await small.find(second.id)).seats] == [False, True]


async def test_a_yes_keeps_the_search_open_until_that_time_has_passed(house: House) -> None:
    session = await house.match()
    await house.sessions.propose(GUILD, ADA, session.id, "Mon 12 Jan 18:00")

    said = await house.pass_time(days=7, hours=8)
    assert said == [(SessionNotice.PROPOSED, None), (SessionNotice.ANSWER, None)]
    assert (await house.find(session.id)).state is SessionState.FINDING
    assert await house.pass_time(hours=1) == [(OVER, None)]
    assert (await house.find(session.id)).ended_why is EndedWhy.NO_TIME


async def test_a_time_at_which_nobody_began_closes_the_interview(house: House) -> None:
    session = await house.agree(await house.match())

    said = await house.pass_time(hours=36)

    assert said[-1] == (OVER, None)
    assert house.clock.now() == TUESDAY + timedelta(hours=2)
    assert (await house.find(session.id)).ended_why is EndedWhy.NOT_STARTED


async def test_of_three_two_go_on_and_the_observer_takes_the_free_place(house: House) -> None:
    session = await house.match(ADA, BEN, CYD)
    await house.agree(session, TUESDAY, ADA, CYD)

    session = await house.sessions.withdraw(GUILD, BEN, session.id)

    assert (session.state, session.starts_at) == (SessionState.AGREED, TUESDAY)
    assert [(seat.user_id, seat.position) for seat in session.present] == [(ADA, 0), (CYD, 1)]
    last = await house.sessions.withdraw(GUILD, CYD, session.id)
    assert last.state is SessionState.CANCELLED


async def test_leaving_ends_all_interviews_of_a_member_and_the_others_hear_of_a_new_chance(
    house: House,
) -> None:
    orphans: list[int] = []

    async def heard(tx: Tx, session: Session, member_key: int, now: datetime) -> None:
        orphans.append(member_key)

    house.sessions.when_orphaned(heard)
    first, second = await house.match(), await house.match(ADA, CYD)
    await house.agree(second)
    await house.post()
    async with house.store.write() as tx:
        ada = await members.find(tx, GUILD, ADA)
        assert ada is not None
        await house.sessions.leave_all(tx, ada.key, house.clock.now())

    assert await house.post() == [(OVER, None), (OVER, None)]
    ended = [await house.find(session.id) for session in (first, second)]
    assert {each.ended_why for each in ended} == {EndedWhy.LEFT}
    assert sorted(orphans) == sorted(seat.member.key for each in ended for seat in each.present)


async def test_a_block_ends_it_and_both_are_told_the_same_by_themselves(house: House) -> None:
    orphans: list[int] = []

    async def heard(tx: Tx, session: Session, member_key: int, now: datetime) -> None:
        orphans.append(member_key)

    house.sessions.when_orphaned(heard)
    session, other = await house.match(), await house.match(ADA, CYD)

    await house.blocks.block(GUILD, BEN, ADA)

    assert sorted(await house.post()) == [(OVER, ADA), (OVER, BEN)]
    assert (await house.find(session.id)).ended_why is EndedWhy.APART
    assert (await house.find(other.id)).state is SessionState.FINDING
    assert orphans == []


async def test_whatever_cannot_be_said_in_the_thread_is_said_to_each(house: House) -> None:
    session = await house.agree(await house.match())
    await house.post()
    assert session.thread_id is not None
    house.dead_rooms.add(session.thread_id)

    said = await house.pass_time(hours=34)

    expected = [(notice, who) for notice in REMINDERS for who in (ADA, BEN)]
    assert sorted(said) == sorted(expected)
    assert (await house.find(session.id)).thread_lost


async def test_a_thread_that_cannot_be_opened_leaves_each_with_the_card(house: House) -> None:
    session = await house.match(thread=False)
    house.dead_rooms.add(THREAD + session.id)

    assert await house.post() == []
    assert sorted(await house.post()) == [(MATCH, ADA), (MATCH, BEN)]
    await house.agree(session)
    assert sorted(await house.post()) == [(AGREED, ADA), (AGREED, BEN)]
    await house.sessions.reschedule(GUILD, ADA, session.id)
    assert await house.post() == [(SessionNotice.MOVED, BEN)]


@pytest.mark.parametrize(("is_agreed", "notice"), [(False, MATCH), (True, AGREED)])
async def test_a_deleted_thread_brings_each_what_they_need_to_go_on(
    house: House, is_agreed: bool, notice: SessionNotice
) -> None:
    session = await house.match()
    if is_agreed:
        await house.agree(session)
        await house.post()
    assert session.thread_id is not None

    await house.rooms.thread_gone(GUILD, session.thread_id)
    await house.rooms.thread_gone(GUILD, session.thread_id)
    await house.rooms.thread_gone(GUILD, 12345)

    assert sorted(await house.post()) == [(notice, ADA), (notice, BEN)]
    assert await house.post() == []
    said = await house.pass_time(hours=24)
    assert {who for _, who in said} <= {ADA, BEN}


async def test_news_that_comes_before_the_thread_does_goes_to_each(small: House) -> None:
    session = await small.match(thread=False)

    await small.sessions.withdraw(GUILD, BEN, session.id)

    assert await small.post() == [(OVER, ADA)]
