"""Which language somebody reads Cohort in: the choices, and the answers to them."""

from typing import Any

import discord
from discord import app_commands

from bot.domain.languages import NAMES
from bot.ui.base import services_of, speak
from bot.ui.language import N_, _, current

AUTOMATIC = "auto"
"""The choice to choose nothing."""

LANGUAGES = [
    app_commands.Choice(name=N_("Automatic"), value=AUTOMATIC),
    *(app_commands.Choice(name=name, value=code) for code, name in NAMES.items()),
]


def chosen_language(value: str) -> str | None:
    """The code of a choice; None for the automatic one."""
    return value if value in NAMES else None


async def choose(interaction: discord.Interaction[Any], guild_id: int, user_id: int, value: str) -> None:
    """Keep a person's choice, and tell them in the language they will read from now on."""
    await services_of(interaction).languages.choose(guild_id, user_id, chosen_language(value))
    await speak(interaction)
    await interaction.response.send_message(chosen_text(value), ephemeral=True)


def chosen_text(value: str) -> str:
    """What somebody reads who chose a language; it is spoken already."""
    name = NAMES[current()]
    if chosen_language(value) is None:
        return _(
            "I write to you in this server's language, or as Discord is set: now in {language}. "
            "`/language set` chooses one.",
            language=name,
        )
    return _("From now on I write to you in {language}. Roadmaps stay as they were written.", language=name)


def default_text(code: str | None) -> str:
    """A server's language in the panel of its settings."""
    return NAMES.get(code or "") or _("as each member's Discord is set")
