"""Everything that came from a document says from which of its lines."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, cast

import pytest

from bot.domain.roadmap import Roadmap, Section
from bot.domain.roadmap_terms import Lines
from tests.catalog.built_in import ROADMAPS

LENGTHS = {  # lines of the document, counted by hand
    "category-b": 546,
    "deep-dive-16w": 258,
    "junior-to-job-ready": 577,
    "ml-career": 1126,
    "production-intensive": 748,
}
OUT_OF_ORDER = {  # parts that a document puts elsewhere than the weeks it asks for them
    "category-b": {"ready"},
    "deep-dive-16w": {"phase-4"},
    "junior-to-job-ready": set[str](),
    "ml-career": {"m10-presence", "m13-mocks"},
    "production-intensive": {"start"},
}
PARTS = {  # they belong to exactly one thing and come from its lines
    "Alternative", "Budget", "Choose", "Condition", "DayTemplate", "Deadline", "Duration", "Evidence", "Goal",
    "Library", "Lines", "Mock", "Problems", "Range", "Roadmap", "Round", "Share", "Skill", "Source", "Span",
    "Stage",
}  # fmt: skip


def everything(value: object) -> Iterator[object]:
    """The value and all values inside it."""
    if is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in fields(cast("Any", value)):
            yield from everything(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in cast("tuple[object, ...]", value):
            yield from everything(part)


def nodes(roadmap: Roadmap) -> list[Any]:
    """What came from the document in its own right."""
    return [each for each in everything(roadmap) if type(each).__name__ not in PARTS]


def first(section: Section) -> int:
    """The line a section begins on."""
    return min(lines.first for lines in section.source)


def siblings(roadmap: Roadmap) -> Iterator[tuple[Section, ...]]:
    """The sections of each level, without those that the document puts elsewhere."""
    elsewhere = OUT_OF_ORDER[roadmap.id]
    for level in (roadmap.sections, *(path[-1].sections for path in roadmap.every_section())):
        yield tuple(section for section in level if section.key not in elsewhere)


every_roadmap = pytest.mark.parametrize("roadmap", ROADMAPS.values(), ids=ROADMAPS)


@every_roadmap
def test_everything_says_which_lines_it_comes_from(roadmap: Roadmap) -> None:
    found = nodes(roadmap)
    assert {type(node).__name__ for node in found} >= {
        "Section",
        "Item",
        "Claim",
        "Target",
        "Resource",
        "Note",
    }
    assert [node for node in found if not node.source] == []


def test_together_they_hold_every_kind_of_node() -> None:
    kinds = {type(node).__name__ for roadmap in ROADMAPS.values() for node in nodes(roadmap)}
    assert kinds == {
        "Advice", "Applications", "Block", "Checklist", "Claim", "EntryPath", "Fact", "Framework",
        "FunnelStep", "Habit", "Industry", "InterviewStage", "Item", "MessageTemplate", "Milestone", "Note",
        "PostIdea", "ProblemSet", "Project", "Question", "Resource", "ReviewForm", "Role", "Schedule",
        "Section", "Stories", "Target", "Thread",
    }  # fmt: skip


@every_roadmap
def test_no_line_lies_outside_the_document(roadmap: Roadmap) -> None:
    lines = [each for each in everything(roadmap) if isinstance(each, Lines)]
    assert all(1 <= each.first <= each.last <= LENGTHS[roadmap.id] for each in lines)


@every_roadmap
def test_an_item_comes_from_the_lines_of_a_section_around_it(roadmap: Roadmap) -> None:
    for place in roadmap.every_place():
        around = [lines for section in place.path for lines in section.source]
        assert any(
            outer.first <= inner.first and inner.last <= outer.last
            for inner in place.item.source
            for outer in around
        ), place.item.key


@every_roadmap
def test_sections_follow_each_other_as_in_the_document(roadmap: Roadmap) -> None:
    for level in siblings(roadmap):
        assert [first(section) for section in level] == sorted(first(section) for section in level)
