"""/data: one's own data as files, and erasing it."""

import asyncio
import io
import re
from typing import Any

import discord
from discord import ui

from bot.domain.personal_data import CONFIRMATION, is_confirmed
from bot.domain.personal_data_errors import NotConfirmed, NothingStored
from bot.domain.rates import Allowance
from bot.services.registry import Services
from bot.ui import slow, theme
from bot.ui.base import Form, Owned, box, custom_id, layout, row, show, template
from bot.ui.finished import Outcome, note
from bot.ui.language import N_, _
from bot.ui.personal_data_files import Parcel, parcel
from bot.ui.personal_data_words import erased_text, exported_text, question_text, told_of
from bot.ui.rates import spend, spending
from bot.ui.sentences import sentence
from bot.ui.text import clip

LABELS = {
    # limit: 80
    "export": (N_("Download my data"), discord.ButtonStyle.primary),
    # limit: 80
    "ask": (N_("Erase my data…"), discord.ButtonStyle.secondary),
    # limit: 80
    "erase": (N_("Erase…"), discord.ButtonStyle.danger),
}


class DataButton(Owned[ui.Button[Any]], template=template("data", rf"(?P<verb>{'|'.join(LABELS)})")):
    """Hands the data out, says what erasing means, or asks for the word that erases."""

    def __init__(self, guild_id: int, user_id: int, verb: str) -> None:
        label, style = LABELS[verb]
        identity = custom_id("data", guild_id, user_id, verb)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "DataButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do what the verb says; the message with the button stays as it is."""
        whose = self.guild_id, self.user_id
        match self.verb:
            case "export":
                await export(interaction, services, *whose)
            case "ask":
                view = await question_layout(services, *whose)
                await interaction.response.send_message(view=view, ephemeral=True)
            case _:
                await interaction.response.send_modal(EraseForm(*whose))


class EraseForm(Form):
    """Asks for the word; whatever else is typed, nothing happens."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        super().__init__(title=_("Erase everything about me here"))
        self._whose = guild_id, user_id
        self.word: ui.TextInput[Any] = ui.TextInput(
            placeholder=CONFIRMATION, max_length=40, required=False, custom_id="word"
        )
        # limit: 45
        asked = clip(_("Write {word} to erase for good", word=CONFIRMATION), 45)
        self.add_item(ui.Label(text=asked, component=self.word))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Erase, or ask again."""
        if is_confirmed(self.word.value):
            await erase(interaction, services, *self._whose, self.word.value)
            return
        # A message of its own would still say "Nothing was erased" below what is erased after it.
        note(interaction, Outcome.REFUSED)
        refused = sentence(NotConfirmed(self.word.value))
        await show(interaction, await question_layout(services, *self._whose, refused))


async def export(
    interaction: discord.Interaction[Any], services: Services, guild_id: int, user_id: int
) -> None:
    """Answer with the files, to the person alone. Raises NothingStored, TooFast or ExportTooLarge."""
    await services.personal_export.counts(guild_id, user_id)  # nothing to give costs no turn
    with spending(interaction, Allowance.EXPORT, f"data {guild_id}"):
        await interaction.response.defer(ephemeral=True, thinking=True)
        made = await asyncio.to_thread(parcel, await services.personal_export.export(guild_id, user_id))
        await interaction.edit_original_response(view=exported_layout(made), attachments=attached(made))


def attached(made: Parcel) -> list[discord.File]:
    """The files, to send along."""
    return [discord.File(io.BytesIO(content), name) for name, content in made.files.items()]


def exported_layout(made: Parcel) -> ui.LayoutView:
    """What is in the files, with the files below."""
    shown = box(exported_text(made))
    for name in made.files:
        shown.add_item(ui.File(f"attachment://{name}"))
    return layout(shown)


async def question_layout(
    services: Services, guild_id: int, user_id: int, refused: str = ""
) -> ui.LayoutView:
    """What erasing means, before it is done; below it why it was `refused`. Raises NothingStored."""
    counts = await services.personal_export.counts(guild_id, user_id)
    buttons = (DataButton(guild_id, user_id, verb) for verb in ("export", "erase"))
    asked = box(question_text(counts))
    if refused:
        asked.add_item(ui.TextDisplay(f"{theme.WARNING} {refused}"))
    return layout(asked, row(*buttons))


async def erase(
    interaction: discord.Interaction[Any], services: Services, guild_id: int, user_id: int, typed: str
) -> None:
    """Erase everything if the word is right, and say what went.

    Raises NotConfirmed, TooFast or NothingStored.
    """
    if not is_confirmed(typed):
        raise NotConfirmed(typed)
    spend(interaction, Allowance.ERASURE, f"data {guild_id}")
    await slow.begin(interaction)
    erased = await services.erasure.erase(guild_id, user_id)
    if not told_of(erased.rows):
        raise NothingStored
    await show(interaction, layout(box(erased_text(erased))))
