"""`cohort problems` for mentors at a terminal and for programs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.catalog.builtin import folder
from bot.cli.commands import app as cohort
from bot.cli.problems import app
from tests.catalog.built_in_problems import PROBLEMS, TASKS
from tests.catalog.test_problem_files import GOOD

FOLDER = folder() / "problems"


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments), terminal_width=200)
    return result.exit_code, result.output


def _cells(output: str, words: str) -> list[str]:
    row = next(line for line in output.splitlines() if words in line)
    return [cell.strip() for cell in row.split("│")][1:-1]


def test_list_shows_a_list_in_its_order_and_counts_it() -> None:
    code, output = _run("list", "--list", "grind-75", "--difficulty", "hard")
    assert code == 0
    assert _cells(output, "Word Ladder") == ["127", "hard", "graphs", "", "Word Ladder"]
    assert output.index("Minimum Window Substring") < output.index("Basic Calculator")
    assert output.endswith("9 problems: hard 9\n")


def test_list_marks_what_is_paid() -> None:
    _, output = _run("list", "--pattern", "intervals")
    assert _cells(output, "Meeting Rooms II")[3] == "paid"


def test_list_for_programs_is_a_list_of_small_objects() -> None:
    code, output = _run("list", "--json")
    rows = json.loads(output)
    assert (code, len(rows)) == (0, 425)
    assert {tuple(row) for row in rows} == {("number", "difficulty", "pattern", "paid", "title")}
    assert sum(row["paid"] for row in rows) == 13


def test_list_of_tasks_shows_levels_and_minutes() -> None:
    code, output = _run("list", "--kind", "ml_coding")
    assert code == 0
    assert _cells(output, "ridge-path")[:3] == ["ridge-path", "2", "40"]
    assert output.endswith("72 problems\n")


def test_lists_names_authors_and_links() -> None:
    code, output = _run("lists")
    rows = json.loads(_run("lists", "--json")[1])
    assert code == 0
    assert _cells(output, "blind-75")[:2] == ["blind-75", "75"]
    assert [row["key"] for row in rows] == [*PROBLEMS.lists]
    assert all(row["url"].startswith("https://") for row in rows)


@pytest.mark.parametrize(
    "name", ["146", "lru-cache", "LRU Cache", "https://leetcode.com/problems/lru-cache/"]
)
def test_show_finds_a_problem_by_any_of_its_names(name: str) -> None:
    code, output = _run("show", name)
    assert code == 0
    assert output.startswith(
        "146. LRU Cache\nmedium, linked lists\nhttps://leetcode.com/problems/lru-cache/\n"
    )
    assert " • Grind 75, 65" in output


def test_show_says_that_a_problem_needs_a_subscription() -> None:
    assert "easy, intervals, needs a subscription" in _run("show", "252")[1]


def test_show_for_programs_holds_every_fact() -> None:
    facts = json.loads(_run("show", "1", "--json")[1])
    assert (facts["slug"], facts["paid"], facts["lists"]["blind-75"]) == ("two-sum", False, 3)
    assert json.loads(_run("show", "pca", "--json")[1])["key"] == "pca"


def test_show_prints_a_task_with_its_checks() -> None:
    code, output = _run("show", "self-attention")
    task = TASKS.find("self-attention")
    assert code == 0
    assert output.startswith("Self-attention for one head (self-attention)\nlevel 3, 45 min\n")
    assert [check for check in task.checks if f" • {check}" not in output] == []


@pytest.mark.parametrize(
    ("name", "near"), [("lru cahce", "146. LRU Cache"), ("self-atention", "Self-attention")]
)
def test_show_of_a_mistyped_name_is_a_usage_error_that_names_the_nearest(name: str, near: str) -> None:
    code, output = _run("show", name)
    assert code == 2
    assert near in output


def test_show_of_a_strange_name_says_where_the_names_are() -> None:
    code, output = _run("show", "zzzzzzzz")
    assert code == 2
    assert "cohort problems list" in output


def test_check_is_quiet_about_good_files_of_both_kinds() -> None:
    code, output = _run("check", str(FOLDER / "leetcode.yaml"), str(FOLDER / "ml-coding.yaml"))
    assert (code, output) == (0, "2 checked, 0 errors, 0 warnings.\n")


def test_check_prints_every_fault_with_file_line_and_key(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(GOOD.replace("slug: two-sum", "slug: Two Sum"), encoding="utf-8")
    code, output = _run("check", str(broken))
    assert code == 1
    assert f"error: {broken}:14: problems[0].slug: must be lower-case words" in output


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "no-such-file.yaml"),
        ("show",),
        ("list", "--list", "nobodys"),
        ("list", "--pattern", "chess"),
        ("list", "--difficulty", "insane"),
        ("list", "--kind", "ml_coding", "--list", "blind-75"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert _run(*arguments)[0] == 2


def test_schema_prints_what_lies_beside_the_problems() -> None:
    code, output = _run("schema")
    assert (code, output) == (0, (FOLDER / "schema.json").read_text(encoding="utf-8"))


def test_the_commands_belong_to_cohort() -> None:
    result = CliRunner().invoke(cohort, ["problems", "show", "1"])
    assert (result.exit_code, "1. Two Sum" in result.output) == (0, True)
