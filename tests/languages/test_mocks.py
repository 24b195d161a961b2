"""Two people practise in their language: the pool, their hours, the interview and its thread."""

from typing import Any

import discord
from simcord import InteractionResult, MemberActor

from tests.catalog.built_in import ROADMAPS
from tests.catalog.built_in_questions import BANK
from tests.journeys.mock_life import to_start, wait
from tests.journeys.mocks import agreed, matched, session_of, threads
from tests.journeys.world import ROADMAP, World
from tests.languages.pseudo import OPEN, untranslated, words_of
from tests.languages.seen import Shown, words_seen
from tests.simtools import buttons, choose, exact_rest, press

CONTENT = ["Europe/Berlin", "Berlin", "New York", "Cafe", "calm", "Thu 19:30", "mon, 1 Dec, +14"]
"""What zones are called, what people write, and examples of what is read as English."""

AUTHORS = list(words_of(ROADMAPS[ROADMAP]))

LATER = ["both want system design", "5 h of common time"]
"""Reasons that were written down in words."""


def missed(*shown: Shown, content: list[str] | None = None) -> list[str]:
    """The words that passed no catalogue."""
    for each in shown:
        assert any(OPEN in word for word in words_seen(each))
    return untranslated(words_seen(*shown), [*CONTENT, *AUTHORS, *(content or [])])


def in_english(shown: Shown) -> bool:
    return not any(OPEN in word for word in words_seen(shown))


async def said_in(world: World, who: MemberActor, command: str, **options: Any) -> InteractionResult:
    """The answer to a command, every word of which is in the catalogue."""
    shown = await who.slash(world.channel, f"mock {command}", **options)
    assert missed(shown) == [], command
    return shown


async def test_no_word_around_the_pool_misses_the_catalogue(world: World, pseudo: str) -> None:
    await world.travel_to("2026-01-05 09:00")
    await world.ada.slash(world.channel, "setup", nudges=world.channel, timezone="Europe/Berlin")
    await world.ada.slash(world.channel, "manage rounds set", on=True)
    await world.join(world.ben)
    await world.ben.slash(world.channel, "language set", language=pseudo)

    await said_in(world, world.ben, "status")
    await said_in(world, world.ben, "leave")
    panel = await said_in(world, world.ben, "join", kinds="coding, resume", per_week=2, role="candidate")
    assert missed(await press(world.ben, panel, prefix="c:mock:", nth=2)) == []
    await said_in(world, world.ben, "gauntlet")
    await said_in(world, world.ben, "pause", until="+30")
    week = await said_in(world, world.ben, "availability", hours="Mon-Thu 18-21, Sun 9-9:30")
    assert missed(await choose(world.ben, week, "evening", "night", prefix="c:mockbands:")) == []
    only = next(each for each in buttons(week) if each.custom_id.endswith("only"))
    assert missed(await press(world.ben, week, prefix=only.custom_id)) == []
    await said_in(world, world.ben, "block", member=world.ada)
    await said_in(world, world.ben, "block", member=world.ada, undo=True)
    await said_in(world, world.ben, "now", minutes=20)
    await said_in(world, world.ben, "now", stop=True)
    await said_in(world, world.ben, "history")
    logged = await said_in(
        world, world.ben, "log", kind="resume", place="Cafe", work_on="calm", recorded=True
    )
    assert missed(await press(world.ben, logged, prefix="c:mockoutside:", nth=1)) == []
    await said_in(world, world.ben, "log", entry="1", remove=True)
    refused = await world.ben.slash(world.channel, "mock join", kinds="knitting")
    assert missed(refused, content=["knitting"]) == []
    assert in_english(await world.ada.slash(world.channel, "mock status"))


def newest(world: World) -> discord.Message:
    """The last message of the thread that has buttons."""
    (thread,) = threads(world)
    return [message for message in thread.history() if buttons(message)][-1]


async def test_a_thread_speaks_the_servers_language_and_each_answer_its_readers(
    world: World, pseudo: str
) -> None:
    await world.travel_to("2026-01-05 09:00")
    await world.ada.slash(
        world.channel, "setup", nudges=world.channel, timezone="Europe/Berlin", language=pseudo
    )
    await world.join(world.ada)
    await world.join(world.ben, timezone="America/New_York")
    await world.ben.slash(world.channel, "language set", language="en")
    session = await matched(world, settle=False)
    (thread,) = threads(world)

    await press(world.ben, newest(world), prefix="s:mockslot:", nth=0)
    assert missed(newest(world), content=LATER) == []
    assert missed(await press(world.ada, newest(world), prefix="s:mockpropose:")) == []
    assert missed(await world.ada.slash(thread, "mock interview"), content=LATER) == []
    assert in_english(await world.ben.slash(thread, "mock interview"))
    session = await agreed(world, session)
    await to_start(world, session)

    before = newest(world)
    assert missed(await press(world.ada, before, prefix="s:mockhere:")) == []
    started = await world.ben.slash(thread, "mock start")
    assert missed(started) == []
    await world.tick()
    bank = BANK
    guides = [words_of(part) for each in bank.all() for part in (each, bank.kit(each.key))]
    content = [word for guide in guides for word in guide]
    assert missed(await world.ada.slash(thread, "mock kit"), content=content) == []
    assert in_english(await world.ben.slash(thread, "mock kit"))
    await wait(world, 30)
    await wait(world, 30)

    panel = await world.ada.slash(thread, "mock feedback")
    assert missed(panel) == []
    assert missed(*(each for each in thread.history() if buttons(each)), content=LATER) == []
    session = await session_of(world, session.id)
    assert missed(await world.ada.slash(world.channel, "mock history")) == []


async def test_a_thread_opened_before_the_server_changed_its_language_is_found_again(world: World) -> None:
    session = await matched(world, tick=False)
    with exact_rest() as rest:
        rest.lose_reply("POST", f"/channels/{world.channel.id}/threads", TimeoutError())
        await world.tick()
        assert (await session_of(world, session.id)).thread_id is None
        await world.ada.slash(world.channel, "setup", language="bn")
        await world.travel_to("2026-01-05 09:05")

    (thread,) = threads(world)
    assert (await session_of(world, session.id)).thread_id == thread.id


async def test_an_event_made_before_the_server_changed_its_language_is_found_again(world: World) -> None:
    session = await matched(world)
    with exact_rest() as rest:
        rest.lose_reply("POST", f"/guilds/{world.guild.id}/scheduled-events", TimeoutError())
        session = await agreed(world, session)
        assert session.event_id is None
        await world.ada.slash(world.channel, "setup", language="bn")
        await world.travel_to("2026-01-05 09:05")

    (event,) = world.env.backend.get_guild(world.guild.id).scheduled_events.values()
    assert event.name == f"Mock interview #{session.id} (2 people)"
    assert (await session_of(world, session.id)).event_id == event.id
