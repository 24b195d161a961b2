"""/language"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.ui.inputs import here
from bot.ui.languages import LANGUAGES, choose


class LanguageCog(commands.Cog):
    """The language somebody reads Cohort in."""

    language = app_commands.Group(
        name="language", description="The language I write to you in", guild_only=True
    )

    @language.command(name="set", description="Choose the language I write to you in, here and in messages")
    @app_commands.describe(language="Automatic: this server's language, or as your Discord is set")
    @app_commands.choices(language=LANGUAGES)
    async def set_language(self, interaction: discord.Interaction[Any], language: str) -> None:
        await choose(interaction, *here(interaction), language)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(LanguageCog())
