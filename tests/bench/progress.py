"""How long a picture of /progress takes, and how long it keeps the event loop from everybody else.

Wall time on one thread: drawing is everything up to the finished page, packing makes the PNG of it. The stall
is the longest time the loop stood still while 20 pictures were drawn beside it; the interpreter alone lets a
thread run for 5 ms before another gets its turn. Peer: the same picture on `NaiveCanvas`.
For comparison: the first version of the picture, with two thirds of the pixels and without hours by kind,
took 25 to 34 ms (p50 of seven lives) on the idle machine where this one takes 14.
"""

import asyncio
import time
from collections.abc import Generator
from contextlib import contextmanager

from bot.ui import charts
from bot.ui.charts_canvas import Canvas
from bot.ui.progress import progress_message
from tests.bench.figure import Figure, median, percentile
from tests.bench.naive_canvas import NaiveCanvas
from tests.ui.test_charts import CHARTS

LIFE = CHARTS["78 weeks"]
PICTURES = 20
ROUNDS = 100
PICTURE_MS = 30.0
STALL_MS = 12.0
PULSE = 0.0005


@contextmanager
def _on(canvas: type[Canvas]) -> Generator[list[float]]:
    """Pictures are drawn on this canvas; yields the milliseconds that packing each of them took."""
    packing: list[float] = []

    class Timed(canvas):
        def png(self) -> bytes:
            begun = time.perf_counter()
            data = super().png()
            packing.append((time.perf_counter() - begun) * 1000)
            return data

    usual, charts.Canvas = charts.Canvas, Timed
    try:
        yield packing
    finally:
        charts.Canvas = usual


def _times(canvas: type[Canvas], rounds: int) -> tuple[list[float], list[float], int]:
    """Milliseconds of drawing and of packing, and the bytes of a picture; the first one only warms up."""
    drawing: list[float] = []
    with _on(canvas) as packing:
        size = len(charts.progress_chart(LIFE))
        packing.clear()
        for _ in range(rounds):
            begun = time.perf_counter()
            charts.progress_chart(LIFE)
            drawing.append((time.perf_counter() - begun) * 1000 - packing[-1])
    return drawing, packing, size


async def _stall(canvas: type[Canvas], pictures: int) -> float:
    """The most milliseconds between two turns of the loop that were to come half a millisecond apart."""
    longest = 0.0
    with _on(canvas):
        work = asyncio.gather(*(progress_message(LIFE) for _ in range(pictures)), asyncio.sleep(0.1))
        last = time.perf_counter()
        while not work.done():
            await asyncio.sleep(PULSE)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
        await work
    return longest * 1000


def _figures(name: str, ours: list[float], peer: list[float], goal: float | None = None) -> list[Figure]:
    middle = Figure(f"{name}, p50", median(ours), "ms", median(peer), goal)
    return [middle, Figure(f"{name}, p99", percentile(ours, 0.99), "ms", percentile(peer, 0.99), goal)]


async def run(*, rounds: int = ROUNDS) -> list[Figure]:
    """The peer first; then the loop beside both."""
    peer_drawing, peer_packing, peer_size = _times(NaiveCanvas, rounds // 5)
    drawing, packing, size = _times(Canvas, rounds)
    whole = [sum(parts) for parts in zip(drawing, packing, strict=True)]
    peer_whole = [sum(parts) for parts in zip(peer_drawing, peer_packing, strict=True)]
    pairs = (("drawing", drawing, peer_drawing), ("packing", packing, peer_packing))
    return [
        *(figure for pair in pairs for figure in _figures(*pair)),
        *_figures("picture", whole, peer_whole, PICTURE_MS),
        Figure("picture's size", size / 1000, "kB", peer_size / 1000),
        Figure("loop's longest stall, idle", await _stall(Canvas, 0), "ms"),
        Figure(
            "loop's longest stall, 20 pictures",
            await _stall(Canvas, PICTURES),
            "ms",
            await _stall(NaiveCanvas, PICTURES),
            STALL_MS,
        ),
    ]
