"""What a roadmap leaves to a member, and whether a pick is valid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.already_have import had_lists
from bot.domain.branch_errors import NoSuchBranch, NoSuchOption, WrongNumberOfOptions
from bot.domain.branches import (
    Branch,
    BranchKind,
    branch_keys,
    branches,
    check_pick,
    find_branch,
    find_options,
    option_head,
)
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_choices import Choices
from tests.catalog.built_in import ROADMAPS
from tests.catalog.roadmaps import parsed

SNIPPET = """\
paths:
  - {key: beginner, title: Beginner}
  - key: engineer
    title: Engineer
    already_have: [{key: can-code, title: I can code, covers: [intro]}]
roles:
  - {key: cv, title: Vision engineer}
  - {key: nlp, title: Language engineer}
checklists:
  - key: test
    title: Test yourself
    self_test: true
    claims:
      - {key: knows-git, title: I know Git, covers: [git]}
      - {key: brave, title: I am brave}
sections:
  - key: start
    title: Start
    weeks: 1
    items:
      - {key: git, kind: topic, title: Git, estimate: 60m}
      - {key: server, kind: build, title: A server, estimate: 2h, alternatives: [FastAPI, "Flask, plain"]}
  - key: intro
    title: Introduction
    weeks: 2
    for: {path: [beginner]}
    items: [{key: basics, kind: topic, title: Basics, estimate: 5h}]
  - key: pick
    title: Projects
    label: Projects
    choose: {pick: 2, question: Which two do you build?}
    sections:
      - {key: a, label: A, title: Alpha, items: [{key: a1, kind: build, title: A1, estimate: 3h}]}
      - key: b
        label: B
        title: Beta
        choose: {pick: 1-2}
        items:
          - {key: b1, kind: build, title: B1, estimate: 1h}
          - {key: b2, kind: build, title: B2, estimate: 4h}
      - key: c
        label: C
        title: Gamma
        items: [{key: c1, kind: build, title: C1, estimate: 6h, alternatives: [One, Two]}]
"""


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    return parsed(SNIPPET)


def keys(roadmap: Roadmap, **chosen: tuple[str, ...]) -> list[str]:
    return [branch.key for branch in branches(roadmap, Choices(options=chosen))]


def named(roadmap: Roadmap, key: str, choices: Choices | None = None) -> Branch:
    return next(branch for branch in branches(roadmap, choices or Choices()) if branch.key == key)


def test_decisions_come_in_reading_order_the_general_ones_first(roadmap: Roadmap) -> None:
    assert keys(roadmap) == ["path", "role", "server", "pick", "b"]


def test_nothing_is_asked_inside_an_option_that_is_not_taken(roadmap: Roadmap) -> None:
    assert keys(roadmap, pick=("a", "c")) == ["path", "role", "server", "pick", "c1"]
    assert keys(roadmap, pick=("b", "c")) == ["path", "role", "server", "pick", "b", "c1"]


def test_the_numbers_of_decisions_do_not_change_with_the_choices(roadmap: Roadmap) -> None:
    assert branch_keys(roadmap) == ("path", "role", "server", "pick", "b", "c1")


def test_a_decision_says_how_many_of_what_and_what_stands_in_for_it(roadmap: Roadmap) -> None:
    pick = named(roadmap, "pick")

    assert (pick.kind, pick.least, pick.most) == (BranchKind.SECTION, 2, 2)
    assert [(option.key, option.minutes) for option in pick.options] == [("a", 180), ("b", 60), ("c", 360)]
    assert (pick.decided, pick.taken) == (False, ("a", "b"))
    assert named(roadmap, "pick", Choices(options={"pick": ("c", "a")})).taken == ("a", "c")


def test_the_entry_path_changes_what_the_whole_takes(roadmap: Roadmap) -> None:
    path = named(roadmap, "path")

    assert [(option.title, option.minutes) for option in path.options] == [
        ("Beginner", 720),
        ("Engineer", 420),
    ]
    assert path.assumed == ("beginner",)


def test_roles_may_be_none_or_many(roadmap: Roadmap) -> None:
    role = named(roadmap, "role")

    assert (role.least, role.most, role.taken) == (0, 2, ())
    assert find_options(role, "none") == ()
    assert find_options(role, "Vision engineer and Language engineer") == ("cv", "nlp")


@pytest.mark.parametrize(
    "text", ["a; c", "Gamma, Alpha", "alpha + gamma", "Alpha and Gamma", " gamma;;alpha ", "c, a, c"]
)
def test_several_options_are_read_in_any_spelling(roadmap: Roadmap, text: str) -> None:
    assert find_options(named(roadmap, "pick"), text) == ("a", "c")


def test_a_comma_in_a_title_separates_nothing(roadmap: Roadmap) -> None:
    server = named(roadmap, "server")
    plain = next(option.key for option in server.options if option.title.startswith("Flask"))

    assert find_options(server, "flask, plain") == (plain,)


@pytest.mark.parametrize("text", ["a", "a; b; c", "", "  "])
def test_too_few_and_too_many_are_refused_with_all_options(roadmap: Roadmap, text: str) -> None:
    with pytest.raises(WrongNumberOfOptions) as refused:
        find_options(named(roadmap, "pick"), text)

    assert (refused.value.least, refused.value.most) == (2, 2)
    assert refused.value.options == ("Alpha", "Beta", "Gamma")


def test_an_unknown_option_is_refused_with_the_nearest(roadmap: Roadmap) -> None:
    with pytest.raises(NoSuchOption) as refused:
        find_options(named(roadmap, "pick"), "Alpha, Gama")

    assert (refused.value.text, refused.value.suggestions) == ("Gama", ("Gamma",))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("pick", "pick"),
        ("projects", "pick"),
        ("which two", "pick"),
        ("entry", "path"),
        ("a server", "server"),
    ],
)
def test_a_decision_is_found_by_its_key_title_or_question(roadmap: Roadmap, text: str, key: str) -> None:
    assert find_branch(branches(roadmap, Choices()), text).key == key


def test_an_unknown_decision_is_refused_with_the_nearest(roadmap: Roadmap) -> None:
    with pytest.raises(NoSuchBranch) as refused:
        find_branch(branches(roadmap, Choices()), "projcts")

    assert refused.value.suggestions == ("Projects",)


def test_while_typing_the_options_before_the_last_separator_are_kept(roadmap: Roadmap) -> None:
    assert option_head(named(roadmap, "pick"), "Alpha; gam") == (("a",), "gam")
    assert option_head(named(roadmap, "pick"), "gam") == ((), "gam")


@given(st.sets(st.sampled_from(["a", "b", "c"]), min_size=2, max_size=2))
def test_a_valid_pick_is_what_the_plan_then_follows(picked: set[str]) -> None:
    roadmap = parsed(SNIPPET)
    checked = check_pick(named(roadmap, "pick"), sorted(picked, reverse=True))
    choices = Choices(options={"pick": checked})

    assert named(roadmap, "pick", choices).picked == checked
    sections = {section.key for place in roadmap.places(choices) for section in place.path}
    assert sections & {"a", "b", "c"} == picked


@pytest.mark.parametrize("name", ROADMAPS)
def test_what_is_assumed_in_a_built_in_roadmap_is_a_valid_pick(name: str) -> None:
    roadmap = ROADMAPS[name]
    found = branches(roadmap, Choices())

    assert found
    for branch in found:
        assert check_pick(branch, branch.taken) == branch.taken
        assert branch.key in branch_keys(roadmap)


def test_one_may_have_what_the_path_and_self_tests_name_with_what_that_leaves_out(roadmap: Roadmap) -> None:
    (test,) = had_lists(roadmap, Choices())
    mine, _ = had_lists(roadmap, Choices(path="engineer"))

    assert [(had.claim.key, had.tasks, had.minutes) for had in test.entries] == [("knows-git", 1, 60)]
    assert [(had.claim.key, had.tasks) for had in mine.entries] == [("can-code", 0)]


def test_a_list_of_another_path_stays_while_something_of_it_is_ticked(roadmap: Roadmap) -> None:
    assert len(had_lists(roadmap, Choices(path="beginner"), {"can-code"})) == 2


def test_whoever_is_on_a_path_that_is_gone_is_offered_what_the_undecided_are(roadmap: Roadmap) -> None:
    gone = Choices(path="gone")

    assert branches(roadmap, gone) == branches(roadmap, Choices())
    assert had_lists(roadmap, gone) == had_lists(roadmap, Choices())
    assert tuple(roadmap.places(gone)) == tuple(roadmap.places())
