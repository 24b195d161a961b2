"""Feedback: private until both have sent theirs, then each reads what is about them."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.domain import mock_interview_errors as e
from bot.domain.errors import CohortError, TextTooLong
from bot.domain.mock_errors import NotYourInterview
from bot.domain.mock_rubrics import ASK_AFTER, CLOSES_AFTER, INTERVIEWER_RUBRIC, MAX_WORDS, RubricRole
from bot.domain.mock_sessions import SessionNotice
from bot.domain.questions import Bank, Kit
from bot.store import mock_rubrics
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD
from tests.services.interview_house import (
    BEN,
    CYD,
    KIND_SCORES,
    RUBRIC,
    SCORES,
    START,
    InterviewHouse,
    SmallBank,
    house_of,
)

ENDED = START + timedelta(hours=1)
OF_ADA, OF_BEN = ("candidate1", "interviewer2"), ("interviewer1", "candidate2")


class WatchedBank(SmallBank):
    """Remembers who would have waited."""

    def __init__(self) -> None:
        super().__init__()
        self.rechecks = list[bool]()

    async def bank(self, guild_id: int, *, recheck: bool = True) -> Bank:
        """As always."""
        self.rechecks.append(recheck)
        return await super().bank(guild_id, recheck=recheck)

    async def kit(self, guild_id: int, key: str, *, recheck: bool = True) -> Kit:
        """As always."""
        self.rechecks.append(recheck)
        return (await super().bank(guild_id)).kit(key)


@contextmanager
def statements() -> Generator[list[str]]:
    """What is asked of the database meanwhile."""
    said = list[str]()

    def note(*told: Any) -> None:
        said.append(told[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
async def house(store: Store) -> InterviewHouse:
    return await house_of(store)


@pytest.fixture
async def small(sqlite_store: Store) -> InterviewHouse:
    return await house_of(sqlite_store)


async def test_each_reads_the_others_once_both_have_sent_all_of_theirs(house: InterviewHouse) -> None:
    session_id = await house.begun(ADA, BEN)
    kit = await house.kits.open(GUILD, ADA, session_id)
    await house.at(START + timedelta(minutes=30))
    await house.at(ENDED)
    await house.said()
    assert kit.question is not None

    waiting = await house.write(ADA, session_id, *OF_ADA, words="Clear")
    assert (waiting.waiting, waiting.readable, waiting.received, waiting.to_write) == (True, False, (), ())
    half_way = await house.write(BEN, session_id, "interviewer1", words="Kind")
    assert (half_way.readable, [sheet.key for sheet in half_way.to_write]) == (False, ["candidate2"])
    assert await house.said() == []
    done = await house.write(BEN, session_id, "candidate2", words="Calm")

    assert await house.said() == [(SessionNotice.READY, None)]
    assert [
        (each.by and each.by.user_id, each.feedback.role, each.feedback.words) for each in done.received
    ] == [
        (ADA, RubricRole.CANDIDATE, "Clear"),
        (ADA, RubricRole.INTERVIEWER, "Clear"),
    ]
    assert [(each.title, each.rubric) for each in done.received] == [
        (kit.question.title, RUBRIC),
        ("", INTERVIEWER_RUBRIC),
    ]
    async with house.store.read() as tx:
        read = {each.about_key: each.read_at for each in await mock_rubrics.of_session(tx, session_id)}
    assert read == {house.members[BEN].key: ENDED, house.members[ADA].key: None}


async def test_reading_is_noted_once(small: InterviewHouse) -> None:
    session_id = await small.held(ADA, BEN)
    await small.write(ADA, session_id, *OF_ADA)
    await small.write(BEN, session_id, *OF_BEN)
    await small.rubrics.panel(GUILD, ADA, session_id)
    await small.at(ENDED + timedelta(days=30))

    again = await small.rubrics.panel(GUILD, ADA, session_id)

    assert [each.feedback.read_at for each in again.received] == [ENDED, ENDED]
    assert again.until is None


async def test_a_form_is_filled_with_what_was_written(house: InterviewHouse) -> None:
    session_id = await house.held(ADA, BEN)
    empty = await house.rubrics.form(GUILD, ADA, session_id, "candidate1")
    await house.write(ADA, session_id, "candidate1", words="First")
    await house.rubrics.send(GUILD, ADA, session_id, "candidate1", {"plan": 1, "talk": 2}, " ")

    filled = await house.rubrics.form(GUILD, ADA, session_id, "candidate1")

    assert (empty.written, empty.rubric) == (None, RUBRIC)
    assert filled.written is not None
    assert (filled.written.scores, filled.written.words) == ({"plan": 1, "talk": 2}, "")


async def test_nothing_is_changed_once_both_may_read(small: InterviewHouse) -> None:
    session_id = await small.held(ADA, BEN)
    await small.write(ADA, session_id, *OF_ADA)
    await small.write(BEN, session_id, *OF_BEN)
    with pytest.raises(e.FeedbackRead):
        await small.write(ADA, session_id, "candidate1", words="Changed")


async def test_the_observer_is_not_waited_for_and_can_still_write_afterwards(house: InterviewHouse) -> None:
    session_id = await house.held(ADA, BEN, CYD)
    await house.write(ADA, session_id, *OF_ADA)
    done = await house.write(BEN, session_id, *OF_BEN)
    assert done.readable
    assert (SessionNotice.READY, None) in await house.said()

    panel = await house.write(CYD, session_id, "candidate1", words="Seen from outside")

    assert panel.received == ()
    assert await house.said() == []
    words = [each.feedback.words for each in (await house.rubrics.panel(GUILD, BEN, session_id)).received]
    assert words == ["Good", "Good", "Seen from outside"]
    with pytest.raises(e.FeedbackRead):
        await house.write(CYD, session_id, "candidate1", words="Changed")


async def test_after_a_day_only_those_are_asked_who_have_not_written(house: InterviewHouse) -> None:
    session_id = await house.held(ADA, BEN, CYD)
    await house.write(ADA, session_id, *OF_ADA)
    await house.write(BEN, session_id, "interviewer1")

    await house.at(ENDED + ASK_AFTER)

    assert await house.said() == [(SessionNotice.FEEDBACK, BEN)]
    assert (await house.now(session_id)).next_at is None


async def test_nobody_is_asked_when_all_is_there_or_it_is_closed(small: InterviewHouse) -> None:
    session_id = await small.held(ADA, BEN)
    await small.write(ADA, session_id, *OF_ADA)
    await small.write(BEN, session_id, *OF_BEN)
    await small.said()
    await small.at(ENDED + ASK_AFTER)
    assert await small.said() == []

    small.clock.moment = START - timedelta(hours=3)
    await small.held(ADA, BEN)
    await small.said()
    await small.at(ENDED + CLOSES_AFTER + timedelta(days=1))
    assert await small.said() == []


@pytest.mark.parametrize(
    ("who", "key", "after", "scores", "words", "error"),
    [
        (ADA, "interviewer1", timedelta(0), KIND_SCORES, "", e.NotYourSheet),
        (ADA, "candidate2", timedelta(0), SCORES, "", e.NotYourSheet),
        (ADA, "candidate3", timedelta(0), SCORES, "", e.NotYourSheet),
        (ADA, "candidate1", timedelta(0), {"plan": 3}, "", e.ScoresMissing),
        (ADA, "candidate1", timedelta(0), {"plan": 3, "talk": 5}, "", e.ScoresMissing),
        (ADA, "candidate1", timedelta(0), SCORES, "a" * (MAX_WORDS + 1), TextTooLong),
        (ADA, "candidate1", CLOSES_AFTER + timedelta(seconds=1), SCORES, "", e.FeedbackClosed),
        (CYD, "candidate1", timedelta(0), SCORES, "", NotYourInterview),
    ],
)
async def test_what_cannot_be_taken_is_refused(
    small: InterviewHouse,
    who: int,
    key: str,
    after: timedelta,
    scores: dict[str, int],
    words: str,
    error: type[CohortError],
) -> None:
    session_id = await small.held(ADA, BEN)
    small.clock.pass_time(after)
    with pytest.raises(error):
        await small.rubrics.send(GUILD, who, session_id, key, scores, words)
    async with small.store.read() as tx:
        assert await mock_rubrics.of_session(tx, session_id) == ()


async def test_there_is_no_feedback_before_the_end(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)
    with pytest.raises(e.NoFeedbackYet):
        await small.rubrics.panel(GUILD, ADA, session_id)
    with pytest.raises(e.NoFeedbackYet):
        await small.rubrics.form(GUILD, ADA, session_id, "candidate1")


async def test_the_command_means_the_last_interview_that_took_place(small: InterviewHouse) -> None:
    with pytest.raises(e.NoFeedbackYet):
        await small.rubrics.which(GUILD, ADA, None)
    session_id = await small.held(ADA, BEN)
    running = await small.agreed(ADA, CYD, starts_at=START + timedelta(days=1))

    assert await small.rubrics.which(GUILD, ADA, None) == session_id
    assert await small.rubrics.which(GUILD, ADA, None, running) == running
    assert [each.id for each in await small.rubrics.recent(GUILD, BEN)] == [session_id]
    assert await small.rubrics.recent(GUILD, CYD) == ()


async def test_however_many_interviews_are_suggested_they_are_read_in_as_many_statements(
    small: InterviewHouse,
) -> None:
    first = await small.held(ADA, BEN)
    with statements() as few:
        await small.rubrics.recent(GUILD, ADA)
    later = list[int]()
    for day in range(1, 4):
        start = START + timedelta(days=day)
        later.append(await small.agreed(ADA, BEN, starts_at=start))
        await small.at(start)
        for who in (ADA, BEN):
            await small.interviews.start(GUILD, who, later[-1])
        await small.interviews.finish(GUILD, ADA, later[-1])

    with statements() as many:
        found = await small.rubrics.recent(GUILD, ADA)

    assert [each.id for each in found] == [*reversed(later), first]
    assert len(many) == len(few)


async def test_a_form_never_waits_for_questions_to_be_checked_again(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)
    await small.kits.open(GUILD, ADA, session_id)
    await small.interviews.finish(GUILD, ADA, session_id)
    asked = small.kits._questions = WatchedBank()

    await small.rubrics.form(GUILD, ADA, session_id, "candidate1")
    await small.write(BEN, session_id, "interviewer1")
    asked.rechecks.clear()
    await small.rubrics.send(GUILD, ADA, session_id, "candidate1", SCORES, "")

    assert set(asked.rechecks) == {False}
    await small.rubrics.panel(GUILD, ADA, session_id)
    assert True in asked.rechecks


async def test_an_observer_is_told_that_they_watched_and_not_that_something_is_sent(
    small: InterviewHouse,
) -> None:
    session_id = await small.held(ADA, BEN, CYD)
    panel = await small.rubrics.panel(GUILD, CYD, session_id)
    assert (panel.watched, panel.waiting, len(panel.to_write)) == (True, False, 2)
    waiting = await small.write(ADA, session_id, *OF_ADA)
    assert (waiting.watched, waiting.waiting) == (False, True)


async def test_feedback_outlives_its_question(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)
    await small.kits.open(GUILD, ADA, session_id)
    await small.at(START + timedelta(minutes=30))
    await small.at(ENDED)
    await small.write(ADA, session_id, *OF_ADA)
    await small.write(BEN, session_id, *OF_BEN)
    small.kits._questions = SmallBank(("other",))

    panel = await small.rubrics.panel(GUILD, BEN, session_id)

    assert [each.title for each in panel.received] == ["", ""]
    assert panel.received[0].feedback.scores == SCORES
