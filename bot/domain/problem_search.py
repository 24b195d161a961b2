"""Finding problems while somebody types. Pure; indexed once, then a search takes less than a millisecond."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.domain.roadmap_search import fold

T = TypeVar("T")

_MAX_QUERY = 100
"""Characters of a query that count, as many as an option of Discord takes."""

_WORD = re.compile(r"[^\W_]+")
_WHOLE, _BEGINS, _INSIDE, _ALSO = 40, 30, 20, 5
_EXACT_TITLE, _TITLE_BEGINS, _PHRASE = 200, 100, 50
_EXACT_NUMBER, _NUMBER_BEGINS = 1_000, 500
_JOINED_FROM = 4
"""Fewer letters are part of too much."""
_ALIKE = 0.3
"""The part of all three-letter pieces that a mistyped title shares with the one it means."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """Something to find: by its title, by other words (which count less), by its number if it has one."""

    value: T
    title: str
    also: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Indexed(Generic[T]):
    value: T
    title: str
    words: frozenset[str]
    also: str
    number: str
    pieces: frozenset[str]
    joined: str
    """All its words as one: `kmeans` is typed for k-means."""


class ProblemSearch(Generic[T]):
    """Entries in their order, which decides among equals."""

    def __init__(self, entries: Iterable[Entry[T]]) -> None:
        self._entries = tuple(map(_indexed, entries))

    def find(self, query: str, limit: int) -> tuple[T, ...]:
        """What has every word of `query` or begins with its number, best first; else what is spelt alike."""
        wanted = plain(query[:_MAX_QUERY])
        words = wanted.split()
        if not words:
            return tuple(entry.value for entry in self._entries[:limit])
        scored = [(_score(entry, words, wanted), entry.value) for entry in self._entries]
        return _best(scored, limit) or self._joined(wanted, limit) or self._alike(wanted, limit)

    def _joined(self, wanted: str, limit: int) -> tuple[T, ...]:
        typed = wanted.replace(" ", "")
        if len(typed) < _JOINED_FROM:
            return ()
        return tuple(entry.value for entry in self._entries if typed in entry.joined)[:limit]

    def _alike(self, wanted: str, limit: int) -> tuple[T, ...]:
        pieces = _pieces(wanted)
        return _best([(_likeness(entry.pieces, pieces), entry.value) for entry in self._entries], limit)


def plain(text: str) -> str:
    """The words of a text without case, accents and marks."""
    return " ".join(_WORD.findall(fold(text)))


def _best(scored: Sequence[tuple[float, T]], limit: int) -> tuple[T, ...]:
    # The sort is stable: equals stay in their order.
    found = sorted((each for each in scored if each[0] > 0), key=lambda each: -each[0])
    return tuple(value for _, value in found[:limit])


def _indexed(entry: Entry[T]) -> _Indexed[T]:
    title = plain(entry.title)
    also = f" {plain(' '.join(entry.also))}"
    number = "" if entry.number is None else str(entry.number)
    joined = f"{title} {also}".replace(" ", "")
    return _Indexed(entry.value, title, frozenset(title.split()), also, number, _pieces(title), joined)


def _score(entry: _Indexed[T], words: Sequence[str], wanted: str) -> int:
    """0 when a word is missing."""
    if entry.number.startswith(wanted):
        return _EXACT_NUMBER if entry.number == wanted else _NUMBER_BEGINS
    total = 0
    for word in words:
        points = _points(entry, word)
        if not points:
            return 0
        total += points
    return total + _phrase_points(entry.title, wanted)


def _points(entry: _Indexed[T], word: str) -> int:
    if word in entry.title:
        if word in entry.words:
            return _WHOLE
        begins = entry.title.startswith(word) or f" {word}" in entry.title
        return _BEGINS if begins else _INSIDE
    return _ALSO if f" {word}" in entry.also else 0


def _phrase_points(title: str, wanted: str) -> int:
    if title == wanted:
        return _EXACT_TITLE
    if title.startswith(wanted):
        return _TITLE_BEGINS
    return _PHRASE if wanted in title else 0


def _pieces(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _likeness(pieces: frozenset[str], wanted: frozenset[str]) -> float:
    """The part of `wanted` that is shared, less what the other title has besides; 0 below the threshold."""
    shared = len(pieces & wanted)
    part = 2 * shared / (len(pieces) + len(wanted))
    return part if part >= _ALIKE else 0
