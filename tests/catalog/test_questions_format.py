"""The papers of the question format are right: README example, JSON Schema."""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from bot.catalog import BUILT_IN_LIMITS
from bot.catalog.builtin import files, folder
from bot.catalog.json_schema import questions_json_schema
from bot.catalog.questions import check_questions, load_questions
from bot.domain.questions import QuestionKind
from tests.catalog.built_in_questions import BANK

FOLDER = folder() / "questions"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", README, flags=re.DOTALL)


def test_the_example_of_the_readme_is_a_clean_file() -> None:
    assert len(EXAMPLE) == 1
    assert check_questions(EXAMPLE[0].encode(), "README.md") == ()


def test_the_example_of_the_readme_shows_every_key() -> None:
    example = yaml.safe_load(EXAMPLE[0])
    schema = json.loads(questions_json_schema())
    assert set(example) == set(schema["properties"])
    shown = {key for question in example["questions"] for key in question}
    assert shown == set(schema["$defs"]["QuestionNode"]["properties"])


def test_the_json_schema_is_up_to_date() -> None:
    assert (FOLDER / "schema.json").read_text(encoding="utf-8") == questions_json_schema()


@pytest.mark.parametrize("text", [EXAMPLE[0], *(path.read_text() for path in files(FOLDER))])
def test_an_editor_with_the_json_schema_agrees(text: str) -> None:
    schema = jsonschema_rs.validator_for(json.loads(questions_json_schema()))
    assert [error.message for error in schema.iter_errors(yaml.safe_load(text))] == []


def test_an_editor_with_the_json_schema_sees_a_typing_mistake() -> None:
    schema = jsonschema_rs.validator_for(json.loads(questions_json_schema()))
    broken = yaml.safe_load(EXAMPLE[0].replace("follow_ups:", "followups:"))
    assert not schema.is_valid(broken)


@pytest.mark.parametrize("path", files(FOLDER), ids=lambda path: path.name)
def test_a_built_in_file_is_clean_and_named_by_its_kind(path: Path) -> None:
    raw = path.read_bytes()
    loaded = load_questions(raw, path.name, BUILT_IN_LIMITS)
    assert raw.startswith(b"# yaml-language-server: $schema=schema.json\n")
    assert (loaded.warnings, loaded.questions.kind) == ((), path.stem.replace("-", "_"))


def test_the_readme_tells_how_many_there_are() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| ([0-9]+) \|", README, flags=re.MULTILINE))
    counts = {kind.value.replace("_", "-"): str(len(BANK.of_kind(kind))) for kind in QuestionKind}
    assert rows == counts
