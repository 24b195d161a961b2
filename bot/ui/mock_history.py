"""`/mock history`: a page of a member's interviews; each row leads to its feedback."""

import re
from typing import Any

import discord
from discord import ui

from bot.domain.mock_history import Entry, HistoryShown, took_part
from bot.domain.mock_outside import Outside
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, section, template
from bot.ui.mock_history_words import history_text, outside_text, session_text
from bot.ui.mock_interviews import InterviewButton
from bot.ui.mock_outside import LogButton, OutsideButton

LABELS = {"first": "History", "newer": "Newer", "older": "Older"}


class PastButton(
    Owned[ui.Button[Any]], template=template("mockpast", r"(?P<name>first|newer|older):(?P<page>[0-9]{1,4})")
):
    """Opens a page of the history."""

    def __init__(self, guild_id: int, user_id: int, name: str = "first", page: int = 0) -> None:
        identity = custom_id("mockpast", guild_id, user_id, name, page)
        super().__init__(ui.Button(label=LABELS[name], custom_id=identity), guild_id, user_id)
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PastButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["name"], int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """In its place."""
        await interaction.response.defer()
        shown = await services.mock_history.show(self.guild_id, self.user_id, self.page)
        await interaction.edit_original_response(view=history_layout(shown))


async def show_history(
    interaction: discord.Interaction[Any], services: Services, guild_id: int, user_id: int, page: int
) -> None:
    """To the member alone. The words of rubrics may have to be read from files first."""
    await interaction.response.defer(ephemeral=True)
    shown = await services.mock_history.show(guild_id, user_id, page)
    await interaction.edit_original_response(view=history_layout(shown))


def history_layout(shown: HistoryShown) -> ui.LayoutView:
    """The page, and the ways around it."""
    whose = shown.guild_id, shown.user_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(history_text(shown)))
    for entry in shown.entries:
        box.add_item(_entry(entry, shown))
    if shown.pages > 1:
        box.add_item(ui.TextDisplay(f"-# Page {shown.page + 1} of {shown.pages}"))
    buttons: list[ui.Item[Any]] = []
    if shown.page > 0:
        buttons.append(PastButton(*whose, "newer", shown.page - 1))
    if shown.page < shown.pages - 1:
        buttons.append(PastButton(*whose, "older", shown.page + 1))
    return layout(box, row(*buttons, LogButton(*whose)))


def _entry(entry: Entry, shown: HistoryShown) -> ui.Item[Any]:
    if isinstance(entry, Outside):
        button = OutsideButton(shown.guild_id, shown.user_id, "open", entry.id)
        return section(outside_text(entry), button)
    text = session_text(entry, shown)
    if not took_part(entry, shown.user_id):
        return ui.TextDisplay(text)
    return section(text, InterviewButton(entry.guild_id, entry.id, "feedback"))
