"""Discord's REST API as the doctor asks it: logged in, but without a session of the gateway."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp
import discord

from bot.domain.clock import Clock

LATER = "See whether Discord can be reached from here: discordstatus.com, DISCORD_API_BASE, a firewall."

PATIENCE = 20.0
"""Seconds for the login; discord.py itself would go on asking for much longer."""


@dataclass(frozen=True, slots=True)
class Told:
    """The time by Discord's clock, and by ours when it said so."""

    theirs: datetime
    ours: datetime


class Dates:
    """Remembers what Discord's answers say in their `Date` header."""

    def __init__(self, clock: Clock) -> None:
        self.latest: Told | None = None
        self._clock = clock

    def trace(self) -> aiohttp.TraceConfig:
        """What looks at every answer."""
        config = aiohttp.TraceConfig()
        config.on_request_end.append(self._answered)
        return config

    async def _answered(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, end: aiohttp.TraceRequestEndParams
    ) -> None:
        if (said := end.response.headers.get("Date")) is not None:
            self.latest = Told(parsedate_to_datetime(said), self._clock.now())


@asynccontextmanager
async def logged_in(token: str, dates: Dates) -> AsyncGenerator[discord.Client]:
    """A client that can ask. Raises what discord.py raises, and TimeoutError."""
    async with discord.Client(intents=discord.Intents.none(), http_trace=dates.trace()) as client:
        async with asyncio.timeout(PATIENCE):
            await client.login(token)
        yield client
