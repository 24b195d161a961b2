"""Every broken file of problems is refused, and its author is told the line, the key and what to do."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from bot.catalog import BUILT_IN_LIMITS, CatalogError, Severity
from bot.catalog.builtin import files, folder
from bot.catalog.json_schema import problems_json_schema
from bot.catalog.lint_problems import TASK_SIZE
from bot.catalog.problems import check_problems, load_ml_problems, load_problems
from bot.domain.roadmap_claims import Difficulty
from tests.catalog.broken import Broken

FOLDER = folder() / "problems"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
LEETCODE, ML_CODING = re.findall(r"```yaml\n(.*?)```", README, flags=re.DOTALL)

GOOD = """\
kind: leetcode
patterns:
  - {key: hash-maps, title: Hash maps}
  - {key: trees, title: Trees}
lists:
  - key: two
    title: Two
    author: Somebody
    url: https://example.org/two
    groups:
      - title: All
        problems: [1, 226]
problems:
  - {number: 1, title: Two Sum, slug: two-sum, difficulty: easy, pattern: hash-maps, topics: [array]}
  - {number: 226, title: Invert Binary Tree, slug: invert-binary-tree, difficulty: easy, pattern: trees}
"""
TASK = """\
kind: ml_coding
problems:
  - key: moving-average
    title: A moving average
    level: 1
    minutes: 20
    topics: [streams]
    build: Take numbers one by one and always know the mean of the last k.
    checks: [It is right, It is fast, It is small]
  - key: moving-median
    title: A moving median
    level: 2-3
    minutes: 30
    topics: [streams]
    build: Take numbers one by one and always know the median of the last k.
    checks: [It is right, It is fast, It is small]
"""
FIRST = "problems[0]"
BROKEN = [
    Broken("no kind", "kind: leetcode\n", "", 1, "kind", "leetcode or ml_coding"),
    Broken("unknown kind", "kind: leetcode", "kind: codeforces", 1, "kind", "leetcode or ml_coding"),
    Broken("unknown key", "slug: two-sum", "slgu: two-sum", 14, f"{FIRST}.slgu", "did you mean slug?"),
    Broken("number 0", "number: 1,", "number: 0,", 14, f"{FIRST}.number", "at least 1"),
    Broken("number as word", "number: 1,", "number: one,", 14, f"{FIRST}.number", "whole number"),
    Broken(
        "same number", "number: 226", "number: 1", 15, "problems[1].number", "1 is the number of an earlier"
    ),
    Broken("same slug", "slug: invert-binary-tree", "slug: two-sum", 15, "problems[1].slug", "earlier one"),
    Broken("same title", "Invert Binary Tree", "two sum", 15, "problems[1].title", "earlier one"),
    Broken("bad slug", "slug: two-sum", "slug: Two Sum", 14, f"{FIRST}.slug", "lower-case"),
    Broken(
        "difficulty", "difficulty: easy", "difficulty: eassy", 14, f"{FIRST}.difficulty", "did you mean easy?"
    ),
    Broken(
        "pattern", "pattern: trees", "pattern: treees", 15, "problems[1].pattern", "no pattern of this file"
    ),
    Broken("paid maybe", "topics: [array]", "paid: maybe", 14, f"{FIRST}.paid", "true or false"),
    Broken("same pattern", "key: trees", "key: hash-maps", 4, "patterns[1].key", "earlier one"),
    Broken("listed twice", "[1, 226]", "[1, 226, 1]", 12, "lists[0].groups[0].problems[2]", "already"),
    Broken("unknown number", "[1, 226]", "[1, 226, 3]", 12, "lists[0].groups[0].problems[2]", "no problem 3"),
    Broken("no author", "    author: Somebody\n", "", 6, "lists[0].author", "is missing"),
    Broken("bad link", "url: https:", "url: ftp:", 9, "lists[0].url", "http://"),
    Broken(
        "empty list", "problems: [1, 226]", "problems: []", 12, "lists[0].groups[0].problems", "at least 1"
    ),
]
BROKEN_TASKS = [
    Broken("same key", "key: moving-median", "key: moving-average", 10, "problems[1].key", "earlier one"),
    Broken("same title", "A moving median", "A moving average", 11, "problems[1].title", "earlier one"),
    Broken("level 7", "level: 1", "level: 7", 5, f"{FIRST}.level", "from 1 to 5"),
    Broken("too quick", "minutes: 20", "minutes: 2", 6, f"{FIRST}.minutes", "at least 5"),
    Broken("two checks", "It is right, ", "", 9, f"{FIRST}.checks", "at least 3"),
    Broken("no topic", "    topics: [streams]\n", "", 3, f"{FIRST}.topics", "is missing"),
    Broken(
        "hints",
        "    minutes: 20\n",
        "    minutes: 20\n    hints: [Use a deque]\n",
        7,
        f"{FIRST}.hints",
        "not a key",
    ),
    Broken("long build", "one by one", "one " * 300, 8, f"{FIRST}.build", "at most 1000"),
]


@pytest.mark.parametrize(
    ("good", "case"),
    [*((GOOD, case) for case in BROKEN), *((TASK, case) for case in BROKEN_TASKS)],
    ids=lambda value: value.what if isinstance(value, Broken) else "",
)
def test_a_broken_file_is_refused_with_the_place_and_the_reason(good: str, case: Broken) -> None:
    text = good.replace(case.old, case.new, 1)
    found = check_problems(text.encode(), "own.yaml")
    assert text != good
    assert [(each.line, each.path) for each in found if case.says in each.message] == [(case.line, case.path)]
    assert all(each.is_error and str(each).startswith("own.yaml:") for each in found)


@pytest.mark.parametrize(("load", "good"), [(load_problems, GOOD), (load_ml_problems, TASK)])
def test_loading_a_broken_file_raises_what_a_check_tells(
    load: Callable[[bytes, str], object], good: str
) -> None:
    broken = good.replace("title: ", "titel: ", 1).encode()
    with pytest.raises(CatalogError) as refusal:
        load(broken, "own.yaml")
    assert refusal.value.problems == check_problems(broken, "own.yaml")


def test_a_good_file_is_read_without_a_word() -> None:
    loaded = load_problems(GOOD.encode(), "own.yaml")
    first, second = loaded.problems.problems
    assert loaded.warnings == ()
    assert (first.number, first.difficulty, first.topics, first.paid) == (
        1,
        Difficulty.EASY,
        ("array",),
        False,
    )
    assert loaded.problems.in_order("two") == (first, second)


def test_tasks_keep_the_order_of_their_file() -> None:
    tasks = load_ml_problems(TASK.encode(), "own.yaml").problems
    assert [task.key for task in tasks.all] == ["moving-average", "moving-median"]


def test_a_problem_in_no_list_is_only_doubtful() -> None:
    (found,) = check_problems(GOOD.replace("[1, 226]", "[1]").encode(), "own.yaml")
    assert (found.severity, found.line) == (Severity.WARNING, 15)
    assert found.message == "226 is in none of the lists"


def test_a_task_that_no_message_holds_is_refused_as_a_whole() -> None:
    checks = ", ".join(f"Check {number} {'and so on ' * 28}" for number in range(8))
    (found,) = check_problems(
        TASK.replace("It is right, It is fast, It is small", checks, 1).encode(), "own.yaml"
    )
    assert (found.line, found.path) == (3, FIRST)
    assert f"at most {TASK_SIZE:,} fit a message" in found.message


@pytest.mark.parametrize("text", ["", "- 1\n", "kind: [leetcode]\n", "just words\n"])
def test_what_is_no_file_of_problems_is_told_in_its_first_line(text: str) -> None:
    (found,) = check_problems(text.encode(), "own.yaml")
    assert (found.line, found.is_error) == (1, True)


@pytest.mark.parametrize("text", [LEETCODE, ML_CODING])
def test_the_examples_of_the_readme_are_clean_files(text: str) -> None:
    assert check_problems(text.encode(), "README.md") == ()


def test_the_examples_of_the_readme_show_every_key() -> None:
    nodes = json.loads(problems_json_schema())["$defs"]
    file, tasks = yaml.safe_load(LEETCODE), yaml.safe_load(ML_CODING)
    assert {*file["problems"][0]} == {*nodes["ProblemNode"]["properties"]}
    assert {*file["lists"][0]} == {*nodes["ProblemListNode"]["properties"]}
    assert {*tasks["problems"][0]} == {*nodes["MlProblemNode"]["properties"]}


def test_the_json_schema_is_up_to_date() -> None:
    assert (FOLDER / "schema.json").read_text(encoding="utf-8") == problems_json_schema()


@pytest.mark.parametrize("text", [LEETCODE, ML_CODING, *(path.read_text() for path in files(FOLDER))])
def test_an_editor_with_the_json_schema_agrees(text: str) -> None:
    schema = jsonschema_rs.validator_for(json.loads(problems_json_schema()))
    assert [error.message for error in schema.iter_errors(yaml.safe_load(text))] == []
    assert not schema.is_valid(yaml.safe_load(text.replace("title:", "titel:", 1)))


@pytest.mark.parametrize("path", files(FOLDER), ids=lambda path: path.name)
def test_a_built_in_file_is_clean(path: Path) -> None:
    raw = path.read_bytes()
    assert raw.startswith(b"# yaml-language-server: $schema=schema.json\n")
    assert check_problems(raw, path.name, BUILT_IN_LIMITS) == ()
