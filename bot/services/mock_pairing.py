"""Pairing beside everything else: in a thread while it is short, else in a process of its own."""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bot.domain.pairing import Pairing, Pool, pair

LARGE = 500
"""Members from whom on the matching would hold up the answers of a bot that shares its process."""


async def pair_aside(pool: Pool, seed: int) -> Pairing:
    """What `pair` gives, without keeping the event loop from anybody."""
    return await asyncio.to_thread(pair if len(pool.members) < LARGE else _in_process, pool, seed)


def _in_process(pool: Pool, seed: int) -> Pairing:
    """The worker inherits neither connections nor locks, and ends with its one task."""
    with ProcessPoolExecutor(1, get_context("spawn")) as worker:
        return worker.submit(pair, pool, seed).result()
