"""The planner's laws, whatever the roadmap, the pace and the calendar."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import MINIMUM_SITTING, Pace, capacity, plan_week
from bot.domain.planning import Plan, Sitting, ThreadWork, Work, WorkItem, lay_out, replan
from bot.domain.streaks import DayRange

weekdays = st.frozensets(st.integers(0, 6), min_size=1)
paces = st.builds(Pace, st.integers(60, 80 * 60), weekdays)
starts = st.dates(date(2026, 1, 1), date(2026, 3, 1))
efforts = st.lists(st.integers(1, 600), max_size=25)
works = efforts.map(lambda minutes: tuple(WorkItem(f"item{n}", each) for n, each in enumerate(minutes)))
threads = st.lists(st.integers(1, 240), max_size=4).map(
    lambda minutes: tuple(ThreadWork(f"thread{n}", each) for n, each in enumerate(minutes))
)
loads = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 5, 1)), st.integers(1, 300), max_size=20)
breaks = st.lists(
    st.builds(
        lambda first, length: DayRange(first, first + timedelta(days=length)), starts, st.integers(0, 40)
    ),
    max_size=2,
)


def of_items(plan: Plan) -> list[Sitting]:
    return [sitting for sitting in plan.sittings if sitting.key.startswith("item")]


def of_threads(plan: Plan) -> list[Sitting]:
    return [sitting for sitting in plan.sittings if sitting.key.startswith("thread")]


def per_day(sittings: list[Sitting]) -> Counter[date]:
    total: Counter[date] = Counter()
    for sitting in sittings:
        total[sitting.day] += sitting.minutes
    return total


def empty_room(
    plan: Plan, pace: Pace, start: date, taken: Mapping[date, int], off: list[DayRange]
) -> list[int]:
    """What stays unused of each day's room, from `start` to the day before the last item's last sitting."""
    laid = per_day(list(plan.sittings))
    last = max((sitting.day for sitting in of_items(plan)), default=start)
    days = (start + timedelta(days=n) for n in range((last - start).days))
    return [
        max(0, capacity(pace, day.weekday()) - taken.get(day, 0)) - laid[day]
        for day in days
        if not any(day in each for each in off)
    ]


@given(works, threads, paces, starts, loads, breaks)
def test_every_item_is_placed_once_in_order(
    items: tuple[WorkItem, ...],
    beside: tuple[ThreadWork, ...],
    pace: Pace,
    start: date,
    taken: dict[date, int],
    off: list[DayRange],
) -> None:
    plan = lay_out(Work(items, beside), pace, start, taken=taken, off=off)
    laid = [(key, list(group)) for key, group in groupby(of_items(plan), key=lambda sitting: sitting.key)]
    assert [(key, sum(s.minutes for s in group)) for key, group in laid] == [
        (i.key, i.minutes) for i in items
    ]
    assert all([s.number for s in group] == list(range(1, len(group) + 1)) for _, group in laid)
    assert all(a.day < b.day for _, group in laid for a, b in pairwise(group))
    assert all(a.day <= b.day for a, b in pairwise(plan.sittings))


@given(works, threads, paces, starts, loads, breaks)
def test_no_day_holds_more_than_its_budget(
    items: tuple[WorkItem, ...],
    beside: tuple[ThreadWork, ...],
    pace: Pace,
    start: date,
    taken: dict[date, int],
    off: list[DayRange],
) -> None:
    plan = lay_out(Work(items, beside), pace, start, taken=taken, off=off)
    for day, minutes in per_day(list(plan.sittings)).items():
        assert start <= day
        assert minutes <= capacity(pace, day.weekday()) - taken.get(day, 0)
        assert not any(day in each for each in off)


@given(works, threads, paces, starts, loads, breaks)
def test_only_the_end_of_an_item_is_ever_short_and_little_room_stays_empty(
    items: tuple[WorkItem, ...],
    beside: tuple[ThreadWork, ...],
    pace: Pace,
    start: date,
    taken: dict[date, int],
    off: list[DayRange],
) -> None:
    plan = lay_out(Work(items, beside), pace, start, taken=taken, off=off)
    for _, group in groupby(of_items(plan), key=lambda sitting: sitting.key):
        *before, _ = group
        assert all(sitting.minutes >= MINIMUM_SITTING for sitting in before)
    assert all(minutes < 2 * MINIMUM_SITTING for minutes in empty_room(plan, pace, start, taken, off))


@given(works, st.integers(25, 120), weekdays, starts)
def test_on_even_days_no_part_is_short_that_could_be_longer(
    items: tuple[WorkItem, ...], session: int, days: frozenset[int], start: date
) -> None:
    plan = lay_out(Work(items), Pace(session * len(days), days), start)
    whole = {item.key: item.minutes for item in items}
    for sitting in of_items(plan):
        minutes = whole[sitting.key]
        shares_out = any(25 * parts <= minutes <= session * parts for parts in range(1, 25))
        assert sitting.minutes >= MINIMUM_SITTING or not shares_out


@given(works, st.integers(25, 120), weekdays, starts)
def test_on_even_days_the_room_before_the_finish_is_less_than_twice_the_work(
    items: tuple[WorkItem, ...], session: int, days: frozenset[int], start: date
) -> None:
    pace = Pace(session * len(days), days)
    plan = lay_out(Work(items), pace, start)
    laid = sorted(per_day(of_items(plan)).items())
    for (_, minutes), (_, following) in pairwise(laid):
        assert session - minutes < following
    total = sum(item.minutes for item in items)
    assert session * len(laid[:-1]) < 2 * total or not items


@given(st.lists(st.integers(50, 600), min_size=1, max_size=25), st.integers(50, 600), weekdays, starts)
def test_long_items_on_long_days_end_when_the_hours_say_so(
    efforts: list[int], session: int, days: frozenset[int], start: date
) -> None:
    """Fewer than 25 minutes a day stay empty: 1 + (T - 1) // (C - 24) sessions are enough."""
    items = tuple(WorkItem(f"item{n}", minutes) for n, minutes in enumerate(efforts))
    pace = Pace(session * len(days), days)
    plan = lay_out(Work(items), pace, start)
    used = per_day(of_items(plan))
    assert all(empty < 25 for empty in empty_room(plan, pace, start, {}, []))
    assert len(used) <= 1 + (sum(efforts) - 1) // (session - 24)
    assert len(used) >= -(-sum(efforts) // session)


@given(works.filter(bool), threads, paces, starts)
def test_each_thread_sits_once_in_every_plan_week_until_the_items_end(
    items: tuple[WorkItem, ...], beside: tuple[ThreadWork, ...], pace: Pace, start: date
) -> None:
    plan = lay_out(Work(items, beside), pace, start)
    last = plan_week(start, of_items(plan)[-1].day)
    expected = {(thread.key, week) for thread in beside for week in range(1, last + 1)}
    assert Counter((s.key, s.number) for s in of_threads(plan)) == Counter(expected)
    assert all(plan_week(start, s.day) == s.number for s in of_threads(plan))


@given(works.filter(bool), threads, paces, starts)
def test_threads_leave_the_items_two_thirds_of_each_week(
    items: tuple[WorkItem, ...], beside: tuple[ThreadWork, ...], pace: Pace, start: date
) -> None:
    plan = lay_out(Work(items, beside), pace, start)
    weeks: Counter[int] = Counter()
    for sitting in of_threads(plan):
        # However small its share, a thread keeps one minute.
        weeks[sitting.number] += sitting.minutes if sitting.minutes > 1 else 0
    assert all(minutes <= pace.minutes_per_week // 3 for minutes in weeks.values())


@given(works, threads, paces, starts, st.integers(0, 90), loads, breaks)
def test_a_plan_on_schedule_is_unchanged_by_a_replan(
    items: tuple[WorkItem, ...],
    beside: tuple[ThreadWork, ...],
    pace: Pace,
    start: date,
    later: int,
    load: dict[date, int],
    off: list[DayRange],
) -> None:
    plan = lay_out(Work(items, beside), pace, start, taken=load, off=off)
    now = start + timedelta(days=later)
    settled = [sitting for sitting in plan.sittings if sitting.day < now]
    again = replan(Work(items, beside), pace, now, epoch=start, settled=settled, load=load, off=off)
    remaining = tuple(sitting for sitting in plan.sittings if sitting.day >= now)
    # Threads run beside items: once the items are all settled, none is laid again.
    items_remain = any(sitting.key.startswith("item") for sitting in remaining)
    assert again.sittings == (remaining if items_remain else ())


@given(works, threads, paces, paces, starts, st.integers(0, 60), st.data())
def test_a_replan_keeps_what_is_settled_or_pinned_and_loses_nothing(
    items: tuple[WorkItem, ...],
    beside: tuple[ThreadWork, ...],
    pace: Pace,
    new_pace: Pace,
    start: date,
    later: int,
    data: st.DataObject,
) -> None:
    now = start + timedelta(days=later)
    fates = [
        (sitting, data.draw(st.sampled_from(["done", "open", "pinned"])))
        for sitting in lay_out(Work(items, beside), pace, start).sittings
    ]
    settled = [sitting for sitting, fate in fates if fate == "done"]
    pinned = [
        Sitting(s.key, s.number, now + timedelta(days=data.draw(st.integers(0, 20))), s.minutes)
        for s, fate in fates
        if fate == "pinned"
    ]
    plan = replan(Work(items, beside), new_pace, now, epoch=start, settled=settled, pinned=pinned)
    every = [*settled, *pinned, *plan.sittings]
    assert len({(s.key, s.number) for s in every}) == len(every)
    minutes: Counter[str] = Counter()
    for sitting in every:
        minutes[sitting.key] += sitting.minutes
    assert all(minutes[item.key] == item.minutes for item in items)
    held = per_day([*pinned, *(s for s in settled if s.day >= now)])
    for day, laid in per_day(list(plan.sittings)).items():
        assert day >= now
        assert laid <= capacity(new_pace, day.weekday()) - held[day]
    opened = [*pinned, *plan.sittings]
    of_work = [s for s in opened if s.key.startswith("item")]
    assert plan.finish == max((s.day for s in of_work or opened), default=None)
