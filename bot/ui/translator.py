"""The descriptions of commands, for readers to whom Discord shows another language.

Names stay English everywhere: they are part of the product. Discord knows some thirty languages and has no
place for the others: their readers find the descriptions in `/help`.
"""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Place
from discord.app_commands import TranslationContextTypes, locale_str

from bot.domain.languages import ENGLISH, spoken
from bot.ui.language import translations

NAMES = {Place.command_name, Place.group_name, Place.parameter_name}


def is_needed() -> bool:
    """Whether Discord knows any of our languages besides English; asking for all of them takes a while."""
    return any(spoken(locale.value) != ENGLISH for locale in discord.Locale)


class CommandTranslator(app_commands.Translator):
    """Asks our catalogues; what they do not hold stays English."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
    ) -> str | None:
        """The text for readers of `locale`; None where it is the English one."""
        code = spoken(locale.value)
        catalogue = None if context.location in NAMES or code == ENGLISH else translations(code)
        text = string.message if catalogue is None else catalogue.gettext(string.message)
        return None if text == string.message else text
