"""The 20-week source, counted by hand: its structure, its numbers, and the plan the roadmap makes of them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.domain.pace import Pace
from bot.domain.planning import lay_out, work_of
from bot.domain.roadmap import Item
from bot.domain.roadmap_choices import Choices
from bot.domain.roadmap_claims import Claim, Comparator, Goal
from bot.domain.roadmap_terms import Counted, Period, Range
from bot.domain.roadmap_time import Deadline, Duration, Span, SpanUnit
from tests.catalog.built_in import ROADMAPS

JUNIOR = ROADMAPS["junior-to-job-ready"]
ITEMS = {place.item.key: place.item for place in JUNIOR.every_place()}
SECTIONS = {section.key: section for place in JUNIOR.every_place() for section in place.path}
PROJECTS = {project.key: project for project in JUNIOR.projects}
TARGETS = {target.key: target for part in (*SECTIONS.values(), *JUNIOR.milestones) for target in part.targets}
HOUR = 60


def _claim_lines(claims: tuple[Claim, ...]) -> list[int]:
    return [claim.source[0].first for claim in claims]


def _budgets(section: str) -> list[tuple[float, float | None]]:
    """Hours a day, in the order of the source."""
    budgets = SECTIONS[section].budgets
    assert all(budget.per is Period.DAY for budget in budgets)
    return [
        (budget.minutes.low / HOUR, budget.minutes.high and budget.minutes.high / HOUR) for budget in budgets
    ]


def _weekly(first: int, last: int) -> Span:
    return Span(SpanUnit.WEEK, first, last)


def _local_days(first: int, last: int) -> Span:
    return Span(SpanUnit.DAY, first, last, local=True)


AT_LEAST, BETWEEN, EXACTLY = Comparator.AT_LEAST, Comparator.BETWEEN, Comparator.EXACTLY
GOALS = {
    "digits-accuracy-goal": Goal(AT_LEAST, 98, None, "%"),
    "deployed-projects": Goal(AT_LEAST, 2, None, "projects"),
    "centerpiece-samples": Goal(AT_LEAST, 1000, None, "samples"),
    "centerpiece-video-length": Goal(BETWEEN, 2, 3, "minutes", bound=True),
    "main-load": Goal(AT_LEAST, 1000, None, "req/s"),
    "main-latency": Goal(Comparator.LESS_THAN, 100, None, "ms"),
    "pinned-projects": Goal(EXACTLY, 6, None, "projects"),
    "technical-posts": Goal(BETWEEN, 3, 4, "posts"),
    "daily-problems": Goal(BETWEEN, 2, 3, "problems"),
    "pitch-length": Goal(Comparator.AT_MOST, 2, None, "minutes"),
    "answer-length": Goal(BETWEEN, 1, 3, "minutes", bound=True),
    "daily-applications": Goal(BETWEEN, 5, 10, "applications"),
    "daily-emails": Goal(BETWEEN, 2, 3, "emails"),
    "daily-connections": Goal(BETWEEN, 5, 10, "connections"),
    "posts-month-2": Goal(BETWEEN, 3, 4, "posts"),
    "projects-month-3": Goal(BETWEEN, 4, 5, "projects"),
    "applications-month-5": Goal(AT_LEAST, 50, None, "applications"),
}
RATES = {
    "daily-problems": (Period.DAY, Counted.PROBLEMS, ("weeks-17-18",)),
    "daily-applications": (Period.DAY, Counted.APPLICATIONS, ("week-20",)),
    "daily-emails": (Period.DAY, Counted.EMAILS, ("week-20",)),
    "daily-connections": (Period.DAY, Counted.CONNECTIONS, ("week-20",)),
}
STRUCTURE: dict[str, tuple[Callable[[], object], object]] = {
    "3-6 months, 4 phases": (
        lambda: (JUNIOR.duration, [phase.span for phase in JUNIOR.sections]),
        (
            Duration(Range(3, 6), SpanUnit.MONTH),
            [_weekly(1, 4), _weekly(5, 10), _weekly(11, 14), _weekly(15, 20)],
        ),
    ),
    "the spans inside the phases": (
        lambda: [[section.span for section in phase.sections] for phase in JUNIOR.sections],
        [
            [_weekly(1, 2), _weekly(3, 4)],
            [_weekly(5, 7), _weekly(8, 10)],
            [_weekly(11, 12), _weekly(13, 14)],
            [_weekly(15, 16), _weekly(17, 18), _weekly(19, 20)],
        ],
    ),
    "single weeks, 5-7 in both options": (
        lambda: [
            section.span.first
            for section in SECTIONS.values()
            if section.span and section.span.first == section.span.last
        ],
        [5, 6, 7, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 19, 20],
    ),
    "14 days of MLOps in 4 ranges and a weekend": (
        lambda: [part.span for part in SECTIONS["weeks-11-12"].sections],
        [_local_days(1, 3), _local_days(4, 6), _local_days(7, 10), _local_days(11, 14), None],
    ),
    "3 branches with what they leave to choose": (
        lambda: {
            key: (
                section.choose.least,
                section.choose.most,
                len(section.sections) or len(section.items),
            )
            for key, section in SECTIONS.items()
            if section.choose
        },
        {"specialisation": (1, 1, 2), "cloud-services": (1, 1, 2), "blog-posts": (3, 4, 4)},
    ),
    "W5-7 options A and B": (
        lambda: [(part.label, len(part.sections)) for part in SECTIONS["specialisation"].sections],
        [("Option A", 3), ("Option B", 3)],
    ),
    "AWS has 4 services, GCP 3": (
        lambda: [len(part.items) for part in SECTIONS["cloud-services"].sections],
        [4, 3],
    ),
    "5 milestones with 19 boxes": (
        lambda: [
            (each.by, len(each.claims) + len(each.targets), _claim_lines(each.claims))
            for each in JUNIOR.milestones
        ],
        [
            (Deadline(SpanUnit.MONTH, 1, 1), 4, [65, 458, 459, 460]),
            (Deadline(SpanUnit.MONTH, 2, 2), 4, [463, 464, 465]),
            (Deadline(SpanUnit.MONTH, 3, 3), 4, [470, 471, 472]),
            (Deadline(SpanUnit.MONTH, 4, 5), 4, [475, 477, 478]),
            (Deadline(SpanUnit.MONTH, 6, 6), 3, [481, 482, 483]),
        ],
    ),
    "1 checkpoint box, the same as month 1's": (
        lambda: [
            (key, claim == JUNIOR.milestones[0].claims[0])
            for key, section in SECTIONS.items()
            for claim in section.checkpoint
        ],
        [("weeks-3-4", True)],
    ),
    "3 projects with 5, 5 and 10 requirements": (
        lambda: {key: len(project.requirements) for key, project in PROJECTS.items()},
        {"digit-recogniser": 5, "image-classifier": 5, "centerpiece": 10},
    ),
    "the 10 requirements are those of L132-141": (
        lambda: (
            PROJECTS["centerpiece"].non_negotiable,
            _claim_lines(PROJECTS["centerpiece"].requirements),
        ),
        (True, list(range(132, 142))),
    ),
    "6 ideas, 3 stages": (
        lambda: (len(PROJECTS["centerpiece"].ideas), [s.key for s in PROJECTS["centerpiece"].stages]),
        (6, ["planning", "model", "deployment"]),
    ),
    "7 groups of tools, 4 means of accountability": (
        lambda: {each.key: _claim_lines(each.claims) for each in JUNIOR.checklists},
        {"tools-to-master": list(range(444, 451)), "accountability": [535, 536, 537, 538]},
    ),
}
NUMBERS: dict[str, tuple[Callable[[], object], object]] = {
    "17 targets": (lambda: {key: target.goal for key, target in TARGETS.items()}, GOALS),
    "4 of them are rates": (
        lambda: {k: (t.per, t.counts, t.during) for k, t in TARGETS.items() if t.per},
        RATES,
    ),
    "only the latency is soft": (
        lambda: [key for key, target in TARGETS.items() if target.soft],
        ["main-latency"],
    ),
    "W1-2 3-4 h, 1.5 + 1.5": (lambda: _budgets("weeks-1-2"), [(3, 4), (1.5, 1.5), (1.5, 1.5)]),
    "W3-4 2 + 1.5 h": (lambda: _budgets("weeks-3-4"), [(2, 2), (1.5, 1.5)]),
    "W5-7 4 h, 2 + 1.5 + 0.5": (
        lambda: _budgets("specialisation"),
        [(4, 4), (2, 2), (1.5, 1.5), (0.5, 0.5)],
    ),
    "W17-18 3-4 h, 1 + 1.5 + 1": (
        lambda: _budgets("weeks-17-18"),
        [(3, 4), (1, 1), (1.5, 1.5), (1, 1)],
    ),
    "no other hours": (
        lambda: [key for key, section in SECTIONS.items() if section.budgets],
        ["weeks-1-2", "weeks-3-4", "specialisation", "weeks-17-18"],
    ),
}
FACTS = STRUCTURE | NUMBERS


@pytest.mark.parametrize(("read", "expected"), FACTS.values(), ids=FACTS.keys())
def test_a_fact_of_the_source_is_kept(read: Callable[[], object], expected: object) -> None:
    assert read() == expected


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.key)
def test_an_item_fits_daily_work_and_says_what_done_looks_like(item: Item) -> None:
    assert 30 <= item.minutes <= 180
    assert 30 <= len(item.detail) <= 200
    assert item.detail.endswith(".")
    assert len(item.title) <= 80


@pytest.mark.parametrize(
    ("section", "low", "high"),
    [
        ("weeks-1-2", 42, 54),
        ("weeks-3-4", 42, 54),
        *((f"{option}-week-{week}", 20, 28) for option in ("cv", "nlp") for week in (5, 6, 7)),
        *((f"week-{week}", 22, 27) for week in (8, 9, 10, 14)),
        ("weeks-11-12", 45, 54),
        ("weeks-17-18", 43, 55),
        ("week-19", 20, 28),
        ("week-20", 20, 28),
    ],
)
def test_a_span_holds_as_many_hours_as_fit_into_it(section: str, low: int, high: int) -> None:
    inside = [place.item for place in JUNIOR.every_place() if SECTIONS[section] in place.path]
    minutes = sum(item.minutes for item in inside)
    assert low <= minutes / HOUR <= high


@pytest.mark.parametrize("specialisation", ["cv", "nlp"])
@pytest.mark.parametrize("cloud", ["aws", "gcp"])
@pytest.mark.parametrize("study_days", [5, 6, 7])
def test_every_choice_takes_twenty_weeks_at_the_nominal_pace(
    specialisation: str, cloud: str, study_days: int
) -> None:
    choices = Choices(options={"specialisation": (specialisation,), "cloud-services": (cloud,)})
    work = work_of(JUNIOR, choices)
    start = date(2026, 1, 5)
    pace = Pace(JUNIOR.nominal_minutes_per_week, frozenset(range(study_days)))
    finish = lay_out(work, pace, start).finish
    assert work.threads == ()
    assert finish is not None
    assert start + timedelta(weeks=19) <= finish < start + timedelta(weeks=20)


def test_an_undecided_member_gets_computer_vision_aws_and_three_posts() -> None:
    default = {place.item.key for place in JUNIOR.places()}
    assert {"cv5-yolo", "w13-ec2", "w15-post-production"} <= default
    assert not {"nlp5-attention", "w13-vertex-ai", "w15-post-concept"} & default


def test_no_hours_of_a_task_or_a_week_are_the_source_s_own() -> None:
    assert [key for key, item in ITEMS.items() if item.stated] == []
    assert (JUNIOR.pace_stated, JUNIOR.nominal_minutes_per_week) == (False, 24 * HOUR + 30)


def test_contradictions_stay_visible() -> None:
    everywhere = (JUNIOR, *SECTIONS.values(), *ITEMS.values())
    notes = " ".join(note.text for place in everywhere for note in place.notes)
    for said in (
        "numbered weeks are 20",
        "blocks add up to 3.0 h",
        "three blocks add up to 3.5 h",
        "blocks add up to 5.0 h",
        "milestones run ahead",
        "70 % confidence",
        "per day, as the source has it",
        "given for AWS only",
        "without an author",
        "not checked after December 2025",
    ):
        assert said in notes
