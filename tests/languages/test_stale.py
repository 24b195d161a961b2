"""Presses that nothing of ours answers any more are answered in the presser's language all the same."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ui.parts import ALL_PARTS
from bot.ui.stale import guild_of
from tests.journeys.world import World
from tests.languages.pseudo import OPEN, untranslated
from tests.simtools import text

UNREADABLE, FOREIGN, NOTICE = "c:pick:{guild}:{ben}", "c:nothing:{guild}:{ben}", "n:5:nothing:{guild}"
"""A part of another kind than its message shows, and two that an earlier version may have left behind."""


@pytest.mark.parametrize("identity", [UNREADABLE, FOREIGN, NOTICE])
@pytest.mark.parametrize("direct", [False, True], ids=["server", "direct-message"])
async def test_what_cannot_be_answered_any_more_says_so_in_the_readers_language(
    world: World, pseudo: str, identity: str, *, direct: bool
) -> None:
    await world.join(world.ben)
    await world.ben.slash(world.channel, "language set", language=pseudo)
    pressed = identity.format(guild=world.guild.id, ben=world.ben.id)
    if direct:
        await world.ben.slash(world.channel, "nudges set", time="09:00", where="dm")
        message = await world.post_raw(pressed, world.ben.user.dm_channel)
        refused = await world.ben.user.click(message, custom_id=pressed)
    else:
        refused = await world.ben.click(await world.post_raw(pressed), custom_id=pressed)

    assert text(refused).startswith(OPEN)
    assert untranslated([text(refused)]) == []


@pytest.mark.parametrize("part", ALL_PARTS, ids=lambda part: part.__name__)
@settings(max_examples=3)
@given(data=st.data())
def test_the_server_is_found_in_whatever_may_be_pressed(part: type[Any], data: st.DataObject) -> None:
    pattern: re.Pattern[str] = part.__discord_ui_compiled_template__
    pressed = data.draw(st.from_regex(pattern, fullmatch=True))
    match = pattern.fullmatch(pressed)
    assert match is not None
    assert guild_of(pressed) == int(match["guild"])


@pytest.mark.parametrize(
    "pressed", ["", "something else", "c:", "c:done:", f"c:done:{2**63}0:1", "n:12:x:-7"]
)
def test_no_server_is_found_where_none_is_named(pressed: str) -> None:
    assert guild_of(pressed) is None
