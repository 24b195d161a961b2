"""What a roadmap is: an ordered tree of sections with things to do, to claim and to measure.

Built by `bot.catalog` from the YAML files in `roadmaps/`; everything here is frozen and knows no file.
The parts live in `roadmap_terms`, `roadmap_time`, `roadmap_claims`, `roadmap_choices` and `roadmap_library`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import TypeVar

from bot.domain.roadmap_choices import (
    UNDECIDED,
    Alternative,
    Choices,
    Choose,
    Condition,
    EntryPath,
    Industry,
    Role,
)
from bot.domain.roadmap_claims import (
    Checklist,
    Claim,
    Evidence,
    Milestone,
    Mock,
    Problems,
    ProblemSet,
    Project,
    Target,
)
from bot.domain.roadmap_library import EMPTY, Library
from bot.domain.roadmap_terms import ItemKind, Lines, Note, Obligation, OwnProject, Range, Resource, Source
from bot.domain.roadmap_time import Budget, Duration, Habit, Schedule, Span, calendar_weeks

__all__ = ["Item", "ItemKind", "Obligation", "Place", "Resource", "Roadmap", "Section", "Thread"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `minutes` is the whole effort; the planner splits it into sittings.

    `stated` is the effort the source itself gives, None when `minutes` is our estimate. `needs` are keys of
    earlier work, `alternatives` ways to do the same thing. `limit_minutes` is the source's ceiling, which
    no plan is measured by.
    """

    key: str
    kind: ItemKind
    title: str
    minutes: int
    detail: str = ""
    obligation: Obligation = Obligation.REQUIRED
    resources: tuple[Resource, ...] = ()
    stated: Range | None = None
    limit_minutes: float | None = None
    non_negotiable: bool = False
    topics: tuple[str, ...] = ()
    condition: Condition | None = None
    alternatives: tuple[Alternative, ...] = ()
    needs: tuple[str, ...] = ()
    own_project: OwnProject | None = None
    project: str | None = None
    stage: str | None = None
    steps: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    problems: Problems | None = None
    mock: Mock | None = None
    notes: tuple[Note, ...] = ()
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A weekly item that runs beside the sections; `minutes` is per week, `stated` what the source says."""

    key: str
    title: str
    minutes: int
    detail: str = ""
    stated: Range | None = None
    span: Span | None = None
    topics: tuple[str, ...] = ()
    steps: tuple[Claim, ...] = ()
    own_project: OwnProject | None = None
    resources: tuple[Resource, ...] = ()
    notes: tuple[Note, ...] = ()
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A phase, month, week, day range or stage, in the roadmap's own words (`label` is "Week 3").

    `choose` makes it a branch: its sections (or, without any, its items) are the options. `parallel` runs
    beside its neighbours, `light` is a week that must not be filled up. `limit_minutes` is the source's own
    ceiling: a file whose items go beyond it is refused and readers see it, but no plan is measured by it.
    """

    key: str
    label: str
    title: str
    items: tuple[Item, ...] = ()
    sections: tuple["Section", ...] = ()
    detail: str = ""
    span: Span | None = None
    parallel: bool = False
    light: bool = False
    limit_minutes: float | None = None
    obligation: Obligation = Obligation.REQUIRED
    non_negotiable: bool = False
    condition: Condition | None = None
    choose: Choose | None = None
    checkpoint: tuple[Claim, ...] = ()
    targets: tuple[Target, ...] = ()
    budgets: tuple[Budget, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    notes: tuple[Note, ...] = ()
    source: tuple[Lines, ...] = ()


_Node = TypeVar("_Node", Item, Section)


@dataclass(frozen=True, slots=True)
class Place:
    """An item and the sections around it, outermost first."""

    item: Item
    path: tuple[Section, ...]

    @property
    def names(self) -> Iterator[str]:
        """The keys by which others mean it: its own, that of each section around it, its project's."""
        yield self.item.key
        yield from (section.key for section in self.path)
        if self.item.project:
            yield self.item.project


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A whole roadmap. `version` changes whenever the plan it makes would change.

    `pace_stated` says whether the source itself gives the weekly hours or we estimated them.
    """

    id: str
    version: str
    title: str
    summary: str
    nominal_minutes_per_week: int
    sections: tuple[Section, ...]
    threads: tuple[Thread, ...] = ()
    pace_stated: bool = False
    duration: Duration | None = None
    source: Source | None = None
    roles: tuple[Role, ...] = ()
    industries: tuple[Industry, ...] = ()
    paths: tuple[EntryPath, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    habits: tuple[Habit, ...] = ()
    projects: tuple[Project, ...] = ()
    problem_sets: tuple[ProblemSet, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    targets: tuple[Target, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    library: Library = EMPTY
    notes: tuple[Note, ...] = ()

    @property
    def weeks(self) -> int:
        """Whole calendar weeks to the end of the latest section of any branch.

        A month is 52/12 of them: 18 months are 78 weeks. A roadmap whose sections have no dates takes the
        longest duration its source states, or 0.
        """
        found = (calendar_weeks(section.span for section in path) for path in self.every_section())
        latest = max((end for _, end in filter(None, found)), default=0)
        return ceil(latest or (self.duration.calendar_weeks if self.duration else 0))

    def places(self, choices: Choices = UNDECIDED) -> Iterator[Place]:
        """Every item a member with these choices does, in reading order with its path.

        What is undecided stands for its first options, so that the plan has the right length.
        """
        choices = self.known(choices)
        if choices.path is None and self.paths:
            choices = replace(choices, path=self.paths[0].key)
        for section in self.sections:
            if section.condition is None or section.condition.met_by(choices):
                yield from _walk(section, (), choices)

    def known(self, choices: Choices) -> Choices:
        """The same, without an entry path of another version that this one does not have."""
        there = choices.path is None or any(path.key == choices.path for path in self.paths)
        return choices if there else replace(choices, path=None)

    def every_place(self) -> Iterator[Place]:
        """Every item of every branch, for finding what was done before a choice changed."""
        for section in self.sections:
            yield from _walk(section, (), None)

    def every_section(self) -> Iterator[tuple[Section, ...]]:
        """Every section of every branch in reading order: those around it, outermost first, then itself."""
        yield from _paths(self.sections, ())


def _paths(sections: tuple[Section, ...], above: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    for section in sections:
        path = (*above, section)
        yield path
        yield from _paths(section.sections, path)


def _walk(section: Section, above: tuple[Section, ...], choices: Choices | None) -> Iterator[Place]:
    path = (*above, section)
    branch = section if not section.sections else replace(section, choose=None)
    for item in _options(branch, section.items, choices):
        yield Place(item, path)
    for child in _options(section, section.sections, choices):
        yield from _walk(child, path, choices)


def _options(section: Section, offered: tuple[_Node, ...], choices: Choices | None) -> tuple[_Node, ...]:
    if choices is None:
        return offered
    if section.choose is None:
        return tuple(node for node in offered if node.condition is None or node.condition.met_by(choices))
    picked = choices.options.get(section.key, ())
    return tuple(node for node in offered if node.key in picked) or _default(section.choose, offered, choices)


def _default(choose: Choose, offered: tuple[_Node, ...], choices: Choices) -> tuple[_Node, ...]:
    """What an undecided branch stands for: the options for the member's role or industry, else the first."""
    meant = tuple(node for node in offered if node.condition and node.condition.met_by(choices))
    return (meant or offered)[: choose.least]
