"""The format's own papers are right: README example, JSON Schema, notations."""

import json
import re
from collections.abc import Callable
from datetime import time

import jsonschema_rs
import pytest
import yaml

from bot.catalog import check, load, scalars
from bot.catalog.builtin import files, folder
from bot.catalog.json_schema import json_schema
from bot.domain.roadmap_terms import Lines, Range, Weekday
from bot.domain.roadmap_time import Deadline, SpanUnit

README = (folder() / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", README, flags=re.DOTALL)


def test_the_example_of_the_readme_is_a_clean_roadmap() -> None:
    assert len(EXAMPLE) == 1
    assert check(EXAMPLE[0].encode(), "README.md") == ()
    assert load(EXAMPLE[0].encode(), "README.md").roadmap.id == "study-sprint"


def test_the_json_schema_is_up_to_date() -> None:
    assert (folder() / "schema.json").read_text(encoding="utf-8") == json_schema()


@pytest.mark.parametrize("text", [EXAMPLE[0], *(path.read_text() for path in files(folder()))])
def test_an_editor_with_the_json_schema_agrees(text: str) -> None:
    schema = jsonschema_rs.validator_for(json.loads(json_schema()))
    assert [error.message for error in schema.iter_errors(yaml.safe_load(text))] == []


def test_an_editor_with_the_json_schema_sees_a_typing_mistake() -> None:
    schema = jsonschema_rs.validator_for(json.loads(json_schema()))
    broken = yaml.safe_load(EXAMPLE[0].replace("kind: topic", "knd: topic"))
    assert not schema.is_valid(broken)


def test_the_readme_names_every_key_of_the_top_level() -> None:
    top = json.loads(json_schema())["properties"]
    assert [key for key in top if key not in README] == []


MINUTES = [
    ("90m", Range(90, 90)),
    ("1h30m", Range(90, 90)),
    ("1h 30m", Range(90, 90)),
    ("2h", Range(120, 120)),
    ("2.5h", Range(150, 150)),
    ("2-3h", Range(120, 180)),
    ("30-45m", Range(30, 45)),
    ("30m-1h", Range(30, 60)),
    ("4–6h", Range(240, 360)),
]
REFUSED: dict[Callable[[str], object], list[str]] = {
    scalars.minutes: ["", "90", "h", "-5m", "1d", "2h-1h", "1h-2h-3h", "1e3m", "١٠m"],
    scalars.number_range: ["", "x", "-1", "1-", "5+10", "10-5", "1,000", "1e5", "nan"],
    scalars.hours: ["2h", "", "two"],
    scalars.span: ["0", "1.5", "0-3", "", "1.5+"],
    scalars.whole: ["010", "-1", "1.0", "", "1_000", "+1", "9999999999"],
    scalars.yes_no: ["yes", "no", "True", "1", ""],
    scalars.duration: ["16", "16 w", "weeks", "3-6 years"],
    scalars.deadline: ["12", "week", "year 1", "week 0", "END"],
    scalars.goal: ["", "fast", ">= 5-10", "> 5+", ">", "10-5 x", "!= 3"],
    scalars.clock: ["6:00-8:00", "25:00-26:00", "06:00", "06:60-07:00", ""],
    scalars.source_lines: ["", "L26", "31-26", "1,,2"],
    scalars.weekdays: ["", "monday", "mon-", "mo"],
}


@pytest.mark.parametrize(("text", "expected"), MINUTES)
def test_a_length_is_read_as_minutes(text: str, expected: Range) -> None:
    assert scalars.minutes(text) == expected


@pytest.mark.parametrize(
    ("read", "text"), [(read, text) for read, texts in REFUSED.items() for text in texts]
)
def test_a_notation_that_could_mean_something_else_is_refused(
    read: Callable[[str], object], text: str
) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(text)


def test_other_notations_read_as_they_look() -> None:
    assert scalars.clock("06:00-08:30") == (time(6), time(8, 30))
    assert scalars.deadline("month 4-5") == Deadline(SpanUnit.MONTH, 4, 5)
    assert scalars.source_lines("19, 26-31") == (Lines(19, 19), Lines(26, 31))
    assert scalars.weekdays("fri-mon") == (Weekday.MON, Weekday.FRI, Weekday.SAT, Weekday.SUN)
    assert scalars.number_range("50+").middle == 50
