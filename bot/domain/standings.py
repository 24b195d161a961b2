"""The group's board: who keeps the days they planned, not who has the most hours. Pure."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.day_clock import DayClock
from bot.domain.streaks import DayMark, StreakFacts, StudyWeek, history

BOARD_DAYS = 28
"""So many finished study days count."""

LEAST_PLANNED = 5
"""Whoever has planned fewer of them has no place yet: one good day is no habit."""

TOP = 3
AROUND = 2
"""Places shown at the top, and on either side of a member's own."""

WHOLE = 1_000

_KEPT = frozenset({DayMark.DONE, DayMark.BACKFILLED})
_NOT_KEPT = frozenset({DayMark.FROZEN, DayMark.MISSED})


@dataclass(frozen=True, slots=True)
class Consistency:
    """Of the days that asked for a check-in, how many have one."""

    planned: int
    kept: int

    @property
    def share(self) -> int | None:
        """Thousandths of the planned days, rounded down; None while nothing was planned."""
        return self.kept * WHOLE // self.planned if self.planned else None

    @property
    def ranked(self) -> bool:
        """Whether it is enough for a place on the board."""
        return self.planned >= LEAST_PLANNED

    @property
    def whole(self) -> bool:
        """Whether there were planned days and all were kept."""
        return self.kept == self.planned > 0


@dataclass(frozen=True, slots=True)
class Place:
    """A member on the board. Who has the same share has the same `place`; `position` numbers the rows."""

    user_id: int
    place: int
    position: int
    counted: Consistency


@dataclass(frozen=True, slots=True)
class Ranked:
    """A member who has a place, before it is known which."""

    user_id: int
    counted: Consistency


@dataclass(frozen=True, slots=True)
class Board:
    """The board as one member sees it: the top and their neighbours, by position, each once.

    `mine` is None while the member is not on it, `own` while they have no place yet; `ranked` members have
    one.
    """

    guild_id: int
    user_id: int
    mine: Consistency | None
    own: Place | None
    places: tuple[Place, ...]
    ranked: int


def last_day(clock: DayClock, now: datetime) -> date:
    """The newest study day that is over."""
    return clock.day(now) - timedelta(days=1)


def first_day(now: datetime, days: int) -> date:
    """No member's last `days` study days that are over at `now` begin before this, wherever they live."""
    return now.date() - timedelta(days=days + 2)


def consistency(facts: StreakFacts, last: date, days: int = BOARD_DAYS) -> Consistency:
    """How a member kept the `days` study days up to `last`, which is over.

    Days that asked for nothing (free, rest, pause), or that nobody could keep (amnesty, outage, travel) and
    nobody did, are not planned. A freeze keeps a streak, but it keeps no day.
    """
    first = last - timedelta(days=days - 1)
    lived = history(_since(facts, first), first, last + timedelta(days=1))[:-1]
    marks = [each.mark for each in lived if facts.expects(each.day)]
    kept = sum(mark in _KEPT for mark in marks)
    return Consistency(kept + sum(mark in _NOT_KEPT for mark in marks), kept)


def placed(rows: Sequence[Ranked], first: int, shares: Mapping[int, int]) -> tuple[Place, ...]:
    """Rows that follow one another from position `first` on; `shares` tells how many have which share."""
    return tuple(
        Place(row.user_id, place_of(row.counted, shares), position, row.counted)
        for position, row in enumerate(rows, first)
    )


def place_of(counted: Consistency, shares: Mapping[int, int]) -> int:
    """One more than those with a greater share."""
    mine = counted.share or 0
    return 1 + sum(count for share, count in shares.items() if share > mine)


def _since(facts: StreakFacts, first: date) -> StreakFacts:
    """The same life, told from `first` on: what was before decides on freezes only, and they keep no day."""
    weeks = facts.study_weeks
    begun = bisect_right(weeks, first, key=lambda week: week.since)
    recent = (*((StudyWeek(first, weeks[begun - 1].weekdays),) if begun else ()), *weeks[begun:])
    # Wherever the member lives, an evening is over two days after its date.
    near = first - timedelta(days=2)
    return replace(
        facts,
        checked_in={day for day in facts.checked_in if day >= first},
        backfilled={day for day in facts.backfilled if day >= first},
        study_weeks=recent,
        outages=tuple(outage for outage in facts.outages if outage.ended_at.date() >= near),
    )
