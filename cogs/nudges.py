"""/nudges"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.delivery import Destination
from bot.domain.warnings import parse_warning
from bot.ui.inputs import TimeOfDay, here
from bot.ui.nudges import DESTINATIONS, nudge_settings_layout, switch_on

PLACES = [app_commands.Choice(name=name, value=place.value) for place, name in DESTINATIONS.items()]


class NudgeCog(commands.Cog):
    """The daily nudge."""

    nudges = app_commands.Group(
        name="nudges", description="One message a day at your own time", guild_only=True
    )

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services

    @nudges.command(name="show", description="Your nudge, the next one, and what became of the last one")
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        whose = here(interaction)
        shown = await self.services.nudges.show(*whose)
        await interaction.response.send_message(view=nudge_settings_layout(*whose, shown), ephemeral=True)

    @nudges.command(name="set", description="Switch your daily nudge on, at your own local time")
    @app_commands.describe(time="When, where you are: 08:30, 7pm, 0730", where="Where to write to you")
    @app_commands.choices(where=PLACES)
    async def set_(
        self,
        interaction: discord.Interaction[Any],
        time: TimeOfDay,
        where: app_commands.Choice[str] | None = None,
    ) -> None:
        whose = here(interaction)
        place = Destination(where.value) if where else Destination.DM_OR_CHANNEL
        await interaction.response.defer(ephemeral=True)
        shown = await switch_on(interaction, self.services, *whose, time, place)
        await interaction.edit_original_response(view=nudge_settings_layout(*whose, shown))

    @nudges.command(name="mute", description="No nudges until a day you choose")
    @app_commands.describe(until="The first day with a nudge again: tomorrow, mon, 1 Dec, +7")
    async def mute(
        self, interaction: discord.Interaction[Any], until: app_commands.Range[str, 1, 40]
    ) -> None:
        whose = here(interaction)
        shown = await self.services.nudges.mute(*whose, until)
        await interaction.response.send_message(view=nudge_settings_layout(*whose, shown), ephemeral=True)

    @nudges.command(name="quiet", description="Hours in which no nudge may come")
    @app_commands.rename(start="from", end="to")
    @app_commands.describe(
        start="When they begin, where you are: 22:00, 10pm",
        end="When they end; the same time: no quiet hours",
    )
    async def quiet(self, interaction: discord.Interaction[Any], start: TimeOfDay, end: TimeOfDay) -> None:
        whose = here(interaction)
        shown = await self.services.nudges.quiet(*whose, start, end)
        await interaction.response.send_message(view=nudge_settings_layout(*whose, shown), ephemeral=True)

    @nudges.command(name="warn", description="When to warn you that your streak is at risk tonight")
    @app_commands.describe(at="When, where you are: 20:00, 8pm; off for no warning")
    async def warn(self, interaction: discord.Interaction[Any], at: app_commands.Range[str, 1, 10]) -> None:
        whose = here(interaction)
        shown = await self.services.nudges.warn(*whose, parse_warning(at))
        await interaction.response.send_message(view=nudge_settings_layout(*whose, shown), ephemeral=True)

    @nudges.command(name="off", description="Switch your daily nudge off")
    async def off(self, interaction: discord.Interaction[Any]) -> None:
        whose = here(interaction)
        shown = await self.services.nudges.off(*whose)
        await interaction.response.send_message(view=nudge_settings_layout(*whose, shown), ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(NudgeCog(bot))
