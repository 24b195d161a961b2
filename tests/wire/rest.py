"""Discord's REST side: real HTTP in front of simcord's router."""

import asyncio
import io
import json
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web
from simcord.backend import Backend
from simcord.backend.errors import BackendError
from simcord.http import router

from tests.simtools import Nonces
from tests.wire.faults import Fault, Faults
from tests.wire.limits import RateLimits

MAX_REQUEST = 25 * 2**20
CLOUDFLARE_PAGE = "<!DOCTYPE html><title>Access denied | discord.com used Cloudflare</title>error code: 1015"


@dataclass(frozen=True, slots=True)
class Call:
    """A request as the server saw it; `at` in seconds of the monotonic clock when it arrived."""

    at: float
    method: str
    path: str
    body: Any
    status: int


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request, shaped as simcord's router expects it."""

    fp: io.BytesIO
    filename: str
    description: str | None


def reset_connection(request: web.BaseRequest) -> None:
    """Ends the TCP connection with RST: no answer, no closing handshake."""
    transport = request.transport
    if transport is None:
        return
    connection: socket.socket | None = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def reply(status: int, payload: Any, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer. The type is exact: with a charset, discord.py would take the body for plain text."""
    if payload is None:
        return web.Response(status=204, headers=headers)
    exact = {"Content-Type": "application/json", "Via": "1.1 google"}
    return web.Response(status=status, body=json.dumps(payload).encode(), headers=exact | (headers or {}))


async def _part(part: BodyPartReader) -> tuple[str, Any]:
    data = bytes(await part.read())
    if part.filename is None:
        return part.name or "", data.decode()
    return part.name or "", Upload(io.BytesIO(data), part.filename, None)


async def read_body(request: web.BaseRequest) -> tuple[Any, list[Upload]]:
    """The JSON of a request and its files, whether it came plain or as multipart."""
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        return (json.loads(raw) if raw else None), []
    body: Any = {}
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        name, value = await _part(part)
        if isinstance(value, Upload):
            uploads.append(value)
        elif name == "payload_json":
            body = json.loads(value)
        else:
            body[name] = value
    return body, uploads


class RestApi:
    """Answers `/api/v10/*`: authorisation, limits, faults, nonces, then simcord's router."""

    def __init__(self, backend: Backend, token: str, answered: Callable[[str], None]) -> None:
        self.backend = backend
        self.faults = Faults()
        self.limits = RateLimits()
        self.calls: list[Call] = []
        self.gaps: list[Exception] = []
        self.in_flight = 0
        self._token = token
        self._answered = answered
        self._nonces = Nonces()

    def forget_nonces(self) -> None:
        """As if Discord's unpublished window had just passed."""
        self._nonces = Nonces()

    def sent(self, method: str, pattern: str) -> list[Call]:
        """The calls so far that match (`pattern` as in faults), refused ones included."""
        return [c for c in self.calls if Fault(method, pattern).fits("before", c.method, c.path)]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One request from arrival to answer."""
        path = "/" + unquote(request.match_info["path"]).rstrip("/")
        arrived, body = time.monotonic(), None
        self.in_flight += 1
        response: web.Response | None = None
        try:
            body, uploads = await read_body(request)
            response = await self._answer(request, path, body, uploads)
        except ConnectionError:
            response = None
        finally:
            self.in_flight -= 1
            status = response.status if response is not None else 0
            self.calls.append(Call(arrived, request.method, path, body, status))
            self._answered(path)
        if response is None:
            reset_connection(request)
            return web.Response(status=500)
        return response

    async def _answer(
        self, request: web.Request, path: str, body: Any, uploads: list[Upload]
    ) -> web.Response | None:
        is_interaction = path.startswith(("/interactions/", "/webhooks/"))
        if not is_interaction and request.headers.get("Authorization") != f"Bot {self._token}":
            return reply(401, {"message": "401: Unauthorized", "code": 0})
        verdict = self.limits.admit(request.method, path, counts_globally=not is_interaction)
        if verdict.retry_after is not None:
            told = {"message": "You are being rate limited.", "retry_after": verdict.retry_after}
            return reply(429, told | {"global": verdict.is_global}, verdict.headers)
        if (fault := self.faults.strike("before", request.method, path)) and await self._struck(fault):
            return self._broken(fault)
        status, payload = self._dispatch(request, path, body, uploads)
        if (fault := self.faults.strike("after", request.method, path)) and await self._struck(fault):
            return self._broken(fault)
        return reply(status, payload, verdict.headers)

    @staticmethod
    async def _struck(fault: Fault) -> bool:
        if fault.call is not None:
            fault.call()
        await asyncio.sleep(fault.delay)
        return fault.reset or fault.status is not None

    @staticmethod
    def _broken(fault: Fault) -> web.Response | None:
        if fault.reset or fault.status is None:
            return None
        if fault.cloudflare:
            return web.Response(status=fault.status, text=CLOUDFLARE_PAGE, content_type="text/html")
        return reply(fault.status, {"message": "a planned fault", "code": fault.code})

    def _dispatch(self, request: web.Request, path: str, body: Any, uploads: list[Upload]) -> tuple[int, Any]:
        now = self.backend.clock.now()
        if (earlier := self._nonces.earlier(path, body, now)) is not None:
            return 200, earlier
        try:
            payload = router.dispatch(
                self.backend,
                request.method,
                path,
                json=body,
                params=dict(request.query),
                files=list(uploads),
                reason=request.headers.get("X-Audit-Log-Reason"),
            )
        except (router.RouteNotImplemented, router.UnsupportedField) as gap:
            self.gaps.append(gap)
            return 501, {"message": str(gap), "code": 0}
        except BackendError as error:
            return error.status, error.to_json()
        self._nonces.remember(path, body, now, payload)
        return 200, payload
