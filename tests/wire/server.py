"""A local Discord: simcord's world behind real HTTP and a real gateway, for bots in their own process.

    async with Wire() as wire:
        channel = wire.create_guild().create_text_channel("general")
        alice = wire.guild.add_member(wire.create_user("alice"))
        async with BotProcess(wire, data_dir) as bot:
            await alice.slash(channel, "today")

A `Wire` is a simcord `Env`, so a scenario written for one runs on the other.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import discord
from aiohttp import web
from simcord import Env, SetupError
from simcord._clock import Clock
from simcord.backend import Backend
from simcord.backend.cdn import CDN_BASE, CdnStore
from simcord.backend.models import Interaction

from tests.wire.actors import Answers, Patience
from tests.wire.gateway import Gateway
from tests.wire.rest import MAX_REQUEST, RestApi, reply
from tests.wire.starts import StartLimit

TOKEN = "wire.local.token"
"""The one token that this Discord accepts."""


class WallClock(Clock):
    """Real time plus what tests have travelled."""

    def now(self) -> datetime:
        """The moment in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.elapsed)


class LocalCdn(CdnStore):
    """Attachments under an address that a bot can fetch."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def store_attachment(
        self, attachment_id: int, channel_id: int, filename: str, data: bytes, description: str | None
    ) -> dict[str, Any]:
        """Keeps the file and returns its payload with a local address."""
        payload = super().store_attachment(attachment_id, channel_id, filename, data, description)
        local = str(payload["url"]).replace(CDN_BASE, self._base)
        self._blobs[local] = self._blobs.pop(str(payload["url"]))
        return payload | {"url": local, "proxy_url": local}


class Wire(Env):
    """The server and its world. `rest` and `gateway` hold limits, faults and chaos."""

    def __init__(self, *, token: str = TOKEN, shards: int = 1, patience: Patience | None = None) -> None:
        super().__init__(discord.Client(intents=discord.Intents(guilds=True)), check_errors=False)
        self.token = token
        self.shards = shards
        self.starts = StartLimit()
        self.port = 0
        self.clock_files: set[Path] = set()
        """Files that carry the time travelled to bots; a `BotProcess` adds its own."""
        self.bots_behind = 0.0
        """Seconds by which the bots' clocks are behind this Discord's."""
        self.backend = Backend(clock=WallClock())
        self.answers = Answers(patience or Patience(), lambda: self.rest.in_flight > 0, self.last_calls)
        self.rest = RestApi(self.backend, token, self.answers.requested)
        self.gateway = Gateway(self.backend, token, lambda: self.gateway_url)
        self._message_states.add(self.bot._connection)
        self._runner: web.AppRunner | None = None

    @property
    def api_base(self) -> str:
        """What a bot takes for DISCORD_API_BASE."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        """What a bot takes for DISCORD_GATEWAY_URL."""
        return f"ws://127.0.0.1:{self.port}/gw/"

    def last_calls(self, count: int = 8) -> str:
        """The bot's latest requests, one a line."""
        lines = [f"  {c.status} {c.method} {c.path}" for c in self.rest.calls[-count:]]
        return "latest requests:\n" + ("\n".join(lines) or "  none")

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=MAX_REQUEST)
        application.add_routes(
            [
                web.get("/api/v10/gateway", self._where),
                web.get("/api/v10/gateway/bot", self._where),
                web.route("*", "/api/v10/{path:.*}", self.rest.handle),
                web.get("/gw", self.gateway.handle),
                web.get("/gw/", self.gateway.handle),
                web.get("/cdn/{path:.*}", self._file),
            ]
        )
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        self.backend.cdn = LocalCdn(f"http://127.0.0.1:{self.port}/cdn")
        self._loop = asyncio.get_running_loop()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner is not None
        await self.gateway.close()
        # A server that closes while it accepts a connection, say of a bot that was killed, leaves it open.
        for _turn in range(10):
            await asyncio.sleep(0)
        await self._runner.cleanup()
        if error is None and self.rest.gaps:
            raise ExceptionGroup(
                "simcord lacks what the bot used", [g for g in self.rest.gaps if isinstance(g, Exception)]
            )

    # --------------------------------------------------------------- routes

    async def _where(self, request: web.Request) -> web.Response:
        if request.path.endswith("/gateway"):
            return reply(200, {"url": self.gateway_url})
        if request.headers.get("Authorization") != f"Bot {self.token}":
            return reply(401, {"message": "401: Unauthorized", "code": 0})
        day_ago = time.monotonic() - 86400
        spent = sum(at > day_ago for at in self.gateway.identified)
        limit = self.starts.told(spent)
        return reply(200, {"url": self.gateway_url, "shards": self.shards, "session_start_limit": limit})

    async def _file(self, request: web.Request) -> web.Response:
        data = self.backend.cdn.get(f"http://127.0.0.1:{self.port}{request.path}")
        return web.Response(body=data) if data is not None else reply(404, {"message": "404", "code": 0})

    # ------------------------------------------- the seams of simcord's Env

    def _begin_operation(self, label: str) -> None:
        """People act at the same time here."""

    def _end_operation(self) -> None:
        """The counterpart of `_begin_operation`."""

    def _notify_dispatch_observers(self, interaction: Interaction) -> None:
        self.answers.asked(interaction)

    async def _settle_internal(self, **_: Any) -> None:
        await self.answers.settled()

    def tell_time(self, path: Path) -> None:
        """Writes the time travelled so far for a bot, in one step: it may be reading just now."""
        self.clock_files.add(path)
        fresh = path.with_suffix(".new")
        fresh.write_text(f"{self.backend.clock.elapsed - self.bots_behind:.3f}", encoding="ascii")
        fresh.replace(path)

    def set_bots_back(self, seconds: float) -> None:
        """Somebody sets the clock of the bots' machine back; Discord's own goes on as before."""
        self.bots_behind += seconds
        for path in self.clock_files:
            self.tell_time(path)

    async def advance_time(self, seconds: float) -> None:
        """Moves this Discord and, by their clock files, its bots: they notice when they next look."""
        if seconds < 0:
            raise SetupError("time does not run backwards")
        self.backend.advance_clock(seconds)
        for path in self.clock_files:
            self.tell_time(path)
        await self.answers.settled()
