"""By which clock a member's study days are told apart, and what a change of it does to them. Pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import DEFAULT_CUTOFF_MINUTES, day_end, local_instant, study_day, time_at
from bot.domain.streak_rules import StreakRules, rules_on

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class DayClock:
    """How study days are told apart: by the date in `zone`, until `cutoff_minutes` after midnight."""

    zone: ZoneInfo = _UTC
    cutoff_minutes: int = DEFAULT_CUTOFF_MINUTES

    def day(self, now: datetime, floor: date | None = None) -> date:
        """The study day at `now`; never before `floor`, the day entered by the last move."""
        day = study_day(now, self.zone, self.cutoff_minutes)
        return day if floor is None else max(day, floor)

    def end(self, day: date) -> datetime:
        """The instant at which `day` is over."""
        return day_end(day, self.zone, self.cutoff_minutes)


UTC_DAYS = DayClock()


@dataclass(frozen=True, slots=True)
class Move:
    """Until `at` days were counted by `clock`; that took the member from `left_day` to `entered_day`.

    `entered_day` is never the earlier one: days do not go back.
    """

    at: datetime
    clock: DayClock
    left_day: date
    entered_day: date


def joined_moves(earlier: Move, later: Move, clock: DayClock) -> Move | None:
    """Both moves as one that leads to `clock`; None if they cannot be told as one.

    They can within one study day, where neither ended a day and both changed the same: zone or cut-off.
    """
    within = {earlier.left_day, earlier.entered_day, later.left_day, later.entered_day}
    zones = (earlier.clock.zone != later.clock.zone, later.clock.zone != clock.zone)
    if len(within) > 1 or zones[0] != zones[1]:
        return None
    return Move(later.at, earlier.clock, earlier.left_day, later.entered_day)


def moved(clock_before: DayClock, clock_after: DayClock, now: datetime, floor: date | None = None) -> Move:
    """What a change of zone or cut-off at `now` does; `entered_day` is the member's floor from then on.

    `floor` is the one before. Where the new clock still shows an earlier day, the member stays on theirs
    until the new clock has caught up: neither day is counted twice.
    """
    left = clock_before.day(now, floor)
    return Move(now, clock_before, left, clock_after.day(now, left))


@dataclass(frozen=True, slots=True)
class DaySpan:
    """When one study day began and ended, or will end, and by which clock. A day left out ends at once."""

    clock: DayClock
    began_at: datetime
    ended_at: datetime


def span_of(day: date, moves: Sequence[Move], clock: DayClock) -> DaySpan:
    """The span of `day` for a member who moved so, in that order, and now lives by `clock`."""
    _, began_at = _end(day - timedelta(days=1), moves, clock)
    own, ended_at = _end(day, moves, clock)
    return DaySpan(own, began_at, ended_at)


def shortened(
    moves: Sequence[Move], clock: DayClock, rules: Sequence[StreakRules]
) -> Iterator[tuple[date, Move]]:
    """The days that moves to another zone took time from, each with its move.

    A move goes past days, or lets one end earlier than it was going to, or begin in its evening. Another
    cut-off in the same zone is the member's own choice, and excuses nothing.
    """
    clocks = (*(move.clock for move in moves[1:]), clock)
    for move, after in zip(moves, clocks, strict=False):
        if move.clock.zone == after.zone:
            continue
        left, entered = move.left_day, move.entered_day
        passed = (date.fromordinal(each) for each in range(left.toordinal(), entered.toordinal()))
        yield from ((day, move) for day in passed)
        if left == entered:
            late = after.end(left) < move.clock.end(left)
        else:
            late = move.at >= evening(entered, after, rules_on(entered, rules))
        if late:
            yield entered, move


def evening(day: date, clock: DayClock, rules: StreakRules) -> datetime:
    """The instant at which the evening of `day` begins."""
    return local_instant(day, time_at(rules.evening_minute), clock.zone)


def _end(day: date, moves: Sequence[Move], clock: DayClock) -> tuple[DayClock, datetime]:
    # Days never go back, so the first move beyond a day is the one that it ended by, at the latest.
    index = bisect_right(moves, day, key=lambda move: move.entered_day)
    if index == len(moves):
        return clock, clock.end(day)
    move = moves[index]
    return move.clock, move.at if move.left_day <= day else move.clock.end(day)
