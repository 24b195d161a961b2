from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours_by_kind import Basis, HoursByKind, KindHours, TaskFact, hours_by_kind, spent
from bot.domain.tasks import TaskState
from bot.domain.work_kinds import WorkKind

STUDY, HANDS_ON, INTERVIEW, OTHER = WorkKind
DONE, OPEN, SKIPPED = TaskState.DONE, TaskState.OPEN, TaskState.SKIPPED
START = date(2026, 11, 16)
TODAY = date(2026, 11, 20)
BUDGETS = {"week-1": {STUDY: 600, HANDS_ON: 900}, "week-2": {STUDY: 300}}


def day(number: int) -> date:
    return START + timedelta(days=number)


def task(
    number: int,
    minutes: int,
    kind: WorkKind,
    state: TaskState = OPEN,
    *,
    section: str | None = None,
    settled: int | None = None,
) -> TaskFact:
    done = None if state is OPEN else day(number if settled is None else settled)
    return TaskFact(day(number), minutes, state, done, kind, section)


def test_without_budgets_the_plan_up_to_today_is_the_budget() -> None:
    tasks = (
        task(0, 60, STUDY, DONE),
        task(1, 90, HANDS_ON, SKIPPED),
        task(4, 120, HANDS_ON),
        task(9, 45, INTERVIEW),
    )
    assert hours_by_kind(tasks, START, TODAY, promised=200) == HoursByKind(
        (KindHours(STUDY, 60, 60, 60), KindHours(HANDS_ON, 0, 140, 210), KindHours(INTERVIEW, 0, 0, 45)),
        Basis.PLAN,
    )


def test_the_budget_so_far_is_that_of_the_sections_reached() -> None:
    tasks = (
        task(0, 60, STUDY, DONE, section="week-1"),
        task(2, 60, HANDS_ON, section="week-1"),
        task(9, 60, STUDY, section="week-2"),
    )
    hours = hours_by_kind(tasks, START, TODAY, promised=120, budgets=BUDGETS)
    assert hours == HoursByKind(
        (KindHours(STUDY, 60, 600, 900), KindHours(HANDS_ON, 0, 900, 900)), Basis.BUDGET
    )


@pytest.mark.parametrize(
    ("next_week", "due"),
    [
        (task(9, 60, STUDY, section="week-2"), 600),
        (task(4, 60, STUDY, section="week-2"), 900),
        (task(9, 60, STUDY, DONE, section="week-2", settled=3), 900),
        (task(9, 60, STUDY, SKIPPED, section="week-2", settled=3), 900),
    ],
    ids=["ahead", "planned for today", "done before its time", "skipped before its time"],
)
def test_a_section_is_reached_with_its_first_task(next_week: TaskFact, due: int) -> None:
    tasks = (task(0, 60, STUDY, section="week-1"), next_week)
    hours = hours_by_kind(tasks, START, TODAY, promised=60, budgets=BUDGETS)
    assert hours.kinds[0].due == due


def test_work_without_a_budget_counts_as_planned_beside_the_stated_ones() -> None:
    tasks = (
        task(0, 60, STUDY, section="week-2"),
        task(1, 30, INTERVIEW, section="week-2"),
        task(2, 45, OTHER),
        task(8, 20, STUDY),
    )
    hours = hours_by_kind(tasks, START, TODAY, promised=135, budgets=BUDGETS)
    assert hours == HoursByKind(
        (KindHours(STUDY, 0, 300, 320), KindHours(INTERVIEW, 0, 30, 30), KindHours(OTHER, 0, 45, 45)),
        Basis.BOTH,
    )


@pytest.mark.parametrize(
    ("tasks", "basis"),
    [
        ([task(9, 60, STUDY)], Basis.PLAN),
        ([task(9, 60, STUDY, section="week-2")], Basis.BUDGET),
        ([task(9, 60, STUDY, section="week-2"), task(10, 60, OTHER)], Basis.BOTH),
        ([task(0, 60, STUDY, section="week-2"), task(9, 60, OTHER)], Basis.BUDGET),
        ([task(0, 60, STUDY), task(9, 60, STUDY, section="week-2")], Basis.PLAN),
    ],
    ids=["no budgets", "not begun", "not begun, mixed", "budgets first", "budgets later"],
)
def test_the_basis_is_that_of_the_budgets_shown(tasks: list[TaskFact], basis: Basis) -> None:
    promised = sum(each.minutes for each in tasks if each.day <= TODAY)
    assert hours_by_kind(tasks, START, TODAY, promised=promised, budgets=BUDGETS).basis is basis


@pytest.mark.parametrize(
    ("done", "logged", "total"),
    [
        ({STUDY: 60}, {STUDY: 45}, {STUDY: 60}),
        ({STUDY: 60}, {STUDY: 80}, {STUDY: 80}),
        ({HANDS_ON: 60}, {STUDY: 60}, {HANDS_ON: 60}),
        ({HANDS_ON: 60}, {STUDY: 90}, {HANDS_ON: 60, STUDY: 30}),
        ({STUDY: 60}, {STUDY: 60, OTHER: 30}, {STUDY: 60, OTHER: 30}),
        ({}, {INTERVIEW: 40, OTHER: 5}, {INTERVIEW: 40, OTHER: 5}),
    ],
)
def test_a_day_is_worth_the_log_or_the_done_tasks_but_never_both(
    done: dict[WorkKind, int], logged: dict[WorkKind, int], total: dict[WorkKind, int]
) -> None:
    tasks = [task(1, minutes, kind, DONE) for kind, minutes in done.items()]
    assert spent(tasks, START, TODAY, {day(1): logged}) == {day(1): total}


def test_what_was_logged_before_this_roadmap_is_not_counted() -> None:
    log = {day(-1): {STUDY: 500}, day(0): {STUDY: 30}}
    assert hours_by_kind((), START, TODAY, promised=0, log=log).kinds == (KindHours(STUDY, 30, 0, 0),)


def test_nothing_planned_and_nothing_done_is_no_kind_at_all() -> None:
    assert hours_by_kind((), START, TODAY, promised=0) == HoursByKind((), Basis.PLAN)


numbers = st.integers(-10, 30)
kinds = st.sampled_from(WorkKind)
sections = st.sampled_from([None, "week-1", "week-2", "unknown"])
some_tasks = st.lists(
    st.builds(
        task,
        numbers,
        st.integers(1, 240),
        kinds,
        st.sampled_from(TaskState),
        section=sections,
        settled=numbers,
    ),
    max_size=30,
)
some_logs = st.dictionaries(
    numbers.map(day), st.dictionaries(kinds, st.integers(1, 600), min_size=1), max_size=15
)


@given(some_tasks, some_logs)
def test_the_kinds_of_a_day_add_up_to_what_the_day_is_worth(
    tasks: list[TaskFact], log: dict[date, dict[WorkKind, int]]
) -> None:
    counted = {each: by_kind for each, by_kind in log.items() if each >= START}
    done = spent(tasks, START, TODAY)
    both = spent(tasks, START, TODAY, log)
    assert both.keys() == done.keys() | counted.keys()
    for each, by_kind in both.items():
        before, logged = done.get(each, {}), counted.get(each, {})
        assert sum(by_kind.values()) == max(sum(before.values()), sum(logged.values()))
        assert all(
            before.get(kind, 0) <= by_kind[kind] <= max(before.get(kind, 0), logged.get(kind, 0))
            for kind in WorkKind
        )


@given(some_tasks, st.integers(0, 5000))
def test_without_budgets_the_kinds_add_up_to_the_plan(tasks: list[TaskFact], promised: int) -> None:
    hours = hours_by_kind(tasks, START, TODAY, promised=promised)
    total = sum(each.minutes for each in tasks)
    assert sum(row.due for row in hours.kinds) == min(promised, total)
    assert sum(row.whole for row in hours.kinds) == total
    assert sum(row.done for row in hours.kinds) == sum(each.minutes for each in tasks if each.state is DONE)


@given(some_tasks, st.integers(0, 5000))
def test_no_budget_so_far_is_more_than_the_whole(tasks: list[TaskFact], promised: int) -> None:
    hours = hours_by_kind(tasks, START, TODAY, promised=promised, budgets=BUDGETS)
    assert all(0 <= row.due <= row.whole for row in hours.kinds)
    if hours.basis is not Basis.PLAN:
        assert {each.section for each in tasks} & BUDGETS.keys()
