"""Hours by kind of work: what was done, against the budget so far. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bot.domain.tasks import TaskState
from bot.domain.work_kinds import WorkKind


class Basis(StrEnum):
    """Where the budgets so far come from; before there are any, where the whole comes from."""

    BUDGET = "budget"
    """The roadmap states them."""
    PLAN = "plan"
    """The roadmap states none: what the member's own plan holds of a kind."""
    BOTH = "both"
    """Stated for some sections, planned for the others."""


@dataclass(frozen=True, slots=True)
class TaskFact:
    """One sitting of the plan; `settled_day` is the study day on which it was done or skipped.

    `section` is the key of the nearest section around it that states budgets, None where none does.
    """

    day: date
    minutes: int
    state: TaskState
    settled_day: date | None = None
    kind: WorkKind = WorkKind.OTHER
    section: str | None = None


@dataclass(frozen=True, slots=True)
class KindHours:
    """Minutes of one kind: done, allowed up to now, and allowed in all."""

    kind: WorkKind
    done: int
    due: int
    whole: int


@dataclass(frozen=True, slots=True)
class HoursByKind:
    """Every kind that has any minutes, in the order of `WorkKind`."""

    kinds: tuple[KindHours, ...] = ()
    basis: Basis = Basis.PLAN


Budgets = Mapping[str, Mapping[WorkKind, int]]
"""Minutes by section and kind."""
Log = Mapping[date, Mapping[WorkKind, int]]
"""Minutes by study day and kind."""
NO_BUDGETS: Budgets = MappingProxyType({})
NO_LOG: Log = MappingProxyType({})


def hours_by_kind(
    tasks: Sequence[TaskFact],
    start: date,
    today: date,
    *,
    promised: int,
    budgets: Budgets = NO_BUDGETS,
    log: Log = NO_LOG,
) -> HoursByKind:
    """Fold a plan and the log from `start` on; `promised` are the minutes planned up to the end of `today`.

    * Done: see `spent`; a day is worth what was logged or what its done tasks were meant to take, never both.
    * The budget so far is that of every section of which a task is settled, or planned for `today` or before.
    * Work of a kind for which the section around it states no budget is budgeted as planned: of all tasks in
      the order of the plan the first `promised` minutes.
    """
    in_order = sorted(tasks, key=lambda task: task.day)
    reached = {task.section for task in tasks if task.day <= today or task.state is not TaskState.OPEN}
    due_stated = _stated(reached, budgets)
    whole_stated = _stated({task.section for task in tasks}, budgets)
    due_planned = _planned(_first(in_order, promised), budgets)
    whole_planned = _planned(((task, task.minutes) for task in tasks), budgets)
    done: Counter[WorkKind] = Counter()
    for by_kind in spent(tasks, start, today, log).values():
        done.update(by_kind)
    due, whole = due_stated + due_planned, whole_stated + whole_planned
    rows = (KindHours(kind, done[kind], due[kind], whole[kind]) for kind in WorkKind)
    return HoursByKind(
        tuple(row for row in rows if row.done or row.due or row.whole),
        _basis(due_stated, due_planned) if due else _basis(whole_stated, whole_planned),
    )


def spent(
    tasks: Sequence[TaskFact], start: date, today: date, log: Log = NO_LOG
) -> dict[date, Counter[WorkKind]]:
    """Minutes from `start` on by day and kind.

    The sum of a day is what was logged or what its done tasks were meant to take, whichever is more: a log
    mostly tells the real time of the same tasks. What it holds beyond them goes to the kinds it names.
    """
    done: defaultdict[date, Counter[WorkKind]] = defaultdict(Counter)
    for task in tasks:
        if task.state is TaskState.DONE:
            done[max(start, min(task.settled_day or task.day, today))][task.kind] += task.minutes
    for day, logged in log.items():
        if day >= start:
            done[day].update(_beyond(done[day], logged))
    return dict(done)


def _beyond(done: Mapping[WorkKind, int], logged: Mapping[WorkKind, int]) -> Counter[WorkKind]:
    left = sum(logged.values()) - sum(done.values())
    extra: Counter[WorkKind] = Counter()
    for kind in WorkKind:
        part = min(left, logged.get(kind, 0) - done.get(kind, 0))
        if part > 0:
            extra[kind] = part
            left -= part
    return extra


def _first(tasks: Sequence[TaskFact], minutes: int) -> Iterator[tuple[TaskFact, int]]:
    """The tasks, with as much of each as the first `minutes` hold."""
    for task in tasks:
        part = min(task.minutes, minutes)
        yield task, part
        minutes -= part


def _planned(parts: Iterator[tuple[TaskFact, int]], budgets: Budgets) -> Counter[WorkKind]:
    planned: Counter[WorkKind] = Counter()
    for task, minutes in parts:
        if minutes and task.kind not in budgets.get(task.section or "", ()):
            planned[task.kind] += minutes
    return planned


def _stated(sections: Set[str | None], budgets: Budgets) -> Counter[WorkKind]:
    stated: Counter[WorkKind] = Counter()
    for section in sections:
        stated.update(budgets.get(section or "", {}))
    return stated


def _basis(stated: Mapping[WorkKind, int], planned: Mapping[WorkKind, int]) -> Basis:
    if stated:
        return Basis.BOTH if planned else Basis.BUDGET
    return Basis.PLAN
