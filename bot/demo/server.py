"""The local web server: the page's files, the world's state, what people do, and a live line for news."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from importlib import resources
from pathlib import PurePosixPath
from weakref import WeakSet

from aiohttp import WSCloseCode, web
from pydantic import ValidationError
from simcord.backend.cdn import CDN_BASE

from bot.demo import state
from bot.demo.actions import collect, perform
from bot.demo.requests import REQUEST
from bot.demo.security import guard
from bot.demo.travel import Ticker, advance
from bot.demo.world import World

BEAT_SECONDS = 1.0
NEWS_SECONDS = 0.1
# Above Discord's 25 MiB attachments in base64 nothing sensible arrives.
MAX_BODY = 36 * 2**20
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# Shown inline by the page; anything else is offered as a download.
PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}

WORLD: web.AppKey[World] = web.AppKey("world", World)
LINES: web.AppKey[WeakSet[web.WebSocketResponse]] = web.AppKey("lines", WeakSet)


def create_server(world: World) -> web.Application:
    """The web application for one world."""
    app = web.Application(middlewares=[guard], client_max_size=MAX_BODY)
    app[WORLD] = world
    app[LINES] = WeakSet()
    app.router.add_get("/", _file)
    app.router.add_get("/static/{name}", _file)
    app.router.add_get("/cdn/{path:.+}", _media)
    app.router.add_get("/api/state", _state)
    app.router.add_get("/api/commands", _commands)
    app.router.add_post("/api/act", _act)
    app.router.add_get("/live", _live)
    app.on_shutdown.append(_hang_up)
    return app


@contextlib.asynccontextmanager
async def listen(world: World, port: int) -> AsyncGenerator[int, None]:
    """Serve on the loopback address and let time pass; yields the port. Raises OSError if it is taken."""
    runner = web.AppRunner(create_server(world), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    clock: asyncio.Task[None] | None = None
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        clock = asyncio.create_task(beat(world))
        yield int(runner.addresses[0][1])
    finally:
        if clock is not None:
            clock.cancel()
            await asyncio.gather(clock, return_exceptions=True)
        await runner.cleanup()


async def beat(world: World) -> None:
    """Once a second, let the real time that has passed pass in the simulation too, and ring the bell."""
    ticker = Ticker()
    while True:
        await asyncio.sleep(BEAT_SECONDS)
        async with world.lock:
            before = world.env.error_cursor
            await advance(world, ticker.lap())
            collect(world, before)
            world.trim()


async def _file(request: web.Request) -> web.Response:
    name = request.match_info.get("name", "index.html")
    kind = TYPES.get(PurePosixPath(name).suffix)
    page = resources.files("bot.demo") / "static" / name
    if kind is None or "/" in name or "\\" in name or not page.is_file():
        raise web.HTTPNotFound(reason="No such file.")
    return web.Response(body=page.read_bytes(), content_type=kind, charset="utf-8")


async def _media(request: web.Request) -> web.Response:
    path = request.match_info["path"]
    body = request.app[WORLD].env.backend.cdn.get(f"{CDN_BASE}/{path}")
    if body is None:
        raise web.HTTPNotFound(reason="No such file.")
    kind = PICTURES.get(PurePosixPath(path).suffix.lower())
    if kind is not None:
        return web.Response(body=body, content_type=kind)
    headers = {"Content-Disposition": "attachment"}
    return web.Response(body=body, content_type="application/octet-stream", headers=headers)


async def _state(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    return web.json_response(state.snapshot(world, _persona(request), _number(request, "channel")))


async def _commands(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    channel = _number(request, "channel")
    if channel is None or channel not in world.env.backend.channels:
        raise web.HTTPNotFound(reason="There is no such channel.")
    return web.json_response({"commands": state.commands(world, _persona(request), channel)})


def _number(request: web.Request, name: str) -> int | None:
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else None


def _persona(request: web.Request) -> int:
    """The seat the page looks from; the first one until it has chosen."""
    people = request.app[WORLD].people
    if "persona" not in request.query:
        return next(iter(people))
    persona = _number(request, "persona")
    if persona is None or persona not in people:
        raise web.HTTPNotFound(reason="There is no such persona.")
    return persona


async def _act(request: web.Request) -> web.Response:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(reason="Send JSON.")
    try:
        wanted = REQUEST.validate_json(await request.read())
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        return web.json_response({"error": f"{where}: {fault['msg']}"}, status=400)
    return web.json_response(await perform(request.app[WORLD], wanted))


async def _live(request: web.Request) -> web.WebSocketResponse:
    line = web.WebSocketResponse(heartbeat=20)
    await line.prepare(request)
    request.app[LINES].add(line)
    teller = asyncio.create_task(_tell(request.app[WORLD], line))
    try:
        async for _ in line:
            pass  # the page only listens; reading is how a closed line is noticed
    finally:
        teller.cancel()
        await asyncio.gather(teller, return_exceptions=True)
    return line


async def _tell(world: World, line: web.WebSocketResponse) -> None:
    told: tuple[int, str] | None = None
    while not line.closed:
        news = (world.version, world.env.now().isoformat(timespec="seconds"))
        if news != told:
            told = news
            await line.send_json({"version": news[0], "now": world.env.now().isoformat()})
        await asyncio.sleep(NEWS_SECONDS)


async def _hang_up(app: web.Application) -> None:
    for line in set(app[LINES]):
        await line.close(code=WSCloseCode.GOING_AWAY, message=b"The demo has ended.")
