"""Searching a roadmap: what was found, or the nearest titles."""

from typing import TYPE_CHECKING

from bot.domain.roadmap_search import Hit
from bot.ui.roadmap_sheets import Block, Entry, Page, texts
from bot.ui.roadmap_words import facts, lines
from bot.ui.text import plural, safe

if TYPE_CHECKING:
    from bot.services.readings import Reading


def search_page(reading: "Reading", query: str) -> Page:
    """What was found for `query`, best first."""
    found = reading.book.search.find(query)
    if not found:
        return _nothing_page(reading, query)
    return Page(_heading(reading, query, plural(len(found), "hit")), tuple(map(_block, found)), "Open a hit…")


def _nothing_page(reading: "Reading", query: str) -> Page:
    near = reading.book.search.nearest(query)
    hint = (
        "Nothing has these words. Near to them:" if near else "Nothing has these words, or words like them."
    )
    return Page(_heading(reading, query, "no hit"), (*texts(hint), *map(_block, near)), "Open one of these…")


def _heading(reading: "Reading", query: str, count: str) -> str:
    return lines(f"## 🔎 {safe(query, 80)}", facts(safe(reading.book.roadmap.title, 120), count))


def _block(hit: Hit) -> Block:
    text = lines(f"- **{safe(hit.title, 150)}**", facts(safe(hit.where, 120)))
    return Block(text, Entry(hit.title, hit.where, hit.page))
