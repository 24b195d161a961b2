"""Finding problems: by number, slug, address and title, and while somebody types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.problem_errors import UnknownProblem, UnknownProblemList
from bot.domain.problem_references import OtherProblem, Reference, reference, stored
from bot.domain.problems import Catalogue, Problem
from tests.domain.problem_samples import EASY, INVERT, KTH, PATH, PROBLEMS, ROOMS, SMALL, THREE_SUM, TWO_SUM

NAMES = [
    "1", "#1", " 1 ", "LC 1", "leetcode 1", "LeetCode #1", "problem 1", "1. Two Sum", "1: two sum", "01",
    "two-sum", "Two-Sum", "Two Sum", "two sum", "TWO  SUM", "Twó Süm",
    "https://leetcode.com/problems/two-sum/", "https://leetcode.com/problems/two-sum",
    "http://www.leetcode.com/problems/two-sum/description/?envType=study-plan-v2#x",
    "leetcode.com/problems/two-sum", "https://leetcode.cn/problems/two-sum/",
    "LeetCode.com/Problems/Two-Sum/", "<https://leetcode.com/problems/two-sum/>",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_a_problem_goes_by_its_number_slug_address_and_title(text: str) -> None:
    assert SMALL.find(text) is TWO_SUM
    assert SMALL.reach(text) is TWO_SUM


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("3483", OtherProblem(number=3483)),
        ("#3483", OtherProblem(number=3483)),
        ("https://leetcode.com/problems/valid-sudoku/", OtherProblem(slug="valid-sudoku")),
    ],
)
def test_any_other_problem_goes_by_its_number_or_address(text: str, other: OtherProblem) -> None:
    assert SMALL.find(text) is None
    assert SMALL.reach(text) == other
    assert stored(other.key) == other


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "0", "-1", "100000", "valid-sudoku", "no such problem", "https://leetcode.com/",
        "https://leetcode.com/problems/", "https://leetcode.com/explore/two-sum", "https://example.org/problems/two-sum",
        "https://leetcode.com.example.org/problems/two-sum", "ftp://leetcode.com/problems/two-sum",
        "https://leetcode.com/problems/../two-sum", "https://leetcode.com/problems/two%20sum", "http://[x/problems/a",
        "https://leetcode.com/problems/" + "a" * 300, "\x00", "１２３４５６",
    ],
)  # fmt: skip
def test_what_names_no_problem_is_refused(text: str) -> None:
    with pytest.raises(UnknownProblem):
        SMALL.reach(text)


def test_a_refusal_offers_the_nearest_titles() -> None:
    with pytest.raises(UnknownProblem) as refusal:
        SMALL.reach("two smu")
    assert refusal.value.near[0] == "1. Two Sum"


@pytest.mark.parametrize(
    ("other", "label", "url"),
    [
        (
            OtherProblem(slug="valid-sudoku"),
            "Valid sudoku",
            "https://leetcode.com/problems/valid-sudoku/",
        ),
        (OtherProblem(number=36), "Problem 36", None),
    ],
)
def test_another_problem_is_shown_as_well_as_may_be(other: OtherProblem, label: str, url: str | None) -> None:
    assert (other.label, other.url) == (label, url)


def test_a_problem_links_to_where_it_is_solved() -> None:
    assert (THREE_SUM.label, THREE_SUM.url) == ("15. 3Sum", "https://leetcode.com/problems/3sum/")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("1", (TWO_SUM, THREE_SUM)),
        ("22", (INVERT,)),
        ("sum", (TWO_SUM, PATH, THREE_SUM)),
        ("3sum", (THREE_SUM,)),
        ("binary tree", (PATH, INVERT)),
        ("tree", (PATH, INVERT)),
        ("bst", (KTH,)),
        ("hash", (TWO_SUM,)),
        ("trees hard", (PATH,)),
        ("ínvert", (INVERT,)),
        ("invrt binray tre", (INVERT,)),
        ("https://leetcode.com/problems/3sum/", (THREE_SUM,)),
        ("xyzzy", ()),
    ],
)
def test_typing_finds_titles_before_topics_and_forgives_slips(query: str, first: tuple[Problem, ...]) -> None:
    found = SMALL.search(query)
    assert found[: len(first)] == first
    assert bool(found) == bool(first)


def test_before_anything_is_typed_problems_come_by_number() -> None:
    assert SMALL.search("", 3) == (TWO_SUM, THREE_SUM, PATH)


def test_a_list_has_the_order_of_its_author() -> None:
    assert SMALL.in_order("first-four") == (ROOMS, TWO_SUM, INVERT, THREE_SUM)
    assert SMALL.members("first-four") == {each.key for each in (ROOMS, TWO_SUM, INVERT, THREE_SUM)}
    assert SMALL.members("nobodys") == frozenset()
    with pytest.raises(UnknownProblemList) as refusal:
        SMALL.in_order("nobodys")
    assert refusal.value.offered == ("First Four",)


def test_free_problems_are_those_without_a_subscription() -> None:
    assert ROOMS not in SMALL.free
    assert {*SMALL.free, ROOMS} == {*PROBLEMS}


def test_a_title_that_looks_like_a_number_is_a_title() -> None:
    matrix = Problem(542, "01 Matrix", "01-matrix", EASY, "hash-maps")
    held = Catalogue([], [], [TWO_SUM, matrix])
    assert (held.find("01 matrix"), held.find("01-matrix"), held.find("1")) == (matrix, matrix, TWO_SUM)


@given(st.text(max_size=60), st.integers(1, 8))
def test_whatever_is_typed_gives_distinct_problems_and_no_more_than_asked(query: str, limit: int) -> None:
    found = SMALL.search(query, limit)
    assert len({problem.key for problem in found}) == len(found) <= limit


@given(st.sampled_from(PROBLEMS), st.data())
def test_every_beginning_of_a_title_finds_its_problem(problem: Problem, data: st.DataObject) -> None:
    beginning = problem.title[: data.draw(st.integers(1, len(problem.title)))]
    assert problem in SMALL.search(beginning)


@given(st.text(max_size=80))
def test_a_reference_is_a_number_or_a_slug_and_never_both(text: str) -> None:
    found = reference(text)
    assert found is None or (found.number is None) != (found.slug is None)


@given(st.from_regex(r"[a-z0-9]{1,10}(-[a-z0-9]{1,10}){0,5}", fullmatch=True))
def test_the_address_of_a_slug_leads_back_to_it(slug: str) -> None:
    other = OtherProblem(slug=slug)
    assert reference(other.url or "") == Reference(slug=slug, linked=True)
