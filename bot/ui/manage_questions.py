"""/manage questions: the interview questions of a server, and how organisers bring in their own."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.domain.claims import token
from bot.domain.errors import NoLongerAvailable
from bot.services.registry import Services
from bot.ui.base import Owned, box, custom_id, layout, row, services_of, show, template
from bot.ui.guilds import require_organiser
from bot.ui.inputs import Choices
from bot.ui.language import _
from bot.ui.manage_questions_words import (
    exported_text,
    imported_text,
    listing_text,
    removal_text,
    removed_text,
)
from bot.ui.text import clip
from bot.ui.uploads import attached, take_in

if TYPE_CHECKING:
    from bot.services.question_results import ListedSet, SetListing

MAX_FILES = 10
"""Of a message: https://discord.com/developers/docs/resources/message#create-message"""

TAG = r"(?P<tag>[0-9a-f]{10})"
"""The token of a set's key, which can be too long for a custom_id."""


async def import_questions(
    interaction: discord.Interaction[Any], services: Services, file: discord.Attachment
) -> None:
    """Take an attached file in and say what came of it; a file that cannot be used is answered in full."""
    settings = await require_organiser(interaction)
    services.own_questions.expect(file.filename, file.size)

    async def bring(raw: bytes) -> ui.LayoutView:
        imported = await services.own_questions.import_(settings.guild_id, file.filename, raw)
        return layout(box(imported_text(imported)))

    await take_in(interaction, file, bring)


async def export_questions(
    interaction: discord.Interaction[Any], services: Services, key: str | None
) -> None:
    """The file of a set, or those of all own ones, in as many messages as they need."""
    settings = await require_organiser(interaction)
    await interaction.response.defer(ephemeral=True)
    exported = await services.own_questions.export(settings.guild_id, key)
    files = [file for each in exported for file in attached(each.key, each.plain, each.packed)]
    words = exported_text(exported)
    await interaction.edit_original_response(content=words, attachments=files[:MAX_FILES])
    for start in range(MAX_FILES, len(files), MAX_FILES):
        await interaction.followup.send(files=files[start : start + MAX_FILES], ephemeral=True)


async def show_questions(interaction: discord.Interaction[Any], services: Services) -> None:
    """Every set that interviews here draw from."""
    settings = await require_organiser(interaction)
    await interaction.response.defer(ephemeral=True)
    listing = await services.own_questions.listing(settings.guild_id)
    await interaction.edit_original_response(view=listing_layout(listing))


def listing_layout(listing: "SetListing") -> ui.LayoutView:
    """The server's own sets and those that come with Cohort."""
    return layout(box(listing_text(listing)))


async def ask_to_remove(interaction: discord.Interaction[Any], services: Services, key: str) -> None:
    """Say what removing a set means, with the button that does it."""
    settings = await require_organiser(interaction)
    listed = await services.own_questions.removal(settings.guild_id, key)
    button = RemoveSetButton(settings.guild_id, interaction.user.id, token(listed.key))
    await interaction.response.send_message(
        view=layout(box(removal_text(listed)), row(button)), ephemeral=True
    )


class RemoveSetButton(Owned[ui.Button[Any]], template=template("setremove", TAG)):
    """Removes one of the server's own sets of questions."""

    def __init__(self, guild_id: int, user_id: int, tag: str) -> None:
        identity = custom_id("setremove", guild_id, user_id, tag)
        button: ui.Button[Any] = ui.Button(
            label=_("Remove it"), style=discord.ButtonStyle.danger, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.tag = tag

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "RemoveSetButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Remove it, if it is still there."""
        await require_organiser(interaction)
        own = await services.own_questions.own(self.guild_id)
        meant = next((each.key for each in own if token(each.key) == self.tag), None)
        if meant is None:
            raise NoLongerAvailable
        removed = await services.own_questions.remove(self.guild_id, meant)
        await show(interaction, layout(box(removed_text(removed))))


class OwnSetTransformer(app_commands.Transformer):
    """The key of one of the server's own sets; the use case checks it."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> str:
        """A title is understood as well, unless it is the key of another one."""
        known = await self.sets(interaction)
        titles = {each.title.casefold(): each.key for each in known if each.title}
        return value if value in {each.key for each in known} else titles.get(value.casefold(), value)

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Those whose key or title holds what was typed."""
        wanted = value.casefold()
        found = [
            each
            for each in await self.sets(interaction)
            if wanted in each.key or wanted in each.title.casefold()
        ]
        return [
            app_commands.Choice(name=clip(each.title, 100) or each.key, value=each.key) for each in found[:25]
        ]

    async def sets(self, interaction: discord.Interaction[Any]) -> "tuple[ListedSet, ...]":
        """What can be meant."""
        if interaction.guild_id is None:
            return ()
        return await services_of(interaction).own_questions.own(interaction.guild_id)


class SetTransformer(OwnSetTransformer):
    """The key of any set that interviews here draw from."""

    async def sets(self, interaction: discord.Interaction[Any]) -> "tuple[ListedSet, ...]":
        """Own ones first."""
        if interaction.guild_id is None:
            return ()
        listing = await services_of(interaction).own_questions.listing(interaction.guild_id)
        return (*listing.own, *listing.built_in)


if TYPE_CHECKING:
    OwnSetKey = SetKey = str
else:
    OwnSetKey = app_commands.Transform[str, OwnSetTransformer]
    SetKey = app_commands.Transform[str, SetTransformer]
