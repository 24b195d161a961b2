"""YAML as data only: no tags, anchors, aliases, duplicate keys or surprises; every scalar is a string.

YAML 1.1 reads 12:30 as 750, `no` as false and 010 as 8. Here the schema decides what a word means, never the
parser. Trees are built from parser events, so nothing is constructed and nothing is expanded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bot.catalog.problem import CatalogError, Problem, YamlPath, dotted

Tree = str | list["Tree"] | dict[str, "Tree"]

_LONGEST_KEY = 200
"""No key of the format is longer; without a bound, paths made of keys could outgrow the memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before giving up: bytes of the file, nesting levels, nodes."""

    size: int
    depth: int = 20
    nodes: int = 20_000


IMPORT_LIMITS = Limits(size=64 * 1024)
"""For a file as somebody uploads it."""

UNPACKED_LIMITS = Limits(size=512 * 1024)
"""For what comes out of an uploaded file that was packed: long roadmaps shrink to a fifth."""

BUILT_IN_LIMITS = Limits(size=1024 * 1024, nodes=100_000)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its data, and the line every key and list entry stands on."""

    name: str
    tree: Tree
    lines: dict[YamlPath, int]


class _Stop(Exception):
    def __init__(self, line: int, path: YamlPath, message: str) -> None:
        self.line, self.path, self.message = line, path, message
        super().__init__(message)


def read_document(raw: bytes, name: str, limits: Limits = IMPORT_LIMITS) -> Document:
    """Parse a file, or raise CatalogError with everything wrong at this level."""
    reader = _Reader(name, limits)
    try:
        tree = reader.document(_decoded(raw, limits))
    except _Stop as stop:
        reader.report(stop.line, stop.path, stop.message)
    except yaml.YAMLError as error:
        reader.report(*_explained(error))
    else:
        if not reader.problems:
            return Document(name, tree, reader.lines)
    raise CatalogError(reader.problems)


def _decoded(raw: bytes, limits: Limits) -> str:
    if len(raw) > limits.size:
        raise _Stop(1, (), f"the file has {len(raw):,} bytes; at most {limits.size:,} are read")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise _Stop(1, (), "the file starts with a byte order mark; save it as UTF-8 without one")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Stop(line, (), "the file is not UTF-8; save it with that encoding") from None


def _explained(error: yaml.YAMLError) -> tuple[int, YamlPath, str]:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        text = " ".join(part for part in (error.context, error.problem) if part)
        return (mark.line + 1 if mark else 1), (), f"not YAML: {text}"
    return 1, (), "not YAML: it holds characters YAML does not allow"


@dataclass(slots=True)
class _Reader:
    name: str
    limits: Limits
    problems: list[Problem] = field(default_factory=list[Problem])
    lines: dict[YamlPath, int] = field(default_factory=dict[YamlPath, int])
    _events: Iterator[Event] = field(default_factory=lambda: iter(()))
    _nodes: int = 0

    def report(self, line: int, path: YamlPath, message: str) -> None:
        self.problems.append(Problem(self.name, line, dotted(path), message))

    def document(self, text: str) -> Tree:
        self._events = _parse(text)
        tree: Tree | None = None
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                if tree is not None:
                    raise _Stop(_line(event), (), "a second document starts here; a file holds only one")
                tree = self._node(self._next(), (), 0)
        if tree is None:
            raise _Stop(1, (), "the file is empty")
        return tree

    def _next(self) -> Event:
        return next(self._events)

    def _node(self, event: Event, path: YamlPath, depth: int) -> Tree:
        self._count(event, path, depth)
        self.lines.setdefault(path, _line(event))
        if isinstance(event, ScalarEvent):
            return event.value
        if isinstance(event, SequenceStartEvent):
            return self._list(path, depth)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path, depth)
        return ""  # an alias, already reported

    def _count(self, event: Event, path: YamlPath, depth: int) -> None:
        self._nodes += 1
        if self._nodes > self.limits.nodes:
            raise _Stop(_line(event), path, f"more than {self.limits.nodes:,} values in one file")
        if depth > self.limits.depth:
            raise _Stop(_line(event), path, f"nested more than {self.limits.depth} levels deep")
        self._refuse_machinery(event, path)

    def _refuse_machinery(self, event: Event, path: YamlPath) -> None:
        if isinstance(event, AliasEvent):
            self.report(_line(event), path, "aliases (*name) are not allowed; repeat the text")
        elif isinstance(event, NodeEvent) and event.anchor is not None:
            self.report(_line(event), path, "anchors (&name) are not allowed")
        if getattr(event, "tag", None) is not None:
            self.report(_line(event), path, "tags (!name) are not allowed")

    def _list(self, path: YamlPath, depth: int) -> Tree:
        found: list[Tree] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            found.append(self._node(event, (*path, len(found)), depth + 1))
        return found

    def _mapping(self, path: YamlPath, depth: int) -> Tree:
        found: dict[str, Tree] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event, path, depth)
            known = key in found
            if known:
                self.report(_line(event), (*path, key), "this key is already there")
            self.lines.setdefault((*path, key), _line(event))
            value = self._node(self._next(), (*path, key), depth + 1)
            if not known:
                found[key] = value
        return found

    def _key(self, event: Event, path: YamlPath, depth: int) -> str:
        if isinstance(event, (SequenceStartEvent, MappingStartEvent)):
            raise _Stop(_line(event), path, "a key must be a word, not a list or mapping")
        if isinstance(event, ScalarEvent) and len(event.value) > _LONGEST_KEY:
            raise _Stop(_line(event), path, f"a key has more than {_LONGEST_KEY} characters")
        self._count(event, path, depth)
        return event.value if isinstance(event, ScalarEvent) else ""


def _parse(text: str) -> Iterator[Event]:
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return yaml.parse(text, Loader=loader)


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
