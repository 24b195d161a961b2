"""Interviews held here and elsewhere on each kind of database: what is kept, and what it counts for."""

from datetime import date, timedelta

import pytest

from bot.domain.counting import Held
from bot.domain.errors import NotEnrolled, QuotaReached
from bot.domain.members import Member
from bot.domain.mock_history import PAGE
from bot.domain.mock_outside import MOST, OutsideShown, OutsideWritten
from bot.domain.mock_outside_errors import KindMissing, NoSuchOutside
from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.domain.questions import QuestionKind
from bot.services.mock_outside import MockOutside
from bot.store import checkins, members, mock_history, mock_outside, mock_sessions
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock
from tests.services.match_house import BEN, MONDAY, House

TODAY = date(2026, 1, 5)
CODING = OutsideWritten(QuestionKind.CODING)
STRANGER = 99


class PastHouse(House):
    """The same people, who log what they held elsewhere."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.outside = MockOutside(self.store, self.clock)

    async def log(self, written: OutsideWritten = CODING, user_id: int = ADA) -> OutsideShown:
        """This person logs one."""
        return await self.outside.log(GUILD, user_id, written)

    async def member(self, user_id: int = ADA) -> Member:
        """The person as we know them."""
        async with self.store.read() as tx:
            found = await members.find(tx, GUILD, user_id)
        assert found is not None
        return found

    async def credited(self, day: date = TODAY) -> list[str]:
        """What counts for Ada on a day."""
        me = await self.member()
        async with self.store.read() as tx:
            return [each.ref for each in await checkins.of_day(tx, me.key, day)]

    async def practised(self, user_id: int = ADA) -> tuple[Held, ...]:
        """What counts towards numbers of mock interviews."""
        me = await self.member(user_id)
        async with self.store.read() as tx:
            return await mock_history.practised(tx, me)

    async def held(self, *came: int) -> Session:
        """Ada's and Ben's interview took place with these people."""
        session, now = await self.match(), self.clock.now()
        async with self.store.write() as tx:
            await mock_sessions.change(tx, session.id, now, state=SessionState.FINISHED, ended_at=now)
            for user_id in came:
                key = (await self.member(user_id)).key
                await mock_sessions.change_seat(tx, session.id, key, arrived_at=now)
        return await self.find(session.id)


@pytest.fixture
async def house(store: Store) -> PastHouse:
    """Ada, Ben and Cyd, on each kind of database."""
    made = PastHouse(store, HandClock(MONDAY))
    await made.settle_in()
    return made


@pytest.fixture
async def small(sqlite_store: Store) -> PastHouse:
    """The same, where the kind of database does not matter."""
    made = PastHouse(sqlite_store, HandClock(MONDAY))
    await made.settle_in()
    return made


async def test_one_of_today_counts_today_and_an_earlier_one_does_not(house: PastHouse) -> None:
    today = await house.log()
    earlier = await house.log(OutsideWritten(QuestionKind.RESUME, "yesterday", "Pramp", True, "Pace"))

    assert (today.counts, earlier.counts) == (True, False)
    assert today.outside is not None
    assert await house.credited() == [f"o{today.outside.id}"]
    assert await house.credited(TODAY - timedelta(days=1)) == []
    assert earlier.outside is not None
    assert (await house.outside.find(GUILD, ADA, earlier.outside.id)).outside == earlier.outside
    assert await house.practised() == (Held(TODAY - timedelta(days=1), "resume"), Held(TODAY, "coding"))


async def test_what_counts_moves_with_its_day_and_goes_with_it(house: PastHouse) -> None:
    shown = await house.log()
    assert shown.outside is not None
    which = GUILD, ADA, shown.outside.id

    away = await house.outside.change(*which, OutsideWritten(day="yesterday"))
    assert (away.counts, await house.credited()) == (False, [])
    back = await house.outside.change(*which, OutsideWritten(day="today"))
    assert (back.counts, await house.credited()) == (True, [f"o{shown.outside.id}"])
    house.clock.pass_time(timedelta(days=1))
    kept = await house.outside.change(*which, OutsideWritten(place="Pramp"))
    assert (kept.counts, await house.credited()) == (True, [f"o{shown.outside.id}"])

    assert (await house.outside.remove(*which)).outside is None
    assert await house.credited() == []
    assert await house.practised() == ()
    with pytest.raises(NoSuchOutside):
        await house.outside.remove(*which)


async def test_only_ones_own_are_reached(house: PastHouse) -> None:
    shown = await house.log()
    assert shown.outside is not None
    for deed in (house.outside.find, house.outside.remove):
        with pytest.raises(NoSuchOutside):
            await deed(GUILD, BEN, shown.outside.id)
    with pytest.raises(NotEnrolled):
        await house.log(user_id=STRANGER)
    with pytest.raises(KindMissing):
        await house.log(OutsideWritten(day="today"))
    assert await house.outside.suggest(GUILD, STRANGER) == ()
    assert await house.outside.suggest(GUILD, ADA) == (shown.outside,)


async def test_there_is_an_end_to_what_is_kept(small: PastHouse) -> None:
    shown = await small.log()
    assert shown.outside is not None
    me = await small.member()
    async with small.store.write() as tx:
        for _ in range(MOST - 1):
            await mock_outside.add(tx, me.key, shown.outside, MONDAY)

    with pytest.raises(QuotaReached):
        await small.log()


async def test_only_who_came_held_it(house: PastHouse) -> None:
    session = await house.held(ADA)

    assert await house.practised() == (Held(TODAY, session.kind.value),)
    assert await house.practised(BEN) == ()
    async with house.store.read() as tx:
        keys = [seat.member.key for seat in session.seats]
        assert await mock_history.held_by_kind(tx, keys) == {session.kind: 2}


async def test_the_day_of_a_held_one_is_the_one_it_was_credited_to(house: PastHouse) -> None:
    session, me = await house.held(ADA), await house.member()
    async with house.store.write() as tx:
        day = TODAY - timedelta(days=1)
        await checkins.add(tx, me.key, day, mock_history.CHECKIN, str(session.id), MONDAY)

    assert await house.practised() == (Held(day, session.kind.value),)


async def test_the_timeline_has_what_is_over_newest_first(house: PastHouse) -> None:
    held = await house.held(ADA, BEN)
    house.clock.pass_time(timedelta(days=1))
    gone = await house.match()
    await house.match()
    async with house.store.write() as tx:
        await house.sessions.end(tx, gone, EndedWhy.ROUND, house.clock.now())
    logged = await house.log(OutsideWritten(QuestionKind.CODING, "-3"))
    assert logged.outside is not None

    async with house.store.read() as tx:
        line = await mock_history.timeline(tx, await house.member())

    assert [(what, key) for _, what, key in line] == [
        ("held", gone.id),
        ("held", held.id),
        ("outside", logged.outside.id),
    ]
    assert len(line) <= PAGE
