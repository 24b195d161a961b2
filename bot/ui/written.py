"""What somebody typed into a form, given back when the form cannot be taken: nothing typed is lost."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord

from bot.ui.text import safe

TEXT_INPUT = 4
"""The component's type: https://discord.com/developers/docs/components/reference#text-input"""

WORTH_KEEPING = 40
"""Characters that nobody likes to type again."""


def written(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """The texts of a submitted form in order; a choice is made again in a moment."""
    data: Any = interaction.data or {}
    return tuple(_values(data.get("components", [])))


def worth_keeping(texts: Sequence[str]) -> bool:
    """Whether they are too long to type once more: a time or a number is not."""
    return sum(map(len, texts)) > WORTH_KEEPING


def quoted(texts: Sequence[str], room: int) -> str:
    """The texts to copy from, in at most `room` characters, each with about an equal share."""
    shown = (safe(text, room // len(texts), lines=True) for text in texts)
    words = "\n\n".join("\n".join(f"> {line}" for line in text.splitlines()) for text in shown)
    # Many short lines: their marks come on top of what `safe` counts.
    return words if len(words) <= room else words[: room - 1] + "…"


def _values(components: Iterable[Any]) -> Iterable[str]:
    for component in components:
        if component.get("type") == TEXT_INPUT and (value := component.get("value")):
            yield str(value)
        yield from _values(component.get("components", []))
        if child := component.get("component"):
            yield from _values([child])
