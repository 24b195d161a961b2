"""Every number and fact of the ML career source, counted by hand, is in the roadmap."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.domain.pace import Pace, plan_week
from bot.domain.planning import lay_out, work_of
from bot.domain.roadmap import Item, Section
from bot.domain.roadmap_choices import UNDECIDED, Choices, Choose
from bot.domain.roadmap_claims import Problems, Share, Target
from bot.domain.roadmap_library import Round
from bot.domain.roadmap_terms import Obligation, Period, Range
from bot.domain.roadmap_time import Budget, DayRange, Duration, SpanUnit, absolute
from tests.catalog.built_in import ROADMAPS
from tests.catalog.ml_career_table import (
    BOXES,
    BRANCHES,
    BULLETS,
    ENTRIES,
    GOALS,
    MATRIX,
    MILESTONES,
    PAY,
    PLACES_OF_PAY,
    REQUIREMENTS,
    SKILLS,
    WHERE,
    at_least,
)

CAREER = ROADMAPS["ml-career"]
PLACES = {place.item.key: place for place in CAREER.every_place()}
ITEMS = {key: place.item for key, place in PLACES.items()}
SECTIONS = {section.key: section for place in PLACES.values() for section in place.path}
CHECKLISTS = {checklist.key: checklist for checklist in CAREER.checklists}
TARGETS: dict[str, Target] = {
    target.key: target
    for group in (
        CAREER.targets,
        *(section.targets for section in SECTIONS.values()),
        *(milestone.targets for milestone in CAREER.milestones),
        *(checklist.targets for checklist in CAREER.checklists),
    )
    for target in group
}
START = date(2026, 1, 5)
SEARCH = Choices(path="engineer", options={"se07-move": ("se07-search",)})
TRANSFER = Choices(path="engineer", options={"se07-move": ("se07-internal",)})


def _days(key: str) -> DayRange | None:
    """Where a section lies, from the sections around it."""
    path = next(place.path for place in PLACES.values() if key in [section.key for section in place.path])
    keys = [section.key for section in path]
    return absolute(section.span for section in path[: keys.index(key) + 1])


def _problems(choices: Choices) -> tuple[int, int, int]:
    asked = [place.item.problems or Problems() for place in CAREER.places(choices)]
    return sum(p.easy for p in asked), sum(p.medium for p in asked), sum(p.hard for p in asked)


def _weeks_at_nominal_pace(choices: Choices, study_days: frozenset[int]) -> int:
    pace = Pace(CAREER.nominal_minutes_per_week, study_days)
    finish = lay_out(work_of(CAREER, choices), pace, START).finish or START
    return plan_week(START, finish)


def _ways(key: str) -> list[str]:
    return [way.title for way in ITEMS[key].alternatives]


def _questions(category: str) -> int:
    return sum(question.category == category for question in CAREER.library.questions)


def _advice(title: str) -> int:
    return next(len(advice.steps) for advice in CAREER.library.advice if advice.title == title)


def _where(section: str) -> tuple[int, int]:
    """First and last week of a section, counted from the start of the roadmap."""
    days = _days(section)
    return (days.first // 7 + 1, ((days.last or 0) + 1) // 7) if days else (0, 0)


def _path_to(section: Section) -> list[str]:
    keys = [[each.key for each in place.path] for place in PLACES.values()]
    return next(path[: path.index(section.key) + 1] for path in keys if section.key in path)


def _cardinality(section: Section) -> tuple[int, int, int]:
    choose = section.choose or Choose(0, 0)
    return choose.least, choose.most, len(section.sections) or len(section.items)


def _is_drill(key: str, item: Item) -> bool:
    return key.startswith("m13-") and item.problems is not None and not item.problems.hard


FACTS: dict[str, tuple[Callable[[], object], object]] = {
    "two paths": (
        lambda: [(path.key, path.duration, len(path.already_have)) for path in CAREER.paths],
        [
            ("beginner", Duration(Range(12, 18), SpanUnit.MONTH), 0),
            ("engineer", Duration(Range(6, 12), SpanUnit.MONTH), 3),
        ],
    ),
    "6 and 4 blocks": (
        lambda: [
            sum(s.key.startswith(prefix) and len(_path_to(s)) == 2 for s in SECTIONS.values())
            for prefix in ("months-", "se-months-")
        ],
        [6, 4],
    ),
    "search from week 13 on": (lambda: _days("se07-weeks-13"), DayRange(168 + 84, None)),
    "tier 1 pick 2, tier 2 pick 1-2, on both paths": (
        lambda: [SECTIONS[key].choose and _cardinality(SECTIONS[key]) for key in BRANCHES],
        [(2, 2, 3), (1, 2, 3), (2, 2, 3), (1, 2, 3), (1, 1, 2)],
    ),
    "4 framework, 2 serving, 2 cloud, 3 host choices": (
        lambda: [_ways(key) for key in ("m07-tensors", "m10-serving", "m10-cloud", "m10-production-deploy")],
        [["PyTorch", "TensorFlow"], ["Flask", "FastAPI"], ["AWS", "GCP"], ["Heroku", "AWS", "GCP"]],
    ),
    "course: fast.ai or the specialization": (
        lambda: _ways("m07-course-1"),
        ["fast.ai", "Deep Learning Specialization"],
    ),
    "CV, NLP, MLOps or another field": (
        lambda: _ways("m10-direction"),
        ["Computer vision", "NLP", "MLOps", "Another field"],
    ),
    "interviews last as long as the source says": (
        lambda: {key: item.stated for key, item in ITEMS.items() if item.stated},
        {
            "m17-phone": Range(30, 45),
            "m17-technical": Range(45, 60),
            "m17-take-home": Range(240, 480),
            "m17-onsite": Range(240, 360),
            "se07-phone": Range(30, 45),
            "se07-technical": Range(45, 60),
            "se07-take-home": Range(240, 480),
            "se07-onsite": Range(240, 360),
        },
    ),
    "coding 1-2 h a day": (
        lambda: SECTIONS["months-13-14"].budgets,
        (Budget("coding", Range(60, 120), Period.DAY),),
    ),
    "100 Easy and 50 Medium are planned for beginners": (lambda: _problems(UNDECIDED), (100, 50, 2)),
    "100 Easy and 50 Medium are asked for": (
        lambda: TARGETS["leetcode-solved"].split,
        (Share("easy", at_least(100, "problems")), Share("medium", at_least(50, "problems"))),
    ),
    "7 coding topics": (
        lambda: len({key.split("-")[1] for key, item in ITEMS.items() if _is_drill(key, item)}),
        7,
    ),
    "9 concept reviews": (lambda: len(SECTIONS["m13-concepts"].items), 9),
    "7 stories": (lambda: len(SECTIONS["m13-behavioral"].items), 7),
    "10 designs and the steps": (lambda: len(SECTIONS["m13-design"].items), 10 + 1),
    "8 weeks of applications": (lambda: len([key for key in ITEMS if key.startswith("m15-apply-")]), 8),
    "3-4 deep learning projects": (
        lambda: [ITEMS[f"se03-{n}"].obligation for n in ("first", "second", "third", "fourth")],
        [Obligation.REQUIRED] * 3 + [Obligation.OPTIONAL],
    ),
    "a post a month": (
        lambda: [(t.key, t.minutes, t.stated, len(t.topics)) for t in CAREER.threads],
        [("blog", 60, None, 4)],
    ),
    "habits": (
        lambda: {h.key: (h.every, h.minutes) for h in CAREER.habits},
        {
            "leetcode-daily": (Period.DAY, Range(60, 120)),
            "current-daily": (Period.DAY, Range(30, 30)),
            "current-weekly": (Period.WEEK, Range(120, 180)),
            "monthly-meetup": (Period.MONTH, None),
            "monthly-module": (Period.MONTH, None),
            "yearly-project": (Period.YEAR, None),
            "yearly-talk": (Period.YEAR, None),
            "yearly-skill": (Period.YEAR, None),
        },
    ),
    "coding is a habit of the preparation only": (
        lambda: [h.during for h in CAREER.habits if h.during],
        [("months-13-14", "se07-search")],
    ),
    "30 questions": (
        lambda: [_questions(c) for c in dict.fromkeys(q.category for q in CAREER.library.questions)],
        [10, 10, 5, 5],
    ),
    "7 steps of design, 4 of STAR": (
        lambda: {framework.key: len(framework.steps) for framework in CAREER.library.frameworks},
        {"design-seven-steps": 7, "star": 4},
    ),
    "7 themes, 5-7 ready, with a number": (
        lambda: (s := CAREER.library.stories) and (len(s.themes), s.ready, s.needs_number),
        (7, Range(5, 7), True),
    ),
    "4 stages": (
        lambda: [(s.minutes, len(s.prepare)) for s in CAREER.library.interview_stages],
        [(Range(30, 45), 4), (Range(45, 60), 3), (Range(240, 480), 3), (Range(240, 360), 3)],
    ),
    "on-site rounds": (
        lambda: CAREER.library.interview_stages[-1].rounds,
        (
            Round("Coding", Range(1, 2)),
            Round("ML concepts", Range(1, 2)),
            Round("System design", Range(1, 1)),
            Round("Behavioral", Range(1, 1)),
        ),
    ),
    "9 boards, 3 groups of companies, 4 qualities": (
        lambda: (a := CAREER.library.applications) and (len(a.boards), len(a.companies), len(a.qualities)),
        (9, 3, 4),
    ),
    "blanks of the messages": (
        lambda: {message.key: message.blanks for message in CAREER.library.messages},
        {
            "referral-chat": ("Name", "Role", "Company", "Position"),
            "negotiation": ("Target", "base/stock/bonus"),
            "linkedin-headline": ("Role", "Field", "Main tool", "What you build"),
        },
    ),
    "4 kinds of posts": (lambda: len(CAREER.library.posts), 4),
    "5 dos, 5 weights, 8 habits of mind, 4 spans of a search": (
        lambda: [
            _advice("Negotiation: what to do"),
            _advice("Negotiation: what gives you weight"),
            _advice("Eight habits of mind"),
            _advice("A typical search in weeks"),
        ],
        [5, 5, 8, 4],
    ),
    "5 don'ts of negotiation, 3 of GitHub": (
        lambda: [
            sum(bool(a.avoid) and a.title.startswith(topic) for a in CAREER.library.advice)
            for topic in ("Negotiation", "GitHub")
        ],
        [5, 3],
    ),
    "4 ways to referrals": (
        lambda: sum(advice.title.startswith("Referrals by") for advice in CAREER.library.advice),
        4,
    ),
    "4 course lines of the closing list": (
        lambda: [r.id for r in CAREER.resources if any(1084 <= s.first <= 1087 for s in r.source)],
        ["ng-ml", "fast-ai", "dl-specialization", "cs229", "cs230", "cs231n"],
    ),
    "3 books of the closing list": (
        lambda: [r.id for r in CAREER.resources if any(1090 <= s.first <= 1092 for s in r.source)],
        ["hands-on-ml", "goodfellow", "huyen"],
    ),
    "what costs nothing": (lambda: [r.id for r in CAREER.resources if r.cost], ["cs229", "cs230", "cs231n"]),
    "the year": (lambda: CAREER.source and CAREER.source.dated, "2024"),
}


@pytest.mark.parametrize(("read", "expected"), FACTS.values(), ids=FACTS.keys())
def test_a_fact_of_the_source_is_kept(read: Callable[[], object], expected: object) -> None:
    assert read() == expected


@pytest.mark.parametrize("key", MATRIX)
def test_a_role_needs_the_skills_of_the_matrix(key: str) -> None:
    role = next(role for role in CAREER.roles if role.key == key)
    assert [(skill.name, skill.level) for skill in role.skills] == list(zip(SKILLS, MATRIX[key], strict=True))
    assert len(role.does) == 4
    assert CHECKLISTS[f"needs-{key}"].self_test
    assert [entry for entry in ENTRIES[key] if entry not in role.detail] == []


def test_there_are_six_roles_and_four_have_a_day() -> None:
    days = [role.key for role in CAREER.roles if "Morning" in role.detail and "Evening" in role.detail]
    assert ([role.key for role in CAREER.roles], days) == (list(MATRIX), list(MATRIX)[:4])


@pytest.mark.parametrize("key", WHERE)
def test_local_weeks_lie_where_the_months_put_them(key: str) -> None:
    assert _where(key) == WHERE[key]


@pytest.mark.parametrize("line", BULLETS)
def test_every_request_of_the_source_has_an_item(line: int) -> None:
    assert [key for key, item in ITEMS.items() if any(s.first <= line <= s.last for s in item.source)]


def test_the_action_plan_keeps_its_twenty_four_boxes() -> None:
    found = [(m.by, len(m.claims), [target.key for target in m.targets]) for m in CAREER.milestones]
    assert found == MILESTONES
    assert sum(boxes for _, boxes, _ in found) == 24


def test_projects_keep_their_requirements() -> None:
    assert {project.key: len(project.requirements) for project in CAREER.projects} == REQUIREMENTS
    assert sum(bool(project.shows) for project in CAREER.projects) == 6


@pytest.mark.parametrize("key", BOXES)
def test_a_checklist_keeps_its_boxes(key: str) -> None:
    marks = [claim.obligation for claim in CHECKLISTS[key].claims]
    assert (marks.count(Obligation.REQUIRED), marks.count(Obligation.OPTIONAL)) == BOXES[key]


def test_there_is_no_other_checklist_and_no_other_target() -> None:
    assert (set(CHECKLISTS), set(TARGETS)) == (set(BOXES), set(GOALS))


@pytest.mark.parametrize("key", GOALS)
def test_a_target_keeps_comparator_value_unit_and_period(key: str) -> None:
    target = TARGETS[key]
    assert (target.goal, target.per, target.counts) == GOALS[key]


@pytest.mark.parametrize("level", PAY)
def test_pay_is_a_dated_and_unproven_fact(level: str) -> None:
    fact = next(fact for fact in CAREER.library.facts if fact.text.startswith(level))
    assert [number for number in PAY[level] if number not in fact.text] == []
    assert (fact.as_of, fact.place, fact.unproven) == ("2024", "United States", True)


@pytest.mark.parametrize("place", PLACES_OF_PAY)
def test_pay_by_place_names_the_place(place: str) -> None:
    fact = next(fact for fact in CAREER.library.facts if fact.place == place)
    assert PLACES_OF_PAY[place] in fact.text
    assert fact.unproven


@pytest.mark.parametrize("study_days", [range(7), range(5), (5, 6)], ids=["all", "weekdays", "weekend"])
@pytest.mark.parametrize(
    ("choices", "least", "most"),
    [(UNDECIDED, 48, 72), (TRANSFER, 24, 48), (SEARCH, 24, 48)],
    ids=["beginner", "internal transfer", "job search"],
)
def test_the_nominal_pace_ends_within_the_months_stated(
    choices: Choices, least: int, most: int, study_days: tuple[int, ...]
) -> None:
    assert least <= _weeks_at_nominal_pace(choices, frozenset(study_days)) <= most


@pytest.mark.parametrize("key", [key for key in WHERE if key.startswith(("m01", "m03", "m05", "m07", "m10"))])
def test_a_year_of_learning_stays_close_to_its_weeks(key: str) -> None:
    pace = Pace(CAREER.nominal_minutes_per_week, frozenset(range(5)))
    inside = {item for item, place in PLACES.items() if key in [section.key for section in place.path]}
    plan = lay_out(work_of(CAREER), pace, START)
    weeks = [plan_week(START, sitting.day) for sitting in plan.sittings if sitting.key in inside]
    assert abs(min(weeks) - WHERE[key][0]) <= 1
    assert abs(max(weeks) - WHERE[key][1]) <= 1


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.key)
def test_an_item_fits_daily_work_and_says_what_done_looks_like(item: Item) -> None:
    assert 30 <= item.minutes <= 480
    assert 20 <= len(item.detail) <= 200
    assert item.detail.endswith(".")


def test_most_items_fit_one_or_two_sittings() -> None:
    assert sum(item.minutes <= 180 for item in ITEMS.values()) > 0.85 * len(ITEMS)


@pytest.mark.parametrize(
    "words",
    ["no weekly hours", "Three timelines overlap", "negotiation lists disagree", "reach beyond the range"],
)
def test_contradictions_of_the_whole_stay_visible(words: str) -> None:
    assert any(words in note.text for note in CAREER.notes)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("path-1", "start again from 1"),
        ("months-13-14", "Three targets for coding"),
        ("months-13-18", "counted per week here"),
        ("m10-weeks-9-12", "Four numbers of projects"),
        ("tier-2", "only to take part"),
        ("m01-weeks-5-6", "Matplotlib stands only"),
    ],
)
def test_contradictions_stay_visible_where_they_happen(key: str, words: str) -> None:
    assert any(words in note.text for note in SECTIONS[key].notes)
