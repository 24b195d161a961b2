"""What a transaction promises, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot.store.engine import open_store
from bot.store.tables import AppStateRow, MemberRow
from bot.store.transaction import Store, Tx
from tests.keys import VAULT

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TASKS, ROUNDS = 8, 5


async def put(tx: Tx, key: str, value: str) -> None:
    await tx.execute(insert(AppStateRow).values(key=key, value=value, updated_at=NOW))


async def put_all(store: Store, *pairs: tuple[str, str], then: Exception | None = None) -> None:
    async with store.write() as tx:
        for key, value in pairs:
            await put(tx, key, value)
        if then is not None:
            raise then


async def get(tx: Tx, key: str) -> str | None:
    return (await tx.execute(select(AppStateRow.value).where(AppStateRow.key == key))).scalar_one_or_none()


async def put_in_savepoint(tx: Tx, *pairs: tuple[str, str]) -> None:
    async with tx.begin_nested():
        for key, value in pairs:
            await put(tx, key, value)


async def seen(store: Store, key: str) -> str | None:
    async with store.read() as tx:
        return await get(tx, key)


async def add_one(tx: Tx, key: str) -> None:
    value = int(await get(tx, key) or 0)
    await asyncio.sleep(0)  # lets the other tasks in between reading and writing
    await tx.execute(update(AppStateRow).where(AppStateRow.key == key).values(value=str(value + 1)))


async def test_a_clean_exit_commits(store: Store):
    await put_all(store, ("a", "1"))
    assert await seen(store, "a") == "1"


async def test_an_exception_takes_everything_back_and_passes_unchanged(store: Store):
    with pytest.raises(KeyError, match="mine"):
        await put_all(store, ("a", "1"), then=KeyError("mine"))
    assert await seen(store, "a") is None


async def test_a_refused_statement_takes_everything_back(store: Store):
    with pytest.raises(IntegrityError):
        await put_all(store, ("a", "1"), ("a", "2"))
    assert await seen(store, "a") is None


async def test_a_savepoint_is_undone_alone(store: Store):
    async with store.write() as tx:
        await put(tx, "a", "1")
        await put(tx, "b", "1")
        with pytest.raises(IntegrityError):
            await put_in_savepoint(tx, ("c", "1"), ("a", "2"))
    assert [await seen(store, key) for key in "abc"] == ["1", "1", None]


async def test_a_reader_sees_one_moment_while_others_write(store: Store):
    async with store.read() as tx:
        before = await get(tx, "a")
        async with store.write() as other:
            await put(other, "a", "1")
        assert (before, await get(tx, "a")) == (None, None)
    assert await seen(store, "a") == "1"


async def test_no_update_is_lost_between_reading_and_writing(store: Store):
    await put_all(store, ("count", "0"))

    async def count() -> None:
        for _ in range(ROUNDS):
            async with store.write() as tx:
                await add_one(tx, "count")

    await asyncio.gather(*(count() for _ in range(TASKS)))
    assert await seen(store, "count") == str(TASKS * ROUNDS)


async def test_writers_that_lock_their_own_rows_run_side_by_side_on_postgresql(postgres_url: str):
    store = await open_store(postgres_url, vault=VAULT)
    await put_all(store, ("a", "0"), ("b", "0"))
    free = select(AppStateRow.key).order_by(AppStateRow.key).limit(1).with_for_update(skip_locked=True)
    async with store.write(alone=False) as one, store.write(alone=False) as other:
        claimed = (await one.execute(free)).scalar_one(), (await other.execute(free)).scalar_one()
    assert claimed == ("a", "b")
    await store.close()


async def test_a_cancelled_writer_leaves_nothing_behind_and_the_next_one_goes_on(store: Store):
    inside = asyncio.Event()

    async def stuck() -> None:
        async with store.write() as tx:
            await put(tx, "a", "1")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(stuck())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.write() as tx:
        assert await get(tx, "a") is None
        await put(tx, "a", "2")
    assert await seen(store, "a") == "2"


async def test_cancelling_in_the_middle_of_a_statement_leaves_the_store_usable(store: Store):
    async def write(key: str) -> None:
        async with store.write() as tx:
            await put(tx, key, "1")

    for steps in range(12):
        task = asyncio.create_task(write("a"))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await write("b")
    assert await seen(store, "b") == "1"


async def test_an_id_is_never_given_twice(store: Store):
    async def join(user_id: int) -> int:
        async with store.write() as tx:
            row = {"guild_id": 1, "user_id": user_id, "timezone": "UTC", "created_at": NOW}
            key = (await tx.execute(insert(MemberRow).values(row).returning(MemberRow.id))).scalar_one()
            await tx.execute(delete(MemberRow).where(MemberRow.id == key))
        return key

    assert await join(1) < await join(2)


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC),
        datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(1970, 1, 1, tzinfo=timezone(-timedelta(hours=11))),
    ],
)
async def test_an_instant_comes_back_as_the_same_moment_in_utc(store: Store, moment: datetime):
    async with store.write() as tx:
        await tx.execute(insert(AppStateRow).values(key="at", value="", updated_at=moment))
    async with store.read() as tx:
        kept = select(AppStateRow.updated_at).where(AppStateRow.key == "at")
        found = (await tx.execute(kept)).scalar_one()
    assert (found, found.tzinfo) == (moment, UTC)


async def test_a_naive_instant_is_refused(store: Store):
    with pytest.raises(StatementError, match="naive datetime"):
        async with store.write() as tx:
            await tx.execute(insert(AppStateRow).values(key="at", value="", updated_at=datetime(2026, 3, 2)))  # noqa: DTZ001


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=st.lists(st.datetimes(timezones=st.timezones()), min_size=2, max_size=6, unique=True))
async def test_instants_sort_by_moment_whatever_their_zone(sqlite_store: Store, moments: list[datetime]):
    rows = [{"key": str(n), "value": "", "updated_at": moment} for n, moment in enumerate(moments)]
    async with sqlite_store.write() as tx:
        await tx.execute(delete(AppStateRow))
        await tx.execute(insert(AppStateRow), rows)
        stored = await tx.execute(select(AppStateRow.updated_at).order_by(AppStateRow.updated_at))
        assert stored.scalars().all() == sorted(moment.astimezone(UTC) for moment in moments)


async def test_errors_of_other_people_are_not_the_stores(store: Store):
    with pytest.raises(ConnectionResetError, match="Discord hung up"):
        await put_all(store, then=ConnectionResetError("Discord hung up"))
    assert await seen(store, "a") is None
