"""`cohort run`: the bot as a process, from the first signal handler to its exit code.

Discord takes a while to answer a login. Meanwhile a thread loads everything that the login does not need,
and the database is opened and brought up; the client connects to the gateway only when it can serve.
"""

import asyncio
import gc
import sys
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import exits
from bot.client import StudyBot
from bot.clock import clock_of
from bot.config import ConfigError, Settings, load_settings
from bot.delivery.refusals import watch
from bot.doctor.token_shape import has_three_parts
from bot.domain.clock import Clock
from bot.domain.errors import Unavailable
from bot.ending import end_latest, end_now, listen_for_signals, threads_end
from bot.log import get_logger, set_up_logging
from bot.lookout import Lookout, looking_out

if TYPE_CHECKING:
    from bot.app import App

log = get_logger(__name__)

UNDO_SECONDS = 3.0
"""How long a start that is broken off may take to roll back."""

LOGIN_SECONDS = 1.0
"""How long a login that is broken off may take to notice."""

FATAL_CLOSE_CODES = {4004, 4010, 4011, 4012, 4013, 4014}
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway: reconnecting cannot help."""


def run_bot() -> int:
    """Run until a signal or a fatal error. Returns the exit code."""
    try:
        settings = load_settings()
        token = _token(settings)
    except ConfigError as error:
        return _refuse(str(error))
    set_up_logging(settings.log_level, settings.log_format, settings.secrets)
    point_at(settings)
    try:
        return asyncio.run(_run(settings, token))
    except ConfigError as error:
        return _refuse(str(error))
    except Unavailable as error:
        return _refuse(_advice(error), exits.FOUND if error.passes else exits.CONFIG)
    except KeyboardInterrupt:
        return exits.FINE
    except Exception as error:
        log.critical("run.crashed", exc_info=error)
        return exits.FOUND


def point_at(settings: Settings) -> None:
    """Send REST and gateway traffic to a proxy or a local server, if the settings name one."""
    if settings.discord_api_base:
        Route.BASE = settings.discord_api_base.rstrip("/")
    if settings.discord_gateway_url:
        import yarl

        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)


def _token(settings: Settings) -> str:
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        message = (
            "no bot token. Put it in DISCORD_TOKEN or in a file named by DISCORD_TOKEN_FILE "
            "(Developer Portal → your application → Bot → Reset Token); `cohort demo` needs none"
        )
        raise ConfigError(message)
    if not has_three_parts(token):
        message = (
            "what is given as DISCORD_TOKEN is no bot token: one has three parts with dots between them, no "
            "spaces. Copy it again (Developer Portal → your application → Bot → Reset Token)"
        )
        raise ConfigError(message)
    return token


def _refuse(reason: str, code: int = exits.CONFIG) -> int:
    sys.stderr.write(f"cohort: {reason}\n")
    return code


def _advice(error: Unavailable) -> str:
    from bot.store.advice import advice
    from bot.store.errors import StoreError

    return advice(error) if isinstance(error, StoreError) else str(error)


async def _run(settings: Settings, token: str) -> int:
    stop = asyncio.Event()
    listen_for_signals(stop)
    client = StudyBot(
        shard_ids=settings.shard_ids, shard_count=settings.shard_count, limited=settings.cohort_rates
    )
    watch(client)
    async with looking_out(settings, client, stop.is_set) as lookout:
        code = await _serve(settings, token, client, lookout, stop)
    if not await threads_end():
        end_now(code)
    return code


async def _serve(
    settings: Settings, token: str, client: StudyBot, lookout: Lookout, stop: asyncio.Event
) -> int:
    online = asyncio.create_task(client.start(token), name="client")
    try:
        programme = await asyncio.to_thread(_programme, settings, client)
        async with AsyncExitStack() as stack:
            app = await _opened(stack, programme, stop)
            if app is None:
                return exits.FINE
            lookout.serve(app)
            _loaded()
            return await _until_stopped(online, stop, lookout)
    finally:
        # When the programme could not be opened the login may still be under way.
        online.cancel()
        done, _ = await asyncio.wait({online}, timeout=LOGIN_SECONDS)
        await asyncio.gather(*done, return_exceptions=True)
        await client.close()


def _programme(settings: Settings, client: StudyBot) -> "AbstractAsyncContextManager[App]":
    """Load what the login does not need."""
    from bot.app import open_app
    from bot.doctor.at_start import heed

    clock: Clock = clock_of(settings.clock_file)
    heed(settings, clock.now())
    return open_app(settings, clock, ring=True, client=client)


async def _opened(
    stack: AsyncExitStack, programme: "AbstractAsyncContextManager[App]", stop: asyncio.Event
) -> "App | None":
    """Open the programme; None when a signal came first. What was begun until then is rolled back."""
    opening = asyncio.create_task(stack.enter_async_context(programme), name="opening")
    await _first(opening, stop)
    if not opening.done():
        log.info("run.stopping")
        opening.cancel()
        await asyncio.wait({opening}, timeout=UNDO_SECONDS)
    if opening.done():
        return None if opening.cancelled() else opening.result()
    # A statement that cannot be cut off: ended with the process, it leaves the database as it was.
    end_now(exits.FINE)
    return None


async def _first(task: "asyncio.Task[Any]", stop: asyncio.Event) -> None:
    stopping = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()


def _loaded() -> None:
    """Look for garbage again, but never among what was loaded: that stays."""
    gc.freeze()
    gc.enable()


async def _until_stopped(online: "asyncio.Task[None]", stop: asyncio.Event, lookout: Lookout) -> int:
    """Return when a signal has arrived, the client gave up, or Discord stays silent; all closes in order."""
    silent = asyncio.create_task(lookout.silence(), name="watchdog")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({online, stopping, silent}, return_when=asyncio.FIRST_COMPLETED)
    silent.cancel()
    stopping.cancel()
    if stop.is_set():
        log.info("run.stopping")
        return exits.FINE
    try:
        code = _explain(online.exception()) if online.done() else exits.FOUND
    except ConfigError:
        end_latest(exits.CONFIG)
        raise
    end_latest(code)
    return code


def _explain(failure: BaseException | None) -> int:
    """The exit code for a client that ended by itself."""
    match failure:
        case None:
            return exits.FINE
        case discord.LoginFailure():
            raise ConfigError(
                "Discord refused the bot token. Copy a new one: Developer Portal → Bot → Reset Token"
            )
        case discord.PrivilegedIntentsRequired():
            raise ConfigError(
                "Discord refused the intents, though Cohort asks only for guilds. Check the Bot page"
            )
        case discord.ConnectionClosed(code=code) if code in FATAL_CLOSE_CODES:
            raise ConfigError(
                f"Discord closed the connection for good (code {code}). Check the token and SHARD_COUNT"
            )
        case aiohttp.ClientConnectorError():
            log.error("run.unreachable", error=str(failure))
            return exits.FOUND
        case _:
            log.error("run.crashed", exc_info=failure)
            return exits.FOUND
