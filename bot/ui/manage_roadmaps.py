"""/manage roadmaps: what organisers see of the roadmaps of their server, and how they change them."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.domain.claims import token
from bot.domain.errors import NoLongerAvailable
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, box, custom_id, layout, row, services_of, show, template
from bot.ui.guilds import require_organiser
from bot.ui.inputs import Choices
from bot.ui.language import _
from bot.ui.manage_roadmaps_words import (
    exported_text,
    imported_text,
    listing_text,
    note_pages,
    removal_text,
    removed_text,
)
from bot.ui.text import ELLIPSIS, clip, safe
from bot.ui.uploads import attached, take_in

if TYPE_CHECKING:
    from bot.services.roadmap_results import Exported, Imported, Listed, Notes, Removal

TAG = r"(?P<tag>[0-9a-f]{10})"
"""The token of a roadmap's id, which can be too long for a custom_id."""


async def import_file(
    interaction: discord.Interaction[Any], services: Services, file: discord.Attachment
) -> None:
    """Take an attached file in and say what came of it; a file that cannot be used is answered in full."""
    settings = await require_organiser(interaction)
    services.roadmaps.expect(file.filename, file.size)

    async def bring(raw: bytes) -> ui.LayoutView:
        return imported_layout(await services.roadmaps.import_(settings.guild_id, file.filename, raw))

    await take_in(interaction, file, bring)


def imported_layout(imported: "Imported") -> ui.LayoutView:
    """What the server has now."""
    return layout(box(imported_text(imported)))


def listing_layout(listing: "tuple[Listed, ...]") -> ui.LayoutView:
    """Every roadmap that is followed or can be joined here."""
    return layout(box(listing_text(listing)))


def export_files(exported: "Exported") -> tuple[str, list[discord.File]]:
    """The words and the files."""
    return exported_text(exported), attached(exported.roadmap_id, exported.plain, exported.packed)


class RemoveMapButton(Owned[ui.Button[Any]], template=template("mapremove", TAG)):
    """Removes one of the server's own roadmaps."""

    def __init__(self, guild_id: int, user_id: int, tag: str) -> None:
        identity = custom_id("mapremove", guild_id, user_id, tag)
        button: ui.Button[Any] = ui.Button(
            label=_("Remove it"), style=discord.ButtonStyle.danger, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.tag = tag

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "RemoveMapButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Remove it, if it is still there."""
        await require_organiser(interaction)
        roadmap_id = await _meant(services, self.guild_id, self.tag)
        removal = await services.roadmaps.remove(self.guild_id, roadmap_id)
        await show(interaction, layout(box(removed_text(removal))))


def removal_layout(guild_id: int, user_id: int, removal: "Removal") -> ui.LayoutView:
    """What removing means, before it is done."""
    return layout(
        box(removal_text(removal)), row(RemoveMapButton(guild_id, user_id, token(removal.roadmap_id)))
    )


class NotesButton(Owned[ui.Button[Any]], template=template("mapnotes", TAG + r":(?P<page>[0-9]{1,3})")):
    """Turns to a page of the editor's notes on a roadmap."""

    def __init__(self, guild_id: int, user_id: int, tag: str, page: int, label: str = ELLIPSIS) -> None:
        identity = custom_id("mapnotes", guild_id, user_id, tag, page)
        super().__init__(ui.Button(label=label, custom_id=identity), guild_id, user_id)
        self.tag = tag
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "NotesButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"], int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that page."""
        await require_organiser(interaction)
        notes = await services.roadmaps.notes(self.guild_id, await _meant(services, self.guild_id, self.tag))
        await show(interaction, notes_layout(self.guild_id, self.user_id, notes, self.page))


def notes_layout(guild_id: int, user_id: int, notes: "Notes", page: int = 0) -> ui.LayoutView:
    """One page of notes, with the ways to the others."""
    pages = note_pages(notes.remarks)
    page = min(page, len(pages) - 1)
    head = [_("Notes on {title}", title=safe(notes.title, 100))]
    if len(pages) > 1:
        head.append(_("{number} of {total}", number=page + 1, total=len(pages)))
    shown = box(f"## {theme.MAP} {' · '.join(head)}\n{pages[page]}")
    tag = token(notes.roadmap_id)
    # limit: 80
    before, after = _("Earlier"), _("Later")
    turns = [
        NotesButton(guild_id, user_id, tag, to, label)
        for to, label in ((page - 1, before), (page + 1, after))
        if 0 <= to < len(pages)
    ]
    return layout(shown, row(*turns)) if turns else layout(shown)


async def _meant(services: Services, guild_id: int, tag: str) -> str:
    """The id of the roadmap a button was made for. Raises NoLongerAvailable."""
    offered = await services.enrolments.offered(guild_id)
    found = next((roadmap.id for roadmap in offered if token(roadmap.id) == tag), None)
    if found is None:
        raise NoLongerAvailable
    return found


class OwnRoadmapTransformer(app_commands.Transformer):
    """The id of one of the server's own roadmaps; the use case checks it."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> str:
        """A title is understood as well, unless it is the id of another one."""
        own = await _own(interaction)
        titles = {each.title.casefold(): each.roadmap_id for each in own}
        ids = {each.roadmap_id for each in own}
        return value if value in ids else titles.get(value.casefold(), value)

    async def autocomplete(self, interaction: discord.Interaction[Any], value: str, /) -> Choices:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Those whose id or title holds what was typed."""
        wanted = value.casefold()
        found = [each for each in await _own(interaction) if any(wanted in name for name in _names(each))]
        return [
            app_commands.Choice(name=clip(each.title, 100) or each.roadmap_id, value=each.roadmap_id)
            for each in found[:25]
        ]


def _names(listed: "Listed") -> tuple[str, str]:
    return listed.roadmap_id, listed.title.casefold()


async def _own(interaction: discord.Interaction[Any]) -> "list[Listed]":
    if interaction.guild_id is None:
        return []
    listing = await services_of(interaction).roadmaps.listing(interaction.guild_id)
    return [each for each in listing if not each.built_in and each.version is not None]


if TYPE_CHECKING:
    OwnRoadmapId = str
else:
    OwnRoadmapId = app_commands.Transform[str, OwnRoadmapTransformer]
