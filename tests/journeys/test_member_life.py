"""A member's whole life with the bot in this process; `tests/wire` has the same with one of its own."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.journeys.member_life import MemberLife
from tests.journeys.world import World, open_world
from tests.simtools import text


@pytest.fixture
async def world(database_url: str, data_dir: Path) -> AsyncGenerator[World]:
    """A server with the real bot, on each kind of database."""
    async with open_world(database_url, data_dir) as opened:
        yield opened


async def test_from_joining_to_leaving(world: World) -> None:
    await MemberLife(world).play()

    assert "not on a roadmap" in text(await world.ben.slash(world.channel, "today"))
