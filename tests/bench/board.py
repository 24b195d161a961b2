"""What the board of 10,000 members costs: showing it, and counting everybody again when a day is over.

SQL is the time between a statement's start and its last row, over all statements of one `/streak board`, for
viewers from all over the board, whose own row is up to date. The organisers' view is that of 1,000 members
with half a year behind them, of whom every other one has missed a day this week.
"""

import random
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, insert

from bot.catalog import Catalog
from bot.domain.slips import Promise
from bot.services.member_review import MemberReview
from bot.services.shelf import Shelf
from bot.services.standings import StandingService
from bot.store.engine import open_store
from bot.store.migrate import upgrade
from bot.store.paces import promise_text
from bot.store.standings import NEVER
from bot.store.tables import CheckinRow, EnrolmentRow, MemberRow, PaceRow, StandingRow, TaskRow
from bot.store.transaction import Store
from tests.bench.claims import server
from tests.bench.figure import Figure, median, percentile
from tests.delivery.world import HandClock, utc
from tests.keys import VAULT

BOARD, REVIEWED = 10_000, 1_000
BIG, SMALL = 1, 2
"""Guilds."""

LIFE, LONG_LIFE = 60, 180
"""Days."""

TASKS = 200
VIEWS = 200
SQL_MS = 50.0
NOW = utc("2026-06-08 12:00")
TODAY = date(2026, 6, 8)


def _lives(guild_id: int, first: int, count: int, days: int) -> dict[Any, list[dict[str, Any]]]:
    """Members with an enrolment, a pace and check-ins on a share of their days."""
    chance, keys = random.Random(guild_id), range(first, first + count)
    start = TODAY - timedelta(days=days)
    promise = promise_text(Promise(start, (60,) * days, TODAY))
    member = {"guild_id": guild_id, "timezone": "UTC", "created_at": NOW}
    enrolment = {"roadmap_id": "deep-dive-16w", "roadmap_version": "1", "state": "active", "start_day": start}
    pace = {"since": start, "minutes_per_week": 420, "study_days": 127, "promise": promise}
    kept = [(key, chance.random()) for key in keys]
    return {
        MemberRow: [{**member, "id": key, "user_id": key} for key in keys],
        EnrolmentRow: [{**enrolment, "id": key, "member_key": key, "created_at": NOW} for key in keys],
        PaceRow: [{**pace, "enrolment_id": key} for key in keys],
        CheckinRow: [
            {
                "member_key": key,
                "day": TODAY - timedelta(days=day),
                "kind": "task",
                "ref": str(day),
                "at": NOW,
            }
            for key, share in kept
            for day in range(1, days)
            if chance.random() < share
        ],
    }


def _standings() -> list[dict[str, Any]]:
    row = {"guild_id": BIG, "day": NEVER, "planned": 0, "kept": 0, "share": -1, "updated_at": NOW}
    return [{**row, "member_key": key} for key in range(1, BOARD + 1)]


def _tasks() -> list[dict[str, Any]]:
    row = {"sitting": 1, "sittings": 1, "minutes": 50, "state": "done"}
    return [
        {
            **row,
            "enrolment_id": key,
            "item_key": f"item{number}",
            "position": number,
            "day": TODAY - timedelta(days=number % LONG_LIFE),
            "settled_day": TODAY - timedelta(days=number % LONG_LIFE),
        }
        for key in range(BOARD + 1, BOARD + REVIEWED + 1)
        for number in range(TASKS)
    ]


async def _filled(url: str) -> Store:
    await upgrade(url, vault=VAULT)
    store = await open_store(url, vault=VAULT)
    big, small = _lives(BIG, 1, BOARD, LIFE), _lives(SMALL, BOARD + 1, REVIEWED, LONG_LIFE)
    async with store.write() as tx:
        for table, rows in (*big.items(), *small.items(), (StandingRow, _standings()), (TaskRow, _tasks())):
            for first in range(0, len(rows), 20_000):
                await tx.execute(insert(table), rows[first : first + 20_000])
    return store


@contextmanager
def _sql() -> Generator[list[float]]:
    """Yields the milliseconds of each statement."""
    begun: list[float] = []
    took: list[float] = []

    def before(*_: Any) -> None:
        begun.append(time.perf_counter())

    def after(*_: Any) -> None:
        took.append((time.perf_counter() - begun.pop()) * 1000)

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    try:
        yield took
    finally:
        event.remove(Engine, "before_cursor_execute", before)
        event.remove(Engine, "after_cursor_execute", after)


async def _refresh(board: StandingService) -> tuple[float, float]:
    """Seconds until everybody is counted, and of the longest ring."""
    rings: list[float] = []
    more = True
    while more:
        begun = time.perf_counter()
        more = await board.refresh() is not None
        rings.append(time.perf_counter() - begun)
    return sum(rings), max(rings)


async def _views(board: StandingService) -> tuple[list[float], list[float]]:
    """Milliseconds of SQL and of the whole use case; the first ones only warm up."""
    sql: list[float] = []
    whole: list[float] = []
    with _sql() as took:
        for viewer in random.Random(3).sample(range(1, BOARD + 1), VIEWS + 3):
            took.clear()
            begun = time.perf_counter()
            await board.board(BIG, viewer)
            whole.append((time.perf_counter() - begun) * 1000)
            sql.append(sum(took))
    return sql[3:], whole[3:]


async def _review(store: Store) -> list[float]:
    """Seconds until an organiser sees everybody."""
    review = MemberReview(store, HandClock(NOW), Shelf(Catalog.built_in()))
    times: list[float] = []
    for _ in range(5):
        begun = time.perf_counter()
        await review.show(SMALL)
        times.append(time.perf_counter() - begun)
    return times[1:]


async def _figures(name: str, url: str) -> list[Figure]:
    store = await _filled(url)
    board = StandingService(store, HandClock(NOW))
    refresh, ring = await _refresh(board)
    sql, whole = await _views(board)
    idle = time.perf_counter()
    await board.refresh()
    idle = (time.perf_counter() - idle) * 1000
    review = await _review(store)
    await store.close()
    return [
        Figure(f"{name}: SQL of a board of {BOARD:,}, p50", median(sql), "ms", goal=SQL_MS),
        Figure(f"{name}: SQL of a board of {BOARD:,}, p99", percentile(sql, 0.99), "ms", goal=SQL_MS),
        Figure(f"{name}: the whole use case, p50", median(whole), "ms"),
        Figure(f"{name}: all {BOARD:,} counted again", refresh, "s"),
        Figure(f"{name}: the longest ring of it", ring, "s"),
        Figure(f"{name}: a ring with nothing to do", idle, "ms"),
        Figure(f"{name}: organisers' view of {REVIEWED:,}, p50", median(review), "s"),
    ]


async def run() -> list[Figure]:
    """SQLite, then PostgreSQL with its own settings."""
    with tempfile.TemporaryDirectory() as folder:
        figures = await _figures("SQLite", f"sqlite:///{Path(folder) / 'board.db'}")
    with server() as postgres:
        return figures + await _figures("PostgreSQL", postgres.create())
