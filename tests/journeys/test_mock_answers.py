"""Looking for a time together: what the other one hears of it, and what old cards and calendars know."""

import pytest
from simcord import MemberActor

from bot.domain.mock_sessions import SessionState
from tests.journeys.mock_life import both_come, to_start, wait
from tests.journeys.mocks import agreed, card, matched, said, session_of, thread_of
from tests.journeys.test_mock_sessions import FIRST, HOUR, calendar_of, events
from tests.journeys.world import World
from tests.simtools import buttons, press, submit, text

EVENTS = "/guilds/{}/scheduled-events"


async def third(world: World) -> MemberActor:
    """Cyd, who has joined too."""
    cyd = world.guild.add_member(world.env.create_user("cyd"))
    await world.join(cyd)
    return cyd


async def test_whoever_is_asked_for_a_time_hears_of_it_and_agrees_with_one_press(world: World) -> None:
    session = await matched(world)
    form = await press(world.ben, card(world, session), label="Propose another time…")
    await submit(world.ben, form, ["Thu 12:30"])

    await wait(world, 3)

    asked = card(world, session)
    assert f"<@{world.ben.id}> would take" in text(asked)
    assert f"<@{world.ada.id}>, does it suit you?" in text(asked)
    await press(world.ada, asked, label="It suits me")
    assert (await session_of(world, session.id)).state is SessionState.AGREED


async def test_a_tick_is_one_each_and_a_day_later_the_other_one_is_asked(world: World) -> None:
    session = await matched(world)

    ticked = await press(world.ada, card(world, session), label=FIRST)
    assert "One tick each: a new press moves yours" in text(ticked)
    await wait(world, 24 * 60 + 1)

    asked = card(world, session)
    assert f"<@{world.ada.id}> would like to know which time suits you" in text(asked)
    await press(world.ben, asked, label=FIRST)
    assert (await session_of(world, session.id)).state is SessionState.AGREED


async def test_a_proposal_pushes_none_of_the_best_times_aside(world: World) -> None:
    session = await matched(world)
    before = [button.label for button in buttons(card(world, session)) if "Berlin" in button.label]

    form = await press(world.ben, card(world, session), label="Propose another time…")
    shown = await submit(world.ben, form, ["Sat 12:30"])

    after = [button.label for button in buttons(shown) if "Berlin" in button.label]
    assert set(before) < set(after)
    assert len(after) == len(before) + 1


@pytest.mark.parametrize("label", [FIRST, "Propose another time…", "I cannot make it…"])
async def test_an_old_card_that_is_pressed_shows_how_things_stand(world: World, label: str) -> None:
    session = await matched(world)
    for who in (world.ada, world.ben):
        await world.app.services.mock_sessions.agree(world.guild.id, who.id, session.id, session.slots[1])
    await world.travel_to("2026-01-07 18:55")
    await both_come(world, session)

    pressed = await press(world.ada, card(world, session, 0), label=label)

    assert "Half 1 of 2" in text(card(world, session, 0))
    assert FIRST not in str([button.label for button in buttons(card(world, session, 0))])
    assert "It is running" in str(pressed.followups)


async def test_what_cannot_be_cancelled_is_not_asked_about(world: World) -> None:
    session = await agreed(world, await matched(world))
    await to_start(world, session)
    await both_come(world, session)
    thread = thread_of(world, session)

    for command in ("cancel", "reschedule", "decline"):
        refused = await world.ada.slash(thread, f"mock {command}")
        assert "It is running" in text(refused)


async def test_an_agreement_and_its_end_are_told_once(world: World) -> None:
    session = await agreed(world, await matched(world))
    news = card(world, session)
    assert text(news).count("Agreed") == 1
    assert "Calendar file" not in [button.label for button in buttons(news)]
    assert await calendar_of(news)

    form = await press(world.ben, news, label="Cancel…")
    await submit(world.ben, form, ["A cold"])
    await world.tick()

    assert [each.count("A cold") for each in said(world, session)] == [0, 0, 1]
    last = said(world, session)[-1]
    assert "The next round" not in last
    assert "`/mock status` shows what comes next for you" in last


async def test_who_moves_an_interview_takes_the_old_time_out_of_calendars(world: World) -> None:
    session = await agreed(world, await matched(world))

    await world.app.services.mock_sessions.reschedule(world.guild.id, world.ada.id, session.id)
    await world.tick()

    calendar = await calendar_of(card(world, session))
    (event,) = calendar.events
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)


async def test_a_time_agreed_on_anew_before_the_old_one_was_taken_back_leaves_one_event(world: World) -> None:
    session = await agreed(world, await matched(world))
    sessions = world.app.services.mock_sessions

    await sessions.reschedule(world.guild.id, world.ada.id, session.id)
    session = await agreed(world, session, session.slots[1])

    (event,) = events(world)
    assert event.scheduled_start_time == "2026-01-07T18:00:00+00:00"
    assert event.id == session.event_id


async def test_a_calendar_that_does_not_answer_holds_no_news_back_for_long(world: World) -> None:
    session = await matched(world)
    path = EVENTS.format(world.guild.id)
    world.env.inject_error("POST", path, status=503, times=None)
    world.env.inject_error("GET", path, status=503, times=None)

    session = await agreed(world, session)
    for _ in range(4):
        await wait(world, 10)

    assert "Agreed" in said(world, session)[-1]
    assert (session.event_id, events(world)) == (None, [])


@pytest.mark.parametrize("at_first", [True, False], ids=["before the thread opens", "an hour before"])
async def test_of_three_two_go_on_when_one_has_left_the_server(world: World, at_first: bool) -> None:
    await world.travel_to("2026-01-05 09:00")
    cyd = await third(world)
    session = await matched(world, world.ada, world.ben, cyd, tick=not at_first)
    if at_first:
        world.guild.remove_member(world.ben)
        await world.tick()
        assert f"<@{cyd.id}> answers" in said(world, session)[-1]
        return
    session = await agreed(world, session)
    world.guild.remove_member(world.ben)

    await world.travel_to(HOUR)
    await world.tick()

    told = said(world, session)
    assert [each for each in told if "begins" in each and f"<@{cyd.id}> answers" in each]
    assert [each for each in told if "One of you cannot make it, and the two of you go on" in each]
    stands = await session_of(world, session.id)
    assert (stands.state, stands.user_ids) == (SessionState.AGREED, (world.ada.id, cyd.id))


async def test_of_three_the_others_read_the_words_of_the_one_who_cancels(world: World) -> None:
    await world.travel_to("2026-01-05 09:00")
    cyd = await third(world)
    session = await agreed(world, await matched(world, world.ada, world.ben, cyd))

    form = await press(world.ben, card(world, session), label="Cancel…")
    await submit(world.ben, form, ["A cold, sorry"])
    await world.tick()

    assert f"<@{world.ben.id}>: “A cold, sorry”" in said(world, session)[-1]
    assert f"<@{world.ada.id}> interviews first, <@{cyd.id}> answers" in said(world, session)[-1]


async def test_leaving_while_it_runs_takes_nothing_from_the_other_one(world: World) -> None:
    session = await agreed(world, await matched(world))
    await to_start(world, session)
    await both_come(world, session)

    asked = await world.ben.slash(world.channel, "leave")
    await press(world.ben, asked, label="Leave")
    await world.tick()

    ended = await session_of(world, session.id)
    assert (ended.state, ended.ended_why) == (SessionState.FINISHED, None)
    history = await world.ada.slash(world.channel, "mock history")
    assert "1" in text(history)
