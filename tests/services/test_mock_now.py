"""Partners at once on each kind of database: who is found, who waits, who is barred."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotEnrolled
from bot.domain.mock_now import APART_FOR, CALL_EVERY, NowShown
from bot.domain.mock_now_errors import BookedEnough, BusyNow, NoRescue
from bot.domain.mock_pool import Wants
from bot.domain.mock_sessions import EndedWhy, Session, SessionNotice, SessionSource, SessionState, Step
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from bot.services.mock_calls import CALL, MockCalls
from bot.services.mock_now import MockNow
from bot.store import members, mock_now, mock_pool, mock_rounds, mock_sessions
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock
from tests.services.match_house import BEN, CYD, MONDAY, House

CODING = frozenset({QuestionKind.CODING})
THEORY = frozenset({QuestionKind.ML_THEORY})
STRANGER = 99
MATCH, RESCUE, OVER = SessionNotice.MATCH, SessionNotice.RESCUE, SessionNotice.OVER


class NowHouse(House):
    """The same people, who can look for a partner at once."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.calls = MockCalls(self.store, self.heard.append)
        self.now = MockNow(self.store, self.clock, self.notices, self.calls)
        self.sessions.when_orphaned(self.now.orphaned)

    async def look(self, user_id: int, kinds: frozenset[QuestionKind] = frozenset()) -> NowShown:
        """This person looks for a partner."""
        return await self.now.look(GUILD, user_id, kinds)

    async def waiting(self) -> list[int]:
        """Who waits."""
        async with self.store.read() as tx:
            found = await mock_now.waiting(tx, GUILD, self.clock.now())
        return [each.member.user_id for each in found]

    async def key(self, user_id: int) -> int:
        """Our key of a member."""
        async with self.store.read() as tx:
            found = await members.find(tx, GUILD, user_id)
        assert found is not None
        return found.key

    async def agreed_soon(self) -> Session:
        """Ada and Ben have an interview in ten minutes."""
        at = self.clock.now() + timedelta(minutes=10)
        return await self.agree(await self.match(slots=(at,)), at)


@pytest.fixture
async def house(store: Store) -> NowHouse:
    """Ada, Ben and Cyd, on each kind of database."""
    made = NowHouse(store, HandClock(MONDAY))
    await made.settle_in()
    return made


@pytest.fixture
async def small(sqlite_store: Store) -> NowHouse:
    """The same, where the kind of database does not matter."""
    made = NowHouse(sqlite_store, HandClock(MONDAY))
    await made.settle_in()
    return made


async def test_the_second_one_brings_both_an_agreed_interview_and_its_thread(house: NowHouse) -> None:
    assert (await house.look(ADA, CODING)).session is None

    session = (await house.look(BEN)).session

    assert session is not None
    assert (session.state, session.source) == (SessionState.AGREED, SessionSource.NOW)
    assert (session.kind, session.starts_at) == (QuestionKind.CODING, MONDAY + timedelta(minutes=5))
    assert (session.step, session.next_at) == (Step.MISSED, MONDAY + timedelta(minutes=65))
    assert await house.waiting() == []
    assert await house.post() == [(MATCH, None)]
    assert (await house.find(session.id)).thread_id is not None
    assert MONDAY in house.heard


async def test_wishes_of_the_pool_hold_where_nothing_else_is_said(house: NowHouse) -> None:
    for user_id, role in ((ADA, Role.CANDIDATE), (BEN, Role.CANDIDATE)):
        wants = Wants(THEORY, 4 if user_id == ADA else 1, 1, role)
        async with house.store.write() as tx:
            await mock_pool.join(tx, GUILD, await house.key(user_id), wants, MONDAY)
    async with house.store.write() as tx:
        await mock_pool.change(tx, await house.key(ADA), MONDAY, firsts=2)

    await house.now.look(GUILD, ADA)
    session = (await house.now.look(GUILD, BEN)).session

    assert session is not None
    assert (session.kind, session.level) == (QuestionKind.ML_THEORY, 2)
    assert [seat.user_id for seat in session.seats] == [BEN, ADA]
    async with house.store.read() as tx:
        first = await mock_pool.find(tx, await house.key(BEN))
    assert first is not None
    assert first.firsts == 1


async def test_looking_again_keeps_the_place_and_changes_the_wish(house: NowHouse) -> None:
    await house.look(ADA, CODING)
    house.clock.pass_time(timedelta(minutes=10))
    await house.look(BEN, THEORY)
    again = (await house.now.look(GUILD, ADA, CODING, 60)).wait

    assert again is not None
    assert (again.since, again.until) == (MONDAY, house.clock.now() + timedelta(hours=1))
    assert await house.waiting() == [ADA, BEN]
    house.clock.pass_time(timedelta(minutes=61))
    assert await house.waiting() == []
    fresh = (await house.look(ADA)).wait
    assert fresh is not None
    assert fresh.since == house.clock.now()


async def test_blocked_people_never_meet_whoever_blocked_whom(house: NowHouse) -> None:
    await house.blocks.block(GUILD, ADA, BEN)
    await house.look(ADA)

    assert (await house.look(BEN)).session is None
    session = (await house.look(CYD)).session
    assert session is not None
    assert set(session.user_ids) == {ADA, CYD}


async def test_who_met_waits_for_a_day_before_they_meet_like_this_again(house: NowHouse) -> None:
    await house.look(ADA)
    session = (await house.look(BEN)).session
    assert session is not None
    await house.sessions.withdraw(GUILD, BEN, session.id)

    await house.look(ADA)
    assert (await house.look(BEN)).session is None
    house.clock.pass_time(APART_FOR + timedelta(minutes=1))
    await house.look(ADA)
    assert (await house.look(BEN)).session is not None


async def test_nobody_is_called_away_from_an_interview_that_is_about_to_begin(house: NowHouse) -> None:
    await house.look(ADA)
    await house.agreed_soon()

    assert (await house.look(CYD)).session is None
    with pytest.raises(BusyNow):
        await house.look(BEN)
    assert await house.waiting() == [ADA, CYD]


async def test_a_record_of_missed_ones_limits_how_many_are_booked(small: NowHouse) -> None:
    for _ in range(4):
        session = await small.agreed_soon()
        async with small.store.write() as tx:
            await mock_sessions.change_seat(tx, session.id, await small.key(BEN), absent=True)
            await small.sessions.end(tx, await small.find(session.id), EndedWhy.NO_SHOW, small.clock.now())
        small.clock.pass_time(timedelta(hours=1))
    await small.match(BEN, CYD)

    with pytest.raises(BookedEnough):
        await small.look(BEN)
    assert (await small.look(ADA)).wait is not None


async def test_who_is_left_alone_is_offered_another_one_and_goes_first(house: NowHouse) -> None:
    session = await house.agreed_soon()
    await house.post()
    await house.sessions.withdraw(GUILD, BEN, session.id)
    assert set(await house.post()) == {(OVER, None), (RESCUE, ADA)}
    async with house.store.write() as tx:
        await mock_now.put(tx, GUILD, await house.key(CYD), (), MONDAY, MONDAY + timedelta(hours=1), None)

    found = (await house.now.rescue(GUILD, ADA, session.id)).session

    assert found is not None
    assert (found.source, found.kind) == (SessionSource.RESCUE, session.kind)
    assert await house.post() == [(MATCH, None)]
    with pytest.raises(NoRescue):
        await house.now.rescue(GUILD, BEN, session.id)
    with pytest.raises(NoRescue):
        await house.now.rescue(GUILD, CYD, session.id)


async def test_nobody_is_offered_another_one_for_what_was_days_away(small: NowHouse) -> None:
    session = await small.agree(await small.match())
    await small.post()
    await small.sessions.withdraw(GUILD, BEN, session.id)

    assert await small.post() == [(OVER, None)]


async def test_leaving_the_programme_ends_the_waiting_and_strangers_cannot_look(house: NowHouse) -> None:
    await house.look(ADA)
    async with house.store.write() as tx:
        await house.now.release(tx, await house.key(ADA))

    assert await house.waiting() == []
    with pytest.raises(NotEnrolled):
        await house.look(STRANGER)
    assert (await house.now.stop(GUILD, STRANGER)).wait is None


async def test_what_is_over_is_forgotten_in_silence(house: NowHouse) -> None:
    await house.look(ADA)
    house.clock.pass_time(timedelta(minutes=31))
    await house.now.prune()

    async with house.store.read() as tx:
        assert await mock_now.waiting(tx, GUILD, MONDAY) == ()
    assert await house.post() == []


async def test_the_group_is_told_once_an_hour_and_only_where_rounds_are_on(house: NowHouse) -> None:
    def called() -> int:
        return house.heard.count(house.clock.now())

    await house.look(ADA)
    assert called() == 0
    async with house.store.write() as tx:
        settings = await mock_rounds.settings(tx, GUILD)
        await mock_rounds.save_settings(tx, type(settings)(GUILD, enabled=True), MONDAY)
    await house.look(ADA)
    await house.look(ADA)
    assert called() == 1
    await house.outbox.tick(house.clock.now())
    house.clock.pass_time(timedelta(minutes=30))
    await house.look(ADA)
    assert called() == 0
    house.clock.pass_time(CALL_EVERY)
    await house.look(ADA)
    assert called() == 1
    await house.outbox.tick(house.clock.now())
    claims = await house.outbox.next_batch(house.clock.now())
    assert all(claim.ref.startswith(f"{CALL}:") and claim.user_id is None for claim in claims)
