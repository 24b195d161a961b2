"""Small catalogues and logs for the tests of coding problems."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.domain.problem_log import Solve
from bot.domain.problems import Catalogue, Pattern, Problem, ProblemGroup, ProblemList
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty

EASY, MEDIUM, HARD = Difficulty
NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
TODAY = NOW.date()

PATTERNS = (
    Pattern("hash-maps", "Hash maps"),
    Pattern("two-pointers", "Two pointers"),
    Pattern("trees", "Trees"),
)
TWO_SUM = Problem(1, "Two Sum", "two-sum", EASY, "hash-maps", ("array", "hash-table"))
THREE_SUM = Problem(15, "3Sum", "3sum", MEDIUM, "two-pointers", ("array", "two-pointers", "sorting"))
INVERT = Problem(226, "Invert Binary Tree", "invert-binary-tree", EASY, "trees", ("tree", "binary-tree"))
KTH = Problem(230, "Kth Smallest Element in a BST", "kth-smallest", MEDIUM, "trees", ("binary-search-tree",))
ROOMS = Problem(252, "Meeting Rooms", "meeting-rooms", EASY, "two-pointers", ("array", "sorting"), paid=True)
PATH = Problem(124, "Binary Tree Maximum Path Sum", "maximum-path-sum", HARD, "trees", ("tree",))
PROBLEMS = (TWO_SUM, THREE_SUM, INVERT, KTH, ROOMS, PATH)
FIRST = ProblemList(
    "first-four",
    "First Four",
    "Somebody",
    "https://example.org/first-four",
    (ProblemGroup((252, 1), "Arrays"), ProblemGroup((226, 15), "More")),
)
SMALL = Catalogue(PATTERNS, [FIRST], PROBLEMS)


def catalogue(problems: Sequence[Problem]) -> Catalogue:
    """Problems without lists."""
    return Catalogue(PATTERNS, [], problems)


def solve(problem: Problem, day: date = TODAY, grade: Grade | None = None, note: str = "") -> Solve:
    """A solve as the log holds it."""
    return Solve(
        problem.key, day, difficulty=problem.difficulty, pattern=problem.pattern, grade=grade, note=note
    )
