"""Deciding what a roadmap leaves open, changing one's mind, and saying what one already has."""

import pytest
from simcord import InteractionResult

from bot.services.branches import Decisions
from bot.ui.already_have import AlreadyHaveButton
from bot.ui.base import layout, row
from bot.ui.branches import DecisionsButton, decisions_layout
from tests.journeys.world import World
from tests.simtools import burst, choose, message_of, press, text

MANY = "junior-to-job-ready"
CAREER = "ml-career"
SELF_TEST = "category-b"


async def decisions(world: World) -> Decisions:
    """What Ben can decide, as the use case knows it."""
    return await world.app.services.branches.decisions(world.guild.id, world.ben.id)


async def decided(world: World, branch: str, option: str) -> InteractionResult:
    """Ben decides by command."""
    return await world.ben.slash(world.channel, "roadmap branch", branch=branch, option=option)


async def planned(world: World, prefix: str) -> set[str]:
    """Key and state of Ben's tasks whose key begins with `prefix`."""
    async with world.store() as tx:
        rows = await tx.exec_driver_sql("SELECT item_key || ' ' || state FROM task")
        return {shown for shown in rows.scalars() if shown.startswith(prefix)}


async def number_of(world: World, key: str) -> str:
    """What a button calls a decision by."""
    found = await decisions(world)
    return str(found.keys.index(key))


@pytest.fixture
async def joined(world: World) -> World:
    """Ben is on a roadmap with two large branches and many alternatives."""
    await world.join(world.ben, roadmap=MANY)
    return world


async def test_the_panel_says_what_is_decided_and_what_is_assumed(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap branch")

    assert shown.ephemeral
    assert "3 decisions of your plan still open" in text(shown)
    assert "One specialisation, in depth" in text(shown)
    assert "not decided, assumed: Computer vision" in text(shown)

    await press(joined.ben, shown, label="More ▶")
    assert "One specialisation" not in text(shown)
    await press(joined.ben, shown, label="◀ Before")
    assert "One specialisation" in text(shown)


async def test_a_pick_in_the_select_plans_again_and_shows_before_and_after(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap branch")
    await choose(joined.ben, shown, await number_of(joined, "specialisation"), prefix="c:forkpick")
    assert "71 h 30 min" in text(shown)

    await choose(joined.ben, shown, "1", prefix="c:branch")

    assert "Before:" in text(shown)
    assert "Now:" in text(shown)
    assert "✅ **Natural language processing**" in text(shown)
    assert await planned(joined, "nlp")
    assert not await planned(joined, "cv")

    await press(joined.ben, shown, label="Next:")
    assert "Which cloud do you learn?" in text(shown)
    await press(joined.ben, shown, label="All decisions")
    assert "2 decisions of your plan still open" in text(shown)


async def test_a_change_of_mind_keeps_what_is_done_and_drops_what_was_open(joined: World) -> None:
    await decided(joined, "specialisation", "Computer vision")
    async with joined.store() as tx:
        sql = "SELECT id FROM task WHERE item_key LIKE 'cv%' ORDER BY id LIMIT 2"
        done, moved = (await tx.exec_driver_sql(sql)).scalars()
    await joined.ben.slash(joined.channel, "task done", task=f"#{done}")
    await joined.ben.slash(joined.channel, "task move", task=f"#{moved}", to="+3")

    await decided(joined, "specialisation", "nlp")
    (kept,) = await planned(joined, "cv")
    assert kept.endswith(" done")

    await decided(joined, "specialisation", "cv")
    again = await planned(joined, "cv")
    assert kept in again
    assert kept.replace(" done", " open") not in again
    assert not await planned(joined, "nlp")


async def test_several_are_picked_by_command_with_suggestions(joined: World) -> None:
    found = await joined.ben.autocomplete(joined.channel, "roadmap branch", "branch", "post")
    assert found[0]["value"] == "blog-posts"
    first, second = "w15-post-mistakes", "w15-post-production"
    more = await joined.ben.autocomplete(
        joined.channel, "roadmap branch", "option", f"{first}; ", branch="blog-posts"
    )
    assert any(choice["value"] == f"{first}; {second}" for choice in more)

    shown = await decided(joined, "blog-posts", f"{first}; {second}; w15-post-concept")

    assert text(shown).count("✅ **") == 3
    planned_posts = {shown.split()[0] for shown in await planned(joined, "w15-post")}
    assert planned_posts == {first, second, "w15-post-concept"}


@pytest.mark.parametrize(
    ("branch", "option", "says"),
    [
        ("blog-posts", "w15-post-guide", "takes 3 to 4, and you picked 1"),
        ("specialisation", "cv and nlp", "takes 1, and you picked 2"),
        ("specialisation", "computer visions", "no option of **One specialisation, in depth**"),
        ("specialsation", "cv", "Did you mean **One specialisation, in depth**?"),
        ("w01", "cv", "no decision called"),
    ],
)
async def test_a_pick_that_is_not_valid_names_what_is(
    joined: World, branch: str, option: str, says: str
) -> None:
    before = await decisions(joined)

    refused = await decided(joined, branch, option)

    assert says.replace("**One specialisation, in depth**?", "One specialisation, in depth?") in text(refused)
    assert (await decisions(joined)).branches == before.branches


async def test_an_option_alone_asks_what_it_decides(joined: World) -> None:
    refused = await joined.ben.slash(joined.channel, "roadmap branch", option="cv")

    assert "Say what the option decides" in text(refused)


async def test_an_alternative_is_noted_without_touching_the_plan(joined: World) -> None:
    before = await planned(joined, "")

    shown = await decided(joined, "w01-unit-1", "fastai")

    assert "Your plan stays as it is" in text(shown)
    assert await planned(joined, "") == before
    page = await joined.ben.slash(joined.channel, "roadmap show", search="Course, unit 1 of 4")
    reading = await joined.app.services.readings.open(joined.guild.id, joined.ben.id)
    assert reading is not None
    await choose(
        joined.ben, page, str(reading.book.search.find("Course, unit 1 of 4")[0].page), prefix="c:pages"
    )
    assert "your choice" in text(page)


async def test_the_entry_path_changes_the_whole_plan_and_what_is_asked(world: World) -> None:
    await world.join(world.ben, roadmap=CAREER)
    before = await decisions(world)
    assert not any(branch.key == "se05-tier-1" for branch in before.branches)

    shown = await decided(world, "path", "Software engineer")

    after = await decisions(world)
    assert "Planned again from today" in text(shown)
    assert any(branch.key == "se05-tier-1" for branch in after.branches)
    assert not any(branch.key == "tier-1" for branch in after.branches)


async def test_roles_are_several_or_none(world: World) -> None:
    await world.join(world.ben, roadmap=CAREER)
    shown = await world.ben.slash(world.channel, "roadmap branch", branch="role")

    await choose(world.ben, shown, "0", "4", prefix="c:branch")
    assert text(shown).count("✅ **") == 2
    await choose(world.ben, shown, prefix="c:branch")

    assert "✅ **" not in text(shown)


async def test_a_button_of_a_dropped_branch_is_no_longer_available(joined: World) -> None:
    found = await decisions(joined)
    inside = next(branch for branch in found.branches if branch.key == "specialisation")
    whose = f"{joined.guild.id}:{joined.ben.id}"
    stale = await joined.post_raw(f"c:fork:{whose}:00000000:{found.number(inside)}")
    far = await joined.post_raw(f"c:fork:{whose}:{found.tag}:999")

    for message in (stale, far):
        assert "no longer available" in text(await press(joined.ben, message, label="Press"))


async def test_nobody_decides_for_somebody_else(joined: World) -> None:
    public = await joined.post(decisions_layout(await decisions(joined)))

    refused = await choose(joined.ada, public, await number_of(joined, "specialisation"), prefix="c:forkpick")

    assert f"This belongs to <@{joined.ben.id}>" in text(refused)


async def test_two_picks_at_once_leave_one_valid_choice(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap branch", branch="specialisation")
    menu = f"c:branch:{joined.guild.id}:{joined.ben.id}"
    found = await decisions(joined)
    custom_id = f"{menu}:{found.tag}:{await number_of(joined, 'specialisation')}"

    await burst(
        joined.env,
        *(joined.ben.select(message_of(shown), [option], custom_id=custom_id) for option in "0101"),
    )

    (branch,) = (each for each in (await decisions(joined)).branches if each.key == "specialisation")
    assert len(branch.picked) == 1
    other = "nlp" if branch.picked == ("cv",) else "cv"
    assert not await planned(joined, other)


async def test_a_roadmap_without_choices_says_so(joined: World) -> None:
    found = await decisions(joined)
    assert found.had_lists == ()

    public = await joined.post(layout(row(AlreadyHaveButton(joined.guild.id, joined.ben.id))))
    shown = await press(joined.ben, public, label="What you already have…")

    assert "no list of what you may have already" in text(shown)


async def test_what_one_already_has_is_left_out_and_comes_back(world: World) -> None:
    await world.join(world.ben, roadmap=SELF_TEST)
    whole = await planned(world, "")
    public = await world.post(layout(row(AlreadyHaveButton(world.guild.id, world.ben.id))))
    shown = await press(world.ben, public, label="What you already have…")
    assert shown.ephemeral
    assert "0 of 9" in text(shown)

    await choose(world.ben, shown, "0", "1", prefix="c:had")
    assert "2 of 9" in text(shown)
    assert "Before:" in text(shown)
    assert await planned(world, "") < whole

    await choose(world.ben, shown, prefix="c:had")
    assert "0 of 9" in text(shown)
    assert await planned(world, "") == whole


async def test_an_older_message_takes_back_nothing_that_a_newer_one_ticked(world: World) -> None:
    await world.join(world.ben, roadmap=SELF_TEST)
    public = await world.post(layout(row(AlreadyHaveButton(world.guild.id, world.ben.id))))
    older = await press(world.ben, public, label="What you already have…")
    newer = await press(world.ben, public, label="What you already have…")

    await choose(world.ben, newer, "0", prefix="c:had")
    await choose(world.ben, older, "1", prefix="c:had")
    assert "2 of 9" in text(older)

    await choose(world.ben, older, "0", prefix="c:had")
    assert "1 of 9" in text(older)


async def test_the_decisions_open_from_another_message_and_lead_to_what_one_has(world: World) -> None:
    await world.join(world.ben, roadmap=SELF_TEST)
    public = await world.post(layout(row(DecisionsButton(world.guild.id, world.ben.id))))

    shown = await press(world.ben, public, label="Choose your options…")
    assert "1 decision of your plan still open" in text(shown)
    had = await press(world.ben, shown, label="What you already have…")

    assert "Ready for a role as ML engineer" in text(had)


async def test_a_changed_finish_is_promised_anew(world: World) -> None:
    await world.join(world.ben, roadmap=CAREER)

    await decided(world, "path", "engineer")

    today = await world.today(world.ben)
    async with world.store() as tx:
        promised = (await tx.exec_driver_sql("SELECT promise FROM pace")).scalar_one()
    assert f'"{today.standing.finish}"' in promised


async def test_what_one_has_is_ticked_and_taken_back_by_command(world: World) -> None:
    await world.join(world.ben, roadmap=SELF_TEST)
    found = await world.ben.autocomplete(world.channel, "roadmap branch", "have", "sql")
    assert found[0]["name"] == "At ease with SQL"

    shown = await world.ben.slash(world.channel, "roadmap branch", have=found[0]["value"])
    assert "1 of 9" in text(shown)
    assert "Planned again from today: 6 out, 0 in" in text(shown)
    again = await world.ben.slash(world.channel, "roadmap branch", have="at ease with sql")
    assert "0 of 9" in text(again)

    refused = await world.ben.slash(world.channel, "roadmap branch", have="juggling")
    assert "Choose from" in text(refused)
