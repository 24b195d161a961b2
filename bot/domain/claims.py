"""The yes/no boxes of a roadmap: where each stands, and what is ticked. Pure.

A box is stored under its key alone: the same key in several lists is one box.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from bot.domain.roadmap import Roadmap, Section
from bot.domain.roadmap_choices import Choices
from bot.domain.roadmap_claims import Claim, Milestone, Project, Target
from bot.domain.roadmap_terms import Obligation

PATH = "path:"
"""How the keys of entry paths' boards begin; those have names of their own."""


class BoardKind(StrEnum):
    """What a list of boxes belongs to."""

    PATH = "path"
    STEPS = "steps"
    CHECKPOINT = "checkpoint"
    PROJECT = "project"
    THREAD = "thread"
    MILESTONE = "milestone"
    CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class Board:
    """A list of boxes under one heading. `path` are the sections around it, `items` the work it is about."""

    key: str
    kind: BoardKind
    title: str
    claims: tuple[Claim, ...]
    path: tuple[Section, ...] = ()
    items: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What it is called in the roadmap's own words: `Week 4 · Algorithms II`."""
        label = self.path[-1].label if self.kind is BoardKind.CHECKPOINT else self.title
        return self.title if label == self.title else f"{label} · {self.title}"

    @property
    def on_the_way(self) -> bool:
        """Whether it belongs to the course itself and not to a milestone or checklist."""
        return self.kind not in {BoardKind.MILESTONE, BoardKind.CHECKLIST}


@dataclass(frozen=True, slots=True)
class TargetPlace:
    """A target and where it stands: in sections, or under the title of a milestone or checklist."""

    target: Target
    path: tuple[Section, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A ticked box. `had` says it was ticked as known from the start."""

    day: date
    evidence: str | None = None
    had: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A claim and its tick, None while it is open."""

    claim: Claim
    tick: Tick | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many are reached."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether there is something to reach and nothing is missing."""
        return 0 < self.total == self.done

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.done + other.done, self.total + other.total)


def boxes(claims: Iterable[Claim], ticks: Mapping[str, Tick]) -> tuple[Box, ...]:
    """Claims with their ticks, in their order; a claim that stands there twice is one box."""
    return tuple(Box(claim, ticks.get(key)) for key, claim in {each.key: each for each in claims}.items())


def tally(shown: Iterable[Box]) -> Tally:
    """How many boxes are ticked. Optional ones do not count, unless nothing else is there."""
    every = tuple(shown)
    asked = tuple(box for box in every if box.claim.obligation is Obligation.REQUIRED) or every
    return Tally(sum(box.tick is not None for box in asked), len(asked))


def token(key: str) -> str:
    """A key in ten characters, for the ids and values that Discord keeps short."""
    return hashlib.blake2s(key.encode(), digest_size=5).hexdigest()


@dataclass(frozen=True, slots=True)
class ClaimIndex:
    """Every box and number of a roadmap by key; boards in reading order, a section's after its parts."""

    boards: dict[str, Board] = field(default_factory=dict[str, Board])
    claims: dict[str, Claim] = field(default_factory=dict[str, Claim])
    stands: dict[str, tuple[Board, ...]] = field(default_factory=dict[str, tuple[Board, ...]])
    """The boards each claim is on."""
    targets: dict[str, TargetPlace] = field(default_factory=dict[str, TargetPlace])
    opened: dict[str, int] = field(default_factory=dict[str, int])
    """How many boards come before each section."""

    @classmethod
    def of(cls, roadmap: Roadmap) -> "ClaimIndex":
        """Index every branch of a roadmap."""
        walker = _Walker(roadmap)
        boards = {board.key: board for board in walker.boards() if board.claims}
        stands: dict[str, tuple[Board, ...]] = {}
        for board in boards.values():
            for claim in board.claims:
                stands[claim.key] = (*stands.get(claim.key, ()), board)
        claims = {claim.key: claim for board in boards.values() for claim in board.claims}
        targets = {place.target.key: place for place in _targets(roadmap)}
        return cls(boards, claims, stands, targets, walker.opened)

    def nearest(self, path: Sequence[Section], project: str | None, offered: Set[str]) -> Board | None:
        """The board of `offered` for somebody working inside `path`, outermost section first.

        That of the innermost section with boxes, else that of the project they work on, else the last one
        before, else the first one after.
        """
        for key in (*(section.key for section in reversed(path)), project):
            if key in offered and key in self.boards:
                return self.boards[key]
        reached = self.opened.get(path[-1].key, 0) if path else 0
        every = tuple(self.boards.values())
        ordered = (*reversed(every[:reached]), *every[reached:])
        return next((board for board in ordered if board.key in offered), None)


class _Walker:
    """Goes through a roadmap once, collecting boards in reading order."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap
        self._count = 0
        self.opened: dict[str, int] = {}
        self._items: dict[str, set[str]] = {}
        self._last: dict[str, str] = {}
        for place in roadmap.every_place():
            if place.item.project:
                self._items.setdefault(place.item.project, set()).add(place.item.key)
                self._last[place.item.project] = place.item.key

    def boards(self) -> Iterator[Board]:
        """Everything with boxes; what has none may be among it."""
        for board in self._all():
            self._count += bool(board.claims)
            yield board

    def _all(self) -> Iterator[Board]:
        roadmap = self._roadmap
        for path in roadmap.paths:
            yield Board(f"{PATH}{path.key}", BoardKind.PATH, path.title, path.already_have)
        for section in roadmap.sections:
            yield from self._section(section, ())
        for project in roadmap.projects:
            if project.key not in self._last:
                yield self._project(project, ())
        for thread in roadmap.threads:
            yield Board(thread.key, BoardKind.THREAD, thread.title, thread.steps)
        for stone in roadmap.milestones:
            yield Board(stone.key, BoardKind.MILESTONE, stone.title, stone.claims)
        for checklist in roadmap.checklists:
            yield Board(checklist.key, BoardKind.CHECKLIST, checklist.title, checklist.claims)

    def _section(self, section: Section, above: tuple[Section, ...]) -> Iterator[Board]:
        path = (*above, section)
        self.opened[section.key] = self._count
        for item in section.items:
            yield Board(item.key, BoardKind.STEPS, item.title, item.steps, path, frozenset({item.key}))
            for project in self._roadmap.projects:
                if self._last.get(project.key) == item.key:
                    yield self._project(project, path)
        for child in section.sections:
            yield from self._section(child, path)
        yield Board(section.key, BoardKind.CHECKPOINT, section.title, section.checkpoint, path)

    def _project(self, project: Project, path: tuple[Section, ...]) -> Board:
        items = frozenset(self._items.get(project.key, ()))
        return Board(project.key, BoardKind.PROJECT, project.title, project.requirements, path, items)


def _targets(roadmap: Roadmap) -> Iterator[TargetPlace]:
    for section in roadmap.sections:
        yield from _section_targets(section, ())
    for owner in (*roadmap.milestones, *roadmap.checklists):
        due = owner.by if isinstance(owner, Milestone) else None
        for target in owner.targets:
            yield TargetPlace(target if target.by else replace(target, by=due), owner=owner.title)
    yield from (TargetPlace(target) for target in roadmap.targets)


def _section_targets(section: Section, above: tuple[Section, ...]) -> Iterator[TargetPlace]:
    path = (*above, section)
    yield from (TargetPlace(target, path) for target in section.targets)
    for child in section.sections:
        yield from _section_targets(child, path)


def mine(roadmap: Roadmap, choices: Choices) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the sections and of the items that are meant for a member with these choices."""
    places = tuple(roadmap.places(choices))
    visited = {section.key for place in places for section in place.path}
    filled = {section.key for place in roadmap.every_place() for section in place.path}
    bare = _bare(roadmap.sections, visited, filled, inside=True)
    return frozenset({*visited, *bare}), frozenset(place.item.key for place in places)


def _bare(sections: Iterable[Section], visited: Set[str], filled: Set[str], *, inside: bool) -> Iterator[str]:
    """Sections without any work of their own go with the one around them."""
    for section in sections:
        seen = section.key in visited or (inside and section.key not in filled)
        if seen:
            yield section.key
        yield from _bare(section.sections, visited, filled, inside=seen)
