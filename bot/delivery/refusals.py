"""What Discord refuses is counted: too much of it bans the address of the host, for everybody on it."""

import time
from collections import deque
from collections.abc import Callable
from types import SimpleNamespace

import aiohttp
import discord
from discord.http import Route

from bot.log import get_logger

log = get_logger(__name__)

COUNTED = frozenset({401, 403, 404, 429})

SHARED = "shared"
"""A 429 for what all bots do together in one place does not count against this one."""

WINDOW = 600.0
"""Seconds. Discord bans at 10,000 refusals: https://discord.com/developers/docs/topics/rate-limits"""

LIMIT = 2_000
"""A fifth of that stops deliveries; answers to people go on."""

ENOUGH = 1_000
"""Deliveries go on when no more than these are left in the window, so that they do not stop and go."""


class Refusals:
    """Counts refusals in a sliding window and says how long deliveries have to wait for their sake."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._moments: deque[float] = deque()
        self._paused = False

    def answered(self, status: int, scope: str | None = None) -> None:
        """Discord answered a request with this HTTP status and, at a 429, this scope of the limit."""
        if status not in COUNTED or (status == 429 and scope == SHARED):
            return
        self._moments.append(self._monotonic())
        if self.count() >= LIMIT and not self._paused:
            self._paused = True
            log.error(
                "delivery.paused", reason="refused too often", refused=LIMIT, seconds=round(self.wait())
            )

    def count(self) -> int:
        """Refusals in the window."""
        start = self._monotonic() - WINDOW
        while self._moments and self._moments[0] <= start:
            self._moments.popleft()
        return len(self._moments)

    def wait(self) -> float:
        """Seconds that deliveries have to wait; 0 when they may go."""
        too_many = self.count() - ENOUGH
        if self._paused and too_many <= 0:
            self._paused = False
            log.info("delivery.resumed")
        return self._moments[too_many - 1] + WINDOW - self._monotonic() if self._paused else 0.0


class RefusalTrace(aiohttp.TraceConfig):
    """Hears every answer of Discord's to one client, interaction webhooks included."""

    def __init__(self, refusals: Refusals) -> None:
        super().__init__()
        self.refusals = refusals
        self.on_request_end.append(self._heard)

    async def _heard(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestEndParams,
    ) -> None:
        if str(request.url).startswith(Route.BASE):
            answer = request.response
            self.refusals.answered(answer.status, answer.headers.get("X-RateLimit-Scope"))


def watch(client: discord.Client) -> Refusals:
    """The refusals this client meets from its login on. Takes effect only when called before the login."""
    known = client.http.http_trace
    if isinstance(known, RefusalTrace):
        return known.refusals
    trace = RefusalTrace(Refusals())
    client.http.http_trace = trace
    return trace.refusals
