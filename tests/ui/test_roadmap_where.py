"""The parts around the present one, and the marks before them."""

from datetime import date

import pytest

from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_book import Book
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_progress import Progress
from bot.services.readings import PlanDays, Reading
from bot.ui import theme
from bot.ui.roadmap_marks import item_mark, section_mark, share_text
from bot.ui.roadmap_where import where_page

TODAY = date(2026, 6, 1)


def part(number: int) -> Section:
    items = (Item(f"item-{number}", ItemKind.TASK, f"Item {number}", 60),)
    return Section(f"part-{number}", f"Part {number}", f"About {number}", items)


def reading(
    count: int, at: int, *, skipped: frozenset[str] = frozenset(), left_out: frozenset[str] = frozenset()
) -> Reading:
    """Somebody at the part with this number, everything before it settled."""
    index = RoadmapIndex.of(Roadmap("r", "v", "R", "", 600, tuple(map(part, range(count)))))
    minutes = {f"item-{number}": (60 if number < at else 0, 60) for number in range(count)}
    return Reading(
        1,
        2,
        Book(index),
        plan=PlanDays(TODAY, TODAY, TODAY),
        progress=Progress(minutes, tuple(f"item-{number}" for number in range(at, count))),
        meant=frozenset(index.sections) - left_out,
        skipped=skipped,
    )


@pytest.mark.parametrize(
    ("count", "at", "first", "last"),
    [
        (14, 0, "▶️ **Part 0 ", "▫️ Part 13 "),
        (16, 15, f"{theme.CHECK} Part 0 ", "▶️ **Part 15 "),
        (17, 0, "▶️ **Part 0 ", "… and 1 more part"),
        (30, 0, "▶️ **Part 0 ", "… and 14 more parts"),
        (30, 15, "7 parts before", "… and 7 more parts"),
        (17, 16, "1 part before", "▶️ **Part 16 "),
    ],
)
def test_all_parts_are_named_as_far_as_they_fit_and_the_rest_is_counted(
    count: int, at: int, first: str, last: str
) -> None:
    levels = [block.text for block in where_page(reading(count, at)).blocks if block.text.startswith("- ")]

    assert levels[0].startswith(f"- {first}")
    assert levels[-1].startswith(f"- {last}")
    assert sum(" · About " in line for line in levels) == min(count, 16)


def test_what_was_left_is_left_out_and_what_was_skipped_is_not_done() -> None:
    shown = reading(4, 3, skipped=frozenset({"item-1"}), left_out=frozenset({"part-2"}))
    parts = shown.book.roadmap.sections

    assert [section_mark(shown, each) for each in parts] == [theme.CHECK, theme.SKIP, "▫️", "▶️"]
    assert [item_mark(shown, each.items[0]) for each in parts[:2]] == [theme.CHECK, theme.SKIP]
    assert [share_text(shown, each) for each in parts] == ["100 %", "100 %", "left out", "0 %"]
    assert "- ▫️ Part 2 · About 2 · left out" in [block.text for block in where_page(shown).blocks]
