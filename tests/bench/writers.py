"""Eight people's worth of presses on one streak at the same time, on both databases.

Each writer ticks, unticks and ticks a task of its own and logs a minute, again and again, for one member.
Peer: eight writers that add one to a counter through SQLAlchemy and aiosqlite as they come.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.app import open_app
from bot.clock import SystemClock
from bot.config import load_settings
from bot.domain.errors import Unavailable
from bot.domain.tasks import TaskState
from bot.domain.timelogs import TimeKind
from bot.services.registry import Services
from tests.bench.claims import server
from tests.bench.figure import Figure

WRITERS, ROUNDS = 8, 25
WRITES = 4
"""Of one round."""
GUILD, USER = 1, 2
ROADMAP = "deep-dive-16w"


@dataclass(slots=True)
class Tally:
    """What became of the writes."""

    lost: int = 0
    locked: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list[float])


async def _timed(tally: Tally, work: Callable[[], Awaitable[object]]) -> None:
    began = time.perf_counter()
    try:
        await work()
    except (Unavailable, OperationalError):
        tally.locked += 1
    tally.waits.append(time.perf_counter() - began)


async def _press(services: Services, tally: Tally, task_id: int) -> None:
    tasks = services.tasks
    for _ in range(ROUNDS):
        for call in (tasks.done, tasks.undo, tasks.done):
            await _timed(tally, lambda call=call: call(GUILD, USER, task_id))
        await _timed(tally, lambda: services.timelogs.log(GUILD, USER, 1, TimeKind.OTHER))


async def _own_tasks(services: Services) -> list[int]:
    await services.enrolments.join(GUILD, USER, ROADMAP, zone=ZoneInfo("Europe/Berlin"), start="today")
    for number in range(WRITERS):
        await services.tasks.add(GUILD, USER, f"task {number}", 15, on="today")
    today = await services.tasks.today(GUILD, USER)
    return [task.id for task in today.tasks if task.own]


async def _ours(url: str, folder: Path) -> Tally:
    tally = Tally()
    settings = load_settings(data_dir=folder, database_url=SecretStr(url))
    async with open_app(settings, SystemClock()) as app:
        mine = await _own_tasks(app.services)
        began = time.perf_counter()
        await asyncio.gather(*(_press(app.services, tally, task_id) for task_id in mine))
        tally.seconds = time.perf_counter() - began
        today = await app.services.tasks.today(GUILD, USER)
        done = sum(task.own and task.state is TaskState.DONE for task in today.tasks)
        logged = await app.services.timelogs.log(GUILD, USER, 1, TimeKind.OTHER)
        counted = today.streak.today_done and today.streak.current == 1
        tally.lost = WRITERS - done + WRITERS * ROUNDS + 1 - logged.today_minutes + (not counted)
    return tally


async def _add_one(engine: AsyncEngine, tally: Tally) -> None:
    for _ in range(ROUNDS * WRITES):
        try:
            async with engine.begin() as tx:
                count = (await tx.execute(text("SELECT count FROM streak"))).scalar_one()
                await tx.execute(text("UPDATE streak SET count = :count"), {"count": count + 1})
        except OperationalError:
            tally.locked += 1


async def _usual(folder: Path) -> Tally:
    tally = Tally()
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'usual.db'}")
    async with engine.begin() as tx:
        await tx.execute(text("CREATE TABLE streak (count INTEGER)"))
        await tx.execute(text("INSERT INTO streak VALUES (0)"))
    began = time.perf_counter()
    await asyncio.gather(*(_add_one(engine, tally) for _ in range(WRITERS)))
    tally.seconds = time.perf_counter() - began
    async with engine.connect() as tx:
        count = (await tx.execute(text("SELECT count FROM streak"))).scalar_one()
    await engine.dispose()
    tally.lost = WRITERS * ROUNDS * WRITES - tally.locked - count
    return tally


def _figures(name: str, ours: Tally, usual: Tally) -> list[Figure]:
    writes = WRITERS * ROUNDS * WRITES
    return [
        Figure(f"G7 lost updates of {writes}, {name}", ours.lost, "", usual.lost, 0),
        Figure(f'G7 "locked", {name}', ours.locked, "", usual.locked, 0),
        Figure(f"a write, {name}", ours.seconds / writes * 1000, "ms", usual.seconds / writes * 1000),
        Figure(f"the slowest write, {name}", max(ours.waits) * 1000, "ms"),
    ]


async def run() -> list[Figure]:
    """One run each."""
    with TemporaryDirectory() as name, server() as postgres:
        folder = Path(name)
        usual = await _usual(folder)
        (folder / "sqlite").mkdir()
        (folder / "postgres").mkdir()
        sqlite = await _ours(f"sqlite:///{folder / 'sqlite' / 'cohort.db'}", folder / "sqlite")
        other = await _ours(postgres.create(), folder / "postgres")
    return [*_figures("SQLite", sqlite, usual), *_figures("PostgreSQL", other, usual)]
