"""From a roadmap's work and a member's pace to dated sittings. Pure and deterministic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Pace:
    """What a member promised: minutes a week, spread evenly over `study_days` (Monday is 0)."""

    minutes_per_week: int
    study_days: frozenset[int]


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One item to place; `minutes` is the effort still owed."""

    key: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ThreadWork:
    """Something that returns every plan week; `minutes` a week."""

    key: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """One dated piece of work: `number` counts from 1 within its item (for a thread: the plan week)."""

    key: str
    number: int
    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All open sittings in order; `finish` is the day of the last one, None when nothing is left."""

    sittings: tuple[Sitting, ...]
    finish: date | None = None


def lay_out(
    items: Sequence[WorkItem],
    threads: Sequence[ThreadWork],
    pace: Pace,
    start: date,
    *,
    taken: Mapping[date, int] = field(default_factory=dict),  # placeholder, see the planner
) -> Plan:
    """Place every item once, in order, from `start` on."""
    raise NotImplementedError
