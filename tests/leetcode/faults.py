"""What goes wrong with LeetCode. Each is an answer in place of the right one."""

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

Handler = Callable[[], web.Response]
Fault = Callable[[web.Request, Handler], Awaitable[web.StreamResponse]]
"""Takes the request and the way to the right answer."""

CHALLENGE = (
    '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head>'
    "<body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>"
)
CSRF = "<!DOCTYPE html><title>403 Forbidden</title><p>CSRF verification failed. Request aborted.</p>"


def page(status: int, html: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """A page for people."""
    return web.Response(status=status, text=html, content_type="text/html", headers=headers)


def forged() -> web.Response:
    """What a request without a Referer gets."""
    return page(403, CSRF)


def answered(status: int, text: str = "", headers: Mapping[str, str] | None = None) -> Fault:
    """Any fixed answer in plain text."""

    async def fault(_request: web.Request, _right: Handler) -> web.StreamResponse:
        return web.Response(status=status, text=text, headers=headers)

    return fault


def says(payload: Any, status: int = 200) -> Fault:
    """Any fixed answer in JSON."""

    async def fault(_request: web.Request, _right: Handler) -> web.StreamResponse:
        return web.json_response(payload, status=status)

    return fault


def rate_limited(retry_after: str | None = None) -> Fault:
    """Too many requests, with or without a word on how long."""
    return answered(429, "Rate limit exceeded!", {"Retry-After": retry_after} if retry_after else None)


def challenge(status: int = 403, *, header: bool = True) -> Fault:
    """Cloudflare wants to see a browser."""

    async def fault(_request: web.Request, _right: Handler) -> web.StreamResponse:
        return page(status, CHALLENGE, {"cf-mitigated": "challenge"} if header else None)

    return fault


async def csrf(_request: web.Request, _right: Handler) -> web.StreamResponse:
    """Taken for a forged request."""
    return forged()


def drift(field: str = "isPaidOnly", on: str = "QuestionNode") -> Fault:
    """A field that the query names is gone."""
    return says({"errors": [{"message": f'Cannot query field "{field}" on type "{on}".'}]}, 400)


async def truncated(_request: web.Request, right: Handler) -> web.StreamResponse:
    """The right answer, but for its second half."""
    body = right().body
    assert isinstance(body, bytes)
    return web.Response(body=body[: len(body) // 2], content_type="application/json")


async def broken_off(request: web.Request, _right: Handler) -> web.StreamResponse:
    """The connection ends before the answer does."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "4000"})
    await response.prepare(request)
    await response.write(b'{"data":')
    assert request.transport is not None
    request.transport.abort()
    return response


async def hung_up(request: web.Request, _right: Handler) -> web.StreamResponse:
    """The connection ends without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def slow(until: asyncio.Event) -> Fault:
    """No answer before the event."""

    async def fault(_request: web.Request, right: Handler) -> web.StreamResponse:
        await until.wait()
        return right()

    return fault


def dripping(until: asyncio.Event) -> Fault:
    """A beginning, and nothing more before the event."""

    async def fault(request: web.Request, _right: Handler) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        await response.write(b'{"data":')
        await until.wait()
        return response

    return fault


def huge(size: int) -> Fault:
    """JSON without an end: nobody should read all of it."""

    async def fault(request: web.Request, _right: Handler) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        await response.write(b'{"data": "')
        for _ in range(size // 2**16):
            await response.write(b"x" * 2**16)
        await response.write(b'"}')
        return response

    return fault


def packed(size: int) -> Fault:
    """A small body that unpacks to a large one."""
    head = {"Content-Type": "application/json", "Content-Encoding": "gzip"}

    async def fault(_request: web.Request, _right: Handler) -> web.StreamResponse:
        return web.Response(body=gzip.compress(b'{"data": "' + b"x" * size + b'"}'), headers=head)

    return fault


def changed(change: Callable[[Any], None]) -> Fault:
    """The right answer after `change` has had its way with it."""

    async def fault(_request: web.Request, right: Handler) -> web.StreamResponse:
        body = right().body
        assert isinstance(body, bytes)
        payload = json.loads(body)
        change(payload)
        return web.json_response(payload)

    return fault
