"""/roadmap"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.branch_errors import OptionWithoutBranch
from bot.domain.roadmap_pages import WHERE
from bot.domain.roadmap_search import MAX_QUERY
from bot.ui.already_have import had_changed_layout
from bot.ui.branches import branch_layout, decided_layout, decisions_layout
from bot.ui.claim_inputs import suggest_boards, suggest_boxes, suggest_targets
from bot.ui.claims import board_layout
from bot.ui.inputs import RoadmapId, here
from bot.ui.milestones import milestones_layout
from bot.ui.readiness import ready_layout
from bot.ui.roadmap_inputs import suggest_branches, suggest_had, suggest_options, suggest_sections
from bot.ui.roadmaps import list_layout, page_layout, show_layout
from bot.ui.targets import MAX_VALUE, target_layout


class RoadmapCog(commands.Cog):
    """Reading a roadmap, and deciding and claiming what it leaves to the member."""

    roadmap = app_commands.Group(
        name="roadmap", description="Read your roadmap, and decide what it leaves open", guild_only=True
    )

    def __init__(self, bot: StudyBot) -> None:
        self.readings = bot.services.readings
        self.branches = bot.services.branches
        self.claims = bot.services.claims
        self.targets = bot.services.targets

    @roadmap.command(name="list", description="The roadmaps you can join here")
    async def offered(self, interaction: discord.Interaction[Any]) -> None:
        offer = await self.readings.offered(*here(interaction))
        await interaction.response.send_message(view=list_layout(offer), ephemeral=True)

    @roadmap.command(name="show", description="Read a roadmap, or search it")
    @app_commands.describe(
        roadmap="Which roadmap; yours if you leave it out",
        section="Open this part of it",
        search="Words to look for in tasks, resources and questions",
    )
    @app_commands.autocomplete(section=suggest_sections)
    async def show(
        self,
        interaction: discord.Interaction[Any],
        roadmap: RoadmapId | None = None,
        section: app_commands.Range[str, 1, 100] | None = None,
        search: app_commands.Range[str, 1, MAX_QUERY] | None = None,
    ) -> None:
        whose = here(interaction)
        reading = await self.readings.open(*whose, roadmap)
        if reading is None:
            view = list_layout(await self.readings.offered(*whose))
        else:
            view = show_layout(reading, section, search)
        await interaction.response.send_message(view=view, ephemeral=True)

    @roadmap.command(name="where", description="Where you are on your roadmap, and what comes next")
    async def where(self, interaction: discord.Interaction[Any]) -> None:
        reading = await self.readings.where(*here(interaction))
        await interaction.response.send_message(view=page_layout(reading, WHERE), ephemeral=True)

    @roadmap.command(name="branch", description="See and make the choices your roadmap leaves to you")
    @app_commands.describe(
        branch="Which decision; all of them if you leave it out",
        option="What you choose; several with a comma between them",
        have="Something you already have: tick it, or take the tick back",
    )
    @app_commands.autocomplete(branch=suggest_branches, option=suggest_options, have=suggest_had)
    async def branch(
        self,
        interaction: discord.Interaction[Any],
        branch: app_commands.Range[str, 1, 150] | None = None,
        option: app_commands.Range[str, 1, 300] | None = None,
        have: app_commands.Range[str, 1, 150] | None = None,
    ) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        if have is not None:
            view = had_changed_layout(await self.branches.toggle_had(*whose, have))
        elif branch is not None and option is not None:
            view = decided_layout(await self.branches.decide(*whose, branch, option))
        elif option is not None:
            raise OptionWithoutBranch
        else:
            decisions = await self.branches.decisions(*whose)
            view = branch_layout(decisions, decisions.find(branch)) if branch else decisions_layout(decisions)
        await interaction.edit_original_response(view=view)

    @roadmap.command(name="checkpoints", description="The boxes for where you are, to tick and untick")
    @app_commands.describe(
        section="Which list; the one for where you are if you leave it out",
        box="Tick this box, or untick it",
        evidence="A link that proves the box",
    )
    @app_commands.autocomplete(section=suggest_boards, box=suggest_boxes)
    async def checkpoints(
        self,
        interaction: discord.Interaction[Any],
        section: app_commands.Range[str, 1, 100] | None = None,
        box: app_commands.Range[str, 1, 100] | None = None,
        evidence: app_commands.Range[str, 1, 512] | None = None,
    ) -> None:
        page = await self.claims.checkpoints(*here(interaction), section, box, evidence)
        await interaction.response.send_message(view=board_layout(page), ephemeral=True)

    @roadmap.command(
        name="target", description="Report a number your roadmap asks for, and see how it compares"
    )
    @app_commands.describe(
        target="Which number",
        value="What you reached, e.g. 92 %, 85 ms or 1,200; `undo` takes the newest back",
        evidence="A link that proves it",
    )
    @app_commands.autocomplete(target=suggest_targets)
    async def target(
        self,
        interaction: discord.Interaction[Any],
        target: app_commands.Range[str, 1, 100],
        value: app_commands.Range[str, 1, MAX_VALUE] | None = None,
        evidence: app_commands.Range[str, 1, 512] = "",
    ) -> None:
        card = await self.targets.say(*here(interaction), target, value, evidence)
        await interaction.response.send_message(view=target_layout(card), ephemeral=True)

    @roadmap.command(name="milestones", description="The milestones, with their dates in your own plan")
    async def milestones(self, interaction: discord.Interaction[Any]) -> None:
        view = milestones_layout(await self.claims.milestones(*here(interaction)))
        await interaction.response.send_message(view=view, ephemeral=True)

    @roadmap.command(name="ready", description="How ready you are: the final checklist, and what is missing")
    async def ready(self, interaction: discord.Interaction[Any]) -> None:
        view = ready_layout(await self.claims.ready(*here(interaction)))
        await interaction.response.send_message(view=view, ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(RoadmapCog(bot))
