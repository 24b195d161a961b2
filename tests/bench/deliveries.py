"""A tick against the usual way, one APScheduler CronTrigger job per member; each in a process of its own.

Ours runs at a million members too. Peers of 100,000 and more take minutes and gigabytes: they run when
BENCH_MEMBERS names the sizes, e.g. `BENCH_MEMBERS=100000,1000000 make bench`; SQLite's job store only up to
100,000, where it needs two minutes to be filled.
"""

import asyncio
import json
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.deliveries_members import fill
from tests.bench.figure import Figure, median

MILLION = 10**6
SMALL = (1_000, 10_000)
DUE_TOGETHER = (1_000, 10_000)
"""How many of the members are due in the same minute."""
MOST_IN_SQLITE = 100_000
RUNS = 3
"""Of ours, which takes a second; the median counts."""

LATE, STALL_MS, READY, READY_MIB, IDLE = 1.0, 50.0, 1.0, 120.0, 2.0
CPU_SHARE, STALL_SHARE, MEMORY_SHARE = 1 / 20, 1 / 50, 1 / 40

Measured = dict[str, float]


async def _child(*arguments: str) -> Measured:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *arguments, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await child.communicate()
    assert child.returncode == 0, arguments
    return json.loads(told)


async def ours(folder: Path, members: int, due: int, runs: int = RUNS) -> Measured:
    """One tick of ours."""
    url = await fill(folder, members, due)
    kept = Path(url.removeprefix("sqlite:///"))
    told: list[Measured] = []
    for number in range(runs):
        copy = shutil.copy(kept, folder / f"run-{number}.db")
        told.append(await _child("tests.bench.deliveries_ours", f"sqlite:///{copy}", str(due)))
    return {name: median([run[name] for run in told]) for name in told[0]}


async def peer(folder: Path, store: str, members: int, due: int) -> Measured:
    """One wake-up of APScheduler, with this job store."""
    file = str(folder / f"{members}-{due}-jobs.db")
    return await _child("tests.bench.deliveries_peer", store, str(members), str(due), file)


def _beside(name: str, mine: Measured, theirs: Measured) -> list[Figure]:
    return [
        Figure(f"{name}: ready", mine["ready"], "s", theirs["ready"]),
        Figure(f"{name}: memory", mine["rss"], "MiB", theirs["rss"]),
        Figure(f"{name}: CPU per nudge", mine["cpu"] * 1e6, "µs", theirs["cpu"] * 1e6),
        Figure(f"{name}: loop stall", mine["stall"] * 1000, "ms", theirs["stall"] * 1000),
        # Ours is the very last one, which is later than 99 of 100.
        Figure(f"{name}: p99 lateness", mine["late"] * 1000, "ms", theirs["late"] * 1000),
    ]


def _goals(million: Measured, small: Measured) -> list[Figure]:
    return [
        Figure("G2 p99 lateness, 10,000 due of 1M", million["late"], "s", goal=LATE),
        Figure("G2 loop stall, 10,000 due of 1M", million["stall"] * 1000, "ms", goal=STALL_MS),
        Figure("G3 ready with 1M", million["ready"], "s", small["ready"], goal=READY),
        Figure("G3 memory with 1M", million["rss"], "MiB", small["rss"], goal=READY_MIB),
        Figure("G10 CPU of an idle day with 1M", million["idle"], "s", goal=IDLE),
    ]


def _against(name: str, mine: Measured, theirs: Measured) -> list[Figure]:
    return [
        Figure(f"G4 CPU per nudge against {name}", mine["cpu"] / theirs["cpu"], "x", goal=CPU_SHARE),
        Figure(f"G4 loop stall against {name}", mine["stall"] / theirs["stall"], "x", goal=STALL_SHARE),
    ]


def _goal_of_memory(members: int, mine: Measured, theirs: Measured) -> Figure:
    goal = MEMORY_SHARE if members >= MILLION else None
    return Figure(f"G4 memory against {members:,} jobs", mine["rss"] / theirs["rss"], "x", goal=goal)


async def _size(folder: Path, members: int, due: int) -> list[Figure]:
    """Ours and both peers at one size."""
    name = f"{members:,}, {due:,} due"
    mine = await ours(folder, members, due)
    memory = await peer(folder, "memory", members, due)
    figures = [*_beside(f"{name}, memory store", mine, memory), _goal_of_memory(members, mine, memory)]
    if members <= MOST_IN_SQLITE:
        theirs = await peer(folder, "sqlalchemy", members, due)
        figures += _beside(f"{name}, SQLite store", mine, theirs)
        if members > due:
            figures += _against(f"{members:,} jobs in SQLite, {due:,} due", mine, theirs)
    return figures


async def run() -> list[Figure]:
    """The peers run once: what we differ by is far above the noise."""
    large = [int(size) for size in os.environ.get("BENCH_MEMBERS", "").split(",") if size]
    figures: list[Figure] = []
    with TemporaryDirectory() as name:
        for members in (*SMALL, *large):
            for due in DUE_TOGETHER if members < MILLION else DUE_TOGETHER[-1:]:
                if due <= members:
                    folder = Path(name) / f"{members}-{due}"
                    folder.mkdir()
                    figures += await _size(folder, members, due)
        folder = Path(name) / "goals"
        folder.mkdir()
        small = await ours(folder, 1_000, 500)
        figures += _goals(await ours(folder, MILLION, 10_000), small)
    return figures
