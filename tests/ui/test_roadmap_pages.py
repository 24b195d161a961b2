"""Every page of every roadmap, and of one made to overflow, as Discord would get it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from discord import ui

from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_book import Book
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_pages import Address, PageKind
from bot.domain.roadmap_terms import Note, Resource
from bot.services.readings import Offer, Reading
from bot.ui.roadmap_page import page_of
from bot.ui.roadmap_sheets import Block, Page, sheet_of
from bot.ui.roadmaps import list_layout, page_layout, search_layout
from tests.catalog.built_in import ROADMAPS
from tests.discord_api.checker import check

LONGEST_ID = 2**63 - 1
"""Nineteen digits: the longest a custom_id has to carry."""

V2 = 1 << 15


def problems(view: ui.LayoutView) -> list[Any]:
    """What Discord would object to in a message of this."""
    return [*check("POST", "/channels/1/messages", {"components": view.to_components(), "flags": V2})]


def reading_of(roadmap: Roadmap) -> Reading:
    return Reading(LONGEST_ID, LONGEST_ID, Book(RoadmapIndex.of(roadmap)))


def every_page(reading: Reading) -> Iterator[Address]:
    """All pages with all their sheets."""
    for kind in PageKind:
        number = 0
        while reading.book.has(Address(kind, number)):
            for sheet in range(sheet_of(page_of(reading, Address(kind, number)), 0).count):
                yield Address(kind, number, sheet)
            number += 1


@pytest.mark.parametrize("name", ROADMAPS)
def test_discord_takes_every_page_of_every_roadmap(name: str) -> None:
    reading = reading_of(ROADMAPS[name])
    pages = list(every_page(reading))

    assert len(pages) > len(reading.book.sections) + len(reading.book.places)
    assert {page: found for page in pages if (found := problems(page_layout(reading, page)))} == {}


@pytest.mark.parametrize("name", ROADMAPS)
def test_every_select_and_button_leads_to_a_page_that_is_there(name: str) -> None:
    reading = reading_of(ROADMAPS[name])

    for page in every_page(reading):
        entries = sheet_of(page_of(reading, page), page.sheet).entries
        assert all(reading.book.has(entry.page) for entry in entries)
        assert Address.parse(str(page)) == page


def overflowing() -> Roadmap:
    """Every text far too long and full of characters that are escaped, every list far too long."""
    much = "*_~[x](http://y) @everyone " * 60
    resources = tuple(
        Resource(f"r{number}", much, f"https://example.org/{'a' * 450}") for number in range(12)
    )
    notes = (Note(much), Note(much))
    items = tuple(
        Item(f"i{number}", ItemKind.TASK, much, 90, detail=much, resources=resources, topics=(much,) * 40)
        for number in range(25)
    )
    deep = Section("s", much, much, items=items, detail=much, out_of_scope=(much,) * 30, notes=notes)
    for depth in range(8):
        deep = Section(f"s{depth}", much, much, sections=(deep,), detail=much, resources=resources)
    base = ROADMAPS["ml-career"]
    return replace(base, title=much, summary=much, sections=(deep,), notes=notes, out_of_scope=(much,) * 30)


def test_a_roadmap_of_endless_texts_is_cut_to_what_discord_takes() -> None:
    reading = reading_of(overflowing())
    book = reading.book
    pages = [page for page in every_page(reading) if page.kind is not PageKind.ITEM or page.number < 2]

    assert len(pages) > len(book.sections)
    assert {page: found for page in pages if (found := problems(page_layout(reading, page)))} == {}
    books = tuple(reading_of(replace(book.roadmap, id=f"copy-{number}")).book for number in range(12))
    assert problems(list_layout(Offer(LONGEST_ID, LONGEST_ID, books, None), 9)) == []
    assert problems(list_layout(Offer(LONGEST_ID, LONGEST_ID, books, "copy-0"))) == []
    assert problems(search_layout(reading, "\U0001f9e0" * 40, 99)) == []
    assert problems(search_layout(reading, "everyone", 7)) == []


def test_a_sheet_never_tears_a_block_and_loses_none() -> None:
    blocks = tuple(Block(f"block {number} " + "x" * (number * 37 % 900)) for number in range(80))
    page = Page("heading", blocks)

    count = sheet_of(page, 0).count
    shown = "\n".join(sheet_of(page, number).text for number in range(count))

    assert shown == "\n".join(block.text for block in blocks)
    assert sheet_of(page, count + 5).number == count - 1
