"""A member whose roadmap asks for problems on trees, with all that prompts them."""

from random import Random

from bot.catalog import Catalog
from bot.domain.ml_problems import MlProblem, MlProblems
from bot.domain.problems import Catalogue, Problem, ProblemGroup, ProblemList
from bot.domain.questions import Levels
from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_claims import Comparator, Goal, Problems, Target
from bot.domain.roadmap_terms import Counted, Period
from bot.services.claim_records import ClaimRecords
from bot.services.ml_prompts import MlPrompts
from bot.services.plans import Planner
from bot.services.problem_due import ProblemDue
from bot.services.problem_prompts import ProblemPrompts, PromptShown
from bot.services.problem_shelf import ProblemShelf
from bot.services.problem_solves import ProblemSolves
from bot.services.shelf import Shelf
from bot.services.tasks import TaskService
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, utc
from tests.domain.problem_samples import EASY, INVERT, KTH, PATH, PATTERNS, ROOMS, THREE_SUM, TWO_SUM

NOW = utc("2026-06-01 10:00")
SAME = Problem(100, "Same Tree", "same-tree", EASY, "trees", ("tree",))
DEPTH = Problem(104, "Maximum Depth", "maximum-depth", EASY, "trees", ("tree",))
TREES = (INVERT, SAME, DEPTH)
"""All that is easy and about trees."""

FOUR = ProblemList("four", "The Four", "Somebody", "https://example.org", (ProblemGroup((1, 15, 226, 252)),))
SHELF = Catalogue(PATTERNS, [FOUR], [TWO_SUM, THREE_SUM, KTH, ROOMS, PATH, *TREES])

ON_TREES = Item(
    "trees", ItemKind.TASK, "Easy problems on trees", 240, problems=Problems(easy=5, tags=("tree",))
)
ARRAYS = Item("arrays", ItemKind.TOPIC, "Arrays", 600, problems=Problems(tags=("array",)))
DAILY = Target(
    "daily",
    "Problems a day",
    Goal(Comparator.AT_LEAST, 1, 2, "problems"),
    per=Period.DAY,
    counts=Counted.PROBLEMS,
    during=("week-1",),
)


def roadmap(*items: Item, targets: tuple[Target, ...] = ()) -> Roadmap:
    """A roadmap of one week."""
    week = Section("week-1", "Week 1", "Trees", items=items)
    return Roadmap("deep-dive-16w", "v1", "Trees", "", 600, (week,), targets=targets)


def task(key: str, low: int, high: int, *topics: str) -> MlProblem:
    """A task of machine learning for these levels."""
    return MlProblem(
        key, key.capitalize(), Levels(low, high), 30, "Write it.", ("It runs.", "Twice."), topics
    )


TASKS = MlProblems(
    [
        task("means", 1, 1, "clustering"),
        task("lines", 1, 1, "regression"),
        task("votes", 1, 1, "metrics"),
        task("forests", 2, 2, "trees"),
        task("attention", 4, 5, "transformers"),
    ]
)


class PromptHouse:
    """Everything that prompts a member, over one roadmap and a small catalogue."""

    def __init__(self, store: Store, clock: HandClock, followed: Roadmap) -> None:
        self.store = store
        self.clock = clock
        self.shelf = Shelf(Catalog([followed]))
        self.problems = ProblemShelf(lambda: SHELF, lambda: TASKS)
        planner = Planner(self.shelf)
        records = ClaimRecords(store, clock, self.shelf, planner, self.problems)
        self.solves = ProblemSolves(store, clock, self.shelf, self.problems, records)
        self.due = ProblemDue(store, clock, self.problems, self.solves)
        self.tasks = TaskService(store, clock, self.shelf, planner)
        self.prompts = ProblemPrompts(store, clock, self.shelf, planner, records, self.problems, Random(7))
        self.ml = MlPrompts(store, clock, self.problems, Random(7))

    async def prompt(self) -> PromptShown:
        """What Ada gets who asks for nothing in particular."""
        return await self.prompts.prompt(GUILD, ADA)

    async def solve(self, problem: Problem) -> None:
        """Ada solves a problem."""
        await self.solves.solve(GUILD, ADA, problem.key)
