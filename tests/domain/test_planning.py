"""Plans small enough to check by hand."""

from datetime import date, timedelta
from time import perf_counter

import pytest

from bot.domain.pace import Pace, Stretch
from bot.domain.planning import Plan, Sitting, ThreadWork, Work, WorkItem, lay_out, replan
from bot.domain.streaks import DayRange

MONDAY = date(2026, 1, 5)
WORKDAYS = frozenset(range(5))


def ahead(days: int) -> date:
    return MONDAY + timedelta(days=days)


def shown(plan: Plan) -> list[tuple[str, int, int, int]]:
    """Key, number, days after the first Monday, minutes."""
    return [(each.key, each.number, (each.day - MONDAY).days, each.minutes) for each in plan.sittings]


def of_threads(plan: Plan) -> list[Sitting]:
    return [sitting for sitting in plan.sittings if sitting.key.startswith("thread")]


@pytest.mark.parametrize(
    ("minutes", "efforts", "expected"),
    [
        pytest.param(300, [60], [(0, 1, 0, 60)], id="one item fills one day"),
        pytest.param(300, [40, 20], [(0, 1, 0, 40), (1, 1, 0, 20)], id="two items share a day"),
        # 20 min stay empty on Monday: too little for a part.
        pytest.param(300, [40, 50], [(0, 1, 0, 40), (1, 1, 1, 50)], id="no part under 25 before the cut"),
        # 30 min stay empty on Monday: 40 cannot be cut into two parts of 25.
        pytest.param(300, [30, 40], [(0, 1, 0, 30), (1, 1, 1, 40)], id="no part under 25 after the cut"),
        pytest.param(
            300, [30, 60], [(0, 1, 0, 30), (1, 1, 0, 30), (1, 2, 1, 30)], id="cut where 30 would be lost"
        ),
        # 70 = 60 + 10 would leave a crumb.
        pytest.param(300, [70], [(0, 1, 0, 45), (0, 2, 1, 25)], id="a shorter first part, no crumb"),
        pytest.param(300, [130], [(0, 1, 0, 60), (0, 2, 1, 45), (0, 3, 2, 25)], id="an item of three days"),
        # 5 days of 30: 40 has no two parts of 25; 130 = 30 + 4 x 25.
        pytest.param(150, [40], [(0, 1, 0, 25), (0, 2, 1, 15)], id="a crumb nobody can avoid"),
        pytest.param(
            150,
            [130],
            [(0, 1, 0, 30), *((0, n + 1, n, 25) for n in range(1, 5))],
            id="parts of 25 for no crumb",
        ),
        # 28 min of Monday are left, but 60 = 28 + 32 = 25 + 35 both leave a crumb on days of 30.
        pytest.param(150, [2, 60], [(0, 1, 0, 2), (1, 1, 1, 30), (1, 2, 2, 30)], id="waiting beats a crumb"),
        pytest.param(300, [10, 0, 5], [(0, 1, 0, 10), (2, 1, 0, 5)], id="nothing to do takes no sitting"),
        pytest.param(
            300, [60] * 6, [*((n, 1, n, 60) for n in range(5)), (5, 1, 7, 60)], id="weekends are free"
        ),
        pytest.param(300, [], [], id="no work, no plan"),
    ],
)
def test_small_plans(minutes: int, efforts: list[int], expected: list[tuple[int, int, int, int]]) -> None:
    items = tuple(WorkItem(str(n), effort) for n, effort in enumerate(efforts))
    plan = lay_out(Work(items), Pace(minutes, WORKDAYS), MONDAY)
    assert shown(plan) == [(str(key), *rest) for key, *rest in expected]
    assert plan.finish == (plan.sittings[-1].day if expected else None)


def test_threads_fill_the_last_days_of_every_plan_week() -> None:
    """300 min a week: 60 a day; the threads ask for 90, the third allows 100."""
    plan = lay_out(
        Work(
            (WorkItem("item", 420),),
            (
                ThreadWork("thread0", 40),
                ThreadWork("thread1", 50),
            ),
        ),
        Pace(300, WORKDAYS),
        MONDAY,
    )
    # Monday to Wednesday hold 60 each; what is left of Thursday and Friday is too little for a part.
    weeks = [
        [
            *(("item", 3 * week + day + 1, 7 * week + day, 60) for day in range(3)),
            ("thread1", week + 1, 7 * week + 3, 50),
            ("thread0", week + 1, 7 * week + 4, 40),
        ]
        for week in range(2)
    ]
    last = [("item", 7, 14, 60), ("thread1", 3, 17, 50), ("thread0", 3, 18, 40)]
    assert shown(plan) == [*weeks[0], *weeks[1], *last]


def test_threads_shrink_in_proportion_to_a_third_of_a_small_pace() -> None:
    """A third of 180 min is 60; asked are 60 + 120, so they get 20 + 40."""
    plan = lay_out(
        Work(
            (WorkItem("item", 60),),
            (
                ThreadWork("thread0", 60),
                ThreadWork("thread1", 120),
            ),
        ),
        Pace(180, frozenset({0, 2, 4})),
        MONDAY,
    )
    assert {(s.key, s.minutes) for s in of_threads(plan)} == {("thread0", 20), ("thread1", 40)}


def test_a_week_looked_at_but_not_needed_has_no_threads() -> None:
    """Sessions of 30, Tuesdays 24 beside the thread; 61 = 30 + 25 + 6 ends on the second Tuesday."""
    plan = lay_out(
        Work((WorkItem("item", 61),), (ThreadWork("thread", 6),)), Pace(60, frozenset({0, 1})), MONDAY
    )
    assert shown(plan) == [
        ("item", 1, 0, 30),
        ("thread", 1, 1, 6),
        ("item", 2, 7, 25),
        ("item", 3, 8, 6),
        ("thread", 2, 8, 6),
    ]


def test_a_thread_is_shortened_to_the_roomiest_day() -> None:
    """70 min a week on days of 60, one of them already full: 60 is the most a single sitting gets."""
    plan = lay_out(
        Work((WorkItem("item", 30),), (ThreadWork("thread0", 70),)),
        Pace(300, WORKDAYS),
        MONDAY,
        taken={ahead(4): 60},
    )
    assert [(s.day, s.minutes) for s in of_threads(plan)] == [(ahead(3), 60)]


def test_a_thread_is_left_out_of_a_week_that_has_no_day_for_it() -> None:
    """Each day of the first week has 20 min left: too little for a part of the 30, or of the item."""
    full = {ahead(n): 40 for n in range(5)}
    plan = lay_out(
        Work((WorkItem("item", 30),), (ThreadWork("thread", 30),)), Pace(300, WORKDAYS), MONDAY, taken=full
    )
    assert shown(plan) == [("item", 1, 7, 30), ("thread", 2, 11, 30)]


def test_a_week_begun_late_keeps_its_number_and_its_settled_threads() -> None:
    plan = replan(
        Work((WorkItem("item", 60),), (ThreadWork("thread0", 30), ThreadWork("thread1", 30))),
        Pace(300, WORKDAYS),
        ahead(9),
        epoch=MONDAY,
        settled=[Sitting("thread0", 2, ahead(8), 30)],
    )
    assert shown(plan) == [("item", 1, 9, 60), ("thread1", 2, 11, 30)]


def test_days_off_and_taken_minutes_hold_no_work() -> None:
    plan = lay_out(
        Work((WorkItem("item", 120),)),
        Pace(300, WORKDAYS),
        MONDAY,
        taken={ahead(0): 30, ahead(1): 90},
        off=[DayRange(ahead(2), ahead(3))],
    )
    assert shown(plan) == [("item", 1, 0, 30), ("item", 2, 4, 60), ("item", 3, 7, 30)]


def test_days_off_without_end_are_refused() -> None:
    with pytest.raises(ValueError, match="no room for a sitting"):
        lay_out(
            Work((WorkItem("item", 60),)),
            Pace(300, WORKDAYS),
            MONDAY,
            off=[DayRange(ahead(1), None)],
            taken={MONDAY: 60},
        )


def test_a_replan_numbers_on_and_makes_room_for_what_is_pinned() -> None:
    """180 min in parts of 60: the first is done today, the second is pinned to Wednesday."""
    plan = replan(
        Work(
            (
                WorkItem("item", 180),
                WorkItem("item2", 60),
            )
        ),
        Pace(300, WORKDAYS),
        MONDAY,
        epoch=MONDAY,
        settled=[Sitting("item", 1, MONDAY, 60)],
        pinned=[Sitting("item", 2, ahead(2), 60)],
        load={ahead(1): 15},
    )
    assert shown(plan) == [("item", 3, 1, 35), ("item", 4, 3, 25), ("item2", 1, 3, 35), ("item2", 2, 4, 25)]


def test_what_is_settled_altogether_needs_no_plan() -> None:
    plan = replan(
        Work((WorkItem("item", 60),), (ThreadWork("thread0", 30),)),
        Pace(300, WORKDAYS),
        MONDAY,
        epoch=MONDAY,
        settled=[Sitting("item", 1, MONDAY, 75)],
    )
    assert plan == Plan((), None)


def test_a_year_is_planned_in_a_blink() -> None:
    """300 items of 2 h at 10 h a week are 60 weeks; the best of five runs counts."""
    items = tuple(WorkItem(f"item{n}", 120) for n in range(300))
    beside = (ThreadWork("thread0", 60), ThreadWork("thread1", 90))

    def run() -> float:
        begin = perf_counter()
        lay_out(Work(items, beside), Pace(600, WORKDAYS), MONDAY)
        return perf_counter() - begin

    assert min(run() for _ in range(5)) < 0.02


def test_each_day_of_a_pace_has_its_own_budget() -> None:
    pace = Pace.of_days([(Stretch(60), Stretch(30)), (), (Stretch(30),), (), (), (), ()])
    plan = lay_out(Work((WorkItem("item", 180),)), pace, MONDAY)
    assert shown(plan) == [("item", 1, 0, 90), ("item", 2, 2, 30), ("item", 3, 7, 60)]


def test_threads_never_leave_a_small_week_without_room() -> None:
    """20 + 40 min a week with a thread of 20, a third: no day of 25 min is left, so parts of 20 are cut."""
    pace = Pace.of_days([(Stretch(20),), (), (), (), (), (Stretch(40),), ()])
    plan = lay_out(Work((WorkItem("item", 60),), (ThreadWork("thread", 60),)), pace, MONDAY)
    assert shown(plan) == [
        ("item", 1, 0, 20),
        ("item", 2, 5, 20),
        ("thread", 1, 5, 20),
        ("item", 3, 7, 20),
        ("thread", 2, 12, 20),
    ]
