"""A member's plan on the drawing board: laid on any terms before anything is stored."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypedDict

from bot.domain.members import Enrolment
from bot.domain.pace import Pace
from bot.domain.planning import Plan, Sitting, Work, pace_by, replan, work_of
from bot.domain.replans import Outlook, Terms
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_choices import Choices
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.streaks import DayRange
from bot.domain.tasks import TaskState
from bot.store.tasks import StoredTask

OWN = "own:"
"""How the keys of a member's own tasks begin."""

DAYS_SHOWN = 7
"""How many days of a plan a preview shows."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a plan by what may happen to them."""

    settled: tuple[StoredTask, ...]
    staying: tuple[StoredTask, ...]
    laid_again: tuple[StoredTask, ...]
    own: tuple[StoredTask, ...]

    @classmethod
    def sort(cls, rows: Iterable[StoredTask], today: date, start: date, wanted: Set[str]) -> "Rows":
        """Only what is `wanted` may stay where it is: an option that was dropped takes its tasks along."""
        settled: list[StoredTask] = []
        staying: list[StoredTask] = []
        again: list[StoredTask] = []
        own: list[StoredTask] = []
        for row in rows:
            if row.item_key.startswith(OWN):
                own.append(row)
            elif row.state is not TaskState.OPEN:
                settled.append(row)
            elif row.item_key in wanted and today <= row.day and (row.pinned or row.day < start):
                staying.append(row)
            else:
                again.append(row)
        return cls(tuple(settled), tuple(staying), tuple(again), tuple(own))

    def own_load(self, today: date) -> Counter[date]:
        """Minutes of the member's own tasks on each day."""
        load: Counter[date] = Counter()
        for row in self.own:
            day = row.settled_day or max(row.day, today)
            load[day] += row.minutes if row.state is not TaskState.SKIPPED else 0
        return load


def sitting_of(row: StoredTask) -> Sitting:
    """The planner's word for a stored row, on the day it was settled if it was."""
    return Sitting(row.item_key, row.sitting, row.settled_day or row.day, row.minutes)


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a plan is made from; what is before `start` stays as it is."""

    enrolment: Enrolment
    roadmap: Roadmap
    choices: Choices
    had: frozenset[str]
    stored: tuple[StoredTask, ...]
    today: date
    start: date
    off: tuple[DayRange, ...] = ()
    """The member's own rest days: nothing is laid on them."""

    @property
    def terms(self) -> Terms:
        """What is agreed at present."""
        return Terms(self.enrolment.pace, self.enrolment.optional, self.enrolment.by_day)

    def work(self, terms: Terms) -> Work:
        """What the roadmap asks of this member, by what they chose and what they had before."""
        return work_of(self.roadmap, self.choices, optional=terms.optional, had=self.had)

    def weights(self, index: RoadmapIndex) -> dict[int, int]:
        """What the last row of each finished item must count for in a version of the roadmap, by row id.

        What is finished stays finished, also when the item takes longer there: otherwise the difference would
        be planned as soon as the plan is laid again.
        """
        opened = {row.item_key for row in self.stored if row.state is TaskState.OPEN}
        finished: dict[str, list[StoredTask]] = {}
        for row in self.stored:
            if row.item_key in index.places and row.item_key not in opened:
                finished.setdefault(row.item_key, []).append(row)
        short = {
            key: index.places[key].item.minutes - sum(row.minutes for row in rows)
            for key, rows in finished.items()
        }
        return {
            finished[key][-1].id: finished[key][-1].minutes + more for key, more in short.items() if more > 0
        }

    def weighed(self, weights: Mapping[int, int]) -> "Draft":
        """The same draft with rows that count for so much."""
        rows = (replace(row, minutes=weights.get(row.id, row.minutes)) for row in self.stored)
        return replace(self, stored=tuple(rows))

    def lay(self, terms: Terms | None = None) -> "Laid":
        """The open sittings on these terms, by default on the present ones."""
        terms = terms or self.terms
        work = self.work(terms)
        kept = self._kept(work)
        plan = replan(work, terms.pace, self.start, **self._around(kept))
        return Laid(kept, plan)

    def pace_by(self, by: date, terms: Terms) -> Pace | None:
        """The smallest pace that is done on `by`; None when even the largest one is not."""
        work = self.work(terms)
        return pace_by(work, terms.pace, self.start, by, **self._around(self._kept(work)))

    def outlook(self, terms: Terms) -> Outlook:
        """Where these terms lead; the work counts the member's own tasks, the finish does not."""
        laid = self.lay(terms)
        own = (row for row in laid.rows.own if row.state is TaskState.OPEN)
        opened = [*laid.plan.sittings, *map(sitting_of, laid.rows.staying), *map(sitting_of, own)]
        return Outlook(
            terms=terms,
            finish=laid.plan.finish,
            tasks=len(opened),
            minutes=sum(sitting.minutes for sitting in opened),
            per_day=_per_day(opened, self.today),
        )

    def _kept(self, work: Work) -> Rows:
        wanted = {item.key for item in work.items} | {thread.key for thread in work.threads}
        return Rows.sort(self.stored, self.today, self.start, wanted)

    def _around(self, rows: Rows) -> "_Around":
        return {
            "epoch": self.enrolment.start_day,
            "settled": [sitting_of(row) for row in rows.settled],
            "pinned": [sitting_of(row) for row in rows.staying],
            "load": rows.own_load(self.today),
            "off": self.off,
        }


@dataclass(frozen=True, slots=True)
class Laid:
    """A plan, and what becomes of the stored rows in it."""

    rows: Rows
    plan: Plan


class _Around(TypedDict):
    """What a plan is laid around, as the planner names it."""

    epoch: date
    settled: list[Sitting]
    pinned: list[Sitting]
    load: Counter[date]
    off: tuple[DayRange, ...]


def _per_day(opened: Iterable[Sitting], today: date) -> tuple[tuple[date, int], ...]:
    minutes: Counter[date] = Counter()
    for sitting in opened:
        minutes[max(sitting.day, today)] += sitting.minutes
    return tuple(
        (day, minutes[day]) for day in (today + timedelta(days=ahead) for ahead in range(DAYS_SHOWN))
    )
