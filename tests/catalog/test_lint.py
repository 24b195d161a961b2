"""Doubtful files load, with a warning where an author should look again."""

import pytest

from bot.catalog import Severity, check, load
from tests.catalog.roadmaps import text_of, with_item, with_section

TWO_WEEKS = """
sections:
  - {key: b, title: B, weeks: 3, items: [{key: b-1, kind: task, title: T, estimate: 1h}]}
  - {key: a, title: A, weeks: 1, items: [{key: a-1, kind: task, title: T, estimate: 1h}]}
"""
OUTSIDE = """
sections:
  - key: phase
    title: Phase
    weeks: 5-8
    sections: [{key: w, title: W, weeks: 1, items: [{key: w-1, kind: task, title: T, estimate: 1h}]}]
"""
WARNED = {
    "a resource nobody uses": ("resources: [{key: book, title: Book}]", "resources[0]", "uses book"),
    "sections out of order": (TWO_WEEKS, "sections[1]", "starts before"),
    "a week outside its phase": (OUTSIDE, "sections[0].sections[0]", "does not lie within phase"),
    "a title longer than a button": (
        with_item(f"detail: d, title: {'x' * 81}").replace("title: Do it, ", ""),
        "sections[0].items[0].title",
        "cuts buttons",
    ),
    "an item of a minute": (
        with_item("detail: d").replace("60m", "1m"),
        "sections[0].items[0]",
        "too short",
    ),
    "an item of a hundred hours": (
        with_section("weeks: 1-20").replace("60m", "100h"),
        "sections[0].items[0]",
        "too long",
    ),
    "a week twice too full": (
        with_section("weeks: 1").replace("60m", "21h"),
        "sections[0]",
        "21.0 h for 1 weeks",
    ),
    "a duration the work does not fill": ("duration: 4 weeks", "duration", "1.0 h of work"),
    "a choice of everything": (with_section("choose: 1"), "sections[0].choose", "nothing to choose"),
}


@pytest.mark.parametrize(("snippet", "path", "says"), WARNED.values(), ids=WARNED.keys())
def test_an_author_is_warned_of(snippet: str, path: str, says: str) -> None:
    found = [problem for problem in check(text_of(snippet).encode(), "x.yaml") if problem.path == path]
    assert [problem.severity for problem in found] == [Severity.WARNING]
    assert says in found[0].message


BRANCHES = """
duration: 1 weeks
sections:
  - key: pick
    title: Pick
    weeks: 1
    choose: 1
    items:
      - {key: a, kind: build, title: A, estimate: 10h}
      - {key: b, kind: build, title: B, estimate: 10h}
"""


def test_options_nobody_does_together_are_not_added_up() -> None:
    assert [problem.path for problem in check(text_of(BRANCHES).encode(), "x.yaml")] == []
    nested = BRANCHES.replace("    items:\n", "    sections:\n").replace(
        "kind: build, title: A, estimate: 10h",
        "label: A, title: A, items: [{key: a-1, kind: build, title: A, estimate: 10h}]",
    )
    nested = nested.replace(
        "kind: build, title: B, estimate: 10h",
        "label: B, title: B, items: [{key: b-1, kind: build, title: B, estimate: 10h}]",
    )
    assert [problem.path for problem in check(text_of(nested).encode(), "x.yaml")] == []


def test_a_warning_keeps_nobody_from_using_the_file() -> None:
    loaded = load(text_of(TWO_WEEKS).encode(), "x.yaml")
    assert len(loaded.warnings) == 1
    assert [section.key for section in loaded.roadmap.sections] == ["b", "a"]


def test_local_numbers_are_not_taken_for_absolute_ones() -> None:
    text = text_of(OUTSIDE.replace("    weeks: 5-8\n", "    weeks: 5-8\n    numbering: local\n"))
    assert check(text.encode(), "x.yaml") == ()


@pytest.mark.parametrize(
    ("snippet", "says"),
    [
        ("sections: [{key: s, title: S, weeks: 1}]", "is empty"),
        ("threads: [{key: t, title: T}]", "has no effort"),
        (with_section("for: {role: nobody}"), "no role with the key nobody"),
        (with_section("checkpoint: [{same: nothing}]"), "no claim with the key nothing"),
        (with_section("checkpoint: [{title: A, same: b}]"), "either a title or `same`"),
        (with_section("checkpoint: [Twice, Twice]"), "already used"),
        (with_item("problems: {set: blind-75}"), "no problem set with the key blind-75"),
        ("habits: [{key: h, title: H, every: day, during: week-9}]", "no section with the key week-9"),
    ],
)
def test_a_file_that_means_nothing_is_refused(snippet: str, says: str) -> None:
    errors = [problem for problem in check(text_of(snippet).encode(), "x.yaml") if problem.is_error]
    assert [says in problem.message for problem in errors] == [True]
