"""`python -m tests.bench.deliveries_ours URL DUE`: one tick of ours in a process of its own; prints JSON.

Everything is measured from the open of the database: what is imported is loaded before.
"""

import asyncio
import gc
import json
import resource
import sys
import time
from datetime import timedelta

import psutil

from bot.services.deliveries import DeliveryService
from bot.store.engine import open_store
from tests.bench.deliveries_members import DUE
from tests.keys import VAULT
from tests.watch import longest_turn

MIB = 2**20
IDLE_TICKS = 200
TICKS_A_DAY = 24 * 60


async def _measure(url: str, due: int) -> dict[str, float]:
    began = time.perf_counter()
    store = await open_store(url, vault=VAULT)
    outbox = DeliveryService(store, "bench")
    await outbox.next_due(DUE)
    gc.freeze()  # as `cohort run` does
    ready = time.perf_counter() - began
    began, cpu = time.perf_counter(), time.process_time()
    stall = await longest_turn(outbox.tick(DUE), time.perf_counter)
    late, cpu = time.perf_counter() - began, time.process_time() - cpu
    quiet = DUE + timedelta(minutes=1)
    idle = time.process_time()
    for _ in range(IDLE_TICKS):
        await outbox.tick(quiet)
        await outbox.next_batch(DUE - timedelta(days=1))
        await outbox.next_due(quiet)
    idle = (time.process_time() - idle) / IDLE_TICKS
    page = await outbox.of_guild(1, limit=due)
    await store.close()
    assert len(page.deliveries) == due
    return {
        "ready": ready,
        "stall": stall,
        "late": late,
        "cpu": cpu / due,
        "idle": idle * TICKS_A_DAY,
        "rss": psutil.Process().memory_info().rss / MIB,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(_measure(sys.argv[1], int(sys.argv[2])))))
