"""Whatever bytes come, reading them gives a value."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.leetcode import DailyProblem, Missing, Profile
from bot.leetcode.queries import DAILY, PROFILE, SOLVED, Query
from bot.leetcode.verdict import Failure, Reply, judge
from tests.delivery.world import HandClock, utc
from tests.leetcode.graphql import parse
from tests.leetcode.pages import PROBLEMS, Pages

NOON = utc("2026-09-11 12:00")
QUERIES: list[Query[Any]] = [PROFILE, SOLVED, DAILY]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
known = (Profile, tuple, DailyProblem, Missing, Failure)


def right(query: Query[Any]) -> Any:
    """A right answer to it, as JSON values."""
    pages = Pages(HandClock(NOON))
    pages.add("ada", "about").solved.append((PROBLEMS[0], NOON))
    return pages.answer(parse(query.text, {"username": "ada", "limit": 20}))


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for key, each in inside for place in places(each, (*way, key)))]


def replaced(value: Any, way: tuple[Any, ...], new: Any) -> Any:
    """The same with something else at that place."""
    if not way:
        return new
    copy = value.copy()
    copy[way[0]] = replaced(value[way[0]], way[1:], new)
    return copy


@given(
    st.sampled_from(QUERIES),
    st.integers(100, 599),
    st.sampled_from(["application/json", "text/html", "", "application/graphql-response+json"]),
    st.binary(max_size=200),
    st.booleans(),
    st.none() | st.text(max_size=40),
)
def test_no_reply_raises(
    query: Query[Any], status: int, media: str, body: bytes, whole: bool, retry_after: str | None
) -> None:
    verdict = judge(Reply(status, media, body, whole, retry_after), NOON)
    result = verdict if isinstance(verdict, Failure) else query.read(verdict, NOON)
    assert isinstance(result, known)


@given(st.sampled_from(QUERIES), st.data())
def test_no_answer_of_another_shape_raises(query: Query[Any], data: st.DataObject) -> None:
    answer = right(query)
    way = data.draw(st.sampled_from(places(answer)))
    body = json.dumps(replaced(answer, way, data.draw(anything))).encode()
    assert isinstance(query.read(body, NOON), known)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_answer_that_is_cut_off_is_taken_for_a_whole_one(query: Query[Any]) -> None:
    body = json.dumps(right(query)).encode()
    assert not isinstance(query.read(body, NOON), Failure)
    assert all(isinstance(query.read(body[:end], NOON), Failure) for end in range(len(body)))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_nesting_without_end_is_no_answer(query: Query[Any]) -> None:
    assert isinstance(query.read(b'{"data":' + b"[" * 100_000, NOON), Failure)
