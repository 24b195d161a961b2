"""Ticking claims, reporting numbers, milestones and readiness, as a member does it."""

from typing import Any

import pytest
from simcord import ResponseMessage

from bot.ui.claims import board_layout
from tests.journeys.world import World
from tests.simtools import Seen, burst, choose, fields, message_of, press, submit, text

INTENSIVE, JUNIOR, CATEGORY_B, CAREER = (
    "production-intensive",
    "junior-to-job-ready",
    "category-b",
    "ml-career",
)


@pytest.fixture
async def joined(world: World) -> World:
    """Ben is on the roadmap with checkpoints for every week."""
    await world.join(world.ben, roadmap=INTENSIVE)
    return world


async def tokens(world: World, *titles: str) -> list[str]:
    """The values of boxes, found as a person finds them."""
    found = [
        await world.ben.autocomplete(world.channel, "roadmap checkpoints", "box", title) for title in titles
    ]
    return [each[0]["value"].removeprefix("#") for each in found]


def menu(shown: Seen, prefix: str) -> dict[str, Any]:
    """The one select menu whose custom_id starts with `prefix`, as Discord has it."""
    message = message_of(shown)
    assert isinstance(message, ResponseMessage)
    parts = [child for part in message.components for child in part.get("components", [])]
    (found,) = [part for part in parts if str(part.get("custom_id", "")).startswith(prefix)]
    return found


async def ticked(world: World) -> set[str]:
    """The keys of what is ticked in the database."""
    async with world.store() as tx:
        return {row[0] for row in await tx.exec_driver_sql("SELECT claim_key FROM claim")}


async def test_a_checkpoint_opens_where_the_member_is_and_is_ticked_in_part(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap checkpoints")
    assert "you are here" in text(shown)
    assert "0 of 6" in text(shown)
    assert shown.ephemeral

    await choose(
        joined.ben, shown, *await tokens(joined, "GitHub account", "Opened the materials"), prefix="c:tick"
    )

    assert "**2 of 6**" in text(shown)
    assert "✅ Have a GitHub account" in text(shown)
    assert "⬜ Cloned" in text(shown)


async def test_what_is_unticked_in_the_same_control_is_taken_back(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap checkpoints")
    one, two = await tokens(joined, "GitHub account", "Cloned")
    await choose(joined.ben, shown, one, two, prefix="c:tick")

    await choose(joined.ben, shown, two, prefix="c:tick")
    assert "**1 of 6**" in text(shown)
    assert "✅ Cloned" in text(shown)

    await choose(joined.ben, shown, prefix="c:tick")
    assert await ticked(joined) == set()


async def test_an_old_message_changes_only_what_was_changed_in_it(joined: World) -> None:
    old = await joined.ben.slash(joined.channel, "roadmap checkpoints")
    new = await joined.ben.slash(joined.channel, "roadmap checkpoints")
    one, two = await tokens(joined, "GitHub account", "Cloned")
    await choose(joined.ben, new, one, prefix="c:tick")

    await choose(joined.ben, old, two, prefix="c:tick")

    assert len(await ticked(joined)) == 2


async def test_ticks_and_buttons_survive_a_restart(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap checkpoints")
    one, two = await tokens(joined, "GitHub account", "Cloned")
    await choose(joined.ben, shown, one, prefix="c:tick")

    await joined.restart()
    await choose(joined.ben, shown, one, two, prefix="c:tick")

    assert "**2 of 6**" in text(shown)
    await press(joined.ben, shown, label="Week 1 ▶")
    assert "ML fundamentals crash course" in text(shown)
    await press(joined.ben, shown, label="◀ Start today")
    assert "**2 of 6**" in text(shown)


async def test_many_ticks_at_once_tick_once(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap checkpoints")
    (one,) = await tokens(joined, "GitHub account")
    menu_id = menu(shown, "c:tick")["custom_id"]

    await burst(
        joined.env, *(joined.ben.select(message_of(shown), [one], custom_id=menu_id) for _ in range(20))
    )

    assert len(await ticked(joined)) == 1


async def test_a_tick_is_no_check_in(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap checkpoints")
    await choose(joined.ben, shown, *await tokens(joined, "GitHub account"), prefix="c:tick")
    await joined.ben.slash(joined.channel, "roadmap target", target="CIFAR", value="91")

    today = await joined.today(joined.ben)

    assert today.streak.current == 0
    assert not today.streak.today_done
    async with joined.store() as tx:
        assert (await tx.exec_driver_sql("SELECT count(*) FROM checkin")).scalar_one() == 0


async def test_nobody_else_ticks_my_boxes(joined: World) -> None:
    page = await joined.app.services.claims.board(joined.guild.id, joined.ben.id)
    public = await joined.post(board_layout(page))
    (one,) = await tokens(joined, "GitHub account")

    refused = await choose(joined.ada, public, one, prefix="c:tick")

    assert f"This belongs to <@{joined.ben.id}>" in text(refused)
    assert await ticked(joined) == set()


async def test_the_same_box_in_several_lists_is_ticked_everywhere(joined: World) -> None:
    await joined.ben.slash(joined.channel, "roadmap checkpoints", box="The portfolio site is live")

    stones = await joined.ben.slash(joined.channel, "roadmap milestones")
    await press(joined.ben, stones, label="Open", nth=0)
    assert "✅ The portfolio site is live" in text(stones)
    ready = await joined.ben.slash(joined.channel, "roadmap ready")
    assert "**1 of 28**" in text(ready)


async def test_everything_the_select_does_the_command_does_too(joined: World) -> None:
    on = await joined.ben.slash(joined.channel, "roadmap checkpoints", section="week 5", box="github account")
    assert "Week 5 · Deep learning fundamentals" in text(on)
    assert len(await ticked(joined)) == 1

    off = await joined.ben.slash(joined.channel, "roadmap checkpoints", box="github account")
    assert "Start today" in text(off)
    assert await ticked(joined) == set()


async def test_sections_and_boxes_are_suggested_by_their_words(joined: World) -> None:
    weeks = await joined.ben.autocomplete(joined.channel, "roadmap checkpoints", "section", "week 1")
    assert [choice["name"].split(" · ")[0] for choice in weeks] == ["Week 1", "Week 10", "Week 11–12"]

    shown = await joined.ben.slash(joined.channel, "roadmap checkpoints", section=weeks[1]["value"])
    assert "Week 10 ·" in text(shown)
    boxes = await joined.ben.autocomplete(joined.channel, "roadmap checkpoints", "box", "")
    assert boxes[0]["name"] == "☐ Cloned the author's repository"
    assert len(boxes) == 25


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"section": "week 99"}, "I find no section called **week 99**"),
        ({"box": "no such box"}, "I find no box called"),
        ({"section": "#0123456789"}, "no longer available"),
        ({"evidence": "https://example.org"}, "fill in `box` as well"),
        ({"box": "portfolio site is live", "evidence": "javascript:alert(1)"}, "is no link I can keep"),
    ],
)
async def test_what_fits_nothing_is_answered_with_the_next_step(
    joined: World, options: dict[str, str], answer: str
) -> None:
    refused = await joined.ben.slash(joined.channel, "roadmap checkpoints", **options)

    assert answer in text(refused)
    assert await ticked(joined) == set()


async def test_evidence_is_a_link_that_may_come_later_change_and_go(world: World) -> None:
    await world.join(world.ben, roadmap=JUNIOR)
    stones = await world.ben.slash(world.channel, "roadmap milestones")
    await press(world.ben, stones, label="Open", nth=0)
    assert "*shown by a repository and a running app*" in text(stones)
    (deployed,) = await tokens(world, "Two complete projects")
    await choose(world.ben, stones, deployed, prefix="c:reach")
    assert "*no evidence yet*" in text(stones)

    form = await choose(world.ben, stones, deployed, prefix="c:show")
    assert list(fields(form)) == ["Two complete projects are on GitHub, and bot…"]
    await submit(world.ben, form, ["github.com/ben/app"])
    assert "[evidence](<https://github.com/ben/app>)" in text(stones)

    again = await choose(world.ben, stones, deployed, prefix="c:show")
    await submit(world.ben, again, [""])
    assert "*no evidence yet*" in text(stones)


async def test_a_link_ticks_a_box_that_was_open(world: World) -> None:
    await world.join(world.ben, roadmap=JUNIOR)

    await world.ben.slash(
        world.channel, "roadmap checkpoints", box="portfolio is professional", evidence="https://ben.example"
    )

    shown = await world.ben.slash(world.channel, "roadmap checkpoints", section="End of month 3")
    assert "✅ The portfolio is professional and live · [evidence](<https://ben.example>)" in text(shown)


async def test_removing_the_link_of_an_open_box_leaves_it_open(joined: World) -> None:
    await joined.ben.slash(joined.channel, "roadmap checkpoints", box="portfolio site is live", evidence=" ")

    assert await ticked(joined) == set()


async def test_milestones_have_dates_in_the_members_own_plan(joined: World) -> None:
    before = await joined.ben.slash(joined.channel, "roadmap milestones")
    assert "Month 1** · 0 of 3, due in 28 days" in text(before)

    await joined.ben.slash(joined.channel, "plan pace", hours_per_week="20")
    slower = await joined.ben.slash(joined.channel, "roadmap milestones")

    assert "Month 1** · 0 of 3, due in 28 days" not in text(slower)
    assert "Wed 28 Jan 2026" in text(before)
    assert "Wed 28 Jan 2026" not in text(slower)


async def test_a_milestone_is_reached_by_its_boxes_and_its_numbers(joined: World) -> None:
    stones = await joined.ben.slash(joined.channel, "roadmap milestones")
    await press(joined.ben, stones, label="Open", nth=0)
    both = await tokens(joined, "The portfolio site is live", "Fundamentals are firm enough")
    await choose(joined.ben, stones, *both, prefix="c:reach")
    assert "2 of 3" in text(stones)

    card = await choose(
        joined.ben, stones, menu(stones, "c:number")["options"][0]["value"], prefix="c:number"
    )
    assert "Production ML projects deployed" in text(card)
    form = await press(joined.ben, card, label="Report a number…")
    await submit(joined.ben, form, ["1", ""])
    await press(joined.ben, stones, label="All milestones")

    assert "✅ **Month 1** · done" in text(stones)


async def test_readiness_names_what_is_missing_and_the_parts_that_cover_it(world: World) -> None:
    await world.join(world.ben, roadmap=CATEGORY_B)
    shown = await world.ben.slash(world.channel, "roadmap ready")

    assert "Ready: 0 %" in text(shown)
    assert "a self-test: you can try it from the first day" in text(shown)
    assert "⬜ Python is a strength · → Stage 1 (0–3 months)" in text(shown)
    assert "⬜ Deploys with FastAPI · → 5.1 FastAPI" in text(shown)

    (python,) = await tokens(world, "Python is a strength")
    await choose(world.ben, shown, python, prefix="c:prove")
    assert "Ready: 10 %" in text(shown)
    assert "✅ Python is a strength\n" in text(shown)
    await press(world.ben, shown, label="Next list ▶")
    assert "does not count towards the sum above" in text(shown)


async def test_any_list_is_one_choice_away(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "roadmap ready")
    wanted = next(option for option in menu(shown, "c:lists")["options"] if option["label"] == "Accounts")

    await choose(joined.ben, shown, wanted["value"], prefix="c:lists")

    assert "### Accounts" in text(shown)
    assert "GitHub" in text(shown)


async def test_who_unticks_what_they_had_from_the_start_gets_the_work_back(world: World) -> None:
    await world.join(world.ben, roadmap=CATEGORY_B)
    before = (await world.today(world.ben)).standing.total_minutes
    async with world.store() as tx:
        await tx.exec_driver_sql(
            "DELETE FROM task WHERE item_key LIKE 's1-python%' OR item_key IN ('s1-sql')"
        )
        await tx.exec_driver_sql(
            "INSERT INTO claim (enrolment_id, claim_key, had, day, at)"
            " VALUES (1, 'final-python', true, '2026-01-01', '2026-01-01 00:00:00')"
        )
    shown = await world.ben.slash(world.channel, "roadmap ready")
    assert "✅ Python is a strength · from the start" in text(shown)
    fewer = (await world.today(world.ben)).standing.total_minutes

    await choose(world.ben, shown, prefix="c:prove")

    assert (await world.today(world.ben)).standing.total_minutes == before >= fewer


@pytest.mark.parametrize(
    ("command", "options", "answer"),
    [
        ("roadmap milestones", {}, "has no milestones. Look at `/roadmap checkpoints` and `/roadmap target`"),
        ("roadmap ready", {}, "has no final checklist. Look at `/roadmap checkpoints` and `/roadmap target`"),
    ],
)
async def test_a_roadmap_without_them_says_so_and_names_what_it_has(
    world: World, command: str, options: dict[str, str], answer: str
) -> None:
    await world.join(world.ben)

    refused = await world.ben.slash(world.channel, command, **options)

    assert answer in text(refused)


@pytest.mark.parametrize("command", ["checkpoints", "milestones", "ready", "target"])
async def test_whoever_is_on_no_roadmap_is_sent_to_join(world: World, command: str) -> None:
    options = {"target": "any"} if command == "target" else {}

    refused = await world.ben.slash(world.channel, f"roadmap {command}", **options)

    assert "Start with `/join`" in text(refused)
    assert await world.ben.autocomplete(world.channel, "roadmap target", "target", "") == []
