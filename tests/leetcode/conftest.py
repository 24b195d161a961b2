"""A local LeetCode and a client of it, on one clock that moves only when somebody waits or moves it."""

from collections.abc import AsyncGenerator

import pytest

from bot.leetcode.client import LeetCodeClient
from tests.delivery.world import HandClock, utc
from tests.leetcode.fake import FakeLeetCode


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-09-11 12:00"))


@pytest.fixture
async def fake(clock: HandClock) -> AsyncGenerator[FakeLeetCode]:
    async with FakeLeetCode(clock) as server:
        yield server


@pytest.fixture
async def client(fake: FakeLeetCode, clock: HandClock) -> AsyncGenerator[LeetCodeClient]:
    client = LeetCodeClient(clock, fake.base, monotonic=clock.monotonic, sleep=clock.sleep)
    yield client
    await client.close()
