"""The board on both databases: places, neighbours, and who has to be counted again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.domain.day_clock import DayClock
from bot.domain.standings import AROUND, TOP, Consistency, last_day
from bot.store import members, standings
from bot.store.tables import StandingRow
from bot.store.transaction import Store, Tx
from tests.delivery.world import BERLIN, GUILD, utc

NOW = utc("2026-06-10 12:00")
DAY = date(2026, 6, 9)
KIRITIMATI, PAGO = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")


async def put(
    tx: Tx,
    user_id: int,
    counted: Consistency,
    *,
    guild_id: int = GUILD,
    zone: ZoneInfo = BERLIN,
    day: date = DAY,
) -> int:
    """A new member on the board; their key."""
    member = await members.add(tx, guild_id, user_id, zone, NOW)
    await standings.put(tx, guild_id, member.key, day, counted, NOW)
    return member.key


async def fill(store: Store, counts: Sequence[Consistency]) -> list[int]:
    """Members 1, 2, ... with these counts; their keys."""
    async with store.write() as tx:
        return [await put(tx, number, counted) for number, counted in enumerate(counts, 1)]


async def shown(store: Store, key: int) -> list[tuple[int, int]]:
    """The board around a member, as (place, user id)."""
    async with store.read() as tx:
        places, _ = await standings.board(tx, GUILD, key)
    return [(each.place, each.user_id) for each in places]


def kept(*days: int) -> list[Consistency]:
    """So many of ten planned days each."""
    return [Consistency(10, each) for each in days]


async def test_a_member_sees_the_top_and_their_neighbours(store: Store) -> None:
    keys = await fill(store, kept(10, 9, 8, 7, 6, 5, 4, 3, 2, 1))

    assert await shown(store, keys[6]) == [(1, 1), (2, 2), (3, 3), (5, 5), (6, 6), (7, 7), (8, 8), (9, 9)]
    assert await shown(store, keys[9]) == [(1, 1), (2, 2), (3, 3), (8, 8), (9, 9), (10, 10)]
    assert await shown(store, keys[0]) == [(1, 1), (2, 2), (3, 3)]
    assert await shown(store, 0) == [(1, 1), (2, 2), (3, 3)]


async def test_the_same_share_is_the_same_place_and_the_next_one_is_left_out(store: Store) -> None:
    keys = await fill(store, [*kept(9, 10, 9), Consistency(20, 18), *kept(8)])

    assert await shown(store, keys[4]) == [(1, 2), (2, 4), (2, 1), (2, 3), (5, 5)]


async def test_whoever_planned_too_few_days_has_no_place(store: Store) -> None:
    keys = await fill(store, [Consistency(4, 4), Consistency(5, 1), Consistency(0, 0)])

    assert await shown(store, keys[0]) == [(1, 2)]
    async with store.read() as tx:
        assert (await standings.board(tx, GUILD, keys[0]))[1] == 1
        assert await standings.board(tx, GUILD + 1, keys[0]) == ((), 0)


async def test_another_guild_has_a_board_of_its_own(store: Store) -> None:
    (key,) = await fill(store, kept(5))
    async with store.write() as tx:
        other = await put(tx, 1, Consistency(10, 10), guild_id=GUILD + 1)

    assert await shown(store, key) == [(1, 1)]
    async with store.read() as tx:
        assert await standings.on_board(tx, GUILD) == {key}
        assert await standings.on_board(tx, GUILD + 1) == {other}


counted = st.integers(5, 28).flatmap(
    lambda planned: st.integers(0, planned).map(lambda done: Consistency(planned, done))
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(counted, min_size=1, max_size=12), st.data())
async def test_places_are_those_that_counting_by_hand_gives(
    sqlite_store: Store, counts: list[Consistency], data: st.DataObject
) -> None:
    async with sqlite_store.write() as tx:
        await tx.execute(delete(StandingRow))
        for user_id in range(1, len(counts) + 1):
            known = await members.find(tx, GUILD, user_id)
            key = known.key if known else (await members.add(tx, GUILD, user_id, BERLIN, NOW)).key
            await standings.put(tx, GUILD, key, DAY, counts[user_id - 1], NOW)
    me = data.draw(st.integers(1, len(counts)))

    async with sqlite_store.read() as tx:
        member = await members.find(tx, GUILD, me)
        assert member is not None
        places, ranked = await standings.board(tx, GUILD, member.key)

    assert ranked == len(counts)
    mine = next(each for each in places if each.user_id == me)
    wanted = {*range(1, TOP + 1), *range(mine.position - AROUND, mine.position + AROUND + 1)}
    assert [each.position for each in places] == sorted(wanted & {*range(1, ranked + 1)})
    shares = [each.share or 0 for each in counts]
    for each in places:
        assert each.counted == counts[each.user_id - 1]
        assert each.place == 1 + sum(share > (each.counted.share or 0) for share in shares)


# ------------------------------------------------------------------ counting again


async def test_a_row_is_counted_anew_and_never_comes_back_by_that(store: Store) -> None:
    first, second = await fill(store, kept(5, 6))
    async with store.write() as tx:
        assert await standings.remove(tx, second)
        assert not await standings.remove(tx, second)
        new = {key: (DAY + timedelta(days=1), Consistency(11, 6)) for key in (first, second)}
        await standings.recount(tx, new, NOW)
        await standings.recount(tx, {}, NOW)

    async with store.read() as tx:
        assert await standings.find(tx, first) == standings.Stored(*new[first])
        assert await standings.find(tx, second) is None


async def test_joining_again_takes_the_newer_count(store: Store) -> None:
    (key,) = await fill(store, kept(5))
    async with store.write() as tx:
        await standings.put(tx, GUILD, key, DAY, Consistency(0, 0), NOW)

    async with store.read() as tx:
        assert await standings.find(tx, key) == standings.Stored(DAY, Consistency(0, 0))
    assert await shown(store, key) == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # It is the 9th in Pago Pago, the 10th in Berlin, and the 11th on Kiritimati.
        (utc("2026-06-10 13:30"), {"Kiritimati": 10, "Berlin": 9, "Pago": 8}),
        (utc("2026-06-11 00:30"), {"Kiritimati": 10, "Berlin": 9, "Pago": 9}),
        (utc("2026-06-11 01:30"), {"Kiritimati": 10, "Berlin": 10, "Pago": 9}),
    ],
)
async def test_a_day_is_outdated_where_it_is_over(
    store: Store, now: datetime, expected: dict[str, int]
) -> None:
    zones = {"Kiritimati": KIRITIMATI, "Berlin": BERLIN, "Pago": PAGO}
    async with store.write() as tx:
        keys = {
            (name, day): await put(
                tx, number * 100 + day, Consistency(5, 5), zone=zone, day=date(2026, 6, day)
            )
            for number, (name, zone) in enumerate(zones.items(), 1)
            for day in (7, 8, 9, 10)
        }

    behind = await outdated(store, now, 100)

    assert set(behind) == {key for (name, day), key in keys.items() if day < expected[name]}
    assert behind[:3] == [keys[name, 7] for name in zones]
    assert await outdated(store, now, 2) == behind[:2]


async def outdated(store: Store, now: datetime, limit: int) -> list[int]:
    """Whom to count again at this moment."""
    days: dict[date, list[DayClock]] = {}
    async with store.read() as tx:
        for clock in await standings.clocks(tx):
            days.setdefault(last_day(clock, now), []).append(clock)
        return [*await standings.outdated(tx, days, limit)]


async def test_a_changed_past_outdates_one_member_or_the_whole_guild(store: Store) -> None:
    now = utc("2026-06-10 12:00")
    first, second = await fill(store, kept(5, 6))
    async with store.write() as tx:
        await put(tx, 1, Consistency(10, 10), guild_id=GUILD + 1)
    assert await outdated(store, now, 10) == []

    async with store.write() as tx:
        await standings.outdate(tx, GUILD, second)
    assert await outdated(store, now, 10) == [second]

    async with store.write() as tx:
        await standings.outdate(tx, GUILD)
    assert await outdated(store, now, 10) == [first, second]


async def test_without_anybody_on_a_board_nothing_is_outdated(store: Store) -> None:
    async with store.read() as tx:
        assert await standings.clocks(tx) == ()
        assert list(await standings.outdated(tx, {}, 10)) == []
