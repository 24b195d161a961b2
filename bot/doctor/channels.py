"""The channels that groups chose: they are there, and the bot may do in them what it has to."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import aiohttp
import discord

from bot.doctor.attempts import kind
from bot.doctor.discord_api import LATER
from bot.doctor.finding import Finding, fine, problem, warning
from bot.store.inspection import ChannelInUse, Use
from bot.ui.permissions import FOR_INTERVIEWS, FOR_THREADS, TO_POST, invite_url

Named = tuple[tuple[str, str], ...]

NEEDS: dict[Use, Named] = {
    Use.NUDGES: TO_POST,
    Use.RITUALS: TO_POST + FOR_THREADS,
    Use.PROBLEMS: TO_POST,
    Use.ROUNDS: TO_POST + FOR_THREADS[1:] + FOR_INTERVIEWS,
}
"""Attribute of discord.Permissions, and the name that Discord shows."""

CHOOSE = "An organiser chooses another one: /setup for nudges, /manage for everything else."


async def channels(client: discord.Client, used: Sequence[ChannelInUse] | None) -> list[Finding]:
    """Each channel that a group uses; None when the database does not tell which."""
    if used is None:
        sentence = "No channel was looked at: the database does not tell which ones groups use."
        step = "Ask again when it can be read and is at the schema of this version."
        return [warning("channels", sentence, step)]
    if not used:
        return [fine("channels", "No server has chosen a channel yet.")]
    found = [each async for each in _all(client, used)]
    return found or [fine("channels", f"Cohort may do what it has to in all {len(used)} uses of channels.")]


async def _all(client: discord.Client, used: Sequence[ChannelInUse]) -> AsyncIterator[Finding]:
    for guild_id, its in groupby(used, key=lambda each: each.guild_id):
        try:
            found = await _fetched(client, guild_id)
        except (discord.NotFound, discord.Forbidden):
            yield _left(client, guild_id)
            continue
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            yield _unanswered(guild_id, error)
            continue
        for finding in _in_guild(found, its):
            yield finding


@dataclass(frozen=True, slots=True)
class _Server:
    guild: discord.Guild
    places: Mapping[int, discord.abc.GuildChannel]
    me: discord.Member
    invite: str


async def _fetched(client: discord.Client, guild_id: int) -> _Server:
    assert client.user is not None, "logged in"  # noqa: S101
    guild = await client.fetch_guild(guild_id, with_counts=False)
    places = {channel.id: channel for channel in await guild.fetch_channels()}
    me = await guild.fetch_member(client.user.id)
    return _Server(guild, places, me, _invite(client, guild_id))


def _in_guild(server: _Server, used: Iterable[ChannelInUse]) -> Iterator[Finding]:
    for channel_id, its in groupby(used, key=lambda each: each.channel_id):
        uses = [each.use for each in its]
        channel = server.places.get(channel_id)
        if channel is None:
            yield _gone(server.guild, channel_id, uses)
        elif lacking := _lacking(channel.permissions_for(server.me), uses):
            yield _closed(server, channel, uses, lacking)


def _lacking(granted: discord.Permissions, uses: Iterable[Use]) -> list[str]:
    wanted = dict.fromkeys(need for use in uses for need in NEEDS[use])
    return [name for attribute, name in wanted if not getattr(granted, attribute)]


def _left(client: discord.Client, guild_id: int) -> Finding:
    sentence = f"Cohort is not in server {guild_id} any more, though its settings are stored."
    step = f"Invite it again if that was a mistake: {_invite(client, guild_id)}"
    return warning("channels", sentence, step, guild_id=str(guild_id))


def _unanswered(guild_id: int, error: Exception) -> Finding:
    sentence = f"Discord did not say what Cohort may do in server {guild_id} ({kind(error)})."
    return problem("channels", sentence, LATER, guild_id=str(guild_id))


def _gone(guild: discord.Guild, channel_id: int, uses: Sequence[Use]) -> Finding:
    sentence = f"{guild.name}: the channel for {_listed(uses)} ({channel_id}) does not exist any more."
    details = {"guild_id": str(guild.id), "channel_id": str(channel_id), "uses": [*uses]}
    return problem("channels", sentence, CHOOSE, **details)


def _closed(
    server: _Server, channel: discord.abc.GuildChannel, uses: Sequence[Use], lacking: Sequence[str]
) -> Finding:
    where = f"{server.guild.name}: in #{channel.name} ({_listed(uses)})"
    step = f"Grant it in the channel, or in the whole server by this link: {server.invite}"
    ids = {"guild_id": str(server.guild.id), "channel_id": str(channel.id)}
    sentence = f"{where} Cohort lacks {', '.join(lacking)}."
    return problem("channels", sentence, step, **ids, uses=[*uses], lacking=[*lacking], invite=server.invite)


def _invite(client: discord.Client, guild_id: int) -> str:
    return invite_url(client.application_id or 0, guild_id)


def _listed(uses: Iterable[Use]) -> str:
    return ", ".join(uses)
