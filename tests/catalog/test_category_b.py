"""Every number and fact of the Category B source, counted by hand, is in the roadmap."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.domain.pace import Pace
from bot.domain.planning import Plan, lay_out, work_of
from bot.domain.roadmap import Item, ItemKind, Section
from bot.domain.roadmap_choices import UNDECIDED, Choices, Choose
from bot.domain.roadmap_claims import Comparator, Goal, Project
from bot.domain.roadmap_library import Question
from bot.domain.roadmap_terms import Lines, Range, ResourceStatus
from bot.domain.roadmap_time import Deadline, Duration, Span, SpanUnit, absolute
from tests.catalog.built_in import ROADMAPS

CATEGORY_B = ROADMAPS["category-b"]
PLACES = {place.item.key: place for place in CATEGORY_B.every_place()}
ITEMS = {key: place.item for key, place in PLACES.items()}
MONDAY = date(2026, 1, 5)
WEEKDAYS = frozenset(range(5))


def _all(sections: tuple[Section, ...]) -> dict[str, Section]:
    found = {section.key: section for section in sections}
    for section in sections:
        found |= _all(section.sections)
    return found


SECTIONS = _all(CATEGORY_B.sections)


def _months(first: int, last: int) -> Span:
    return Span(SpanUnit.MONTH, first, last)


def _project(key: str) -> Project:
    return next(project for project in CATEGORY_B.projects if project.key == key)


def _topic_lines(key: str) -> list[tuple[Lines, ...]]:
    """The lines of a group's topics; those of mathematics are boxes of the thread."""
    section = SECTIONS[key]
    topics = [item.source for item in section.items if item.kind is ItemKind.TOPIC]
    return topics or [claim.source for claim in section.checkpoint]


def _category(name: str) -> list[Question]:
    return [question for question in CATEGORY_B.library.questions if question.category == name]


def _plan(choices: Choices = UNDECIDED) -> Plan:
    pace = Pace(CATEGORY_B.nominal_minutes_per_week, WEEKDAYS)
    return lay_out(work_of(CATEGORY_B, choices), pace, MONDAY)


def _at_least(number: int, unit: str) -> Goal:
    return Goal(Comparator.AT_LEAST, number, None, unit)


# Each bullet of the source has its own line, so a group is the run of its lines.
GROUPS = {
    "s1-python": [*range(31, 39), *range(41, 44)],
    "s1-engineering": [*range(59, 65)],
    "s1-sql": [*range(74, 80)],
    "ma-algebra": [*range(91, 97)],
    "ma-calculus": [*range(99, 103)],
    "ma-probability": [*range(105, 111)],
    "s3-preprocessing": [*range(122, 128)],
    "s3-supervised": [*range(130, 138)],
    "s3-unsupervised": [*range(140, 144)],
    "s3-evaluation": [*range(146, 153)],
    "s3-diagnosing": [*range(156, 160)],
    "s4-fundamentals": [*range(171, 177)],
    "s4-architectures": [*range(179, 183)],
    "s4-training": [*range(185, 191)],
    "s5-fastapi": [*range(204, 210)],
    "s5-docker": [*range(214, 219)],
    "s5-serving": [*range(221, 226)],
    "stage-6": [*range(236, 243)],
    "s7-tracking": [*range(256, 259)],
    "s7-versioning": [*range(261, 264)],
    "s7-monitoring": [*range(266, 270)],
    "s7-retraining": [*range(272, 275)],
    "stage-8": [*range(287, 294)],
    "stage-9": [*range(303, 309)],
}
NOT_NEEDED = {
    "stage-0": 2,
    "s1-python": 4,
    "stage-2": 1,
    "stage-7": 1,
    "stage-9": 2,
    "pt-general": 10,
    "pt-not-yet": 6,
    "pt-clarity": 2,
}
BOXES = {
    "s1-python": 1,
    "stage-2": 1,
    "ma-algebra": 6,
    "ma-calculus": 4,
    "ma-probability": 6,
    "explain": 5,
    "pt-clarity": 5,
}
# A day counts from 0; a month has 28 of them.
STAGE_ENDS = {"stage-1": 3 * 28, "stage-3": 6 * 28, "stage-4": 9 * 28, "stage-7": 14 * 28}

FACTS: dict[str, tuple[Callable[[], object], object]] = {
    "the last span ends after 14 months": (
        lambda: CATEGORY_B.duration,
        Duration(Range(14, 14), SpanUnit.MONTH),
    ),
    "10 stages, 5 with a time": (
        lambda: [(s.label, s.span, s.parallel) for s in CATEGORY_B.sections if s.key.startswith("stage-")],
        [
            ("Stage 0", None, False),
            ("Stage 1 (0–3 months)", _months(1, 3), False),
            ("Stage 2 (parallel, ongoing)", None, True),
            ("Stage 3 (3–6 months)", _months(4, 6), False),
            ("Stage 4 (6–9 months)", _months(7, 9), False),
            ("Stage 5 (mandatory)", None, False),
            ("Stage 6", None, False),
            ("Stage 7 (8–14 months)", _months(9, 14), False),
            ("Stage 8", None, False),
            ("Stage 9", None, False),
        ],
    ),
    "what follows the stages": (
        lambda: [section.key for section in CATEGORY_B.sections[10:]],
        ["required-projects", "explain", "part-two", "ready"],
    ),
    "mandatory parts": (
        lambda: {key for key, section in SECTIONS.items() if section.non_negotiable},
        {"s1-sql", "stage-5", "required-projects"},
    ),
    "an engineer builds 4 things": (
        lambda: (len(ITEMS["s0-build"].topics), [len(role.does) for role in CATEGORY_B.roles]),
        (4, [4]),
    ),
    "the job is a loop of 6": (
        lambda: (ITEMS["s0-loop"].topics, CATEGORY_B.library.frameworks[0].steps),
        (
            ("data", "train", "evaluate", "deploy", "monitor", "improve"),
            ("Data", "Train", "Evaluate", "Deploy", "Monitor", "Improve"),
        ),
    ),
    "the system is a chain of 6": (
        lambda: (
            [claim.title for claim in ITEMS["p1-whole"].steps],
            list(CATEGORY_B.library.frameworks[1].steps),
        ),
        (["Raw data", "Train", "Save the model", "FastAPI", "Docker", "Run locally"],) * 2,
    ),
    "object orientation in 3 parts": (
        lambda: ITEMS["s1-oop"].topics,
        ("classes", "inheritance", "composition"),
    ),
    "ETL in 3 parts": (lambda: ITEMS["s6-etl"].topics, ("extract", "transform", "load")),
    "2 optimizers": (lambda: ITEMS["s4-optimizers"].topics, ("SGD", "Adam")),
    "2 formats of settings": (lambda: ITEMS["s1-config"].topics, ("YAML", "JSON")),
    "2 libraries of boosted trees": (lambda: ITEMS["s3-xgboost"].topics, ("XGBoost", "LightGBM")),
    "one of two fields": (
        lambda: (SECTIONS["s4-field"].choose, [each.label for each in SECTIONS["s4-field"].sections]),
        (Choose(1, 1, "Is your deep learning project about language or images?"), ["NLP", "CV"]),
    ),
    "MLflow or Weights & Biases": (
        lambda: [way.title for way in ITEMS["s7-tool"].alternatives],
        ["MLflow", "Weights & Biases"],
    ),
    "only those two leave a choice": (
        lambda: (
            [key for key, section in SECTIONS.items() if section.choose],
            [key for key, item in ITEMS.items() if item.alternatives],
        ),
        (["s4-field"], ["s7-tool"]),
    ),
    "3 projects are not negotiable, one is asked for in stage 3": (
        lambda: {project.key: project.non_negotiable for project in CATEGORY_B.projects},
        {"project-1": True, "project-2": True, "project-3": True, "classical-2": False},
    ),
    "6, 4 and 4 requirements, and 6 for each": (
        lambda: [len(project.requirements) for project in CATEGORY_B.projects],
        [6 + 6, 4 + 6, 4 + 6, 0],
    ),
    "what every project includes": (
        lambda: [claim.source for claim in _project("project-3").requirements[4:]],
        [(Lines(line, line),) for line in range(341, 347)],
    ),
    "the targets of the sections": (
        lambda: [
            (target.goal, target.by, target.soft)
            for section in SECTIONS.values()
            for target in section.targets
        ],
        [
            (_at_least(3, "projects"), Deadline(), False),
            (_at_least(2, "projects"), Deadline(SpanUnit.MONTH, 6, 6), False),
            (_at_least(1, "project"), Deadline(SpanUnit.MONTH, 9, 9), False),
            (Goal(Comparator.AT_MOST, 200, None, "ms"), None, True),
        ],
    ),
    "2 to 3 systems": (
        lambda: [(target.goal, target.by) for target in CATEGORY_B.checklists[1].targets],
        [(Goal(Comparator.BETWEEN, 2, 3, "systems"), Deadline())],
    ),
    "a final checklist of 10 that may be tried at the start": (
        lambda: (CATEGORY_B.checklists[1].self_test, [c.source for c in CATEGORY_B.checklists[1].claims]),
        (True, [(Lines(line, line),) for line in range(379, 389)]),
    ),
    "6 subjects nobody needs as an undergraduate": (lambda: len(CATEGORY_B.out_of_scope), 6),
    "5 questions about a model": (
        lambda: [question.source[0].first for question in _category("Explain your model")],
        [*range(354, 359)],
    ),
    "8 questions about a system": (
        lambda: [question.source[0].first for question in _category("System thinking: data and model")],
        [*range(476, 484)],
    ),
    "6 questions about a recommender": (
        lambda: [question.source[0].first for question in _category("System thinking: recommender")],
        [*range(495, 501)],
    ),
    "19 questions in all": (lambda: len(CATEGORY_B.library.questions), 19),
    "8 parts of ML system design in 4 stages": (
        lambda: (len(ITEMS["pt-map"].topics), ITEMS["pt-map"].needs),
        (8, ("stage-5", "stage-6", "stage-7", "stage-9")),
    ),
    "4 pairs of advice": (
        lambda: [bool(each.avoid and each.instead) for each in CATEGORY_B.library.advice],
        [True] * 4,
    ),
    "5 claims nobody proved, one of them 20 to 80": (
        lambda: (
            [fact.unproven for fact in CATEGORY_B.library.facts],
            all(share in CATEGORY_B.library.facts[0].text for share in ("20 %", "80 %")),
        ),
        ([True] * 5, True),
    ),
    "16 tools, no book, course or price": (
        lambda: (
            len(CATEGORY_B.resources),
            {each.kind.value for each in CATEGORY_B.resources},
            {each.cost for each in CATEGORY_B.resources},
        ),
        (16, {"tool", "docs"}, {""}),
    ),
    "4 tools without a way around them": (
        lambda: [each.id for each in CATEGORY_B.resources if each.status is ResourceStatus.MUST],
        ["scikit-learn", "pytorch", "fastapi", "docker"],
    ),
    "nothing about days, weeks or dates": (
        lambda: (
            CATEGORY_B.schedules,
            CATEGORY_B.habits,
            CATEGORY_B.milestones,
            CATEGORY_B.library.reviews,
            [key for key, section in SECTIONS.items() if section.budgets],
        ),
        ((), (), (), (), []),
    ),
}


@pytest.mark.parametrize(("read", "expected"), FACTS.values(), ids=FACTS.keys())
def test_a_fact_of_the_source_is_kept(read: Callable[[], object], expected: object) -> None:
    assert read() == expected


@pytest.mark.parametrize(("key", "lines"), GROUPS.items(), ids=GROUPS.keys())
def test_each_bullet_of_a_group_is_one_topic_in_order(key: str, lines: list[int]) -> None:
    assert _topic_lines(key) == [(Lines(line, line),) for line in lines]


def test_the_groups_hold_133_bullets() -> None:
    assert sum(len(_topic_lines(key)) for key in GROUPS) == 133


def test_what_is_not_needed_stands_where_the_source_says_it() -> None:
    listed = {key: len(section.out_of_scope) for key, section in SECTIONS.items() if section.out_of_scope}
    assert listed == NOT_NEEDED


def test_the_boxes_of_the_sections_are_all_there() -> None:
    boxes = {key: len(section.checkpoint) for key, section in SECTIONS.items() if section.checkpoint}
    assert boxes == BOXES


def test_mathematics_is_one_thread_without_an_end() -> None:
    (thread,) = CATEGORY_B.threads
    boxes = [box for key in GROUPS if key.startswith("ma-") for box in SECTIONS[key].checkpoint]
    assert (len(boxes), thread.steps) == (16, tuple(boxes))
    assert (thread.span, thread.stated) == (Span(SpanUnit.WEEK, 1, None), None)


def test_the_last_two_spans_overlap_in_month_nine() -> None:
    deep_learning, mlops = absolute([SECTIONS["stage-4"].span]), absolute([SECTIONS["stage-7"].span])
    assert deep_learning
    assert mlops
    assert (deep_learning.last, mlops.first) == (9 * 28 - 1, 8 * 28)


@pytest.mark.parametrize("field", ["s4-nlp", "s4-cv"])
def test_either_field_makes_a_plan_of_the_stated_length(field: str) -> None:
    finish = _plan(Choices(options={"s4-field": (field,)})).finish
    assert finish
    assert 13 * 28 < (finish - MONDAY).days + 1 <= 14 * 28


@pytest.mark.parametrize("stage", STAGE_ENDS)
def test_a_stage_with_a_time_is_finished_by_its_end(stage: str) -> None:
    days = [
        (sitting.day - MONDAY).days
        for sitting in _plan().sittings
        if sitting.key in PLACES and PLACES[sitting.key].path[0].key == stage
    ]
    span = absolute([SECTIONS[stage].span])
    assert span
    assert min(days) >= span.first - 7
    assert max(days) < STAGE_ENDS[stage]


def test_the_pace_and_all_efforts_are_ours() -> None:
    assert (CATEGORY_B.nominal_minutes_per_week, CATEGORY_B.pace_stated) == (450, False)
    assert [key for key, item in ITEMS.items() if item.stated] == []


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.key)
def test_an_item_fits_daily_work_and_says_what_done_looks_like(item: Item) -> None:
    assert 30 <= item.minutes <= 360
    assert 30 <= len(item.detail) <= 200
    assert item.detail.endswith(".")


def test_four_of_five_items_fit_one_or_two_sittings() -> None:
    larger = [key for key, item in ITEMS.items() if item.minutes > 180]
    assert len(larger) <= len(ITEMS) / 5


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("stage-1", "share their ends"),
        ("s3-projects", "asks for two classical projects"),
        ("stage-5", "without any months"),
        ("s5-project", "does not say that the system of this stage is project 1"),
        ("stage-7", "order of the stages is not the order of time"),
        ("s7-project", "three parts, the required project 3 four"),
        ("pt-general", "left out here, while stage 9 asks"),
    ],
)
def test_a_contradiction_stays_visible_where_it_happens(where: str, words: str) -> None:
    assert words in " ".join(note.text for note in SECTIONS[where].notes)


@pytest.mark.parametrize(
    "words", ["no hours", "have no months", "All three numbers", "ends with a local run"]
)
def test_a_gap_of_the_whole_document_stays_visible(words: str) -> None:
    assert words in " ".join(note.text for note in CATEGORY_B.notes)
