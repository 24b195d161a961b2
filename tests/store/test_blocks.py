"""Who wants nothing to do with whom, on both kinds of database."""

from bot.store import blocks
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, utc

BEN, CYD = 2, 3
NOW = utc("2026-06-01 06:00")


async def test_a_block_holds_both_apart_and_only_the_blocker_sees_it(store: Store) -> None:
    async with store.write() as tx:
        await blocks.add(tx, GUILD, ADA, BEN, NOW)
        await blocks.add(tx, GUILD, ADA, BEN, NOW)
        await blocks.add(tx, GUILD, ADA, CYD, NOW)
        assert await blocks.of(tx, GUILD, ADA) == (CYD, BEN)
        assert await blocks.of(tx, GUILD, BEN) == ()
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
