"""The interview itself as people live it: coming, asking, swapping, feedback, and who is late or absent."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import discord
import pytest
from simcord import InteractionResult, MemberActor

from bot.domain.delivery import DeliveryState
from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.store import checkins, mock_asked, mock_rubrics
from tests.journeys.mock_life import agreement, both_come, in_thread, to_start, wait, write_both
from tests.journeys.mocks import agreed, card, matched, said, session_of, settle_in, thread_of
from tests.journeys.world import World
from tests.simtools import burst, buttons, find_button, press, text


@pytest.fixture
async def pair(world: World) -> Session:
    """Ada and Ben have agreed on Tuesday 19:00 in Berlin, Ada asks first; it is that time."""
    session = await agreed(world, await matched(world))
    await to_start(world, session)
    return session


@pytest.fixture(autouse=True)
async def nothing_half_sent(world: World) -> AsyncGenerator[None]:
    """No message may be left on its way."""
    yield
    async with world.store() as tx:
        rows = await tx.exec_driver_sql("SELECT state FROM delivery WHERE kind = 'reminder'")
        assert DeliveryState.SENDING.value not in [row.state for row in rows]


async def test_two_people_go_from_the_agreed_time_to_feedback_they_have_read(
    world: World, pair: Session
) -> None:
    await both_come(world, pair)
    begun = await session_of(world, pair.id)
    assert (begun.state, begun.turn) == (SessionState.RUNNING, 1)
    assert "Half 1 of 2" in said(world, pair)[-1]
    assert f"<@{world.ada.id}> asks, <@{world.ben.id}> answers" in said(world, pair)[-1]

    kit = await in_thread(world, pair, world.ada, "kit")
    assert kit.ephemeral
    assert "Ask further" in text(kit)
    question = await press(world.ben, card(world, pair), label="My question")
    assert question.ephemeral
    assert "A good answer" not in text(question)
    asked = (await session_of(world, pair.id)).seats[1].question_key
    assert asked is not None

    await wait(world, 15)
    await world.restart()
    await wait(world, 15)
    assert "you swap roles" in said(world, pair)[-1]
    assert f"<@{world.ben.id}> asks, <@{world.ada.id}> answers" in said(world, pair)[-1]
    assert text(await press(world.ben, card(world, pair), label="Interviewer's kit")).count("half 2") == 1

    await wait(world, 30)
    assert "That was your mock interview" in said(world, pair)[-1]
    await world.restart()
    sent = await write_both(world, pair, world.ada, "A clear plan")
    assert "Yours is sent" in text(sent)
    assert "A clear plan" not in text(await in_thread(world, pair, world.ben, "feedback"))
    done = await write_both(world, pair, world.ben, "Calm and patient")
    await world.tick()

    assert "“A clear plan”" in text(done)
    assert "“A clear plan too”" in text(done)
    assert "2 of 4" in text(done)
    assert "is there: each of you can read" in said(world, pair)[-1]
    read = await press(world.ada, card(world, pair), label="Feedback")
    assert read.ephemeral
    assert "“Calm and patient”" in text(read)
    async with world.store() as tx:
        written = await mock_rubrics.of_session(tx, pair.id)
    assert [each.read_at is not None for each in written] == [False, False, True, True]


async def test_it_counts_for_the_day_of_both(world: World, pair: Session) -> None:
    await both_come(world, pair)
    await wait(world, 60)

    async with world.store() as tx:
        for seat in pair.seats:
            day = seat.member.day(world.now())
            found = await checkins.of_day(tx, seat.member.key, day)
            assert [(each.kind, each.ref) for each in found] == [("mock", str(pair.id))]


async def test_nobody_begins_too_early_and_ten_minutes_before_is_early_enough(world: World) -> None:
    session = await agreed(world, await matched(world))
    await to_start(world, session, -11)
    refused = await in_thread(world, session, world.ada, "start")
    assert "It is a little early" in text(refused)
    await to_start(world, session, -10)

    first = await in_thread(world, session, world.ada, "start")
    assert f"Once <@{world.ben.id}> is here too, press Start." in text(first)
    await in_thread(world, session, world.ben, "start")

    assert (await session_of(world, session.id)).state is SessionState.RUNNING


async def test_the_kit_is_never_shown_to_the_candidate(world: World, pair: Session) -> None:
    refused = await press(world.ben, agreement(world, pair), label="Interviewer's kit")
    assert "The kit is for whoever asks" in text(refused)
    early = await press(world.ada, agreement(world, pair), label="Interviewer's kit")
    assert early.ephemeral
    await both_come(world, pair)

    still = await press(world.ben, card(world, pair), label="Interviewer's kit")
    own = await in_thread(world, pair, world.ben, "kit")

    assert "The kit is for whoever asks" in text(still)
    assert "Scores, 1 to 4" not in text(own)
    prompt = await press(world.ada, card(world, pair), label="My question")
    assert "answers in this half" in text(prompt)
    everybody = "\n".join(said(world, pair))
    assert "Ask further" not in everybody
    assert "Scores, 1 to 4" not in everybody


async def test_another_question_is_taken_once_and_neither_is_ever_asked_again(
    world: World, pair: Session
) -> None:
    kit = await press(world.ada, agreement(world, pair), label="Interviewer's kit")
    first = (await session_of(world, pair.id)).seats[1].question_key

    changed = await press(world.ada, kit, label="Another question")
    second = (await session_of(world, pair.id)).seats[1].question_key
    again = await world.ada.slash(thread_of(world, pair), "mock kit", another=True)

    assert first != second
    assert "Another question" not in [each.label for each in buttons(changed)]
    assert "This question stays" in text(again)
    async with world.store() as tx:
        assert {first, second} <= await mock_asked.known(tx, pair.seats[1].member.key)


async def test_over_several_interviews_nobody_gets_a_question_they_know(world: World) -> None:
    await settle_in(world)
    seen = list[str]()
    for _ in range(4):
        slots = [world.now() + timedelta(minutes=20)]
        session = await agreed(world, await matched(world, slots=slots, settle=False))
        await to_start(world, session)
        await both_come(world, session)
        await in_thread(world, session, world.ada, "kit")
        await in_thread(world, session, world.ben, "swap")
        await in_thread(world, session, world.ben, "kit")
        await in_thread(world, session, world.ada, "finish")
        seen += [seat.question_key or "" for seat in (await session_of(world, session.id)).seats]

    assert len(seen) == len(set(seen)) == 8


async def test_a_stranger_presses_in_vain(world: World, pair: Session) -> None:
    cyd = world.guild.add_member(world.env.create_user("cyd"))
    await world.join(cyd)
    where = agreement(world, pair)
    post = await world.post_raw(f"s:mockstart:{world.guild.id}:{pair.id}")
    assert find_button(where, label="Start").custom_id == f"s:mockstart:{world.guild.id}:{pair.id}"

    refused = await press(cyd, post, label="Press")
    await press(world.ada, post, label="Press")

    assert "no interview of yours" in text(refused)
    stands = await session_of(world, pair.id)
    assert [seat.arrived_at is not None for seat in stands.seats] == [True, False]


async def test_the_roles_are_swapped_early_and_the_second_half_has_its_whole_time(
    world: World, pair: Session
) -> None:
    await both_come(world, pair)
    await wait(world, 10)

    swapped = await press(world.ben, card(world, pair), label="Swap now")
    again = await in_thread(world, pair, world.ada, "swap")
    await wait(world, 29)

    assert "Half 2 of 2" in text(swapped)
    assert "swapped already" in text(again)
    assert (await session_of(world, pair.id)).state is SessionState.RUNNING
    await wait(world, 1)
    assert (await session_of(world, pair.id)).state is SessionState.FINISHED
    assert sum("you swap roles" in each for each in said(world, pair)) == 1


async def test_ending_after_one_half_is_asked_for_and_only_that_half_is_written_about(
    world: World, pair: Session
) -> None:
    await both_come(world, pair)
    asked = await in_thread(world, pair, world.ada, "finish")
    assert asked.ephemeral
    assert "has not answered a question yet" in text(asked)

    await press(world.ada, asked, label="End it now")

    assert (await session_of(world, pair.id)).state is SessionState.FINISHED
    panel = await in_thread(world, pair, world.ada, "feedback")
    assert [each.label for each in buttons(panel)] == ["Your candidate"]


async def test_somebody_who_does_not_come_is_reported_without_blame(world: World, pair: Session) -> None:
    await press(world.ada, agreement(world, pair), label="I'm here")
    too_soon = await press(world.ada, agreement(world, pair), label="Report absence")
    assert "Give them until" in text(too_soon)
    await wait(world, 5)
    unheard = await press(world.ben, agreement(world, pair), label="Report absence")
    assert "Say first that you are there" in text(unheard)

    asked = await press(world.ada, agreement(world, pair), label="Report absence")
    await press(world.ada, asked, label="They did not come")
    await world.tick()

    ended = await session_of(world, pair.id)
    assert (ended.state, ended.ended_why) == (SessionState.CANCELLED, EndedWhy.NO_SHOW)
    assert "Somebody could not come" in said(world, pair)[-1]
    limits = [
        await world.app.services.mock_interviews.limit_of(world.guild.id, who.id)
        for who in (world.ada, world.ben)
    ]
    assert [each.per_week for each in limits] == [3, 2]
    told = await world.ben.slash(world.channel, "mock join", per_week=3)
    assert "up to 2 interviews a week, because of your last ones: 1 missed" in text(told)
    assert "because of" not in text(await world.ada.slash(world.channel, "mock join", per_week=3))


async def test_who_was_reported_absent_can_still_come_for_ten_minutes(world: World, pair: Session) -> None:
    await press(world.ada, agreement(world, pair), label="I'm here")
    await wait(world, 5)
    await press(world.ada, await in_thread(world, pair, world.ada, "report"), label="They did not come")
    await world.tick()
    await wait(world, 9)

    came = await in_thread(world, pair, world.ben, "start")
    await world.tick()

    assert "Half 1 of 2" in text(came)
    assert "Somebody has come after all" in "\n".join(said(world, pair))
    begun = await session_of(world, pair.id)
    assert (begun.state, begun.ended_why) == (SessionState.RUNNING, None)
    assert not any(seat.absent for seat in begun.seats)
    await wait(world, 60)
    assert (await session_of(world, pair.id)).state is SessionState.FINISHED
    limit = await world.app.services.mock_interviews.limit_of(world.guild.id, world.ben.id)
    assert (limit.record.late, limit.record.no_shows) == (1, 0)


async def test_after_ten_minutes_it_is_too_late_to_come(world: World, pair: Session) -> None:
    await press(world.ada, agreement(world, pair), label="I'm here")
    await wait(world, 5)
    await press(world.ada, await in_thread(world, pair, world.ada, "report"), label="They did not come")
    await wait(world, 11)

    refused = await in_thread(world, pair, world.ben, "here")

    assert "closed without you" in text(refused)
    assert (await session_of(world, pair.id)).state is SessionState.CANCELLED


async def test_who_is_late_reads_that_it_is_fine(world: World, pair: Session) -> None:
    await press(world.ada, agreement(world, pair), label="I'm here")
    await wait(world, 6)

    came = await in_thread(world, pair, world.ben, "here")

    assert "a few minutes late, and that is fine" in text(came)
    assert "You are both here: press Start." in text(came)


def letter(who: MemberActor) -> discord.Message:
    """The last direct message."""
    message = who.user.dm_channel.last_message
    assert message is not None
    return message


async def by_letter(who: MemberActor, label: str) -> InteractionResult:
    """Press a button of the last direct message."""
    message = letter(who)
    return await who.user.click(message, custom_id=find_button(message, label=label).custom_id)


async def test_without_its_thread_the_whole_interview_goes_on_by_message(world: World, pair: Session) -> None:
    await both_come(world, pair)
    world.env.backend.delete_channel(thread_of(world, pair).id)
    await world.env.settle()
    await wait(world, 30)
    for who in (world.ada, world.ben):
        assert "you swap roles" in world.inbox(who)[-1]

    kit = await by_letter(world.ben, "Interviewer's kit")
    refused = await by_letter(world.ada, "Interviewer's kit")
    finished = await by_letter(world.ben, "Finish")
    await world.tick()

    assert "half 2 of 2" in text(kit)
    assert "The kit is for whoever asks" in text(refused)
    assert "It took place" in text(finished)
    assert "That was your mock interview" in world.inbox(world.ada)[-1]
    panel = await by_letter(world.ada, "Feedback")
    assert [each.label for each in buttons(panel)] == ["Your candidate", "Your interviewer"]


async def test_an_interview_that_runs_survives_restarts_at_any_point(world: World, pair: Session) -> None:
    await world.restart()
    await both_come(world, pair)
    for minutes in (29, 2, 28, 2):
        await world.restart()
        await wait(world, minutes)
    await world.tick()

    told = said(world, pair)
    for words in ("Who asks opens the kit", "you swap roles", "That was your mock interview"):
        assert sum(words in each for each in told) == 1, words
    assert (await session_of(world, pair.id)).state is SessionState.FINISHED


async def test_outside_the_thread_a_command_answers_in_private_and_needs_no_name_for_the_only_one(
    world: World, pair: Session
) -> None:
    came = await world.ada.slash(world.channel, "mock here")
    named = await world.ben.slash(world.channel, "mock start", interview=str(pair.id))
    unknown = await world.ben.slash(world.channel, "mock kit", interview="nonsense")
    offered = await world.ben.autocomplete(world.channel, "mock swap", "interview", "")

    assert came.ephemeral
    assert named.ephemeral
    assert "Half 1 of 2" in text(named)
    assert "You have no interview ahead" in text(unknown)
    assert [each["value"] for each in offered] == [f"#{pair.id}"]


async def test_a_double_press_begins_once(world: World, pair: Session) -> None:
    await press(world.ada, agreement(world, pair), label="I'm here")
    where = agreement(world, pair)
    start = find_button(where, label="Start").custom_id

    await burst(world.env, world.ada.click(where, custom_id=start), world.ben.click(where, custom_id=start))
    await world.tick()

    assert sum("Who asks opens the kit" in each for each in said(world, pair)) == 1
