"""Small roadmaps for tests: a snippet plus whatever a valid file still needs."""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import dedent

from bot.catalog import load
from bot.domain.roadmap import Item, Roadmap, Section

HEAD = "id: sample\ntitle: Sample\nsummary: A sample.\n"
PACE = "estimate_per_week: 10h\n"
SECTIONS = """\
sections:
  - key: week-1
    title: First
    weeks: 1
    items: [{key: item-1, kind: task, title: Do it, estimate: 60m}]
"""

GOOD = """\
id: sample
title: Sample
summary: A sample.
estimate_per_week: 10h
resources:
  - {key: book, title: A book}
sections:
  - key: week-1
    title: First
    weeks: 1
    items:
      - key: item-1
        kind: task
        title: Do it
        estimate: 60m
        resources: [book]
"""


def text_of(snippet: str) -> str:
    """A whole file around the snippet."""
    lines = dedent(snippet)
    keys = {line.split(":")[0] for line in lines.splitlines()}
    pace = "" if keys & {"hours_per_week", "estimate_per_week"} else PACE
    return HEAD + pace + f"{lines.strip()}\n".lstrip() + ("" if "sections" in keys else SECTIONS)


def parsed(snippet: str) -> Roadmap:
    """The roadmap the snippet makes."""
    return load(text_of(snippet).encode(), "sample.yaml").roadmap


def only_section(roadmap: Roadmap) -> Section:
    """The first section."""
    return roadmap.sections[0]


def only_item(roadmap: Roadmap) -> Item:
    """The first item of the first section."""
    return roadmap.sections[0].items[0]


@dataclass(frozen=True, slots=True)
class Case:
    """A requirement, how an author writes it, and what must be read out of the loaded roadmap."""

    id: str
    snippet: str
    read: Callable[[Roadmap], object]
    expected: object


def with_item(fields: str, extra: str = "") -> str:
    """A file whose only item has these fields besides key, kind, title and effort."""
    item = f"{{key: item-1, kind: task, title: Do it, estimate: 60m, {fields}}}"
    return (
        f"{dedent(extra)}\nsections:\n  - key: week-1\n    title: First\n    weeks: 1\n    items: [{item}]\n"
    )


def with_section(fields: str, extra: str = "") -> str:
    """A file whose only section has these lines besides key, title, label and one item."""
    inner = "\n".join("    " + line for line in dedent(fields).strip().splitlines())
    return (
        f"{dedent(extra)}\nsections:\n  - key: part\n    title: Part\n    label: Part\n{inner}\n"
        "    items: [{key: item-1, kind: task, title: Do it, estimate: 60m}]\n"
    )
