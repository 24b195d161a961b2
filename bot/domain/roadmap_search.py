"""Finding tasks, resources and questions of a roadmap by words. Pure; indexed once, then it is quick."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from bot.domain.roadmap import Item, Place, Roadmap, Section
from bot.domain.roadmap_claims import Claim
from bot.domain.roadmap_library import Question
from bot.domain.roadmap_pages import Address, PageKind
from bot.domain.roadmap_terms import Resource

MAX_QUERY = 40
"""Characters of a search that count: a button carries them."""

MAX_NEAREST = 5

_WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")
"""A word, with the signs of C++ and C#."""

_IN_TITLE, _BEGINS_IN_TITLE, _PART_OF_TITLE = 60, 40, 30
_IN_TEXT, _BEGINS_IN_TEXT, _PART_OF_TEXT = 8, 5, 3
_WHOLE_TITLE, _PHRASE = 100, 50


class Shelves(Protocol):
    """What a search needs of a book."""

    sections: tuple[tuple[Section, ...], ...]
    places: tuple[Place, ...]
    resources: tuple[Resource, ...]
    categories: tuple[tuple[str, tuple[Question, ...]], ...]

    @property
    def roadmap(self) -> Roadmap: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: the page that shows it, its title, and where it stands in the roadmap's words, if they
    say so."""

    page: Address
    title: str
    where: str


@dataclass(frozen=True, slots=True)
class _Entry:
    hit: Hit
    title: str
    text: str
    title_words: frozenset[str]
    text_words: frozenset[str]


class Search:
    """The words of one roadmap."""

    def __init__(self, shelves: Shelves) -> None:
        self._entries = tuple(_entries(shelves))

    def find(self, query: str) -> tuple[Hit, ...]:
        """What holds every word of `query`, best first: titles before texts, whole words before parts.

        Case and accents do not matter; among equals the reading order decides.
        """
        wanted = _words(query)
        if not wanted:
            return ()
        phrase = " ".join(wanted)
        scored = ((_score(entry, wanted, phrase), entry.hit) for entry in self._entries)
        # The sort is stable: equals stay in reading order.
        return tuple(hit for score, hit in sorted(scored, key=_descending) if score > 0)

    def nearest(self, query: str) -> tuple[Hit, ...]:
        """The titles most like `query`, for when nothing is found; at most five."""
        phrase = " ".join(_words(query))
        close: list[tuple[float, Hit]] = []
        matcher = SequenceMatcher(autojunk=False, b=phrase)
        for entry in self._entries:
            best = max((_likeness(matcher, part) for part in (entry.title, *entry.title_words)), default=0.0)
            if best >= _ALIKE:
                close.append((best, entry.hit))
        return tuple(hit for _, hit in sorted(close, key=_descending)[:MAX_NEAREST])


_ALIKE = 0.6


def fold(text: str) -> str:
    """Without case and accents, for comparison."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _descending(scored: tuple[float, Hit]) -> float:
    return -scored[0]


def _likeness(matcher: "SequenceMatcher[str]", text: str) -> float:
    matcher.set_seq1(text)
    quick = matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE
    return matcher.ratio() if quick else 0.0


def _score(entry: _Entry, wanted: Sequence[str], phrase: str) -> int:
    """0 when a word is missing."""
    total = 0
    for word in wanted:
        points = _points(entry, word)
        if points == 0:
            return 0
        total += points
    if entry.title == phrase:
        return total + _WHOLE_TITLE
    return total + (_PHRASE if phrase in entry.title else 0)


def _points(entry: _Entry, word: str) -> int:
    if word in entry.title:
        return _rank(entry.title, entry.title_words, word, (_IN_TITLE, _BEGINS_IN_TITLE, _PART_OF_TITLE))
    if word in entry.text:
        return _rank(entry.text, entry.text_words, word, (_IN_TEXT, _BEGINS_IN_TEXT, _PART_OF_TEXT))
    return 0


def _rank(text: str, words: frozenset[str], word: str, points: tuple[int, int, int]) -> int:
    whole, beginning, part = points
    if word in words:
        return whole
    return beginning if text.startswith(word) or f" {word}" in text else part


def _entry(hit: Hit, texts: Iterable[str]) -> _Entry:
    title, text = _words(hit.title), _words(" ".join(texts))
    return _Entry(hit, " ".join(title), " ".join(text), frozenset(title), frozenset(text))


def _entries(shelves: Shelves) -> Iterator[_Entry]:
    """Everything that can be found, in reading order; resources and questions after the roadmap itself."""
    items = {place.item.key: (number, place) for number, place in enumerate(shelves.places)}
    for number, path in enumerate(shelves.sections):
        section = path[-1]
        here = Hit(Address(PageKind.SECTION, number), section.title, labels(path[:-1]) or section.label)
        yield _entry(here, _section_texts(section))
        for item in section.items:
            place_number, place = items[item.key]
            found = Hit(Address(PageKind.ITEM, place_number), item.title, labels(place.path))
            yield _entry(found, _item_texts(item))
    for number, thread in enumerate(shelves.roadmap.threads):
        texts = (thread.detail, *thread.topics, *_resource_texts(thread.resources))
        yield _entry(Hit(Address(PageKind.THREAD, number), thread.title, ""), texts)
    for number, resource in enumerate(shelves.resources):
        found = Hit(Address(PageKind.RESOURCE, number), resource.title, "")
        yield _entry(found, (resource.author, resource.detail))
    for number, (name, questions) in enumerate(shelves.categories):
        for question in questions:
            yield _entry(Hit(Address(PageKind.CATEGORY, number), question.text, name), (name,))


def labels(path: Sequence[Section]) -> str:
    """Where something stands, in the roadmap's words: `Phase 2 · Week 4`."""
    return " · ".join(section.label for section in path)


def _section_texts(section: Section) -> tuple[str, ...]:
    return (section.label, section.detail, *_resource_texts(section.resources))


def _item_texts(item: Item) -> tuple[str, ...]:
    return (
        item.detail,
        *item.topics,
        *_claim_texts(item.steps),
        *(
            text
            for way in item.alternatives
            for text in (way.title, way.detail, *_resource_texts(way.resources))
        ),
        *_resource_texts(item.resources),
    )


def _claim_texts(claims: Iterable[Claim]) -> Iterator[str]:
    return (text for claim in claims for text in (claim.title, claim.detail))


def _resource_texts(resources: Iterable[Resource]) -> Iterator[str]:
    return (text for resource in resources for text in (resource.title, resource.author))


def closest(text: str, titles: Sequence[str], limit: int = MAX_NEAREST) -> tuple[int, ...]:
    """The numbers of the titles that `text` may mean, best first: equal, beginning, containing, alike."""
    wanted = " ".join(_words(text))
    matcher = SequenceMatcher(autojunk=False, b=wanted)
    ranked: list[tuple[float, int]] = []
    for number, title in enumerate(titles):
        rank = _rank_title(matcher, wanted, " ".join(_words(title)))
        if rank > 0:
            ranked.append((rank, number))
    return tuple(number for _, number in sorted(ranked, key=lambda each: -each[0])[:limit])


EXACT, BEGINS, CONTAINS = 4, 3, 2


def _rank_title(matcher: "SequenceMatcher[str]", wanted: str, title: str) -> float:
    if not wanted or wanted == title:
        return EXACT
    if title.startswith(wanted):
        return BEGINS
    if wanted in title:
        return CONTAINS
    # A slip in the first words: "Wek 12" for "Week 12 · Case studies".
    beginning = " ".join(title.split()[: len(wanted.split())])
    return max(_likeness(matcher, title), _likeness(matcher, beginning))


def named(text: str, title: str) -> bool:
    """Whether the words of `text` stand in `title`."""
    wanted = " ".join(_words(text))
    return bool(wanted) and wanted in " ".join(_words(title))


def meant(text: str, titles: Sequence[str]) -> int | None:
    """The number of the one title that `text` holds a part of (or the whole of); None when none does, or when
    several do and none is named exactly."""
    wanted = " ".join(_words(text))
    folded = [" ".join(_words(title)) for title in titles]
    if not wanted:
        return None
    for fits in ([title == wanted for title in folded], [wanted in title for title in folded]):
        if sum(fits) == 1:
            return fits.index(True)
    return None
