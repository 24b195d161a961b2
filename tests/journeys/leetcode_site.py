"""A server whose hoster has switched LeetCode on, and LeetCode itself beside it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from tests.journeys.world import World, open_world
from tests.leetcode.fake import FakeLeetCode
from tests.simtools import EnvClock


class ShortLived(FakeLeetCode):
    """LeetCode that hangs up after each answer: a simulation settles only when nothing waits for more."""

    async def _asked(self, request: web.Request) -> web.StreamResponse:
        answer = await super()._asked(request)
        answer.force_close()
        return answer


@asynccontextmanager
async def open_site(
    database_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[tuple[World, FakeLeetCode]]:
    """Both tell the same time."""
    clock = EnvClock()
    async with ShortLived(clock) as fake:
        monkeypatch.setenv("COHORT_LEETCODE", "on")
        monkeypatch.setenv("COHORT_LEETCODE_BASE", fake.base)
        async with open_world(database_url, data_dir) as world:
            clock.follow(world.env)
            yield world, fake
