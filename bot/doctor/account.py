"""The bot's account at Discord: who it is, what it may, and how often it may still start."""

from datetime import datetime, timedelta
from typing import Any

import discord

from bot.config import Settings
from bot.doctor.discord_api import Told
from bot.doctor.finding import Finding, fine, problem, warning
from bot.domain.session_starts import RESERVE

SKEW = timedelta(seconds=5)

PRIVILEGED = {
    "gateway_presence": "Presence",
    "gateway_presence_limited": "Presence",
    "gateway_guild_members": "Server Members",
    "gateway_guild_members_limited": "Server Members",
    "gateway_message_content": "Message Content",
    "gateway_message_content_limited": "Message Content",
}
"""Flags of an application, and what the Developer Portal calls the intent."""


def identity(client: discord.Client) -> Finding:
    """The token belongs to a bot."""
    user, application_id = client.user, client.application_id
    assert user is not None, "logged in"  # noqa: S101
    sentence = f"The token belongs to {user.name} (application {application_id})."
    return fine("identity", sentence, user_id=user.id, application_id=application_id)


def intents(flags: discord.ApplicationFlags) -> Finding:
    """Cohort needs none of the privileged intents."""
    granted = sorted({name for flag, name in PRIVILEGED.items() if getattr(flags, flag)})
    if granted:
        sentence = f"The application has privileged intents that Cohort does not use: {', '.join(granted)}."
        note = "They may be switched off: Developer Portal → Bot → Privileged Gateway Intents."
        return fine("intents", sentence, note, granted=granted)
    return fine("intents", "No privileged intent is granted, and Cohort needs none.", granted=[])


def interactions(endpoint: str | None) -> Finding:
    """Commands and buttons arrive over the gateway."""
    if endpoint:
        sentence = "The application has an interactions endpoint: commands and buttons never reach Cohort."
        step = "Developer Portal → General Information → Interactions Endpoint URL: remove it."
        return problem("interactions", sentence, step)
    return fine("interactions", "Commands and buttons arrive over the gateway.")


def starts(limit: Any, shards: int, settings: Settings, now: datetime) -> list[Finding]:
    """Enough sessions may still be started today, and there are shards enough."""
    remaining, total = limit["remaining"], limit["total"]
    resets_at = now + timedelta(milliseconds=limit["reset_after"])
    return [_left(remaining, total, resets_at), _enough(settings.shard_count, shards)]


def skew(told: Told | None) -> Finding:
    """This machine's clock agrees with Discord's."""
    if told is None:
        return fine("clock", "Discord did not say what time it is.")
    seconds = round((told.ours - told.theirs).total_seconds())
    if abs(seconds) > SKEW.total_seconds():
        way = "ahead of" if seconds > 0 else "behind"
        sentence = f"The clock of this machine is {abs(seconds)} seconds {way} Discord's."
        return warning("clock", sentence, "Let the machine set its clock by NTP.", seconds=seconds)
    return fine("clock", "The clock of this machine agrees with Discord's.", seconds=seconds)


def _left(remaining: int, total: int, resets_at: datetime) -> Finding:
    details: dict[str, object] = {
        "remaining": remaining,
        "total": total,
        "resets_at": resets_at.isoformat(timespec="seconds"),
    }
    if remaining < RESERVE:
        sentence = f"Only {remaining} of {total} session starts are left: a start would wait for the reset."
        step = f"Find out why it restarts so often; the count begins anew at {details['resets_at']}."
        return problem("session starts", sentence, step, **details)
    return fine("session starts", f"{remaining} of {total} session starts are left for today.", "", **details)


def _enough(configured: int | None, recommended: int) -> Finding:
    if configured is None:
        return fine(
            "shards", f"Discord recommends {recommended} shards; Cohort follows it.", shards=recommended
        )
    details: dict[str, object] = {"shards": configured, "recommended": recommended}
    if configured < recommended:
        sentence = f"SHARD_COUNT is {configured}, Discord recommends {recommended}."
        return warning("shards", sentence, f"Set SHARD_COUNT to {recommended} in every process.", **details)
    return fine("shards", f"SHARD_COUNT is {configured}, Discord recommends {recommended}.", "", **details)
