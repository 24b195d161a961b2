"""When something learnt comes back: what spaced repetition (FSRS) remembers of one problem or card. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Grade(StrEnum):
    """How it went."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


class Phase(StrEnum):
    """Where something stands: met lately, known, or forgotten and being learnt once more."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class ReviewState:
    """What FSRS remembers. Instants are aware and in UTC.

    `stability` is the number of days after which recall falls to 90 %, `difficulty` runs from 1 to 10, `step`
    counts short steps while they last. `lapses` are the times it was forgotten after it was known.
    """

    due: datetime
    last: datetime
    stability: float
    difficulty: float
    phase: Phase
    step: int | None = None
    reps: int = 1
    lapses: int = 0

    def is_due(self, now: datetime) -> bool:
        """Whether it should come back."""
        return self.due <= now

    def to_json(self) -> dict[str, Any]:
        """As an export holds it; `from_json` makes an equal state of it."""
        return asdict(self) | {"due": self.due.isoformat(), "last": self.last.isoformat()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "ReviewState":
        """Reads what `to_json` made; KeyError, TypeError or ValueError for anything else."""
        due, last = datetime.fromisoformat(plain["due"]), datetime.fromisoformat(plain["last"])
        if due.tzinfo is None or last.tzinfo is None:
            raise ValueError("instants need their offset")
        return cls(
            due=due,
            last=last,
            stability=float(plain["stability"]),
            difficulty=float(plain["difficulty"]),
            phase=Phase(plain["phase"]),
            step=plain["step"],
            reps=plain["reps"],
            lapses=plain["lapses"],
        )
