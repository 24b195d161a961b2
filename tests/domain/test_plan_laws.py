"""The plan's laws, on roadmaps that hypothesis invents and on those Cohort ships."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pace import MINIMUM_SITTING, Pace, capacity, plan_week
from bot.domain.planning import Plan, Sitting, Work, WorkItem, lay_out, replan, work_of
from bot.domain.streaks import DayRange
from tests.catalog.built_in import CATALOG
from tests.domain.strategies_roadmaps import breaks, chosen, paces, roadmaps, starts

DAY = timedelta(days=1)
SHIPPED = CATALOG.all()


@st.composite
def works(draw: st.DrawFn) -> Work:
    """What some member is asked: of an invented roadmap, or now and then of a shipped one."""
    roadmap = draw(roadmaps())
    return work_of(roadmap, draw(chosen(roadmap)), optional=draw(st.booleans()))


@cache
def shipped(number: int) -> Work:
    return work_of(SHIPPED[number])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Work, Pace]:
    """A work with the pace at which it is done; a shipped one at eight hours a week or more."""
    if draw(st.integers(1, 8)) < 8:
        return draw(works()), draw(paces)
    hours, days = draw(st.integers(8, 60)), draw(st.frozensets(st.integers(0, 6), min_size=1))
    return shipped(draw(st.integers(0, len(SHIPPED) - 1))), Pace(60 * hours, days)


brisk_paces = st.builds(Pace, st.integers(480, 3000), st.frozensets(st.integers(0, 6), min_size=1))
laws = settings(deadline=None)


def per_day(sittings: Sequence[Sitting]) -> Counter[date]:
    total: Counter[date] = Counter()
    for sitting in sittings:
        total[sitting.day] += sitting.minutes
    return total


def of_items(work: Work, plan: Plan) -> list[Sitting]:
    keys = {item.key for item in work.items}
    return [sitting for sitting in plan.sittings if sitting.key in keys]


def of_threads(work: Work, plan: Plan) -> list[Sitting]:
    keys = {thread.key for thread in work.threads}
    return [sitting for sitting in plan.sittings if sitting.key in keys]


@laws
@given(cases(), starts, breaks)
def test_every_item_is_placed_once_in_order_with_its_whole_minutes(
    case: tuple[Work, Pace], start: date, off: list[DayRange]
) -> None:
    work, pace = case
    laid = of_items(work, lay_out(work, pace, start, off=off))
    groups = [(key, list(group)) for key, group in groupby(laid, key=lambda sitting: sitting.key)]
    assert [(key, sum(each.minutes for each in group)) for key, group in groups] == [
        (item.key, item.minutes) for item in work.items
    ]
    assert all([s.number for s in group] == list(range(1, len(group) + 1)) for _, group in groups)


@laws
@given(cases(), starts, breaks)
def test_no_day_holds_more_than_its_budget_and_nothing_comes_before_the_start(
    case: tuple[Work, Pace], start: date, off: list[DayRange]
) -> None:
    work, pace = case
    for day, minutes in per_day(lay_out(work, pace, start, off=off).sittings).items():
        assert day >= start
        assert minutes <= capacity(pace, day.weekday())
        assert not any(day in each for each in off)


@laws
@given(cases(), starts)
def test_a_thread_is_laid_once_a_week_while_the_roadmap_is_where_it_runs(
    case: tuple[Work, Pace], start: date
) -> None:
    work, pace = case
    plan = lay_out(work, pace, start)
    laid = {(sitting.key, sitting.number) for sitting in of_threads(work, plan)}
    assert len(laid) == len(of_threads(work, plan))
    assert all(plan_week(start, each.day) == each.number for each in of_threads(work, plan))
    for number, front in fronts(work, plan, start):
        running = {thread.key for thread in work.threads if thread.runs(front.day)}
        assert {key for key, week in laid if week == number} <= running


def fronts(work: Work, plan: Plan, start: date) -> Iterator[tuple[int, WorkItem]]:
    """The first unfinished item when each plan week begins."""
    last = {sitting.key: sitting.day for sitting in plan.sittings}
    weeks = plan_week(start, plan.finish) if plan.finish else 0
    for number in range(1, weeks + 1):
        begins = start + 7 * (number - 1) * DAY
        yield number, next(item for item in work.items if last[item.key] >= begins)


@laws
@given(cases(), starts, st.integers(0, 120), breaks, st.data())
def test_a_plan_on_schedule_is_unchanged_by_a_replan_at_any_moment_of_a_day(
    case: tuple[Work, Pace], start: date, later: int, off: list[DayRange], data: st.DataObject
) -> None:
    work, pace = case
    plan = lay_out(work, pace, start, off=off)
    now = start + later * DAY
    today = [sitting for sitting in plan.sittings if sitting.day == now]
    done = data.draw(st.lists(st.sampled_from(today), unique=True)) if today else []
    settled = [sitting for sitting in plan.sittings if sitting.day < now or sitting in done]
    again = replan(work, pace, now, epoch=start, settled=settled, off=off)
    left = tuple(sitting for sitting in plan.sittings if sitting not in settled)
    # Threads run beside items: once the items are all settled, none is laid again.
    items_left = {sitting.key for sitting in left} & {item.key for item in work.items}
    assert again.sittings == (left if items_left else ())


@laws
@given(cases(), brisk_paces, starts, st.integers(0, 60), st.data())
def test_a_replan_moves_nothing_that_is_settled_or_pinned_and_loses_nothing(
    case: tuple[Work, Pace], new_pace: Pace, start: date, later: int, data: st.DataObject
) -> None:
    work, pace = case
    now = start + later * DAY
    plan = lay_out(work, pace, start)
    fates = data.draw(
        st.lists(st.sampled_from(["done", "open", "pinned"]), min_size=8, max_size=8), label="by turns"
    )
    by_fate = {fate: [s for n, s in enumerate(plan.sittings) if fates[n % 8] == fate] for fate in fates}
    settled = by_fate.get("done", [])
    pinned = [replace(each, day=now + (each.number % 20) * DAY) for each in by_fate.get("pinned", [])]
    again = replan(work, new_pace, now, epoch=start, settled=settled, pinned=pinned)
    every = [*settled, *pinned, *again.sittings]
    assert len({(each.key, each.number) for each in every}) == len(every)
    minutes: Counter[str] = Counter()
    for each in every:
        minutes[each.key] += each.minutes
    assert all(minutes[item.key] == item.minutes for item in work.items)
    held = per_day([*settled, *pinned])
    for day, laid in per_day(again.sittings).items():
        assert day >= now
        assert laid <= capacity(new_pace, day.weekday()) - held[day]
    opened = [*pinned, *again.sittings]
    of_work = [each for each in opened if each.key in {item.key for item in work.items}]
    assert again.finish == max((each.day for each in of_work or opened), default=None)


@laws
@given(cases(), starts)
def test_a_light_section_takes_an_even_share_a_day_and_keeps_its_days(
    case: tuple[Work, Pace], start: date
) -> None:
    work, pace = case
    plan = lay_out(work, pace, start)
    for light, inside in windows(work):
        days = [each.day for each in plan.sittings if each.key in {item.key for item in inside}]
        first, end = days[0], days[0] + light * DAY
        following = after(work, inside)
        assert all(each.day >= end for each in plan.sittings if each.key in following)
        laid = per_day([each for each in plan.sittings if each.key in {item.key for item in inside}])
        for day in (first + ahead * DAY for ahead in range(light)):
            left = sum(minutes for other, minutes in laid.items() if other >= day)
            studied = sum(capacity(pace, (day + n * DAY).weekday()) > 0 for n in range((end - day).days))
            assert laid[day] <= max(MINIMUM_SITTING, -(-left // max(1, studied)))


def windows(work: Work) -> Iterator[tuple[int, list[WorkItem]]]:
    """Each light section with its days, its items and what is done between them."""
    at = 0
    while at < len(work.items):
        light, last = work.items[at].light, at
        if light:
            last = max(index for index, item in enumerate(work.items) if item.light == light)
            yield light.days, list(work.items[at : last + 1])
        at = last + 1


def after(work: Work, inside: Sequence[WorkItem]) -> set[str]:
    return {item.key for item in work.items[work.items.index(inside[-1]) + 1 :]}


@laws
@given(cases(), starts)
def test_nothing_is_laid_in_a_rest(case: tuple[Work, Pace], start: date) -> None:
    work, pace = case
    plan = lay_out(work, pace, start)
    for index, item in enumerate(work.items):
        if not item.rest:
            continue
        before = [each.day for each in plan.sittings if each.key in {i.key for i in work.items[:index]}]
        first = max(before) + DAY if before else start
        begins = min(each.day for each in plan.sittings if each.key == item.key)
        assert begins >= first + item.rest * DAY
        free = [DayRange(first, first + (item.rest - 1) * DAY)] if not work.items[index - 1].light else []
        assert not [each for each in plan.sittings if any(each.day in days for days in free)]


@laws
@given(cases(), starts)
def test_the_same_input_gives_the_same_plan(case: tuple[Work, Pace], start: date) -> None:
    work, pace = case
    assert lay_out(work, pace, start) == lay_out(work, pace, start)


@pytest.mark.parametrize("number", range(len(SHIPPED)), ids=[roadmap.id for roadmap in SHIPPED])
def test_a_shipped_roadmap_is_planned_whole(number: int) -> None:
    work = shipped(number)
    pace = Pace(SHIPPED[number].nominal_minutes_per_week, frozenset(range(6)))
    plan = lay_out(work, pace, date(2026, 1, 5))
    minutes = Counter[str]()
    for each in plan.sittings:
        minutes[each.key] += each.minutes
    assert {item.key: minutes[item.key] for item in work.items} == {i.key: i.minutes for i in work.items}
