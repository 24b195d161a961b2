"""What members and organisers write into the ledger besides check-ins, and its audit trail. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

MAX_NOTE = 200
"""Characters of the note beside an entry."""


class EntryKind(StrEnum):
    """What an entry does to its day."""

    REST = "rest"
    FREEZE = "freeze"
    BACKFILL = "backfill"
    AMNESTY = "amnesty"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be entered for a day, and who says so."""

    kind: EntryKind
    day: date
    by_user_id: int
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry for one day; `user_id` None is for everybody in the guild. `by_user_id` wrote it: None is an
    organiser whose data were erased since.

    Taken back it has `revoked_at`, and stays on record.
    """

    id: int
    kind: EntryKind
    day: date
    user_id: int | None
    by_user_id: int | None
    at: datetime
    note: str | None = None
    revoked_at: datetime | None = None
