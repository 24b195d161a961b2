"""What organisers are told about their questions."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import Fault
from bot.domain.questions import QuestionKind


class SetOutcome(StrEnum):
    """What an import came to."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ListedSet:
    """A set of questions, and how many it holds."""

    key: str
    title: str
    kind: QuestionKind
    questions: int


@dataclass(frozen=True, slots=True)
class SetListing:
    """The guild's own sets and those that come with Cohort."""

    own: tuple[ListedSet, ...]
    built_in: tuple[ListedSet, ...]


@dataclass(frozen=True, slots=True)
class ImportedSet:
    """A set that was brought in."""

    listed: ListedSet
    outcome: SetOutcome
    doubts: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class ExportedSet:
    """A set's file; `packed` only when the plain one is too large to be imported again."""

    key: str
    plain: bytes
    packed: bytes | None
