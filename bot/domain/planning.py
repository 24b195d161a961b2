"""From a roadmap's work and a member's pace to dated sittings. Pure and deterministic."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from bot.domain.inputs import HOURS_PER_WEEK
from bot.domain.pace import Pace, week_minutes
from bot.domain.plan_layer import Layer, Standing
from bot.domain.sittings import Plan, Sitting
from bot.domain.streaks import DayRange
from bot.domain.study_week import LONGEST_DAY, scaled
from bot.domain.work import Light, ThreadWork, Work, WorkItem, work_of

__all__ = [
    "Light",
    "Plan",
    "Sitting",
    "ThreadWork",
    "Work",
    "WorkItem",
    "lay_out",
    "pace_by",
    "replan",
    "work_of",
]

PACE_STEP = 15
"""Minutes a week between one pace that `pace_by` tries and the next."""

_NO_LOAD: Mapping[date, int] = MappingProxyType({})


def lay_out(
    work: Work,
    pace: Pace,
    start: date,
    *,
    epoch: date | None = None,
    taken: Mapping[date, int] = _NO_LOAD,
    off: Sequence[DayRange] = (),
) -> Plan:
    """Place every item once, in order, from `start` on; lay the threads beside them until the items end.

    * Effort decides how long something takes at this pace. A day holds its budget (`week_minutes`) less what
      is `taken`; days in `off` hold nothing.
    * An item is cut only where 25 minutes or more of a day would be lost, into parts of at least 25 minutes.
      A shorter part is left only at an item's end, where the days are too short to share it out otherwise.
      (Where the threads of a week leave no day of 25 minutes, the roomiest takes the place of the 25.)
    * Each thread has one sitting in every plan week (`epoch`, by default `start`, begins week 1), as late in
      the week as it fits; items get what is left. Threads share at most a third of the pace, in proportion
      and a minute each at least. One is shortened to the roomiest day, or left out of a week whose days are
      all too full for it. A thread with a span is laid only in weeks that begin while the first unfinished
      item lies inside that span on the roadmap's own clock.
    * The items of a light section take an even share of each study day, at least 25 minutes, for as many days
      as its span has; what follows begins after those days. A rest takes its days with nothing laid.

    Bound: while no light section or rest is on and before the items end, fewer than 50 minutes of a day's
    room stay empty. Where all days have the same room they are fewer than the minutes laid on the next day,
    so all that room is less than twice the work; and fewer than 25 when neither a day's room nor an item is
    shorter than 50 minutes.

    Raises ValueError when days off without end leave no room.
    """
    return replan(work, pace, start, epoch=epoch or start, load=taken, off=off)


def replan(
    work: Work,
    pace: Pace,
    start: date,
    *,
    epoch: date,
    settled: Sequence[Sitting] = (),
    pinned: Sequence[Sitting] = (),
    load: Mapping[date, int] = _NO_LOAD,
    off: Sequence[DayRange] = (),
) -> Plan:
    """Lay again from `start` what is neither `settled` nor `pinned`; the plan holds only these new sittings.

    `work` is all of it with its whole minutes. `settled` are the sittings done or skipped, on the study day
    that happened; `pinned` are open ones the member moved, which stay where they are (leave out one whose day
    has passed to have it laid again). Both keep their numbers and use up the budget of their day, as does
    `load` (minutes of other tasks). The finish counts pinned sittings too, threads only when no item is left.

    A plan that is on schedule comes back unchanged, also in the middle of a week, a day or a light section.
    """
    layer = Layer(work, pace, Standing(start, epoch, settled, pinned, load, off))
    layer.lay()
    return layer.plan()


def pace_by(
    work: Work,
    shape: Pace | Collection[int],
    start: date,
    by: date,
    *,
    epoch: date,
    settled: Sequence[Sitting] = (),
    pinned: Sequence[Sitting] = (),
    load: Mapping[date, int] = _NO_LOAD,
    off: Sequence[DayRange] = (),
) -> Pace | None:
    """The pace whose re-plan finishes on or before `by`; None when even 80 hours a week are not enough, or
    sixteen a day.

    It is a whole number of quarter hours a week from 1 to 80 hours, on the study days of `shape`, its days
    scaled when it says how long they are. Guaranteed: it is kept, and a quarter hour less misses the day (or
    is less than an hour a week). It is also the smallest one wherever more minutes never make a plan later;
    where leftover minutes of a day make them do so by a little, a still smaller pace may work by chance.
    """
    like = shape if isinstance(shape, Pace) else Pace(0, frozenset(shape))
    standing = Standing(start, epoch, settled, pinned, load, off)

    def keeps(steps: int) -> bool:
        pace = scaled(like, steps * PACE_STEP)
        layer = Layer(work, pace, standing)
        if not layer.lay(by):
            return False
        finish = layer.plan().finish
        return finish is None or finish <= by

    most = _most_steps(like)
    steps = _least_kept(keeps, min(most, _guess(work, standing, by)), most)
    return None if steps is None else scaled(like, steps * PACE_STEP)


_LEAST, _MOST = (round(hours * 60) // PACE_STEP for hours in HOURS_PER_WEEK)


def _guess(work: Work, standing: Standing, by: date) -> int:
    """Steps by division: what is owed over the weeks there are."""
    owed = sum(item.minutes for item in work.items)
    kept = sum(sitting.minutes for sitting in (*standing.settled, *standing.pinned))
    days = max(1, (by - standing.start).days + 1)
    return min(_MOST, max(_LEAST, (owed - kept) * 7 // (days * PACE_STEP)))


def _most_steps(like: Pace) -> int:
    """The most steps whose longest day is not longer than a day may be."""
    return (
        bisect_right(
            range(_LEAST + 1, _MOST + 1),
            LONGEST_DAY,
            key=lambda steps: max(week_minutes(scaled(like, steps * PACE_STEP))),
        )
        + _LEAST
    )


def _least_kept(keeps: Callable[[int], bool], guess: int, most: int) -> int | None:
    """The steps that keep the day while one less does not: doubling away from the guess, then halving."""
    kept = guess if keeps(guess) else None
    missed, stride = (_LEAST - 1 if kept else guess), 1
    while kept is None:
        if missed == most:
            return None
        tried = min(most, missed + stride)
        missed, kept = (missed, tried) if keeps(tried) else (tried, None)
        stride *= 2
    while kept - missed > 1:
        # The guess is near: look close to what is kept first, then ever further down.
        tried = max((kept + missed) // 2, kept - stride)
        missed, kept = (missed, tried) if keeps(tried) else (tried, kept)
        stride *= 2
    return kept
