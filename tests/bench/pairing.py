"""The pairing of mock interviews: how fast, how much memory, how good, how fair, and how little it disturbs.

Peers, in the same run: networkx and rustworkx on all edges at once (`max_weight_matching`, what others use
who match at all), and weights from Python sets. Times are CPU time of the process, best of several where it
is short, so that others on the machine do not count. Large pools run in a process of their own.
"""

import asyncio
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from bot.domain.pairing import pair
from bot.domain.pairing.columns import columns
from bot.domain.pairing.edges import edges
from bot.services.mock_pairing import pair_aside
from tests.bench.figure import Figure
from tests.bench.pairing_peers import Problem, by_networkx, by_rustworkx, by_sets
from tests.domain.pairing.pools import ALWAYS, after_round, changed, pool

MATCH_SECONDS = 0.2
OF_RUSTWORKX, OF_NETWORKX, OF_SETS = 100 / 8, 100 / 200, 100 / 10
"""Percent of the peer's time."""
LARGE, LARGE_SECONDS, LARGE_MB = 5_000, 4.0, 300.0
HUGE, HUGE_SECONDS, HUGE_MB = 10_000, 20.0, 800.0
UNCERTIFIED = 0.1
"""Percent that the certificate may leave open."""
STALL_MS = 20.0


def _seconds(action: Callable[[], object], rounds: int) -> float:
    """CPU of the best of several runs."""

    def once() -> float:
        begin = time.process_time()
        action()
        return time.process_time() - begin

    return min(once() for _ in range(rounds))


def _matching_figures() -> Iterator[Figure]:
    thousand, half = Problem.of(pool(1_000, 1)), Problem.of(pool(500, 1))
    ours, ours_half = _seconds(thousand.solve, 5), _seconds(half.solve, 5)
    theirs = _seconds(lambda: by_rustworkx(1_000, thousand.weighted()), 3)
    textbook = _seconds(lambda: by_networkx(500, half.weighted()), 1)
    yield Figure("match 1,000 (peer: rustworkx)", ours, "s", theirs, goal=MATCH_SECONDS)
    yield Figure("match 1,000 in % of rustworkx", 100 * ours / theirs, "%", goal=OF_RUSTWORKX)
    yield Figure("match 500 (peer: networkx)", ours_half, "s", textbook)
    yield Figure("match 500 in % of networkx", 100 * ours_half / textbook, "%", goal=OF_NETWORKX)


def _weight_figures() -> Iterator[Figure]:
    given = changed(pool(1_000, 2), met={})
    ours = _seconds(lambda: edges(columns(given, 1)), 5)
    theirs = _seconds(lambda: by_sets(given), 2)
    if int(edges(columns(given, 1)).points.sum()) != by_sets(given):
        raise AssertionError("the peer weighs something else")
    yield Figure("weights 1,000 (peer: Python sets)", ours, "s", theirs)
    yield Figure("weights 1,000 in % of sets", 100 * ours / theirs, "%", goal=OF_SETS)


async def _alone(size: int, seconds: float, most: float) -> list[Figure]:
    """A large pool in a process of its own: this file as a program."""
    command = (sys.executable, "-m", "tests.bench.pairing", str(size))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    told, _ = await process.communicate()
    found = json.loads(told)
    open_share = 100 * (1 - found["total"] / found["bound"])
    return [
        Figure(f"pair {size:,}, pool to reasons", found["seconds"], "s", goal=seconds),
        Figure(f"pair {size:,}, memory of the process", found["mb"], "MB", goal=most),
        Figure(f"pair {size:,}, not certified", open_share, "%", goal=UNCERTIFIED),
    ]


def _told(size: int) -> str:
    given = pool(size, 1)
    begin = time.process_time()
    pairing = pair(given, 1)
    seconds = time.process_time() - begin
    # What getrusage says of the most memory includes that of whoever started us.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
    return json.dumps(
        {"seconds": seconds, "mb": memory, "total": pairing.total, "bound": pairing.bound},
    )


async def _stalls(work: Callable[[], Any]) -> tuple[float, float]:
    """The longest that the loop kept somebody waiting during the work, and 99 of 100 waits, in ms."""
    waits: list[float] = []

    async def beat() -> None:
        while True:
            begin = time.perf_counter()
            await asyncio.sleep(0.001)
            waits.append((time.perf_counter() - begin - 0.001) * 1000)

    gc.collect()
    gc.freeze()
    heart = asyncio.create_task(beat())
    try:
        await work()
    finally:
        heart.cancel()
        gc.unfreeze()
    return max(waits), sorted(waits)[int(len(waits) * 0.99)]


async def _busy() -> None:
    """The same machine at work, with nothing of ours in this process."""
    script = "x = 0\nfor n in range(30_000_000): x += n"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script)
    await process.wait()


async def _stall_figures() -> list[Figure]:
    """The best of three runs, for a busy machine adds to all; the peer is that machine, without us."""
    given = pool(1_000, 3)
    ours = [await _stalls(lambda: pair_aside(given, 1)) for _ in range(3)]
    machine = [await _stalls(_busy) for _ in range(3)]
    worst, usual = min(ours)
    idle, usually = min(machine)
    return [
        Figure("longest stall at 1,000 (peer: machine)", worst, "ms", idle, goal=STALL_MS),
        Figure("stall, 99 of 100", usual, "ms", usually),
    ]


def _fairness_figures(rounds: int = 20) -> Iterator[Figure]:
    """61 people with much free time and no past, 20 rounds, no trios."""
    settings = {"met": {}, "byes": 0, "last_bye": None, "blocked": frozenset[str]()}
    given = changed(pool(61, 61, draws=4, trios=False), **settings)
    left, repeats, pairs, twice = 0, 0, 0, 0
    last: set[str] = set()
    for seed in range(rounds):
        pairing = pair(given, seed)
        byes = {bye.id for bye in pairing.byes}
        left, repeats, pairs = left + len(byes), repeats + len(pairing.forced), pairs + len(pairing.pairs)
        twice, last = twice + len(byes & last), byes
        given = after_round(given, pairing)
    counts = [each.byes for each in given.members]
    yield Figure(f"pairs in {rounds} rounds of 61", pairs, "pairs")
    yield Figure("byes", left, "byes")
    yield Figure("byes, most less fewest of a member", max(counts) - min(counts), "byes", goal=1)
    yield Figure("byes twice in a row", twice, "byes", goal=0)
    yield Figure("repeats within 8 rounds", repeats, "pairs", goal=0)


def _exactness_figures() -> Iterator[Figure]:
    """Value and number of pairs against all edges at once."""
    chance = Random(1)
    sizes = [chance.randint(2, 120) for _ in range(60)] + [chance.randint(151, 500) for _ in range(40)]
    sizes += [700, 801, 999, 1_000, 1_201, 1_500, 2_000]
    wrong = [size for seed, size in enumerate(sizes) if not _exact(size, seed)]
    yield Figure(f"not the optimum, of {len(sizes)} pools up to {max(sizes):,}", len(wrong), "pools", goal=0)


def _exact(size: int, seed: int) -> bool:
    given = pool(size, seed, draws=1 + seed % 2 if size < 1_000 else 1)
    if seed % 3 == 0 and size < 700:
        given = changed(given, slots=ALWAYS, comfort=None)
    problem = Problem.of(given)
    oracle = by_networkx if size <= 100 else by_rustworkx
    return problem.worth(problem.solve()) == problem.worth(oracle(size, problem.weighted()))


async def run() -> list[Figure]:
    """All of it; about three minutes, most of them the peers'."""
    pair(pool(20, 1), 1)
    return [
        *_matching_figures(),
        *_weight_figures(),
        *await _alone(LARGE, LARGE_SECONDS, LARGE_MB),
        *await _alone(HUGE, HUGE_SECONDS, HUGE_MB),
        *await _stall_figures(),
        *_fairness_figures(),
        *_exactness_figures(),
    ]


if __name__ == "__main__":
    sys.stdout.write(_told(int(sys.argv[1])))
