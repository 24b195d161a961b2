"""`python -m tests.bench [NAME ...]`: figures, peers, goals; 1 when a goal is missed."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable

from tests.bench import (
    board,
    claims,
    deliveries,
    demo,
    drain,
    interactions,
    ledger,
    load,
    pairing,
    planner,
    problems,
    progress,
    start,
    uploads,
    writers,
    zones,
)
from tests.bench.figure import Figure, show

BENCHES: dict[str, Callable[[], Awaitable[list[Figure]]]] = {
    "interactions": interactions.run,
    "load": load.run,
    "planner": planner.run,
    "start": start.run,
    "demo": demo.run,
    "uploads": uploads.run,
    "problems": problems.run,
    "progress": progress.run,
    "deliveries": deliveries.run,
    "claims": claims.run,
    "drain": drain.run,
    "writers": writers.run,
    "zones": zones.run,
    "board": board.run,
    "ledger": ledger.run,
    "pairing": pairing.run,
}


async def _run(names: list[str]) -> int:
    met = [show(name, await BENCHES[name]()) for name in names]
    return 0 if all(met) else 1


def main() -> int:
    """Runs the benches named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("bench", nargs="*", choices=[*BENCHES, []], default=[])
    return asyncio.run(_run(parser.parse_args().bench or list(BENCHES)))


if __name__ == "__main__":
    sys.exit(main())
