"""One at a time, a second apart, first come first served."""

import asyncio
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.leetcode.pace import GAP, LONGEST_LINE, Pace
from tests.delivery.world import HandClock, utc

NOON = utc("2026-09-11 12:00")


async def begin(pace: Pace, clock: HandClock, lasts: float = 0) -> float:
    """One request that takes so many seconds; returns when it began."""
    async with pace.turn():
        await pace.gap()
        began = clock.monotonic()
        await clock.sleep(lasts)
        return began


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 3)), min_size=1, max_size=LONGEST_LINE))
def test_no_two_requests_begin_within_a_second(pauses: list[tuple[float, float]]) -> None:
    async def run() -> list[float]:
        clock = HandClock(NOON)
        pace = Pace(clock.monotonic, clock.sleep)
        moments: list[float] = []
        for pause, lasts in pauses:
            await clock.sleep(pause)
            moments.append(await begin(pace, clock, lasts))
        return moments

    moments = asyncio.run(run())
    gaps = [after - before for before, after in pairwise(moments)]
    assert all(gap >= GAP.total_seconds() - 1e-5 for gap in gaps)


async def test_after_a_rest_nobody_waits() -> None:
    clock = HandClock(NOON)
    pace = Pace(clock.monotonic, clock.sleep)
    await begin(pace, clock)
    await clock.sleep(60)
    asked = clock.monotonic()
    assert await begin(pace, clock) == asked


async def test_the_line_has_an_end_and_shrinks_again() -> None:
    clock = HandClock(NOON)
    pace, order = Pace(clock.monotonic, clock.sleep), list[int]()

    async def stand(number: int) -> None:
        async with pace.turn():
            await asyncio.sleep(0)
            order.append(number)

    line = [asyncio.create_task(stand(number)) for number in range(LONGEST_LINE)]
    await asyncio.sleep(0)
    assert not pace.has_room()
    line[3].cancel()
    await asyncio.gather(*line, return_exceptions=True)
    assert pace.has_room()
    assert order == [number for number in range(LONGEST_LINE) if number != 3]


async def test_who_does_not_stand_in_line_waits_only_for_the_request_under_way() -> None:
    clock = HandClock(NOON)
    pace = Pace(clock.monotonic, clock.sleep)
    order: list[str] = []

    async def ordinary(name: str) -> None:
        async with pace.turn():
            order.append(name)
            await asyncio.sleep(0)

    async def ahead() -> None:
        async with pace.next_turn():
            order.append("ahead")

    async with asyncio.TaskGroup() as group:
        for name in "abc":
            group.create_task(ordinary(name))
        group.create_task(ahead())

    assert order == ["a", "ahead", "b", "c"]
