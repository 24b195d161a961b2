"""The local LeetCode is as strict and as strange as the real one is known to be."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from tests.delivery.world import HandClock
from tests.leetcode.fake import FakeLeetCode
from tests.leetcode.pages import NO_CALENDAR, NOBODY, PROBLEMS, Problem

DAILY = "query { activeDailyCodingChallengeQuestion { date question { %s } } }"
LIST = (
    "query list($limit: Int, $skip: Int, $filters: QuestionListFilterInput) { page: questionList("
    'categorySlug: "", limit: $limit, skip: $skip, filters: $filters'
    ") { total: totalNum questions: data { titleSlug } } }"
)


@pytest.fixture
async def visitor(fake: FakeLeetCode) -> AsyncGenerator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(headers={"Referer": fake.base}) as session:
        yield session


async def ask(visitor: aiohttp.ClientSession, fake: FakeLeetCode, query: str, **variables: Any) -> Any:
    asked = {"query": query, "variables": variables}
    async with visitor.post(f"{fake.base}/graphql/", json=asked) as response:
        return await response.json() | {"status": response.status}


@pytest.mark.parametrize(
    ("bare", "real"),
    [("paidOnly", "isPaidOnly"), ("frontendQuestionId", "questionFrontendId")],
)
async def test_a_field_exists_only_by_its_real_name_or_as_an_alias_of_it(
    fake: FakeLeetCode, visitor: aiohttp.ClientSession, bare: str, real: str
) -> None:
    refused = await ask(visitor, fake, DAILY % bare)
    assert refused["status"] == 400
    assert f'Cannot query field "{bare}" on type "QuestionNode".' in refused["errors"][0]["message"]

    aliased = await ask(visitor, fake, DAILY % f"{bare}: {real}")
    assert aliased["status"] == 200
    question = aliased["data"]["activeDailyCodingChallengeQuestion"]["question"]
    assert list(question) == [bare]


@pytest.mark.parametrize(
    "query",
    ["query { nothing }", "query { question }", "query { question(titleSlug: $slug) { title } }", "query {"],
)
async def test_a_query_that_cannot_be_is_refused(
    fake: FakeLeetCode, visitor: aiohttp.ClientSession, query: str
) -> None:
    assert (await ask(visitor, fake, query))["status"] == 400


async def test_numbers_and_moments_are_text(
    fake: FakeLeetCode, visitor: aiohttp.ClientSession, clock: HandClock
) -> None:
    fake.pages.add("ada").solved.append((PROBLEMS[0], clock.now()))
    query = 'query { recentAcSubmissionList(username: "ada", limit: 99) { id timestamp } }'
    (entry,) = (await ask(visitor, fake, query))["data"]["recentAcSubmissionList"]
    assert entry["timestamp"] == str(int(clock.now().timestamp()))
    assert entry["id"].isdigit()


async def test_a_list_has_a_hundred_at_most_and_the_total_of_what_fits(
    fake: FakeLeetCode, visitor: aiohttp.ClientSession
) -> None:
    fake.pages.problems = [
        Problem(n, f"p-{n}", f"P {n}", "Hard" if n % 2 else "Easy", ("array", "graph")[: 1 + n % 3])
        for n in range(1, 301)
    ]
    hard = await ask(visitor, fake, LIST, limit=500, skip=0, filters={"difficulty": "HARD"})
    page = hard["data"]["page"]
    assert (page["total"], len(page["questions"])) == (150, 100)
    both = await ask(visitor, fake, LIST, limit=5, skip=1, filters={"tags": ["array", "graph"]})
    page = both["data"]["page"]
    assert page["total"] == 200
    assert [each["titleSlug"] for each in page["questions"]] == ["p-2", "p-4", "p-5", "p-7", "p-8"]


async def test_who_and_what_is_unknown_is_null(fake: FakeLeetCode, visitor: aiohttp.ClientSession) -> None:
    nobody = await ask(visitor, fake, 'query { matchedUser(username: "nobody") { username } }')
    assert nobody["status"] == 200
    assert nobody["data"] == {"matchedUser": None}
    assert nobody["errors"][0]["message"] == NOBODY
    assert (await ask(visitor, fake, 'query { question(titleSlug: "no") { title } }'))["data"] == {
        "question": None
    }


async def test_asking_for_the_calendar_loses_the_whole_person(
    fake: FakeLeetCode, visitor: aiohttp.ClientSession
) -> None:
    fake.pages.add("ada")
    query = 'query { matchedUser(username: "ada") { username userCalendar(year: 2026) { streak } } }'
    answer = await ask(visitor, fake, query)
    assert answer["data"] == {"matchedUser": None}
    assert answer["errors"][0]["message"] == NO_CALENDAR


async def test_a_request_from_nowhere_is_taken_for_a_forged_one(fake: FakeLeetCode) -> None:
    async with (
        aiohttp.ClientSession() as stranger,
        stranger.post(f"{fake.base}/graphql", json={"query": DAILY % "title"}) as response,
    ):
        assert response.status == 403
        assert response.content_type == "text/html"
        assert "CSRF" in await response.text()


async def test_answers_try_to_set_a_cookie(fake: FakeLeetCode, visitor: aiohttp.ClientSession) -> None:
    async with visitor.post(f"{fake.base}/graphql", json={"query": DAILY % "title"}) as response:
        assert "csrftoken" in response.headers["Set-Cookie"]


async def test_the_daily_changes_at_midnight_or_a_little_later(
    fake: FakeLeetCode, visitor: aiohttp.ClientSession, clock: HandClock
) -> None:
    clock.pass_time(timedelta(hours=12))
    for lag, day in ((timedelta(minutes=10), "2026-09-11"), (timedelta(), "2026-09-12")):
        fake.pages.lag = lag
        answer = await ask(visitor, fake, DAILY % "title")
        assert answer["data"]["activeDailyCodingChallengeQuestion"]["date"] == day
