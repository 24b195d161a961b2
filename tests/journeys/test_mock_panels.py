"""What panels, answers and messages about mock interviews say: true, clear, and the same everywhere."""

import pytest
from simcord import MemberActor

from tests.journeys.mocks import BERLIN, agreed, hours_from, matched, said, session_of, settle_in, thread_of
from tests.journeys.test_mock_now import calls, look, lost, newest
from tests.journeys.world import World
from tests.simtools import press, text


@pytest.fixture
async def group(world: World) -> World:
    """Ada in Berlin and Ben in New York are on a roadmap; it is Monday 5 January 2026, 09:00 in Berlin."""
    await settle_in(world)
    return world


@pytest.fixture
async def cyd(group: World) -> MemberActor:
    """A third one."""
    third = group.guild.add_member(group.env.create_user("cyd"))
    await group.join(third, timezone=BERLIN)
    return third


async def mock(world: World, who: MemberActor, command: str, **options: object) -> str:
    """What a command answers."""
    return text(await who.slash(world.channel, f"mock {command}", **options))


async def test_a_gauntlet_and_a_skipped_round_take_each_others_place(group: World) -> None:
    await mock(group, group.ada, "join")
    await mock(group, group.ada, "skip")
    gauntlet = await mock(group, group.ada, "gauntlet")

    assert "1 interview a week; up to 3 in the gauntlet" in gauntlet
    assert "You leave this one out" not in gauntlet

    skipped = await mock(group, group.ada, "skip")
    assert "You leave this one out" in skipped
    assert "gauntlet" not in skipped


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("2026-01-14", "**Wed 14 Jan 2026**: the next round counts on you from that day on."),
        ("2026-01-19", "**Mon 19 Jan 2026**: the next round does not count on you."),
    ],
)
async def test_a_pause_says_whether_the_next_round_counts_on_one(group: World, until: str, told: str) -> None:
    await mock(group, group.ada, "join")
    assert told in await mock(group, group.ada, "pause", until=until)


async def test_hours_too_short_for_an_interview_are_pointed_out(group: World) -> None:
    await mock(group, group.ada, "join")
    short = await mock(group, group.ada, "availability", hours="Mon 18-18:30, Tue 18-18:30")
    assert "No stretch of it is long enough" in short
    assert "No stretch of it is long enough" in await mock(group, group.ada, "status")
    assert "long enough" not in await mock(group, group.ada, "availability", hours="Mon 18-19")
    assert "long enough" not in await mock(group, group.ada, "status")


async def test_giving_interviews_up_with_the_pool_is_confirmed(group: World) -> None:
    await matched(group, settle=False)
    await mock(group, group.ada, "join")
    asked = await group.ada.slash(group.channel, "mock leave")
    await press(group.ada, asked, label="Leave and cancel it")
    assert "You are out of 1 interview, and the others are told." in text(asked)


async def test_leaving_the_roadmap_says_which_interviews_end_with_it(group: World) -> None:
    session = await matched(group, settle=False)
    asked = await group.ada.slash(group.channel, "leave")
    assert "You also give up 1 mock interview, and the others are told:" in text(asked)
    assert f"#{session.id} system design · with <@{group.ben.id}>" in text(asked)

    await press(group.ada, asked, label="Leave")

    assert "You are out of 1 mock interview too" in text(asked)
    assert (await session_of(group, session.id)).state.over


async def test_leaving_the_roadmap_speaks_of_the_pool_only_to_who_is_in_it(group: World) -> None:
    await mock(group, group.ada, "join")
    assert "You leave the pool" in text(await group.ada.slash(group.channel, "leave"))
    left = await group.ada.slash(group.channel, "leave", confirm=True)
    assert "out of the pool of mock interviews too" in text(left)
    assert "mock" not in text(await group.ben.slash(group.channel, "leave"))


async def test_a_block_does_not_claim_that_something_was_arranged(group: World) -> None:
    assert "anything that was arranged" in await mock(group, group.ada, "block", member=group.ben)


@pytest.mark.parametrize("who", ["blocked", "blocking"])
async def test_the_blocked_and_the_blocking_read_what_a_decline_says(group: World, who: str) -> None:
    session = await matched(group, settle=False)
    await mock(group, group.ada, "block", member=group.ben)
    await group.tick()
    reader = group.ben if who == "blocked" else group.ada

    assert "Somebody cannot make it this time" in group.inbox(reader)[-1]
    assert "Somebody cannot make it this time" in await mock(group, reader, "history")
    assert f"#{session.id} system design" in group.inbox(reader)[-1]


async def test_two_interviews_alike_are_told_apart(group: World) -> None:
    first, second = await matched(group, settle=False), await matched(group, settle=False)
    panel = await mock(group, group.ada, "status")
    for session in (first, second):
        assert f"• #{session.id} system design · with <@{group.ben.id}> · looking for a time" in panel


async def test_a_time_that_has_passed_is_called_so(group: World) -> None:
    session = await matched(group, settle=False)
    past = await group.ada.slash(thread_of(group, session), "mock propose", time="5 Jan 2026 08:00")
    assert "has passed" in text(past)


async def test_an_interview_that_does_not_exist_is_nobodys(group: World) -> None:
    await matched(group, settle=False)
    assert "no interview of yours" in await mock(group, group.ada, "interview", interview="#99")


async def test_a_partner_just_met_is_no_riddle_to_who_comes_second(group: World) -> None:
    await look(group, group.ada)
    await look(group, group.ben)
    session = await newest(group)
    await group.ben.slash(thread_of(group, session), "mock cancel", confirm=True)
    await look(group, group.ada)

    assert "somebody you have just met" in await look(group, group.ben)


async def test_a_blocked_person_who_waits_is_not_spoken_of(group: World) -> None:
    await look(group, group.ada)
    await mock(group, group.ada, "block", member=group.ben)
    assert "Nobody who fits is waiting" in await look(group, group.ben)


async def test_the_call_names_what_is_wanted_and_tells_who_comes_too_late(
    group: World, cyd: MemberActor
) -> None:
    await group.app.services.mock_rounds.change(group.guild.id, enabled=True)
    await look(group, group.ada, kinds="coding, ML theory")
    (call,) = calls(group)
    assert "(coding or ML theory)" in text(call)
    await look(group, group.ben, kinds="coding")

    late = await press(cyd, call, label="I have time now")

    assert "has found somebody meanwhile" in text(late)
    assert "you wait until" in text(late)


async def test_another_partner_is_looked_for_only_after_the_press(group: World) -> None:
    session = await lost(group)
    told = group.inbox(group.ada)[-1]
    assert "Press below, and I look for another partner" in told
    assert f"#{session.id} system design · <@{group.ben.id}>" in told


async def test_a_full_calendar_is_said_so_and_left_alone_for_a_while(group: World) -> None:
    session = await matched(group, settle=False)
    path = f"/guilds/{group.guild.id}/scheduled-events"
    group.env.inject_error("POST", path, status=400, code=30038, times=1)
    first = await agreed(group, session)
    assert "The server's calendar is full" in said(group, first)[-1]

    second = await matched(group, settle=False, slots=hours_from(group.now(), 60))
    second = await agreed(group, second)
    assert "The server's calendar is full" in said(group, second)[-1]
    assert second.event_id is None

    await group.travel_to("2026-01-05 16:00")
    third = await matched(group, settle=False, slots=hours_from(group.now(), 80))
    third = await agreed(group, third)
    assert third.event_id is not None
