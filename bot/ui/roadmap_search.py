"""Searching a roadmap: what was found, or the nearest titles."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.domain.roadmap_book import Book
from bot.domain.roadmap_pages import PageKind
from bot.domain.roadmap_search import Hit
from bot.ui.language import _, ngettext
from bot.ui.names import named
from bot.ui.roadmap_sheets import Block, Entry, Page, texts
from bot.ui.roadmap_words import facts, lines
from bot.ui.text import safe

if TYPE_CHECKING:
    from bot.services.readings import Reading


def search_page(reading: "Reading", query: str) -> Page:
    """What was found for `query`, best first."""
    found = reading.book.search.find(query)
    if not found:
        return _nothing_page(reading, query)
    count = ngettext("{count:,} hit", "{count:,} hits", len(found))
    # limit: 150
    prompt = _("Open a hit…")
    return Page(_heading(reading, query, count), _blocks(reading, found), prompt)


def _nothing_page(reading: "Reading", query: str) -> Page:
    near = reading.book.search.nearest(query)
    hint = (
        _("Nothing has these words. Near to them:")
        if near
        else _("Nothing has these words, or words like them.")
    )
    # limit: 150
    prompt = _("Open one of these…")
    return Page(_heading(reading, query, _("no hit")), (*texts(hint), *_blocks(reading, near)), prompt)


def _heading(reading: "Reading", query: str, count: str) -> str:
    return lines(f"## 🔎 {safe(query, 80)}", facts(safe(reading.book.roadmap.title, 120), count))


def _blocks(reading: "Reading", found: Iterable[Hit]) -> tuple[Block, ...]:
    return tuple(_block(hit, _where(hit, reading.book)) for hit in found)


def _block(hit: Hit, where: str) -> Block:
    text = lines(f"- **{safe(hit.title, 150)}**", facts(safe(where, 120)))
    return Block(text, Entry(hit.title, where, hit.page))


def _where(hit: Hit, book: Book) -> str:
    """The part of the roadmap, or what it is where it belongs to none."""
    match hit.page.kind:
        case PageKind.THREAD:
            return _("every week")
        case PageKind.RESOURCE:
            return named(book.resources[hit.page.number].kind)
        case PageKind.CATEGORY:
            return f"{_('question')} · {hit.where}"
        case _:
            return hit.where
