"""/buddy"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.buddies import MAX_WORDS, Share
from bot.domain.buddy_errors import NobodyToUnblock
from bot.ui.base import notice
from bot.ui.buddies import ask, buddy_layout, end, shown_now, suggest_words
from bot.ui.buddy_words import READY, SHARES, blocked_now_text, meant, nudged_text
from bot.ui.inputs import here

CHOICES = [app_commands.Choice(name=name, value=share.value) for share, name in SHARES.items()]


class BuddyCog(commands.Cog):
    """Two members who keep each other going."""

    buddy = app_commands.Group(name="buddy", description="Somebody who keeps you going", guild_only=True)

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services

    @buddy.command(name="ask", description="Ask somebody to be your buddy; nothing is posted")
    @app_commands.describe(member="Whom", share="What they see of you; whether you checked in if left out")
    @app_commands.choices(share=CHOICES)
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        member: discord.User,
        share: app_commands.Choice[str] | None = None,
    ) -> None:
        guild_id, _ = here(interaction)
        chosen = Share(share.value) if share else Share.CHECKIN
        await ask(interaction, self.services, guild_id, member, chosen)

    @buddy.command(name="show", description="Your buddy, requests both ways, and whom you have blocked")
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        view = buddy_layout(*whose, await shown_now(interaction, self.services, *whose))
        await interaction.edit_original_response(view=view)

    @buddy.command(name="accept", description="Say yes to somebody who asked you")
    @app_commands.describe(member="Who asked you")
    async def accept(self, interaction: discord.Interaction[Any], member: discord.User) -> None:
        whose = here(interaction)
        view = buddy_layout(*whose, await self.services.buddies.accept(*whose, member.id))
        await interaction.response.send_message(view=view, ephemeral=True)

    @buddy.command(name="decline", description="Say no to somebody who asked you; they are not told")
    @app_commands.describe(member="Who asked you")
    async def decline(self, interaction: discord.Interaction[Any], member: discord.User) -> None:
        whose = here(interaction)
        view = buddy_layout(*whose, await self.services.buddies.decline(*whose, member.id))
        await interaction.response.send_message(view=view, ephemeral=True)

    @buddy.command(name="share", description="Choose what your buddy sees of you")
    @app_commands.describe(what="What they see")
    @app_commands.choices(what=CHOICES)
    async def share(self, interaction: discord.Interaction[Any], what: app_commands.Choice[str]) -> None:
        whose = here(interaction)
        view = buddy_layout(*whose, await self.services.buddies.share(*whose, Share(what.value)))
        await interaction.response.send_message(view=view, ephemeral=True)

    @buddy.command(name="nudge", description="Some words for your buddy, at most once a day")
    @app_commands.describe(words="Your own words, or choose some; ready ones if you leave it out")
    @app_commands.autocomplete(words=suggest_words)
    async def nudge(
        self, interaction: discord.Interaction[Any], words: app_commands.Range[str, 1, MAX_WORDS] = READY[0]
    ) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        await shown_now(interaction, self.services, *whose)
        nudged = await self.services.buddies.nudge(*whose, meant(words))
        await interaction.edit_original_response(content=nudged_text(nudged))

    @buddy.command(name="end", description="End it, or take your request back; nobody is told")
    @app_commands.describe(confirm="End it at once, without being asked")
    async def end(self, interaction: discord.Interaction[Any], confirm: bool = False) -> None:
        view = await end(self.services, *here(interaction), confirm=confirm)
        await interaction.response.send_message(view=view, ephemeral=True)

    @buddy.command(name="block", description="No requests and no words from somebody; they are not told")
    @app_commands.describe(member="Whom")
    async def block(self, interaction: discord.Interaction[Any], member: discord.User) -> None:
        await self.services.blocks.block(*here(interaction), member.id)
        await notice(interaction, blocked_now_text(member.id))

    @buddy.command(name="unblock", description="Take a block back")
    @app_commands.describe(
        member="Whom", left="Instead, everybody you blocked who has erased their data since"
    )
    async def unblock(
        self, interaction: discord.Interaction[Any], member: discord.User | None = None, left: bool = False
    ) -> None:
        whose, blocks = here(interaction), self.services.blocks
        if member is not None:
            await blocks.unblock(*whose, member.id)
        elif left:
            await blocks.unblock_left(*whose)
        else:
            raise NobodyToUnblock
        view = buddy_layout(*whose, await self.services.buddies.show(*whose))
        await interaction.response.send_message(view=view, ephemeral=True)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(BuddyCog(bot))
