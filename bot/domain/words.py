"""Sentences that are made far from whoever reads them, and are translated where they are shown."""

from collections.abc import Sequence
from typing import Self, TypeAlias

from bot.domain.languages import N_, placeholders

Value: TypeAlias = "str | int | float"
"""What stands in a sentence; words of their own are translated with it."""


class Words(str):
    """The English sentence, which remembers the text it was made of and the values in it.

    To whoever knows nothing of languages it is the sentence. The text is marked with `N_` where it stands.
    """

    __slots__ = ("text", "values")

    text: str
    values: dict[str, Value]

    def __new__(cls, text: str, /, **values: Value) -> Self:
        """Raises ValueError for a text with more than plain placeholders, KeyError where a value lacks."""
        placeholders(text)
        made = super().__new__(cls, text.format_map(values))
        made.text, made.values = text, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Value]]:
        """Copies are made of the same parts: the sentence itself is no text for values."""
        return (self.text,), self.values


def either(words: Sequence[str]) -> str:
    """`a, b or c`."""
    *some, last = words
    if not some:
        return last
    # Joining would make plain words of one that is translated.
    return Words(N_("{some} or {other}"), some=some[0] if len(some) == 1 else ", ".join(some), other=last)
