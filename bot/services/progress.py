"""A member's progress as data for the picture."""

from bot.domain.clock import Clock
from bot.domain.progress import ProgressChart, ProgressFacts, TaskFact, chart_of
from bot.domain.streaks import streak_on
from bot.services.plans import Planner
from bot.services.tasks import TaskService
from bot.store import checkins, members, tasks, timelogs
from bot.store.transaction import Store


class ProgressService:
    """Gathers what a member has done."""

    def __init__(self, store: Store, clock: Clock, planner: Planner, task_service: TaskService) -> None:
        self._store = store
        self._clock = clock
        self._planner = planner
        self._tasks = task_service

    async def chart(self, guild_id: int, user_id: int) -> ProgressChart:
        """Everything the picture of /progress shows, up to the present study day."""
        await self._tasks.today(
            guild_id, user_id
        )  # plans again what was left behind, so the finish is honest
        async with self._store.read() as tx:
            found = await members.enrolled(tx, guild_id, user_id)
            member, enrolment = found.member, found.enrolment
            rows = await tasks.all_of(tx, enrolment.id)
            facts = await checkins.streak_facts(tx, member.key)
            logged = await timelogs.by_day(tx, member.key)
        since = max([enrolment.start_day, *(week.since for week in facts.study_weeks[-1:])])
        today = member.day(self._clock.now())
        return chart_of(
            ProgressFacts(
                title=self._planner.title(enrolment),
                start=enrolment.start_day,
                today=today,
                pace=enrolment.pace,
                streak=streak_on(facts, today),
                tasks=[TaskFact(row.day, row.minutes, row.state, row.settled_day) for row in rows],
                checked_in=facts.checked_in,
                study_weeks=facts.study_weeks,
                pauses=facts.pauses,
                logged=logged,
                plan=self._planner.promise(enrolment, rows, since, facts.pauses),
                finish=max((row.day for row in rows if row.settled_day is None), default=None),
            )
        )
