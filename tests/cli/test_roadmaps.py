"""`cohort roadmaps` for authors at a terminal and for programs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.catalog.builtin import folder
from bot.cli.roadmaps import app
from tests.catalog.roadmaps import text_of

BROKEN = text_of("").replace("kind: task", "kind: chore").replace("weeks: 1", "weeks: soon")
WEEKS = {
    "category-b": 61,
    "deep-dive-16w": 16,
    "junior-to-job-ready": 20,
    "ml-career": 78,
    "production-intensive": 26,
}
DOUBTFUL = text_of("resources: [{key: book, title: Book}]")


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments), terminal_width=200)
    return result.exit_code, result.output


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    path = tmp_path / "doubtful.yaml"
    path.write_text(DOUBTFUL, encoding="utf-8")
    return path


def test_list_shows_every_roadmap_with_its_weeks_and_hours() -> None:
    code, output = _run("list")
    row = next(line for line in output.splitlines() if "deep-dive-16w" in line)
    assert code == 0
    assert [cell.strip() for cell in row.split("│")][3:7] == ["16", "113", "154.5", "12.5"]


def test_list_for_programs_is_a_list_of_small_objects() -> None:
    code, output = _run("list", "--json")
    rows = json.loads(output)
    assert code == 0
    assert [list(row) for row in rows] == [["id", "title", "version", "weeks", "items"]] * 5
    assert {row["id"]: row["weeks"] for row in rows} == WEEKS
    assert next(row["items"] for row in rows if row["id"] == "deep-dive-16w") == 113


def test_show_draws_the_tree_with_choices_and_checkpoints() -> None:
    code, output = _run("show", "deep-dive-16w")
    assert code == 0
    assert "Every week: Refactor an old project, 2 h 30 min" in output
    assert "Week 16: Final polish and domain focus  4 h 30 min" in output
    assert "checkpoint: The Blind 75 list is complete" in output
    assert "TikTok Feed or Yelp Search" in output


def test_show_for_programs_holds_everything() -> None:
    code, output = _run("show", "deep-dive-16w", "--json")
    roadmap = json.loads(output)
    week = roadmap["sections"][0]["sections"][0]
    assert code == 0
    assert week["items"][6]["problems"]["easy"] == 10
    assert roadmap["threads"][0]["stated"] == {"low": 120.0, "high": 180.0}


def test_show_of_an_unknown_id_is_a_usage_error_that_names_the_known_ones() -> None:
    code, output = _run("show", "nope")
    assert code == 2
    assert "deep-dive-16w" in output


def test_check_is_quiet_about_a_good_file() -> None:
    code, output = _run("check", str(folder() / "deep-dive-16w.yaml"), "--upload")
    assert (code, output) == (0, "1 checked, 0 errors, 0 warnings.\n")


def test_check_prints_every_problem_with_file_line_and_key(broken: Path) -> None:
    code, output = _run("check", str(broken))
    assert code == 1
    assert f"error: {broken}:8: sections[0].weeks: must be a number or a range" in output
    assert f"error: {broken}:9: sections[0].items[0].kind: must be one of" in output
    assert output.endswith("1 checked, 2 errors, 0 warnings.\n")


def test_check_of_a_doubtful_file_warns_and_succeeds(doubtful: Path) -> None:
    code, output = _run("check", str(doubtful))
    assert code == 0
    assert f"warning: {doubtful}:5: resources[0]: " in output


def test_check_of_several_files_for_programs(broken: Path, doubtful: Path) -> None:
    code, output = _run("check", str(doubtful), str(broken), "--json")
    found = [(Path(row["file"]).name, row["line"], row["severity"]) for row in json.loads(output)]
    assert code == 1
    assert found == [
        ("doubtful.yaml", 5, "warning"),
        ("broken.yaml", 8, "error"),
        ("broken.yaml", 9, "error"),
    ]


def test_check_of_an_upload_holds_it_to_the_size_of_one(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_text(text_of("") + "#" * 70_000, encoding="utf-8")
    assert _run("check", str(large))[0] == 0
    assert _run("check", str(large), "--upload")[0] == 1


@pytest.mark.parametrize("arguments", [("check",), ("check", "no-such-file.yaml"), ("show",), ("nope",)])
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert _run(*arguments)[0] == 2


def test_schema_prints_what_lies_beside_the_roadmaps() -> None:
    code, output = _run("schema")
    assert (code, output) == (0, (folder() / "schema.json").read_text(encoding="utf-8"))
