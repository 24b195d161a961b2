"""A server of a few pages that nobody can change anything on."""

import asyncio
import errno
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.config import ConfigError
from bot.ending import PREDECESSOR_SECONDS
from bot.log import get_logger

log = get_logger(__name__)

READING = ("GET", "HEAD")

ALWAYS = {"Server": "cohort", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
"""Without the first, aiohttp would name its version and Python's."""

ENDING_SECONDS = 0.5

LOOK_AGAIN_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page says."""

    body: bytes
    status: int = 200
    kind: str = "text/plain; charset=utf-8"


Page = Callable[[], Awaitable[Answer]]


@asynccontextmanager
async def listening(
    where: tuple[str, int], pages: Mapping[str, Page], patience: float = PREDECESSOR_SECONDS
) -> AsyncGenerator[int]:
    """Serve the pages, by path, until the end of the block; gives the port.

    Raises ConfigError, when the port is in use only after `patience` seconds.
    """
    server = _Server(_answering(pages), access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=ENDING_SECONDS)
    await runner.setup()
    try:
        await _listen(runner, *where, time.monotonic() + patience)
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _listen(runner: web.ServerRunner, host: str, port: int, latest: float) -> None:
    site = web.TCPSite(runner, host, port)
    try:
        await _bind(site, latest)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ConfigError(
                f"COHORT_HTTP: port {port} on {host} is in use. Choose another, or stop what listens there"
            ) from None
        raise ConfigError(
            f"COHORT_HTTP: cannot listen on {host}, port {port} ({error.strerror}). "
            "Write an address of this machine, e.g. 127.0.0.1:9090"
        ) from None


async def _bind(site: web.TCPSite, latest: float) -> None:
    """Raises OSError when it cannot listen there, or the port is still in use at `latest`."""
    while True:
        try:
            return await site.start()
        except OSError as error:
            await site.stop()  # what has not started must be taken off before it may start again
            if error.errno != errno.EADDRINUSE or time.monotonic() >= latest:
                raise
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


def _answering(pages: Mapping[str, Page]) -> Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]:
    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        page = pages.get(request.path)
        if page is None:
            return _reply(Answer(b"not found\n", 404))
        if request.method not in READING:
            reply = _reply(Answer(b"only GET and HEAD\n", 405))
            reply.headers["Allow"] = ", ".join(READING)
            return reply
        return _reply(await _told(page, request.path))

    return answer


async def _told(page: Page, path: str) -> Answer:
    try:
        return await page()
    except Exception:
        log.exception("http.failed", path=path)
        return Answer(b"failed\n", 500)


def _reply(answer: Answer) -> web.Response:
    return web.Response(
        body=answer.body, status=answer.status, headers={**ALWAYS, "Content-Type": answer.kind}
    )


class _Connection(web.RequestHandler):
    """One client; what it sends may be no HTTP at all."""

    def handle_error(
        self,
        request: web.BaseRequest,  # noqa: ARG002 - aiohttp fixes the signature
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002
    ) -> web.StreamResponse:
        """Say no more than that it was not understood, to the client and to the log."""
        log.debug("http.not_understood", status=status, error=type(exc).__name__)
        reply = _reply(Answer(b"not understood\n", status))
        reply.force_close()
        return reply


class _Server(web.Server):
    def __init__(
        self, handler: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]], **options: Any
    ) -> None:
        super().__init__(handler, **options)
        self._options = options

    def __call__(self) -> web.RequestHandler:
        """A new client has connected."""
        return _Connection(self, loop=asyncio.get_running_loop(), **self._options)
