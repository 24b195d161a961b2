"""How long `cohort demo` takes until its page answers. No peer: the goal is five seconds."""

import asyncio
import time
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.figure import Figure, median
from tests.demo.process import running

SECONDS = 5.0


def _once() -> float:
    begun = time.perf_counter()
    with TemporaryDirectory() as folder, running(Path(folder)) as demo:
        line = HTTPConnection(demo.address.removeprefix("http://"), timeout=30)
        line.request("GET", "/")
        line.getresponse().read()
        line.close()
        return time.perf_counter() - begun


async def run(*, rounds: int = 3) -> list[Figure]:
    """The median of a few starts."""
    seconds = [await asyncio.to_thread(_once) for _ in range(rounds)]
    return [Figure("demo's page answers", median(seconds), "s", goal=SECONDS)]
