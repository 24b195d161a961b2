"""Records of one member: milestones with their states, readiness with what covers it, and what is near."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claim_record import ClaimRecord, Nearness
from bot.domain.claims import Tick, mine
from bot.domain.counting import Feat
from bot.domain.deadlines import Course
from bot.domain.milestones import MilestoneState, milestones
from bot.domain.readiness import checklists, covering, final_lists, readiness
from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_choices import Choices, Condition, EntryPath
from bot.domain.roadmap_claims import Checklist, Claim, Comparator, Goal, Milestone, Project, Target
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_terms import Counted
from bot.domain.roadmap_time import Deadline, Span, SpanUnit
from bot.domain.targets import Measurement, Voucher

START = date(2026, 6, 1)
END = Deadline()


def claim(key: str, *covers: str) -> Claim:
    return Claim(key, key.title(), covers=covers)


def number(key: str, by: Deadline | None = None, **more: Any) -> Target:
    return Target(key, key.title(), Goal(Comparator.AT_LEAST, 2), by=by, **more)


def week(n: int, **more: Any) -> Section:
    items = (Item(f"item-{n}", ItemKind.TASK, f"Item {n}", 60, project="app" if n > 2 else None),)
    return Section(f"week-{n}", f"Week {n}", f"About {n}", items, span=Span(SpanUnit.WEEK, n, n), **more)


def milestone(key: str, by: int, *claims: str, targets: tuple[Target, ...] = ()) -> Milestone:
    return Milestone(key, key.title(), Deadline(SpanUnit.WEEK, by, by), tuple(map(claim, claims)), targets)


def roadmap(**more: Any) -> Roadmap:
    weeks = (
        week(1, checkpoint=(claim("shared"),), targets=(number("in-week-1"),)),
        Section("middle", "2", "Middle", sections=(week(2), Section("deep", "2.1", "Deep"))),
        week(3, targets=(number("in-week-3", Deadline(SpanUnit.WEEK, 3, 3)),)),
        week(4),
    )
    projects = (Project("app", "App", requirements=(claim("app/tests"),)),)
    return Roadmap("r", "v", "R", "", 600, weeks, projects=projects, **more)


def record(
    plan: Roadmap,
    *ticked: str,
    day: int = 0,
    here: str | None = "item-1",
    choices: Choices | None = None,
    reports: dict[str, float] | None = None,
    feats: tuple[Feat, ...] = (),
) -> ClaimRecord:
    """A member with one item a week, on a day after the start."""
    index = RoadmapIndex.of(plan)
    sections, items = mine(plan, choices or Choices())
    days = {f"item-{n}": START + timedelta(days=7 * n - 1) for n in range(1, 5)}
    history = {key: (Measurement(1, value, None, START),) for key, value in (reports or {}).items()}
    return ClaimRecord(
        index=index,
        today=START + timedelta(days=day),
        ticks={key: Tick(START) for key in ticked},
        history=history,
        feats=feats,
        course=Course.of(index, START, days),
        path=choices.path if choices else None,
        sections=sections,
        items=items,
        here=here,
    )


@pytest.mark.parametrize(
    ("ticked", "reports", "day", "state", "done"),
    [
        ((), {}, 0, MilestoneState.AHEAD, 0),
        (("a",), {}, 13, MilestoneState.AHEAD, 1),
        (("a", "b"), {}, 14, MilestoneState.OVERDUE, 2),
        (("a", "b"), {"posts": 1}, 14, MilestoneState.OVERDUE, 2),
        (("a", "b"), {"posts": 2}, 14, MilestoneState.DONE, 3),
    ],
)
def test_a_milestone_is_done_with_its_boxes_and_numbers_and_overdue_after_its_day(
    ticked: tuple[str, ...], reports: dict[str, float], day: int, state: MilestoneState, done: int
) -> None:
    wished = (number("posts"), number("nice", soft=True))
    plan = roadmap(milestones=(milestone("m", 2, "a", "b", targets=wished),))

    (found,) = milestones(record(plan, *ticked, day=day, reports=reports))

    assert found.due == START + timedelta(days=13)
    assert (found.state, found.tally.done, found.tally.total) == (state, done, 3)
    assert [each.due for each in found.targets] == [found.due] * 2


@pytest.mark.parametrize(
    ("path", "by", "state", "dated"),
    [
        ("mine", 1, MilestoneState.AHEAD, True),
        ("other", 1, MilestoneState.LEFT_OUT, False),
        ("other", 2, MilestoneState.AHEAD, True),
        ("other", 9, MilestoneState.AHEAD, True),
    ],
)
def test_a_milestone_nothing_of_the_plan_leads_to_has_no_day(
    path: str, by: int, state: MilestoneState, dated: bool
) -> None:
    wished = (number("posts"),)
    plan = roadmap(milestones=(milestone("m", by, "a", targets=wished),))
    weeks = (replace(plan.sections[0], condition=Condition(paths=("mine",))), *plan.sections[1:])
    entries = (EntryPath("mine", "Mine"), EntryPath("other", "Other"))

    (found,) = milestones(record(replace(plan, sections=weeks, paths=entries), choices=Choices(path=path)))

    assert found.state is state
    assert [found.due is not None, *(each.due is not None for each in found.targets)] == [dated, dated]


@pytest.mark.parametrize(
    ("here", "board", "nearness"),
    [
        ("item-1", "week-1", Nearness.HERE),
        ("item-2", "week-1", Nearness.LAST),
        ("item-3", "app", Nearness.HERE),
        ("item-2", "app", Nearness.NEXT),
        (None, "week-1", Nearness.NEXT),
    ],
)
def test_a_list_is_here_only_in_the_part_or_project_of_the_present_work(
    here: str | None, board: str, nearness: Nearness
) -> None:
    found = record(roadmap(), here=here)

    assert found.nearness(found.claims.boards[board]) is nearness


def test_the_next_list_from_a_part_on_is_found_unless_there_is_none() -> None:
    found = record(roadmap())
    parts = [path[-1] for path in found.index.sections.values()]

    after = [found.board_after(part) for part in parts]

    assert [each and each.key for each in after] == ["week-1", "app", "app", "app", "app", "app"]


def test_a_milestones_number_is_filled_from_what_cohort_counted() -> None:
    plan = roadmap(milestones=(milestone("m", 2, targets=(number("mocks", counts=Counted.MOCKS),)),))
    held = Feat(START, Counted.MOCKS, 2)

    (found,) = milestones(record(plan, feats=(held,)))

    assert found.state is MilestoneState.DONE
    assert found.targets[0].voucher is Voucher.COHORT


def lists(*marks: str) -> tuple[Checklist, ...]:
    """Checklists by what they are: `final` holds something due at the end."""
    return tuple(
        Checklist(
            f"list-{n}",
            f"List {n}",
            (claim(f"c{n}"), claim("shared-box")),
            targets=(number(f"t{n}", END),) if "final" in mark else (),
            self_test="self" in mark,
        )
        for n, mark in enumerate(marks)
    )


@pytest.mark.parametrize(
    ("marks", "final"),
    [
        (("plain", "final", "plain", "final"), ["list-1", "list-3"]),
        (("plain", "self", "plain"), ["list-0", "list-2"]),
        (("self", "self"), ["list-0", "list-1"]),
        (("plain", "final self"), ["list-1"]),
        ((), []),
    ],
)
def test_the_final_lists_are_those_due_at_the_end_else_all_but_self_tests(
    marks: tuple[str, ...], final: list[str]
) -> None:
    plan = roadmap(checklists=lists(*marks))

    assert [each.key for each in final_lists(plan)] == final
    assert [each.checklist.key for each in checklists(record(plan)) if each.final] == final
    assert [each.final for each in checklists(record(plan))] == sorted(
        (each.final for each in checklists(record(plan))), reverse=True
    )


keys = ["c0", "c1", "c2", "shared-box"]


@given(st.sets(st.sampled_from(keys)))
def test_readiness_is_whole_only_when_every_box_of_every_final_list_is_ticked(ticked: set[str]) -> None:
    plan = roadmap(checklists=lists("final", "final", "plain"))

    ready = readiness(checklists(record(plan, *ticked)))

    assert (ready.done, ready.total) == (len(ticked & {"c0", "c1", "shared-box"}), 3)
    assert ready.complete == (ticked >= {"c0", "c1", "shared-box"})


@pytest.mark.parametrize(
    ("box", "labels"),
    [
        (claim("new", "week-3", "item-1"), ["Week 1", "Week 3"]),
        (claim("shared"), ["Week 1"]),
        (claim("app/tests"), ["Week 3", "Week 4"]),
        (claim("deep", "deep"), ["2.1"]),
        (claim("untold"), []),
        (claim("stale", "gone"), []),
    ],
)
def test_what_covers_a_box_is_what_it_names_and_the_work_with_the_same_box(
    box: Claim, labels: list[str]
) -> None:
    index = RoadmapIndex.of(roadmap(checklists=(Checklist("final", "Final", (box,)),)))

    assert [section.label for section in covering(index, box.key)] == labels


def test_only_missing_boxes_name_what_covers_them() -> None:
    plan = roadmap(checklists=(Checklist("final", "Final", (claim("a", "week-1"), claim("b", "week-2"))),))

    (found,) = checklists(record(plan, "a"))

    assert {key: [each.label for each in where] for key, where in found.covering.items()} == {"b": ["Week 2"]}


@pytest.mark.parametrize(
    ("here", "day", "first"),
    [
        ("item-1", 0, "in-week-1"),
        ("item-3", 0, "in-week-3"),
        ("item-4", 0, "in-week-3"),
        (None, 40, "in-week-1"),
    ],
)
def test_the_numbers_of_the_present_section_come_first_then_what_is_due_next(
    here: str | None, day: int, first: str
) -> None:
    near = record(roadmap(), here=here, day=day).nearest_targets()

    assert near[0].target.key == first
    assert {each.target.key for each in near} == {"in-week-1", "in-week-3"}


def test_what_another_path_brings_along_is_not_offered() -> None:
    paths = (
        EntryPath("new", "New", already_have=(claim("laptop"),)),
        EntryPath("pro", "Pro", already_have=(claim("degree"),)),
    )
    plan = roadmap(paths=paths)

    assert [board.key for board in record(plan, choices=Choices(path="pro")).boards()][:1] == ["path:pro"]
    assert [board.key for board in record(plan).boards()][:2] == ["path:new", "path:pro"]


def test_a_member_at_a_project_without_a_checkpoint_near_sees_what_it_asks_for() -> None:
    found = record(roadmap(), here="item-4").board_here()

    assert found is not None
    assert found.key == "app"
