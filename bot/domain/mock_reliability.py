"""How far others can count on somebody coming: it limits what is booked, and nobody else sees it. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from bot.domain.mock_sessions import EndedWhy, SessionState

LATE_AFTER = timedelta(minutes=5)
"""Whoever arrives later than this after the start was late."""

SHORT_NOTICE = timedelta(hours=2)
"""Who cancels later than this before the start leaves the other one no time to find somebody else."""

REMEMBERED = 10
"""How many of the newest interviews count; older ones are forgiven."""

FORGOTTEN_AFTER = timedelta(days=180)

WHOLE = 100
TRUST = 2
"""Interviews that everybody is taken to have kept before their first one: nobody begins with nothing."""

MOST_PER_WEEK = 3


class Turnout(StrEnum):
    """What a member made of one interview that was agreed on."""

    KEPT = "kept"
    LATE = "late"
    CANCELLED_LATE = "cancelled_late"
    NO_SHOW = "no_show"


_WORTH = {Turnout.KEPT: 100, Turnout.LATE: 75, Turnout.CANCELLED_LATE: 40, Turnout.NO_SHOW: 0}
"""In percent of an interview that was kept."""

_LIMITS = ((80, MOST_PER_WEEK), (55, 2), (0, 1))
"""From so many percent on, so many interviews a week."""

_NOBODYS_FAULT = (EndedWhy.APART, EndedWhy.ROUND)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How many of a member's newest interviews went how; `kept` counts those they came to on time."""

    kept: int = 0
    late: int = 0
    cancelled_late: int = 0
    no_shows: int = 0

    @property
    def percent(self) -> int:
        """0 to 100; 100 without a record."""
        counts = {
            Turnout.KEPT: self.kept + TRUST,
            Turnout.LATE: self.late,
            Turnout.CANCELLED_LATE: self.cancelled_late,
            Turnout.NO_SHOW: self.no_shows,
        }
        return sum(_WORTH[each] * count for each, count in counts.items()) // sum(counts.values())


@dataclass(frozen=True, slots=True)
class Limit:
    """How many interviews a week a member may book at most, and the record that says so."""

    per_week: int
    record: Reliability


def reliability(turnouts: Iterable[Turnout]) -> Reliability:
    """The record of a member whose interviews went like this, the newest first; only REMEMBERED count."""
    counts = Counter(islice(turnouts, REMEMBERED))
    return Reliability(
        kept=counts[Turnout.KEPT],
        late=counts[Turnout.LATE],
        cancelled_late=counts[Turnout.CANCELLED_LATE],
        no_shows=counts[Turnout.NO_SHOW],
    )


def allowed_per_week(record: Reliability, wanted: int) -> int:
    """How many interviews a week somebody gets who wants so many: at least one, more again with each kept."""
    limit = next(most for least, most in _LIMITS if record.percent >= least)
    return max(1, min(wanted, limit))


def limit_of(record: Reliability) -> Limit:
    """The most a member may book."""
    return Limit(allowed_per_week(record, MOST_PER_WEEK), record)


@dataclass(frozen=True, slots=True)
class Part:
    """A member's part in an interview that is over, as far as it says something about them."""

    state: SessionState
    ended_why: EndedWhy | None
    starts_at: datetime | None
    arrived_at: datetime | None
    gone: datetime | None
    absent: bool


def is_late(arrived_at: datetime | None, starts_at: datetime | None) -> bool:
    """Whether somebody came, but too late."""
    if arrived_at is None or starts_at is None:
        return False
    return arrived_at > starts_at + LATE_AFTER


def turnout(part: Part) -> Turnout | None:
    """What a member made of an interview; None where nothing can be said for or against them."""
    if part.starts_at is None or not part.state.over:
        return None
    if part.absent:
        return Turnout.NO_SHOW
    if part.ended_why in _NOBODYS_FAULT:
        return None
    if part.gone is not None:
        at_short_notice = part.gone > part.starts_at - SHORT_NOTICE
        return Turnout.CANCELLED_LATE if at_short_notice else None
    was_there = part.state is SessionState.FINISHED or part.ended_why is EndedWhy.NO_SHOW
    if part.arrived_at is None or not was_there:
        return None
    return Turnout.LATE if is_late(part.arrived_at, part.starts_at) else Turnout.KEPT


def record_of(parts: Iterable[Part]) -> Reliability:
    """The record of a member with these parts, the newest first."""
    return reliability(found for part in parts if (found := turnout(part)) is not None)
