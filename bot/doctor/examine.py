"""All checks in their order. One that fails in an unforeseen way is itself a finding."""

from collections.abc import Iterable, Sequence
from functools import partial

import aiohttp
import discord

from bot.config import ConfigError, Settings
from bot.doctor import account, database, settings, versions
from bot.doctor.attempts import attempt, kind, unforeseen
from bot.doctor.channels import channels
from bot.doctor.discord_api import Dates, logged_in
from bot.doctor.finding import Finding, fatal, problem
from bot.doctor.machine import on_this_machine
from bot.domain.clock import Clock
from bot.log import Redactor
from bot.store.inspection import ChannelInUse

LATER = "See whether Discord can be reached from here: discordstatus.com, DISCORD_API_BASE, a firewall."


async def examine(configured: Settings, clock: Clock, *, online: bool) -> list[Finding]:
    """Everything that can be looked at; with `online` also what only Discord knows."""
    found = [*installed(), *_environment(configured), *on_this_machine(configured, clock.now())]
    inside, used = await _database(configured)
    # The database tells more of the key than the key alone.
    found = [*_without_twins(found, inside), *inside]
    if online:
        found += await _online(configured, used, clock)
    redactor = Redactor(configured.secrets)
    return [finding.cleaned(redactor) for finding in found]


def without_settings(error: ConfigError) -> list[Finding]:
    """What can be said when the environment cannot be read."""
    unreadable = fatal("settings", f"The settings cannot be used: {error}.", "Each is told in .env.example.")
    return [*installed(), unreadable]


def installed() -> list[Finding]:
    """What Cohort runs on."""
    return [*attempt("python", versions.python_version), *attempt("packages", versions.package_versions)]


async def _database(configured: Settings) -> tuple[list[Finding], Sequence[ChannelInUse]]:
    try:
        return await database.look(configured)
    except Exception as error:  # noqa: BLE001 - as above
        return [unforeseen("database", error)], ()


async def _online(configured: Settings, used: Sequence[ChannelInUse], clock: Clock) -> list[Finding]:
    token = configured.discord_token.get_secret_value().strip() if configured.discord_token else ""
    if not token:
        return []
    try:
        return await _asked(configured, token, used, clock)
    except discord.LoginFailure:
        sentence = "Discord refuses the bot token: it was reset, or it belongs to no bot."
        return [fatal("identity", sentence, settings.COPY_TOKEN)]
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        return [problem("discord", f"Discord did not answer as it should ({kind(error)}).", LATER)]
    except Exception as error:  # noqa: BLE001 - as above
        return [unforeseen("discord", error)]


async def _asked(
    configured: Settings, token: str, used: Sequence[ChannelInUse], clock: Clock
) -> list[Finding]:
    dates = Dates(clock)
    async with logged_in(token, dates) as client:
        assert client.application is not None, "logged in"  # noqa: S101
        found = [account.identity(client), account.skew(dates.latest)]
        found += [account.intents(client.application.flags)]
        found += [account.interactions(client.application.interactions_endpoint_url)]
        shards, _, limit = await client.http.get_bot_gateway()
        found += account.starts(limit, shards, configured, clock.now())
        return [*found, *await channels(client, used)]


def _environment(configured: Settings) -> list[Finding]:
    return [
        *attempt("token", partial(settings.token, configured)),
        *attempt("settings", partial(settings.contradictions, configured)),
        *attempt("http", partial(settings.http, configured)),
    ]


def _without_twins(found: Iterable[Finding], later: Iterable[Finding]) -> list[Finding]:
    names = {finding.name for finding in later}
    return [finding for finding in found if finding.name not in names]
