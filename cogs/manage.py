"""/manage"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.delivery_review import DeliveryGroup
from bot.domain.member_review import MemberGroup
from bot.domain.problem_posts import MOST_OF_EACH
from bot.domain.rituals import Ritual
from bot.domain.streak_entries import MAX_NOTE
from bot.ui.deliveries import DroppableId, RetriableId, change, group_choices, review_layout
from bot.ui.guilds import require_organiser
from bot.ui.inputs import RoadmapId, TimeOfDay, Weekdays, here
from bot.ui.manage_leetcode import change_posts, mix_of, suggest_sources
from bot.ui.manage_questions import (
    OwnSetKey,
    SetKey,
    ask_to_remove,
    export_questions,
    import_questions,
    show_questions,
)
from bot.ui.manage_rituals import change_ritual, ritual_choices
from bot.ui.manage_roadmaps import (
    OwnRoadmapId,
    export_files,
    import_file,
    listing_layout,
    notes_layout,
    removal_layout,
)
from bot.ui.members import member_choices, show_members
from bot.ui.streak_amnesties import grant, revoke, show_amnesties

Amount = app_commands.Range[int, 0, MOST_OF_EACH]
"""Of one difficulty in the mix."""


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

    questions = app_commands.Group(
        name="questions", description="What mock interviews ask here", parent=manage
    )

    streaks = app_commands.Group(name="streaks", description="Days that you forgive", parent=manage)

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services

    @streaks.command(name="amnesty", description="Forgive a day: it keeps streaks and lengthens none")
    @app_commands.describe(
        day="Which day: yesterday, 24 Dec",
        note="Why; members read it in /streak why",
        member="Only this member; everybody if you leave it out",
    )
    async def streaks_amnesty(
        self,
        interaction: discord.Interaction[Any],
        day: app_commands.Range[str, 1, 60],
        note: app_commands.Range[str, 1, MAX_NOTE],
        member: discord.User | None = None,
    ) -> None:
        await grant(interaction, self.services, day, note, member.id if member else None)

    @streaks.command(name="revoke", description="Take back that a day is forgiven; it stays on the list")
    @app_commands.describe(
        day="Which day",
        member="If it was forgiven to one member only: to whom",
        confirm="Take it back at once, without being asked",
    )
    async def streaks_revoke(
        self,
        interaction: discord.Interaction[Any],
        day: app_commands.Range[str, 1, 60],
        member: discord.User | None = None,
        confirm: bool = False,
    ) -> None:
        await revoke(interaction, self.services, day, member.id if member else None, confirmed=confirm)

    @streaks.command(name="list", description="The days forgiven last, with a way to take one back")
    async def streaks_list(self, interaction: discord.Interaction[Any]) -> None:
        await show_amnesties(interaction, self.services)

    @manage.command(name="members", description="The group's week: who is slipping, who has gone quiet")
    @app_commands.describe(show="Whom to list", page="Which page of the list")
    @app_commands.choices(show=member_choices())
    async def members(
        self,
        interaction: discord.Interaction[Any],
        show: app_commands.Choice[str] | None = None,
        page: app_commands.Range[int, 1, 10_000] = 1,
    ) -> None:
        group = MemberGroup(show.value) if show else None
        await show_members(interaction, self.services, group, page - 1)

    @manage.command(name="rituals", description="Goals, wins, plans and reviews for the group: when, where")
    @app_commands.describe(
        ritual="Which one",
        on="Switch it on or off",
        at="When, in the server's zone: 9:00, 5pm",
        day="The weekday: mon, friday",
        channel="Where; without one it goes to the nudge channel",
    )
    @app_commands.choices(ritual=ritual_choices())
    async def rituals(
        self,
        interaction: discord.Interaction[Any],
        ritual: app_commands.Choice[str] | None = None,
        on: bool | None = None,
        at: TimeOfDay | None = None,
        day: Weekdays | None = None,
        channel: discord.TextChannel | None = None,
    ) -> None:
        chosen = Ritual(ritual.value) if ritual else None
        where = channel.id if channel else None
        await change_ritual(
            interaction, self.services, chosen, on=on, minute=at, weekdays=day, channel_id=where
        )

    @manage.command(name="leetcode", description="The group's problem of the day: when, where, from what")
    @app_commands.describe(
        on="Switch it on or off",
        at="When, in the server's zone: 9:00, 5pm",
        days="On which weekdays: mon-fri, mo,we,sa",
        channel="Where; without one it goes to the nudge channel",
        source="What it is drawn from: the roadmap week of most members, or a list",
        easy="How many easy ones in a row of so many",
        medium="How many medium ones",
        hard="How many hard ones",
    )
    @app_commands.autocomplete(source=suggest_sources)
    async def leetcode(
        self,
        interaction: discord.Interaction[Any],
        on: bool | None = None,
        at: TimeOfDay | None = None,
        days: Weekdays | None = None,
        channel: discord.TextChannel | None = None,
        source: app_commands.Range[str, 1, 100] | None = None,
        easy: Amount | None = None,
        medium: Amount | None = None,
        hard: Amount | None = None,
    ) -> None:
        where, mix = channel.id if channel else None, mix_of(easy, medium, hard)
        settings = {"on": on, "minute": at, "weekdays": days, "channel_id": where, "source": source}
        await change_posts(interaction, self.services, **settings, mix=mix)

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

    @questions.command(name="import", description="Bring in interview questions of your own")
    @app_commands.describe(file="A YAML file of at most 64 KiB; a longer one packed with gzip (.yaml.gz)")
    async def questions_import(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        await import_questions(interaction, self.services, file)

    @questions.command(name="export", description="Get questions as files to read or to change")
    @app_commands.describe(key="Which set; all of your own if you leave it out")
    @app_commands.rename(key="set")
    async def questions_export(
        self, interaction: discord.Interaction[Any], key: SetKey | None = None
    ) -> None:
        await export_questions(interaction, self.services, key)

    @questions.command(name="list", description="Every set of questions here, and how many it holds")
    async def questions_list(self, interaction: discord.Interaction[Any]) -> None:
        await show_questions(interaction, self.services)

    @questions.command(name="remove", description="Take one of your own sets from those that are asked")
    @app_commands.describe(key="Which of your own")
    @app_commands.rename(key="set")
    async def questions_remove(self, interaction: discord.Interaction[Any], key: OwnSetKey) -> None:
        await ask_to_remove(interaction, self.services, key)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(ManageCog(bot))
