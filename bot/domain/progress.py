"""How far a member has come, day by day: everything the picture of /progress shows. Pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate

from bot.domain.hours_by_kind import Budgets, HoursByKind, Log, TaskFact, hours_by_kind
from bot.domain.pace import Pace
from bot.domain.slips import Slip
from bot.domain.streaks import DayRange, Streak, StudyWeek
from bot.domain.tasks import TaskState
from bot.domain.work_kinds import WorkKind

WEEKS_SHOWN = 17
DAY = timedelta(days=1)


class DayMark(StrEnum):
    """What a day was, or may become."""

    OUTSIDE = "outside"
    """Before the start, or after the last piece of work."""
    ACTIVE = "active"
    OPEN = "open"
    MISSED = "missed"
    REST = "rest"
    PAUSED = "paused"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class HeatDay:
    """One cell of the heat map; `level` is 0 for a day without study, otherwise 1 (little) to 4 (much)."""

    day: date
    mark: DayMark
    minutes: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Cumulative minutes at the end of `day`."""

    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """A member on a roadmap. `study_weeks` ascend by `since`; before the first of them the pace rules."""

    title: str
    start: date
    today: date
    pace: Pace
    streak: Streak
    tasks: Sequence[TaskFact] = ()
    checked_in: Set[date] = frozenset()
    study_weeks: Sequence[StudyWeek] = ()
    pauses: Sequence[DayRange] = ()
    excused: Set[date] = frozenset()
    """Days that keep the streak without study: rest of the member's own, forgiven, or kept by a freeze."""
    log: Log = field(default_factory=dict[date, Mapping[WorkKind, int]])
    budgets: Budgets = field(default_factory=dict[str, Mapping[WorkKind, int]])
    finish: date | None = None
    """Projected by the plan; None when nothing is left, or nothing is planned."""
    plan: Mapping[date, int] | None = None
    """Minutes per day as last promised: laid out from the start, or from the last change of pace.

    None takes the days of the tasks, on which nothing is ever late once missed tasks are planned again.
    """
    slip: Slip | None = None
    """Against the promise that was kept; None measures the curves."""


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """The picture as data. Curves ascend by day and hold only days on which they rise."""

    title: str
    start: date
    today: date
    planned: tuple[CurvePoint, ...]
    settled: tuple[CurvePoint, ...]
    total_minutes: int
    settled_minutes: int
    """Done or skipped: the same sum as `Standing.done_minutes`."""
    skipped_minutes: int
    slip_minutes: int
    """Behind the plan above 0, ahead of it below 0; today's own tasks are neither before today is over."""
    finish: date | None
    """The projected day of the last open task."""
    heat: tuple[HeatDay, ...]
    """Whole weeks from a Monday on, `WEEKS_SHOWN` of them."""
    streak: Streak
    week_minutes: int
    pace_minutes: int
    by_kind: HoursByKind

    @property
    def finished(self) -> bool:
        """Whether there was work and none is left."""
        return 0 < self.total_minutes <= self.settled_minutes


def chart_of(facts: ProgressFacts) -> ProgressChart:
    """Fold what is known into the picture's data; days outside the plan count on its nearest day."""
    settled_tasks = [task for task in facts.tasks if task.state is not TaskState.OPEN]
    plan = [(task.day, task.minutes) for task in facts.tasks] if facts.plan is None else facts.plan.items()
    planned = _curve([(max(day, facts.start), minutes) for day, minutes in plan])
    settled = _curve([(_settled_on(task, facts), task.minutes) for task in settled_tasks])
    studied = _studied(facts)
    monday = facts.today - facts.today.weekday() * DAY
    return ProgressChart(
        title=facts.title,
        start=facts.start,
        today=facts.today,
        planned=planned,
        settled=settled,
        total_minutes=sum(task.minutes for task in facts.tasks),
        settled_minutes=sum(task.minutes for task in settled_tasks),
        skipped_minutes=sum(task.minutes for task in settled_tasks if task.state is TaskState.SKIPPED),
        slip_minutes=facts.slip.minutes if facts.slip else _slip(planned, settled, facts.today),
        finish=facts.finish,
        heat=_heat(facts, studied, monday),
        streak=facts.streak,
        week_minutes=sum(minutes for day, minutes in studied.items() if monday <= day <= facts.today),
        pace_minutes=facts.pace.minutes_per_week,
        by_kind=hours_by_kind(
            facts.tasks,
            facts.start,
            facts.today,
            promised=minutes_at(planned, facts.today),
            budgets=facts.budgets,
            log=facts.log,
        ),
    )


def minutes_at(curve: Sequence[CurvePoint], day: date) -> int:
    """Where a curve stands at the end of `day`."""
    index = bisect_right(curve, day, key=lambda point: point.day)
    return curve[index - 1].minutes if index else 0


def _curve(steps: Sequence[tuple[date, int]]) -> tuple[CurvePoint, ...]:
    per_day: Counter[date] = Counter()
    for day, minutes in steps:
        per_day[day] += minutes
    days = sorted(day for day, minutes in per_day.items() if minutes)
    return tuple(map(CurvePoint, days, accumulate(per_day[day] for day in days)))


def _settled_on(task: TaskFact, facts: ProgressFacts) -> date:
    """After a move to a western zone a day may be settled that has not begun there: it shows as today."""
    return max(facts.start, min(task.settled_day or task.day, facts.today))


def _slip(planned: Sequence[CurvePoint], settled: Sequence[CurvePoint], today: date) -> int:
    done = minutes_at(settled, today)
    owed, allowed = minutes_at(planned, today - DAY), minutes_at(planned, today)
    return owed - done if done < owed else min(allowed - done, 0)


def _studied(facts: ProgressFacts) -> dict[date, int]:
    """Minutes per day: what was logged or what the done tasks were meant to take, whichever is more.

    Not their sum, because a log mostly tells the real time of the same tasks.
    """
    done: Counter[date] = Counter()
    for task in facts.tasks:
        if task.state is TaskState.DONE:
            done[min(task.settled_day or task.day, facts.today)] += task.minutes
    logged = {day: sum(by_kind.values()) for day, by_kind in facts.log.items()}
    return {day: max(done[day], logged.get(day, 0)) for day in done.keys() | logged.keys()}


def _heat(facts: ProgressFacts, studied: Mapping[date, int], monday: date) -> tuple[HeatDay, ...]:
    """The last weeks up to this one; a plan younger than that shows from its first week with room ahead."""
    first = max(monday - (WEEKS_SHOWN - 1) * 7 * DAY, min(monday, facts.start - facts.start.weekday() * DAY))
    ended = _ended(facts)
    days = (first + offset * DAY for offset in range(WEEKS_SHOWN * 7))
    return tuple(_heat_day(facts, day, studied.get(day, 0), ended) for day in days)


def _ended(facts: ProgressFacts) -> date | None:
    """The day of the last settled task, once nothing is open."""
    if not facts.tasks or any(task.state is TaskState.OPEN for task in facts.tasks):
        return None
    return max(_settled_on(task, facts) for task in facts.tasks)


def _heat_day(facts: ProgressFacts, day: date, minutes: int, ended: date | None) -> HeatDay:
    mark = _mark(facts, day, minutes, ended)
    if mark is not DayMark.ACTIVE:
        return HeatDay(day, mark)
    return HeatDay(day, mark, minutes, _level(facts.pace, minutes))


def _mark(facts: ProgressFacts, day: date, minutes: int, ended: date | None) -> DayMark:
    if day <= facts.today and (minutes > 0 or day in facts.checked_in):
        return DayMark.ACTIVE
    if day < facts.start or (ended is not None and day > ended):
        return DayMark.OUTSIDE
    if day > facts.today:
        return DayMark.AHEAD
    if any(day in pause for pause in facts.pauses):
        return DayMark.PAUSED
    if day in facts.excused or day.weekday() not in _weekdays_on(facts, day):
        return DayMark.REST
    return DayMark.OPEN if day == facts.today else DayMark.MISSED


def _weekdays_on(facts: ProgressFacts, day: date) -> frozenset[int]:
    index = bisect_right(facts.study_weeks, day, key=lambda week: week.since)
    return facts.study_weeks[index - 1].weekdays if index else facts.pace.study_days


def _level(pace: Pace, minutes: int) -> int:
    """Against a study day's share of the pace: under half of it, under all, under one and a half, more."""
    share = pace.minutes_per_week / max(len(pace.study_days), 1)
    return 1 + sum(minutes >= share * part for part in (0.5, 1, 1.5)) if share else 1
