"""Bringing a group's own roadmap in: what is taken, and how everything else is refused."""

import asyncio
import gzip
import sys
from typing import Any

import pytest
from simcord import InteractionResult

from bot.catalog.upload import Checker
from tests.hostile import HOSTILE
from tests.journeys.own_roadmap import OWN, bring, files, offered, packed
from tests.journeys.world import World
from tests.simtools import burst, find_button, text


async def test_an_imported_roadmap_comes_first_and_can_be_joined(world: World) -> None:
    answer = await bring(world)

    assert answer.ephemeral
    assert "`our-way` · version" in text(answer)
    assert "3 items, 6 h" in text(answer)
    assert (await offered(world.ben, world.channel))[0] == "our-way"
    joined = await world.join(world.ben, roadmap="Our way")
    assert "Our way" in text(joined)
    assert [task.title for task in (await world.today(world.ben)).tasks][:1] == ["Read the book"]


async def test_a_packed_file_is_as_good(world: World) -> None:
    answer = await world.ada.slash(world.channel, "manage roadmaps import", file=packed(OWN))

    assert "members of this server can `/join` it now" in text(answer)


async def test_what_an_author_should_look_at_is_told(world: World) -> None:
    doubtful = OWN + "resources: [{key: book, title: A book}]\n"

    assert "line 15 · resources\\[0\\]: no item" in text(await bring(world, doubtful))


async def test_a_member_goes_on_after_a_restart(world: World) -> None:
    await bring(world)
    await world.join(world.ben, roadmap="our-way")
    before = await world.today(world.ben)

    await world.restart()

    assert await world.today(world.ben) == before


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("ours.zip", b"id: x", "ours.zip** is no file I can read. Attach one whose name ends in"),
        ("ours.yaml", b"#" * 65_537, "has 65,537 bytes; at most 65,536 are read. Pack it with gzip"),
        ("ours.yaml.gz", b"#" * 65_537, "at most 65,536 are read. Leave something out"),
        ("ours.yaml.gz", b"id: x", "I cannot unpack **ours.yaml.gz**"),
        ("ours.yaml.gz", gzip.compress(b"\0" * 9_000_000), "is larger than it looks; at most 524,288"),
        ("ours.yaml", OWN.replace("our-way", "deep-dive-16w").encode(), "comes with Cohort and stays"),
    ],
)
async def test_every_refusal_names_the_next_step(world: World, name: str, raw: bytes, says: str) -> None:
    refused = await world.ada.slash(world.channel, "manage roadmaps import", file=(name, raw))

    assert says in text(refused)
    assert refused.ephemeral
    assert "our-way" not in await offered(world.ben, world.channel)


async def test_a_file_that_is_too_large_is_not_even_fetched(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(world.env.backend.cdn, "get", fetched.append)

    await world.ada.slash(world.channel, "manage roadmaps import", file=("big.yaml", b"#" * 70_000))

    assert fetched == []


async def test_a_file_that_discord_lost_is_asked_for_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.env.backend.cdn, "get", lambda _: None)

    assert "Attach it again" in text(await bring(world))


@pytest.mark.soak
async def test_every_hostile_file_gets_a_sentence_and_the_place(world: World) -> None:
    for name, (raw, says) in HOSTILE.items():
        refused = await world.ada.slash(world.channel, "manage roadmaps import", file=("x.yaml", raw))

        assert "I cannot use this file yet: it has" in text(refused), name
        assert "\nline " in text(refused), name
        assert says.split(" (")[0] in _unescaped(refused), name


def _unescaped(seen: InteractionResult) -> str:
    return text(seen).replace("\\", "")


async def test_ten_problems_are_shown_and_all_are_in_a_file(world: World) -> None:
    broken = OWN + "".join(f"sumary{number}: x\n" for number in range(30))

    refused = await bring(world, broken)

    assert "it has 30 problems" in text(refused)
    assert "line 15 · sumary0: is not a key of the format here; did you mean summary?" in text(refused)
    assert "and 20 more" in text(refused)
    listed = files(refused, world)["problems.txt"].decode().splitlines()
    assert len(listed) == 30
    assert listed[-1].startswith("line 44 · sumary29: ")


async def test_few_problems_need_no_file(world: World) -> None:
    refused = await bring(world, OWN.replace("kind: task", "kind: tsak"))

    assert "it has 1 problem." in text(refused)
    assert "did you mean task?" in text(refused)
    assert files(refused, world) == {}


async def test_a_file_that_takes_too_long_is_given_up_and_the_bot_answers_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No time at all: the time of a simulation does not pass by itself.
    slow = Checker((sys.executable, "-c", "import time; print(flush=True); time.sleep(60)"), seconds=0)
    monkeypatch.setattr(world.app.services.roadmaps, "_checker", slow)
    await world.join(world.ben)

    refused, today = await burst(world.env, bring(world), world.ben.slash(world.channel, "today"))

    assert "took more than 0 seconds, so I stopped" in text(refused)
    assert find_button(today, label="Done", nth=0)


async def test_one_file_at_a_time_is_checked_for_a_server(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work = asyncio.Event()
    roadmaps = world.app.services.roadmaps
    # A command of its own: nothing is remembered of it, so that the check takes its time.
    monkeypatch.setattr(roadmaps._checker, "_command", [*roadmaps._checker._command])
    real = roadmaps._checker.check

    async def check(raw: bytes) -> Any:
        at_work.set()
        return await real(raw)

    monkeypatch.setattr(roadmaps._checker, "check", check)

    answers = [text(each) for each in await burst(world.env, bring(world), bring(world))]

    assert at_work.is_set()
    assert sum("Another file is being checked" in answer for answer in answers) == 1
    assert sum("can `/join` it now" in answer for answer in answers) == 1


@pytest.mark.soak
async def test_a_server_keeps_ten_roadmaps_of_its_own(world: World) -> None:
    for number in range(10):
        await bring(world, OWN.replace("our-way", f"way-{number}"))

    refused = await bring(world, OWN.replace("our-way", "one-more"))
    reworded = await bring(world, OWN.replace("our-way", "way-3").replace("Read the book", "Read it"))

    assert "10 roadmaps of your own" in text(refused)
    assert "/manage roadmaps remove" in text(refused)
    assert "Only words changed" in text(reworded)
