"""What holds for all five built-in roadmaps, and the numbers by which people know them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.catalog import BUILT_IN_LIMITS, load
from bot.catalog.builtin import files, folder
from bot.domain.pace import Pace
from bot.domain.planning import lay_out, work_of
from bot.domain.roadmap import Place, Roadmap
from bot.domain.roadmap_choices import UNDECIDED, Choices
from bot.domain.roadmap_claims import Comparator, Goal, Target
from bot.domain.roadmap_time import absolute
from tests.catalog.built_in import ROADMAPS
from tests.catalog.test_source_lines import everything

MONDAY = date(2026, 1, 5)
WEEKS = {
    "category-b": 61,  # month 14 ends
    "deep-dive-16w": 16,
    "junior-to-job-ready": 20,
    "ml-career": 78,  # month 18 ends
    "production-intensive": 26,  # month 6 ends
}
LIMITS_ON_BOTH_SIDES = {
    "centerpiece-video-length",
    "answer-length",
    "about-length",
    "resume-summary",
    "resume-projects",
    "w06-classes",
}
PATHS = [
    *((roadmap_id, UNDECIDED) for roadmap_id in WEEKS),
    ("category-b", Choices(options={"s4-field": ("s4-cv",)})),
    ("junior-to-job-ready", Choices(options={"specialisation": ("nlp",), "cloud-services": ("gcp",)})),
    ("ml-career", Choices(path="engineer")),
    ("ml-career", Choices(path="engineer", options={"se07-move": ("se07-search",)})),
    ("production-intensive", Choices(options={"w10-system": ("w10-c",), "project-5": ("p5-d",)})),
]


def _boxes_of_production() -> int:
    roadmap = ROADMAPS["production-intensive"]
    weeks = [path[-1] for path in roadmap.every_section() if path[-1].key != "start"]
    resume = next(place.item for place in roadmap.every_place() if place.item.key == "w11-resume")
    lists = [each for each in roadmap.checklists if each.key.startswith(("accounts", "ready"))]
    return (
        sum(len(week.checkpoint) for week in weeks)
        + len(resume.steps)
        + sum(len(each.claims) for each in lists)
    )


def _boxes_of_milestones(roadmap_id: str) -> int:
    """A box with a number may be a claim, a target, or both on the same line."""
    milestones = ROADMAPS[roadmap_id].milestones
    return sum(
        len({lines.first for box in (*each.claims, *each.targets) for lines in box.source[-1:]})
        for each in milestones
    )


NUMBERS: dict[str, tuple[Callable[[], object], object]] = {
    "77 boxes in production-intensive": (_boxes_of_production, 77),
    "19 milestones in junior-to-job-ready": (lambda: _boxes_of_milestones("junior-to-job-ready"), 19),
    "24 boxes of the action plan in ml-career": (lambda: _boxes_of_milestones("ml-career"), 24),
    "10 boxes at the end of category-b": (
        lambda: [len(each.claims) for each in ROADMAPS["category-b"].checklists if each.self_test],
        [10],
    ),
    "16 weeks in deep-dive-16w": (
        lambda: [path[-1].label for path in ROADMAPS["deep-dive-16w"].every_section() if len(path) == 2],
        [f"Week {number}" for number in range(1, 17)],
    ),
}


@pytest.mark.parametrize("path", files(folder()), ids=lambda path: path.name)
def test_a_built_in_file_is_clean_and_named_by_its_id(path: Path) -> None:
    raw = path.read_bytes()
    loaded = load(raw, path.name, BUILT_IN_LIMITS)
    assert raw.startswith(b"# yaml-language-server: $schema=schema.json\n")
    assert (loaded.warnings, loaded.roadmap.id) == ((), path.stem)


def test_no_title_stands_in_quotation_marks_by_mistake() -> None:
    titles = [getattr(each, "title", "") for roadmap in ROADMAPS.values() for each in everything(roadmap)]
    assert [title for title in titles if title.strip("\"' ") != title] == []


@pytest.mark.parametrize(("read", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_people_know_it_by(read: Callable[[], object], expected: object) -> None:
    assert read() == expected


def test_a_roadmap_says_how_many_calendar_weeks_it_takes() -> None:
    assert {roadmap.id: roadmap.weeks for roadmap in ROADMAPS.values()} == WEEKS


def test_a_range_is_reached_at_its_low_end_unless_it_is_a_limit() -> None:
    goals = [
        each for roadmap in ROADMAPS.values() for each in everything(roadmap) if isinstance(each, Target)
    ]
    ranges = {each.key: each.goal for each in goals if each.goal.comparator is Comparator.BETWEEN}
    assert {key for key, goal in ranges.items() if goal.bound} == LIMITS_ON_BOTH_SIDES
    assert all(goal.met_by(goal.value) and not goal.met_by(goal.value - 0.5) for goal in ranges.values())
    assert all(goal.met_by((goal.upper or 0) + 0.5) is not goal.bound for goal in ranges.values())


def test_nobody_fails_by_doing_more_than_a_number_says() -> None:
    goals = [each for roadmap in ROADMAPS.values() for each in everything(roadmap) if isinstance(each, Goal)]
    exact = {(goal.value, goal.unit) for goal in goals if goal.comparator is Comparator.EXACTLY}
    assert exact == {(6, "projects")}  # as many as a profile on GitHub can pin


def _starts(roadmap: Roadmap, choices: Choices, study_days: int) -> dict[str, tuple[int, int]]:
    """Of each dated section of the plan: the day it begins in the plan, and in the document."""
    pace = Pace(roadmap.nominal_minutes_per_week, frozenset(range(study_days)))
    plan = lay_out(work_of(roadmap, choices), pace, MONDAY)
    began = {each.key: (each.day - MONDAY).days for each in reversed(plan.sittings)}
    found: dict[str, tuple[int, int]] = {}
    for place in roadmap.places(choices):
        if (day := began.get(place.item.key)) is not None:
            for key, stated in _dated(place):
                found[key] = (min(day, found.get(key, (day,))[0]), stated)
    return found


def _dated(place: Place) -> list[tuple[str, int]]:
    spans = [section.span for section in place.path]
    days = [(section.key, absolute(spans[: at + 1])) for at, section in enumerate(place.path) if section.span]
    return [(key, day.first) for key, day in days if day]


@pytest.mark.parametrize(("roadmap_id", "choices"), PATHS)
@pytest.mark.parametrize(
    # The shorter the days, the more of them is left over that is too short for a sitting.
    ("study_days", "part"),
    [(5, 0.2), (6, 0.3), (7, 0.3)],
)
def test_a_section_begins_near_the_date_the_document_gives_it(
    roadmap_id: str, choices: Choices, study_days: int, part: float
) -> None:
    starts = _starts(ROADMAPS[roadmap_id], choices, study_days)
    far = {key: at for key, at in starts.items() if abs(at[0] - at[1]) > max(28, part * at[1])}
    assert far == {}
    assert len(starts) >= 4
