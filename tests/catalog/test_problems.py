"""The problems that Cohort ships are what their lists are known for, and what our roadmaps ask for."""

import re
from collections.abc import Iterator
from random import Random

import pytest

from bot.catalog.builtin import folder
from bot.domain.ml_problems import MlProblem
from bot.domain.problem_choice import Situation, choose
from bot.domain.problem_needs import Week, Wish, fits_week, week_of
from bot.domain.problem_turns import pool_of
from bot.domain.problems import Problem
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_claims import Difficulty
from bot.ui.problem_reason_words import why_text
from tests.catalog.built_in import CATALOG
from tests.catalog.built_in_problems import PROBLEMS, TASKS
from tests.catalog.built_in_questions import BANK
from tests.domain.problem_samples import NOW

FOLDER = folder() / "problems"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
ROADMAPS = CATALOG.all()

# Key, problems, headings, easy, medium, hard; the first three numbers and the last two.
LISTS = [
    ("blind-75", 75, 18, (19, 49, 7), (217, 242, 1), (268, 371)),
    ("neetcode-150", 150, 18, (28, 101, 21), (217, 242, 1), (371, 7)),
    ("neetcode-250", 250, 18, (60, 155, 35), (1929, 217, 242), (201, 3133)),
    ("grind-75", 75, 8, (23, 43, 9), (1, 20, 21), (23, 84)),
    ("grind-169", 169, 1, (40, 103, 26), (1, 20, 21), (51, 632)),
    ("leetcode-75", 75, 22, (22, 53, 0), (1768, 1071, 1431), (739, 901)),
    ("top-interview-150", 150, 23, (39, 93, 18), (88, 27, 26), (188, 221)),
    ("top-sql-50", 50, 7, (32, 17, 1), (1757, 584, 595), (1327, 1517)),
    ("top-100-liked", 100, 15, (20, 68, 12), (17, 22, 39), (238, 287)),
]
PAID = {252, 253, 261, 269, 271, 285, 286, 323, 362, 588, 759, 1197, 1730}


def test_there_are_425_problems_of_the_three_difficulties() -> None:
    levels = [problem.difficulty for problem in PROBLEMS.problems]
    assert [levels.count(level) for level in Difficulty] == [126, 249, 50]
    assert len(levels) == 425


@pytest.mark.parametrize(("key", "count", "headings", "levels", "first", "last"), LISTS)
def test_a_list_is_whole_and_in_order(
    key: str,
    count: int,
    headings: int,
    levels: tuple[int, ...],
    first: tuple[int, ...],
    last: tuple[int, ...],
) -> None:
    held = PROBLEMS.in_order(key)
    numbers = [problem.number for problem in held]
    assert len({*numbers}) == len(numbers) == count
    assert len(PROBLEMS.lists[key].groups) == headings
    found = [problem.difficulty for problem in held]
    assert tuple(found.count(level) for level in Difficulty) == levels
    assert (tuple(numbers[:3]), tuple(numbers[-2:])) == (first, last)


def test_these_are_all_the_lists_and_they_hold_every_problem() -> None:
    assert [*PROBLEMS.lists] == [row[0] for row in LISTS]
    assert {number for each in PROBLEMS.lists.values() for number in each.numbers} == {
        problem.number for problem in PROBLEMS.problems
    }


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [("blind-75", "neetcode-150"), ("neetcode-150", "neetcode-250"), ("grind-75", "grind-169")],
)
def test_a_longer_list_holds_the_shorter_one(smaller: str, larger: str) -> None:
    assert PROBLEMS.members(smaller) <= PROBLEMS.members(larger)


def test_every_list_names_its_author_and_links_it() -> None:
    authors = {re.sub(r",.*", "", each.author) for each in PROBLEMS.lists.values()}
    assert authors == {"LeetCode", "NeetCode", "Yangshun Tay"}
    assert all(each.url.startswith("https://") for each in PROBLEMS.lists.values())
    head = (FOLDER / "leetcode.yaml").read_text(encoding="utf-8").partition("\nkind:")[0]
    assert [word for word in (*authors, "Credits", "MIT") if word not in head] == []


def test_problems_that_need_a_subscription_are_marked_and_never_prompted() -> None:
    assert {problem.number for problem in PROBLEMS.problems if problem.paid} == PAID
    assert not any(problem.paid for problem in PROBLEMS.free)
    assert not any(problem.paid for key in PROBLEMS.lists for problem in pool_of(PROBLEMS, key))


@pytest.mark.parametrize("problem", PROBLEMS.problems, ids=lambda problem: problem.slug)
def test_a_problem_has_all_its_facts_and_can_be_found_by_each(problem: Problem) -> None:
    assert problem.topics
    assert problem.pattern in PROBLEMS.patterns
    assert problem.url == f"https://leetcode.com/problems/{problem.slug}/"
    for name in (str(problem.number), problem.slug, problem.url, problem.title, problem.label):
        assert PROBLEMS.find(name) is problem
    assert PROBLEMS.search(problem.title)[0] is problem


def test_every_pattern_teaches_several_problems_but_two() -> None:
    sizes = {key: sum(each.pattern == key for each in PROBLEMS.free) for key in PROBLEMS.patterns}
    assert {key for key, size in sizes.items() if size < 12} == {"queues", "intervals"}
    assert all(sizes.values())


@pytest.mark.parametrize("roadmap", ROADMAPS, ids=lambda roadmap: roadmap.id)
def test_a_roadmaps_lists_are_ours_and_as_long_as_it_says(roadmap: Roadmap) -> None:
    assert {each.key: each.count for each in roadmap.problem_sets if each.key in PROBLEMS.lists} == {
        each.key: len(PROBLEMS.in_order(each.key))
        for each in roadmap.problem_sets
        if each.key in PROBLEMS.lists
    }
    asked = [place.item.problems for place in roadmap.every_place() if place.item.problems]
    assert {each.set for each in asked if each.set} <= PROBLEMS.lists.keys()


def shortages(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """Items that ask for more of a difficulty than the catalogue has free."""
    for place in roadmap.every_place():
        if asked := place.item.problems:
            week = week_of([asked])
            fitting = [each for each in PROBLEMS.free if not week or fits_week(PROBLEMS, week, each)]
            assert fitting
            for level, amount in zip(Difficulty, (asked.easy, asked.medium, asked.hard), strict=True):
                if sum(each.difficulty is level for each in fitting) < amount:
                    yield place.item.key, level


def test_three_items_ask_for_more_easy_problems_than_the_lists_have_and_no_other_does() -> None:
    short = [found for roadmap in ROADMAPS for found in shortages(roadmap)]
    assert short == [
        ("m13-window-easy", Difficulty.EASY),
        ("m13-binary-easy", Difficulty.EASY),
        ("m13-dp-easy", Difficulty.EASY),
    ]


def test_a_prompt_says_why_in_one_line_that_fits_a_message() -> None:
    situation = Situation(NOW, week=Week(frozenset({"dynamic-programming"}), frozenset({"blind-75"})))
    reasons = [choose(PROBLEMS, situation, Wish(), Random(seed)).reasons for seed in range(50)]
    lines = set(map(why_text, reasons))
    assert all(line.startswith("This week's plan has ") for line in lines)
    assert max(map(len, lines)) <= 200


def test_the_first_weeks_prompts_teach_what_the_week_is_about() -> None:
    week = Week(frozenset({"array", "string", "two-pointers", "sliding-window"}))
    taught = {"arrays-strings", "two-pointers", "sliding-window"}
    situation = Situation(NOW, week=week, missing={Difficulty.EASY: 10, Difficulty.MEDIUM: 5})
    patterns = {choose(PROBLEMS, situation, Wish(), Random(seed)).problem.pattern for seed in range(200)}
    assert patterns == taught
    assert {problem.pattern for problem in pool_of(PROBLEMS, week=week)} == taught


def test_there_are_tasks_of_machine_learning_for_every_level() -> None:
    assert len(TASKS.all) == 72
    assert {level for task in TASKS.all for level in (task.levels.low, task.levels.high)} == {1, 2, 3, 4, 5}
    assert {task.source for task in TASKS.all if task.source} == {("001",), ("004",), ("001", "004")}


@pytest.mark.parametrize(
    "key",
    [
        "linear-regression", "logistic-regression", "k-means-plus-plus", "decision-tree",
        "k-nearest-neighbours", "mlp-by-hand", "self-attention", "multi-head-attention", "pca", "linear-svm",
        "gaussian-mixture", "random-forest",
    ],
)  # fmt: skip
def test_what_the_roadmaps_want_from_scratch_is_there(key: str) -> None:
    task = TASKS.find(key)
    assert task.source


@pytest.mark.parametrize("task", TASKS.all, ids=lambda task: task.key)
def test_a_task_is_written_as_the_readme_asks(task: MlProblem) -> None:
    assert 4 <= len(task.checks) <= 6
    assert len({*task.checks}) == len(task.checks)
    assert task.build.endswith(".")
    assert not any(check.endswith(".") for check in task.checks)
    assert 30 <= task.minutes <= 150
    assert [key for key in task.questions if key not in {question.key for question in BANK.all()}] == []


def test_no_task_repeats_an_interview_question() -> None:
    def words(text: str) -> set[str]:
        return set(re.findall(r"\w+", text.casefold()))

    prompts = [(question.key, words(question.prompt)) for question in BANK.all()]
    alike = [
        (task.key, key)
        for task in TASKS.all
        for key, held in prompts
        if len(words(task.build) & held) > 0.5 * len(words(task.build) | held)
    ]
    assert alike == []


def test_the_readme_counts_as_the_files_do() -> None:
    lists = re.findall(r"^\| `([a-z0-9-]+)` \| ([0-9]+) \| ([0-9]+) \| (.+) \|", README, flags=re.MULTILINE)
    assert lists == [
        (key, str(len(held)), str(sum(problem.paid for problem in held)), PROBLEMS.lists[key].author)
        for key, held in ((key, PROBLEMS.in_order(key)) for key in PROBLEMS.lists)
    ]
    kinds = re.findall(r"^\| `[a-z-]+` \| `([a-z_]+)` \| ([0-9]+) \|", README, flags=re.MULTILINE)
    assert kinds == [("leetcode", str(len(PROBLEMS.problems))), ("ml_coding", str(len(TASKS.all)))]
