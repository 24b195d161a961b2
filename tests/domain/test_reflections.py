"""What forms make of the words people type, and what one ritual hands to the next."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import TextTooLong
from bot.domain.reflections import (
    MAX_ANSWER,
    MAX_GOAL,
    MAX_GOALS,
    MAX_PLAN_LINES,
    Adjustment,
    Fate,
    Goals,
    Reflection,
    Review,
    Week,
    WeekPlan,
    Wins,
    adjustment_from,
    goals_from,
    plan_from,
    review_from,
    suggested_goals,
    wins_from,
)
from bot.domain.ritual_errors import NothingWritten, TooManyLines
from bot.domain.rituals import Ritual

goals = st.lists(st.text("abcde", min_size=1, max_size=4), unique=True, max_size=MAX_GOALS).map(tuple)


def test_goals_are_cleaned_and_empty_lines_left_out() -> None:
    assert goals_from(["  ship \n the   demo ", "", "ship the demo", "read"]) == Goals(
        ("ship the demo", "read")
    )


def test_a_plan_has_a_line_for_each_thing() -> None:
    plan = plan_from(["demo"], "one\n\n two \n", "it  went", "")
    assert plan == WeekPlan(("demo",), ("one", "two"), "it went", "")


@pytest.mark.parametrize("empty", ["", "  ", "\n\n"])
def test_a_form_without_words_is_refused(empty: str) -> None:
    for make in (
        lambda: goals_from([empty] * 3),
        lambda: adjustment_from([], empty),
        lambda: wins_from([], [], empty),
        lambda: plan_from([], empty, empty, empty),
        lambda: review_from(empty, empty, empty, empty, empty),
    ):
        with pytest.raises(NothingWritten):
            make()


def test_words_have_a_limit() -> None:
    with pytest.raises(TextTooLong):
        goals_from(["x" * (MAX_GOAL + 1)])
    with pytest.raises(TextTooLong):
        review_from("x" * (MAX_ANSWER + 1), "", "", "", "")
    with pytest.raises(TooManyLines):
        plan_from([], "\n".join(map(str, range(MAX_PLAN_LINES + 1))), "", "")


def test_one_answer_of_a_review_is_enough() -> None:
    assert review_from("", "", "backprop", "", "") == Review(hard="backprop")


@given(goals=goals, data=st.data())
def test_results_split_the_goals_that_were_not_dropped(goals: tuple[str, ...], data: st.DataObject) -> None:
    fates = [(goal, data.draw(st.sampled_from(Fate))) for goal in goals]
    week = Week(Goals(goals), Adjustment(tuple(fates)))
    kept = tuple(goal for goal, fate in fates if fate is not Fate.DROP)
    assert week.standing == kept
    reached = data.draw(st.lists(st.sampled_from(kept), unique=True)) if kept else []
    wins = wins_from(week.standing, reached, "a win")
    assert set(wins.reached) == set(reached)
    assert sorted((*wins.reached, *wins.missed)) == sorted(kept)
    after = Week(week.goals, week.adjusted, wins)
    assert after.unreached == wins.missed


@given(goals=goals)
def test_without_results_every_goal_is_still_to_be_reached(goals: tuple[str, ...]) -> None:
    assert Week(Goals(goals)).unreached == goals
    assert Week().unreached == ()


@given(carried=goals, lines=goals)
def test_the_next_week_begins_with_what_was_carried_over(
    carried: tuple[str, ...], lines: tuple[str, ...]
) -> None:
    proposed = suggested_goals(WeekPlan(carried, lines))
    assert proposed[: len(carried)] == carried
    assert len(proposed) == len(set(proposed)) <= MAX_GOALS
    assert set(proposed) <= {*carried, *lines}
    assert suggested_goals(None) == ()


@pytest.mark.parametrize(("minutes", "posted"), [(None, False), (-1, False), (0, True), (5, True)])
def test_words_count_as_posted_until_they_change(minutes: int | None, posted: bool) -> None:
    written = datetime(2026, 1, 5, 9, tzinfo=UTC)
    at = None if minutes is None else written + timedelta(minutes=minutes)
    goals = Goals(("demo",))
    assert Reflection(Ritual.GOALS, date(2026, 1, 5), goals, written, at).posted is posted
    assert Reflection(Ritual.WINS, date(2026, 1, 5), Wins((), (), "x"), written, at).posted is posted
