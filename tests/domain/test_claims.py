"""Boxes: where they stand, that the same key is one box, and what the sums say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import BoardKind, Box, Tally, Tick, boxes, mine, tally, token
from bot.domain.roadmap import Item, ItemKind, Roadmap, Section, Thread
from bot.domain.roadmap_choices import UNDECIDED, Choices, Condition, EntryPath
from bot.domain.roadmap_claims import Checklist, Claim, Comparator, Goal, Milestone, Project, Target
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_terms import Obligation
from bot.domain.roadmap_time import Deadline, SpanUnit

DAY = date(2026, 6, 1)
KEYS = [f"claim-{n}" for n in range(8)]
keys = st.lists(st.sampled_from(KEYS), max_size=12)


def claim(key: str, obligation: Obligation = Obligation.REQUIRED) -> Claim:
    return Claim(key, key.title(), obligation=obligation)


def item(key: str, *, project: str | None = None, steps: tuple[Claim, ...] = ()) -> Item:
    return Item(key, ItemKind.TASK, key.title(), 60, project=project, steps=steps)


def section(key: str, *items: Item, boxes: tuple[str, ...] = (), inner: tuple[Section, ...] = ()) -> Section:
    return Section(key, key.title(), f"About {key}", items, inner, checkpoint=tuple(map(claim, boxes)))


ROADMAP = Roadmap(
    "r",
    "v",
    "Roadmap",
    "",
    600,
    sections=(
        section(
            "phase-1",
            boxes=("phase-done",),
            inner=(
                section("week-1", item("a", project="app"), boxes=("w1",)),
                section("week-2", item("b", steps=(claim("step"),))),
                section("week-3", item("c", project="app")),
            ),
        ),
        section("week-4", item("d"), boxes=("w4", "shared")),
        section("week-5", item("e")),
    ),
    threads=(Thread("habitual", "Habitual", 30, steps=(claim("thread-step"),)),),
    projects=(Project("app", "App", requirements=(claim("app/tests"),)),),
    milestones=(Milestone("m1", "M", Deadline(SpanUnit.WEEK, 4, 4), (claim("shared"), claim("m"))),),
    checklists=(Checklist("final", "Final", (claim("shared"), claim("done"))),),
    paths=(EntryPath("newcomer", "Newcomer", already_have=(claim("laptop"),)), EntryPath("pro", "Pro")),
)
INDEX = RoadmapIndex.of(ROADMAP).claims
WAY = frozenset(board.key for board in INDEX.boards.values() if board.on_the_way)


def around(item_key: str) -> tuple[Section, ...]:
    return RoadmapIndex.of(ROADMAP).path(item_key)


def test_boards_stand_in_reading_order_a_section_after_its_parts() -> None:
    assert [(board.key, board.kind) for board in INDEX.boards.values()] == [
        ("path:newcomer", BoardKind.PATH),
        ("week-1", BoardKind.CHECKPOINT),
        ("b", BoardKind.STEPS),
        ("app", BoardKind.PROJECT),
        ("phase-1", BoardKind.CHECKPOINT),
        ("week-4", BoardKind.CHECKPOINT),
        ("habitual", BoardKind.THREAD),
        ("m1", BoardKind.MILESTONE),
        ("final", BoardKind.CHECKLIST),
    ]


def test_a_claim_knows_every_list_it_is_on() -> None:
    assert [board.key for board in INDEX.stands["shared"]] == ["week-4", "m1", "final"]


@pytest.mark.parametrize(
    ("at", "project", "board"),
    [
        ("a", "app", "week-1"),
        ("b", None, "phase-1"),
        ("c", "app", "phase-1"),
        ("d", None, "week-4"),
        ("e", None, "week-4"),
        ("e", "app", "app"),
    ],
)
def test_the_list_for_where_a_member_is_is_the_innermost_then_the_project_then_the_last_before(
    at: str, project: str | None, board: str
) -> None:
    found = INDEX.nearest(around(at), project, WAY)

    assert found is not None
    assert found.key == board


def test_before_the_first_list_the_next_one_is_the_nearest() -> None:
    found = INDEX.nearest(around("a"), None, {"week-4"})

    assert found is not None
    assert found.key == "week-4"
    assert INDEX.nearest(around("a"), None, frozenset()) is None


def test_sections_of_another_path_are_not_mine_and_bare_ones_go_with_those_around() -> None:
    theirs = Section("pro-only", "P", "P", (item("x"),), condition=Condition(paths=("pro",)))
    bare = section("review", boxes=("r",))
    sections = (theirs, section("all", item("y"), inner=(bare,)))
    paths = (EntryPath("newcomer", "Newcomer"), EntryPath("pro", "Pro"))
    roadmap = Roadmap("r", "v", "R", "", 600, sections, paths=paths)

    assert mine(roadmap, Choices(path="newcomer")) == (frozenset({"all", "review"}), frozenset({"y"}))
    assert mine(roadmap, UNDECIDED)[0] == {"all", "review"}


def test_whoever_is_on_a_path_that_is_gone_is_on_the_first_one() -> None:
    theirs = Section("first", "F", "F", (item("x"),), condition=Condition(paths=("newcomer",)))
    roadmap = Roadmap("r", "v", "R", "", 600, (theirs,), paths=(EntryPath("newcomer", "Newcomer"),))

    assert mine(roadmap, Choices(path="gone")) == mine(roadmap, UNDECIDED) != (frozenset(), frozenset())


def test_a_milestones_number_without_a_date_of_its_own_is_due_with_it() -> None:
    by = Deadline(SpanUnit.MONTH, 2, 2)
    number = Target("posts", "Posts", Goal(Comparator.AT_LEAST, 2))
    roadmap = Roadmap("r", "v", "R", "", 600, (), milestones=(Milestone("m", "M", by, targets=(number,)),))

    assert RoadmapIndex.of(roadmap).claims.targets["posts"].target.by == by


def after(presses: list[str]) -> dict[str, Tick]:
    """What is ticked after these boxes were ticked one after the other."""
    ticks: dict[str, Tick] = {}
    for key in presses:
        ticks.setdefault(key, Tick(DAY))
    return ticks


@given(st.data(), keys)
def test_the_state_is_made_by_the_keys_and_not_by_their_order(
    data: st.DataObject, pressed: list[str]
) -> None:
    shuffled = data.draw(st.permutations(pressed))
    claims = [claim(key) for key in KEYS]

    assert boxes(claims, after(pressed)) == boxes(claims, after(shuffled))
    assert boxes(claims, after(pressed)) == boxes(claims, after(pressed * 2))


@given(keys, keys)
def test_all_is_reached_only_when_every_required_box_is_ticked(pressed: list[str], listed: list[str]) -> None:
    optional = {KEYS[0], KEYS[1]}
    claims = [claim(k, Obligation.OPTIONAL if k in optional else Obligation.REQUIRED) for k in listed]

    counted = tally(boxes(claims, after(pressed)))

    asked = (set(listed) - optional) or set(listed)
    assert counted == Tally(len(asked & set(pressed)), len(asked))
    assert counted.complete == (bool(asked) and asked <= set(pressed))


def test_a_claim_that_stands_twice_in_a_list_is_one_box() -> None:
    assert boxes([claim("a"), claim("a")], {}) == (Box(claim("a"), None),)


@given(st.text(min_size=1, max_size=128))
def test_a_token_fits_every_place_a_key_does_not(key: str) -> None:
    assert len(token(key)) == 10
    assert token(key) == token(key)
    assert set(token(key)) <= set("0123456789abcdef")
