"""All checks in their order. One that fails in an unforeseen way is itself a finding."""

from collections.abc import AsyncIterator, Iterable, Sequence
from functools import partial

import aiohttp
import discord

from bot.config import ConfigError, Settings, secret_sources
from bot.doctor import account, database, files, pictures, settings, versions
from bot.doctor.attempts import attempt, kind, unforeseen
from bot.doctor.channels import channels
from bot.doctor.discord_api import LATER, Dates, logged_in
from bot.doctor.finding import Finding, fatal, problem
from bot.doctor.machine import on_this_machine
from bot.domain.clock import Clock
from bot.log import Redactor
from bot.store.inspection import ChannelInUse


async def examine(configured: Settings, clock: Clock, *, online: bool) -> list[Finding]:
    """Everything that can be looked at; with `online` also what only Discord knows."""
    found = [*installed(), *_environment(configured), *on_this_machine(configured, clock.now())]
    inside, used = await _database(configured)
    # The database tells more of the key than the key alone.
    found = [*_without_twins(found, inside), *inside]
    if online:
        found += [finding async for finding in _online(configured, used, clock)]
    redactor = Redactor(configured.secrets)
    return [finding.cleaned(redactor) for finding in found]


def without_settings(error: ConfigError) -> list[Finding]:
    """What can be said when the environment cannot be read."""
    unreadable = fatal("settings", f"The settings cannot be used: {error}.", "Each is told in .env.example.")
    return [*installed(), unreadable]


def installed() -> list[Finding]:
    """What Cohort runs on."""
    return [
        *attempt("python", versions.python_version),
        *attempt("packages", versions.package_versions),
        *attempt("pictures", pictures.letters),
    ]


async def _database(configured: Settings) -> tuple[list[Finding], Sequence[ChannelInUse] | None]:
    if not files.has_a_folder(configured):
        return [], None
    try:
        return await database.look(configured)
    except Exception as error:  # noqa: BLE001 - as above
        return [unforeseen("database", error)], None


async def _online(
    configured: Settings, used: Sequence[ChannelInUse] | None, clock: Clock
) -> AsyncIterator[Finding]:
    """What was found before Discord stopped answering stays."""
    token = configured.discord_token.get_secret_value().strip() if configured.discord_token else ""
    if not token:
        return
    try:
        async for finding in _asked(configured, token, used, clock):
            yield finding
    except discord.LoginFailure:
        sentence = "Discord refuses the bot token: it was reset, or it belongs to no bot."
        yield fatal("identity", sentence, settings.COPY_TOKEN)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        yield problem("discord", f"Discord did not answer as it should ({kind(error)}).", LATER)
    except Exception as error:  # noqa: BLE001 - as above
        yield unforeseen("discord", error)


async def _asked(
    configured: Settings, token: str, used: Sequence[ChannelInUse] | None, clock: Clock
) -> AsyncIterator[Finding]:
    dates = Dates(clock)
    async with logged_in(token, dates) as client:
        assert client.application is not None, "logged in"  # noqa: S101
        yield account.identity(client)
        yield account.skew(dates.latest)
        yield account.intents(client.application.flags)
        yield account.interactions(client.application.interactions_endpoint_url)
        shards, _, limit = await client.http.get_bot_gateway()
        for finding in [
            *account.starts(limit, shards, configured, clock.now()),
            *await channels(client, used),
        ]:
            yield finding


def _environment(configured: Settings) -> list[Finding]:
    return [
        *attempt("token", partial(settings.token, configured)),
        *attempt("settings", partial(_contradictions, configured)),
        *attempt("http", partial(settings.http, configured)),
    ]


def _contradictions(configured: Settings) -> list[Finding]:
    return settings.contradictions(configured, secret_sources())


def _without_twins(found: Iterable[Finding], later: Iterable[Finding]) -> list[Finding]:
    names = {finding.name for finding in later}
    return [finding for finding in found if finding.name not in names]
