"""Everything a person reads in what the bot shows: texts, labels, placeholders, options and forms."""

from collections.abc import Generator
from typing import Any

import discord
from discord import ui
from simcord import InteractionResult, ResponseMessage

from tests.simtools import message_of, texts

_READ = frozenset({"content", "label", "placeholder", "description", "title"})

Shown = InteractionResult | ResponseMessage | discord.Message | ui.LayoutView | ui.Modal


def words_seen(*shown: Shown) -> list[str]:
    """All of it, line by line."""
    return [word for each in shown for word in _words(each)]


def _words(shown: Shown) -> Generator[str]:
    if isinstance(shown, ui.LayoutView):
        yield from _read(shown.to_components())
    elif isinstance(shown, ui.Modal):
        yield from _read(shown.to_dict())
    elif isinstance(shown, InteractionResult) and shown.modal is not None:
        yield from _read(shown.modal)
    else:
        yield from texts(shown)
        yield from _read(_parts(message_of(shown)))


def _parts(message: ResponseMessage | discord.Message) -> list[Any]:
    if isinstance(message, ResponseMessage):
        return message.components
    return [component.to_dict() for component in message.components]


def _read(part: Any) -> Generator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in _READ and isinstance(value, str):
                yield value
            else:
                yield from _read(value)
    elif isinstance(part, list):
        for each in part:
            yield from _read(each)
