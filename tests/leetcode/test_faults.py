"""Every way in which LeetCode fails is a value that says why and until when; nothing raises."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.leetcode import Found, Missing, Reason, Unavailable
from bot.leetcode.client import LeetCodeClient
from bot.leetcode.transport import MOST_BYTES
from tests.delivery.world import HandClock
from tests.leetcode import faults
from tests.leetcode.fake import FakeLeetCode
from tests.leetcode.faults import Fault
from tests.leetcode.pages import NO_CALENDAR, PROBLEMS
from tests.logs import told

SOON = timedelta(seconds=10)
MINUTE, HALF_AN_HOUR = timedelta(minutes=1), timedelta(minutes=30)

CALENDAR = {"errors": [{"message": NO_CALENDAR}], "data": {"matchedUser": None}}
PARTIAL = {
    "errors": [{"message": "Internal error"}],
    "data": {"matchedUser": {"username": "ada", "profile": None}},
}


@pytest.mark.parametrize(
    ("fault", "reason", "wait"),
    [
        (faults.rate_limited(), Reason.RATE_LIMITED, MINUTE),
        (faults.rate_limited("45"), Reason.RATE_LIMITED, timedelta(seconds=45)),
        (faults.rate_limited("0"), Reason.RATE_LIMITED, timedelta(seconds=1)),
        (faults.rate_limited("9" * 5000), Reason.RATE_LIMITED, timedelta(days=1)),
        (faults.rate_limited("Fri, 11 Sep 2026 12:05:00 GMT"), Reason.RATE_LIMITED, timedelta(minutes=5)),
        (faults.rate_limited("Fri, 11 Sep 2020 12:05:00 GMT"), Reason.RATE_LIMITED, timedelta(seconds=1)),
        (faults.rate_limited("in a while"), Reason.RATE_LIMITED, MINUTE),
        (faults.challenge(403), Reason.CHALLENGE, HALF_AN_HOUR),
        (faults.challenge(403, header=False), Reason.CHALLENGE, HALF_AN_HOUR),
        (faults.challenge(200), Reason.CHALLENGE, HALF_AN_HOUR),
        (faults.challenge(200, header=False), Reason.CHALLENGE, HALF_AN_HOUR),
        (faults.challenge(503, header=False), Reason.CHALLENGE, HALF_AN_HOUR),
        (faults.csrf, Reason.REFUSED, HALF_AN_HOUR),
        (faults.answered(401), Reason.REFUSED, HALF_AN_HOUR),
        (faults.answered(500), Reason.BROKEN, SOON),
        (faults.answered(502, "<html>Bad gateway</html>"), Reason.BROKEN, SOON),
        (faults.answered(503, headers={"Retry-After": "90"}), Reason.BROKEN, timedelta(seconds=90)),
        (faults.drift("aboutMe", "UserProfileNode"), Reason.CHANGED, SOON),
        (faults.answered(404), Reason.CHANGED, SOON),
        (faults.says({"data": {"matchedUser": {"username": "ada"}}}), Reason.CHANGED, SOON),
        (faults.says({"data": {}}), Reason.CHANGED, SOON),
        (faults.says([]), Reason.CHANGED, SOON),
        (faults.says({"data": None}), Reason.BROKEN, SOON),
        (faults.says({}), Reason.BROKEN, SOON),
        (faults.says(CALENDAR), Reason.BROKEN, SOON),
        (faults.says(PARTIAL), Reason.BROKEN, SOON),
        (faults.answered(200, "all is well"), Reason.UNREADABLE, SOON),
        (faults.answered(204), Reason.UNREADABLE, SOON),
        (faults.truncated, Reason.UNREADABLE, SOON),
        (faults.huge(2 * MOST_BYTES), Reason.UNREADABLE, SOON),
        (faults.packed(8 * MOST_BYTES), Reason.UNREADABLE, SOON),
        (faults.packed(200 * MOST_BYTES), Reason.UNREADABLE, SOON),
        (faults.broken_off, Reason.NETWORK, SOON),
        (faults.hung_up, Reason.NETWORK, SOON),
    ],
)
async def test_a_fault_is_named_with_the_moment_of_the_next_try_and_passes(
    fake: FakeLeetCode,
    client: LeetCodeClient,
    clock: HandClock,
    fault: Fault,
    reason: Reason,
    wait: timedelta,
) -> None:
    fake.pages.add("ada")
    fake.breaks(fault)
    answer = await client.profile("ada")
    assert answer == Unavailable(reason, clock.now() + wait)
    clock.pass_time(wait)
    assert isinstance(await client.profile("ada"), Found)


@pytest.mark.parametrize("fault", [faults.slow, faults.dripping])
async def test_an_answer_that_takes_too_long_is_given_up(
    fake: FakeLeetCode, clock: HandClock, fault: Any
) -> None:
    client = LeetCodeClient(clock, fake.base, timedelta(seconds=0.2), clock.monotonic, clock.sleep)
    fake.breaks(fault(asyncio.Event()))
    answer = await client.profile("ada")
    await client.close()
    assert answer == Unavailable(Reason.TIMEOUT, clock.now() + SOON)


async def test_three_accidents_in_a_row_make_a_rest_in_which_nothing_is_asked(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock
) -> None:
    fake.breaks(faults.answered(500), times=3)
    for _ in range(2):
        await client.profile("ada")
        clock.pass_time(SOON)
    answer = await client.profile("ada")
    assert answer == Unavailable(Reason.BROKEN, clock.now() + MINUTE)
    clock.pass_time(MINUTE - SOON)
    assert await client.solved("ada") == answer
    assert await client.daily() == answer
    assert len(fake.calls) == 3


@pytest.mark.parametrize(
    ("fault", "reason"), [(faults.truncated, Reason.UNREADABLE), (faults.drift(), Reason.CHANGED)]
)
async def test_success_forgets_earlier_accidents(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock, fault: Fault, reason: Reason
) -> None:
    fake.pages.add("ada")
    for _ in range(4):
        fake.breaks(fault, times=2)
        for _ in range(2):
            assert await client.profile("ada") == Unavailable(reason, clock.now() + SOON)
        assert isinstance(await client.profile("ada"), Found)


async def test_a_refusal_of_one_question_shows_that_leetcode_is_there(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock
) -> None:
    for _ in range(2):
        fake.breaks(faults.answered(500), times=2)
        fake.breaks(faults.drift())
        for reason in (Reason.BROKEN, Reason.BROKEN, Reason.CHANGED):
            assert await client.profile("ada") == Unavailable(reason, clock.now() + SOON)


async def test_a_challenge_that_stays_is_met_less_and_less_often(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock
) -> None:
    fake.breaks(faults.challenge(), times=100)
    end = clock.now() + timedelta(days=2)
    hours: list[float] = []
    while clock.now() < end:
        answer = await client.profile("ada")
        assert isinstance(answer, Unavailable)
        hours.append((answer.retry_at - clock.now()) / timedelta(hours=1))
        clock.moment = answer.retry_at
    assert hours == [0.5, 1, 2, 4, 8, 8, 8, 8, 8, 8]


async def test_asking_us_to_wait_a_second_again_and_again_makes_us_wait_longer(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock
) -> None:
    fake.breaks(faults.rate_limited("1"), times=5)
    waits: list[float] = []
    for _ in range(5):
        answer = await client.profile("ada")
        assert isinstance(answer, Unavailable)
        waits.append((answer.retry_at - clock.now()).total_seconds())
        clock.moment = answer.retry_at
    assert waits == [1, 60, 120, 240, 480]


async def test_one_question_that_changed_does_not_stop_the_others(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock
) -> None:
    fake.pages.add("ada")
    fake.breaks(faults.drift(), times=3)
    for _ in range(2):
        await client.daily()
        clock.pass_time(SOON)
    answer = await client.daily()
    assert answer == Unavailable(Reason.CHANGED, clock.now() + timedelta(hours=1))
    assert await client.daily() == answer
    assert len(fake.calls) == 3
    assert isinstance(await client.profile("ada"), Found)


@pytest.mark.parametrize(
    ("message", "missing"), [("That user does not exist.", True), ("Internal error", False)]
)
async def test_only_leetcodes_own_words_mean_that_there_is_nobody(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock, message: str, missing: bool
) -> None:
    errors = [{"message": message}]
    fake.breaks(faults.says({"errors": errors, "data": {"recentAcSubmissionList": None}}))
    fake.breaks(faults.says({"errors": errors, "data": {"matchedUser": None}}))
    for ask in (client.solved, client.profile):
        answer = await ask("ada")
        assert answer == (Missing() if missing else Unavailable(Reason.BROKEN, clock.now() + SOON))


def _without(name: str) -> Any:
    def change(payload: Any) -> None:
        for value in payload.values() if isinstance(payload, dict) else payload:
            if isinstance(value, dict | list):
                change(value)
        if isinstance(payload, dict):
            payload.pop(name, None)

    return change


def _more(payload: Any) -> None:
    for value in list(payload.values() if isinstance(payload, dict) else payload):
        if isinstance(value, dict | list):
            _more(value)
    if isinstance(payload, dict):
        payload["aNewField"] = {"of": ["any", "kind"]}


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("profile", "matchedUser"),
        ("profile", "username"),
        ("profile", "profile"),
        ("profile", "realName"),
        ("profile", "aboutMe"),
        ("solved", "recentAcSubmissionList"),
        ("solved", "titleSlug"),
        ("solved", "title"),
        ("solved", "timestamp"),
        ("daily", "activeDailyCodingChallengeQuestion"),
        ("daily", "date"),
        ("daily", "question"),
        ("daily", "questionFrontendId"),
        ("daily", "titleSlug"),
        ("daily", "difficulty"),
        ("daily", "isPaidOnly"),
    ],
)
async def test_a_missing_field_is_noticed_and_a_new_one_is_not(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock, question: str, field: str
) -> None:
    fake.pages.add("ada").solved.append((PROBLEMS[0], clock.now()))
    ask = client.daily if question == "daily" else lambda: getattr(client, question)("ada")
    fake.breaks(faults.changed(_without(field)))
    assert await ask() == Unavailable(Reason.CHANGED, clock.now() + SOON)
    fake.breaks(faults.changed(_more))
    assert isinstance(await ask(), Found)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("titleSlug", "../../evil"),
        ("titleSlug", ""),
        ("titleSlug", None),
        ("title", "x" * 301),
        ("timestamp", "-1"),
        ("timestamp", "9" * 30),
        ("timestamp", "yesterday"),
    ],
)
async def test_a_value_that_cannot_be_is_not_passed_on(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock, field: str, value: str | None
) -> None:
    entry = {"title": "Two Sum", "titleSlug": "two-sum", "timestamp": "1705161771"}
    fake.breaks(faults.says({"data": {"recentAcSubmissionList": [entry | {field: value}]}}))
    assert await client.solved("ada") == Unavailable(Reason.CHANGED, clock.now() + SOON)


async def test_with_the_network_unplugged_the_log_says_so_once_an_hour(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    await fake.unplug()
    for _ in range(3 * 60):
        for ask in (client.profile("ada"), client.solved("ada"), client.daily()):
            answer = await ask
            assert isinstance(answer, Unavailable)
            assert answer.reason is Reason.NETWORK
        clock.pass_time(MINUTE)
    assert told(caplog, "leetcode.unavailable", "reason") == ["network"] * 3
    assert {record.levelname for record in caplog.records} == {"WARNING"}


async def test_a_fault_of_ours_is_a_value_as_well(
    fake: FakeLeetCode,
    clock: HandClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def stumble(_seconds: float) -> None:
        raise ZeroDivisionError

    client = LeetCodeClient(clock, fake.base, monotonic=clock.monotonic, sleep=stumble)
    await client.profile("ada")
    for _ in range(2):
        assert await client.profile("ada") == Unavailable(Reason.FAULT, clock.now() + SOON)
    await client.close()
    assert told(caplog, "leetcode.unavailable", "reason") == ["fault"]
    assert "ZeroDivisionError" in caplog.text
