"""/manage streaks: the days organisers forgave, and taking one back."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.streak_entries import Entry
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, section, show, template
from bot.ui.guilds import require_organiser
from bot.ui.language import _, ngettext
from bot.ui.streak_words import writer
from bot.ui.text import full_date, safe

if TYPE_CHECKING:
    from bot.services.streak_results import Amnesties, AmnestyQuestion

NOTE = 200
"""Characters of a note, escapes included: ten entries share the 4,000 of a message."""


class AmnestyBackButton(Owned[ui.Button[Any]], template=template("unforgive", r"(?P<entry>[0-9]{1,18})")):
    """Asks whether an amnesty is to be taken back, for organisers only."""

    def __init__(self, guild_id: int, user_id: int, entry_id: int) -> None:
        identity = custom_id("unforgive", guild_id, user_id, entry_id)
        super().__init__(ui.Button(label=_("Take back"), custom_id=identity), guild_id, user_id)
        self.entry_id = entry_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "AmnestyBackButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["entry"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask, with what it would do. Many streaks may have to be looked at for that."""
        await require_organiser(interaction)
        await interaction.response.defer()
        question = await services.amnesties.question(self.guild_id, self.entry_id)
        await interaction.edit_original_response(view=question_layout(self.user_id, question))


class AmnestyEndButton(Owned[ui.Button[Any]], template=template("unforgiven", r"(?P<entry>[0-9]{1,18})")):
    """Takes an amnesty back after the question, or leaves it (entry 0)."""

    def __init__(self, guild_id: int, user_id: int, entry_id: int) -> None:
        identity = custom_id("unforgiven", guild_id, user_id, entry_id)
        style = discord.ButtonStyle.danger if entry_id else discord.ButtonStyle.secondary
        # limit: 80
        take_back, keep = _("Take it back"), _("Keep it")
        button: ui.Button[Any] = ui.Button(
            label=take_back if entry_id else keep, style=style, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.entry_id = entry_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "AmnestyEndButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["entry"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do it and show the list, where it stays."""
        await require_organiser(interaction)
        if self.entry_id:
            amnesties = await services.amnesties.revoke(self.guild_id, self.user_id, self.entry_id)
        else:
            amnesties = await services.amnesties.show(self.guild_id)
        await show(interaction, amnesties_layout(self.user_id, amnesties))


async def grant(
    interaction: discord.Interaction[Any], services: Services, day: str, note: str, user_id: int | None
) -> None:
    """Forgive a day to everybody, or to one member, and show the list."""
    guild_id = (await require_organiser(interaction)).guild_id
    amnesties = await services.amnesties.grant(guild_id, interaction.user.id, day, note, user_id)
    await show(interaction, amnesties_layout(interaction.user.id, amnesties))


async def revoke(
    interaction: discord.Interaction[Any],
    services: Services,
    day: str,
    user_id: int | None,
    *,
    confirmed: bool,
) -> None:
    """Ask whether an amnesty is to be taken back; do it, and show the list, if that is confirmed."""
    guild_id, asker = (await require_organiser(interaction)).guild_id, interaction.user.id
    await interaction.response.defer(ephemeral=True, thinking=True)
    if confirmed:
        view = amnesties_layout(asker, await services.amnesties.revoke_day(guild_id, asker, day, user_id))
    else:
        view = question_layout(asker, await services.amnesties.question_day(guild_id, day, user_id))
    await interaction.edit_original_response(view=view)


async def show_amnesties(interaction: discord.Interaction[Any], services: Services) -> None:
    """The list, for organisers only."""
    guild_id = (await require_organiser(interaction)).guild_id
    await show(interaction, amnesties_layout(interaction.user.id, await services.amnesties.show(guild_id)))


def question_layout(user_id: int, question: "AmnestyQuestion") -> ui.LayoutView:
    """The question before an amnesty is taken back, with what that does."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(f"### {_question(question.entry)}\n{_ended(question.ended)}"))
    owner = question.guild_id, user_id
    return layout(box, row(AmnestyEndButton(*owner, question.entry.id), AmnestyEndButton(*owner, 0)))


def _question(entry: Entry) -> str:
    day = full_date(entry.day)
    if not entry.user_id:
        return _("Take back that {date} is forgiven?", date=day)
    return _("Take back that {date} is forgiven to {member}?", date=day, member=f"<@{entry.user_id}>")


def _ended(count: int | None) -> str:
    if count is None:
        return _("This ends the streak of every member who did nothing on that day and held no freeze.")
    if count == 0:
        return _("This ends nobody's streak today.")
    return ngettext(
        "This ends the streak of **{count:,} member**.",
        "This ends the streak of **{count:,} members**.",
        count,
    )


def amnesties_layout(user_id: int, amnesties: "Amnesties") -> ui.LayoutView:
    """The last ones, newest first; what is in force can be taken back."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    heading = f"## {theme.FORGIVEN} " + _("Forgiven days")
    box.add_item(ui.TextDisplay(f"{heading}\n{_about(amnesties)}"))
    for entry in amnesties.entries:
        text = _entry_text(entry)
        in_force = entry.revoked_at is None
        back = AmnestyBackButton(amnesties.guild_id, user_id, entry.id)
        box.add_item(section(text, back) if in_force else ui.TextDisplay(text))
    return layout(box)


def _about(amnesties: "Amnesties") -> str:
    if not amnesties.entries:
        return _("None yet. `/manage streaks amnesty` keeps everybody's streak over a day, or one member's.")
    return _(
        "They keep streaks and lengthen none. Members read who forgave a day, and the note, in `/streak why`."
    )


def _entry_text(entry: Entry) -> str:
    whom = f"<@{entry.user_id}>" if entry.user_id else _("everybody")
    day = f"**{full_date(entry.day)}**"
    by = _("by {member}, {when}", member=writer(entry), when=format_dt(entry.at, "f"))
    facts = f"-# {by} · {safe(entry.note or '', NOTE)}"
    if entry.revoked_at is None:
        return f"{day} · {whom}\n{facts}"
    back = _("taken back {when}", when=format_dt(entry.revoked_at, "f"))
    return f"~~{day}~~ · {whom} · {back}\n{facts}"
