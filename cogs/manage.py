"""/manage"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.delivery_review import DeliveryGroup
from bot.ui.deliveries import DroppableId, RetriableId, change, group_choices, review_layout
from bot.ui.guilds import require_organiser
from bot.ui.inputs import RoadmapId, here
from bot.ui.manage_roadmaps import (
    OwnRoadmapId,
    export_files,
    import_file,
    listing_layout,
    notes_layout,
    removal_layout,
)


class ManageCog(commands.Cog):
    """What organisers look after."""

    manage = app_commands.Group(
        name="manage",
        description="For organisers: look after your server's programme",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )
    roadmaps = app_commands.Group(
        name="roadmaps", description="The roadmaps members can join here", parent=manage
    )

    deliveries = app_commands.Group(
        name="deliveries", description="Messages that wait, came late, were missed or failed", parent=manage
    )

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services

    @deliveries.command(name="list", description="What became of the messages of the last seven days")
    @app_commands.describe(show="Which ones")
    @app_commands.choices(show=group_choices())
    async def deliveries_list(
        self, interaction: discord.Interaction[Any], show: app_commands.Choice[str] | None = None
    ) -> None:
        await require_organiser(interaction)
        whose = here(interaction)
        group = DeliveryGroup(show.value) if show else DeliveryGroup.DUE
        view = review_layout(*whose, await self.services.deliveries.show(whose[0], group))
        await interaction.response.send_message(view=view, ephemeral=True)

    @deliveries.command(name="retry", description="Send a message after all, while it is still worth it")
    @app_commands.describe(message="Which one")
    async def deliveries_retry(self, interaction: discord.Interaction[Any], message: RetriableId) -> None:
        await change(interaction, self.services, "retry", message)

    @deliveries.command(name="drop", description="Take a message out that is still waiting")
    @app_commands.describe(message="Which one")
    async def deliveries_drop(self, interaction: discord.Interaction[Any], message: DroppableId) -> None:
        await change(interaction, self.services, "drop", message)

    @roadmaps.command(name="import", description="Bring in a roadmap of your own, or a new version of one")
    @app_commands.describe(file="A YAML file of at most 64 KiB; a longer one packed with gzip (.yaml.gz)")
    async def import_(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        await import_file(interaction, self.services, file)

    @roadmaps.command(name="export", description="Get a roadmap as a file to read or to change")
    @app_commands.describe(roadmap="Which roadmap")
    async def export(self, interaction: discord.Interaction[Any], roadmap: RoadmapId) -> None:
        settings = await require_organiser(interaction)
        await interaction.response.defer(ephemeral=True)
        words, files = export_files(await self.services.roadmaps.export(settings.guild_id, roadmap))
        await interaction.edit_original_response(content=words, attachments=files)

    @roadmaps.command(name="remove", description="Take one of your own roadmaps from those one can join")
    @app_commands.describe(roadmap="Which of your own")
    async def remove(self, interaction: discord.Interaction[Any], roadmap: OwnRoadmapId) -> None:
        await require_organiser(interaction)
        guild_id, user_id = here(interaction)
        removal = await self.services.roadmaps.removal(guild_id, roadmap)
        view = removal_layout(guild_id, user_id, removal)
        await interaction.response.send_message(view=view, ephemeral=True)

    @roadmaps.command(name="list", description="Every roadmap here: its version and how many follow it")
    async def list_(self, interaction: discord.Interaction[Any]) -> None:
        settings = await require_organiser(interaction)
        listing = await self.services.roadmaps.listing(settings.guild_id)
        await interaction.response.send_message(view=listing_layout(listing), ephemeral=True)

    @roadmaps.command(name="notes", description="The editor's notes on a roadmap, e.g. where its source errs")
    @app_commands.describe(roadmap="Which roadmap")
    async def notes(self, interaction: discord.Interaction[Any], roadmap: RoadmapId) -> None:
        await require_organiser(interaction)
        guild_id, user_id = here(interaction)
        notes = await self.services.roadmaps.notes(guild_id, roadmap)
        view = notes_layout(guild_id, user_id, notes)
        await interaction.response.send_message(view=view, ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(ManageCog(bot))
