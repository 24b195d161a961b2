"""/setup"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.ui.base import speak
from bot.ui.guilds import require_organiser, require_usable, setup_layout
from bot.ui.inputs import Zone
from bot.ui.languages import LANGUAGES, chosen_language


class GuildCog(commands.Cog):
    """What organisers set."""

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services

    @app_commands.command(description="Set up Cohort here: nudge channel, time zone, organisers, permissions")
    @app_commands.describe(
        nudges="Channel for nudges when a member's direct messages are closed",
        timezone="The server's time zone",
        organisers="Role whose members may set up Cohort too",
        language="What members read who did not choose a language themselves",
    )
    @app_commands.choices(language=LANGUAGES)
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def setup(
        self,
        interaction: discord.Interaction[Any],
        nudges: discord.TextChannel | None = None,
        timezone: Zone | None = None,
        organisers: discord.Role | None = None,
        language: str | None = None,
    ) -> None:
        settings = await require_organiser(interaction)
        if nudges is not None:
            require_usable(interaction, nudges.id)
        chosen: dict[str, Any] = {
            "nudge_channel_id": nudges and nudges.id,
            "zone": timezone,
            "organiser_role_id": organisers.id if organisers and not organisers.is_default() else None,
        }
        changes = {name: value for name, value in chosen.items() if value is not None}
        if language is not None:
            changes["language"] = chosen_language(language)
        if changes:
            settings = await self.services.guilds.change(settings.guild_id, **changes)
            await speak(interaction)
        await interaction.response.send_message(view=setup_layout(interaction, settings), ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(GuildCog(bot))
