"""LeetCode's own problem of the day as a group's prompt: where it answers, and where it does not."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.journeys.leetcode_site import open_site
from tests.journeys.world import World
from tests.leetcode.fake import FakeLeetCode
from tests.leetcode.faults import challenge
from tests.leetcode.pages import Problem
from tests.simtools import buttons, choose, press, submit, text

ELSEWHERE = Problem(4000, "evil-masks", "Evil **Masks** @everyone", "Hard", ("graph",))
"""A problem outside the catalogue."""


@pytest.fixture
async def site(
    sqlite_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[tuple[World, FakeLeetCode]]:
    """A server in Berlin whose group draws from LeetCode's daily, on Sunday 4 January 2026, and LeetCode."""
    async with open_site(sqlite_url, data_dir, monkeypatch) as (world, fake):
        await world.travel_to("2026-01-04 12:00")
        await world.ada.slash(world.channel, "setup", nudges=world.channel, timezone="Europe/Berlin")
        await world.join(world.ben)
        shown = await world.ada.slash(world.channel, "manage leetcode", on=True)
        await choose(world.ada, shown, "daily", prefix="c:lcdaysource")
        assert "LeetCode's own problem of the day; the roadmap week" in text(shown)
        yield world, fake


def posted(world: World) -> str:
    """The last post."""
    return text([message for message in world.channel.history() if buttons(message)][-1])


async def test_the_daily_comes_also_from_outside_the_catalogue(site: tuple[World, FakeLeetCode]) -> None:
    world, fake = site
    fake.pages.dailies = {}
    fake.pages.problems = (ELSEWHERE,)
    await world.travel_to("2026-01-05 09:00")

    shown = posted(world)
    assert (
        "4000\\. Evil \\*\\*Masks\\*\\* ＠everyone](<https://leetcode.com/problems/evil-masks/>)** · Hard"
        in shown
    )
    assert "LeetCode's own problem of the day" in shown
    message = [each for each in world.channel.history() if buttons(each)][-1]
    form = await press(world.ben, message, label="Solved")
    told = await submit(world.ben, form, {"How did it feel?": "good"})
    assert "Evil masks" in text(told)
    assert "**1 solved it**" in posted(world)
    assert "4000\\. Evil" in posted(world)


async def test_where_leetcode_does_not_answer_something_else_comes_at_the_same_time(
    site: tuple[World, FakeLeetCode],
) -> None:
    world, fake = site
    fake.breaks(challenge(), times=9)
    await world.travel_to("2026-01-05 09:00")
    assert "this one takes its place" in posted(world)
    assert "Fits the roadmap week that most of you are in · number 1 of" in posted(world)


async def test_with_the_network_unplugged_it_comes_all_the_same(site: tuple[World, FakeLeetCode]) -> None:
    world, fake = site
    await fake.unplug()
    await world.travel_to("2026-01-05 09:00")
    assert "this one takes its place" in posted(world)


async def test_a_paid_daily_gives_way(site: tuple[World, FakeLeetCode]) -> None:
    world, fake = site
    fake.pages.problems = (Problem(4001, "for-payers", "For Payers", paid=True),)
    await world.travel_to("2026-01-05 09:00")
    assert "For Payers" not in posted(world)
    assert "this one takes its place" in posted(world)


async def test_when_the_hoster_switches_leetcode_off_the_panel_says_so(
    site: tuple[World, FakeLeetCode], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, _ = site
    world.settings = world.settings.model_copy(update={"cohort_leetcode": False})
    await world.restart()
    shown = await world.ada.slash(world.channel, "manage leetcode")
    assert "Whoever hosts me has LeetCode switched off" in text(shown)
    await world.travel_to("2026-01-05 09:00")
    assert "this one takes its place" in posted(world)
