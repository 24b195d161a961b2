"""The editor's notes are all found, each with where it stands."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from bot.catalog import Catalog
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_notes import Remark, remarks
from bot.domain.roadmap_terms import Lines, Note
from tests.catalog.roadmaps import parsed

BUILT_IN = Catalog.built_in().all()


def every_note(value: Any) -> Iterator[Note]:
    """Every note anywhere in a value."""
    if isinstance(value, Note):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from every_note(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from every_note(getattr(value, field.name))


@pytest.mark.parametrize("roadmap", BUILT_IN, ids=lambda roadmap: roadmap.id)
def test_no_note_of_a_roadmap_is_left_out(roadmap: Roadmap) -> None:
    found = [remark.text for remark in remarks(roadmap)]
    assert sorted(found) == sorted(note.text for note in every_note(roadmap))
    assert found


def test_a_note_knows_the_titles_around_it_and_its_lines() -> None:
    roadmap = parsed("""
        notes: [All of it]
        threads: [{key: t, title: Weekly, estimate: 1h, source: 9, notes: [Of the thread]}]
        sections:
          - key: p
            title: Phase
            label: Phase
            source: 1-20
            notes: [{text: Of the phase, source: "3, 5"}]
            sections:
              - key: w
                title: Start
                weeks: 1
                notes: [Of the week]
                items:
                  - {key: i, kind: task, title: Do it, estimate: 1h, source: 7, notes: [Of the item]}
    """)
    assert remarks(roadmap) == (
        Remark((), "All of it", ()),
        Remark(("Weekly",), "Of the thread", (Lines(9, 9),)),
        Remark(("Phase",), "Of the phase", (Lines(3, 3), Lines(5, 5))),
        Remark(("Phase", "Week 1: Start"), "Of the week", ()),
        Remark(("Phase", "Week 1: Start", "Do it"), "Of the item", (Lines(7, 7),)),
    )


def test_a_roadmap_without_notes_has_none() -> None:
    assert remarks(parsed("")) == ()
