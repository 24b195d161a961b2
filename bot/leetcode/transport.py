"""One POST to LeetCode: no redirects, no cookies, a time limit, and never more than a few bytes read."""

import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta

import aiohttp

from bot.domain.leetcode import Reason
from bot.leetcode.verdict import Failure, Reply
from bot.version import VERSION

BASE = "https://leetcode.com"
TIMEOUT = timedelta(seconds=12)
"""For everything together, from the name of the host to the last byte."""

MOST_BYTES = 256 * 1024
"""An answer has a few thousand, a profile at its longest some ten thousand."""

USER_AGENT = f"Cohort/{VERSION} (Discord bot for study groups; one request a second at most)"


class Transport:
    """Opens a session when it is first needed; after `close` there is none any more."""

    def __init__(self, base: str = BASE, timeout: timedelta = TIMEOUT) -> None:
        self._base = base.rstrip("/")
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None
        self.closed = False

    async def post(self, operation: str, query: str, variables: Mapping[str, object]) -> Reply | Failure:
        """Ask one GraphQL question."""
        if self.closed:
            return Failure(Reason.CLOSED)
        asked = {"query": query, "variables": dict(variables), "operationName": operation}
        try:
            return await self._post(json.dumps(asked).encode())
        except TimeoutError:
            return Failure(Reason.TIMEOUT)
        except (aiohttp.ClientError, OSError):
            return Failure(Reason.CLOSED if self.closed else Reason.NETWORK)

    async def close(self) -> None:
        """End what is under way and let go of every connection."""
        self.closed = True
        if self._session is not None:
            await self._session.close()
            # The event loop closes the sockets at its next turn.
            await asyncio.sleep(0)

    async def _post(self, body: bytes) -> Reply:
        # A redirect could lead anywhere, and would turn the question into a GET.
        request = self._open().post(f"{self._base}/graphql", data=body, allow_redirects=False)
        async with request as response:
            start, whole = await _read(response.content)
            return Reply(
                response.status,
                response.content_type,
                start,
                whole,
                response.headers.get("Retry-After"),
                response.headers.get("cf-mitigated"),
            )

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=self._timeout.total_seconds()),
                cookie_jar=aiohttp.DummyCookieJar(),
                # Without the last two LeetCode takes a question for a forged one.
                headers={
                    "Content-Type": "application/json",
                    "Accept": "application/json",
                    "User-Agent": USER_AGENT,
                    "Origin": self._base,
                    "Referer": f"{self._base}/",
                },
            )
        return self._session


async def _read(content: aiohttp.StreamReader) -> tuple[bytes, bool]:
    """What there is, and whether that is all: what would be too much is not even received."""
    body = bytearray()
    async for chunk in content.iter_chunked(16 * 1024):
        body += chunk
        if len(body) > MOST_BYTES:
            return bytes(body[:MOST_BYTES]), False
    return bytes(body), True
