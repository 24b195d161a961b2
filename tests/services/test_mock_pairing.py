"""Pairing beside everything else gives the same, and lets the rest go on."""

import asyncio
import multiprocessing
import threading

import pytest

from bot.domain.pairing import Pool, pair
from bot.services import mock_pairing
from bot.services.mock_pairing import pair_aside
from tests.domain.pairing.pools import pool

POOL = pool(40, 4)


@pytest.fixture(params=["thread", "process"])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the matching takes place."""
    if request.param == "process":
        monkeypatch.setattr(mock_pairing, "LARGE", 0)
    return request.param


async def test_pairs_are_the_same_wherever_they_are_found(place: str) -> None:
    assert await pair_aside(POOL, 6) == pair(POOL, 6)
    assert multiprocessing.active_children() == []


async def test_others_have_their_turn_while_a_thread_matches(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = threading.Event()

    def waiting(_: Pool, seed: int) -> int:
        """A matching that ends only when the loop went on meanwhile."""
        return seed if turned.wait(10) else 0

    monkeypatch.setattr(mock_pairing, "pair", waiting)
    matching = asyncio.create_task(pair_aside(POOL, 6))
    await asyncio.sleep(0)
    turned.set()
    assert await matching == 6


async def test_others_have_their_turn_while_a_process_matches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mock_pairing, "LARGE", 0)
    turns = 0
    matching = asyncio.create_task(pair_aside(POOL, 6))
    while not matching.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert (await matching).pairs
    assert turns > 1


async def test_large_pools_go_to_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    places: list[str] = []
    monkeypatch.setattr(mock_pairing, "pair", lambda *_: places.append("thread"))
    monkeypatch.setattr(mock_pairing, "_in_process", lambda *_: places.append("process"))
    for size in (mock_pairing.LARGE - 1, mock_pairing.LARGE):
        await pair_aside(pool(size, 1), 1)
    assert places == ["thread", "process"]
