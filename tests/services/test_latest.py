"""Doing a thing anew for everybody who asks: one at a time, and the last one sees what all of them did."""

import asyncio

import pytest

from bot.services.latest import Latest


async def test_a_crowd_costs_two_runs_and_the_last_sees_everybody() -> None:
    latest, seen, done, gate = Latest(), list[int](), 0, asyncio.Event()

    async def work() -> None:
        seen.append(done)
        await gate.wait()

    async def one() -> None:
        nonlocal done
        done += 1
        await latest.run(1, work)

    crowd = [asyncio.create_task(one()) for _ in range(100)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*crowd)

    assert len(seen) == 2
    assert seen[-1] == 100


async def test_different_keys_do_not_wait_for_each_other() -> None:
    latest, gate, seen = Latest(), asyncio.Event(), list[str]()

    async def stuck() -> None:
        await gate.wait()
        seen.append("stuck")

    async def free() -> None:
        seen.append("free")

    waiting = asyncio.create_task(latest.run(1, stuck))
    await asyncio.sleep(0)
    await latest.run(2, free)
    gate.set()
    await waiting

    assert seen == ["free", "stuck"]


async def test_a_failure_is_its_own_and_the_next_one_runs() -> None:
    latest, seen = Latest(), list[int]()

    async def fails() -> None:
        raise ValueError("no")

    async def works() -> None:
        seen.append(1)

    with pytest.raises(ValueError, match="no"):
        await latest.run(1, fails)
    await latest.run(1, works)
    assert seen == [1]


async def test_who_is_cancelled_while_waiting_leaves_the_place_to_the_next() -> None:
    latest, gate, seen = Latest(), asyncio.Event(), list[int]()

    async def work() -> None:
        seen.append(len(seen))
        await gate.wait()

    first = asyncio.create_task(latest.run(1, work))
    await asyncio.sleep(0)
    second = asyncio.create_task(latest.run(1, work))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    third = asyncio.create_task(latest.run(1, work))
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(first, third)

    assert seen == [0, 1]
