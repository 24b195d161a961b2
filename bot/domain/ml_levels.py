"""How hard the next task of machine learning from scratch should be. Pure."""

from collections.abc import Sequence

from bot.domain.ml_problems import MlProblems
from bot.domain.problem_log import Solve
from bot.domain.problems import ProblemKind
from bot.domain.questions import LEVELS
from bot.domain.reviews import Grade

ENOUGH = 3
"""So many solved tasks of a level open the next one."""


def level_of(tasks: MlProblems, solves: Sequence[Solve]) -> int:
    """The level for a member with this log, oldest first: the first one of which fewer than three tasks are
    solved, and one less after two tasks in a row that did not go."""
    last = {solve.key: solve.grade for solve in solves if solve.kind is ProblemKind.ML_CODING}
    known = [task for key in last if last[key] is not Grade.AGAIN and (task := tasks.get(key)) is not None]
    reached = next(
        (level for level in LEVELS if sum(task.levels.distance(level) == 0 for task in known) < ENOUGH),
        LEVELS[-1],
    )
    grades = [solve.grade for solve in solves if solve.kind is ProblemKind.ML_CODING]
    stuck = grades[-2:] == [Grade.AGAIN, Grade.AGAIN]
    return max(LEVELS[0], reached - stuck)
