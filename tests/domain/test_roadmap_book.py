"""Pages of a roadmap and their addresses."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.branch_errors import NoSuchSection
from bot.domain.roadmap_book import Book
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_pages import OVERVIEW, Address, PageKind
from tests.catalog.built_in import ROADMAPS

BOOK = Book(RoadmapIndex.of(ROADMAPS["deep-dive-16w"]))


@given(st.sampled_from(PageKind), st.integers(0, 9999), st.integers(0, 999))
def test_an_address_is_read_as_it_was_written(kind: PageKind, number: int, sheet: int) -> None:
    address = Address(kind, number, sheet)

    assert Address.parse(str(address)) == address
    assert len(str(address)) <= 25


@pytest.mark.parametrize("text", ["", "nowhere", "item-1", "item1~", "Item1", "item1~2~3"])
def test_any_other_text_is_no_address(text: str) -> None:
    assert Address.parse(text) is None


def test_a_printing_is_told_by_every_word_of_it() -> None:
    roadmap = BOOK.roadmap
    reworded = replace(roadmap, summary=roadmap.summary + "!")

    assert Book(RoadmapIndex.of(roadmap)).tag == BOOK.tag
    assert Book(RoadmapIndex.of(reworded)).tag != BOOK.tag
    assert reworded.version == roadmap.version


@pytest.mark.parametrize("name", ROADMAPS)
def test_from_every_page_the_way_up_ends_at_the_overview(name: str) -> None:
    book = Book(RoadmapIndex.of(ROADMAPS[name]))
    pages = [Address(PageKind.ITEM, number) for number in range(len(book.places))]
    pages += [Address(PageKind.RESOURCE, number) for number in range(len(book.resources))]
    pages += [Address(kind) for kind in PageKind]

    for page in pages:
        steps, at = 0, page
        while (above := book.above(at)) is not None and steps < 20:
            at, steps = above, steps + 1
        assert at == OVERVIEW


def test_pages_beside_are_in_reading_order_and_end_at_both_ends() -> None:
    last = len(BOOK.places) - 1

    assert BOOK.beside(Address(PageKind.ITEM)) == (None, Address(PageKind.ITEM, 1))
    assert BOOK.beside(Address(PageKind.ITEM, last)) == (Address(PageKind.ITEM, last - 1), None)
    assert BOOK.beside(OVERVIEW) == (None, None)


@pytest.mark.parametrize(("text", "label"), [("week 3", "Week 3"), ("WEEK 12", "Week 12"), ("w05", "Week 5")])
def test_a_section_is_found_by_its_words_or_its_key(text: str, label: str) -> None:
    key = next((path[-1].key for path in BOOK.sections if path[-1].label == label), text)
    wanted = key if text.startswith("w0") else text

    assert BOOK.sections[BOOK.find_section(wanted).number][-1].label == label


def test_a_section_that_is_not_there_has_near_ones() -> None:
    with pytest.raises(NoSuchSection) as refused:
        BOOK.find_section("wek 12")

    assert any("Week 12" in title for title in refused.value.suggestions)
