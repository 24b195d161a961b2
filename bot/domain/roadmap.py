"""What a roadmap is: an ordered tree of sections with things to do, to claim and to measure.

Built by `bot.catalog` from the YAML files in `roadmaps/`; everything here is frozen and knows no file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    """What sort of doing an item asks for."""

    TOPIC = "topic"
    TASK = "task"
    BUILD = "build"
    PROJECT = "project"
    DELIVERABLE = "deliverable"
    READING = "reading"
    MOCK = "mock"
    REVIEW = "review"


class Obligation(StrEnum):
    """How much a roadmap insists."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Resource:
    """A book, course, site or tool; `url` is None when the source names it without a link."""

    id: str
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `minutes` is the whole effort; the planner splits it into sittings."""

    key: str
    kind: ItemKind
    title: str
    minutes: int
    detail: str = ""
    obligation: Obligation = Obligation.REQUIRED
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A weekly item that runs beside the sections; `minutes` is per week."""

    key: str
    title: str
    minutes: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A phase, month, week, day range or stage, in the roadmap's own words (`label` is "Week 3")."""

    key: str
    label: str
    title: str
    items: tuple[Item, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An item and the sections around it, outermost first."""

    item: Item
    path: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A whole roadmap. `version` changes whenever the plan it makes would change."""

    id: str
    version: str
    title: str
    summary: str
    nominal_minutes_per_week: int
    sections: tuple[Section, ...]
    threads: tuple[Thread, ...] = ()

    def places(self) -> Iterator[Place]:
        """Every item in reading order with its path."""
        for section in self.sections:
            yield from _walk(section, ())


def _walk(section: Section, above: tuple[Section, ...]) -> Iterator[Place]:
    path = (*above, section)
    for item in section.items:
        yield Place(item, path)
    for child in section.sections:
        yield from _walk(child, path)
