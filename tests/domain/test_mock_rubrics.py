"""What is written after an interview, and when it is read."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import TextTooLong
from bot.domain.mock_rubrics import (
    INTERVIEWER_RUBRIC,
    MAX_WORDS,
    SCORES,
    Feedback,
    RubricRole,
    Sheet,
    checked_scores,
    checked_words,
    may_read,
    missing,
    sheets,
)
from bot.domain.mock_sessions import Session
from bot.domain.questions import ANCHORS
from tests.domain.mock_house import ADA, BEN, CYD, START, finished, running, seat

KEYS = [criterion.key for criterion in INTERVIEWER_RUBRIC.criteria]
PAIR = finished(seat(ADA, 0, START, question_key="for-ada"), seat(BEN, 1, START, question_key="for-ben"))
TRIO = finished(seat(ADA, 0, START), seat(BEN, 1, START), seat(CYD, 2, START))


def shown(session: Session) -> list[tuple[int, int, str, bool]]:
    return [(each.by.user_id, each.about.user_id, each.key, each.optional) for each in sheets(session)]


def sent(sheet: Sheet) -> Feedback:
    keys = sheet.by.member.key, sheet.about.member.key
    return Feedback(*keys, sheet.role, sheet.question_key, {}, "", START)


def test_both_write_about_each_other_in_both_roles() -> None:
    assert shown(PAIR) == [
        (ADA, BEN, "candidate1", False),
        (BEN, ADA, "interviewer1", False),
        (BEN, ADA, "candidate2", False),
        (ADA, BEN, "interviewer2", False),
    ]


def test_each_sheet_is_about_the_question_of_its_half() -> None:
    assert [sheet.question_key for sheet in sheets(PAIR)] == ["for-ben", "for-ben", "for-ada", "for-ada"]


def test_only_halves_that_took_place_are_written_about() -> None:
    assert [key for *_, key, _ in shown(replace(PAIR, turn=1))] == ["candidate1", "interviewer1"]
    assert shown(running(turn=2)) == []


def test_an_observer_writes_about_both_candidates_if_they_came_and_like() -> None:
    extra = [each for each in shown(TRIO) if each[0] == CYD]
    assert extra == [(CYD, BEN, "candidate1", True), (CYD, ADA, "candidate2", True)]
    away = replace(TRIO, seats=(*TRIO.seats[:2], seat(CYD, 2)))
    assert all(by != CYD for by, *_ in shown(away))


def test_who_has_given_up_their_seat_is_not_waited_for() -> None:
    alone = replace(PAIR, seats=(PAIR.seats[0], replace(PAIR.seats[1], gone=START)))
    assert sheets(alone) == ()
    assert not may_read(alone, ())


@given(st.sets(st.integers(0, 5)))
def test_nothing_is_read_before_both_have_sent_everything(done: set[int]) -> None:
    wanted = sheets(TRIO)
    there = [sent(wanted[number]) for number in done]
    needed = {number for number, sheet in enumerate(wanted) if not sheet.optional}
    assert may_read(TRIO, there) is (needed <= done)
    assert len(missing(wanted, there)) == len(needed - done)


@given(st.fixed_dictionaries({key: st.sampled_from(list(SCORES)) for key in KEYS}))
def test_scores_survive_being_kept(scores: dict[str, int]) -> None:
    checked = checked_scores(INTERVIEWER_RUBRIC, scores)
    assert checked == scores
    assert json.loads(json.dumps(checked)) == scores


@pytest.mark.parametrize(
    "scores",
    [
        {},
        dict.fromkeys(KEYS[1:], 3),
        dict.fromkeys(KEYS, 0),
        dict.fromkeys(KEYS, 5),
        dict.fromkeys([*KEYS, "more"], 3),
    ],
)
def test_missing_unknown_and_impossible_scores_are_refused(scores: dict[str, int]) -> None:
    assert checked_scores(INTERVIEWER_RUBRIC, scores) is None


def test_words_may_be_left_out_and_are_cleaned_and_bounded() -> None:
    assert checked_words("  \n ") == ""
    assert checked_words("Good\u202e  plan") == "Good plan"
    with pytest.raises(TextTooLong):
        checked_words("a" * (MAX_WORDS + 1))


def test_the_interviewer_is_scored_by_three_things_each_with_words_that_fit_a_menu() -> None:
    criteria = INTERVIEWER_RUBRIC.criteria
    assert [len(each.anchors) for each in criteria] == [ANCHORS] * 3
    assert all(len(anchor) <= 100 for each in criteria for anchor in each.anchors)
    assert all(len(each.title) <= 45 for each in criteria)
    assert RubricRole("interviewer") is RubricRole.INTERVIEWER
