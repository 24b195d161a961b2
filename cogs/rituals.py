"""/ritual"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.rituals import WRITTEN, Ritual
from bot.ui.inputs import here
from bot.ui.manage_rituals import ritual_choices
from bot.ui.reflection_posts import publish
from bot.ui.reflections import open_form, page_layout, suggest_periods

WHICH = ritual_choices(of=WRITTEN)
Day = app_commands.Range[str, 1, 40]


class RitualCog(commands.Cog):
    """One's own words in the group's rituals."""

    ritual = app_commands.Group(
        name="ritual", description="Goals, wins, plans and reviews of your own", guild_only=True
    )

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services

    @ritual.command(name="write", description="Write for the week or the month, or change what you wrote")
    @app_commands.describe(which="For what", when="A day in the week or month you mean: today, mon, 1 Dec")
    @app_commands.choices(which=WHICH)
    async def write(
        self, interaction: discord.Interaction[Any], which: app_commands.Choice[str], when: Day | None = None
    ) -> None:
        guild_id, _ = here(interaction)
        await open_form(interaction, self.services, Ritual(which.value), guild_id, when=when)

    @ritual.command(name="show", description="Read what you wrote; nobody else sees it")
    @app_commands.describe(which="Only this one; all of a week otherwise", when="A day in the week or month")
    @app_commands.choices(which=WHICH)
    @app_commands.autocomplete(when=suggest_periods)
    async def show(
        self,
        interaction: discord.Interaction[Any],
        which: app_commands.Choice[str] | None = None,
        when: Day | None = None,
    ) -> None:
        ritual = Ritual(which.value) if which else None
        page = await self.services.reflections.show(*here(interaction), ritual, when=when)
        await interaction.response.send_message(view=page_layout(page), ephemeral=True)

    @ritual.command(name="post", description="Show the group what you wrote")
    @app_commands.describe(which="What", when="A day in the week or month you mean")
    @app_commands.choices(which=WHICH)
    @app_commands.autocomplete(when=suggest_periods)
    async def post(
        self, interaction: discord.Interaction[Any], which: app_commands.Choice[str], when: Day | None = None
    ) -> None:
        posting = await self.services.reflections.post(*here(interaction), Ritual(which.value), when=when)
        await publish(interaction, self.services, posting, page_layout)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(RitualCog(bot))
