"""The checker takes what Discord takes and names the rule that anything else breaks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.discord_api.broken import BAD
from tests.discord_api.checker import check
from tests.discord_api.problem import Problem
from tests.discord_api.samples import (
    CALLBACK,
    EVENTS,
    GOOD,
    MESSAGES,
    NOW,
    ORIGINAL,
    SYNC,
    Case,
    button,
    container,
    event,
    layout,
    row,
)


@pytest.mark.parametrize("case", GOOD.values(), ids=GOOD.keys())
def test_what_discord_takes_has_no_problem(case: Case) -> None:
    method, path, body = case

    assert check(method, path, body, now=NOW) == []


@pytest.mark.parametrize(("case", "where", "rule"), BAD.values(), ids=BAD.keys())
def test_a_broken_rule_is_named_at_its_place(case: Case, where: str, rule: str) -> None:
    method, path, body = case

    assert (where, rule) in {(p.path, p.rule) for p in check(method, path, body, now=NOW)}


def test_only_the_branch_that_fits_the_type_speaks() -> None:
    method, path, body = layout(container(row(button(label="x" * 81))))

    found = check(method, path, body)

    assert [(p.layer, p.path, p.rule) for p in found] == [
        ("spec", "components[0].components[0].components[0].label", "maxLength")
    ]


def test_without_a_present_nothing_is_said_about_the_past() -> None:
    method, path, body = event(scheduled_start_time="2025-12-31T10:00:00Z")

    assert check(method, path, body) == []


KEYS = [
    "content",
    "embeds",
    "components",
    "options",
    "choices",
    "type",
    "data",
    "name",
    "title",
    "fields",
    "footer",
    "author",
    "allowed_mentions",
    "parse",
    "users",
    "flags",
    "accessory",
    "component",
    "style",
    "custom_id",
    "min_values",
    "max_values",
    "name_localizations",
    "x",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 20) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(
    route=st.sampled_from(
        [("POST", MESSAGES), ("POST", CALLBACK), ("PATCH", ORIGINAL), ("PUT", SYNC), ("POST", EVENTS)]
    ),
    body=JSON,
)
def test_whatever_is_sent_is_judged_and_never_an_exception(route: tuple[str, str], body: Any) -> None:
    assert all(isinstance(problem, Problem) for problem in check(*route, body, now=NOW))


def test_a_problem_reads_as_one_line() -> None:
    [problem] = check("POST", MESSAGES, {"content": "x" * 2001})

    assert str(problem) == "[docs] content: content-length: 2001 characters, at most 2000"
