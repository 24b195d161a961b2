"""Lists, cards and pages of claims: their words, and that Discord takes those of every roadmap."""

import itertools
import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claim_record import ClaimRecord, Nearness
from bot.domain.claims import Tally, TargetPlace, Tick, tally, token
from bot.domain.counting import Feat
from bot.domain.deadlines import Course
from bot.domain.milestones import MilestoneState, StandingMilestone, milestones
from bot.domain.readiness import checklists, readiness
from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_claims import (
    Checklist,
    Claim,
    Comparator,
    Evidence,
    EvidenceKind,
    Goal,
    Milestone,
    Share,
    Target,
)
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_terms import Counted, Period
from bot.domain.roadmap_time import Deadline, SpanUnit
from bot.domain.target_values import Understood
from bot.domain.targets import Measurement, standing
from bot.services.claims import BoardPage, Milestones, Readiness
from bot.services.targets import TargetCard
from bot.ui.base import MAX_OPTIONS
from bot.ui.boxes import fitted
from bot.ui.claims import BoardBoxes, board_layout
from bot.ui.milestones import SHOWN, milestone_layout, milestones_layout, state_text
from bot.ui.readiness import ready_layout
from bot.ui.target_words import gap_text, goal_text, nominal_text, number_text
from bot.ui.targets import target_layout
from tests.catalog.built_in import CATALOG
from tests.discord_api.checker import check
from tests.discord_api.problem import Problem

COMPONENTS_V2 = 1 << 15
TODAY = date(2026, 6, 1)
LINK = "https://example.org/" + "a" * 490
BUILT_IN = CATALOG.all()

HOSTILE = "**[x](https://evil.example)** <@&1> `a` ||b|| _c_ #d 1. "


def claim(n: int, owner: str) -> Claim:
    asked = (Evidence(EvidenceKind.REPO, "GitHub " * 5), Evidence(EvidenceKind.POST)) if n % 2 else ()
    return Claim(f"{owner}/{n}".ljust(120, "x"), (HOSTILE * 6)[:300], (HOSTILE * 20)[:1000], asked)


def number(n: int, owner: str) -> Target:
    goal = Goal(Comparator.BETWEEN, 123_456_789, 987_654_321, "units of measure that are very long indeed")
    return Target(
        f"{owner}-{n}",
        (HOSTILE * 4)[:100],
        goal,
        basis=(HOSTILE * 6)[:300],
        per=Period.WEEK,
        by=Deadline(SpanUnit.WEEK, 1, 3),
        counts=Counted.PROBLEMS,
        split=tuple(Share(f"{HOSTILE}{kind}", goal) for kind in range(12)),
        detail=(HOSTILE * 20)[:1000],
    )


def longest() -> Roadmap:
    """More of everything, and longer, than any author would write."""
    claims = tuple(claim(n, "box") for n in range(60))
    targets = tuple(number(n, "t") for n in range(40))
    titles = (HOSTILE * 4)[:100]
    item = Item("work", ItemKind.TASK, titles, 60)
    section = Section("s", titles, titles, (item,), checkpoint=claims, targets=targets)
    lists = tuple(
        Checklist(f"list-{n}", titles, claims, targets if n == 0 else (), detail=(HOSTILE * 20)[:1000])
        for n in range(27)
    )
    stones = tuple(
        Milestone(f"m-{n}", titles, Deadline(SpanUnit.MONTH, n, n + 1), claims, targets if n == 0 else ())
        for n in range(1, 12)
    )
    return Roadmap("long", "v", titles, "", 600, (section,), milestones=stones, checklists=lists)


def record(roadmap: Roadmap, *, filled: bool) -> ClaimRecord:
    """A member who has ticked and reported nothing, or everything with the longest links."""
    index = RoadmapIndex.of(roadmap)
    items = [place.item.key for place in roadmap.every_place()]
    days = {key: TODAY + timedelta(days=n) for n, key in enumerate(items)}
    reports = tuple(Measurement(10**17 + n, 123_456_789.123, LINK, TODAY) for n in range(9))
    return ClaimRecord(
        index=index,
        today=TODAY,
        ticks=dict.fromkeys(index.claims.claims, Tick(TODAY, LINK, had=True)) if filled else {},
        history=dict.fromkeys(index.claims.targets, reports) if filled else {},
        feats=(Feat(TODAY, Counted.PROBLEMS, 7, "easy"),),
        course=Course.of(index, TODAY, days),
        path=None,
        sections=frozenset(index.sections),
        items=frozenset(items),
        here=items[0],
    )


def pages(length: int) -> range:
    return range(-(-length // MAX_OPTIONS))


OWNER = (2**62, 2**62)


def boards(found: ClaimRecord) -> Iterator[ui.LayoutView]:
    every = tuple(found.claims.boards.values())
    for at, board in enumerate(every):
        shown = found.boxes(board.claims)
        before, after = every[at - 1] if at else None, every[at + 1] if at + 1 < len(every) else None
        page = BoardPage(
            *OWNER, board, shown, tally(shown), before, after, nearness=Nearness.HERE if at == 0 else None
        )
        for sheet in pages(len(page.boxes)):
            yield board_layout(page, sheet)


def stones(found: ClaimRecord) -> Iterator[ui.LayoutView]:
    shown = Milestones(*OWNER, found.index.roadmap.title, found, milestones(found))
    if not shown.all:
        return
    for page in range(-(-len(shown.all) // SHOWN)):
        yield milestones_layout(shown, page)
    for each in shown.all:
        for page in pages(len(each.boxes) or 1):
            yield milestone_layout(shown, token(each.milestone.key), page)


def lists(found: ClaimRecord) -> Iterator[ui.LayoutView]:
    every = checklists(found)
    ready = Readiness(*OWNER, found.index.roadmap.title, found, every, readiness(every))
    for each in every:
        for page in pages(len(each.boxes)):
            yield ready_layout(ready, token(each.checklist.key), page)


def numbers(found: ClaimRecord) -> Iterator[ui.LayoutView]:
    for each in found.nearest_targets():
        yield target_layout(TargetCard(*OWNER, found, each))
        yield target_layout(TargetCard(*OWNER, found, each, Understood(87.5, share=True)))


def layouts(found: ClaimRecord) -> list[ui.LayoutView]:
    return [*boards(found), *stones(found), *lists(found), *numbers(found)]


def problems(view: ui.LayoutView) -> list[Problem]:
    message = {"components": view.to_components(), "flags": COMPONENTS_V2}
    return check("POST", "/channels/1/messages", json.loads(json.dumps(message)))


def words_of(view: ui.LayoutView) -> str:
    return "\n".join(part.content for part in view.walk_children() if isinstance(part, ui.TextDisplay))


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
@pytest.mark.parametrize("roadmap", [*BUILT_IN, longest()], ids=lambda each: each.id)
def test_every_page_of_every_roadmap_is_taken_by_discord(roadmap: Roadmap, filled: bool) -> None:
    found = record(roadmap, filled=filled)
    every = layouts(found)

    assert len(every) >= len(found.claims.boards)
    assert [problem for view in every for problem in problems(view)] == []


def test_what_an_author_wrote_does_nothing() -> None:
    found = record(longest(), filled=False)
    for view in (*boards(found), *stones(found), *itertools.islice(numbers(found), 2)):
        shown = words_of(view).replace("\\<", "").replace("\\[", "")

        assert "<@&" not in shown
        assert "[x" not in shown


@pytest.mark.parametrize("filled", [False, True])
def test_a_long_list_is_paged_and_every_box_is_on_one_page(filled: bool) -> None:
    found = record(longest(), filled=filled)
    board = found.claims.boards["s"]
    page = BoardPage(*OWNER, board, found.boxes(board.claims), Tally(0, 60), None, None, Nearness.HERE)

    views = [board_layout(page, sheet) for sheet in (0, 1, 2, 99)]
    parts = [part for view in views for part in view.walk_children() if isinstance(part, BoardBoxes)]
    menus = [part.item.options for part in parts]

    assert [len(options) for options in menus] == [25, 25, 10, 10]
    assert {option.value for options in menus for option in options} == {token(c.key) for c in board.claims}
    assert all(option.default is filled for options in menus for option in options)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (87, "%", "87 %"),
        (1200, "req/s", "1,200 req/s"),
        (1, "posts", "1 post"),
        (3, "post", "3 posts"),
        (1, "classes", "1 class"),
        (1, "stories", "1 story"),
        (0.5, "hours", "0.5 hours"),
        (1, "ms", "1 ms"),
        (7, "", "7"),
        (1, "on-sites", "1 on-site"),
    ],
)
def test_numbers_carry_their_unit_as_people_write_it(value: float, unit: str, words: str) -> None:
    assert number_text(value, unit) == words


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (Goal(Comparator.AT_LEAST, 90, unit="%"), "at least 90 %"),
        (Goal(Comparator.AT_MOST, 1, unit="page"), "at most 1 page"),
        (Goal(Comparator.MORE_THAN, 50, unit="MB"), "more than 50 MB"),
        (Goal(Comparator.LESS_THAN, 100, unit="ms"), "less than 100 ms"),
        (Goal(Comparator.EXACTLY, 2, unit="minutes"), "exactly 2 minutes"),
        (Goal(Comparator.BETWEEN, 5, 10, "classes"), "5 to 10 classes"),
        (Goal(Comparator.BETWEEN, 2, 3, "minutes", bound=True), "between 2 and 3 minutes"),
    ],
)
def test_goals_are_said_in_words(goal: Goal, words: str) -> None:
    assert goal_text(goal) == words


@pytest.mark.parametrize(
    ("goal", "value", "words"),
    [
        (Goal(Comparator.AT_LEAST, 90, unit="%"), 87, "3 points to go"),
        (Goal(Comparator.AT_LEAST, 90, unit="%"), 89, "1 point to go"),
        (Goal(Comparator.LESS_THAN, 100, unit="ms"), 120.5, "20.5 ms too much"),
        (Goal(Comparator.LESS_THAN, 100, unit="ms"), 100, "right at the limit, which must be passed"),
        (Goal(Comparator.AT_LEAST, 0.3, unit="points"), 0.1, "0.2 points to go"),
        (Goal(Comparator.BETWEEN, 2, 3, "projects"), 5, "reached"),
    ],
)
def test_the_way_to_a_goal_is_said_in_its_unit(goal: Goal, value: float, words: str) -> None:
    report = Measurement(1, value, None, TODAY)

    assert gap_text(standing(TargetPlace(Target("t", "T", goal)), None, [report], None, TODAY)) == words


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (Deadline(None), "the end"),
        (Deadline(SpanUnit.WEEK, 12, 12), "week 12"),
        (Deadline(SpanUnit.MONTH, 4, 5), "month 4–5"),
    ],
)
def test_a_deadline_is_named_as_the_roadmap_names_it(deadline: Deadline, words: str) -> None:
    assert nominal_text(deadline) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "0 of 2, due in 12 days"),
        (1, "0 of 2, due in 1 day"),
        (0, "0 of 2, due today"),
        (-3, "0 of 2, overdue by 3 days"),
    ],
)
def test_a_milestone_says_how_long_it_has(days: int, words: str) -> None:
    late = MilestoneState.OVERDUE if days < 0 else MilestoneState.AHEAD
    stone = Milestone("m", "M", Deadline())
    each = StandingMilestone(stone, (), (), TODAY + timedelta(days=days), Tally(0, 2), late)

    assert state_text(each, TODAY) == words


@pytest.mark.parametrize(("reached", "words"), [(Tally(1, 2), "1 of 2"), (Tally(0, 0), "left out")])
def test_a_milestone_without_a_day_says_what_is_reached(reached: Tally, words: str) -> None:
    each = StandingMilestone(Milestone("m", "M", Deadline()), (), (), None, reached, MilestoneState.LEFT_OUT)

    assert state_text(each, TODAY) == words


@given(
    st.lists(st.tuples(st.text("ab", min_size=5, max_size=60), st.text("c", max_size=5)), max_size=20),
    st.integers(120, 2000),
)
def test_lines_never_outgrow_their_room_and_grow_while_there_is_some(
    lines: list[tuple[str, str]], room: int
) -> None:
    shown = fitted(lines, room)

    assert len(shown) <= room
    assert len(shown.split("\n")) == max(1, len(lines))
    if sum(len(full) + 1 for full, _ in lines) <= room:
        assert shown == "\n".join(full for full, _ in lines)
