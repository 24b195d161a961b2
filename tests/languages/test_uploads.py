"""Whoever brings a file in is told in their language what is wrong with it."""

import gzip
import re
from collections.abc import Iterator

import pytest
from simcord import InteractionResult

from bot.catalog import CatalogError, Problem, check
from bot.catalog.problems import check_problems
from bot.catalog.questions import check_questions
from bot.domain.errors import Fault
from bot.domain.words import Words
from bot.ui.language import speaking
from bot.ui.uploads import PROBLEMS, doubt_lines, fault_lines, report
from tests.catalog import test_broken_files, test_lint, test_problem_files, test_question_files
from tests.journeys.own_roadmap import OWN
from tests.journeys.world import World
from tests.languages.pseudo import untranslated
from tests.languages.seen import words_seen
from tests.simtools import message_of
from tools.languages_found import found

FOREIGN = frozenset({"{fault}"})
"""What pydantic and the YAML parser say themselves."""


def problems() -> Iterator[Problem]:
    """Of every file in the tables that some other test holds."""
    for broken in test_broken_files.BROKEN:
        yield from check(test_broken_files.GOOD.replace(broken.old, broken.new, 1).encode(), "x.yaml")
    for snippet, _path, _says in test_lint.WARNED.values():
        yield from check(test_lint.text_of(snippet).encode(), "x.yaml")
    for broken in test_question_files.BROKEN:
        raw = test_question_files.GOOD.replace(broken.old, broken.new, 1).encode()
        yield from check_questions(raw, "x.yaml")
    for case in test_problem_files.BROKEN:
        raw = test_problem_files.GOOD.replace(case.old, case.new, 1).encode()
        yield from check_problems(raw, "x.yaml")


def parts(said: str) -> Iterator[Words]:
    """The words and all words within them."""
    if isinstance(said, Words):
        yield said
        for value in said.values.values():
            if isinstance(value, str):
                yield from parts(value)


def test_everything_that_can_be_wrong_with_a_file_is_in_the_catalogues() -> None:
    template, told = found(), {problem.message for problem in problems()}
    assert len(told) > 80
    assert [said for said in told if not isinstance(said, Words)] == []
    texts = {each.text for said in told for each in parts(said)}
    assert {text for text in texts if template.get(text) is None} <= FOREIGN
    assert len(texts) > 50


def test_words_within_words_are_translated_too(pseudo: str) -> None:
    (problem,) = check(OWN.replace("kind: task", "kind: taks", 1).encode(), "x.yaml")
    fault = Fault(problem.line, "", problem.message)
    assert problem.message.endswith("; did you mean task?")
    kinds = re.findall("'([^']*)'", problem.message)
    with speaking(pseudo):
        shown = [*fault_lines([fault], 2), report([fault], 2), *doubt_lines([fault])]
        assert untranslated(shown, ["task", *kinds]) == []


async def bring(world: World, file: tuple[str, bytes], command: str = "roadmaps") -> InteractionResult:
    return await world.ada.slash(world.channel, f"manage {command} import", file=file)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (OWN + "sumary: x\n", "এখানে এই ফরম্যাটে এমন কোনো key নেই; আপনি কি summary বোঝাতে চেয়েছেন?"),
        (OWN.replace("id: ", "id: *", 1), "alias"),
    ],
    ids=["unknown-key", "alias"],
)
async def test_an_organiser_reads_in_bengali_what_is_wrong(world: World, broken: str, says: str) -> None:
    await world.ada.slash(world.channel, "language set", language="bn")
    for file in (("a.yaml", broken.encode()), ("a.yaml.gz", gzip.compress(broken.encode()))):
        shown = "\n".join(words_seen(await bring(world, file)))
        assert says in shown.replace("\\", "")
        assert "is not" not in shown
        assert "not allowed" not in shown


async def test_the_file_of_all_problems_speaks_bengali_too(world: World) -> None:
    await world.ada.slash(world.channel, "language set", language="bn")
    broken = OWN + "".join(f"sumary{number}: x\n" for number in range(30))
    told = message_of(await bring(world, ("a.yaml", broken.encode())))
    (attached,) = told.attachments
    assert attached.filename == PROBLEMS
    lines = (await attached.read()).decode().splitlines()
    assert len(lines) == 30
    assert all("এমন কোনো key নেই" in line for line in lines)


async def test_a_set_of_questions_too(world: World) -> None:
    await world.ada.slash(world.channel, "language set", language="bn")
    shown = await bring(world, ("q.yaml", b"kind: coding\n"), "questions")
    assert "এটি নেই" in "\n".join(words_seen(shown))


def test_the_command_line_goes_on_in_english(pseudo: str) -> None:
    with speaking(pseudo):
        assert "is missing" in str(CatalogError(check_questions(b"kind: coding\n", "q.yaml")))
