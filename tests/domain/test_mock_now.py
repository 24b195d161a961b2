"""Who is brought together at once, and who is owed another partner."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import OutOfRange
from bot.domain.mock_now import (
    BEGINS_IN,
    RESCUE_WITHIN,
    WAITS,
    Wait,
    begins_at,
    check_wait,
    choose,
    in_order,
    kind_for,
    offers_rescue,
    orphaned,
    owed_rescue,
    shared_kinds,
)
from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from tests.domain.mock_house import ADA, BEN, CYD, DAN, START, interview, person, seat

CODING, THEORY, DESIGN = QuestionKind.CODING, QuestionKind.ML_THEORY, QuestionKind.SYSTEM_DESIGN
HOUR = timedelta(hours=1)
KINDS = st.frozensets(st.sampled_from(list(QuestionKind)))


def wait(user_id: int, *kinds: QuestionKind, minutes: int = 0, **values: Any) -> Wait:
    """Somebody who has waited for so many minutes."""
    since = START - timedelta(minutes=minutes)
    return Wait(person(user_id), frozenset(kinds), since, START + HOUR, **values)


def cancelled(why: EndedWhy = EndedWhy.NO_SHOW, ended_at: datetime = START, **values: object) -> Session:
    """An interview of Ada's and Ben's that did not take place; Ben was missing."""
    absent = why is EndedWhy.NO_SHOW
    gone = None if absent else ended_at
    seats = seat(ADA, 0), seat(BEN, 1, absent=absent, gone=gone)
    return interview(*seats, state=SessionState.CANCELLED, ended_why=why, ended_at=ended_at, **values)


def test_whoever_lost_a_partner_goes_first_then_who_waits_longest() -> None:
    me = wait(ADA)
    waiting = [wait(BEN, minutes=20), wait(CYD, minutes=5, rescues=7), wait(DAN, minutes=30)]

    assert choose(me, waiting, ()) == waiting[1]
    assert choose(me, [waiting[0], waiting[2]], ()) == waiting[2]


@pytest.mark.parametrize(
    ("mine", "theirs", "barred", "found"),
    [
        ((), (), (), True),
        ((CODING,), (), (), True),
        ((CODING, THEORY), (THEORY, DESIGN), (), True),
        ((CODING,), (DESIGN,), (), False),
        ((), (), (BEN * 10,), False),
    ],
)
def test_only_those_who_fit_are_brought_together(
    mine: tuple[QuestionKind, ...], theirs: tuple[QuestionKind, ...], barred: tuple[int, ...], found: bool
) -> None:
    me, other = wait(ADA, *mine), wait(BEN, *theirs)

    assert (choose(me, [me, other], barred) == other) is found
    assert (choose(other, [me, other], [key - 10 for key in barred]) == me) is found


@given(KINDS, KINDS)
def test_what_they_share_is_the_same_from_both_sides(
    mine: frozenset[QuestionKind], theirs: frozenset[QuestionKind]
) -> None:
    one, other = wait(ADA, *mine), wait(BEN, *theirs)

    assert shared_kinds(one, other) == shared_kinds(other, one)
    assert all(
        (kind in mine or not mine) and (kind in theirs or not theirs) for kind in shared_kinds(one, other)
    )
    if shared_kinds(one, other):
        assert kind_for(one, other, (), {}) in shared_kinds(one, other)


@pytest.mark.parametrize(
    ("lost", "held", "kind"),
    [
        ((), {}, CODING),
        ((), {CODING: 2}, QuestionKind.ML_CODING),
        ((DESIGN,), {DESIGN: 9}, DESIGN),
    ],
)
def test_they_practise_what_was_prepared_else_what_they_held_least(
    lost: tuple[QuestionKind, ...], held: dict[QuestionKind, int], kind: QuestionKind
) -> None:
    assert kind_for(wait(ADA), wait(BEN), lost, held) is kind


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        ({"role": Role.INTERVIEWER}, {}, ADA),
        ({"role": Role.CANDIDATE}, {}, BEN),
        ({"role": Role.CANDIDATE}, {"role": Role.CANDIDATE, "firsts": 1}, ADA),
        ({"firsts": 3}, {"firsts": 2}, BEN),
    ],
)
def test_roles_follow_wishes_and_then_turns(one: dict[str, Any], other: dict[str, Any], first: int) -> None:
    order = in_order(wait(ADA, **one), wait(BEN, **other))

    assert order[0].member.user_id == first
    assert {each.member.user_id for each in order} == {ADA, BEN}


@given(st.timedeltas(timedelta(), timedelta(days=1)))
def test_it_begins_on_a_whole_minute_with_time_to_get_ready(later: timedelta) -> None:
    moment = START + later
    at = begins_at(moment)

    assert BEGINS_IN <= at - moment < BEGINS_IN + timedelta(minutes=1)
    assert (at.second, at.microsecond) == (0, 0)


@pytest.mark.parametrize("minutes", [WAITS[0] - 1, WAITS[-1] + 1, -5])
def test_nobody_waits_for_ever_or_for_a_moment(minutes: int) -> None:
    with pytest.raises(OutOfRange):
        check_wait(minutes)
    assert check_wait(WAITS[0]) == timedelta(minutes=WAITS[0])


@pytest.mark.parametrize(
    ("why", "ada", "ben"),
    [
        (EndedWhy.NO_SHOW, True, False),
        (EndedWhy.CANCELLED, True, False),
        (EndedWhy.LEFT, True, False),
        (EndedWhy.APART, False, False),
        (EndedWhy.NO_TIME, False, False),
        (EndedWhy.ROUND, False, False),
    ],
)
def test_only_who_would_have_held_it_is_left_alone(why: EndedWhy, ada: bool, ben: bool) -> None:
    session = cancelled(why)

    assert (orphaned(session, ADA), orphaned(session, BEN), orphaned(session, CYD)) == (ada, ben, False)


@pytest.mark.parametrize(
    ("hours", "offered"), [(-25, False), (-23, True), (0, True), (23, True), (25, False)]
)
def test_another_partner_is_offered_around_the_start_that_was_lost(hours: int, offered: bool) -> None:
    assert offers_rescue(cancelled(EndedWhy.CANCELLED), START + hours * HOUR) is offered
    assert not offers_rescue(cancelled(EndedWhy.DECLINED, starts_at=None), START)
    assert not offers_rescue(interview(), START)


def test_a_lost_one_is_owed_until_another_came_or_a_day_went_by() -> None:
    lost = cancelled()
    after = interview(id=8, created_at=START + HOUR, state=SessionState.FINISHED)

    assert owed_rescue([lost], ADA, START + HOUR) == lost
    assert owed_rescue([lost], BEN, START + HOUR) is None
    assert owed_rescue([after, lost], ADA, START + 2 * HOUR) is None
    assert owed_rescue([lost], ADA, START + RESCUE_WITHIN) is None
