"""Every number and fact of the 3-to-6-month production source, counted by hand, is in the roadmap."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from bot.domain.pace import Pace, plan_week
from bot.domain.planning import lay_out, work_of
from bot.domain.roadmap import Item, Obligation, Section
from bot.domain.roadmap_choices import Choices, Choose
from bot.domain.roadmap_claims import Target
from bot.domain.roadmap_terms import DayPart, Period, Range, ResourceKind, ResourceStatus, Weekday
from bot.domain.roadmap_time import Block, Duration, Schedule, SpanUnit
from tests.catalog import production_intensive_table as table
from tests.catalog.built_in import ROADMAPS

INTENSIVE = ROADMAPS["production-intensive"]
LIBRARY = INTENSIVE.library
MONDAY = date(2026, 1, 5)


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


PLACES = list(INTENSIVE.every_place())
ITEMS = {place.item.key: place.item for place in PLACES}
SECTIONS = {section.key: section for section in _sections(INTENSIVE.sections)}
CHECKLISTS = {checklist.key: checklist for checklist in INTENSIVE.checklists}
SCHEDULES = {schedule.key: schedule for schedule in INTENSIVE.schedules}
HABITS = {habit.key: habit for habit in INTENSIVE.habits}
PROJECTS = {project.key: project for project in INTENSIVE.projects}
TEN_DAYS = "weeks-11-12"


def _inside(key: str) -> list[Item]:
    """The items of a section, of one option where it branches."""
    return [place.item for place in INTENSIVE.places() if key in {section.key for section in place.path}]


def _ways(key: str) -> list[str]:
    return [way.title for way in ITEMS[key].alternatives]


def _hours(items: list[Item]) -> float:
    return sum(item.minutes for item in items) / 60


def _length(block: Block) -> float:
    if block.starts and block.ends:
        return block.ends.hour - block.starts.hour
    return block.minutes.middle / 60 if block.minutes else 0


def _study_hours(schedule: Schedule) -> list[float]:
    """Hours of study on each weekday of each template, rest days left out."""
    days = [day for day in schedule.days if not day.rest]
    return [sum(_length(block) for block in day.blocks if block.study) for day in days for _ in day.weekdays]


def _all_targets() -> Iterator[Target]:
    yield from INTENSIVE.targets
    for holder in (*SECTIONS.values(), *INTENSIVE.milestones, *INTENSIVE.checklists):
        yield from holder.targets


def _said(target: Target) -> tuple[str, float, float | None, str, str]:
    """Comparator, value, upper end, unit and when: a rate's period or the deadline's unit and last number."""
    goal, by = target.goal, target.by
    deadline = f"{by.unit} {by.last}" if by and by.unit else "end" if by else ""
    when = f"per {target.per}" if target.per else deadline
    return "within" if goal.bound else goal.comparator.value, goal.value, goal.upper, goal.unit, when


FACTS: dict[str, tuple[Callable[[], object], object]] = {
    "3 to 6 months": (lambda: INTENSIVE.duration, Duration(Range(3, 6), SpanUnit.MONTH)),
    "40 hours a week, stated": (
        lambda: (INTENSIVE.nominal_minutes_per_week, INTENSIVE.pace_stated),
        (2400, True),
    ),
    "the source's date": (lambda: INTENSIVE.source and INTENSIVE.source.dated, "2025-10-25"),
    "3 months of weeks, then months 4 to 6": (
        lambda: [section.label for section in INTENSIVE.sections],
        ["Start today", "Month 1", "Month 2", "Month 3", "Month 4–6"],
    ),
    "weeks of the months": (
        lambda: [[week.label for week in SECTIONS[f"month-{number}"].sections] for number in (1, 2, 3)],
        table.MONTHS,
    ),
    "4 target roles, 2 more for project 5": (
        lambda: [role.title for role in INTENSIVE.roles],
        table.ROLES,
    ),
    "W1 skips proofs": (lambda: len(SECTIONS["week-1"].out_of_scope), 1),
    "the resume's 4 boxes": (lambda: len(ITEMS["w11-resume"].steps), 4),
    "77 boxes: 44 of the weeks, 22 at the end, 11 accounts": (
        lambda: (
            sum(len(section.checkpoint) for key, section in SECTIONS.items() if key != "start")
            + len(ITEMS["w11-resume"].steps)
            + sum(
                len(each.claims) for key, each in CHECKLISTS.items() if key.startswith(("ready", "accounts"))
            )
        ),
        44 + 22 + 11,
    ),
    "15 success metrics": (
        lambda: [len(each.claims) + len(each.targets) for each in INTENSIVE.milestones],
        [3, 4, 4, 4],
    ),
    "4 projects, and 4 options for an optional fifth": (
        lambda: [project.obligation is Obligation.OPTIONAL for project in INTENSIVE.projects],
        [False] * 4 + [True] * 4,
    ),
    "P1 over 3 weeks": (
        lambda: [
            {item.stage for item in _inside(week) if item.stage} for week in ("week-2", "week-3", "week-4")
        ],
        [{"model"}, {"deploy"}, {"production"}],
    ),
    "P2 in 5 numbered steps": (lambda: len(PROJECTS["p2-classifier"].stages), 5),
    "P2 3 example domains": (lambda: len(PROJECTS["p2-classifier"].ideas), 3),
    "P3 in 5 numbered steps": (lambda: len(PROJECTS["p3-recommender"].stages), 5),
    "P4 5 production requirements": (lambda: len(PROJECTS["p4-nlp"].requirements), 5),
    "P4 one of 3 systems": (
        lambda: (SECTIONS["w10-system"].choose, [len(s.items) for s in SECTIONS["w10-system"].sections]),
        (Choose(1, 1, "Which NLP system do you build?"), [3, 3, 3]),
    ),
    "P5 one of 4 projects": (
        lambda: (SECTIONS["project-5"].choose, [len(s.items) for s in SECTIONS["project-5"].sections]),
        (Choose(1, 1, "Which project fits the role you aim at?"), [5, 5, 4, 5]),
    ),
    "deliverables of W2, W3, W6-7, W10": (
        lambda: [
            sum(item.kind == "deliverable" for item in _inside(week))
            for week in ("week-2", "week-3", "weeks-6-7", "week-10")
        ],
        [2, 3, 4, 4],
    ),
    "TFLite is optional": (lambda: ITEMS["w06-tflite"].obligation, Obligation.OPTIONAL),
    "140 questions": (lambda: [each.count for each in INTENSIVE.problem_sets], [140]),
    "weekly reflection, 2 questions": (
        lambda: [(form.every, form.on, len(form.questions)) for form in LIBRARY.reviews],
        [(Period.WEEK, (Weekday.SUN,), 2)],
    ),
    "8 pitfalls": (lambda: sum(bool(each.avoid and each.instead) for each in LIBRARY.advice), 8),
    "stuck 5, motivation 5, learning 5, tracking 4": (
        lambda: [len(each.steps) for each in LIBRARY.advice if each.steps],
        [5, 5, 5, 4],
    ),
    "funnel": (
        lambda: {step.stage: step.expected for step in LIBRARY.funnel},
        table.FUNNEL,
    ),
    "4 platforms, 3 kinds of companies": (
        lambda: LIBRARY.applications and (LIBRARY.applications.boards, LIBRARY.applications.companies),
        (
            ("LinkedIn", "Indeed", "Company career pages", "AngelList"),
            ("Big tech", "Startups", "Mid-size companies"),
        ),
    ),
    "case study of 4 parts, site of 4 pages": (
        lambda: {each.key: len(each.steps) for each in LIBRARY.frameworks},
        {"case-study": 4, "portfolio-site": 4},
    ),
    "accounts: 7 free, 4 paid and optional": (
        lambda: [claim.obligation is Obligation.OPTIONAL for claim in CHECKLISTS["accounts"].claims],
        [False] * 7 + [True] * 4,
    ),
    "prices of the paid ones": (
        lambda: [each.cost for each in ITEMS["start-paid"].resources],
        ["$20/month", "paid, no price given", "$200", "$300 free tier"],
    ),
    "the free ones are a must": (
        lambda: [(each.cost, each.status) for each in ITEMS["start-accounts"].resources],
        [("free", ResourceStatus.MUST)] * 7,
    ),
    "environment: 5 essential, 4 nice to have": (
        lambda: [claim.obligation is Obligation.OPTIONAL for claim in CHECKLISTS["environment"].claims],
        [False] * 5 + [True] * 4,
    ),
    "full-time days: 9, 4 and 3 blocks": (
        lambda: [len(day.blocks) for day in SCHEDULES["full-time"].days],
        [9, 4, 3],
    ),
    "full-time blocks add to 63 hours": (lambda: sum(_study_hours(SCHEDULES["full-time"])), 63),
    "Sunday rests, 3 hours at most": (
        lambda: [(day.rest, day.limit_minutes) for day in SCHEDULES["full-time"].days][-1],
        (True, 180),
    ),
    "part-time: 10 + 5 + 5 hours": (lambda: _study_hours(SCHEDULES["part-time"]), [2] * 5 + [5, 5]),
    "part-time: 20 h, 6 to 9 months": (
        lambda: (SCHEDULES["part-time"].minutes_per_week, SCHEDULES["part-time"].duration),
        (Range(1200, 1200), Duration(Range(6, 9), SpanUnit.MONTH)),
    ),
    "the interview weeks' day": (
        lambda: [
            (block.part, block.minutes) for day in SCHEDULES["interview-weeks"].days for block in day.blocks
        ],
        [(part, Range(120, 120)) for part in (DayPart.MORNING, DayPart.AFTERNOON, DayPart.EVENING)],
    ),
    "2 + 2 + 2 to 4 hours a day in months 4 to 6": (
        lambda: [(budget.minutes, budget.per) for budget in SECTIONS["months-4-6"].budgets],
        [
            (Range(120, 120), Period.DAY),
            (Range(120, 120), Period.DAY),
            (Range(120, 240), Period.DAY),
        ],
    ),
    "40 + 40 hours in weeks 11 and 12": (
        lambda: [budget.minutes for budget in SECTIONS[TEN_DAYS].budgets],
        [Range(2400, 2400), Range(2400, 2400)],
    ),
    "salaries with their country": (
        lambda: [(each.place, each.text[-36:]) for each in LIBRARY.facts if "$1" in each.text and each.place],
        [
            ("United States", "$100K-$145K, about $125K on average."),
            ("United States", "$144K-$200K, about $165K on average."),
        ],
    ),
    "premiums by place": (
        lambda: [fact.place for fact in LIBRARY.facts if "30-50 %" in fact.text or "20-30 %" in fact.text],
        ["San Francisco and New York", "Seattle and Boston"],
    ),
}


@pytest.mark.parametrize(("read", "expected"), FACTS.values(), ids=FACTS.keys())
def test_a_fact_of_the_source_is_kept(read: Callable[[], object], expected: object) -> None:
    assert read() == expected


def test_every_number_of_the_source_is_a_target() -> None:
    assert {target.key: _said(target) for target in _all_targets()} == table.TARGETS


def test_every_checkpoint_box_of_the_source_is_there() -> None:
    assert {
        key: len(section.checkpoint) for key, section in SECTIONS.items() if section.checkpoint
    } == table.BOXES


def test_every_checklist_has_the_boxes_of_the_source() -> None:
    assert {key: len(checklist.claims) for key, checklist in CHECKLISTS.items()} == table.CHECKLIST_SIZES


@pytest.mark.parametrize("key", table.HOURS)
def test_a_week_keeps_its_hours_of_study_and_practice(key: str) -> None:
    study, practice, tasks = table.HOURS[key]
    budgets = {budget.kind: budget.minutes.low / 60 for budget in SECTIONS[key].budgets}
    assert (budgets.get("study", 0), budgets["hands-on"]) == (study, practice)
    assert _hours(_inside(key)[:tasks]) == study
    assert _hours(_inside(key)[tasks:]) == practice


def test_weeks_eleven_and_twelve_are_half_preparation() -> None:
    drills = [item for item in _inside(TEN_DAYS) if item.key.endswith(("-morning", "-afternoon"))]
    assert (_hours(drills), _hours(_inside(TEN_DAYS))) == (40, 80)


def test_twelve_weeks_hold_the_sum_of_their_budgets() -> None:
    assert sum(_hours(_inside(key)) for key in (*table.HOURS, TEN_DAYS)) == 460


@pytest.mark.parametrize("key", table.FILES)
def test_a_section_names_the_study_files_of_the_source(key: str) -> None:
    named = [each for item in _inside(key) for each in item.resources if each.kind is ResourceKind.NOTES]
    found = {each.title for each in named}
    repeated = set(table.FILES[TEN_DAYS]) if key.startswith("month-") else set[str]()
    assert found - repeated == set(table.FILES[key])
    assert not any(each.url for each in named)


def test_the_study_files_are_thirty_entries_one_of_them_twice() -> None:
    entries = [name for names in table.FILES.values() for name in names]
    assert (len(entries), len(set(entries))) == (30, 29)
    assert {each.title for each in INTENSIVE.resources if each.kind is ResourceKind.NOTES} == set(entries)


@pytest.mark.parametrize("key", table.WAYS)
def test_alternatives_of_the_source_stay_a_choice(key: str) -> None:
    assert _ways(key) == table.WAYS[key]


@pytest.mark.parametrize("key", table.MANY)
def test_a_habit_keeps_its_rhythm_and_its_phase(key: str) -> None:
    habit = HABITS[key]
    assert (habit.every, habit.times, habit.counts, habit.during) == table.MANY[key]


@pytest.mark.parametrize(
    ("choices", "first"),
    [
        (Choices(industries=frozenset({"big-tech"})), "p5a-train"),
        (Choices(roles=frozenset({"mlops-engineer"})), "p5b-pipeline"),
        (Choices(roles=frozenset({"research"})), "p5c-implement"),
        (Choices(roles=frozenset({"llm-genai"})), "p5d-fine-tune"),
        (Choices(options={"project-5": ("p5-d",)}), "p5d-fine-tune"),
    ],
)
def test_the_target_role_suggests_the_fifth_project(choices: Choices, first: str) -> None:
    keys = [place.item.key for place in INTENSIVE.places(choices) if place.item.key.startswith("p5")]
    assert keys[0] == first
    assert all(key.startswith(first[:3]) for key in keys)


@pytest.mark.parametrize("branch", ["w10-system", "project-5"])
def test_every_option_of_a_branch_takes_equally_long(branch: str) -> None:
    assert len({_hours(list(option.items)) for option in SECTIONS[branch].sections}) == 1


@pytest.mark.parametrize(("optional", "least", "most"), [(False, 11, 12), (True, 20, 24)])
def test_forty_hours_a_week_take_three_months_and_with_the_optional_rest_six(
    optional: bool, least: int, most: int
) -> None:
    work = work_of(INTENSIVE, optional=optional)
    plan = lay_out(work, Pace(INTENSIVE.nominal_minutes_per_week, frozenset(range(5))), MONDAY)
    assert plan.finish
    assert least < plan_week(MONDAY, plan.finish) <= most


def test_the_plan_keeps_each_week_near_its_number() -> None:
    plan = lay_out(work_of(INTENSIVE), Pace(INTENSIVE.nominal_minutes_per_week, frozenset(range(5))), MONDAY)
    began = {each.key: plan_week(MONDAY, each.day) for each in reversed(plan.sittings)}
    firsts = {key: began[_inside(key)[0].key] for key in (*table.HOURS, TEN_DAYS, "months-4-6")}
    assert list(firsts.values()) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.key)
def test_an_item_fits_daily_work_and_says_what_done_looks_like(item: Item) -> None:
    assert 30 <= item.minutes <= (1320 if item.key.startswith("p5") else 480)
    assert 30 <= len(item.detail) <= 200
    assert item.detail.endswith(".")
    assert item.stated is None


def test_most_items_fit_one_sitting_of_three_hours() -> None:
    assert sum(item.minutes <= 180 for item in ITEMS.values()) > len(ITEMS) / 2


def test_the_same_box_in_several_lists_is_ticked_once() -> None:
    first = next(each for each in INTENSIVE.milestones if each.key == "m1")
    assert "portfolio-live" in {claim.key for claim in first.claims}
    assert "portfolio-live" in {claim.key for claim in SECTIONS[TEN_DAYS].checkpoint}
    portfolio = {claim.key for claim in CHECKLISTS["ready-portfolio"].claims}
    assert {"portfolio-live", "resume-tailored"} <= portfolio
    assert "resume-tailored" in {claim.key for claim in ITEMS["w11-resume"].steps}


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        (INTENSIVE.notes, "add up to 63 h before Sunday"),
        (INTENSIVE.notes, "named but not linked"),
        (ITEMS["w03-deploy-checklist"].notes, "MODEL_DEPLOYMENT_CHECKLIST.md"),
        (ITEMS["w03-deploy"].notes, "November 2022"),
        (ITEMS["w09-distilbert"].notes, "does not generate text"),
        (SECTIONS["month-2"].notes, "two blog posts"),
        (SECTIONS["month-3"].notes, "10 or more by month 3"),
        (SECTIONS["month-3"].notes, "30 or more by week 12"),
        (SECTIONS["weeks-6-7"].notes, "30 h a week"),
        (SECTIONS["week-8"].notes, "feature store"),
        (SECTIONS[TEN_DAYS].notes, "launched in month 1"),
        (SECTIONS["months-4-6"].notes, "only if needed"),
    ],
)
def test_contradictions_stay_visible(notes: tuple[object, ...], words: str) -> None:
    assert words in " ".join(map(str, notes))


def test_claims_nobody_checked_are_marked_and_dated() -> None:
    assert all(fact.as_of == "2025-10-25" for fact in LIBRARY.facts)
    assert [fact.text for fact in LIBRARY.facts if not fact.unproven] == [
        "Total compensation means base, bonus and equity together."
    ]
