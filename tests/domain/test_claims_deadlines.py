"""Deadlines of a roadmap in a member's own plan."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadlines import Course
from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_terms import Range
from bot.domain.roadmap_time import Deadline, Duration, Span, SpanUnit

START = date(2026, 6, 1)
WEEK, MONTH = SpanUnit.WEEK, SpanUnit.MONTH


def by(number: int, unit: SpanUnit = WEEK, first: int | None = None) -> Deadline:
    return Deadline(unit, first or number, number)


def roadmap(*weeks: tuple[int, int] | None, months: int = 2) -> RoadmapIndex:
    """One section for each (first week, last week), with one item `item-0`, `item-1`…"""
    sections = tuple(
        Section(
            f"section-{n}",
            "S",
            "S",
            (Item(f"item-{n}", ItemKind.TASK, "I", 60),),
            span=Span(WEEK, *span) if span else None,
        )
        for n, span in enumerate(weeks)
    )
    duration = Duration(Range(months, months), MONTH)
    return RoadmapIndex.of(Roadmap("r", "v", "R", "", 600, sections, duration=duration))


def course(index: RoadmapIndex, *days: int | None) -> Course:
    """Last days of `item-0`, `item-1`…, after the start; None for what is not planned."""
    planned = {f"item-{n}": START + timedelta(days=day) for n, day in enumerate(days) if day is not None}
    return Course.of(index, START, planned)


@pytest.mark.parametrize(
    ("deadline", "day"),
    [
        (by(1), 10),
        (by(2), 10),
        (by(3), 30),
        (by(1, MONTH), 30),
        (by(5, first=4), 50),
        (Deadline(), 50),
    ],
)
def test_a_deadline_is_the_last_day_of_what_should_be_finished_by_then(deadline: Deadline, day: int) -> None:
    plan = course(roadmap((1, 1), (3, 3), (4, 5)), 10, 30, 50)

    assert plan.due(deadline) == START + timedelta(days=day)


def test_a_deadline_inside_the_first_section_is_stretched_but_never_after_it() -> None:
    plan = course(roadmap((1, 4), (5, 8)), 55, 111)

    assert plan.due(by(2)) == START + timedelta(days=26)
    assert course(roadmap((1, 4), (5, 8)), 3, 111).due(by(2)) == START + timedelta(days=3)


def test_past_the_last_section_it_goes_on_at_the_plans_pace_and_ends_with_the_plan() -> None:
    plan = course(roadmap((1, 2), (3, 4), None), 27, 55, 90)

    assert plan.due(by(5)) == START + timedelta(days=55 + 23)
    assert plan.due(by(9)) == START + timedelta(days=90)


def test_a_roadmap_without_weeks_is_stretched_over_its_length() -> None:
    plan = course(roadmap(None, None, months=2), 40, 111)

    assert plan.due(by(1, MONTH)) == START + timedelta(days=54)
    assert plan.due(Deadline()) == START + timedelta(days=111)


def test_sections_that_are_not_planned_do_not_matter() -> None:
    plan = course(roadmap((1, 1), (1, 1), (2, 2)), 5, None, 20)

    assert plan.due(by(1)) == START + timedelta(days=5)


def test_an_empty_plan_has_dates_all_the_same() -> None:
    assert course(roadmap()).due(Deadline()) == START
    assert course(roadmap()).due(by(2)) >= START


spans = st.lists(
    st.tuples(st.integers(1, 12), st.integers(0, 4)).map(lambda pair: (pair[0], sum(pair))), max_size=6
)


@given(spans, st.lists(st.integers(0, 300), min_size=6, max_size=6), st.integers(1, 20), st.integers(1, 20))
def test_a_later_deadline_is_never_due_earlier(
    weeks: list[tuple[int, int]], days: list[int], one: int, other: int
) -> None:
    plan = course(roadmap(*weeks), *days[: len(weeks)])

    assert plan.due(by(min(one, other))) <= plan.due(by(max(one, other)))


@given(spans, st.lists(st.integers(0, 300), min_size=6, max_size=6), st.integers(1, 40))
def test_nothing_is_due_after_the_plan_ends(weeks: list[tuple[int, int]], days: list[int], week: int) -> None:
    planned = days[: len(weeks)]

    assert course(roadmap(*weeks), *planned).due(by(week)) <= START + timedelta(days=max(planned, default=0))


@given(spans, st.lists(st.integers(0, 300), min_size=6, max_size=6), st.integers(1, 20), st.integers(1, 60))
def test_a_plan_that_slips_moves_its_deadlines_along(
    weeks: list[tuple[int, int]], days: list[int], week: int, slip: int
) -> None:
    planned = days[: len(weeks)]

    assert course(roadmap(*weeks), *planned).due(by(week)) <= course(
        roadmap(*weeks), *(day + slip for day in planned)
    ).due(by(week))
