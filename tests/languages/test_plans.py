"""A plan from joining to leaving, its days and tasks, and the group's view of it: in a member's language."""

import re
from collections.abc import Generator
from typing import Any

import pytest
from simcord import InteractionResult

from bot.ui.already_have import AlreadyHaveButton
from bot.ui.base import layout, row
from tests.catalog.built_in import ROADMAPS
from tests.journeys.world import World
from tests.languages.pseudo import OPEN, bracketed, untranslated, words_of
from tests.languages.seen import Shown, words_seen
from tests.simtools import buttons, choose, press, submit

INTENSIVE, JUNIOR, CAREER = "production-intensive", "junior-to-job-ready", "ml-career"

TYPED = [
    "Europe/Berlin",
    "7pm",
    "2027-06-01, 1 Jun, +12w",
    "tomorrow, sat, 2026-12-01, 1 Dec, +3",
    "mo,we,sa",
]
"""What zones are called, and what is read as English."""

WRITTEN_WEEK = re.compile(r"^(?:-# )?(?:mon|tue|wed|thu|fri|sat|sun)\b[a-z, -]*: .*$", re.MULTILINE)
"""A study week as it is written and read back."""


def authored(name: str) -> Generator[str]:
    """What the author of a roadmap wrote, also cut to fit."""
    for word in words_of(ROADMAPS[name]):
        if type(word) is str and len(word) > 2:
            yield word
            yield from (f"{word[:end].rstrip()}…" for end in range(20, min(len(word), 160)))


def missed(*shown: Shown, content: list[str]) -> list[str]:
    """The words that passed no catalogue."""
    for each in shown:
        assert any(OPEN in word for word in words_seen(each))
    words = (WRITTEN_WEEK.sub("", word) for word in words_seen(*shown))
    return untranslated(words, [*TYPED, *content])


class Reader:
    """Ben, in his language; every answer he gets is read word by word."""

    def __init__(self, world: World, *content: str) -> None:
        self.world = world
        self.content = list(dict.fromkeys(content))

    def read(self, shown: InteractionResult) -> InteractionResult:
        assert missed(shown, content=self.content) == []
        return shown

    async def says(self, command: str, **options: Any) -> InteractionResult:
        return self.read(await self.world.ben.slash(self.world.channel, command, **options))

    async def press(self, shown: InteractionResult, label: str, nth: int | None = None) -> InteractionResult:
        label = bracketed(label)
        return self.read(await press(self.world.ben, shown, label=label, nth=nth))

    async def choose(self, shown: InteractionResult, *values: str, prefix: str) -> InteractionResult:
        return self.read(await choose(self.world.ben, shown, *values, prefix=prefix))

    async def submit(self, form: InteractionResult, *values: str) -> InteractionResult:
        return self.read(await submit(self.world.ben, form, list(values)))


@pytest.fixture
async def on_monday(world: World, pseudo: str) -> World:
    """Ben has chosen his language before he joins anything."""
    await world.travel_to("2026-01-05 09:00")
    await world.ben.slash(world.channel, "language set", language=pseudo)
    return world


async def test_a_plan_is_agreed_changed_and_left(on_monday: World) -> None:
    world = on_monday
    ben = Reader(world, *authored(INTENSIVE))
    joined = await ben.says("join", roadmap=INTENSIVE, timezone="Europe/Berlin", week="part-time")
    form = await ben.press(joined, "Hours a week…")
    await ben.submit(form, "7.5")
    await ben.submit(await ben.press(joined, "Be done by…"), "+80w")
    await ben.submit(await ben.press(joined, "Time zone…"), "Berlin")
    await ben.press(joined, "Daily nudge…")
    days = await ben.press(joined, "Study days…")
    await ben.choose(days, "0", "2", "5", prefix="c:days")
    await ben.press(joined, "My week…")
    await ben.submit(
        await ben.press(joined, "Write my own…"), "mon-wed: morning 1h, evening 30m\nsat: 9:00 3h"
    )
    await ben.press(joined, "Undo")
    await ben.says("plan show")
    await ben.says("plan pace", hours_per_week="200")
    await ben.says("plan pace", hours_per_week="5", by="1 Jun")

    await ben.says("pause", until="+3")
    await ben.says("plan show")
    await ben.says("resume")
    leaving = await ben.says("leave")
    await ben.press(leaving, "Stay")
    leaving = await ben.says("leave")
    await ben.press(leaving, "Leave")
    assert OPEN not in "".join(words_seen(await world.join(world.ada)))


async def test_after_a_slip_every_way_on(on_monday: World) -> None:
    world = on_monday
    ben = Reader(world, *authored(INTENSIVE))
    await ben.says("join", roadmap=INTENSIVE, timezone="Europe/Berlin")
    await world.travel_to("2026-01-08 09:00")
    panel = await ben.says("plan replan")
    await ben.press(panel, "Catch up…")
    await ben.press(panel, "Other ways")
    for how in ("shift the end", "drop optional"):
        await ben.says("plan replan", how=how)
    done = await ben.says("plan replan", how="drop optional", apply=True)
    await ben.says("plan show")
    await ben.says("plan replan")
    await ben.press(done, "Undo")
    await ben.says("plan replan", how="shift the end", apply=True)
    await ben.says("plan replan", how="shift the end")

    members = await world.ada.slash(world.channel, "manage members")
    assert OPEN not in "".join(words_seen(members))


async def test_days_weeks_and_single_tasks(on_monday: World) -> None:
    world = on_monday
    ben = Reader(world, *authored(JUNIOR), "Call Mum", "zzz")
    await ben.says("join", roadmap=JUNIOR, timezone="Europe/Berlin", start="+1")
    await ben.says("today")
    await world.travel_to("2026-01-06 09:00")
    panel = await ben.says("today")
    await ben.choose(panel, "coding-practice", prefix="c:habits")
    task = (await world.today(world.ben)).tasks[0]
    card = await ben.choose(panel, str(task.id), prefix="c:pick:")
    await ben.press(card, "Done")
    await ben.press(card, "Undo")
    await ben.press(card, "Skip")
    await ben.press(card, "Undo")
    await ben.submit(await ben.press(card, "Choose a day…"), "+3")
    await ben.says("task add", title="Call Mum", minutes="90", day="tomorrow")
    await ben.says("log", minutes="75")
    for offset in (-1, 0, 1, 2):
        week = await ben.says("week", offset=offset)
    await ben.press(week, "This week")
    for command, options in (
        ("task done", {"task": "zzz"}),
        ("task habit", {"habit": "zzz"}),
        ("task move", {"task": f"#{task.id}", "to": "zzz"}),
        ("log", {"minutes": "zzz"}),
        ("log", {"minutes": "24h"}),
    ):
        await ben.says(command, **options)

    await world.travel_to("2026-01-19 09:00")
    await ben.says("today")
    await ben.says("task done", task=f"#{task.id}")
    await ben.says("week", offset=-1)


async def test_decisions_and_what_one_already_has(on_monday: World) -> None:
    world = on_monday
    ben = Reader(world, *authored(CAREER), "juggling", "none")
    joined = await ben.says("join", roadmap=CAREER, timezone="Europe/Berlin")
    listed = await ben.press(joined, "Choose your options…")
    await ben.says("roadmap branch", branch="role")
    found = await world.app.services.branches.decisions(world.guild.id, world.ben.id)
    numbers = {branch.kind.value: str(found.number(branch)) for branch in reversed(found.branches)}
    await ben.choose(listed, numbers["path"], prefix="c:forkpick")
    await ben.choose(listed, "1", prefix="c:branch")
    following = next(each for each in buttons(listed) if each.custom_id.startswith("c:fork:"))
    ben.read(await press(world.ben, listed, prefix=following.custom_id))
    ben.read(await press(world.ben, listed, prefix="c:forks:"))
    for branch in found.branches:
        await ben.says("roadmap branch", branch=branch.key)
    for options in (
        {"option": "juggling"},
        {"branch": "juggling"},
        {"branch": "role", "option": "juggling"},
        {"branch": "path", "option": "none"},
        {"have": "juggling"},
    ):
        await ben.says("roadmap branch", **options)
    public = await world.post(layout(row(AlreadyHaveButton(world.guild.id, world.ben.id))))
    had = ben.read(await press(world.ben, public, prefix="c:have:"))
    assert any("c:haves:" in each.custom_id for each in buttons(had))
    await ben.press(had, "More ▶")
