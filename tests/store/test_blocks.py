"""Who wants nothing to do with whom, on both kinds of database."""

from datetime import timedelta

from bot.store import blocks, erasure, mock_round_people
from bot.store.blocks import Blocked
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc

BEN, CYD = 2, 3
NOW = utc("2026-06-01 06:00")


async def test_a_block_holds_both_apart_and_only_the_blocker_sees_it(store: Store) -> None:
    async with store.write() as tx:
        await blocks.add(tx, GUILD, ADA, BEN, NOW)
        await blocks.add(tx, GUILD, ADA, BEN, NOW)
        await blocks.add(tx, GUILD, ADA, CYD, NOW)
        assert (await blocks.of(tx, GUILD, ADA)).user_ids == (CYD, BEN)
        assert await blocks.of(tx, GUILD, BEN) == Blocked()
        assert await blocks.around(tx, GUILD, ADA) == {BEN, CYD}
        assert await blocks.around(tx, GUILD, BEN) == {ADA}


async def test_a_block_holds_in_its_own_guild_and_until_it_is_taken_back(store: Store) -> None:
    async with store.write() as tx:
        await blocks.add(tx, GUILD, ADA, BEN, NOW)
        assert await blocks.around(tx, GUILD + 1, ADA) == frozenset()
        assert not await blocks.remove(tx, GUILD + 1, ADA, BEN)
        assert not await blocks.remove(tx, GUILD, BEN, ADA)
        assert await blocks.remove(tx, GUILD, ADA, BEN)
        assert await blocks.around(tx, GUILD, BEN) == frozenset()


async def test_a_block_of_somebody_erased_names_nobody_and_holds_when_they_come_back(store: Store) -> None:
    later = HandClock(NOW + timedelta(days=1))
    await enrol(store, HandClock(NOW), user_id=BEN)
    async with store.write() as tx:
        for guild_id in (GUILD, GUILD + 1):
            await blocks.add(tx, guild_id, ADA, BEN, NOW)
        await blocks.add(tx, GUILD, ADA, CYD, NOW)
        for who in (BEN, CYD):
            await erasure.erase(tx, GUILD, who)
        assert await blocks.of(tx, GUILD, ADA) == Blocked((), 2)
        assert await blocks.of(tx, GUILD + 1, ADA) == Blocked((BEN,))
        assert await blocks.around(tx, GUILD, ADA) == frozenset()
        assert {each.guild_id for each in await erasure.traces(tx, BEN)} == {GUILD + 1}
        await blocks.add(tx, GUILD, ADA, BEN, NOW)
        assert await blocks.of(tx, GUILD, ADA) == Blocked((), 2)

    await enrol(store, later, user_id=BEN)
    await enrol(store, later, user_id=4)

    async with store.write() as tx:
        assert await blocks.of(tx, GUILD, ADA) == Blocked((BEN,), 1)
        assert await blocks.around(tx, GUILD, ADA) == {BEN}
        assert await blocks.around(tx, GUILD, BEN) == {ADA}
        assert await mock_round_people.apart(tx, GUILD) == {(ADA, BEN), (BEN, ADA)}
        [trace] = [each for each in await erasure.traces(tx, BEN) if each.guild_id == GUILD]
        assert trace.since == later.now()
        assert await blocks.remove_left(tx, GUILD, ADA) == 1
        assert await blocks.remove_left(tx, GUILD, ADA) == 0
        assert await blocks.holds(tx, GUILD, ADA, BEN)
        assert await blocks.remove(tx, GUILD, ADA, BEN)
        assert not await blocks.holds(tx, GUILD, ADA, BEN)
        assert await blocks.of(tx, GUILD, ADA) == Blocked()
