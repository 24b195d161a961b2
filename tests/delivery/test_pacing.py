"""Token buckets: never faster than Discord allows, never unfair."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pacing import BURST, DIRECT_RATE, OPENING_RATE, TOTAL_RATE, Pacer, TokenBucket

START = 1000.0


class Waiting:
    """A clock for sleepers: sleeping books a moment, and time moves when the test says so."""

    def __init__(self) -> None:
        self.moment = START
        self.passed: list[float] = []

    def monotonic(self) -> float:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.passed.append(self.moment + seconds)


async def passages(bucket: TokenBucket, waiting: Waiting, count: int) -> list[float]:
    """When each of `count` callers at this moment may go."""
    moments: list[float] = []
    for _ in range(count):
        waiting.passed.clear()
        await bucket.take()
        moments.append(waiting.passed[0] if waiting.passed else waiting.moment)
    return moments


async def test_a_few_pass_at_once_and_the_rest_in_equal_steps() -> None:
    waiting = Waiting()
    moments = await passages(TokenBucket(10, 3, waiting.monotonic, waiting.sleep), waiting, 6)
    assert moments == pytest.approx([START, START, START, START + 0.1, START + 0.2, START + 0.3])


async def test_rest_gives_back_no_more_than_the_burst() -> None:
    waiting = Waiting()
    bucket = TokenBucket(10, 3, waiting.monotonic, waiting.sleep)
    await passages(bucket, waiting, 3)
    waiting.moment += 3600
    moments = await passages(bucket, waiting, 4)
    assert moments[:3] == pytest.approx([waiting.moment] * 3)
    assert moments[3] == pytest.approx(waiting.moment + 0.1)


@given(st.lists(st.floats(0, 2), min_size=1, max_size=150))
def test_no_second_holds_more_requests_than_discord_allows(pauses: list[float]) -> None:
    async def run() -> list[float]:
        waiting = Waiting()
        bucket = TokenBucket(TOTAL_RATE, BURST, waiting.monotonic, waiting.sleep)
        moments: list[float] = []
        for pause in pauses:
            # Short pauses matter most: squared, most of them are short.
            waiting.moment += pause**4 / 16
            moments += await passages(bucket, waiting, 7)
        return moments

    moments = asyncio.run(run())
    assert moments == sorted(moments)
    windows = zip(moments, moments[50:], strict=False)
    assert all(last - first >= 1 - 1e-9 for first, last in windows)


async def test_direct_messages_are_slower_and_openings_slowest() -> None:
    assert TOTAL_RATE + BURST <= 50
    assert OPENING_RATE < DIRECT_RATE < TOTAL_RATE
    for take, rate in (("request", TOTAL_RATE), ("direct", DIRECT_RATE), ("opening", OPENING_RATE)):
        waiting = Waiting()
        pacer = Pacer(waiting.monotonic, waiting.sleep)
        for _ in range(20 + BURST):
            await getattr(pacer, take)()
        assert max(waiting.passed) - START == pytest.approx(20 / rate)
