"""What is asked: nobody gets a question they know, and nobody sees more of it than they may."""

from datetime import timedelta

import pytest

from bot.domain import mock_interview_errors as e
from bot.domain.mock_errors import NotYourInterview
from bot.domain.mock_interviews import KIT_EARLY
from bot.store import mock_asked
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD
from tests.services.interview_house import BEN, CYD, RUBRIC, START, InterviewHouse, SmallBank, house_of

HALF = timedelta(minutes=30)


@pytest.fixture
async def house(store: Store) -> InterviewHouse:
    return await house_of(store)


@pytest.fixture
async def small(sqlite_store: Store) -> InterviewHouse:
    return await house_of(sqlite_store)


async def asked_of(house: InterviewHouse, who: int) -> frozenset[str]:
    """What somebody knows."""
    async with house.store.read() as tx:
        return await mock_asked.known(tx, house.members[who].key)


async def test_the_kit_is_about_the_question_that_the_candidate_is_asked(house: InterviewHouse) -> None:
    session_id = await house.begun(ADA, BEN)

    kit = await house.kits.open(GUILD, ADA, session_id)
    again = await house.kits.open(GUILD, ADA, session_id)
    seen = await house.kits.question(GUILD, BEN, session_id)

    assert kit.question is not None
    assert (kit.candidate.user_id, kit.turn, kit.rubric) == (BEN, 1, RUBRIC)
    assert kit.question == again.question == seen.question
    assert kit.question.key in await asked_of(house, BEN)


async def test_each_half_has_its_own_question_whoever_looks_first(house: InterviewHouse) -> None:
    session_id = await house.begun(ADA, BEN)
    first = await house.kits.question(GUILD, BEN, session_id)
    await house.interviews.swap(GUILD, ADA, session_id)

    second = await house.kits.open(GUILD, BEN, session_id)

    assert (second.turn, second.candidate.user_id) == (2, ADA)
    assert first.question != second.question
    with pytest.raises(e.NotInterviewer):
        await house.kits.open(GUILD, ADA, session_id)


async def test_a_question_is_asked_once_until_there_is_none_left_and_then_that_is_said(
    house: InterviewHouse,
) -> None:
    house.questions = house.kits._questions = SmallBank(("q1", "q2"))
    seen = list[str | None]()
    for day in range(3):
        start = START + timedelta(days=day)
        session_id = await house.agreed(ADA, BEN, starts_at=start)
        await house.at(start)
        kit = await house.kits.open(GUILD, ADA, session_id)
        seen.append(kit.question.key if kit.question else None)
        assert kit.rubric == RUBRIC

    assert sorted(seen[:2], key=str) == ["q1", "q2"]
    assert seen[2] is None


async def test_what_somebody_has_asked_they_are_not_asked(small: InterviewHouse) -> None:
    small.questions = small.kits._questions = SmallBank(("q1", "q2"))
    session_id = await small.begun(ADA, BEN)
    kit = await small.kits.open(GUILD, ADA, session_id)
    assert kit.question is not None

    assert kit.question.key in await asked_of(small, ADA)
    await small.interviews.swap(GUILD, ADA, session_id)
    second = await small.kits.open(GUILD, BEN, session_id)
    assert {kit.question.key, second.question and second.question.key} == {"q1", "q2"}


async def test_another_question_is_taken_once(house: InterviewHouse) -> None:
    session_id = await house.begun(ADA, BEN)
    first = await house.kits.open(GUILD, ADA, session_id)
    assert first.changeable

    second = await house.kits.change(GUILD, ADA, session_id)

    assert second.question != first.question
    assert not second.changeable
    with pytest.raises(e.QuestionKept):
        await house.kits.change(GUILD, ADA, session_id)
    assert len(await asked_of(house, BEN)) == 2


async def test_changing_before_looking_only_opens_the_kit(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)
    kit = await small.kits.change(GUILD, ADA, session_id)
    assert kit.changeable
    assert len(await asked_of(small, BEN)) == 1


async def test_the_last_question_is_kept_when_there_is_no_other(small: InterviewHouse) -> None:
    small.questions = small.kits._questions = SmallBank(("q1",))
    session_id = await small.begun(ADA, BEN)
    await small.kits.open(GUILD, ADA, session_id)
    with pytest.raises(e.NoOtherQuestion):
        await small.kits.change(GUILD, ADA, session_id)
    kit = await small.kits.open(GUILD, ADA, session_id)
    assert kit.question is not None


async def test_a_question_that_is_gone_leaves_the_guide(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)
    await small.kits.open(GUILD, ADA, session_id)
    small.kits._questions = SmallBank(("other",))

    kit = await small.kits.open(GUILD, ADA, session_id)

    assert (kit.question, kit.rubric) == (None, RUBRIC)


async def test_the_kit_opens_an_hour_before_and_its_question_stays_when_the_interview_moves(
    small: InterviewHouse,
) -> None:
    session_id = await small.agreed(ADA, BEN)
    await small.at(START - KIT_EARLY - timedelta(minutes=1))
    with pytest.raises(e.KitTooEarly):
        await small.kits.open(GUILD, ADA, session_id)
    await small.at(START - KIT_EARLY)
    before = await small.kits.open(GUILD, ADA, session_id)

    moved = await small.sessions.reschedule(GUILD, BEN, session_id)

    assert before.question is not None
    assert (moved.starts_at, moved.seats[1].question_key) == (None, before.question.key)


async def test_the_question_fills_the_half_where_there_is_one_that_does(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN)
    minutes = {"q1": 10, "q2": 30, "q3": 15, "q4": 45}
    small.kits._questions = SmallBank(tuple(minutes), minutes)

    kit = await small.kits.open(GUILD, ADA, session_id)

    assert kit.question is not None
    assert kit.question.key == "q2"


async def test_an_observer_sees_the_question_and_never_a_kit(small: InterviewHouse) -> None:
    session_id = await small.begun(ADA, BEN, CYD)
    seen = await small.kits.question(GUILD, CYD, session_id)
    assert seen.candidate.user_id == BEN
    with pytest.raises(e.NotInterviewer):
        await small.kits.open(GUILD, CYD, session_id)
    assert seen.question is not None
    assert seen.question.key in await asked_of(small, CYD)


@pytest.mark.parametrize("verb", ["open", "change", "question"])
async def test_nobody_else_sees_anything(small: InterviewHouse, verb: str) -> None:
    session_id = await small.begun(ADA, BEN)
    for who, guild_id in ((CYD, GUILD), (ADA, GUILD + 1)):
        with pytest.raises(NotYourInterview):
            await getattr(small.kits, verb)(guild_id, who, session_id)
    assert await asked_of(small, BEN) == frozenset()
