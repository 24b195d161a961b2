"""A file that is broken in one place, and what its author is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Broken:
    """A good file with one piece replaced, and the problem expected: line, path, part of the message."""

    what: str
    old: str
    new: str
    line: int
    path: str
    says: str
