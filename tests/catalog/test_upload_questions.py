"""Uploaded questions go the way of uploaded roadmaps: checked in a process that ends, whatever they hold."""

import sys

import pytest

from bot.catalog.questions import built_in_file, load_questions
from bot.catalog.reader import BUILT_IN_LIMITS
from bot.catalog.upload import Checker, kept, kept_questions, packed, unpacked
from bot.domain.errors import BrokenFile, CheckFailed, CheckTooLong, ImportRunning
from tests.catalog.built_in_questions import BANK
from tests.catalog.own_questions import OWN, set_of
from tests.catalog.roadmaps import GOOD
from tests.hostile import HOSTILE
from tests.rarely import mostly_in_soak

KEYS = [each.key for each in BANK.sets]


async def test_a_good_set_comes_back_as_if_it_had_been_read_here() -> None:
    checked = await Checker().check_questions(OWN.encode())

    assert checked.questions == load_questions(OWN.encode(), "x.yaml").questions
    assert (checked.questions.key, checked.questions.title) == ("our-theory", "Our theory")
    assert kept_questions(checked.text) == checked.questions
    assert checked.doubts == ()


@pytest.mark.parametrize("key", KEYS)
async def test_every_built_in_set_fits_when_it_is_packed_and_comes_back_the_same(key: str) -> None:
    raw = unpacked(packed(built_in_file(key)), f"{key}.yaml.gz")

    checked = await Checker().check_questions(raw)

    assert checked.questions == load_questions(raw, key, BUILT_IN_LIMITS).questions
    assert kept_questions(checked.text) == checked.questions


@pytest.mark.parametrize(("raw", "says"), mostly_in_soak(HOSTILE.values(), 4), ids=HOSTILE.keys())
async def test_a_hostile_file_is_refused_with_its_first_problem(raw: bytes, says: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        await Checker().check_questions(raw)

    assert says in caught.value.faults[0].message
    assert caught.value.count >= len(caught.value.faults)


@pytest.mark.parametrize("raw", [GOOD, "kind: coding\n", OWN.replace("our-drift", "our-leak")])
async def test_what_is_no_set_of_questions_is_told_with_its_lines(raw: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        await Checker().check_questions(raw.encode())

    assert all(fault.line >= 1 and fault.message for fault in caught.value.faults)


async def test_a_set_of_questions_is_no_roadmap() -> None:
    with pytest.raises(BrokenFile):
        await Checker().check(OWN.encode())


async def test_so_many_questions_that_sound_the_same_are_checked_in_time() -> None:
    same = " ".join(f"w{number}" for number in range(180))
    raw = set_of([f"q{number}" for number in range(200)], prompt=same).encode()

    checked = await Checker().check_questions(raw)

    assert len(checked.questions.questions) == 200
    assert len(checked.doubts) == 1_000


@pytest.mark.parametrize(
    ("script", "seconds", "refusal"),
    [
        ("import time; print(flush=True); time.sleep(60)", 0.1, CheckTooLong),
        ("raise SystemExit(3)", 2.0, CheckFailed),
    ],
    ids=["too slow", "fails"],
)
async def test_a_process_that_does_not_answer_is_told_apart_from_a_broken_file(
    script: str, seconds: float, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await Checker((sys.executable, "-I", "-c", script), seconds=seconds).check_questions(OWN.encode())


def test_only_one_file_of_a_guild_is_brought_in_at_a_time() -> None:
    checker = Checker()
    with checker.alone(1), checker.alone(2), pytest.raises(ImportRunning), checker.alone(1):
        pass
    with checker.alone(1):
        assert checker.alone(1)


@pytest.mark.parametrize("text", ["{}", "[]", "null", "not json", '{"kind": "poetry", "questions": []}'])
def test_what_was_kept_in_another_form_is_noticed(text: str) -> None:
    for read in (kept_questions, kept):
        with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
            read(text)
