"""How long an import holds everybody else up. No peer: the goal is 100 ms, hostile files included."""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.catalog.upload import packed
from bot.domain.errors import BrokenFile
from bot.services.roadmaps import RoadmapService
from bot.store.engine import open_store
from bot.store.migrate import upgrade
from tests.bench.figure import Figure
from tests.delivery.world import GUILD
from tests.hostile import HOSTILE
from tests.keys import VAULT
from tests.services.test_roadmaps import LONGEST, service
from tests.watch import longest_turn

HELD_UP_MS = 100.0


@asynccontextmanager
async def _service() -> AsyncGenerator[RoadmapService]:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'cohort.db'}"
        await upgrade(url, vault=VAULT)
        store = await open_store(url, vault=VAULT)
        try:
            yield service(store)
        finally:
            await store.close()


async def _import(tried: RoadmapService, name: str, raw: bytes) -> None:
    with suppress(BrokenFile):
        await tried.import_(GUILD, name, raw)


async def _held_up(tried: RoadmapService, name: str, raw: bytes) -> tuple[float, float]:
    """Milliseconds: the longest that others waited, and the whole import."""
    begun = time.perf_counter()
    longest = await longest_turn(_import(tried, name, raw), time.perf_counter)
    return longest * 1000, (time.perf_counter() - begun) * 1000


async def run(*, rounds: int = 3) -> list[Figure]:
    """The worst of all rounds."""
    async with _service() as tried:
        files = [("x.yaml", raw) for raw, _ in HOSTILE.values()] * rounds
        hostile = [await _held_up(tried, *file) for file in files]
        long = [await _held_up(tried, "x.yaml.gz", packed(LONGEST.read_bytes())) for _ in range(rounds)]
    return [
        Figure("others wait for a hostile file", max(held for held, _ in hostile), "ms", goal=HELD_UP_MS),
        Figure("a hostile file is answered", max(whole for _, whole in hostile), "ms"),
        Figure("others wait for the longest roadmap", max(held for held, _ in long), "ms", goal=HELD_UP_MS),
        Figure("the longest roadmap is imported", max(whole for _, whole in long), "ms"),
    ]
