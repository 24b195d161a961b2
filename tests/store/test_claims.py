"""Rows of claims and measurements on both databases: one tick a box, newest number first."""

from bot.domain.claims import Tick
from bot.domain.targets import Measurement
from bot.store import claims, measurements
from bot.store.transaction import Store
from tests.store.enrolled import BEN, EARLY, LATE, LINK, MONDAY, TUESDAY, enrolment


async def test_a_box_is_ticked_once_and_keeps_its_first_day(store: Store) -> None:
    mine = await enrolment(store)
    async with store.write() as tx:
        await claims.tick(tx, mine, ["a", "b"], MONDAY, EARLY)
        await claims.tick(tx, mine, ["b", "c"], TUESDAY, LATE)
        await claims.tick(tx, mine, [], TUESDAY, LATE)

        assert await claims.of(tx, mine) == {"a": Tick(MONDAY), "b": Tick(MONDAY), "c": Tick(TUESDAY)}


async def test_ticks_are_taken_back_and_made_again(store: Store) -> None:
    mine = await enrolment(store)
    async with store.write() as tx:
        await claims.tick(tx, mine, ["a", "b"], MONDAY, EARLY)
        await claims.untick(tx, mine, ["a", "never-ticked"])
        await claims.untick(tx, mine, [])
        assert set(await claims.of(tx, mine)) == {"b"}

        await claims.tick(tx, mine, ["a"], TUESDAY, LATE)
        assert (await claims.of(tx, mine))["a"] == Tick(TUESDAY)


async def test_a_link_ticks_the_box_and_can_be_replaced_and_removed(store: Store) -> None:
    mine = await enrolment(store)
    async with store.write() as tx:
        await claims.set_evidence(tx, mine, "a", LINK, MONDAY, EARLY)
        assert await claims.of(tx, mine) == {"a": Tick(MONDAY, LINK)}

        await claims.set_evidence(tx, mine, "a", LINK + "/2", TUESDAY, LATE)
        assert await claims.of(tx, mine) == {"a": Tick(MONDAY, LINK + "/2")}

        await claims.set_evidence(tx, mine, "a", None, TUESDAY, LATE)
        assert await claims.of(tx, mine) == {"a": Tick(MONDAY)}


async def test_what_was_had_from_the_start_stays_so_when_it_is_ticked_again(store: Store) -> None:
    mine = await enrolment(store)
    async with store.write() as tx:
        await claims.set_had(tx, mine, ["a"], MONDAY, EARLY)
        await claims.tick(tx, mine, ["a", "b"], TUESDAY, LATE)
        await claims.set_evidence(tx, mine, "a", LINK, TUESDAY, LATE)

        assert await claims.had(tx, mine) == {"a"}
        assert (await claims.of(tx, mine))["a"] == Tick(MONDAY, LINK, had=True)


async def test_ticks_and_numbers_belong_to_one_enrolment(store: Store) -> None:
    mine, theirs = await enrolment(store), await enrolment(store, BEN)
    async with store.write() as tx:
        await claims.tick(tx, mine, ["a"], MONDAY, EARLY)
        await measurements.add(tx, mine, "t", 5, None, MONDAY, EARLY)
        await claims.untick(tx, theirs, ["a"])
        reported = (await measurements.of(tx, mine))["t"][0]

        assert await claims.of(tx, theirs) == {}
        assert await measurements.of(tx, theirs) == {}
        assert not await measurements.remove(tx, theirs, reported.id)
        assert set(await claims.of(tx, mine)) == {"a"}
        assert [await measurements.count(tx, each) for each in (mine, theirs)] == [1, 0]


async def test_numbers_are_read_newest_first_and_removed_once(store: Store) -> None:
    mine = await enrolment(store)
    async with store.write() as tx:
        await measurements.add(tx, mine, "t", 1.5, None, MONDAY, EARLY)
        await measurements.add(tx, mine, "t", 2, LINK, TUESDAY, LATE)
        await measurements.add(tx, mine, "t", 3, None, TUESDAY, LATE)
        await measurements.add(tx, mine, "other", 9, None, MONDAY, EARLY)
        reports = (await measurements.of(tx, mine))["t"]
        newest = reports[0]

        assert [(each.value, each.evidence, each.day) for each in reports] == [
            (3, None, TUESDAY),
            (2, LINK, TUESDAY),
            (1.5, None, MONDAY),
        ]
        assert [await measurements.remove(tx, mine, newest.id) for _ in range(2)] == [True, False]
        assert isinstance(newest, Measurement)
        assert (await measurements.of(tx, mine))["t"] == reports[1:]
