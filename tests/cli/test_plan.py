"""`cohort roadmaps plan` for mentors at a terminal and for programs."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.catalog import Catalog
from bot.cli.commands import app
from bot.domain.pace import Pace
from bot.domain.planning import lay_out, work_of
from tests.catalog.built_in import CATALOG

DEEP_DIVE = CATALOG.get("deep-dive-16w")
START = "2026-01-05"


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading five long files takes most of the time of a command."""
    monkeypatch.setattr(Catalog, "built_in", lambda: CATALOG)


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    result = CliRunner().invoke(app, ["roadmaps", "plan", *arguments], terminal_width=200)
    return result.exit_code, result.stdout, result.stderr


def plan(*arguments: str) -> Mapping[str, Any]:
    code, output, _ = run(*arguments, "--start", START, "--json")
    assert code == 0
    return json.loads(output)


def ids(planned: Mapping[str, Any]) -> set[str]:
    return {item["id"] for day in planned["days"] for item in day["items"]}


def test_the_json_is_the_plan_of_the_planner() -> None:
    planned = plan("deep-dive-16w", "--hours", "10", "--days", "mon,tue,thu")
    laid = lay_out(work_of(DEEP_DIVE), Pace(600, frozenset({0, 1, 3})), date(2026, 1, 5))
    assert list(planned) == ["roadmap", "version", "start", "finish", "days", "unplaced"]
    assert (planned["roadmap"], planned["version"]) == (DEEP_DIVE.id, DEEP_DIVE.version)
    assert (planned["start"], planned["finish"]) == (START, str(laid.finish))
    assert planned["unplaced"] == []
    shown = [(day["date"], item["id"], item["minutes"]) for day in planned["days"] for item in day["items"]]
    assert shown == [(str(each.day), each.key, each.minutes) for each in laid.sittings]
    first = planned["days"][0]
    assert first["minutes"] == sum(item["minutes"] for item in first["items"])
    assert first["items"][0] == {
        "id": "w01-arrays-strings",
        "title": "Arrays and strings",
        "minutes": 60,
        "part": None,
    }


def test_by_default_it_takes_the_hours_of_the_roadmap_on_six_days() -> None:
    assert plan("deep-dive-16w") == plan("deep-dive-16w", "--hours", "12.5", "--days", "mon-sat")


def test_a_schedule_brings_its_days_and_their_parts() -> None:
    planned = plan("production-intensive", "--schedule", "part-time")
    days = {date.fromisoformat(day["date"]).weekday(): day for day in planned["days"][:7]}
    assert {item["part"] for item in days[0]["items"]} == {"evening"}
    assert {item["part"] for item in days[5]["items"]} == {None}
    assert max(day["minutes"] for day in planned["days"]) == 300


def test_a_schedule_can_be_scaled_to_other_hours() -> None:
    planned = plan("production-intensive", "--schedule", "part-time", "--hours", "10")
    assert max(day["minutes"] for day in planned["days"]) == 150


@pytest.mark.parametrize(
    ("arguments", "there", "gone"),
    [
        (("junior-to-job-ready",), "cv5-yolo", "nlp5-attention"),
        (("junior-to-job-ready", "--branch", "specialisation=nlp"), "nlp5-attention", "cv5-yolo"),
        (("ml-career", "--branch", "path=engineer"), "se01-course-1", "m07-course-1"),
        (("production-intensive", "--branch", "role=mlops-engineer"), "p5b-pipeline", "p5a-train"),
        (("production-intensive", "--branch", "project-5=p5-d"), "p5d-deploy", "p5a-train"),
    ],
)
def test_a_choice_changes_the_work(arguments: tuple[str, ...], there: str, gone: str) -> None:
    found = ids(plan(*arguments))
    assert there in found
    assert gone not in found


def test_several_options_are_joined_or_repeated() -> None:
    joined = plan("ml-career", "--branch", "tier-2=tier-2-kaggle+tier-2-research")
    repeated = plan("ml-career", "--branch", "tier-2=tier-2-kaggle", "--branch", "tier-2=tier-2-research")
    assert joined == repeated != plan("ml-career")


def test_a_day_to_be_done_by_finds_the_hours() -> None:
    code, output, said = run("deep-dive-16w", "--start", START, "--by", "2026-03-30", "--json")
    assert code == 0
    assert json.loads(output)["finish"] <= "2026-03-30"
    assert "h a week are enough to be done by 2026-03-30" in said


def test_a_day_that_cannot_be_kept_says_the_earliest_and_ends_with_1() -> None:
    code, output, said = run("deep-dive-16w", "--start", START, "--by", "2026-01-10", "--json")
    planned = json.loads(output)
    assert code == 1
    assert planned["finish"] is None
    assert max(day["date"] for day in planned["days"]) <= "2026-01-10"
    assert planned["unplaced"]
    assert "even 80 h a week end on 2026-0" in said
    assert run("deep-dive-16w", "--start", START, "--by", "2026-01-10")[:2] == (1, "")


def test_people_see_a_table_by_week() -> None:
    code, output, _ = run("deep-dive-16w", "--start", START)
    assert code == 0
    assert "12.5 h a week" in output
    assert "Mon 2026-01-05" in output
    assert "Arrays and strings" in output


def test_without_a_start_it_begins_today() -> None:
    code, output, _ = run("deep-dive-16w", "--json")
    assert code == 0
    assert json.loads(output)["start"] <= json.loads(output)["days"][0]["date"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("deep-dive",), "deep-dive-16w"),
        (("deep-dive-16w", "--start", "soon"), "2026-12-01"),
        (("deep-dive-16w", "--hours", "many"), "from 1 to 80"),
        (("deep-dive-16w", "--hours", "81"), "from 1 to 80"),
        (("deep-dive-16w", "--days", "someday"), "mon,wed"),
        (("deep-dive-16w", "--hours", "10", "--by", START), "either --by or --hours"),
        (("production-intensive", "--schedule", "part"), "part-time"),
        (("production-intensive", "--schedule", "part-time", "--days", "mon"), "either --days or"),
        (("junior-to-job-ready", "--branch", "specialisation"), "KEY=OPTION"),
        (("junior-to-job-ready", "--branch", "specialization=nlp"), "specialisation"),
        (("junior-to-job-ready", "--branch", "specialisation=cvv"), "cv"),
        (("junior-to-job-ready", "--branch", "specialisation=cv+nlp"), "takes 1 of"),
        (("ml-career", "--branch", "path=enginer"), "engineer"),
        (("ml-career", "--branch", "tier-1=tier-1-pipeline"), "takes 2 of"),
        (("deep-dive-16w", "--branch", "path=beginner"), "nothing called path"),
    ],
)
def test_wrong_usage_ends_with_2_and_names_what_would_be_right(arguments: tuple[str, ...], hint: str) -> None:
    code, output, said = run(*arguments)
    assert (code, output) == (2, "")
    assert hint in " ".join(said.replace("│", " ").split())
