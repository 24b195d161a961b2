"""A gateway connection and the session behind it, which outlives its sockets."""

import asyncio
import contextlib
import json
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import discord
from aiohttp import web
from simcord.backend import Backend
from simcord.gateway import FakeGateway, FakeWebSocket

from tests.wire.rest import reset_connection

REPLAYED = 2000
"""Events kept for RESUME; an older gap means a new session."""


class Connection:
    """One socket. Sending only queues; a task writes, so a slow client never blocks the server."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.request = request
        self.socket = socket
        self.session: Session | None = None
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        is_packed = request.query.get("compress") == "zlib-stream"
        self._packer = zlib.compressobj() if is_packed else None

    def send(self, op: int, data: Any = None, **more: Any) -> None:
        """Queues one frame."""
        self.send_text(json.dumps({"op": op, "d": data, "s": None, "t": None} | more))

    def send_text(self, text: str) -> None:
        """Queues one frame that is JSON already."""
        self._queue.put_nowait(text)

    async def pump(self) -> None:
        """Writes queued frames until the socket is gone."""
        with contextlib.suppress(ConnectionError):
            while True:
                text = await self._queue.get()
                if self._packer is None:
                    await self.socket.send_str(text)
                else:
                    packed = self._packer.compress(text.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(packed)

    def listen(self, *, listens: bool) -> None:
        """Reads what the client sends, or leaves it where it is."""
        if (transport := self.request.transport) is not None:
            (transport.resume_reading if listens else transport.pause_reading)()

    def reset(self) -> None:
        """Ends the TCP connection without a word; the session stays resumable."""
        if self.session is not None:
            self.session.connection = None
        reset_connection(self.request)


class _Sink:
    """Stands where simcord expects a client's parsers: every event goes to the session."""

    def __init__(self, deliver: Callable[[str, Any], None], intents: discord.Intents) -> None:
        self.intents = intents
        self.parsers = self
        self._deliver = deliver

    def __getitem__(self, event: str) -> Callable[[Any], None]:
        return partial(self._deliver, event)

    get = __getitem__


class Session:
    """What survives a lost connection: the sequence and the events that a RESUME replays."""

    def __init__(self, name: str, shard: tuple[int, int], intents: discord.Intents, backend: Backend) -> None:
        self.id = name
        self.shard = shard
        self.connection: Connection | None = None
        self._sequence = 0
        self._sent: deque[tuple[int, str]] = deque(maxlen=REPLAYED)
        self.gateway = FakeGateway(backend, _Sink(self.dispatch, intents))
        self.upstream = FakeWebSocket(backend, self.gateway, shard_id=shard[0])

    def dispatch(self, event: str, data: Any) -> None:
        """Sends an event now if connected, and keeps it for a RESUME."""
        self._sequence += 1
        text = json.dumps({"op": 0, "t": event, "s": self._sequence, "d": data})
        self._sent.append((self._sequence, text))
        if self.connection is not None:
            self.connection.send_text(text)

    def owns(self, event: str, payload: Mapping[str, Any]) -> bool:
        """Whether the event belongs to this shard: by guild, else shard 0."""
        key = "id" if event in ("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE") else "guild_id"
        guild_id = payload.get(key)
        return (int(guild_id) >> 22) % self.shard[1] == self.shard[0] if guild_id else self.shard[0] == 0

    def can_resume(self, after: int) -> bool:
        """Whether nothing after that sequence has been forgotten."""
        return after <= self._sequence and (not self._sent or self._sent[0][0] <= after + 1)

    def resume(self, connection: Connection, after: int) -> None:
        """Moves to a new socket and replays what the client has not seen."""
        self.attach(connection)
        for sequence, text in self._sent:
            if sequence > after:
                connection.send_text(text)
        self.dispatch("RESUMED", {})

    def attach(self, connection: Connection) -> None:
        """Makes this socket the session's."""
        self.connection, connection.session = connection, self
