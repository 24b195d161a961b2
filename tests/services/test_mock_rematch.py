"""Who loses their partner before the interview is matched anew, and what is arranged stays."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.domain import availability
from bot.domain.mock_rounds import LOOK_EVERY, LOOK_SOON, Round
from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.domain.pairing import Pairing, Pool
from bot.services.mock_pairing import pair_aside
from bot.store import mock_pool, mock_sessions
from bot.store.transaction import Store
from tests.delivery.world import EVERY_DAY, GUILD, utc
from tests.services.round_house import CLOSES, EVENINGS, MORNINGS, RoundHouse, pairs_of

NOONS = availability.hours(EVERY_DAY, 12, 14)
SOON = CLOSES + LOOK_EVERY


@pytest.fixture
async def house(store: Store) -> RoundHouse:
    """1 and 2 can only meet one another or 3; 3 and 4 one another; all are paired."""
    house = RoundHouse(store)
    hours = {1: EVENINGS, 2: EVENINGS, 3: EVENINGS | NOONS, 4: NOONS | MORNINGS}
    for user_id, windows in hours.items():
        await house.add(user_id, windows=windows)
    return house


async def paired(house: RoundHouse) -> Round:
    found = await house.on(trios=False)
    await house.at(CLOSES)
    assert pairs_of(await house.interviews(found.id)) == {frozenset({1, 2}), frozenset({3, 4})}
    return found


async def between(house: RoundHouse, round_id: int, *people: int) -> Session:
    return next(
        each
        for each in await house.interviews(round_id)
        if {seat.user_id for seat in each.seats} == {*people}
    )


async def live(house: RoundHouse, round_id: int) -> set[frozenset[int]]:
    sessions = await house.interviews(round_id)
    return pairs_of([each for each in sessions if each.state is not SessionState.CANCELLED])


async def test_a_pair_without_a_time_is_taken_apart_where_that_leaves_nobody_alone(house: RoundHouse) -> None:
    found = await paired(house)
    house.clock.moment = CLOSES + timedelta(hours=1)
    await house.add(5, windows=MORNINGS)
    await house.sessions.withdraw(GUILD, 1, (await between(house, found.id, 1, 2)).id)

    await house.at(CLOSES + timedelta(hours=1) + LOOK_SOON)

    assert await live(house, found.id) == {frozenset({2, 3}), frozenset({4, 5})}
    assert (await between(house, found.id, 3, 4)).ended_why is EndedWhy.REMATCHED
    house.restart()
    await house.at(CLOSES + timedelta(hours=1) + LOOK_SOON + LOOK_EVERY)
    assert await live(house, found.id) == {frozenset({2, 3}), frozenset({4, 5})}


async def test_what_somebody_has_said_yes_to_is_never_taken_apart(house: RoundHouse) -> None:
    found = await paired(house)
    settled = await between(house, found.id, 3, 4)
    await house.sessions.agree(GUILD, 3, settled.id, settled.slots[0])
    await house.add(5, windows=MORNINGS)
    await house.sessions.withdraw(GUILD, 1, (await between(house, found.id, 1, 2)).id)
    await house.at(SOON)
    assert await live(house, found.id) == {frozenset({3, 4})}


async def test_whoever_gave_up_is_not_matched_again_and_late_comers_help_out(house: RoundHouse) -> None:
    found = await paired(house)
    await house.sessions.withdraw(GUILD, 1, (await between(house, found.id, 1, 2)).id)
    await house.at(SOON)
    assert await live(house, found.id) == {frozenset({3, 4})}
    await house.add(5, windows=EVENINGS)
    await house.at(SOON + LOOK_EVERY)
    assert await live(house, found.id) == {frozenset({3, 4}), frozenset({2, 5})}


async def test_who_leaves_the_programme_leaves_somebody_who_is_looked_after(house: RoundHouse) -> None:
    found = await paired(house)
    async with house.store.write() as tx:
        await mock_pool.leave(tx, house.people[1].key, house.clock.now())
        await house.sessions.leave_all(tx, house.people[1].key, house.clock.now())
    await house.add(5, windows=EVENINGS)
    await house.at(SOON)
    assert frozenset({2, 5}) in await live(house, found.id)


async def test_a_found_partner_takes_the_bye_back(store: Store) -> None:
    house = await RoundHouse(store).settle_in(3)
    found = await house.on(trios=False)
    await house.at(CLOSES)
    (alone,) = {1, 2, 3} - frozenset[int]().union(*await live(house, found.id))
    await house.add(4)
    await house.at(SOON)
    assert any(alone in pair for pair in await live(house, found.id))
    async with house.store.read() as tx:
        assert [each.byes for each in await mock_pool.entries(tx, GUILD)] == [0, 0, 0, 0]
    assert (await house.round(found.id)).report.bye_keys == {}


async def test_the_round_is_looked_at_soon_after_a_loss_but_not_all_the_time(house: RoundHouse) -> None:
    found = await paired(house)
    assert (await house.round(found.id)).next_at == SOON
    house.clock.moment = CLOSES + timedelta(hours=2)
    await house.sessions.withdraw(GUILD, 1, (await between(house, found.id, 1, 2)).id)
    first = (await house.round(found.id)).next_at
    assert first == house.clock.now() + LOOK_SOON
    await house.at(house.clock.now() + LOOK_SOON)
    await house.sessions.withdraw(GUILD, 3, (await between(house, found.id, 3, 4)).id)
    assert (await house.round(found.id)).next_at == house.clock.now() + timedelta(hours=1)


def between_two(house: RoundHouse, meanwhile: Callable[[], Awaitable[object]]) -> None:
    """From now on this happens while a round is matched, once."""
    left = [meanwhile]

    async def matching(pool: Pool, seed: int) -> Pairing:
        while left:
            await left.pop()()
        return await pair_aside(pool, seed)

    house.match = matching
    house.restart()


async def test_a_thread_that_opens_meanwhile_keeps_nobody_waiting(house: RoundHouse) -> None:
    found = await paired(house)
    await house.sessions.withdraw(GUILD, 1, (await between(house, found.id, 1, 2)).id)
    await house.add(5, windows=EVENINGS)
    other = await between(house, found.id, 3, 4)

    async def opened() -> None:
        async with house.store.write() as tx:
            await mock_sessions.change(tx, other.id, house.clock.now(), thread_id=77)

    between_two(house, opened)
    await house.at(SOON)
    assert await live(house, found.id) == {frozenset({3, 4}), frozenset({2, 5})}
    assert (await house.round(found.id)).next_at == SOON + LOOK_EVERY


async def test_a_yes_that_comes_meanwhile_is_kept_and_it_is_looked_at_again_soon(house: RoundHouse) -> None:
    found = await paired(house)
    await house.add(5, windows=MORNINGS)
    await house.sessions.withdraw(GUILD, 1, (await between(house, found.id, 1, 2)).id)
    settled = await between(house, found.id, 3, 4)
    between_two(house, lambda: house.sessions.agree(GUILD, 3, settled.id, settled.slots[0]))
    await house.at(SOON)
    assert await live(house, found.id) == {frozenset({3, 4})}
    assert (await house.round(found.id)).next_at == SOON + LOOK_SOON


async def test_who_loses_a_partner_while_it_is_matched_does_not_wait_for_hours(house: RoundHouse) -> None:
    found = await paired(house)
    await house.sessions.withdraw(GUILD, 1, (await between(house, found.id, 1, 2)).id)
    await house.add(5, windows=EVENINGS)
    lost = await between(house, found.id, 3, 4)
    between_two(house, lambda: house.sessions.withdraw(GUILD, 4, lost.id))
    await house.at(SOON)
    assert frozenset({2, 5}) in await live(house, found.id)
    assert (await house.round(found.id)).next_at == SOON + LOOK_SOON


async def test_a_round_that_is_called_off_while_it_is_matched_stays_so(house: RoundHouse) -> None:
    found = await paired(house)
    await house.sessions.withdraw(GUILD, 1, (await between(house, found.id, 1, 2)).id)
    await house.add(5, windows=EVENINGS)
    between_two(house, lambda: house.rounds.cancel(GUILD, found.id))
    await house.at(SOON)
    assert await live(house, found.id) == set()
    assert (await house.round(found.id)).next_at is None


async def test_late_in_the_week_nobody_is_matched_anew(house: RoundHouse) -> None:
    found = await paired(house)
    await house.at(utc("2026-11-26 22:00"))
    await house.add(5, windows=EVENINGS)
    await house.sessions.withdraw(GUILD, 1, (await between(house, found.id, 1, 2)).id)
    await house.at(utc("2026-11-27 06:00"))
    assert frozenset({2, 5}) not in await live(house, found.id)
    assert (await house.round(found.id)).next_at is None
