"""Rounds of many people, and of several processes: nobody waits for them, and what is done is done once."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.domain.mock_pool import PoolEntry
from bot.domain.mock_round_notices import RoundBrief
from bot.domain.mock_rounds import LEASE, RoundState
from bot.domain.mock_sessions import EndedWhy, SessionState
from bot.domain.pairing import Pairing, Pool
from bot.services.mock_pairing import pair_aside
from bot.store import mock_pool, mock_sessions
from bot.store.transaction import Store, Tx
from tests.delivery.world import GUILD
from tests.services.round_house import CLOSES, OPENS, RoundHouse, pairs_of


@pytest.fixture
def house(store: Store) -> RoundHouse:
    return RoundHouse(store)


@pytest.fixture
def small(sqlite_store: Store) -> RoundHouse:
    """Where the kind of database does not matter."""
    return RoundHouse(sqlite_store)


@contextmanager
def counted() -> Generator[list[str]]:
    """Statements on any engine."""
    seen: list[str] = []

    def executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", executed)
    yield seen
    event.remove(Engine, "before_cursor_execute", executed)


async def test_a_round_is_written_with_few_statements_however_many_take_part(house: RoundHouse) -> None:
    """Everybody else waits while it is written."""
    await house.settle_in(50)
    found = await house.on(trios=False)
    with counted() as seen:
        await house.at(CLOSES)
    assert len(await house.interviews(found.id)) == 25
    assert len(seen) < 40


async def test_many_interviews_are_called_off_some_at_a_time_and_a_crash_only_delays_it(
    small: RoundHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    await small.settle_in(50)
    first = await small.on()
    await small.at(CLOSES)
    assert len(await small.interviews(first.id)) == 25
    batches: list[int] = []
    unheld = mock_sessions.unheld

    async def dying(tx: Tx, round_id: int) -> tuple[int, ...]:
        found = await unheld(tx, round_id)
        batches.append(len(found))
        if len(batches) == 3:
            raise RuntimeError("killed")
        return found

    monkeypatch.setattr(mock_sessions, "unheld", dying)
    with pytest.raises(RuntimeError, match="killed"):
        await small.rounds.cancel(GUILD, first.id)
    monkeypatch.undo()
    left = [each for each in await small.interviews(first.id) if each.state is SessionState.FINDING]
    assert 0 < len(left) < 25
    assert (await small.round(first.id)).report.unheld == 25

    small.restart()
    await small.at(CLOSES + LEASE)
    assert {each.ended_why for each in await small.interviews(first.id)} == {EndedWhy.ROUND}
    assert (await small.round(first.id)).next_at is None


async def test_what_takes_long_keeps_the_tick_from_nothing_and_belongs_to_one_alone(
    house: RoundHouse,
) -> None:
    await house.settle_in(4)
    first = await house.on()
    go_on, matched = asyncio.Event(), 0

    async def slow(pool: Pool, seed: int) -> Pairing:
        nonlocal matched
        matched += 1
        await go_on.wait()
        return await pair_aside(pool, seed)

    house.match = slow
    house.restart()
    house.clock.moment = CLOSES
    await house.rounds.tick(CLOSES)
    other = RoundHouse(house.store, house.clock, match=slow)
    for later in range(4):
        await other.rounds.tick(CLOSES + timedelta(seconds=20 * later))
        await house.rounds.tick(CLOSES + timedelta(seconds=20 * later))
    assert (await house.round(first.id)).upcoming
    assert (await house.round(first.id)).next_at == CLOSES + LEASE
    go_on.set()
    assert await house.rounds.settled()
    assert not await other.rounds.settled()
    assert matched == 1
    assert (await house.round(first.id)).state is RoundState.PAIRED


async def test_a_fault_moves_nothing_that_has_become_something_else_meanwhile(small: RoundHouse) -> None:
    await small.settle_in(2)
    first = await small.on()

    async def cancelled_then_broken(pool: Pool, seed: int) -> Pairing:
        await small.rounds.cancel(GUILD, first.id)
        raise RuntimeError(f"{len(pool.members)} members, seed {seed}")

    small.match = cancelled_then_broken
    small.restart()
    await small.at(CLOSES)
    found = await small.round(first.id)
    assert (found.state, found.next_at) == (RoundState.CANCELLED, None)


async def test_who_stops_gives_what_is_under_way_little_time(small: RoundHouse) -> None:
    await small.settle_in(2)
    first = await small.on()

    async def endless(pool: Pool, seed: int) -> Pairing:
        await asyncio.Event().wait()
        return await pair_aside(pool, seed)

    small.match = endless
    small.restart()
    small.clock.moment = CLOSES
    await small.rounds.tick(CLOSES)
    await small.rounds.close(timedelta(0))
    assert not await small.rounds.settled()
    small.match = pair_aside
    small.restart()
    await small.at(CLOSES + LEASE)
    assert (await small.round(first.id)).state is RoundState.PAIRED


async def test_only_an_invitation_counts_the_pool(small: RoundHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    await small.settle_in(3)
    await small.on(trios=False)
    await small.at(OPENS)
    (opening,) = (await small.owed()).values()
    brief = await small.rounds.notices.brief(opening, small.clock.now())
    assert isinstance(brief, RoundBrief)
    assert brief.pool == 3
    await small.at(CLOSES)
    owed = await small.owed()

    async def entries(tx: Tx, guild_id: int) -> tuple[PoolEntry, ...]:
        raise AssertionError(f"{tx} asked for the whole pool of {guild_id}")

    monkeypatch.setattr(mock_pool, "entries", entries)
    told = [await small.rounds.notices.brief(claim, small.clock.now()) for claim in owed.values()]
    assert [each.pool for each in told if isinstance(each, RoundBrief)] == [0, 0]


async def test_of_two_that_pair_the_same_round_one_wins(house: RoundHouse) -> None:
    """The other one finds the round paired when it comes to write."""
    await house.settle_in(4)
    first = await house.on()

    async def slower(pool: Pool, seed: int) -> Pairing:
        house.match = pair_aside
        other = RoundHouse(house.store, house.clock)
        await other.rounds.tick(house.clock.now())
        return await pair_aside(pool, seed)

    house.match = slower
    house.restart()
    await house.at(CLOSES)
    assert len(await house.interviews(first.id)) == 2


async def test_who_leaves_while_it_is_matched_is_not_matched(house: RoundHouse) -> None:
    await house.settle_in(4)
    first = await house.on()

    async def leaving(pool: Pool, seed: int) -> Pairing:
        found = await pair_aside(pool, seed)
        async with house.store.write() as tx:
            await mock_pool.leave(tx, house.people[1].key, house.clock.now())
        return found

    house.match = leaving
    house.restart()
    await house.at(CLOSES)
    met = frozenset[int]().union(*pairs_of(await house.interviews(first.id)))
    assert met == {2, 3, 4}


async def test_a_fault_in_one_guild_keeps_no_other_waiting_and_is_tried_again(house: RoundHouse) -> None:
    await house.settle_in(2)
    first = await house.on()
    failing = True

    async def sometimes(pool: Pool, seed: int) -> Pairing:
        if failing:
            raise RuntimeError("out of memory")
        return await pair_aside(pool, seed)

    house.match = sometimes
    house.restart()
    await house.at(CLOSES)
    assert (await house.round(first.id)).upcoming
    failing = False
    await house.at(CLOSES + timedelta(minutes=5))
    assert (await house.round(first.id)).state is RoundState.PAIRED
