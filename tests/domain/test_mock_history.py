"""What interviews say about somebody: averages over time, and what to work on."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mock_history import (
    COURSE,
    LOOKED_AT,
    WEAK_BELOW,
    Scored,
    averages,
    courses,
    took_part,
    weak_areas,
)
from bot.domain.mock_sessions import SessionState
from bot.domain.questions import QuestionKind
from tests.domain.mock_house import ADA, BEN, CYD, START, finished, interview, seat

CODING, THEORY = QuestionKind.CODING, QuestionKind.ML_THEORY
SCORES = st.dictionaries(st.sampled_from(["code", "testing", "talking"]), st.integers(1, 4))


def marks(number: int, kind: QuestionKind = CODING, **scores: int) -> Scored:
    """What was given in the interview of this number, a day after the one before."""
    return Scored(number, kind, START + timedelta(days=number), scores)


def test_low_averages_of_the_newest_are_what_to_work_on_the_lowest_first() -> None:
    given_ = [marks(number, code=2, testing=1, talking=3) for number in range(3)]

    assert [(area.key, area.average) for area in weak_areas(given_)] == [("testing", 1.0), ("code", 2.0)]


@pytest.mark.parametrize(("scores", "weak"), [((2, 3), False), ((2, 2), True), ((2, 3, 2), True)])
def test_half_way_between_two_and_three_is_good_enough(scores: tuple[int, ...], weak: bool) -> None:
    found = weak_areas(marks(number, code=score) for number, score in enumerate(scores))

    assert bool(found) is weak


def test_old_scores_are_forgiven_and_kinds_are_apart() -> None:
    bad = [marks(number, code=1) for number in range(9)]
    good = [marks(10 + number, code=4) for number in range(LOOKED_AT)]

    assert weak_areas([*good, *bad]) == ()
    assert [area.kind for area in weak_areas([*good, marks(1, THEORY, right=1)])] == [THEORY]


@given(
    st.lists(
        st.builds(marks, st.integers(0, 50), st.sampled_from([CODING, THEORY])).flatmap(
            lambda each: st.builds(
                Scored, st.just(each.session_id), st.just(each.kind), st.just(each.at), SCORES
            )
        )
    )
)
def test_every_weak_area_is_low_and_named_once(given_: list[Scored]) -> None:
    found = weak_areas(given_)

    assert all(1 <= area.average < WEAK_BELOW for area in found)
    assert len({(area.kind, area.key) for area in found}) == len(found)
    assert found == weak_areas(given_)


def test_a_course_has_one_number_an_interview_oldest_first() -> None:
    several = [marks(number, code=1 + number % 4) for number in range(COURSE + 2)]
    voices = [marks(9, code=4), marks(9, code=2), marks(9)]

    (course,) = courses([*voices, *several])

    assert len(course.points) == COURSE
    assert course.points[-1] == (START + timedelta(days=9), 3.0)
    assert [at for at, _ in course.points] == sorted(at for at, _ in course.points)
    assert averages([marks(9, code=4), marks(9, code=2)]) == {9: 3.0}


def test_only_who_came_to_one_that_took_place_took_part() -> None:
    held = finished(seat(ADA, 0, START), seat(BEN, 1, START), seat(CYD, 2))

    assert [took_part(held, who) for who in (ADA, BEN, CYD, 9)] == [True, True, False, False]
    assert not took_part(interview(seat(ADA, 0, START), state=SessionState.CANCELLED), ADA)
