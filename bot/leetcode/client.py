"""LeetCode for everybody in this process: in line, with rests after failures, and every answer a value."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.domain.clock import Clock
from bot.domain.leetcode import Answer, DailyProblem, Found, Missing, Profile, Reason, Submission, Unavailable
from bot.leetcode.breaker import Breaker
from bot.leetcode.complaints import Complaints
from bot.leetcode.pace import GAP, LONGEST_LINE, Pace
from bot.leetcode.queries import DAILY, MOST_SOLVED, PROFILE, SOLVED, Query
from bot.leetcode.transport import BASE, TIMEOUT, Transport
from bot.leetcode.verdict import Failure, judge

T = TypeVar("T")

OF_ONE_QUESTION = {Reason.CHANGED, Reason.NOT_YET}
"""LeetCode did answer: the other questions may go on."""

RESTART_TIME = timedelta(minutes=1)

ORDINARY = {Reason.NOT_YET, Reason.CLOSED}
"""No reason to tell the hoster."""


class LeetCodeClient:
    """The `LeetCode` of the domain over HTTP. `base` is LeetCode's address or, in tests, a local one."""

    def __init__(
        self,
        clock: Clock,
        base: str = BASE,
        timeout: timedelta = TIMEOUT,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._transport = Transport(base, timeout)
        self._pace = Pace(monotonic, sleep)
        self._host = Breaker()
        self._questions: defaultdict[str, Breaker] = defaultdict(Breaker)
        self._complaints = Complaints()
        self._daily: DailyProblem | None = None
        self._asking_daily = asyncio.Lock()

    async def profile(self, username: str) -> Answer[Profile]:
        """What a person says about themselves."""
        return await self._ask(PROFILE, {"username": username})

    async def solved(self, username: str) -> Answer[tuple[Submission, ...]]:
        """The latest accepted submissions, newest first, at most 20; empty also for who hides them."""
        return await self._ask(SOLVED, {"username": username, "limit": MOST_SOLVED})

    async def daily(self) -> Answer[DailyProblem]:
        """The problem of the present UTC day, asked for once a day."""
        async with self._asking_daily:
            today = self._clock.now().astimezone(UTC).date()
            if self._daily is not None and self._daily.day == today:
                return Found(self._daily)
            answer = await self._ask_next(DAILY, {})
            if isinstance(answer, Found):
                self._daily = answer.value
            return answer

    async def close(self) -> None:
        """From now on every answer is `Unavailable`, also to those who wait in line."""
        await self._transport.close()

    async def _ask(self, query: Query[T], variables: Mapping[str, object]) -> Answer[T]:
        if rest := self._resting(query):
            return rest
        if not self._pace.has_room():
            return Unavailable(Reason.BUSY, self._clock.now() + GAP * LONGEST_LINE)
        async with self._pace.turn():
            # Somebody further ahead may have met a wall.
            return self._resting(query) or await self._ask_now(query, variables)

    async def _ask_next(self, query: Query[T], variables: Mapping[str, object]) -> Answer[T]:
        """Ahead of everybody who stands in line."""
        if rest := self._resting(query):
            return rest
        async with self._pace.next_turn():
            return self._resting(query) or await self._ask_now(query, variables)

    def _resting(self, query: Query[T]) -> Unavailable | None:
        now = self._clock.now()
        if self._transport.closed:
            return _closed(now)
        return self._host.rest(now) or self._questions[query.name].rest(now)

    async def _ask_now(self, query: Query[T], variables: Mapping[str, object]) -> Answer[T]:
        fault = None
        try:
            result = await self._exchange(query, variables)
        except Exception as error:  # noqa: BLE001 - nothing that comes from there may break anything here
            result, fault = Failure(Reason.FAULT), error
        if isinstance(result, Failure):
            return self._failed(query, result, fault)
        self._host.succeeded()
        self._questions[query.name].succeeded()
        return result if isinstance(result, Missing) else Found(result)

    async def _exchange(self, query: Query[T], variables: Mapping[str, object]) -> T | Missing | Failure:
        await self._pace.gap()
        reply = await self._transport.post(query.name, query.text, variables)
        if isinstance(reply, Failure):
            return reply
        now = self._clock.now()
        body = judge(reply, now)
        return body if isinstance(body, Failure) else query.read(body, now)

    def _failed(self, query: Query[T], failure: Failure, fault: Exception | None) -> Unavailable:
        now, reason = self._clock.now(), failure.reason
        if reason is Reason.CLOSED:
            return _closed(now)
        if reason in OF_ONE_QUESTION:
            self._host.succeeded()
            told = self._questions[query.name].failed(reason, now, failure.wait)
        else:
            told = self._host.failed(reason, now, failure.wait)
        if reason not in ORDINARY:
            self._complaints.say(reason, now, told.retry_at, fault)
        return told


def _closed(now: datetime) -> Unavailable:
    return Unavailable(Reason.CLOSED, now + RESTART_TIME)
