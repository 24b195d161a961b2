"""Every broken file is refused, and its author is told the file, the line, the key and what to do."""

import pytest
import yaml

from bot.catalog import IMPORT_LIMITS, CatalogError, Limits, check, load
from tests.catalog.broken import Broken
from tests.catalog.roadmaps import GOOD

ITEM = "sections[0].items[0]"
BROKEN = [
    Broken("alias", "summary: A sample.", "summary: *title", 3, "summary", "aliases"),
    Broken("anchor", "title: Sample", "title: &title Sample", 2, "title", "anchors"),
    Broken("tag", "title: Sample", "title: !!python/name:os.system ''", 2, "title", "tags"),
    Broken("local tag", "title: Do it", "title: !secret Do it", 14, f"{ITEM}.title", "tags"),
    Broken(
        "duplicate key",
        "    weeks: 1",
        "    weeks: 1\n    weeks: 2",
        11,
        "sections[0].weeks",
        "already there",
    ),
    Broken("duplicate top key", "title: Sample", "title: Sample\nid: other", 3, "id", "already there"),
    Broken("list as key", "title: Sample", "? [a]\n: b", 2, "", "a key must be a word"),
    Broken("second document", "summary:", "---\nsummary:", 3, "", "second document"),
    Broken("not YAML", "title: Sample", "title: a: b", 2, "", "not YAML"),
    Broken("tab", "    weeks: 1", "\tweeks: 1", 10, "", "not YAML"),
    Broken("control character", "title: Sample", "title: Sam\x07ple", 1, "", "not YAML"),
    Broken(
        "unknown key",
        "estimate: 60m",
        "estimate: 60m\n        obligatoin: optional",
        16,
        f"{ITEM}.obligatoin",
        "did you mean obligation?",
    ),
    Broken(
        "far unknown key", "kind: task", "kind: task\n        zzzzzz: 1", 14, f"{ITEM}.zzzzzz", "not a key"
    ),
    Broken("missing key", "        kind: task\n", "", 12, f"{ITEM}.kind", "is missing"),
    Broken("bad enum", "kind: task", "kind: chore", 13, f"{ITEM}.kind", "'topic', 'task'"),
    Broken(
        "text for a list", "resources: [book]", "alternatives: book", 16, f"{ITEM}.alternatives", "a list"
    ),
    Broken("list for text", "title: Do it", "title: [Do, it]", 14, f"{ITEM}.title", "must be text"),
    Broken("list for a notation", "estimate: 60m", "estimate: [60m]", 15, f"{ITEM}.estimate", "single value"),
    Broken("mapping for a list", "resources: [book]", "topics: {a: b}", 16, f"{ITEM}.topics", "a list"),
    Broken(
        "text for an item", "      - key: item-1", "      - chore\n      - key: item-1", 12, ITEM, "mapping"
    ),
    Broken("length without unit", "estimate: 60m", "estimate: 60", 15, f"{ITEM}.estimate", "45m, 1h30m"),
    Broken("clock trap", "estimate: 60m", "estimate: 12:30", 15, f"{ITEM}.estimate", "45m, 1h30m"),
    Broken("octal trap", "weeks: 1", "weeks: 0o10", 10, "sections[0].weeks", "5-10"),
    Broken("week zero", "weeks: 1", "weeks: 0", 10, "sections[0].weeks", "from 1 on"),
    Broken("backwards", "weeks: 1", "weeks: 7-6", 10, "sections[0].weeks", "runs backwards"),
    Broken(
        "no is not false", "weeks: 1", "weeks: 1\n    light: no", 11, "sections[0].light", "true or false"
    ),
    Broken("two spans", "weeks: 1", "weeks: 1\n    days: 2", 8, "sections[0]", "more than one of"),
    Broken("two efforts", "estimate: 60m", "estimate: 60m\n        hours: 1", 12, ITEM, "keep one"),
    Broken(
        "two paces", "estimate_per_week: 10h", "estimate_per_week: 10h\nhours_per_week: 9", 1, "", "either"
    ),
    Broken("no pace", "estimate_per_week: 10h\n", "", 1, "", "either"),
    Broken("bad key", "key: item-1", "key: Item 1", 12, f"{ITEM}.key", "lower-case"),
    Broken("bad address", "title: A book", "title: A book, url: ftp://x", 6, "resources[0].url", "http"),
    Broken("script address", "title: A book", "title: B, url: 'javascript:x'", 6, "resources[0].url", "http"),
    Broken("empty title", "title: Do it", "title: ''", 14, f"{ITEM}.title", "empty"),
    Broken("long title", "title: Do it", f"title: {'x' * 101}", 14, f"{ITEM}.title", "at most 100"),
    Broken("two-line title", "title: Do it", 'title: "Do\\nit"', 14, f"{ITEM}.title", "single line"),
    Broken("no sections", GOOD[GOOD.index("sections:") :], "sections: []\n", 7, "sections", "at least 1"),
    Broken(
        "dangling resource", "[book]", "[boook]", 16, f"{ITEM}.resources[0]", "no resource with the key boook"
    ),
    Broken("dangling need", "resources: [book]", "needs: w9", 16, f"{ITEM}.needs[0]", "no item or section"),
    Broken("needs itself", "resources: [book]", "needs: item-1", 16, f"{ITEM}.needs[0]", "comes later"),
    Broken("clashing keys", "key: item-1", "key: week-1", 12, f"{ITEM}.key", "already used at sections[0]"),
    Broken("no effort", "        estimate: 60m\n", "", 12, ITEM, "has no effort"),
    Broken("no project", "resources: [book]", "stage: model", 16, f"{ITEM}.stage", "no stage"),
    Broken("nameless section", "    weeks: 1\n", "", 8, "sections[0]", "needs a label"),
    Broken(
        "one alternative", "resources: [book]", "alternatives: [A]", 16, f"{ITEM}.alternatives", "no choice"
    ),
    Broken(
        "twin options", "resources: [book]", "alternatives: [A, a]", 16, f"{ITEM}.alternatives", "same key"
    ),
    Broken("picks too many", "weeks: 1", "weeks: 1\n    choose: 2", 11, "sections[0].choose", "of 1 options"),
    Broken("too full", "weeks: 1", "weeks: 1\n    at_most: 30m", 8, "sections[0]", "more than its at_most"),
    Broken(
        "skill of six",
        "resources:",
        "roles: [{key: r, title: R, skills: {a: 6}}]\nresources:",
        5,
        "roles[0].skills.a",
        "at most 5",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.what)
def test_the_author_is_told_where_and_what(broken: Broken) -> None:
    assert broken.old in GOOD
    with pytest.raises(CatalogError) as caught:
        load(GOOD.replace(broken.old, broken.new, 1).encode(), "roadmaps/x.yaml")
    first = next(problem for problem in caught.value.problems if problem.is_error)
    assert (first.file, first.line, first.path) == ("roadmaps/x.yaml", broken.line, broken.path)
    assert broken.says in first.message


BYTES: list[tuple[str, bytes, int, str, str]] = [
    ("byte order mark", b"\xef\xbb\xbf" + GOOD.encode(), 1, "", "byte order mark"),
    ("latin-1", GOOD.replace("A sample", "Für alle").encode("latin-1"), 3, "", "not UTF-8"),
    ("utf-16", GOOD.encode("utf-16"), 1, "", "not UTF-8"),
    ("NUL", b"id: a\x00b", 1, "", "not YAML"),
    ("65 KiB", b"#" * (IMPORT_LIMITS.size + 1), 1, "", "65,537 bytes; at most 65,536"),
    ("500 brackets", b"id: " + b"[" * 500, 1, "id" + "[0]" * 20, "nested more than 20"),
    ("too many values", b"id: [" + b"a," * 20_000 + b"]", 1, "id[19997]", "more than 20,000 values"),
    ("a key like a novel", b"a" * 201 + b": 1", 1, "", "a key has more than 200 characters"),
    ("empty", b"", 1, "", "the file is empty"),
    ("only a comment", b"# nothing\n", 1, "", "the file is empty"),
    ("a scalar", b"hello", 1, "", "mapping of keys"),
    ("a zip renamed", b"PK\x03\x04\x14\x00\xff\xfe", 1, "", "not UTF-8"),
]


@pytest.mark.parametrize(
    ("raw", "line", "path", "says"), [case[1:] for case in BYTES], ids=[c[0] for c in BYTES]
)
def test_bytes_that_are_no_roadmap_are_refused_early(raw: bytes, line: int, path: str, says: str) -> None:
    problem = check(raw, "upload.yaml")[0]
    assert (problem.line, problem.path) == (line, path)
    assert says in problem.message


def test_a_bomb_of_aliases_is_refused_without_being_expanded() -> None:
    rows = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 30))]
    problems = check("\n".join(rows).encode(), "bomb.yaml")
    assert {problem.message.split(" ")[0] for problem in problems} == {"anchors", "aliases"}
    assert len(problems) == 30 + 3 * 29


def test_a_value_that_contains_itself_is_refused() -> None:
    assert "anchors" in check(b"id: &me [*me]", "x.yaml")[0].message


def test_all_errors_of_a_file_are_told_at_once_in_order() -> None:
    text = (
        GOOD.replace("kind: task", "kind: chore").replace("weeks: 1", "weeks: soon").replace("id: ", "idd: ")
    )
    problems = check(text.encode(), "x.yaml")
    assert [(problem.line, problem.path) for problem in problems] == [
        (1, "id"),
        (1, "idd"),
        (10, "sections[0].weeks"),
        (13, f"{ITEM}.kind"),
    ]


def test_a_problem_reads_like_a_compiler_message() -> None:
    text = GOOD.replace("kind: task", "kind: chore")
    with pytest.raises(CatalogError, match=r"^roadmaps/x\.yaml:13: sections\[0\]\.items\[0\]\.kind: must be"):
        load(text.encode(), "roadmaps/x.yaml")


def test_the_limits_belong_to_the_caller() -> None:
    small = Limits(size=100)
    assert "at most 100" in check(GOOD.encode(), "x.yaml", small)[0].message
    assert check(GOOD.encode(), "x.yaml") == ()


@pytest.mark.parametrize("word", ["12:30", "no", "010", "1e3", "0x1F", "~", "2024-01-01", "yes", ".inf"])
def test_words_that_yaml_would_reinterpret_stay_words(word: str) -> None:
    loaded = load(GOOD.replace("Do it", word).encode(), "x.yaml")
    assert loaded.roadmap.sections[0].items[0].title == word


def test_without_the_fast_parser_the_same_files_pass_and_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = load(GOOD.encode(), "x.yaml")
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert load(GOOD.encode(), "x.yaml") == fast
    assert "nested more than 20" in check(b"id: " + b"[" * 500, "x.yaml")[0].message
    assert "aliases" in check(b"id: *me", "x.yaml")[0].message
