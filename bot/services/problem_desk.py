"""All that a prompt for one member goes by, read once: the week, the numbers, the log, earlier prompts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil

from bot.domain.calendar import monday_of
from bot.domain.claim_record import ClaimRecord
from bot.domain.problem_aims import aim_of, aim_progress, missing_by_difficulty
from bot.domain.problem_choice import Situation
from bot.domain.problem_log import Solve
from bot.domain.problem_needs import NO_WEEK, Week, fits_wish, week_of
from bot.domain.problem_prompts import (
    Asked,
    ProblemSitting,
    PromptState,
    left_of_items,
    share_of_sitting,
    solved_of_item,
)
from bot.domain.problems import Catalogue, ProblemKind
from bot.domain.roadmap_claims import Difficulty, Problems, Target
from bot.domain.roadmap_terms import Counted, Period
from bot.domain.tasks import Task, TaskState
from bot.services.plans import Planner
from bot.services.problem_log import as_solve
from bot.services.shelf import Following
from bot.store import problem_prompts, problem_reviews, problem_solves, tasks
from bot.store.problem_prompts import StoredPrompt
from bot.store.transaction import Tx

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Desk:
    """One member's situation. `solved_at` says when each problem was solved last.

    Without `record` the roadmap's numbers are left out of a choice.
    """

    found: Following
    record: ClaimRecord | None
    catalogue: Catalogue
    now: datetime
    day: date
    week: tuple[Task, ...]
    solves: tuple[Solve, ...]
    solved_at: Mapping[str, datetime]
    due: Mapping[str, datetime]
    prompts: tuple[StoredPrompt, ...]

    def situation(self, asked: Asked) -> Situation:
        """What a choice goes by."""
        wanted = self._problems_of(asked.item)
        return Situation(
            now=self.now,
            solves=self.solves,
            due=self.due,
            seen=tuple(
                each.key
                for each in self.prompts
                if each.key not in self.solved_at or each.at > self.solved_at[each.key]
            ),
            week=week_of([wanted]) if wanted else self._week(),
            missing=self._left([wanted] if wanted else []) or self._missing(),
        )

    def open_prompt(self, asked: Asked) -> StoredPrompt | None:
        """What was shown last today, is open, and is what is asked for: asking again is no re-roll."""
        return next((each for each in reversed(self._open_today(asked)) if self._is_like(each, asked)), None)

    def replaced(self, asked: Asked) -> tuple[StoredPrompt, ...]:
        """What a new prompt takes the place of: wishing for something else is a re-roll too.

        A task of the plan has its own problem, and a redo takes the place of a redo alone.
        """
        lane = asked.item, asked.wish.again
        opened = self._open_today(asked)
        return tuple(each for each in opened if (each.asked.item, each.asked.wish.again) == lane)

    def _open_today(self, asked: Asked) -> list[StoredPrompt]:
        today = (each for each in self.prompts if each.day == self.day)
        return [each for each in today if each.state is PromptState.SHOWN and self._may_stay(each.key, asked)]

    def _may_stay(self, key: str, asked: Asked) -> bool:
        """Whether a problem may still be chosen: free, and solved only if it is due or wanted again."""
        problem = self.catalogue.get(key)
        if problem is None or problem.paid:
            return False
        return asked.wish.again or key not in self.solved_at or self._is_due(key)

    def _is_due(self, key: str) -> bool:
        due = self.due.get(key)
        return due is not None and due <= self.now

    def _is_like(self, prompt: StoredPrompt, asked: Asked) -> bool:
        if not asked or asked == prompt.asked:
            return True
        if asked.item or asked.wish.again:
            return False
        problem = self.catalogue.get(prompt.key)
        return problem is not None and fits_wish(self.catalogue, asked.wish, problem)

    @property
    def rerolled(self) -> int:
        """How often the member asked for another problem today."""
        return sum(each.state is PromptState.REROLLED and each.day == self.day for each in self.prompts)

    def sittings(self) -> tuple[ProblemSitting, ...]:
        """Today's open tasks that ask for a number of problems."""
        today = [solve for solve in self.solves if solve.day == self.day]
        found: list[ProblemSitting] = []
        for task in self.week:
            wanted = task.item.problems if task.item else None
            if wanted is None or task.day != self.day or task.state is not TaskState.OPEN:
                continue
            share = share_of_sitting(wanted, self.catalogue, task.sittings, self._a_day(task))
            if share:
                solved = solved_of_item(wanted, self.catalogue, today)
                found.append(ProblemSitting(task.id, task.title, share, solved))
        return tuple(found)

    def completed_by(self, keys: Collection[str]) -> tuple[ProblemSitting, ...]:
        """Today's tasks that have what they ask for since the newest solves of these problems."""
        open_before = {each.task_id for each in self._before(keys).sittings() if not each.enough}
        return tuple(each for each in self.sittings() if each.enough and each.task_id in open_before)

    def _before(self, keys: Collection[str]) -> "Desk":
        newest = {solve.key: place for place, solve in enumerate(self.solves) if solve.key in keys}
        kept = (solve for place, solve in enumerate(self.solves) if newest.get(solve.key) != place)
        return replace(self, solves=tuple(kept))

    def last_solve(self, key: str) -> Solve | None:
        """The newest solve of a problem."""
        mine = (each for each in reversed(self.solves) if each.key == key)
        return next((each for each in mine if each.kind is ProblemKind.LEETCODE), None)

    def _a_day(self, task: Task) -> int | None:
        """The most problems that the roadmap says for a day where this task stands."""
        if task.item is None:
            return None
        around = {section.key for section in self.found.index.path(task.item.key)}
        for place in self.found.index.claims.targets.values():
            target = place.target
            where = {*target.during, *(section.key for section in place.path)}
            if target.counts is Counted.PROBLEMS and target.per is Period.DAY and around & where:
                return ceil(target.goal.upper or target.goal.value)
        return None

    def _problems_of(self, item: str) -> Problems | None:
        place = self.found.index.places.get(item)
        return place.item.problems if place else None

    def _week_problems(self) -> list[Problems]:
        """What the week's open items ask for, or all of the week's where none is open any more."""
        asking = [task for task in self.week if task.item and task.item.problems]
        opened = [task for task in asking if task.state is TaskState.OPEN] or asking
        items = {task.item.key: task.item for task in opened if task.item}
        return [item.problems for item in items.values() if item.problems]

    def _week(self) -> Week:
        asked = self._week_problems()
        return week_of(asked) if asked else NO_WEEK

    def _missing(self) -> Mapping[Difficulty, int]:
        """What the roadmap's numbers lack; where none says it, what the week's items ask for."""
        progress = [
            aim_progress(aim, self.solves, self.day, self.catalogue.members(aim.of_list or ""))
            for target in self._targets()
            if (aim := aim_of(target)) is not None and aim.kind is ProblemKind.LEETCODE
        ]
        return missing_by_difficulty(progress) or self._left(self._week_problems())

    def _targets(self) -> Iterable[Target]:
        """The numbers on the member's way."""
        for place in self.record.claims.targets.values() if self.record else ():
            if self.record and (not place.path or place.path[-1].key in self.record.sections):
                yield place.target

    def _left(self, items: Sequence[Problems]) -> Mapping[Difficulty, int]:
        since = self.found.enrolment.start_day
        return left_of_items(items, self.catalogue, [each for each in self.solves if each.day >= since])


async def read_desk(
    tx: Tx,
    planner: Planner,
    catalogue: Catalogue,
    found: Following,
    record: ClaimRecord | None,
    now: datetime,
) -> Desk:
    """Read everything."""
    key, day = found.member.key, found.member.day(now)
    monday = monday_of(day)
    rows = await tasks.between(tx, found.enrolment.id, monday, monday + WEEK)
    stored = await problem_solves.of(tx, key)
    return Desk(
        found=found,
        record=record,
        catalogue=catalogue,
        now=now,
        day=day,
        week=planner.tasks(found, rows),
        solves=tuple(as_solve(catalogue, each) for each in stored),
        solved_at={each.key: each.at for each in stored if each.kind is ProblemKind.LEETCODE},
        due=await problem_reviews.due_times(tx, key),
        prompts=await problem_prompts.of(tx, key, ProblemKind.LEETCODE),
    )
