"""Somebody reads Cohort in their language, in commands, buttons, forms and messages."""

import pytest

from bot.ui.permissions import NEEDED
from tests.journeys.world import World
from tests.languages.pseudo import OPEN, bracketed, untranslated
from tests.simtools import buttons, press, speaking, submit, text


async def test_a_member_chooses_and_everything_follows(world: World, pseudo: str) -> None:
    await world.join(world.ben)
    assert OPEN not in text(await world.ben.slash(world.channel, "today"))

    told = await world.ben.slash(world.channel, "language set", language=pseudo)
    assert OPEN in text(told)
    shown = await world.ben.slash(world.channel, "today")
    assert bracketed("Done") in [button.label for button in buttons(shown)]
    pressed = await press(world.ben, shown, label=bracketed("Done"), nth=0)
    assert bracketed("Undo") in [button.label for button in buttons(pressed)]
    refused = await world.ben.slash(world.channel, "task done", task="no such task")
    assert text(refused).startswith(OPEN)
    assert OPEN not in text(await world.ada.slash(world.channel, "today"))

    await world.restart()
    assert OPEN in text(await world.ben.slash(world.channel, "today"))
    assert OPEN not in text(await world.ben.slash(world.channel, "language set", language="en"))
    assert OPEN not in text(await world.ben.slash(world.channel, "today"))


async def test_a_server_chooses_for_who_did_not_and_discord_for_the_rest(world: World, pseudo: str) -> None:
    with speaking(world.ben, pseudo):
        assert OPEN in text(await world.ben.slash(world.channel, "about"))
    assert OPEN not in text(await world.ben.slash(world.channel, "about"))

    shown = await world.ada.slash(world.channel, "setup", language=pseudo)
    assert bracketed("Pseudo") in text(shown)
    assert OPEN in text(await world.ben.slash(world.channel, "about"))
    form = await press(world.ada, shown, label=bracketed("Time zone…"))
    assert OPEN in text(await submit(world.ada, form, ["no such zone"]))

    await world.ada.slash(world.channel, "setup", language="auto")
    assert OPEN not in text(await world.ben.slash(world.channel, "about"))


async def test_the_nudge_comes_in_the_language_of_who_gets_it(world: World, pseudo: str) -> None:
    await world.travel_to("2026-01-05 08:00")
    await world.join(world.ben)
    await world.ben.slash(world.channel, "nudges set", time="09:00", where="dm")
    await world.ben.slash(world.channel, "language set", language=pseudo)
    await world.travel_to("2026-01-05 09:01")
    (nudge,) = world.inbox(world.ben)
    assert nudge.count(OPEN) > 5

    message = world.ben.user.dm_channel.last_message
    assert message is not None
    pressed = await world.ben.user.click(message, custom_id=buttons(message)[0].custom_id)
    assert bracketed("Undo") in [button.label for button in buttons(pressed)]


@pytest.mark.parametrize("command", ["help", "about", "setup"])
async def test_no_word_of_these_misses_the_catalogue(world: World, pseudo: str, command: str) -> None:
    await world.ada.slash(world.channel, "language set", language=pseudo)
    shown = await world.ada.slash(world.channel, command)
    assert OPEN in text(shown)
    names = [button.label for button in buttons(shown)]
    content = ["Cohort", "UTC", *(name for _, name in NEEDED)]
    assert untranslated([text(shown), *names], content) == []
