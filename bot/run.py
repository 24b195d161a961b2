"""`cohort run`: the bot as a process, from the first signal handler to its exit code."""

import asyncio
import os
import signal
import sys
from contextlib import suppress

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import exits
from bot.app import App, open_app
from bot.clock import OffsetClock, SystemClock
from bot.config import ConfigError, Settings, load_settings
from bot.domain.clock import Clock
from bot.log import get_logger, set_up_logging
from bot.store.advice import advice
from bot.store.errors import StoreError

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
    except StoreError as error:
        return _refuse(advice(error))
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


async def _run(settings: Settings, token: str) -> int:
    clock: Clock = OffsetClock(settings.clock_file) if settings.clock_file else SystemClock()
    stop = asyncio.Event()
    _listen_for_signals(stop)
    async with open_app(settings, clock, ring=True) as app:
        return await _until_stopped(app, token, stop)


async def _until_stopped(app: App, token: str, stop: asyncio.Event) -> int:
    """Keep the client connected until a signal arrives or it gives up."""
    client = asyncio.create_task(app.client.start(token), name="client")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({client, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not client.done():
        log.info("run.stopping")
        await app.drain()
        client.cancel()
        with suppress(asyncio.CancelledError):
            await client
        return exits.FINE
    return _explain(client.exception())


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
