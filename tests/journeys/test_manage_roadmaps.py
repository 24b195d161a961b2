"""A group's own roadmaps given out, listed and removed, by organisers only."""

import gzip
from typing import Any

import discord
import pytest

from bot.catalog import IMPORT_LIMITS
from bot.catalog.builtin import folder
from tests.journeys.own_roadmap import OWN, bring, files, offered, plain
from tests.journeys.world import World
from tests.simtools import buttons, find_button, press, text

MANAGE = discord.Permissions(manage_guild=True)


# ------------------------------------------------------------------ export, list, notes


async def test_an_own_roadmap_comes_out_as_it_went_in(world: World) -> None:
    await bring(world)

    answer = await world.ada.slash(world.channel, "manage roadmaps export", roadmap="our-way")

    assert files(answer, world) == {"our-way.yaml": OWN.encode()}
    assert answer.ephemeral


@pytest.mark.parametrize("roadmap_id", ["deep-dive-16w", "ml-career"])
async def test_a_built_in_roadmap_comes_out_and_goes_in_again_under_another_name(
    world: World, roadmap_id: str
) -> None:
    shipped = (folder() / f"{roadmap_id}.yaml").read_bytes()

    answer = await world.ada.slash(world.channel, "manage roadmaps export", roadmap=roadmap_id)

    found = files(answer, world)
    assert found[f"{roadmap_id}.yaml"] == shipped
    assert len(found) == 1 + (len(shipped) > IMPORT_LIMITS.size)
    name = max(found)
    mine = gzip.decompress(found[name]) if name.endswith(".gz") else found[name]
    renamed = mine.replace(f"id: {roadmap_id}".encode(), b"id: ours-now", 1)
    again = gzip.compress(renamed) if name.endswith(".gz") else renamed
    taken = await world.ada.slash(world.channel, "manage roadmaps import", file=(name, again))
    assert "`ours-now` · version" in text(taken)
    assert "ours-now" in await offered(world.ben, world.channel)


async def test_the_list_counts_members_and_names_nobody(world: World) -> None:
    await bring(world)
    await world.join(world.ben, roadmap="our-way")
    await world.join(world.ada)

    shown = text(await world.ada.slash(world.channel, "manage roadmaps list"))

    assert "**Our way** `our-way` · version" in shown
    assert shown.count("· 1 member") == 2
    assert shown.count("· 0 members") == 4
    assert "ben" not in shown


async def test_notes_stand_where_they_belong_with_the_lines_of_the_source(world: World) -> None:
    await bring(world)

    shown = text(await world.ada.slash(world.channel, "manage roadmaps notes", roadmap="our-way"))

    assert "**Week 1: First**\nThe source says \\*two\\* weeks here" in shown
    assert "source, lines 4, 30–31" in shown
    assert "**Week 1: First › Build the thing**\nNobody says how." in shown


async def test_many_notes_are_turned_page_by_page(world: World) -> None:
    shown = await world.ada.slash(world.channel, "manage roadmaps notes", roadmap="ml-career")
    pages = [text(shown)]
    while any(button.label == "Later" for button in buttons(shown)):
        await press(world.ada, shown, label="Later")
        pages.append(text(shown))

    assert len(pages) > 1
    assert len(set(pages)) == len(pages)
    assert all(len(page) <= 4_000 for page in pages)
    await press(world.ada, shown, label="Earlier")
    assert text(shown) == pages[-2]


async def test_a_roadmap_without_notes_says_so(world: World) -> None:
    await bring(
        world, OWN.replace("    notes:", "    # notes:").replace(", notes: [{text: Nobody says how.}]", "")
    )

    shown = await world.ada.slash(world.channel, "manage roadmaps notes", roadmap="our-way")

    assert "Its editor left no notes." in text(shown)


# ------------------------------------------------------------------ removal, guilds, permissions


async def test_removing_asks_first_and_lets_members_stay(world: World) -> None:
    await bring(world)
    await world.join(world.ben, roadmap="our-way")
    asked = await world.ada.slash(world.channel, "manage roadmaps remove", roadmap="Our way")
    assert "1 member is on it and stays until they leave or finish" in text(asked)
    assert "our-way" in await offered(world.ada, world.channel)

    await press(world.ada, asked, label="Remove it")

    assert "**Our way** is removed" in text(asked)
    assert "our-way" not in await offered(world.ada, world.channel)
    await world.restart()
    assert (await world.today(world.ben)).tasks[0].title == "Read the book"
    refused = await world.join(world.ada, roadmap="our-way")
    assert "There is no roadmap called **our-way** here" in text(refused)
    assert "removed · 1 member" in text(await world.ada.slash(world.channel, "manage roadmaps list"))
    await bring(world)
    assert "our-way" in await offered(world.ada, world.channel)


async def test_a_removed_roadmap_nobody_follows_is_gone_and_may_come_back_reworded(world: World) -> None:
    await bring(world)
    asked = await world.ada.slash(world.channel, "manage roadmaps remove", roadmap="our-way")
    assert "Nobody is on it" in text(asked)
    await press(world.ada, asked, label="Remove it")

    assert "our-way" not in text(await world.ada.slash(world.channel, "manage roadmaps list"))
    await bring(world, OWN.replace("Read the book", "Read all of it"))

    await world.join(world.ben, roadmap="our-way")
    assert (await world.today(world.ben)).tasks[0].title == "Read all of it"


async def test_pressing_remove_twice_removes_once(world: World) -> None:
    await bring(world)
    asked = await world.ada.slash(world.channel, "manage roadmaps remove", roadmap="our-way")
    button = find_button(asked, label="Remove it")
    await press(world.ada, asked, label="Remove it")

    public = await world.post_raw(button.custom_id)
    again = await world.ada.click(public, custom_id=button.custom_id)

    assert "no longer available" in text(again)


async def test_a_title_that_shows_nothing_spoils_no_suggestions(world: World) -> None:
    await bring(world)
    async with world.store() as tx:
        blank = "UPDATE guild_roadmap SET title = '\u202e', checked = replace(checked, 'Our way', '\u202e')"
        await tx.exec_driver_sql(blank)
    await world.restart()

    joining = await world.ben.autocomplete(world.channel, "join", "roadmap", "our-way")
    removing = await world.ada.autocomplete(world.channel, "manage roadmaps remove", "roadmap", "")

    assert [choice["name"] for choice in (*joining, *removing)] == ["our-way", "our-way"]


@pytest.mark.parametrize("typed", ["deep-dive-16w", "nothing-like-it"])
async def test_only_own_roadmaps_can_be_removed(world: World, typed: str) -> None:
    await bring(world)

    refused = await world.ada.slash(world.channel, "manage roadmaps remove", roadmap=typed)
    suggested = await world.ada.autocomplete(world.channel, "manage roadmaps remove", "roadmap", "")

    assert "comes with Cohort" in text(refused) or "There is no roadmap called" in text(refused)
    assert [choice["value"] for choice in suggested] == ["our-way"]


@pytest.mark.parametrize(
    "forged",
    [
        "c:mapremove:{guild}:{ada}:ffffffffff",
        "c:mapnotes:{guild}:{ada}:ffffffffff:0",
        "c:mapnotes:{guild}:{ben}:ffffffffff:0",
        "c:mapnotes:{guild}:{ada}:nonsense:0",
        "c:mapupdate:{guild}:{ada}",
        "c:mapaccept:{guild}:{ada}",
        "c:mapaccept:{guild}:{ada}:ffffffffffff",
        "c:mapaccept:99999999999999999999:{ada}:ffffffffffff",
    ],
)
async def test_a_forged_press_is_answered_and_changes_nothing(world: World, forged: str) -> None:
    await bring(world)
    identity = forged.format(guild=world.guild.id, ada=world.ada.id, ben=world.ben.id)

    answered = await world.ada.click(await world.post_raw(identity), custom_id=identity)

    assert answered.ephemeral
    assert "broke on my side" not in text(answered)
    assert "our-way" in await offered(world.ada, world.channel)


async def test_a_page_beyond_the_last_one_is_the_last_one(world: World) -> None:
    shown = await world.ada.slash(world.channel, "manage roadmaps notes", roadmap="ml-career")
    far = find_button(shown, label="Later").custom_id.removesuffix("1") + "999"

    turned = await world.post_raw(far)
    await world.ada.click(turned, custom_id=far)

    last = world.channel.last_message
    assert last is not None
    assert "Notes on" in text(last)
    assert [button.label for button in buttons(last)] == ["Earlier"]


async def test_another_servers_roadmaps_are_neither_seen_nor_joined(world: World) -> None:
    await bring(world)
    other = world.env.create_guild("Another group")
    room = other.create_text_channel("general")
    owner = other.add_member(world.ada.user, roles=[other.create_role("Boss", permissions=MANAGE)])

    assert "our-way" not in await offered(owner, room)
    refused = await owner.slash(room, "join", roadmap="our-way")
    assert "There is no roadmap called **our-way** here" in text(refused)
    assert "our-way" not in text(refused).split("Pick one of")[1]
    for command in ("export", "notes", "remove"):
        answer = await owner.slash(room, f"manage roadmaps {command}", roadmap="our-way")
        assert "There is no roadmap called" in text(answer)
    listed = text(await owner.slash(room, "manage roadmaps list"))
    assert "You have none of your own yet" in listed
    theirs = await owner.slash(room, "manage roadmaps import", file=plain(OWN.replace("Our", "Their")))
    assert "Their way" in text(theirs)
    assert "Our way" in text(await world.ada.slash(world.channel, "manage roadmaps list"))


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("import", {"file": plain(OWN)}),
        ("export", {"roadmap": "deep-dive-16w"}),
        ("remove", {"roadmap": "our-way"}),
        ("list", {}),
        ("notes", {"roadmap": "deep-dive-16w"}),
    ],
)
async def test_only_organisers_may(world: World, command: str, options: dict[str, Any]) -> None:
    helpers = world.guild.create_role("Helpers")
    cora = world.guild.add_member(world.env.create_user("cora"), roles=[helpers])
    await bring(world)
    await world.app.services.guilds.change(world.guild.id, organiser_role_id=helpers.id)

    # Discord hides the command from them, until the server's own settings show it.
    command_id = world.app.client.command_ids["manage"]
    world.guild.set_command_permissions(command_id, {world.ben: True, helpers: True})

    refused = await world.ben.slash(world.channel, f"manage roadmaps {command}", **options)
    allowed = await cora.slash(world.channel, f"manage roadmaps {command}", **options)

    assert "Only an organiser can do this" in text(refused)
    assert "Only an organiser" not in text(allowed)


async def test_a_button_of_an_organiser_refuses_everybody_else(world: World) -> None:
    await bring(world)
    asked = await world.ada.slash(world.channel, "manage roadmaps remove", roadmap="our-way")
    forged = find_button(asked, label="Remove it").custom_id.replace(str(world.ada.id), str(world.ben.id))
    public = await world.post_raw(forged)

    refused = await world.ben.click(public, custom_id=forged)

    assert "Only an organiser can do this" in text(refused)
    assert "our-way" in await offered(world.ada, world.channel)
