"""A group's own interview questions: brought in, listed, given out and removed, by organisers only."""

import gzip
from typing import Any

import discord
import pytest
from simcord import InteractionResult

from bot.catalog.questions import built_in_file
from tests.catalog.built_in_questions import BANK
from tests.catalog.own_questions import OWN, set_of
from tests.journeys.own_roadmap import files
from tests.journeys.world import World
from tests.simtools import find_button, press, text

MANAGE = discord.Permissions(manage_guild=True)
BROKEN = OWN.replace("level: 3", "level: 7").replace("minutes: 15", "minuets: 15")


async def bring(world: World, words: str = OWN, name: str = "ours.yaml") -> InteractionResult:
    """The organiser imports a file."""
    return await world.ada.slash(world.channel, "manage questions import", file=(name, words.encode()))


async def own_keys(world: World, guild_id: int | None = None) -> set[str]:
    """The questions that interviews ask besides the built-in ones."""
    bank = await world.app.services.own_questions.bank(guild_id or world.guild.id)
    return {each.key for each in bank.all()} - {each.key for each in BANK.all()}


async def listed(world: World) -> str:
    return text(await world.ada.slash(world.channel, "manage questions list"))


async def suggested(world: World, command: str, typed: str = "") -> list[str]:
    shown = await world.ada.autocomplete(world.channel, f"manage questions {command}", "set", typed)
    return [str(choice["value"]) for choice in shown]


async def test_own_questions_come_in_are_listed_and_asked(world: World) -> None:
    assert "You have none of your own yet" in await listed(world)

    answer = await bring(world)

    assert answer.ephemeral
    assert "## ❔ Our theory\n`our-theory` · 2 ML theory questions" in text(answer)
    assert "ask them before those that come with Cohort" in text(answer)
    shown = await listed(world)
    assert "**Our theory** `our-theory` · 2 ML theory questions" in shown
    assert shown.index("`our-theory`") < shown.index("They come with Cohort") < shown.index("`ml-theory`")
    assert "`coding` · 30 coding questions" in shown
    assert await own_keys(world) == {"our-leak", "our-drift"}
    await world.restart()
    assert await own_keys(world) == {"our-leak", "our-drift"}


async def test_what_comes_out_goes_in_again_changed_or_not(world: World) -> None:
    await bring(world)

    given = await world.ada.slash(world.channel, "manage questions export", set="Our theory")

    assert given.ephemeral
    assert files(given, world) == {"our-theory.yaml": OWN.encode()}
    assert "nothing changed" in text(await bring(world, files(given, world)["our-theory.yaml"].decode()))
    changed = await bring(world, OWN.replace("A leak of ours", "The leak"))
    assert "takes the place of the version before" in text(changed)
    assert (await listed(world)).count("our-theory") == 1
    kit = await world.app.services.own_questions.kit(world.guild.id, "our-leak")
    assert kit.question.title == "The leak"


@pytest.mark.soak
async def test_without_a_name_all_own_sets_come_out_ten_files_a_message(world: World) -> None:
    empty = await world.ada.slash(world.channel, "manage questions export")
    for number in range(11):
        await bring(world, set_of([f"q{number}"], key=f"set-{number:02}"))

    given = await world.ada.slash(world.channel, "manage questions export")

    assert "You have no questions of your own yet" in text(empty)
    assert files(given, world).keys() == {f"set-{number:02}.yaml" for number in range(10)}
    (rest,) = given.followups
    assert [each.filename for each in rest.attachments] == ["set-10.yaml"]


@pytest.mark.parametrize("key", ["coding", "ml-theory"])
async def test_a_built_in_set_comes_out_as_an_example(world: World, key: str) -> None:
    given = await world.ada.slash(world.channel, "manage questions export", set=key)

    found = files(given, world)
    assert found[f"{key}.yaml"] == built_in_file(key)
    assert [gzip.decompress(found[name]) for name in found if name.endswith(".gz")] == (
        [built_in_file(key)] if len(built_in_file(key)) > 65_536 else []
    )
    as_it_is = await bring(world, built_in_file("coding").decode(), "coding.yaml")
    assert "already; so it is with 29 other keys of this file" in text(as_it_is)


async def test_a_bad_file_gets_lines_and_reasons_and_loses_nothing(world: World) -> None:
    await bring(world)

    refused = await bring(world, BROKEN)

    assert refused.ephemeral
    assert "I cannot use this file yet: it has 3 problems." in text(refused)
    assert "line 14 · questions\\[1\\].level: must be a level from 1 to 5" in text(refused)
    assert "line 15 · questions\\[1\\].minuets: " in text(refused)
    assert "did you mean minutes?" in text(refused)
    assert await own_keys(world) == {"our-leak", "our-drift"}
    assert "nothing changed" in text(await bring(world))


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("ours.zip", b"kind: coding", "ours.zip** is no file I can read. Attach one whose name ends in"),
        ("ours.yaml", b"#" * 65_537, "has 65,537 bytes; at most 65,536 are read. Pack it with gzip"),
        ("ours.yaml.gz", gzip.compress(b"\0" * 9_000_000), "is larger than it looks; at most 524,288"),
        ("ours.yaml", OWN.replace("our-leak", "roc-auc").encode(), "There is a question **roc-auc** already"),
        ("ours.yaml", set_of(f"q{n}" for n in range(201)).encode(), "at most 200"),
    ],
)
async def test_every_refusal_names_the_reason(world: World, name: str, raw: bytes, says: str) -> None:
    refused = await world.ada.slash(world.channel, "manage questions import", file=(name, raw))

    assert says in text(refused)
    assert refused.ephemeral
    assert await own_keys(world) == set()


async def test_removing_asks_first_and_leaves_the_built_in_ones(world: World) -> None:
    await bring(world)
    asked = await world.ada.slash(world.channel, "manage questions remove", set="our-theory")
    assert "2 ML theory questions will not be asked any more" in text(asked)
    assert await own_keys(world) == {"our-leak", "our-drift"}

    await press(world.ada, asked, label="Remove it")

    assert "**Our theory** is removed" in text(asked)
    assert await own_keys(world) == set()
    bank = await world.app.services.own_questions.bank(world.guild.id)
    assert len(bank.all()) == len(BANK.all())
    assert "our-theory" not in await listed(world)
    assert (await world.app.services.own_questions.kit(world.guild.id, "our-leak")).question.minutes == 10
    await bring(world)
    assert await own_keys(world) == {"our-leak", "our-drift"}


async def test_a_button_pressed_twice_removes_once(world: World) -> None:
    await bring(world)
    asked = await world.ada.slash(world.channel, "manage questions remove", set="our-theory")
    button = find_button(asked, label="Remove it")
    await press(world.ada, asked, label="Remove it")

    again = await world.ada.click(await world.post_raw(button.custom_id), custom_id=button.custom_id)

    assert "no longer available" in text(again)


@pytest.mark.parametrize("typed", ["coding", "nothing-like-it"])
async def test_only_own_sets_can_be_removed(world: World, typed: str) -> None:
    await bring(world)

    refused = await world.ada.slash(world.channel, "manage questions remove", set=typed)

    assert f"You have no set of questions called **{typed}**. Yours are: our-theory." in text(refused)
    assert await suggested(world, "remove") == ["our-theory"]
    assert await suggested(world, "remove", "OUR TH") == ["our-theory"]
    assert (await suggested(world, "export"))[:2] == ["our-theory", "behavioral"]
    assert await suggested(world, "export", "system") == ["system-design"]


async def test_another_server_sees_nothing_of_it(world: World) -> None:
    await bring(world)
    other = world.env.create_guild("Another group")
    room = other.create_text_channel("general")
    owner = other.add_member(world.ada.user, roles=[other.create_role("Boss", permissions=MANAGE)])

    shown = text(await owner.slash(room, "manage questions list"))

    assert "You have none of your own yet" in shown
    assert "our-theory" not in shown
    for command in ("export", "remove"):
        refused = text(await owner.slash(room, f"manage questions {command}", set="our-theory"))
        assert "You have no set of questions called **our-theory**. `/manage questions import`" in refused
    assert await own_keys(world, other.id) == set()
    theirs = await owner.slash(room, "manage questions import", file=("x.yaml", OWN.encode()))
    assert "They are yours" in text(theirs)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("import", {"file": ("ours.yaml", OWN.encode())}),
        ("export", {"set": "coding"}),
        ("remove", {"set": "our-theory"}),
        ("list", {}),
    ],
)
async def test_only_organisers_may(world: World, command: str, options: dict[str, Any]) -> None:
    helpers = world.guild.create_role("Helpers")
    cora = world.guild.add_member(world.env.create_user("cora"), roles=[helpers])
    await bring(world)
    await world.app.services.guilds.change(world.guild.id, organiser_role_id=helpers.id)
    command_id = world.app.client.command_ids["manage"]
    world.guild.set_command_permissions(command_id, {world.ben: True, helpers: True})

    refused = await world.ben.slash(world.channel, f"manage questions {command}", **options)
    allowed = await cora.slash(world.channel, f"manage questions {command}", **options)

    assert "Only an organiser can do this" in text(refused)
    assert "Only an organiser" not in text(allowed)


async def test_a_button_of_an_organiser_refuses_everybody_else(world: World) -> None:
    await bring(world)
    asked = await world.ada.slash(world.channel, "manage questions remove", set="our-theory")
    identity = find_button(asked, label="Remove it").custom_id
    forged = identity.replace(str(world.ada.id), str(world.ben.id))

    foreign = await world.ben.click(await world.post_raw(identity), custom_id=identity)
    refused = await world.ben.click(await world.post_raw(forged), custom_id=forged)

    assert foreign.ephemeral
    assert "Only an organiser can do this" in text(refused)
    assert await own_keys(world) == {"our-leak", "our-drift"}


@pytest.mark.parametrize("tag", ["ffffffffff", "nonsense"])
async def test_a_forged_press_is_answered_and_changes_nothing(world: World, tag: str) -> None:
    await bring(world)
    identity = f"c:setremove:{world.guild.id}:{world.ada.id}:{tag}"

    answered = await world.ada.click(await world.post_raw(identity), custom_id=identity)

    assert "no longer available" in text(answered)
    assert await own_keys(world) == {"our-leak", "our-drift"}
