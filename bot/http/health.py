"""Whether the process lives, and whether it serves."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.gateway import Gateway
from bot.http.server import Answer
from bot.log import get_logger

log = get_logger(__name__)

LIVING = 30.0
"""Seconds within which the event loop must have had a turn. An outage of Discord is no reason to restart."""

DATABASE_SECONDS = 1.0

KEPT_SECONDS = 1.0
"""So long an answer of the database is good for everybody who asks: asking often must not load it."""

Migrated = Callable[[], Awaitable[bool]]
"""Asks the database whether it is at this code's schema."""


class Health:
    """The pages `/livez` and `/readyz`. `migrated` is set once the database is open."""

    def __init__(
        self,
        gateway: Gateway,
        age: Callable[[], float],
        draining: Callable[[], bool],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gateway = gateway
        self._age = age
        self._draining = draining
        self._monotonic = monotonic
        self.migrated: Migrated | None = None
        self._asking = asyncio.Lock()
        self._database: tuple[float, dict[str, str]] | None = None

    async def live(self) -> Answer:
        """200 as long as the event loop gives everybody a turn."""
        age = self._age()
        return _answer(age < LIVING, {} if age < LIVING else {"loop": f"no turn for {age:.0f} s"})

    async def ready(self) -> Answer:
        """200 when people are served; otherwise 503 with the reasons."""
        reasons = self._early() | self._unconnected() | await self._unanswered()
        return _answer(not reasons, reasons)

    def _early(self) -> dict[str, str]:
        if self._draining():
            return {"draining": "stopping, nothing new is taken"}
        return {} if self.migrated else {"starting": "not everything is loaded yet"}

    def _unconnected(self) -> dict[str, str]:
        down = self._gateway.down
        if down is None:
            return {"gateway": "not connected yet"}
        return {"gateway": f"shards without a session: {', '.join(map(str, down))}"} if down else {}

    async def _unanswered(self) -> dict[str, str]:
        if self.migrated is None:
            return {}
        async with self._asking:
            if self._database is None or self._monotonic() - self._database[0] >= KEPT_SECONDS:
                said = await _asked(self.migrated)
                # An answer may take as long as it is kept: it counts from when it is there.
                self._database = self._monotonic(), said
            return self._database[1]


async def _asked(migrated: Migrated) -> dict[str, str]:
    try:
        async with asyncio.timeout(DATABASE_SECONDS):
            is_head = await migrated()
    except TimeoutError:
        return {"database": f"no answer within {DATABASE_SECONDS:.0f} s"}
    except Exception as error:  # noqa: BLE001 - whatever it is, the page must say so; the log has it from elsewhere
        log.debug("http.database", error=type(error).__name__)
        return {"database": "no answer"}
    return {} if is_head else {"migrations": "the schema is another version's"}


def _answer(good: bool, reasons: dict[str, str]) -> Answer:
    said: dict[str, Any] = {"ok": good, "reasons": reasons}
    return Answer(json.dumps(said).encode() + b"\n", 200 if good else 503, "application/json")
