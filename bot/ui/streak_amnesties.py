"""/manage streaks: the days organisers forgave, and taking one back."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.streak_entries import Entry
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, section, show, template
from bot.ui.guilds import require_organiser
from bot.ui.text import full_date, safe

if TYPE_CHECKING:
    from bot.services.streak_results import Amnesties

NOTE = 200
"""Characters of a note, escapes included: ten entries share the 4,000 of a message."""


class AmnestyBackButton(Owned[ui.Button[Any]], template=template("unforgive", r"(?P<entry>[0-9]{1,18})")):
    """Takes an amnesty back, for organisers only."""

    def __init__(self, guild_id: int, user_id: int, entry_id: int) -> None:
        identity = custom_id("unforgive", guild_id, user_id, entry_id)
        super().__init__(ui.Button(label="Take back", custom_id=identity), guild_id, user_id)
        self.entry_id = entry_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "AmnestyBackButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["entry"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Take it back and redraw; it stays on the list."""
        await require_organiser(interaction)
        amnesties = await services.amnesties.revoke(self.guild_id, self.user_id, self.entry_id)
        await show(interaction, amnesties_layout(self.user_id, amnesties))


async def grant(
    interaction: discord.Interaction[Any], services: Services, day: str, note: str, user_id: int | None
) -> None:
    """Forgive a day to everybody, or to one member, and show the list."""
    guild_id = (await require_organiser(interaction)).guild_id
    amnesties = await services.amnesties.grant(guild_id, interaction.user.id, day, note, user_id)
    await show(interaction, amnesties_layout(interaction.user.id, amnesties))


async def revoke(
    interaction: discord.Interaction[Any], services: Services, day: str, user_id: int | None
) -> None:
    """Take an amnesty back, and show the list, where it stays."""
    guild_id = (await require_organiser(interaction)).guild_id
    amnesties = await services.amnesties.revoke_day(guild_id, interaction.user.id, day, user_id)
    await show(interaction, amnesties_layout(interaction.user.id, amnesties))


async def show_amnesties(interaction: discord.Interaction[Any], services: Services) -> None:
    """The list, for organisers only."""
    guild_id = (await require_organiser(interaction)).guild_id
    await show(interaction, amnesties_layout(interaction.user.id, await services.amnesties.show(guild_id)))


def amnesties_layout(user_id: int, amnesties: "Amnesties") -> ui.LayoutView:
    """The last ones, newest first; what is in force can be taken back."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(f"## {theme.FORGIVEN} Forgiven days\n{_about(amnesties)}"))
    for entry in amnesties.entries:
        text = _entry_text(entry)
        in_force = entry.revoked_at is None
        back = AmnestyBackButton(amnesties.guild_id, user_id, entry.id)
        box.add_item(section(text, back) if in_force else ui.TextDisplay(text))
    return layout(box)


def _about(amnesties: "Amnesties") -> str:
    if not amnesties.entries:
        return "None yet. `/manage streaks amnesty` keeps everybody's streak over a day, or one member's."
    return (
        "They keep streaks and lengthen none. Members read who forgave a day, and the note, in `/streak why`."
    )


def _entry_text(entry: Entry) -> str:
    whom = f"<@{entry.user_id}>" if entry.user_id else "everybody"
    day = f"**{full_date(entry.day)}**"
    facts = f"-# by <@{entry.by_user_id}>, {format_dt(entry.at, 'f')} · {safe(entry.note or '', NOTE)}"
    if entry.revoked_at is None:
        return f"{day} · {whom}\n{facts}"
    return f"~~{day}~~ · {whom} · taken back {format_dt(entry.revoked_at, 'f')}\n{facts}"
