"""The client where all goes well: what it finds, how it behaves as a guest, and how it ends."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.leetcode import (
    DailyProblem,
    Found,
    LeetCode,
    Missing,
    Profile,
    Reason,
    Submission,
    Unavailable,
)
from bot.leetcode.client import LeetCodeClient
from bot.leetcode.pace import LONGEST_LINE
from bot.version import VERSION
from tests.delivery.world import HandClock, utc
from tests.leetcode.fake import FakeLeetCode
from tests.leetcode.faults import answered, rate_limited, says, slow
from tests.leetcode.pages import PROBLEMS

TODAY = date(2026, 9, 11)
TWO_SUM, *_, PAID = PROBLEMS


@pytest.mark.parametrize(
    ("about", "real_name", "found"),
    [
        ("Hello. cohort-ABCD2345", "", "Hello. cohort-ABCD2345"),
        ("", "Ada cohort-ABCD2345", "Ada cohort-ABCD2345"),
        ("two\nlines", "Ada", "Ada\ntwo\nlines"),
        (None, None, ""),
    ],
)
async def test_a_profile_holds_every_word_its_owner_wrote(
    fake: FakeLeetCode, client: LeetCodeClient, about: str | None, real_name: str | None, found: str
) -> None:
    fake.pages.add("Ada_99", about, real_name)
    assert await client.profile("ada_99") == Found(Profile("Ada_99", found))


async def test_a_profile_without_its_own_part_says_nothing(
    fake: FakeLeetCode, client: LeetCodeClient
) -> None:
    fake.breaks(says({"data": {"matchedUser": {"username": "ada", "profile": None}}}))
    assert await client.profile("ada") == Found(Profile("ada", ""))


async def test_nobody_of_this_name_is_an_answer(fake: FakeLeetCode, client: LeetCode) -> None:
    assert await client.profile("nobody") == Missing()
    fake.breaks(says({"data": {"matchedUser": None}}))
    assert await client.profile("nobody") == Missing()


async def test_what_was_solved_comes_newest_first_and_in_utc(
    fake: FakeLeetCode, client: LeetCodeClient
) -> None:
    early, late = utc("2026-09-10 08:00"), utc("2026-09-11 09:30")
    fake.pages.add("ada").solved += [(TWO_SUM, early), (PAID, late), (TWO_SUM, late + timedelta(minutes=1))]
    assert await client.solved("ada") == Found(
        (
            Submission("two-sum", "Two Sum", late + timedelta(minutes=1)),
            Submission("meeting-rooms-ii", "Meeting Rooms II", late),
            Submission("two-sum", "Two Sum", early),
        )
    )


async def test_leetcode_gives_no_more_than_twenty(fake: FakeLeetCode, client: LeetCodeClient) -> None:
    start = utc("2026-09-01 08:00")
    fake.pages.add("ada").solved += [(TWO_SUM, start + timedelta(hours=hour)) for hour in range(50)]
    answer = await client.solved("ada")
    assert isinstance(answer, Found)
    assert [each.at for each in answer.value] == [start + timedelta(hours=hour) for hour in range(49, 29, -1)]


async def test_who_solved_nothing_or_hides_it_has_an_empty_list(
    fake: FakeLeetCode, client: LeetCodeClient
) -> None:
    assert await client.solved("ada") == Found(())
    fake.breaks(says({"data": {"recentAcSubmissionList": None}}))
    assert await client.solved("ada") == Found(())


async def test_the_daily_is_asked_for_once_a_day(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock
) -> None:
    fake.pages.dailies = {TODAY: TWO_SUM, TODAY + timedelta(days=1): PAID}
    first = Found(DailyProblem(TODAY, "two-sum", 1, "Two Sum", "easy", paid=False))
    assert [await client.daily() for _ in range(3)] == [first] * 3
    assert len(fake.calls) == 1

    clock.pass_time(timedelta(hours=12))
    second = DailyProblem(date(2026, 9, 12), "meeting-rooms-ii", 253, "Meeting Rooms II", "medium", paid=True)
    assert await client.daily() == Found(second)
    assert len(fake.calls) == 2


async def test_a_daily_that_everybody_wants_at_once_is_asked_for_once(
    fake: FakeLeetCode, client: LeetCodeClient
) -> None:
    answers = await asyncio.gather(*(client.daily() for _ in range(10)))
    assert len(set(answers)) == 1
    assert len(fake.calls) == 1


async def test_yesterdays_problem_is_never_taken_for_todays(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock
) -> None:
    fake.pages.lag = timedelta(minutes=8)
    clock.moment = utc("2026-09-12 00:00")
    early = await client.daily()
    assert isinstance(early, Unavailable)
    assert (early.reason, early.retry_at) == (Reason.NOT_YET, clock.now() + timedelta(minutes=5))

    clock.pass_time(timedelta(minutes=4))
    assert await client.daily() == early
    assert len(fake.calls) == 1

    clock.moment = early.retry_at
    again = await client.daily()
    assert isinstance(again, Unavailable)
    assert again.reason is Reason.NOT_YET

    clock.moment = again.retry_at
    answer = await client.daily()
    assert isinstance(answer, Found)
    assert answer.value.day == date(2026, 9, 12)


async def test_a_day_without_a_problem_is_waited_for_and_others_are_still_answered(
    fake: FakeLeetCode, client: LeetCodeClient, caplog: pytest.LogCaptureFixture
) -> None:
    fake.pages.no_daily = True
    fake.pages.add("ada")
    answer = await client.daily()
    assert isinstance(answer, Unavailable)
    assert answer.reason is Reason.NOT_YET
    assert isinstance(await client.profile("ada"), Found)
    assert caplog.records == []


async def test_it_says_who_it_is_and_keeps_no_cookies(fake: FakeLeetCode, client: LeetCodeClient) -> None:
    await client.profile("ada")
    await client.profile("ada")
    for call in fake.calls:
        assert call.headers["User-Agent"].startswith(f"Cohort/{VERSION} ")
        assert "Mozilla" not in call.headers["User-Agent"]
        assert call.headers["Origin"] == fake.base
        assert call.headers["Referer"] == f"{fake.base}/"
        assert "Cookie" not in call.headers
    assert [(call.operation, call.variables) for call in fake.calls] == [
        ("userProfile", {"username": "ada"})
    ] * 2


async def test_many_who_ask_at_once_are_answered_one_after_the_other(
    fake: FakeLeetCode, client: LeetCodeClient
) -> None:
    fake.pages.add("ada")
    await asyncio.gather(*(client.profile("ada") for _ in range(5)))
    moments = [call.at for call in fake.calls]
    assert fake.at_once == 1
    assert moments == [moments[0] + second for second in range(5)]


async def test_a_line_that_is_too_long_says_when_to_come_back(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock
) -> None:
    fake.pages.add("ada")
    start = clock.now()
    answers = await asyncio.gather(*(client.profile("ada") for _ in range(LONGEST_LINE + 2)))
    sent_away = [each for each in answers if isinstance(each, Unavailable)]
    assert sent_away == [Unavailable(Reason.BUSY, start + timedelta(seconds=LONGEST_LINE))] * 2
    assert len(fake.calls) == LONGEST_LINE


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_it_follows_nobody_elsewhere(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock, status: int
) -> None:
    async with FakeLeetCode(clock) as elsewhere:
        fake.breaks(answered(status, headers={"Location": f"{elsewhere.base}/graphql"}))
        answer = await client.profile("ada")
    assert isinstance(answer, Unavailable)
    assert answer.reason is Reason.CHANGED
    assert elsewhere.calls == []


async def test_nothing_is_opened_before_somebody_asks(fake: FakeLeetCode, clock: HandClock) -> None:
    client = LeetCodeClient(clock, fake.base)
    assert client._transport._session is None
    await client.close()
    assert client._transport._session is None


async def test_after_closing_nothing_is_asked(
    fake: FakeLeetCode, client: LeetCodeClient, caplog: pytest.LogCaptureFixture
) -> None:
    fake.pages.add("ada")
    await client.profile("ada")
    await client.close()
    await client.close()
    for answer in (await client.profile("ada"), await client.solved("ada"), await client.daily()):
        assert isinstance(answer, Unavailable)
        assert answer.reason is Reason.CLOSED
    assert len(fake.calls) == 1
    assert caplog.records == []


async def test_closing_ends_what_is_under_way_and_what_waits(
    fake: FakeLeetCode, client: LeetCodeClient, caplog: pytest.LogCaptureFixture
) -> None:
    never = asyncio.Event()
    fake.breaks(slow(never))
    asked = [asyncio.create_task(client.profile("ada")) for _ in range(3)]
    await fake.heard.wait()
    await client.close()
    for answer in await asyncio.wait_for(asyncio.gather(*asked), 5):
        assert isinstance(answer, Unavailable)
        assert answer.reason is Reason.CLOSED
    assert len(fake.calls) == 1
    assert caplog.records == []


async def test_who_gives_up_waiting_leaves_the_way_free(fake: FakeLeetCode, client: LeetCodeClient) -> None:
    fake.pages.add("ada")
    fake.breaks(slow(asyncio.Event()))
    impatient = asyncio.create_task(client.profile("ada"))
    await fake.heard.wait()
    impatient.cancel()
    assert await asyncio.gather(impatient, return_exceptions=True) != []
    assert isinstance(await client.profile("ada"), Found)


async def test_one_probe_goes_after_a_rest_and_the_others_wait_for_what_it_meets(
    fake: FakeLeetCode, client: LeetCodeClient, clock: HandClock
) -> None:
    fake.breaks(rate_limited(), times=2)
    fake.pages.add("ada")
    resting = await client.profile("ada")
    assert isinstance(resting, Unavailable)

    clock.moment = resting.retry_at
    answers = await asyncio.gather(*(client.profile("ada") for _ in range(5)))
    assert len(fake.calls) == 2
    assert len(set(answers)) == 1
    assert isinstance(answers[0], Unavailable)
    assert answers[0].retry_at == clock.now() + timedelta(minutes=2)

    clock.moment = answers[0].retry_at
    answers = await asyncio.gather(*(client.profile("ada") for _ in range(5)))
    assert answers == [Found(Profile("ada", ""))] * 5


async def test_moments_come_from_seconds_written_as_text(fake: FakeLeetCode, client: LeetCodeClient) -> None:
    entry = {"id": "7", "title": "Two Sum", "titleSlug": "two-sum", "timestamp": "1705161771"}
    fake.breaks(says({"data": {"recentAcSubmissionList": [entry | {"runtime": "3 ms"}]}}))
    moment = datetime(2024, 1, 13, 16, 2, 51, tzinfo=UTC)
    assert await client.solved("ada") == Found((Submission("two-sum", "Two Sum", moment),))
