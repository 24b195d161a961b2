"""What the programme remembers about itself."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.store import app_state
from bot.store.tables import AppStateRow
from bot.store.transaction import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def test_nothing_is_remembered_at_first(store: Store):
    async with store.read() as tx:
        assert await app_state.find(tx, "commands") is None


async def test_a_value_is_found_by_its_key_alone(store: Store):
    async with store.write() as tx:
        await app_state.save(tx, "commands", "abc", NOW)
        await app_state.save(tx, "other", "", NOW)
    async with store.read() as tx:
        assert await app_state.find(tx, "commands") == "abc"
        assert await app_state.find(tx, "other") == ""


async def test_a_newer_value_takes_the_place_of_the_old_one(store: Store):
    async with store.write() as tx:
        await app_state.save(tx, "commands", "abc", NOW)
    async with store.write() as tx:
        await app_state.save(tx, "commands", "def", NOW + timedelta(days=1))
    async with store.read() as tx:
        kept = select(AppStateRow.value, AppStateRow.updated_at).where(AppStateRow.key == "commands")
        rows = (await tx.execute(kept)).all()
    assert [tuple(row) for row in rows] == [("def", NOW + timedelta(days=1))]
