"""Linking a LeetCode name: the code, the check, what it adds, and that nothing ever depends on it."""

import asyncio
import re
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest
from simcord import InteractionResult

from bot.app import LEETCODE
from bot.domain.errors import CohortError
from tests.journeys.leetcode_site import open_site
from tests.journeys.world import World
from tests.leetcode.fake import FakeLeetCode
from tests.leetcode.pages import PROBLEMS
from tests.simtools import buttons, press, text

TWO_SUM, _, PARENTHESES, *_ = PROBLEMS
NOT_ALL = "Solved on LeetCode, not in your log"


@pytest.fixture
async def linkable(
    sqlite_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[tuple[World, FakeLeetCode]]:
    """A server whose hoster has switched LeetCode on, and LeetCode itself; Ben is on a roadmap."""
    async with open_site(sqlite_url, data_dir, monkeypatch) as (world, fake):
        await world.join(world.ben)
        yield world, fake


async def ask(world: World, fake: FakeLeetCode, name: str = "ben_codes") -> InteractionResult:
    """Ben asks to link his name and puts the code into his profile."""
    card = await world.ben.slash(world.channel, "leetcode link", username=name)
    code = re.search(r"cohort-[0-9A-Z]{8}", text(card))
    assert code is not None
    fake.pages.add(name, about=f"I study. {code[0]}")
    return card


async def check(world: World, card: InteractionResult) -> None:
    """Ben presses the button and waits: LeetCode answers over a real connection, which nobody simulates."""
    before = text(card)
    await press(world.ben, card, label="Check now")
    async with asyncio.timeout(10):
        while text(card) == before:  # noqa: ASYNC110 - Discord is simulated, and tells nobody of an edit
            await asyncio.sleep(0.01)
    await world.env.settle()


async def look(world: World) -> None:
    """The bell's job for LeetCode."""
    with world.env._bot_scope():
        await world.app.bell._jobs[LEETCODE].call()
    await world.env.settle()


async def test_a_name_is_proved_by_a_code_and_the_button_outlives_a_restart(
    linkable: tuple[World, FakeLeetCode],
) -> None:
    world, fake = linkable
    card = await ask(world, fake)
    assert "Afterwards you can take the code out again" in text(card)
    assert card.ephemeral

    await world.restart()
    await check(world, card)

    assert "Linked" in text(card)
    assert "Nothing ever hangs on that mark" in text(card)
    shown = await world.ben.slash(world.channel, "leetcode link")
    assert "ben\\_codes" in text(shown)


async def test_a_code_that_is_not_there_yet_can_be_checked_again_or_cancelled(
    linkable: tuple[World, FakeLeetCode],
) -> None:
    world, fake = linkable
    card = await ask(world, fake)
    fake.pages.people["ben_codes"].about = ""

    await check(world, card)
    assert "The code is not in the profile yet" in text(card)
    await press(world.ben, card, label="Cancel")

    assert "not linked to you any more" in text(card)
    assert buttons(card) == []


async def test_a_solve_gets_its_mark_in_the_background(linkable: tuple[World, FakeLeetCode]) -> None:
    world, fake = linkable
    await check(world, await ask(world, fake))
    await world.ben.slash(world.channel, "leetcode solved", problem="1")
    fake.pages.people["ben_codes"].solved.append((TWO_SUM, world.now()))

    await look(world)

    noted = await world.ben.slash(world.channel, "leetcode note", problem="1", note="hash it")
    assert "LeetCode has it as accepted" in text(noted)


async def test_what_leetcode_shows_is_offered_quietly_and_logged_only_by_a_press(
    linkable: tuple[World, FakeLeetCode],
) -> None:
    world, fake = linkable
    await check(world, await ask(world, fake))
    solved = fake.pages.people["ben_codes"].solved
    solved += [(each, world.now() - timedelta(hours=1)) for each in (TWO_SUM, PARENTHESES)]
    await look(world)
    assert not (await world.today(world.ben)).streak.today_done

    prompt = await world.ben.slash(world.channel, "leetcode prompt")
    assert "LeetCode shows 2 solves you have not logged" in text(prompt)
    offer = await press(world.ben, prompt, label="Log them…")
    assert NOT_ALL in text(offer)
    assert "Two Sum" in text(offer)
    await press(world.ben, offer, label="Log them")

    assert "Logged 2 solves" in text(offer)
    assert (await world.today(world.ben)).streak.today_done
    after = await world.ben.slash(world.channel, "leetcode prompt")
    assert "you have not logged" not in text(after)


async def test_offers_can_be_left_out_for_good(linkable: tuple[World, FakeLeetCode]) -> None:
    world, fake = linkable
    await check(world, await ask(world, fake))
    fake.pages.people["ben_codes"].solved.append((TWO_SUM, world.now()))
    await look(world)
    prompt = await world.ben.slash(world.channel, "leetcode prompt")
    offer = await press(world.ben, prompt, label="Log them…")

    await press(world.ben, offer, label="Leave them out")
    await world.sleep_until(12)
    await look(world)

    again = await world.ben.slash(world.channel, "leetcode prompt")
    assert "you have not logged" not in text(again)


async def test_with_leetcode_unplugged_the_check_says_so_and_all_else_goes_on(
    linkable: tuple[World, FakeLeetCode],
) -> None:
    world, fake = linkable
    card = await ask(world, fake)
    await fake.unplug()

    await check(world, card)
    assert "LeetCode does not answer just now" in text(card)
    await look(world)

    solved = await world.ben.slash(world.channel, "leetcode solved", problem="1")
    assert "1-day streak" in text(solved)
    assert "Comes back" in text(solved)


async def test_where_linking_is_off_it_says_who_can_switch_it_on(world: World) -> None:
    await world.join(world.ben)

    refused = await world.ben.slash(world.channel, "leetcode link", username="ben_codes")

    assert "whoever hosts it can switch it on" in text(refused)
    assert "COHORT_" not in text(refused)
    assert "Nothing is missing without it" in text(refused)
    gone = await world.ben.slash(world.channel, "leetcode unlink")
    assert "nothing to forget" in text(gone)
    assert world.expected == (CohortError,) * len(world.expected)


async def test_unlinking_by_command_frees_the_name(linkable: tuple[World, FakeLeetCode]) -> None:
    world, fake = linkable
    await check(world, await ask(world, fake))

    gone = await world.ben.slash(world.channel, "leetcode unlink")
    again = await world.ben.slash(world.channel, "leetcode unlink")

    assert "not linked to you any more" in text(gone)
    assert "You have linked no LeetCode name" in text(again)
