"""What a roadmap asks, on roadmaps small enough to read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.pace import Pace
from bot.domain.planning import Light, Plan, Sitting, ThreadWork, Work, lay_out, replan, work_of
from bot.domain.roadmap import Item, ItemKind, Obligation, Roadmap, Section, Thread
from bot.domain.roadmap_choices import Choices, Choose, EntryPath
from bot.domain.roadmap_claims import Checklist, Claim, Milestone, Project
from bot.domain.roadmap_time import DayRange, Deadline, Span, SpanUnit

MONDAY = date(2026, 1, 5)
WORKDAYS = frozenset(range(5))


def item(key: str, minutes: int = 60, **more: object) -> Item:
    return replace(Item(key, ItemKind.TASK, key, minutes), **more)


def section(key: str, *content: Item | Section, **more: object) -> Section:
    items = tuple(each for each in content if isinstance(each, Item))
    sections = tuple(each for each in content if isinstance(each, Section))
    return replace(Section(key, key, key, items, sections), **more)


def weeks(first: int, last: int | None = None, *, local: bool = False) -> Span:
    return Span(SpanUnit.WEEK, first, last or first, local)


def roadmap(*sections: Section, pace: int = 300, **more: object) -> Roadmap:
    return replace(Roadmap("r", "1", "R", "", pace, sections), **more)


def order(work: Work) -> str:
    return " ".join(item.key for item in work.items)


def days(work: Work) -> list[int]:
    return [item.day for item in work.items]


def laid(plan: Plan) -> list[tuple[str, int]]:
    return [(each.key, (each.day - MONDAY).days) for each in plan.sittings]


def test_work_is_what_a_roadmap_asks_for_in_reading_order() -> None:
    inner = section("s1.1", item("b", 30, obligation=Obligation.OPTIONAL), item("c", 0))
    outer = section("s1", item("a"), inner)
    last = section("s2", item("d", 45, obligation=Obligation.OUT_OF_SCOPE), item("e", 15))
    asked = roadmap(outer, last, threads=(Thread("t", "Papers", 30), Thread("u", "Talk", 0)))
    assert order(work_of(asked)) == "a b e"
    assert work_of(asked).threads == (ThreadWork("t", 30),)
    assert order(work_of(asked, optional=False)) == "a e"


def test_work_follows_the_branches_a_member_chose() -> None:
    branch = section("s", item("a"), item("b"), choose=Choose(1, 1))
    assert order(work_of(roadmap(branch))) == "a"
    assert order(work_of(roadmap(branch), Choices(options={"s": ("b",)}))) == "b"


KNOWN = Claim("known", "Known", covers=("s2", "a", "t", "p"))


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"paths": (EntryPath("se", "SE", None, (KNOWN,)),)}, id="already_have of a path"),
        pytest.param({"checklists": (Checklist("c", "C", (KNOWN,), self_test=True),)}, id="a checklist"),
        pytest.param({"milestones": (Milestone("m", "M", Deadline(), (KNOWN,)),)}, id="a milestone"),
        pytest.param({"projects": (Project("q", "Q", requirements=(KNOWN,)),)}, id="a project"),
        pytest.param(
            {"threads": (Thread("x", "X", 10, steps=(KNOWN,)), Thread("t", "T", 10))}, id="a thread"
        ),
        pytest.param({"sections": (section("s0", checkpoint=(KNOWN,)),)}, id="a checkpoint"),
        pytest.param({"sections": (section("s0", item("z", 0, steps=(KNOWN,))),)}, id="steps of an item"),
    ],
)
def test_a_claim_had_at_the_start_leaves_out_what_it_covers(asked: dict[str, tuple[Section, ...]]) -> None:
    own = (
        section("s1", item("a"), item("b"), item("c", project="p")),
        section("s2", section("s3", item("d"))),
    )
    sections = (*asked.get("sections", ()), *own)
    whole = replace(roadmap(), **(asked | {"sections": sections}))
    assert order(work_of(whole)) == "a b c d"
    left = work_of(whole, had={"known"})
    assert order(left) == "b"
    assert "t" not in [thread.key for thread in left.threads]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        pytest.param(
            [
                section("s", *(item(f"s{n}") for n in range(4))),
                section("p", *(item(f"p{n}", 120) for n in range(2)), parallel=True),
            ],
            "s0 p0 s1 s2 p1 s3",
            id="undated lanes advance evenly by effort",
        ),
        pytest.param(
            [
                *(section(f"w{n}", item(f"s{n}"), span=weeks(n)) for n in range(1, 5)),
                section("p", item("p0"), item("p1"), span=weeks(2, 3), parallel=True),
            ],
            "s1 s2 p0 s3 p1 s4",
            id="a lane with a span begins where its weeks do",
        ),
        pytest.param(
            [
                section("p", item("p0"), item("p1"), parallel=True),
                *(section(f"w{n}", item(f"s{n}"), span=weeks(n)) for n in range(1, 3)),
            ],
            "s1 p0 s2 p1",
            id="a lane without one runs beside all others",
        ),
        pytest.param(
            [
                section("s", item("s0"), item("s1", needs=("p",))),
                section("p", item("p0"), item("p1"), parallel=True),
            ],
            "s0 p0 p1 s1",
            id="what needs a whole section waits for it",
        ),
        pytest.param(
            [
                section(
                    "s", item("a", needs=("w",)), item("b"), item("c", project="w"), item("d", project="w")
                )
            ],
            "b c d a",
            id="what needs a project waits for all of it",
        ),
        pytest.param(
            [section("s", item("a", needs=("b",)), item("b", needs=("a",)), item("c"))],
            "c a b",
            id="a circle is cut at its first item",
        ),
        pytest.param(
            [section("s", item("a", needs=("t", "nothing")), item("b"))],
            "a b",
            id="nothing waits for a thread or for what is not asked",
        ),
    ],
)
def test_the_order_of_the_work(sections: list[Section], expected: str) -> None:
    asked = roadmap(*sections, threads=(Thread("t", "T", 10),))
    assert order(work_of(asked)) == expected


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        pytest.param([section("w", item("a"), item("b"), span=weeks(3, 4))], [14, 21], id="by effort inside"),
        pytest.param(
            [
                section("m", span=Span(SpanUnit.MONTH, 2, 2)),
                section(
                    "n",
                    section("n1", item("a"), span=weeks(2, local=True)),
                    section("n2", item("b")),
                    span=Span(SpanUnit.MONTH, 3, 3),
                ),
            ],
            [56 + 7, 56 + 14],
            id="weeks of a month, and what fills the rest of it",
        ),
        pytest.param(
            [
                section("w1", item("a"), span=weeks(1)),
                section("x", item("b", 100)),
                section("y", item("c", 300)),
                section("w4", item("d"), span=weeks(6)),
            ],
            [0, 7, 7 + 7, 35],
            id="undated ones share a gap by effort",
        ),
        # 300 minutes a week: 600 take two weeks.
        pytest.param(
            [section("w", item("a"), span=weeks(1)), section("x", item("b", 600), item("c"))],
            [0, 7, 21],
            id="after the last date the nominal pace counts",
        ),
        pytest.param(
            [
                section("w9", item("a"), span=weeks(9)),
                section("x", item("b")),
                section("w8", item("c"), span=weeks(8)),
            ],
            [56, 63, 63],
            id="it never runs back",
        ),
        pytest.param([section("x", item("a", 300)), section("y", item("b"))], [0, 7], id="no dates at all"),
        pytest.param(
            [section("w", item("a", 300), item("b"), span=Span(SpanUnit.WEEK, 2, None))],
            [7, 14],
            id="open end",
        ),
    ],
)
def test_where_the_work_stands_on_the_clock_of_the_roadmap(
    sections: list[Section], expected: list[int]
) -> None:
    assert days(work_of(roadmap(*sections))) == expected


def test_a_thread_is_laid_while_the_plan_is_inside_its_weeks() -> None:
    """Two roadmap weeks of 300 minutes take three each at 100 minutes a week."""
    asked = roadmap(
        *(section(f"w{n}", item(f"i{n}", 300), span=weeks(n)) for n in range(1, 4)),
        threads=(
            Thread("t", "T", 10, span=weeks(2)),
            Thread("u", "U", 10, span=Span(SpanUnit.WEEK, 3, None)),
        ),
    )
    work = work_of(asked)
    assert work.threads == (ThreadWork("t", 10, DayRange(7, 13)), ThreadWork("u", 10, DayRange(14, None)))
    plan = lay_out(work, Pace(100, WORKDAYS), MONDAY)
    firsts = {each.key: each.day for each in reversed(plan.sittings)}
    for sitting in plan.sittings:
        week = MONDAY + timedelta(weeks=sitting.number - 1)
        if sitting.key == "t":
            assert firsts["i2"] < week + timedelta(weeks=1)
            assert week <= firsts["i3"]
        if sitting.key == "u":
            assert firsts["i3"] <= week
    assert {each.key for each in plan.sittings} >= {"t", "u"}


LIGHT = section("l", item("b", 60), item("c", 90), light=True, span=weeks(2))


def test_a_light_week_is_spread_over_its_days_and_holds_up_what_follows() -> None:
    """150 minutes on five days are 30 each; what follows begins seven days after the first of them."""
    asked = roadmap(section("s", item("a")), LIGHT, section("t", item("d")))
    work = work_of(asked)
    assert [each.light for each in work.items] == [None, Light("l", 7), Light("l", 7), None]
    plan = lay_out(work, Pace(300, WORKDAYS), MONDAY)
    assert [(each.key, (each.day - MONDAY).days, each.minutes) for each in plan.sittings] == [
        ("a", 0, 60),
        ("b", 1, 30),
        ("b", 2, 30),
        ("c", 3, 30),
        ("c", 4, 30),
        ("c", 7, 30),
        ("d", 8, 60),
    ]


def test_what_was_missed_in_a_light_week_is_spread_over_the_rest_of_it() -> None:
    asked = roadmap(section("s", item("a")), LIGHT, section("t", item("d")))
    settled = [Sitting("a", 1, MONDAY, 60), Sitting("b", 1, MONDAY + timedelta(days=1), 30)]
    now = MONDAY + timedelta(days=4)
    plan = replan(work_of(asked), Pace(300, WORKDAYS), now, epoch=MONDAY, settled=settled)
    # The seven days began on Tuesday: Friday and the next Monday are left for 120 minutes.
    assert [(each.key, (each.day - MONDAY).days, each.minutes) for each in plan.sittings] == [
        ("b", 4, 30),
        ("c", 4, 30),
        ("c", 7, 60),
        ("d", 8, 60),
    ]


REST = section("r", light=True, span=weeks(2))


def test_a_rest_takes_its_days_with_nothing_laid() -> None:
    asked = roadmap(section("s", item("a")), REST, section("t", item("b")), threads=(Thread("t", "T", 30),))
    work = work_of(asked)
    assert [each.rest for each in work.items] == [0, 7]
    # Monday, then a week of rest from Tuesday on: the thread of the first week falls into it.
    assert laid(lay_out(work, Pace(300, WORKDAYS), MONDAY)) == [("a", 0), ("b", 8), ("t", 11)]


@pytest.mark.parametrize(
    ("settled", "now", "begins"),
    [
        pytest.param([("a", 0)], 1, 8, id="it has begun"),
        pytest.param([("a", 0)], 6, 8, id="in the middle of it"),
        pytest.param([("a", 3)], 4, 11, id="what goes before was late"),
        pytest.param([("a", 0)], 30, 30, id="long over"),
        pytest.param([("a", 0), ("b", 2)], 3, 3, id="the member went on"),
    ],
)
def test_a_rest_counts_from_the_work_before_it(settled: list[tuple[str, int]], now: int, begins: int) -> None:
    work = work_of(roadmap(section("s", item("a")), REST, section("t", item("b"), item("c"))))
    done = [Sitting(key, 1, MONDAY + timedelta(days=day), 60) for key, day in settled]
    pace = Pace(420, frozenset(range(7)))
    plan = replan(work, pace, MONDAY + timedelta(days=now), epoch=MONDAY, settled=done)
    assert laid(plan)[0][1] == begins


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(replace(LIGHT, span=None), id="without a span"),
        pytest.param(replace(LIGHT, span=Span(SpanUnit.WEEK, 2, None)), id="open-ended"),
        pytest.param(replace(LIGHT, light=False), id="not light"),
    ],
)
def test_only_a_light_section_with_an_end_keeps_its_days(odd: Section) -> None:
    assert {each.light for each in work_of(roadmap(odd)).items} == {None}


def test_a_rest_that_is_known_or_chosen_away_is_no_rest() -> None:
    branch = section("x", section("y", item("a")), replace(REST, items=()), choose=Choose(1, 1))
    asked = roadmap(
        branch, section("t", item("b")), checklists=(Checklist("c", "C", (Claim("k", "K", covers=("r",)),)),)
    )
    assert [each.rest for each in work_of(asked).items] == [0, 0]
    resting = Choices(options={"x": ("r",)})
    assert [each.rest for each in work_of(asked, resting).items] == [7]
    assert [each.rest for each in work_of(asked, resting, had={"k"}).items] == [0]
