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
from bot.ui.language import N_, _
from bot.ui.mock_history_words import history_text, outside_text, session_text
from bot.ui.mock_interviews import InterviewButton
from bot.ui.mock_outside import LogButton, OutsideButton

# limit: 80
LABELS = {"first": N_("History"), "newer": N_("Newer"), "older": N_("Older")}

ROOM = 3_900
"""Characters of all texts but the number of the page: Discord takes 4,000 in one message."""


class PastButton(
    Owned[ui.Button[Any]], template=template("mockpast", r"(?P<name>first|newer|older):(?P<page>[0-9]{1,4})")
):
    """Opens a page of the history."""

    def __init__(self, guild_id: int, user_id: int, name: str = "first", page: int = 0) -> None:
        identity = custom_id("mockpast", guild_id, user_id, name, page)
        super().__init__(ui.Button(label=_(LABELS[name]), custom_id=identity), guild_id, user_id)
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
    texts = [_entry_text(entry, shown) for entry in shown.entries]
    box.add_item(ui.TextDisplay(history_text(shown, ROOM - sum(map(len, texts)))))
    for entry, text in zip(shown.entries, texts, strict=True):
        box.add_item(_entry(entry, shown, text))
    if shown.pages > 1:
        page = _("Page {number} of {total}", number=shown.page + 1, total=shown.pages)
        box.add_item(ui.TextDisplay(f"-# {page}"))
    buttons: list[ui.Item[Any]] = []
    if shown.page > 0:
        buttons.append(PastButton(*whose, "newer", shown.page - 1))
    if shown.page < shown.pages - 1:
        buttons.append(PastButton(*whose, "older", shown.page + 1))
    return layout(box, row(*buttons, LogButton(*whose)))


def _entry_text(entry: Entry, shown: HistoryShown) -> str:
    return outside_text(entry) if isinstance(entry, Outside) else session_text(entry, shown)


def _entry(entry: Entry, shown: HistoryShown, text: str) -> ui.Item[Any]:
    if isinstance(entry, Outside):
        return section(text, OutsideButton(shown.guild_id, shown.user_id, "open", entry.id))
    if not took_part(entry, shown.user_id):
        return ui.TextDisplay(text)
    return section(text, InterviewButton(entry.guild_id, entry.id, "feedback"))
