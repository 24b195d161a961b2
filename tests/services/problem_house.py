"""The use cases around solved problems over a small catalogue, for one or two people."""

from collections.abc import Callable

from sqlalchemy import insert

from bot.catalog import Catalog
from bot.domain.ml_problems import MlProblem, MlProblems
from bot.domain.problems import Catalogue
from bot.domain.questions import Levels
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_claims import Comparator, Goal, Share, Target
from bot.domain.roadmap_terms import Counted, Period
from bot.services.claim_records import ClaimRecords
from bot.services.plans import Planner
from bot.services.problem_due import ProblemDue
from bot.services.problem_progress import ProblemProgressService
from bot.services.problem_shelf import ProblemShelf
from bot.services.problem_solves import ProblemSolves
from bot.services.shelf import Shelf
from bot.services.targets import TargetService
from bot.store.tables import ProblemPostRow
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, utc
from tests.domain.problem_samples import SMALL

NOW = utc("2026-06-02 18:00")
TASK = MlProblem("k-means", "k-means from scratch", Levels(1, 3), 60, "Write it.", ("It converges.",))


def _goal(number: float) -> Goal:
    return Goal(Comparator.AT_LEAST, number, unit="problems")


SPLIT = Target(
    "split",
    "Problems solved",
    _goal(3),
    counts=Counted.PROBLEMS,
    split=(Share("easy", _goal(2)), Share("medium", _goal(1))),
)
DAILY = Target("daily", "Problems a day", _goal(2), per=Period.DAY, counts=Counted.PROBLEMS)
LISTED = Target("listed", "First Four", _goal(4), counts=Counted.PROBLEMS, problem_set="first-four")
TASKS = Target("tasks", "Tasks from scratch", _goal(1), counts=Counted.ML_PROBLEMS)
NUMBERS = Roadmap("deep-dive-16w", "v1", "Numbers", "", 600, (), targets=(SPLIT, DAILY, LISTED, TASKS))


class ProblemHouse:
    """Everything around a member's log, over one roadmap that asks for numbers."""

    def __init__(self, store: Store, clock: HandClock) -> None:
        self.store = store
        self.clock = clock
        self.shelf = Shelf(Catalog([NUMBERS]))
        self.problems = ProblemShelf(self._catalogue, self._tasks)
        self._on_read: Callable[[], None] = lambda: None
        planner = Planner(self.shelf)
        records = ClaimRecords(store, clock, self.shelf, planner, self.problems)
        self.solves = ProblemSolves(store, clock, self.shelf, self.problems, records)
        self.due = ProblemDue(store, clock, self.problems, self.solves)
        self.progress = ProblemProgressService(store, clock, self.problems, self.solves, records)
        self.targets = TargetService(store, clock, planner, records)

    def read_with(self, on_read: Callable[[], None]) -> None:
        """Be told of every file that is read."""
        self._on_read = on_read

    def _catalogue(self) -> Catalogue:
        self._on_read()
        return SMALL

    def _tasks(self) -> MlProblems:
        self._on_read()
        return MlProblems([TASK])

    async def posted(self, guild_id: int) -> int:
        """A prompt to a guild's group, with a problem that Ada may have solved."""
        post = {
            "guild_id": guild_id,
            "day": NOW.date(),
            "problem_key": "two-sum",
            "source": "daily",
            "at": NOW,
        }
        async with self.store.write() as tx:
            statement = insert(ProblemPostRow).values(post).returning(ProblemPostRow.id)
            return (await tx.execute(statement)).scalar_one()

    async def number(self, title: str, user_id: int = ADA) -> float | None:
        """What counts for one of the roadmap's numbers."""
        return (await self.targets.card(GUILD, user_id, title)).standing.number
