"""Pairing beside everything else gives the same, and lets the rest go on."""

import asyncio
import multiprocessing

import pytest

from bot.domain.pairing import pair
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


async def test_others_have_their_turn_meanwhile(place: str) -> None:
    turns = 0
    matching = asyncio.create_task(pair_aside(POOL, 6))
    while not matching.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert (await matching).pairs
    assert turns


async def test_large_pools_go_to_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    places: list[str] = []
    monkeypatch.setattr(mock_pairing, "pair", lambda *_: places.append("thread"))
    monkeypatch.setattr(mock_pairing, "_in_process", lambda *_: places.append("process"))
    for size in (mock_pairing.LARGE - 1, mock_pairing.LARGE):
        await pair_aside(pool(size, 1), 1)
    assert places == ["thread", "process"]
