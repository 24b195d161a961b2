"""`python -m tests.bench.claims_worker URL`: claims what is due when a line arrives; prints JSON."""

import asyncio
import json
import sys
import time

from bot.services.deliveries import DeliveryService
from bot.store.engine import open_store
from tests.bench.deliveries_members import DUE
from tests.keys import VAULT


async def _claim(url: str) -> dict[str, float]:
    store = await open_store(url, vault=VAULT)
    outbox = DeliveryService(store, "bench")
    await outbox.next_due(DUE)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    began = time.time()
    claimed = await outbox.tick(DUE)
    ended = time.time()
    await store.close()
    return {"began": began, "ended": ended, "claimed": claimed}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(_claim(sys.argv[1]))))
