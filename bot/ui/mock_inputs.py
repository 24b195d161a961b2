"""Options of commands about interviews: which one, and when."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.domain.errors import CohortError
from bot.domain.mock_errors import NoInterview
from bot.domain.mock_sessions import Session
from bot.domain.mock_times import chosen, offered
from bot.ui.base import services_of
from bot.ui.inputs import Choices, NumberTransformer, here
from bot.ui.mock_words import day_and_times, kind_name, zones_of
from bot.ui.text import clip


class InterviewTransformer(NumberTransformer):
    """The id of one of the member's own interviews."""

    unknown = NoInterview

    async def named(self, interaction: discord.Interaction[Any]) -> dict[int, str]:
        """Those that are not over, the newest first."""
        return {each.id: interview_name(each) for each in await self.offered(interaction)}

    async def offered(self, interaction: discord.Interaction[Any]) -> tuple[Session, ...]:
        """What is suggested."""
        return await services_of(interaction).mock_sessions.mine(*here(interaction))


class HeldTransformer(InterviewTransformer):
    """The id of one of the member's interviews that took place."""

    async def offered(self, interaction: discord.Interaction[Any]) -> tuple[Session, ...]:
        """The newest ones."""
        return await services_of(interaction).mock_rubrics.recent(*here(interaction))


class StartTransformer(app_commands.Transformer):
    """A start as typed on the member's clock, or a suggested one; the use case reads it."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> str:
        """As typed."""
        return value

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The times that are offered in the interview that is meant."""
        if interaction.guild_id is None:
            return []
        services = services_of(interaction)
        try:
            session = await services.mock_sessions.which(*here(interaction), interaction.channel_id)
        except CohortError:
            return []
        first, more = offered(session, services.clock.now())
        zones, wanted = zones_of(session), value.casefold()
        named = [(clip(day_and_times(at, zones), 100), chosen(at)) for at in (*first, *more)]
        return [app_commands.Choice(name=name, value=at) for name, at in named if wanted in name.casefold()]


def interview_name(session: Session) -> str:
    """An interview among several."""
    return f"{kind_name(session)}, {session.week} (#{session.id})"


if TYPE_CHECKING:
    InterviewId = HeldId = int
    StartText = str
else:
    InterviewId = app_commands.Transform[int, InterviewTransformer]
    HeldId = app_commands.Transform[int, HeldTransformer]
    StartText = app_commands.Transform[str, StartTransformer]
