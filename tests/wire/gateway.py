"""Discord's gateway: who may connect, what they are sent, and the ways in which a connection can end."""

import asyncio
import contextlib
import itertools
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord.backend import Backend, serializers
from simcord.intents import missing_privileged_intents

from tests.wire.sessions import Connection, Session


class Gateway:
    """Answers `/gw`. `identified`, `resumed` and `refused` tell what clients did; chaos is in methods."""

    def __init__(self, backend: Backend, token: str, url: Callable[[], str]) -> None:
        self.heartbeat = 41.25
        self.identify_every = 0.0
        """Seconds between two IDENTIFYs (Discord: 5); sooner is answered with op 9. 0 for no such rule."""
        self.approved: discord.Intents | None = None
        """Intents approved in the portal, None for all. A privileged one beyond them closes with 4014."""
        self.identified: list[float] = []
        self.resumed = 0
        self.refused = 0
        self._deaf = False
        self.sessions: dict[str, Session] = {}
        self._backend = backend
        self.token = token
        self._url = url
        self._numbers = itertools.count(1)
        self._connections: set[Connection] = set()
        backend.subscribers.append(self._feed)

    # ------------------------------------------------------------- a socket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One socket from HELLO to its end."""
        while self._deaf:  # noqa: ASYNC110 - a test ends it when it likes
            await asyncio.sleep(0.05)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        connection = Connection(request, socket)
        self._connections.add(connection)
        writer = asyncio.create_task(connection.pump())
        connection.send(10, {"heartbeat_interval": self.heartbeat * 1000})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(message.data))
        finally:
            writer.cancel()
            self._connections.discard(connection)
            session = connection.session
            if session is not None and session.connection is connection:
                session.connection = None
        return socket

    async def _receive(self, connection: Connection, message: dict[str, Any]) -> None:
        op, data = message.get("op"), message.get("d")
        if op == 1:
            connection.send(11)
        elif op == 2:
            await self._identify(connection, data or {})
        elif op == 6:
            await self._resume(connection, data or {})
        elif connection.session is None:
            await connection.socket.close(code=4003, message=b"Not authenticated.")
        elif op == 8:
            await self._chunk(connection.session, data or {})
        elif op not in (3, 4):
            await connection.socket.close(code=4001, message=b"Unknown opcode.")

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        intents = discord.Intents._from_value(int(data.get("intents", 0)))
        if not await self._trusts(connection, data):
            return
        if self.approved is not None and missing_privileged_intents(intents, self.approved):
            await connection.socket.close(code=4014, message=b"Disallowed intent(s).")
            return
        now = time.monotonic()
        if self.identified and now - self.identified[-1] < self.identify_every:
            connection.send(9, data=False)
            return
        self.identified.append(now)
        number, count = data.get("shard") or (0, 1)
        session = Session(f"session-{next(self._numbers)}", (number, count), intents, self._backend)
        session.attach(connection)
        self._retire(session.shard)
        self.sessions[session.id] = session
        self._welcome(session)

    async def _trusts(self, connection: Connection, data: dict[str, Any]) -> bool:
        """Whether the token is right; otherwise the socket is closed with 4004."""
        if data.get("token") == self.token:
            return True
        self.refused += 1
        await connection.socket.close(code=4004, message=b"Authentication failed.")
        return False

    def _retire(self, shard: tuple[int, int]) -> None:
        """Forgets sessions whose client is gone: it has just come back as somebody new."""
        gone = [s.id for s in self.sessions.values() if s.shard == shard and s.connection is None]
        for name in gone:
            del self.sessions[name]

    def _welcome(self, session: Session) -> None:
        mine = [g for g in self._backend.guilds.values() if session.owns("GUILD_CREATE", {"id": g.id})]
        ready = {
            "v": 10,
            "user": dict(serializers.user_payload(self._backend.bot_user)),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine],
            "session_id": session.id,
            "resume_gateway_url": self._url(),
            "shard": list(session.shard),
            "application": {"id": str(self._backend.application_id), "flags": 0},
        }
        session.dispatch("READY", ready)
        for guild in mine:
            session.gateway.feed("GUILD_CREATE", serializers.guild_create_payload(self._backend, guild))

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        if not await self._trusts(connection, data):
            return
        session = self.sessions.get(str(data.get("session_id")))
        after = int(data.get("seq") or 0)
        if session is None or not session.can_resume(after):
            connection.send(9, data=False)
            return
        self.resumed += 1
        session.resume(connection, after)

    @staticmethod
    async def _chunk(session: Session, data: dict[str, Any]) -> None:
        await session.upstream.request_chunks(
            int(data["guild_id"]),
            data.get("query"),
            limit=int(data.get("limit") or 0),
            user_ids=data.get("user_ids"),
            presences=bool(data.get("presences")),
            nonce=data.get("nonce"),
        )

    def _feed(self, event: str, payload: Mapping[str, Any]) -> None:
        for session in list(self.sessions.values()):
            if session.owns(event, payload):
                session.gateway.feed(event, payload)

    # ---------------------------------------------------------------- chaos

    def turn_deaf(self, *, deaf: bool = True) -> None:
        """Read nothing: no heartbeat is acknowledged, no goodbye answered, and who is new hears no HELLO."""
        self._deaf = deaf
        for connection in self._connections:
            connection.listen(listens=not deaf)

    def reset(self) -> None:
        """TCP reset of every socket; what happens meanwhile is replayed on RESUME."""
        for connection in list(self._connections):
            connection.reset()

    def ask_to_reconnect(self) -> None:
        """Op 7: clients come back with RESUME."""
        for connection in list(self._connections):
            connection.send(7)

    def invalidate(self) -> None:
        """Op 9, not resumable: clients have to IDENTIFY again; events in between are lost."""
        self.sessions.clear()
        for connection in list(self._connections):
            connection.session = None
            connection.send(9, data=False)

    def forget(self) -> None:
        """Drops every session without telling: the next RESUME gets op 9."""
        self.sessions.clear()

    async def close(self, code: int = 1001) -> None:
        """Closes every socket with this code."""
        for connection in list(self._connections):
            with contextlib.suppress(ConnectionError):
                await connection.socket.close(code=code)
