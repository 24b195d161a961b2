"""`cohort run`: the bot as a process, from the first signal handler to its exit code.

Discord takes a while to answer a login. Meanwhile a thread loads everything that the login does not need,
and the database is opened and brought up; the client connects to the gateway only when it can serve.
"""

import asyncio
import gc
import os
import signal
import sys
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import exits
from bot.client import StudyBot
from bot.clock import OffsetClock, SystemClock
from bot.config import ConfigError, Settings, load_settings
from bot.delivery.refusals import watch
from bot.domain.clock import Clock
from bot.domain.errors import Unavailable
from bot.log import get_logger, set_up_logging

if TYPE_CHECKING:
    from bot.app import App

log = get_logger(__name__)

FATAL_CLOSE_CODES = {4004, 4010, 4011, 4012, 4013, 4014}
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway: reconnecting cannot help."""


def run_bot() -> int:
    """Run until a signal or a fatal error. Returns the exit code."""
    try:
        settings = load_settings()
        token = _token(settings)
    except ConfigError as error:
        return _refuse(str(error))
    secrets = [token, settings.store_url] if "@" in settings.store_url else [token]
    set_up_logging(settings.log_level, settings.log_format, secrets)
    point_at(settings)
    try:
        return asyncio.run(_run(settings, token))
    except ConfigError as error:
        return _refuse(str(error))
    except Unavailable as error:
        return _refuse(_advice(error))
    except KeyboardInterrupt:
        return exits.FINE


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
    return token


def _refuse(reason: str) -> int:
    sys.stderr.write(f"cohort: {reason}\n")
    return exits.CONFIG


def _advice(error: Unavailable) -> str:
    from bot.store.advice import advice
    from bot.store.errors import StoreError

    return advice(error) if isinstance(error, StoreError) else str(error)


async def _run(settings: Settings, token: str) -> int:
    stop = asyncio.Event()
    _listen_for_signals(stop)
    client = StudyBot(shard_ids=settings.shard_ids, shard_count=settings.shard_count)
    watch(client)
    online = asyncio.create_task(client.start(token), name="client")
    try:
        async with await asyncio.to_thread(_programme, settings, client):
            _loaded()
            return await _until_stopped(online, stop)
    finally:
        # When the programme could not be opened the login may still be under way.
        online.cancel()
        await asyncio.gather(online, return_exceptions=True)
        await client.close()


def _programme(settings: Settings, client: StudyBot) -> "AbstractAsyncContextManager[App]":
    """Load what the login does not need."""
    from bot.app import open_app

    clock: Clock = OffsetClock(settings.clock_file) if settings.clock_file else SystemClock()
    return open_app(settings, clock, ring=True, client=client)


def _loaded() -> None:
    """Look for garbage again, but never among what was loaded: that stays."""
    gc.freeze()
    gc.enable()


async def _until_stopped(online: "asyncio.Task[None]", stop: asyncio.Event) -> int:
    """Return when a signal has arrived or the client gave up; the programme then closes in order."""
    stopping = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({online, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if online.done():
        return _explain(online.exception())
    log.info("run.stopping")
    return exits.FINE


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


def _listen_for_signals(stop: asyncio.Event) -> None:
    """The first signal stops in order, a second one at once."""

    def heard() -> None:
        if stop.is_set():
            os._exit(exits.FOUND)
        stop.set()

    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        with suppress(NotImplementedError, AttributeError):  # Windows has neither SIGHUP nor loop handlers
            loop.add_signal_handler(getattr(signal, name), heard)
