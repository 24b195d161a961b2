"""What `/streak show` costs one member (the use case, database included) in a small and in a large ledger.

Every member has 250 rows: 240 check-ins and 10 entries, over most of a year; only how many others there are
differs. Milliseconds, median of many calls; the goal for a million rows is twice the cost at a thousand.
"""

import random
import tempfile
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from bot.catalog import Catalog
from bot.domain.pace import Pace
from bot.domain.streak_entries import EntryKind
from bot.services.nudges import NudgeService
from bot.services.plans import Planner
from bot.services.shelf import Shelf
from bot.services.streaks import StreakService
from bot.services.tasks import TaskService
from bot.store import enrolments
from bot.store.engine import open_store
from bot.store.migrate import upgrade
from bot.store.tables import CheckinRow, MemberRow, StreakEntryRow
from bot.store.transaction import Store
from tests.bench.claims import server
from tests.bench.figure import Figure, median, percentile
from tests.delivery.world import HandClock
from tests.keys import VAULT

ROWS = (1_000, 1_000_000)
MOST_TIMES = 2.0
ENTRIES = (*[EntryKind.REST] * 6, *[EntryKind.BACKFILL] * 2, EntryKind.FREEZE, EntryKind.AMNESTY)
CHECKINS = 240
EACH = CHECKINS + len(ENTRIES)
GUILD_SIZE = 1_000
BEGIN = date(2026, 1, 1)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CALLS, WARM_UP = 500, 50
BATCH = 20_000


def _members(count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "guild_id": number // GUILD_SIZE + 1,
            "user_id": number,
            "timezone": "Europe/Berlin",
            "created_at": NOW,
        }
        for number in range(1, count + 1)
    ]


def _checkins(count: int) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        for ref in range(CHECKINS):
            day = BEGIN + timedelta(days=ref * 4 // 3)
            yield {"member_key": number, "day": day, "kind": "task", "ref": str(ref), "at": NOW}


def _entries(count: int) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        for turn, kind in enumerate(ENTRIES):
            day = BEGIN + timedelta(days=turn * 29 + 2)
            owner = {"guild_id": number // GUILD_SIZE + 1, "member_key": number, "by_user_id": number}
            yield {**owner, "kind": kind.value, "day": day, "at": NOW, "note": "why"}


async def _insert(store: Store, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    async with store.write() as tx:
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                await tx.execute(insert(table), batch)
                batch = []
        if batch:
            await tx.execute(insert(table), batch)


async def _fill(store: Store, rows: int) -> None:
    count = rows // EACH
    async with store.write() as tx:
        await tx.execute(insert(MemberRow), _members(count))
        for number in range(1, count + 1):
            enrolment = await enrolments.add(tx, number, "deep-dive-16w", "v1", BEGIN, NOW)
            await enrolments.set_pace(tx, enrolment, BEGIN, Pace(600, frozenset(range(6))))
    await _insert(store, CheckinRow, _checkins(count))
    await _insert(store, StreakEntryRow, _entries(count))
    async with store.write() as tx:
        if tx.dialect.name == "postgresql":
            await tx.execute(text("ANALYZE"))  # autovacuum would, soon after


@asynccontextmanager
async def _ledger(url: str, rows: int) -> AsyncGenerator[StreakService]:
    await upgrade(url, vault=VAULT)
    store = await open_store(url, vault=VAULT)
    try:
        await _fill(store, rows)
        clock, shelf = HandClock(NOW), Shelf(Catalog([]))
        planner = Planner(shelf)
        nudges = NudgeService(store, clock, TaskService(store, clock, shelf, planner))
        yield StreakService(store, clock, shelf, planner, nudges)
    finally:
        await store.close()


async def _times(ledgers: list[StreakService]) -> list[list[float]]:
    """Milliseconds of calls for members anywhere in each ledger; in turns, so that all share the weather."""
    chance = random.Random(5)
    spent: list[list[float]] = [[] for _ in ledgers]
    for call in range(CALLS + WARM_UP):
        for rows, streaks, times in zip(ROWS, ledgers, spent, strict=True):
            number = chance.randint(1, rows // EACH)
            begun = time.perf_counter()
            await streaks.show(number // GUILD_SIZE + 1, number)
            if call >= WARM_UP:
                times.append((time.perf_counter() - begun) * 1000)
    return spent


async def _figures(kind: str, urls: list[str]) -> list[Figure]:
    async with AsyncExitStack() as stack:
        opened = [_ledger(url, rows) for url, rows in zip(urls, ROWS, strict=True)]
        small, large = await _times([await stack.enter_async_context(each) for each in opened])
    few, many = (f"{kind}, {rows:,} rows" for rows in ROWS)
    return [
        Figure(f"{few}, p50", median(small), "ms"),
        Figure(f"{few}, p99", percentile(small, 0.99), "ms"),
        Figure(f"{many}, p50", median(large), "ms", goal=MOST_TIMES * median(small)),
        Figure(f"{many}, p99", percentile(large, 0.99), "ms"),
    ]


async def run() -> list[Figure]:
    """Both databases, each with a small and a large ledger."""
    with tempfile.TemporaryDirectory() as name, server() as postgres:
        files = [f"sqlite:///{Path(name) / f'{rows}.db'}" for rows in ROWS]
        return [
            *await _figures("SQLite", files),
            *await _figures("PostgreSQL", [postgres.create() for _ in ROWS]),
        ]
