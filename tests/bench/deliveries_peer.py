"""`python -m tests.bench.deliveries_peer STORE MEMBERS DUE [FILE]`: one CronTrigger job per member.

STORE is `memory` or `sqlalchemy` (a SQLite file, APScheduler's own settings). Misfires are allowed any time:
with the default of one second it would drop most of what is due here. Prints JSON.
"""

import asyncio
import gc
import json
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psutil
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from tests.watch import longest_turn

MIB = 2**20

fired: list[float] = []
everyone = asyncio.Event()
wanted = 0


async def nudge(_user_id: int) -> None:
    """Where the message would be sent."""
    fired.append(time.perf_counter())
    if len(fired) == wanted:
        everyone.set()


def _store(name: str) -> Any:
    return MemoryJobStore() if name == "memory" else SQLAlchemyJobStore(url=f"sqlite:///{sys.argv[4]}")


async def _measure(store: str, members: int, due: int) -> dict[str, float]:
    global wanted  # noqa: PLW0603 - a persistent job can only name a module's function
    wanted = due
    began = time.perf_counter()
    scheduler = AsyncIOScheduler(jobstores={"default": _store(store)}, timezone=UTC)
    scheduler.start(paused=True)
    gc.freeze()  # ours does so too
    now = datetime.now(UTC)
    for number in range(members):
        when = now if number < due else now + timedelta(days=1)
        # Everybody has a time and a zone of their own, so everybody's trigger is another one.
        trigger = CronTrigger(hour=9, minute=0, timezone=UTC)
        scheduler.add_job(
            nudge,
            trigger,
            args=[number],
            id=str(number),
            next_run_time=when,
            misfire_grace_time=None,
            replace_existing=True,
        )
    ready = time.perf_counter() - began
    at, cpu = time.perf_counter(), time.process_time()

    async def wake_up() -> None:
        scheduler.resume()
        await everyone.wait()

    stall = await longest_turn(wake_up(), time.perf_counter)
    cpu = time.process_time() - cpu
    late = sorted(moment - at for moment in fired)[round(due * 0.99) - 1]
    figures = {
        "ready": ready,
        "stall": stall,
        "late": late,
        "cpu": cpu / due,
        "rss": psutil.Process().memory_info().rss / MIB,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    scheduler.shutdown(wait=False)
    return figures


if __name__ == "__main__":
    sys.modules["tests.bench.deliveries_peer"] = sys.modules["__main__"]
    nudge.__module__ = "tests.bench.deliveries_peer"
    sys.stdout.write(json.dumps(asyncio.run(_measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))))
