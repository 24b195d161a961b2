"""The tree of a roadmap and what a member's choices leave of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_choices import Choices, Choose, Condition, EntryPath
from bot.domain.roadmap_claims import Comparator, Goal
from bot.domain.roadmap_library import blanks
from bot.domain.roadmap_terms import Range, Weekday
from bot.domain.roadmap_time import DayRange, Span, SpanUnit, absolute

ONE = Choose(1, 1)
TIERS = ("pipeline", "deep", "deploy")


def _item(key: str, condition: Condition | None = None) -> Item:
    return Item(key, ItemKind.TASK, key, 60, condition=condition)


def _section(key: str, *inside: Section | Item, choose: Choose | None = None) -> Section:
    items = tuple(part for part in inside if isinstance(part, Item))
    sections = tuple(part for part in inside if isinstance(part, Section))
    return Section(key, key, key, items, sections, choose=choose)


def _roadmap(*sections: Section, paths: tuple[EntryPath, ...] = ()) -> Roadmap:
    return Roadmap("r", "1", "R", "", 600, sections, paths=paths)


def _keys(roadmap: Roadmap, **choices: object) -> list[str]:
    return [place.item.key for place in roadmap.places(Choices(**choices))]  # type: ignore[arg-type]


def test_items_come_in_reading_order_with_the_sections_around_them() -> None:
    tree = _roadmap(_section("a", _item("1"), _section("b", _item("2"))), _section("c", _item("3")))
    found = [([section.key for section in place.path], place.item.key) for place in tree.places()]
    assert found == [(["a"], "1"), (["a", "b"], "2"), (["c"], "3")]


def test_own_items_of_a_branch_are_for_everybody() -> None:
    tree = _roadmap(
        _section("p", _item("all"), _section("cv", _item("c")), _section("nlp", _item("n")), choose=ONE)
    )
    assert _keys(tree, options={"p": ("nlp",)}) == ["all", "n"]


@pytest.mark.parametrize(
    ("picked", "expected"),
    [
        ((), ["pipeline", "deep"]),
        (("deploy",), ["deploy"]),
        (("deploy", "pipeline"), ["pipeline", "deploy"]),
        (("gone",), ["pipeline", "deep"]),
    ],
)
def test_a_branch_of_items_follows_the_choice_else_its_first_options(
    picked: tuple[str, ...], expected: list[str]
) -> None:
    tree = _roadmap(_section("tier", *map(_item, TIERS), choose=Choose(2, 2)))
    assert _keys(tree, options={"tier": picked}) == expected


def test_a_role_decides_an_undecided_branch_and_a_choice_overrules_it() -> None:
    branch = _section("p5", _item("ddp"), _item("ops", Condition(roles=("mlops",))), choose=ONE)
    role = frozenset({"mlops"})
    assert _keys(_roadmap(branch)) == ["ddp"]
    assert _keys(_roadmap(branch), roles=role) == ["ops"]
    assert _keys(_roadmap(branch), roles=role, options={"p5": ("ddp",)}) == ["ddp"]


def test_a_branch_that_may_stay_empty_is_empty_until_chosen() -> None:
    branch = _section("more", _item("extra"), choose=Choose(0, 1))
    assert _keys(_roadmap(branch)) == []


def test_whoever_has_no_path_walks_the_first_one() -> None:
    steps = _section(
        "s", _item("a", Condition(paths=("new",))), _item("b", Condition(paths=("old",))), _item("c")
    )
    tree = _roadmap(steps, paths=(EntryPath("new", "New"), EntryPath("old", "Old")))
    assert _keys(tree) == ["a", "c"]
    assert _keys(tree, path="old") == ["b", "c"]


@given(st.sets(st.sampled_from(TIERS)))
def test_every_choice_is_part_of_everything(picked: set[str]) -> None:
    tree = _roadmap(_section("tier", *map(_item, TIERS), choose=Choose(1, 3)), _section("x", _item("x")))
    chosen = _keys(tree, options={"tier": tuple(picked)})
    everything = [place.item.key for place in tree.every_place()]
    assert [key for key in everything if key in chosen] == chosen
    assert chosen[-1] == "x"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], None),
        ([None], None),
        ([Span(SpanUnit.WEEK, 6, 7)], DayRange(35, 48)),
        ([Span(SpanUnit.MONTH, 2, None)], DayRange(28, None)),
        ([Span(SpanUnit.WEEK, 5, 8), Span(SpanUnit.WEEK, 6, 6)], DayRange(35, 41)),
        ([Span(SpanUnit.WEEK, 11, 12), Span(SpanUnit.DAY, 1, 3, local=True)], DayRange(70, 72)),
        ([Span(SpanUnit.MONTH, 7, 9), None, Span(SpanUnit.WEEK, 10, 12, local=True)], DayRange(231, 251)),
        ([Span(SpanUnit.WEEK, 2, 2), None], DayRange(7, 13)),
    ],
)
def test_nested_spans_have_one_absolute_place(spans: list[Span | None], expected: DayRange | None) -> None:
    assert absolute(spans) == expected


@pytest.mark.parametrize(
    ("comparator", "met", "missed"),
    [
        (Comparator.AT_LEAST, [5, 6], [4.9]),
        (Comparator.AT_MOST, [5, 4], [5.1]),
        (Comparator.MORE_THAN, [5.1], [5]),
        (Comparator.LESS_THAN, [4.9], [5]),
        (Comparator.EXACTLY, [5], [4, 6]),
        (Comparator.BETWEEN, [5, 7, 10, 11], [4]),
    ],
)
def test_a_goal_is_met_by_the_right_side(
    comparator: Comparator, met: list[float], missed: list[float]
) -> None:
    goal = Goal(comparator, 5, 10 if comparator is Comparator.BETWEEN else None)
    assert [goal.met_by(number) for number in met] == [True] * len(met)
    assert [goal.met_by(number) for number in missed] == [False] * len(missed)


def test_small_words_mean_what_they_say() -> None:
    assert [day.number for day in Weekday] == list(range(7))
    assert (Range(2, 3).middle, Range(50, None).middle) == (2.5, 50)
    assert blanks("Hi [Name], the [Role] at [Name]") == ("Name", "Role")
