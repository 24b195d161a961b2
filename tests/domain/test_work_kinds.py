from collections import Counter

import pytest

from bot.catalog import Catalog
from bot.domain.roadmap import Item, Section, Thread
from bot.domain.roadmap_claims import Problems
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_terms import ItemKind, OwnProject, Period, Range
from bot.domain.roadmap_time import Budget, Span, SpanUnit
from bot.domain.timelogs import TimeKind
from bot.domain.work_kinds import (
    WorkKind,
    budgets_by_section,
    kind_of_budget,
    kind_of_item,
    kind_of_log,
    kind_of_thread,
)

STUDY, HANDS_ON, INTERVIEW, OTHER = WorkKind
WEEK = Span(SpanUnit.WEEK, 3, 3)


def section(*budgets: Budget, span: Span | None = WEEK, key: str = "week-3") -> Section:
    return Section(key, "Week 3", "A week", span=span, budgets=budgets)


def budget(kind: str, hours: float, per: Period | None = None, most: float | None = None) -> Budget:
    return Budget(kind, Range(hours * 60, (most or hours) * 60), per)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("study", STUDY),
        ("hands-on", HANDS_ON),
        ("Hands on", HANDS_ON),
        ("interview preparation", INTERVIEW),
        ("job applications", INTERVIEW),
        ("job search", INTERVIEW),
        ("skill development", STUDY),
        ("course, morning", STUDY),
        ("implementation, evening", HANDS_ON),
        ("technical skills", STUDY),
        ("practice", HANDS_ON),
        ("new concepts and tutorials", STUDY),
        ("documentation and tests", HANDS_ON),
        ("coding", HANDS_ON),
        ("coding problems, morning", INTERVIEW),
        ("ML theory, afternoon", STUDY),
        ("ML system design, evening", INTERVIEW),
        ("gardening", OTHER),
        ("", OTHER),
        ("whole day", None),
        ("Total study time", None),
    ],
)
def test_the_words_of_a_budget_mean_a_kind(words: str, kind: WorkKind | None) -> None:
    assert kind_of_budget(words) is kind


@pytest.mark.parametrize(
    ("item", "budgeted", "kind"),
    [
        (ItemKind.TOPIC, set(), STUDY),
        (ItemKind.READING, {HANDS_ON}, HANDS_ON),
        (ItemKind.BUILD, set(), HANDS_ON),
        (ItemKind.PROJECT, {STUDY, INTERVIEW}, STUDY),
        (ItemKind.DELIVERABLE, {INTERVIEW}, INTERVIEW),
        (ItemKind.TASK, set(), HANDS_ON),
        (ItemKind.TASK, {STUDY, HANDS_ON}, HANDS_ON),
        (ItemKind.TASK, {STUDY, INTERVIEW}, INTERVIEW),
        (ItemKind.REVIEW, {STUDY}, STUDY),
        (ItemKind.MOCK, set(), INTERVIEW),
        (ItemKind.MOCK, {HANDS_ON}, INTERVIEW),
        (ItemKind.TOPIC, {OTHER}, STUDY),
    ],
)
def test_an_item_is_of_the_likeliest_kind_its_section_has_a_budget_for(
    item: ItemKind, budgeted: set[WorkKind], kind: WorkKind
) -> None:
    assert kind_of_item(Item("i", item, "Do it", 60), budgeted) is kind


@pytest.mark.parametrize(
    ("budgeted", "kind"), [(set(), INTERVIEW), ({HANDS_ON, STUDY}, HANDS_ON), ({INTERVIEW}, INTERVIEW)]
)
def test_coding_problems_are_for_interviews_where_those_have_a_budget(
    budgeted: set[WorkKind], kind: WorkKind
) -> None:
    item = Item("i", ItemKind.TASK, "Arrays", 60, problems=Problems())
    assert kind_of_item(item, budgeted) is kind


def test_every_kind_of_item_has_a_kind_of_work() -> None:
    assert {kind_of_item(Item("i", kind, "Do it", 60)) for kind in ItemKind} == {STUDY, HANDS_ON, INTERVIEW}


@pytest.mark.parametrize(
    ("logged", "kind"),
    [
        (TimeKind.STUDY, STUDY),
        (TimeKind.PRACTICE, HANDS_ON),
        (TimeKind.PROJECT, HANDS_ON),
        (TimeKind.INTERVIEW, INTERVIEW),
        (TimeKind.OTHER, OTHER),
        ("of a later version", OTHER),
    ],
)
def test_the_words_of_the_log_mean_a_kind(logged: str, kind: WorkKind) -> None:
    assert kind_of_log(logged) is kind


@pytest.mark.parametrize(("own", "kind"), [(OwnProject.OLD, HANDS_ON), (None, STUDY)])
def test_a_thread_on_ones_own_project_is_hands_on(own: OwnProject | None, kind: WorkKind) -> None:
    assert kind_of_thread(Thread("t", "Beside", 60, own_project=own)) is kind


@pytest.mark.parametrize(
    ("stated", "minutes"),
    [
        (budget("study", 15), 900),
        (budget("study", 2, Period.DAY), 720),
        (budget("study", 2, Period.DAY, most=4), 1080),
        (budget("study", 5, Period.WEEK), 300),
        (budget("study", 8, Period.MONTH), 120),
        (budget("study", 52, Period.YEAR), 60),
    ],
)
def test_a_budget_covers_its_week_whatever_it_is_given_per(stated: Budget, minutes: int) -> None:
    assert budgets_by_section([(section(stated),)]) == {"week-3": {STUDY: minutes}}


def test_budgets_of_the_same_kind_add_up_and_totals_say_nothing() -> None:
    stated = section(
        budget("interview preparation", 40),
        budget("job applications", 40),
        budget("whole day", 14, Period.DAY),
        budget("study", 0),
    )
    assert budgets_by_section([(stated,)]) == {"week-3": {INTERVIEW: 4800}}


@pytest.mark.parametrize(
    ("own", "around", "minutes"),
    [
        (None, Span(SpanUnit.MONTH, 4, 6), {"week-3": {STUDY: 12 * 6 * 60}}),
        (Span(SpanUnit.DAY, 1, 7), Span(SpanUnit.MONTH, 4, 6), {"week-3": {STUDY: 6 * 60}}),
        (None, None, {}),
        (Span(SpanUnit.WEEK, 9, None), WEEK, {}),
    ],
)
def test_a_rate_needs_a_length_of_its_own_or_from_around(
    own: Span | None, around: Span | None, minutes: dict[str, dict[WorkKind, int]]
) -> None:
    inner = section(budget("study", 1, Period.DAY), span=own)
    path = (section(span=around, key="month"), inner)
    assert budgets_by_section([path[:1], path]) == minutes


def test_the_items_of_a_roadmap_that_states_budgets_fill_them() -> None:
    index = RoadmapIndex.of(Catalog.built_in().get("production-intensive"))
    budgets = budgets_by_section(path for key, path in index.sections.items() if key != "months-4-6")
    minutes: Counter[tuple[str, WorkKind]] = Counter()
    for place in index.roadmap.places():
        section = next((around.key for around in place.path if around.key in budgets), None)
        if section:
            minutes[section, kind_of_item(place.item, budgets[section].keys())] += place.item.minutes
    stated = {(key, kind): held for key, by_kind in budgets.items() for kind, held in by_kind.items()}
    assert minutes.keys() == stated.keys()
    assert max(abs(minutes[each] - stated[each]) for each in stated) <= 4 * 60
