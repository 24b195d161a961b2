"""/plan"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.ui.enrolments import enrolled_layout
from bot.ui.inputs import Hours, Weekdays, here


class PlanCog(commands.Cog):
    """What was agreed, and the pace."""

    plan = app_commands.Group(name="plan", description="Your plan and its pace", guild_only=True)

    def __init__(self, bot: StudyBot) -> None:
        self.enrolments = bot.services.enrolments

    @plan.command(name="show", description="What you agreed on, when it ends, and the buttons to change it")
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        enrolled = await self.enrolments.current(*here(interaction))
        await interaction.response.send_message(view=enrolled_layout(enrolled), ephemeral=True)

    @plan.command(name="pace", description="Change your pace; what is left is planned again from today")
    @app_commands.describe(
        hours_per_week="How much time you have, e.g. 7.5",
        days="On which days, e.g. mon-fri or mo,we,sa; as before if you leave it out",
    )
    async def pace(
        self, interaction: discord.Interaction[Any], hours_per_week: Hours, days: Weekdays | None = None
    ) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        enrolled = await self.enrolments.change_pace(*whose, minutes_per_week=hours_per_week, study_days=days)
        await interaction.edit_original_response(view=enrolled_layout(enrolled))


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(PlanCog(bot))
