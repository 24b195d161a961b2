"""What buttons of one interview are built on: anybody in it may press them, in the thread or in private."""

import re
from typing import Any, TypeVar

import discord
from discord import ui

from bot.domain.errors import NoLongerAvailable
from bot.domain.mock_errors import (
    InterviewAgreed,
    InterviewOver,
    InterviewRunning,
    NothingAgreed,
    NotProposed,
    StartPassed,
    TooSoon,
)
from bot.domain.mock_interview_errors import HalfOver, NotStarted
from bot.services.registry import Services
from bot.ui.base import MAX_ID, NEVER, Shared

OUTDATED = (
    InterviewAgreed,
    InterviewOver,
    InterviewRunning,
    NothingAgreed,
    NotProposed,
    NotStarted,
    HalfOver,
    StartPassed,
    TooSoon,
)
"""What only somebody runs into who presses a card of an earlier moment."""

ItemT = TypeVar("ItemT", bound=ui.Item[Any])


def session_template(verb: str, argument: str = "") -> str:
    """The custom_id pattern of one verb: `s:mock<verb>:<guild>:<session>[:<argument>]`."""
    tail = f":{argument}" if argument else ""
    return rf"s:mock{verb}:(?P<guild>[0-9]{{1,19}}):(?P<session>[0-9]{{1,19}}){tail}"


def session_custom_id(verb: str, guild_id: int, session_id: int, *argument: object) -> str:
    """The custom_id of one verb for one interview."""
    return ":".join(("s", f"mock{verb}", str(guild_id), str(session_id), *map(str, argument)))


class OfSession(Shared[ItemT], template=NEVER):
    """A part of a message about one interview; the use case behind it refuses whoever has no seat in it."""

    def __init__(self, item: ItemT, guild_id: int, session_id: int) -> None:
        super().__init__(item, guild_id)
        self.session_id = session_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "OfSession[ItemT]":
        """The part that the custom_id in `match` describes; here one that needs only its interview."""
        make: Any = cls
        return make(int(match["guild"]), int(match["session"]))

    def which(self, interaction: discord.Interaction[Any]) -> tuple[int, int, int]:
        """Guild, presser and interview: what every use case asks first."""
        return self.guild_id, interaction.user.id, self.session_id

    async def _act(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """A card of an earlier moment is redrawn as things stand, and the presser reads what came between."""
        try:
            await super()._act(interaction, services)
        except OUTDATED:
            if not interaction.response.is_done():
                from bot.ui.mock_cards import redraw  # its parts are built on this

                session = await services.mock_sessions.find(*self.which(interaction))
                await redraw(interaction, services, session)
            raise

    def _check(self, interaction: discord.Interaction[Any]) -> None:
        super()._check(interaction)
        if self.session_id > MAX_ID:
            raise NoLongerAvailable
