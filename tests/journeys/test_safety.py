"""Forged, stale and crossed presses; failures inside; what reaches the log."""

import logging

import pytest
from discord import ui

from bot.store.errors import DatabaseLocked
from bot.ui.parts import ALL_PARTS
from tests.journeys.world import World
from tests.simtools import press, submit, text

FORGED = [
    "c:done:1:2:3",
    "c:done:99999999999999999999:1:1",
    "c:done:9999999999999999999:{ben}:1",
    "c:done:{guild}:{ben}:999999999999999999",
    "c:done:{guild}:{ben}:-1",
    "c:undo:{guild}:{ben}:0",
    "c:card:{guild}:{ben}:explode:1",
    "c:ask:{guild}:{ben}:everything",
    "c:week:{guild}:{ben}:999",
    "c:setzone:{guild}:{ben}",
    "n:1:{guild}:{ben}",
    "c:nudge:{guild}:{ben}:off",
    "something else",
    "c:",
]


@pytest.mark.parametrize("forged", FORGED)
async def test_a_forged_press_is_answered_and_changes_nothing(world: World, forged: str) -> None:
    identity = forged.format(guild=world.guild.id, ben=world.ben.id)
    await world.join(world.ada)
    before = await world.today(world.ada)
    public = await world.post_raw(identity)

    answered = await world.ben.click(public, custom_id=identity)

    assert answered.ephemeral
    assert "broke on my side" not in text(answered)
    assert await world.today(world.ada) == before


async def test_a_button_of_another_guild_is_no_longer_available_here(world: World) -> None:
    await world.join(world.ben)
    task = (await world.today(world.ben)).tasks[0]
    other = world.env.create_guild("Another group")
    room, twin = other.create_text_channel("general"), other.add_member(world.ben.user)
    identity = f"c:done:{world.guild.id}:{world.ben.id}:{task.id}"
    public = await world.post_raw(identity, room)

    refused = await twin.click(public, custom_id=identity)

    assert "no longer available" in text(refused)
    assert (await world.today(world.ben)).tasks[0].state.value == "open"


async def test_a_form_opened_before_a_restart_gives_the_words_back(world: World) -> None:
    joined = await world.join(world.ben)
    form = await press(world.ben, joined, label="Hours a week…")
    await world.restart()

    answered = await submit(world.ben, form, ["17.5"])

    assert "I was restarted meanwhile" in text(answered)
    assert "17.5" in text(answered)


async def test_an_unexpected_failure_shows_a_number_that_is_in_the_log_too(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await world.join(world.ben)

    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(world.app.services.tasks), "today", broken)
    with caplog.at_level(logging.ERROR):
        answered = await world.ben.slash(world.channel, "today")
    world.expected = (ZeroDivisionError,)

    number = text(answered).split("`")[-2]
    assert len(number) == 8
    assert number in caplog.text


async def test_a_locked_database_is_told_in_one_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.join(world.ben)

    async def locked(*_: object) -> None:
        raise DatabaseLocked("the database")

    monkeypatch.setattr(type(world.app.services.tasks), "today", locked)

    assert "cannot reach my database" in text(await world.ben.slash(world.channel, "today"))


async def test_while_stopping_people_are_asked_to_come_back(world: World) -> None:
    joined = await world.join(world.ben)
    world.app.client.draining = True

    assert "I am restarting" in text(await world.ben.slash(world.channel, "today"))
    assert "I am restarting" in text(await press(world.ben, joined, label="Show me today"))


async def test_a_form_sent_while_stopping_stores_nothing_and_gives_the_words_back(world: World) -> None:
    await world.join(world.ben)
    form = await world.ben.slash(world.channel, "ritual write", which="goals")
    world.app.client.draining = True

    words = "Read two papers, and explain one of them to somebody else"
    answered = text(await submit(world.ben, form, [words, "", ""]))

    assert "I am restarting" in answered
    assert words in answered
    async with world.store() as tx:
        assert (await tx.exec_driver_sql("SELECT count(*) FROM reflection")).scalar_one() == 0


async def test_no_view_mixes_dynamic_parts_with_ordinary_ones(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """discord.py 2.7.1 forgets a DynamicItem's class when a view that mixes them times out."""
    sent: list[ui.LayoutView] = []
    real = ui.LayoutView.stop

    def stop(view: ui.LayoutView) -> None:
        sent.append(view)
        real(view)

    monkeypatch.setattr(ui.LayoutView, "stop", stop)
    await world.join(world.ben)
    for command in ("today", "week", "streak show", "nudges show", "help", "about"):
        await world.ben.slash(world.channel, command)
    await world.ada.slash(world.channel, "setup")

    assert len(sent) >= 8
    for view in sent:
        pressable = [item for item in view.walk_children() if item.is_dispatchable()]
        assert all(isinstance(item, ALL_PARTS) for item in pressable)
    assert not [view for view in world.app.client.persistent_views if view in sent]


async def test_nothing_is_kept_alive_by_showing_panels(world: World) -> None:
    await world.join(world.ben)

    for _ in range(20):
        await world.ben.slash(world.channel, "today")

    views = world.app.client._connection._view_store._views
    assert not views
