"""Suggestions for words that an author probably mistyped."""

from collections.abc import Collection
from difflib import get_close_matches

from bot.domain.languages import N_
from bot.domain.words import Words

_COMPARISONS = 20_000
"""In one file. Whoever mistypes more than that did not mistype, and every comparison takes time."""

_LONGEST = 100
"""Characters of a word that are compared."""


class Nearest:
    """Finds the nearest of the words that would fit; after many comparisons it suggests nothing any more."""

    def __init__(self) -> None:
        self._left = _COMPARISONS

    def hinted(self, said: Words, word: str, known: Collection[str]) -> Words:
        """What is said, with `; did you mean this?` where a known word is close."""
        self._left -= len(known)
        near = get_close_matches(word[:_LONGEST], known, n=1) if self._left >= 0 else []
        return Words(N_("{said}; did you mean {near}?"), said=said, near=near[0]) if near else said
