"""Somebody solves coding problems in their language, and a group reads its problem of the day in its own."""

from typing import Any

import discord
from simcord import InteractionResult

from tests.catalog.built_in import ROADMAPS
from tests.journeys.world import ROADMAP, World
from tests.languages.problem_content import CONTENT
from tests.languages.pseudo import OPEN, bracketed, untranslated, words_of
from tests.languages.seen import Shown, words_seen
from tests.simtools import buttons, choose, press, submit

OURS = [*CONTENT, *words_of(ROADMAPS[ROADMAP]), "a map", "knitting", "ML"]
"""What people and authors wrote, and the mark of our own tasks."""


def missed(*shown: Shown) -> list[str]:
    """The words that passed no catalogue."""
    for each in shown:
        assert any(OPEN in word for word in words_seen(each))
    return untranslated(words_seen(*shown), OURS)


async def test_no_word_around_problems_misses_the_catalogue(world: World, pseudo: str) -> None:
    await world.travel_to("2026-01-05 09:00")
    await world.join(world.ben)
    await world.ben.slash(world.channel, "language set", language=pseudo)

    async def said(command: str, **options: Any) -> InteractionResult:
        shown = await world.ben.slash(world.channel, f"leetcode {command}", **options)
        assert missed(shown) == [], command
        return shown

    card = await said("prompt")
    assert missed(await press(world.ben, card, label=bracketed("Another one"))) == []
    form = await press(world.ben, card, label=bracketed("Solved…"))
    assert missed(form) == []
    told = await submit(world.ben, form, ["ages", "hard", ["two-pointers"], "a map"])
    assert untranslated(words_seen(told), [*OURS, "ages"]) == []
    assert missed(await press(world.ben, card, label=bracketed("Already solved it"))) == []
    await said("solved", problem="1", minutes="35", felt="again", note="a map")
    assert missed(await said("solved", problem="1", felt="good")) == []
    await said("solved", problem="15", felt="good")
    await said("solved", problem="15", take_back=True)
    await said("note", problem="1", note="a map")
    await said("due", put_off="1")
    await said("patterns", pattern="knitting")
    patterns = await said("patterns")
    assert missed(await choose(world.ben, patterns, "hash-maps", prefix="c:lcpattern")) == []
    sets = await said("sets")
    assert missed(await choose(world.ben, sets, "blind-75", prefix="c:lcset")) == []
    await said("next", set="blind-75")
    task = await said("ml")
    assert missed(await press(world.ben, task, label=bracketed("Solved…"))) == []
    await said("unlink")
    await said("progress")
    found = await world.ben.autocomplete(world.channel, "leetcode solved", "problem", "two sum")
    assert untranslated([str(choice["name"]) for choice in found], OURS) == []
    shown = await world.ben.slash(world.channel, "progress")
    assert missed(shown) == []
    await world.sleep_until(9, days=8)
    await said("due")


def newest(world: World) -> discord.Message:
    """The last post of the group's problem."""
    return [message for message in world.channel.history() if buttons(message)][-1]


async def test_a_groups_post_speaks_its_language_whoever_presses(world: World, pseudo: str) -> None:
    await world.travel_to("2026-01-04 12:00")
    await world.ada.slash(world.channel, "setup", timezone="Europe/Berlin")
    await world.join(world.ben)
    await world.ben.slash(world.channel, "language set", language=pseudo)
    await world.ada.slash(world.channel, "manage leetcode", on=True, channel=world.channel)
    await world.travel_to("2026-01-05 09:00")
    form = await press(world.ben, newest(world), label="Solved")
    assert missed(form) == []
    assert missed(await submit(world.ben, form, {})) == []
    assert "**1 solved it**" in "\n".join(words_seen(newest(world)))
    assert not any(OPEN in word for word in words_seen(newest(world)))

    await world.ada.slash(world.channel, "setup", language=pseudo)
    await world.travel_to("2026-01-06 09:00")
    assert missed(newest(world)) == []
