"""What a group is prompted with: nothing twice before its time, nothing paid, whatever happens meanwhile."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.leetcode import DailyProblem
from bot.domain.problem_errors import UnknownProblemList
from bot.domain.problem_needs import Week
from bot.domain.problem_posts import (
    DAILY,
    RESTING,
    ROADMAP,
    GroupPrompt,
    PostSetting,
    Solvers,
    draw,
    solvers,
    source_called,
)
from bot.domain.problem_turns import USUAL_MIX
from bot.domain.problem_weeks import asking, week_around
from bot.domain.roadmap import Item, Roadmap, Section
from bot.domain.roadmap_claims import Difficulty, Problems
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_terms import ItemKind
from tests.catalog.built_in_problems import PROBLEMS
from tests.domain.problem_samples import EASY, FIRST, HARD, INVERT, MEDIUM, ROOMS, SMALL, THREE_SUM, TWO_SUM

ANY = dict.fromkeys(Difficulty, 1)
TREES = Week(frozenset({"tree"}))
TODAY = DailyProblem(date(2026, 11, 21), "some-daily", 4000, "Some Daily", "hard", paid=False)
ALL = PROBLEMS
SOURCES = st.sampled_from([ROADMAP, DAILY, *ALL.lists])
MIXES = st.fixed_dictionaries({level: st.integers(0, 3) for level in Difficulty})
WEEKS = st.none() | st.builds(
    Week,
    st.frozensets(st.sampled_from(["tree", "array", "database", "graph", "nothing-at-all"]), max_size=2),
    st.frozensets(st.sampled_from([*ALL.lists]), max_size=1),
)


def drawn(source: str, *history: str, **options: object) -> GroupPrompt:
    return draw(SMALL, PostSetting(source, ANY), history, Random(1), **options)  # pyright: ignore[reportArgumentType]


def test_a_list_is_drawn_from_whatever_the_week_is_about() -> None:
    prompt = drawn(FIRST.key, week=TREES)
    assert (prompt.source, prompt.of_week, prompt.stand_in) == (FIRST.key, False, False)
    assert (prompt.number, prompt.size, prompt.round) == (1, 3, 1)
    assert {
        drawn(FIRST.key, *history).key for history in [(), (TWO_SUM.key,), (TWO_SUM.key, INVERT.key)]
    } <= {
        TWO_SUM.key,
        THREE_SUM.key,
        INVERT.key,
    }


def test_the_week_of_most_members_narrows_the_catalogue() -> None:
    prompt = drawn(ROADMAP, week=TREES)
    assert (prompt.source, prompt.of_week, prompt.size) == (ROADMAP, True, 2)
    assert "tree" in prompt.topics
    without = drawn(ROADMAP)
    assert (without.of_week, without.size) == (False, len(SMALL.free))


def test_a_list_that_is_gone_gives_way_to_the_week() -> None:
    assert drawn("no-longer-here", week=TREES).source == ROADMAP


def test_leetcodes_daily_comes_as_it_is_also_from_outside_the_catalogue() -> None:
    assert drawn(DAILY, daily=TODAY) == GroupPrompt("some-daily", "4000. Some Daily", HARD, (), DAILY)
    known = drawn(DAILY, daily=replace(TODAY, slug=TWO_SUM.slug, difficulty="hard"))
    assert known == GroupPrompt(TWO_SUM.key, "1. Two Sum", EASY, TWO_SUM.topics, DAILY)
    assert drawn(DAILY, daily=replace(TODAY, difficulty="gruesome")).difficulty is None


@pytest.mark.parametrize(
    ("daily", "history"),
    [
        (None, ()),
        (replace(TODAY, paid=True), ()),
        (replace(TODAY, slug=ROOMS.slug), ()),
        (TODAY, ("some-daily", *["x"] * (RESTING - 1))),
    ],
)
def test_a_daily_that_is_missing_paid_or_was_just_here_has_a_stand_in(
    daily: DailyProblem | None, history: tuple[str, ...]
) -> None:
    prompt = drawn(DAILY, *history, daily=daily, week=TREES)
    assert (prompt.source, prompt.stand_in, prompt.of_week) == (ROADMAP, True, True)


def test_a_daily_that_rested_long_enough_comes_again() -> None:
    assert drawn(DAILY, "some-daily", *["x"] * RESTING, daily=TODAY).key == "some-daily"


def test_a_daily_comes_only_where_it_is_wanted() -> None:
    assert drawn(ROADMAP, daily=TODAY).source == ROADMAP


@given(st.lists(st.tuples(SOURCES, MIXES, WEEKS), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_nothing_paid_is_ever_drawn_and_nothing_comes_before_its_turn(
    settings: list[tuple[str, dict[Difficulty, int], Week | None]], chance: Random
) -> None:
    history = list[str]()
    for source, mix, week in settings:
        prompt = draw(ALL, PostSetting(source, mix), history, chance, week=week)
        problem = ALL.get(prompt.key)
        assert problem is not None
        assert not problem.paid
        assert prompt.round == history.count(prompt.key) + 1
        history.append(prompt.key)


@settings(deadline=None)
@given(st.sampled_from([*ALL.lists]), st.integers(0, 10**6), st.integers(0, 400))
def test_a_list_never_repeats_before_it_is_used_up_whatever_was_there_before(
    source: str, seed: int, before: int
) -> None:
    past = [problem.key for problem in ALL.free[:before]]
    free = [problem for problem in ALL.in_order(source) if not problem.paid]
    come = Counter(key for key in past if key in {problem.key for problem in free})
    history = [*past]
    for number in range(len(free)):
        prompt = draw(ALL, PostSetting(source, ANY), history, Random(f"{seed} {number}"))
        come[prompt.key] += 1
        history.append(prompt.key)
        assert max(come.values()) - min(come[problem.key] for problem in free) <= 1


@given(
    st.builds(
        GroupPrompt,
        st.just("two-sum"),
        st.text(),
        st.none() | st.sampled_from(Difficulty),
        st.lists(st.text()).map(tuple),
        st.just(ROADMAP),
        st.booleans(),
        st.booleans(),
        st.integers(),
        st.integers(),
        st.integers(),
    )
)
def test_a_prompt_is_stored_and_read_again_as_it_was(prompt: GroupPrompt) -> None:
    assert GroupPrompt.from_json(prompt.key, prompt.source, prompt.to_json()) == prompt


@pytest.mark.parametrize(
    ("text", "key"),
    [("roadmap", ROADMAP), (" Daily ", DAILY), ("first-four", FIRST.key), ("First four", FIRST.key)],
)
def test_a_source_is_called_by_its_key_or_title(text: str, key: str) -> None:
    assert source_called(SMALL, text) == key


def test_another_source_is_refused_with_the_lists_there_are() -> None:
    with pytest.raises(UnknownProblemList) as refused:
        source_called(SMALL, "blind 76")
    assert refused.value.offered == ("First Four",)


def test_those_who_solved_it_are_counted_by_day() -> None:
    first, second = date(2026, 1, 5), date(2026, 1, 6)
    assert solvers([]) == Solvers()
    assert solvers([first, second, second]) == Solvers(3, second, 2)


def test_until_somebody_chooses_it_follows_the_roadmap_without_hard_ones() -> None:
    assert PostSetting() == PostSetting(ROADMAP, USUAL_MIX)
    assert not USUAL_MIX.get(HARD)
    assert USUAL_MIX[EASY]
    assert USUAL_MIX[MEDIUM]


def item(key: str, *tags: str, named: str | None = None) -> Item:
    wanted = Problems(set=named, tags=tags) if tags or named else None
    return Item(key, ItemKind.TOPIC, key, 30, problems=wanted)


WEEK_1 = Section(
    "week-1", "Week 1", "One", (item("arrays", "array"), item("reading"), item("pairs", "two-pointers"))
)
WEEK_2 = Section(
    "week-2", "Week 2", "Two", (item("trees", "tree", named="first-four"), item("nodes", "tree"))
)
INDEX = RoadmapIndex.of(
    Roadmap("r", "1", "R", "", 600, (Section("p", "Phase", "P", sections=(WEEK_1, WEEK_2)),))
)


def test_a_roadmap_knows_which_of_its_items_ask_for_problems() -> None:
    assert asking(INDEX).keys() == {"arrays", "pairs", "trees", "nodes"}


@pytest.mark.parametrize(
    ("items", "week"),
    [
        ([], Week()),
        (["gone"], Week()),
        (["arrays"], Week(frozenset({"array", "two-pointers"}))),
        (["pairs"], Week(frozenset({"array", "two-pointers"}))),
        (["pairs", "trees"], Week(frozenset({"array", "two-pointers"}))),
        (["pairs", "trees", "nodes"], Week(frozenset({"tree"}), frozenset({"first-four"}))),
    ],
)
def test_a_members_week_is_the_section_that_most_of_their_items_are_in(items: list[str], week: Week) -> None:
    assert week_around(INDEX, items) == week
