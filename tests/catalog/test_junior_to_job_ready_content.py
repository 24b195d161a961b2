"""The 20-week source, counted by hand: what its weeks hold, its day template, its habits and its lists."""

from collections.abc import Callable
from datetime import time

import pytest

from bot.domain.roadmap import ItemKind, Obligation
from bot.domain.roadmap_claims import MockKind
from bot.domain.roadmap_terms import DayPart, OwnProject, Period, Range, ResourceStatus, Weekday
from bot.domain.roadmap_time import Block
from tests.catalog.built_in import ROADMAPS

JUNIOR = ROADMAPS["junior-to-job-ready"]
ITEMS = {place.item.key: place.item for place in JUNIOR.every_place()}
SECTIONS = {section.key: section for place in JUNIOR.every_place() for section in place.path}
HABITS = {habit.key: habit for habit in JUNIOR.habits}


def _numbered(lines: tuple[int, int]) -> set[str]:
    """The items whose first source line lies in these lines."""
    return {key for key, item in ITEMS.items() if lines[0] <= item.source[0].first <= lines[1]}


def _keys(prefix: str) -> list[str]:
    return [key for key in ITEMS if key.startswith(prefix)]


def _ways(key: str) -> list[str]:
    return [way.title for way in ITEMS[key].alternatives]


def _blocks(day: int) -> tuple[Block, ...]:
    return JUNIOR.schedules[0].days[day].blocks


CONTENT: dict[str, tuple[Callable[[], object], object]] = {
    "W1-2 fast.ai lessons 1-4 or Ng": (
        lambda: [_ways(f"w01-unit-{unit}") for unit in range(1, 5)],
        [[f"fast.ai, lesson {unit}", f"Andrew Ng's course 1, week {unit}"] for unit in range(1, 5)],
    ),
    "W1-2 from scratch: 3 activations, optimizer, network": (
        lambda: [item.kind for item in SECTIONS["weeks-1-2"].items].count(ItemKind.BUILD),
        3 + 1 + 2 + 1,
    ),
    "W3-4 ResNet or EfficientNet": (lambda: _ways("w03-images-backbone"), ["ResNet", "EfficientNet"]),
    "W3-4 Railway or Render": (lambda: _ways("w03-images-deploy"), ["Railway", "Render"]),
    "W5-7 3 builds an option": (
        lambda: [
            {key.split("-")[1] for key in ITEMS if ITEMS[key].kind is ItemKind.BUILD and key.startswith(week)}
            for week in ("cv5-", "cv6-", "cv7-", "nlp5-", "nlp6-", "nlp7-")
        ],
        [{"webcam"}, {"face"}, {"scanner", "extractor", "deploy"}, {"sentiment"}, {"news"}, {"rag"}],
    ),
    "W6 BERT or RoBERTa": (lambda: _ways("nlp6-finetune-try"), ["BERT", "RoBERTa"]),
    "W9 MLflow or W&B": (lambda: _ways("w09-tracking"), ["MLflow", "Weights & Biases"]),
    "W10 FastAPI or Flask": (lambda: _ways("w10-backend"), ["FastAPI", "Flask"]),
    "W10 AWS, GCP or Railway": (lambda: _ways("w10-deploy"), ["AWS", "GCP", "Railway"]),
    "W11-12 4 builds on own projects": (
        lambda: [
            {item.own_project for item in SECTIONS[part.key].items if item.kind is ItemKind.BUILD}
            for part in SECTIONS["weeks-11-12"].sections[:4]
        ],
        [{OwnProject.PREVIOUS}, {OwnProject.ANY}, {OwnProject.ANY}, {OwnProject.MAIN}],
    ),
    "W13 4 hands-on tasks": (lambda: len(_keys("w13-task-")), 4),
    "W14 exercise on the main project": (
        lambda: {
            item.source[0].first for item in SECTIONS["week-14"].items if item.own_project is OwnProject.MAIN
        },
        {224, 226, 227, 228, 229},
    ),
    "W15 site: 5 parts, 3 stacks, 2 hosts": (
        lambda: (
            len(ITEMS["w15-site-plan"].topics),
            _ways("w15-site-start"),
            _ways("w15-site-deploy"),
        ),
        (5, ["React and Tailwind", "Hugo", "Jekyll"], ["Vercel", "Netlify"]),
    ),
    "W16 4 verbs": (lambda: len(ITEMS["w16-resume-verbs"].topics), 4),
    "W17-18 12 theory topics": (lambda: len(_numbered((288, 304))), 12),
    "W17-18 4 topics of problems": (
        lambda: [
            item.problems and item.problems.tags for item in ITEMS.values() if item.source[0].first == 281
        ],
        [("array",), ("string",), ("tree",), ("dynamic-programming",)],
    ),
    "W17-18 20-30 Medium problems": (
        lambda: sum(
            item.problems.medium
            for key, item in ITEMS.items()
            if item.problems and item.kind is ItemKind.TASK and key.startswith("w1")
        ),
        24,
    ),
    "W17-18 mocks are recorded and reviewed": (
        lambda: [
            (item.mock.kind, item.mock.record, item.mock.critique) for item in ITEMS.values() if item.mock
        ],
        [
            (MockKind.CODING, True, True),
            (MockKind.ML_THEORY, True, True),
            (MockKind.SYSTEM_DESIGN, True, True),
            (MockKind.CODING, True, True),
        ],
    ),
    "W19 7 stories, 3 questions, 3 styles": (
        lambda: (len(_numbered((334, 340))), len(_numbered((343, 345))), len(_keys("w19-style-"))),
        (7, 3, 3),
    ),
    "W20 Bangladesh is optional": (
        lambda: [key for key, item in ITEMS.items() if item.obligation is Obligation.OPTIONAL],
        ["w20-bangladesh"],
    ),
    "weekday template: 5 hours in 6 blocks": (
        lambda: [(block.starts, block.ends, block.minutes) for block in _blocks(0)],
        [
            (time(6), time(7), None),
            (time(7), time(8), None),
            (time(19), time(20, 30), None),
            (time(20, 30), time(21), None),
            (time(21), time(21, 30), None),
            (None, None, Range(30, 30)),
        ],
    ),
    "Saturday 4-6 h and 2 h": (
        lambda: [block.minutes for block in _blocks(1)],
        [Range(240, 360), Range(120, 120)],
    ),
    "Sunday in 3 parts": (
        lambda: [block.part for block in _blocks(2)],
        [DayPart.MORNING, DayPart.AFTERNOON, DayPart.EVENING],
    ),
    "4 weekly habits on their days": (
        lambda: {key: habit.on for key, habit in HABITS.items() if 522 <= habit.source[0].first <= 525},
        {
            "monday-goals": (Weekday.MON,),
            "wednesday-review": (Weekday.WED,),
            "friday-wins": (Weekday.FRI,),
            "sunday-share": (Weekday.SUN,),
        },
    ),
    "16 habits, 4 of them in some weeks only": (
        lambda: (len(HABITS), {key: habit.during for key, habit in HABITS.items() if habit.during}),
        (
            16,
            {
                "linkedin-post": ("week-16", "weeks-17-18", "weeks-19-20"),
                "pattern-log": ("weeks-17-18",),
                "weekend-mocks": ("weeks-17-18",),
                "spoken-answers": ("week-19",),
            },
        ),
    ),
}
LIBRARY: dict[str, tuple[Callable[[], object], object]] = {
    "7 + 3 behavioral and 4 design questions": (
        lambda: [
            sum(question.category == category for question in JUNIOR.library.questions)
            for category in ("behavioral", "behavioral practice", "ML system design")
        ],
        [7, 3, 4],
    ),
    "the pitch has 2 minutes, the others 1-3": (
        lambda: [question.minutes for question in JUNIOR.library.questions],
        [Range(2, 2), *[Range(1, 3)] * 9, *[None] * 4],
    ),
    "framework of 7 steps": (lambda: [len(f.steps) for f in JUNIOR.library.frameworks], [7]),
    "7 STAR themes": (lambda: JUNIOR.library.stories and len(JUNIOR.library.stories.themes), 7),
    "5 monthly questions": (
        lambda: [(form.every, len(form.questions)) for form in JUNIOR.library.reviews],
        [(Period.MONTH, 5)],
    ),
    "7 pitfalls": (
        lambda: len([each for each in JUNIOR.library.advice if 489 <= each.source[0].first <= 513]),
        7,
    ),
    "5 steps when stuck, 6 to remember, 6 of the secret": (
        lambda: [len(each.steps) for each in JUNIOR.library.advice if each.steps],
        [5, 6, 6],
    ),
    "5 post titles": (
        lambda: [post.source[0].first for post in JUNIOR.library.posts],
        [66, 252, 253, 254, 255],
    ),
    "6 boards, 4 company types, 3 qualities, a week": (
        lambda: (
            JUNIOR.library.applications
            and (
                len(JUNIOR.library.applications.boards),
                len(JUNIOR.library.applications.companies),
                len(JUNIOR.library.applications.qualities),
                JUNIOR.library.applications.follow_up_days,
            )
        ),
        (6, 4, 3, 7),
    ),
    "3 facts for Bangladesh": (
        lambda: [(fact.place, fact.as_of) for fact in JUNIOR.library.facts if fact.place],
        [("Bangladesh", "December 2025")] * 3,
    ),
    "3 books: a must, one at a time, a reference": (
        lambda: [each.status for each in JUNIOR.resources if 427 <= each.source[0].first <= 429],
        [ResourceStatus.MUST, ResourceStatus.ONE_AT_A_TIME, ResourceStatus.REFERENCE],
    ),
    "4 courses, 3 of them free": (
        lambda: [each.cost for each in JUNIOR.resources if 421 <= each.source[-1].first <= 424],
        ["free", "free", "free", ""],
    ),
    "4 channels and 4 communities": (
        lambda: [
            sum(first <= each.source[0].first <= last for each in JUNIOR.resources)
            for first, last in ((432, 435), (438, 441))
        ],
        [4, 4],
    ),
    "the document's date": (lambda: JUNIOR.source and JUNIOR.source.dated, "December 2025"),
}
FACTS = CONTENT | LIBRARY


@pytest.mark.parametrize(("read", "expected"), FACTS.values(), ids=FACTS.keys())
def test_a_fact_of_the_source_is_kept(read: Callable[[], object], expected: object) -> None:
    assert read() == expected
