"""A local LeetCode: its public GraphQL over real HTTP, with its faults.

async with FakeLeetCode(clock) as fake:
    fake.pages.add("ada_99", about="cohort-ABCD2345")
    fake.breaks(rate_limited("30"), times=1)
    client = LeetCodeClient(clock, fake.base)
"""

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.domain.clock import Clock
from tests.leetcode.faults import Fault, Handler, forged
from tests.leetcode.graphql import Refused, check, parse
from tests.leetcode.pages import TYPES, Pages


@dataclass(frozen=True, slots=True)
class Call:
    """A request as LeetCode saw it; `at` by its clock."""

    at: float
    operation: str | None
    variables: dict[str, Any]
    headers: dict[str, str]


class FakeLeetCode:
    """The server. `pages` is what it knows, `calls` what it was asked; `breaks` plans a fault."""

    def __init__(self, clock: Clock) -> None:
        self.pages = Pages(clock)
        self.calls: list[Call] = []
        self.heard = asyncio.Event()
        """Set once somebody asked."""
        self.at_once = 0
        """The most requests it ever had in hand."""
        self._clock = clock
        self._in_hand = 0
        self._faults: deque[Fault] = deque()
        self._runner: web.AppRunner | None = None
        self.base = ""

    def breaks(self, fault: Fault, times: int = 1) -> None:
        """The next `times` requests get this, after what is planned already."""
        self._faults.extend([fault] * times)

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.add_routes([web.post("/graphql", self._asked), web.post("/graphql/", self._asked)])
        # A handler that waits is cancelled when its client leaves, and at the end at once.
        self._runner = web.AppRunner(
            application, access_log=None, shutdown_timeout=0.1, handler_cancellation=True
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.unplug()

    async def unplug(self) -> None:
        """Nobody listens here any more."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _asked(self, request: web.Request) -> web.StreamResponse:
        self._in_hand += 1
        self.at_once = max(self.at_once, self._in_hand)
        try:
            return await self._answered(request)
        finally:
            self._in_hand -= 1

    async def _answered(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.read())
        variables = dict(body.get("variables") or {})
        moment = self._clock.now().timestamp()
        self.calls.append(Call(moment, body.get("operationName"), variables, dict(request.headers)))
        right = self._right(request, body["query"], variables)
        self.heard.set()
        return await self._faults.popleft()(request, right) if self._faults else right()

    def _right(self, request: web.Request, query: str, variables: dict[str, Any]) -> Handler:
        def answer() -> web.Response:
            if "Referer" not in request.headers:
                return forged()
            try:
                selected = parse(query, variables)
                check(selected, TYPES)
            except Refused as refused:
                return web.json_response({"errors": [{"message": str(refused)}]}, status=400)
            response = web.json_response(self.pages.answer(selected))
            response.set_cookie("csrftoken", "a-token-nobody-should-send-back")
            return response

        return answer
