"""What organisers are told about roadmaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import Fault
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_notes import Remark
from bot.store.roadmaps import Head

Followers = Mapping[tuple[str, str], int]
"""Members by roadmap id and version."""


class Outcome(StrEnum):
    """What an import came to."""

    ADDED = "added"
    NEW_VERSION = "new version"
    REWORDED = "reworded"
    """Only words changed: everybody reads the new ones at once."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Imported:
    """A roadmap that was brought in; `staying` members follow an older version of it."""

    roadmap: Roadmap
    outcome: Outcome
    staying: int
    doubts: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A roadmap's file; `packed` only when the plain one is too large to be imported again."""

    roadmap_id: str
    plain: bytes
    packed: bytes | None


@dataclass(frozen=True, slots=True)
class Removal:
    """A roadmap that nobody can join any more, and how many members stay on it."""

    roadmap_id: str
    title: str
    members: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A roadmap with its newest version (None: it was removed) and how many members follow which version."""

    roadmap_id: str
    title: str
    built_in: bool
    version: str | None
    members: int
    on_older: int


@dataclass(frozen=True, slots=True)
class Notes:
    """The editor's remarks on one roadmap."""

    roadmap_id: str
    title: str
    remarks: tuple[Remark, ...]


def own_listed(heads: Sequence[Head], followers: Followers) -> Listed:
    """A guild's own roadmap, from all its stored versions."""
    newest = next((head for head in heads if not head.retired), None)
    counts = {head.version: followers.get((head.roadmap_id, head.version), 0) for head in heads}
    on_newest = counts.get(newest.version, 0) if newest else 0
    shown, members = newest or heads[-1], sum(counts.values())
    version = newest.version if newest else None
    return Listed(shown.roadmap_id, shown.title, False, version, members, members - on_newest)


def shipped_listed(roadmap: Roadmap, followers: Followers) -> Listed:
    """A built-in roadmap: its members are on the newest version, whatever they joined."""
    members = sum(count for (roadmap_id, _), count in followers.items() if roadmap_id == roadmap.id)
    return Listed(roadmap.id, roadmap.title, True, roadmap.version, members, 0)
