"""What a plan is made of: dated sittings. Pure values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Sitting:
    """One dated piece of work: `number` counts from 1 within its item (for a thread: the plan week)."""

    key: str
    number: int
    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All open sittings in order, and the day of the last one of an item.

    `finish` counts threads only when no item is left, and is None when nothing is.
    """

    sittings: tuple[Sitting, ...]
    finish: date | None = None
