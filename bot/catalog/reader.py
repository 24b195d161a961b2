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
from bot.domain.languages import N_
from bot.domain.words import Words

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
    def __init__(self, line: int, path: YamlPath, message: Words) -> None:
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
        said = N_("the file has {size:,} bytes; at most {most:,} are read")
        raise _Stop(1, (), Words(said, size=len(raw), most=limits.size))
    if raw.startswith(b"\xef\xbb\xbf"):
        said = N_("the file starts with a byte order mark; save it as UTF-8 without one")
        raise _Stop(1, (), Words(said))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        said = Words(N_("the file is not UTF-8; save it with that encoding"))
        raise _Stop(line, (), said) from None


def _explained(error: yaml.YAMLError) -> tuple[int, YamlPath, Words]:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        text = " ".join(part for part in (error.context, error.problem) if part)
        # What the parser says of it stays English: it is no text of ours.
        return (mark.line + 1 if mark else 1), (), Words(N_("not YAML: {fault}"), fault=text)
    return 1, (), Words(N_("not YAML: it holds characters YAML does not allow"))


@dataclass(slots=True)
class _Reader:
    name: str
    limits: Limits
    problems: list[Problem] = field(default_factory=list[Problem])
    lines: dict[YamlPath, int] = field(default_factory=dict[YamlPath, int])
    _events: Iterator[Event] = field(default_factory=lambda: iter(()))
    _nodes: int = 0

    def report(self, line: int, path: YamlPath, message: Words) -> None:
        self.problems.append(Problem(self.name, line, dotted(path), message))

    def document(self, text: str) -> Tree:
        self._events = _parse(text)
        tree: Tree | None = None
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                if tree is not None:
                    said = Words(N_("a second document starts here; a file holds only one"))
                    raise _Stop(_line(event), (), said)
                tree = self._node(self._next(), (), 0)
        if tree is None:
            raise _Stop(1, (), Words(N_("the file is empty")))
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
            said = Words(N_("more than {most:,} values in one file"), most=self.limits.nodes)
            raise _Stop(_line(event), path, said)
        if depth > self.limits.depth:
            said = Words(N_("nested more than {most} levels deep"), most=self.limits.depth)
            raise _Stop(_line(event), path, said)
        self._refuse_machinery(event, path)

    def _refuse_machinery(self, event: Event, path: YamlPath) -> None:
        if isinstance(event, AliasEvent):
            self.report(_line(event), path, Words(N_("aliases (*name) are not allowed; repeat the text")))
        elif isinstance(event, NodeEvent) and event.anchor is not None:
            self.report(_line(event), path, Words(N_("anchors (&name) are not allowed")))
        if getattr(event, "tag", None) is not None:
            self.report(_line(event), path, Words(N_("tags (!name) are not allowed")))

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
                self.report(_line(event), (*path, key), Words(N_("this key is already there")))
            self.lines.setdefault((*path, key), _line(event))
            value = self._node(self._next(), (*path, key), depth + 1)
            if not known:
                found[key] = value
        return found

    def _key(self, event: Event, path: YamlPath, depth: int) -> str:
        if isinstance(event, (SequenceStartEvent, MappingStartEvent)):
            raise _Stop(_line(event), path, Words(N_("a key must be a word, not a list or mapping")))
        if isinstance(event, ScalarEvent) and len(event.value) > _LONGEST_KEY:
            said = Words(N_("a key has more than {most} characters"), most=_LONGEST_KEY)
            raise _Stop(_line(event), path, said)
        self._count(event, path, depth)
        return event.value if isinstance(event, ScalarEvent) else ""


def _parse(text: str) -> Iterator[Event]:
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return yaml.parse(text, Loader=loader)


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
