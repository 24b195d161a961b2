"""Where a member is in a roadmap, by what they settled."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_progress import Progress, Sitting, weeks_of
from bot.domain.tasks import TaskState
from tests.catalog.built_in import ROADMAPS
from tests.catalog.roadmaps import parsed

SNIPPET = """\
sections:
  - key: month-1
    title: Month
    label: Month 1
    weeks: 1-4
    sections:
      - {key: w1, title: One, weeks: 1, items: [{key: a, kind: task, title: A, estimate: 60m}]}
      - {key: w2, title: Two, weeks: 2-3, items: [{key: b, kind: task, title: B, estimate: 90m}]}
"""
START = date(2026, 1, 5)
STATES = st.sampled_from(TaskState)


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    return parsed(SNIPPET)


def progress(*sittings: tuple[str, int, TaskState]) -> Progress:
    return Progress.of(Sitting(*each) for each in sittings)


HALF = progress(("a", 60, TaskState.DONE), ("b", 40, TaskState.SKIPPED), ("b", 50, TaskState.OPEN))


def test_minutes_add_up_through_the_sections(roadmap: Roadmap) -> None:
    month = roadmap.sections[0]

    assert HALF.of_section(month) == (100, 150)
    assert HALF.of_section(month.sections[1]) == (40, 90)
    assert (HALF.is_done("a"), HALF.is_done("b"), HALF.is_done("never")) == (True, False, False)


def test_one_is_where_the_next_open_item_is(roadmap: Roadmap) -> None:
    index = RoadmapIndex.of(roadmap)

    assert [section.key for section in HALF.here(index)] == ["month-1", "w2"]
    assert progress(("a", 60, TaskState.DONE)).here(index) == ()
    assert progress(("own:1", 30, TaskState.OPEN), ("a", 60, TaskState.OPEN)).here(index)[-1].key == "w1"


def test_the_roadmaps_own_weeks_stand_beside_those_of_the_plan(roadmap: Roadmap) -> None:
    path = HALF.here(RoadmapIndex.of(roadmap))

    weeks = weeks_of(roadmap, path, HALF, START, START + timedelta(days=30), START + timedelta(days=60))

    assert (weeks.nominal, weeks.nominal_total) == ((2, 3), 4)
    assert (weeks.planned, weeks.planned_total) == (5, 9)


def test_before_the_start_it_is_the_first_week(roadmap: Roadmap) -> None:
    weeks = weeks_of(roadmap, (), HALF, START, START - timedelta(days=9), None)

    assert (weeks.planned, weeks.planned_total) == (1, None)


@pytest.mark.parametrize("roadmap", ROADMAPS.values(), ids=ROADMAPS.keys())
def test_everywhere_one_is_in_a_week_of_as_many_as_the_roadmap_has(roadmap: Roadmap) -> None:
    found = [weeks_of(roadmap, path, HALF, START, START, None) for path in roadmap.every_section()]

    assert {weeks.nominal_total for weeks in found} == {roadmap.weeks}
    assert all(1 <= weeks.nominal[0] <= weeks.nominal[1] <= roadmap.weeks for weeks in found)
    dated = any(section.span for path in roadmap.every_section() for section in path)
    assert not dated or max(weeks.nominal[1] for weeks in found) == roadmap.weeks


MONTHS = """\
sections:
  - {key: m4, title: Four, months: 4, items: [{key: a, kind: task, title: A, estimate: 60m}]}
  - {key: m5, title: On, months: 5+, items: [{key: b, kind: task, title: B, estimate: 60m}]}
"""


@pytest.mark.parametrize(("section", "weeks"), [(0, (14, 18)), (1, (18, 22))])
def test_a_month_is_the_twelfth_part_of_52_weeks(section: int, weeks: tuple[int, int]) -> None:
    months = parsed(MONTHS)

    found = weeks_of(months, months.sections[section : section + 1], HALF, START, START, None)

    assert (found.nominal, found.nominal_total) == (weeks, 22)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 90), STATES), max_size=20))
def test_nothing_is_settled_beyond_what_is_planned(sittings: list[tuple[str, int, TaskState]]) -> None:
    found = progress(*sittings)

    assert all(0 <= settled <= planned for settled, planned in found.minutes.values())
    assert set(found.ahead) == {key for key in found.minutes if not found.is_done(key)}
