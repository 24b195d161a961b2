"""A member's progress as data for the picture."""

from collections import Counter
from collections.abc import Mapping

from bot.domain.clock import Clock
from bot.domain.hours_by_kind import Budgets
from bot.domain.progress import ProgressChart, ProgressFacts, TaskFact, chart_of
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.streaks import DayMark, history, streak_on
from bot.domain.work_kinds import WorkKind, budgets_by_section, kind_of_item, kind_of_log, kind_of_thread
from bot.services.plans import Planner, days_off, slip_from
from bot.services.shelf import Shelf
from bot.services.tasks import TaskService
from bot.store import checkins, progress, tasks
from bot.store.tasks import StoredTask
from bot.store.transaction import Store

EXCUSED = frozenset({DayMark.REST, DayMark.AMNESTY, DayMark.OUTAGE, DayMark.TRAVEL, DayMark.FROZEN})
"""What the picture shows as rest, because it asked for nothing after all."""


class ProgressService:
    """Gathers what a member has done."""

    def __init__(
        self, store: Store, clock: Clock, shelf: Shelf, planner: Planner, task_service: TaskService
    ) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._planner = planner
        self._tasks = task_service

    async def chart(self, guild_id: int, user_id: int) -> ProgressChart:
        """Everything the picture of /progress shows, up to the present study day."""
        await self._tasks.today(
            guild_id, user_id
        )  # plans again what was left behind, so the finish is honest
        async with self._store.read() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            member, enrolment = found.member, found.enrolment
            rows = await tasks.all_of(tx, enrolment.id)
            facts = await checkins.streak_facts(tx, member.key)
            logged = await progress.logged(tx, member.key)
            since = max([enrolment.start_day, *(week.since for week in facts.study_weeks[-1:])])
            off = (*facts.pauses, *days_off(sorted(facts.rests)))
            plan = await self._planner.promise(tx, found, rows, since, off)
            today = member.day(self._clock.now())
            lived = history(facts, enrolment.start_day, today)
            ahead = await self._planner.ahead(tx, found, today)
        budgets = budgets_by_section(found.index.sections.values())
        return chart_of(
            ProgressFacts(
                title=found.roadmap.title,
                start=enrolment.start_day,
                today=today,
                pace=enrolment.pace,
                streak=streak_on(facts, today),
                tasks=[_fact(row, found.index, budgets) for row in rows],
                checked_in=facts.checked_in | facts.backfilled,
                study_weeks=facts.study_weeks,
                pauses=facts.pauses,
                excused={day.day for day in lived if day.mark in EXCUSED},
                log={day: _by_work(by_kind) for day, by_kind in logged.items()},
                budgets=budgets,
                plan=plan,
                finish=ahead.standing.finish,
                slip=slip_from(enrolment, ahead, today),
            )
        )


def _fact(row: StoredTask, index: RoadmapIndex, budgets: Budgets) -> TaskFact:
    """A task with its kind, and the nearest section around it that states budgets."""
    place, thread = index.places.get(row.item_key), index.threads.get(row.item_key)
    kind, section = WorkKind.OTHER, None
    if place:
        section = next((around.key for around in reversed(place.path) if around.key in budgets), None)
        kind = kind_of_item(place.item, budgets[section].keys() if section else frozenset())
    elif thread:
        kind = kind_of_thread(thread)
    return TaskFact(row.day, row.minutes, row.state, row.settled_day, kind, section)


def _by_work(logged: Mapping[str, int]) -> Counter[WorkKind]:
    """What was logged, in kinds of work."""
    minutes: Counter[WorkKind] = Counter()
    for kind, spent in logged.items():
        minutes[kind_of_log(kind)] += spent
    return minutes
