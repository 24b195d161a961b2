"""What belongs to which part of a day: tasks to stretches, habits to weekdays. Pure."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate

from bot.domain.calendar import EVERY_DAY
from bot.domain.pace import Stretch, StudyDay
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_terms import DayPart, Period
from bot.domain.roadmap_time import Habit

_HOUR = 60
_BEGINNINGS = (
    (0, DayPart.MORNING),
    (12 * _HOUR, DayPart.MIDDAY),
    (14 * _HOUR, DayPart.AFTERNOON),
    (18 * _HOUR, DayPart.EVENING),
    (22 * _HOUR, DayPart.BEFORE_BED),
)


def placed(minutes: Sequence[int], day: StudyDay) -> tuple[Stretch | None, ...]:
    """The stretch of the day in which each task begins when they are done in order, one after the other.

    What does not fit into the day goes to its last stretch; a day without stretches says None.
    """
    if not day:
        return (None,) * len(minutes)
    ends = list(accumulate(stretch.minutes for stretch in day))
    begins = accumulate(minutes, initial=0)
    return tuple(
        day[min(bisect_right(ends, begin), len(day) - 1)] for begin, _ in zip(begins, minutes, strict=False)
    )


def part_of(stretch: Stretch) -> DayPart | None:
    """The part of the day a stretch lies in: the stated one, else by the clock, None when neither is known.

    Midday begins at 12, the afternoon at 14, the evening at 18, before bed at 22 o'clock.
    """
    if stretch.part is not None or stretch.starts is None:
        return stretch.part
    return next(part for begin, part in reversed(_BEGINNINGS) if begin <= stretch.starts)


def habits_on(
    roadmap: Roadmap, inside: Collection[str], weekday: int, *, study_days: Collection[int] = EVERY_DAY
) -> tuple[Habit, ...]:
    """The daily and weekly habits that hold on a weekday (Monday is 0) while in the sections `inside`.

    One with days of its own holds on these. A daily one without holds on every study day, a weekly one
    without on the first study day of the week, so that there is all week to do it. Monthly and yearly ones
    belong to no day. A habit that names no sections holds everywhere.
    """
    return tuple(
        habit
        for habit in roadmap.habits
        if (not habit.during or any(key in inside for key in habit.during))
        and weekday in _weekdays(habit, study_days)
    )


def _weekdays(habit: Habit, study_days: Collection[int]) -> Collection[int]:
    if habit.every not in {Period.DAY, Period.WEEK}:
        return ()
    if habit.on:
        return [weekday.number for weekday in habit.on]
    return study_days if habit.every is Period.DAY else sorted(study_days)[:1]
