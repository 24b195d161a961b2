"""`cohort questions` for mentors at a terminal and for programs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.catalog.builtin import folder
from bot.cli.commands import app as cohort
from bot.cli.questions import app
from tests.catalog.built_in_questions import BANK
from tests.catalog.test_question_files import GOOD

FOLDER = folder() / "questions"


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments), terminal_width=200)
    return result.exit_code, result.output


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text(
        GOOD.replace("level: 1-2", "level: 9").replace("key: halve", "key: Halve"), encoding="utf-8"
    )
    return path


def test_list_shows_a_kind_with_levels_and_minutes_and_counts_it() -> None:
    code, output = _run("list", "--kind", "resume")
    row = next(line for line in output.splitlines() if "trade-offs" in line)
    assert code == 0
    assert [cell.strip() for cell in row.split("│")][1:5] == ["trade-offs", "resume", "2–3", "8"]
    assert output.endswith("17 questions: resume 17\n")


def test_list_for_programs_is_a_list_of_small_objects_of_all_kinds() -> None:
    code, output = _run("list", "--json")
    rows = json.loads(output)
    assert code == 0
    assert [row["key"] for row in rows] == [question.key for question in BANK.all()]
    assert {tuple(row) for row in rows} == {("key", "kind", "level", "minutes", "title")}


def test_show_prints_the_whole_kit() -> None:
    code, output = _run("show", "gpu-busy-time")
    headings = ["Examples", "Complexity", "Follow-ups", "A good answer", "Traps", "Problem solving"]
    assert code == 0
    assert [heading for heading in headings if f"\n{heading}\n" not in output] == []
    assert "busy([(1, 4), (3, 6), (8, 9)]) -> 6" in output
    assert " 4 The best idea unaided" in output


def test_show_for_programs_holds_question_framework_and_rubric() -> None:
    code, output = _run("show", "roc-auc", "--json")
    kit = json.loads(output)
    assert code == 0
    assert list(kit) == ["question", "framework", "rubric"]
    assert (kit["question"]["kind"], kit["question"]["levels"]) == ("ml_theory", {"low": 2, "high": 3})


def test_show_of_a_mistyped_key_is_a_usage_error_that_names_the_nearest() -> None:
    code, output = _run("show", "roc-acu")
    assert code == 2
    assert "roc-auc" in output


def test_show_of_a_strange_key_says_where_the_keys_are() -> None:
    code, output = _run("show", "zzzzzzzz")
    assert code == 2
    assert "cohort questions list" in output


def test_check_is_quiet_about_a_good_file() -> None:
    code, output = _run("check", str(FOLDER / "coding.yaml"), "--upload")
    assert (code, output) == (0, "1 checked, 0 errors, 0 warnings.\n")


def test_check_prints_every_problem_with_file_line_and_key(broken: Path) -> None:
    code, output = _run("check", str(broken))
    assert code == 1
    assert f"error: {broken}:15: questions[0].level: must be a level from 1 to 5" in output
    assert f"error: {broken}:23: questions[1].key: must be lower-case words" in output
    assert output.endswith("1 checked, 2 errors, 0 warnings.\n")


def test_check_of_several_files_for_programs(broken: Path) -> None:
    code, output = _run("check", str(FOLDER / "resume.yaml"), str(broken), "--json")
    found = [(Path(row["file"]).name, row["line"], row["severity"]) for row in json.loads(output)]
    assert (code, found) == (1, [("broken.yaml", 15, "error"), ("broken.yaml", 23, "error")])


def test_check_of_an_upload_holds_it_to_the_size_of_one(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_text(GOOD + "#" * 70_000, encoding="utf-8")
    assert _run("check", str(large))[0] == 0
    assert _run("check", str(large), "--upload")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("check", "no-such-file.yaml"), ("show",), ("list", "--kind", "chess"), ("nope",)],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert _run(*arguments)[0] == 2


def test_schema_prints_what_lies_beside_the_questions() -> None:
    code, output = _run("schema")
    assert (code, output) == (0, (FOLDER / "schema.json").read_text(encoding="utf-8"))


def test_the_commands_belong_to_cohort() -> None:
    result = CliRunner().invoke(cohort, ["questions", "show", "trade-offs"])
    assert (result.exit_code, "Which trade-offs did you make?" in result.output) == (0, True)
