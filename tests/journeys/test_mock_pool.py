"""The pool of mock interviews as people live it: joining, saying when they can, stepping back, leaving."""

from pathlib import Path

import pytest
from simcord import InteractionResult, MemberActor

from bot.domain import weeks
from bot.domain.availability_text import windows_text
from bot.domain.mock_pool import PoolEntry
from bot.domain.questions import QuestionKind
from bot.store import mock_pool
from tests.journeys.mocks import matched, session_of
from tests.journeys.world import World, open_world
from tests.simtools import burst, buttons, choose, press, submit, text

MONDAY = "2026-01-05 09:00"
THIS_WEEK, NEXT_WEEK, WEEK_AFTER = "2026-W02", "2026-W03", "2026-W04"


@pytest.fixture
async def group(world: World) -> World:
    """Ada in Berlin and Ben in New York are on a roadmap; it is Monday 5 January 2026, 09:00 in Berlin."""
    await settle_in(world)
    return world


async def settle_in(world: World) -> None:
    """Both join the programme."""
    await world.travel_to(MONDAY)
    await world.join(world.ada)
    await world.join(world.ben, timezone="America/New_York")


async def entries(world: World) -> dict[int, PoolEntry]:
    """The pool by person."""
    async with world.store() as tx:
        return {entry.member.user_id: entry for entry in await mock_pool.entries(tx, world.guild.id)}


async def status(world: World, who: MemberActor) -> InteractionResult:
    """What `/mock status` answers."""
    return await who.slash(world.channel, "mock status")


async def can(world: World, who: MemberActor, **options: str) -> InteractionResult:
    """What `/mock availability` answers."""
    return await who.slash(world.channel, "mock availability", **options)


def labels(seen: InteractionResult) -> list[str]:
    """What can be pressed."""
    return [button.label for button in buttons(seen)]


async def test_joining_says_once_what_happens_and_opens_the_panel(group: World) -> None:
    joined = await group.ada.slash(group.channel, "mock join")

    assert joined.ephemeral
    assert "organisers with Manage Threads can see it" in text(joined)
    assert "You have not said when you can" in text(joined)
    assert "any kind, 1 interview a week" in text(joined)
    again = await group.ada.slash(group.channel, "mock join", kinds="coding, ML theory", level=4)
    assert "You are in the pool" not in text(again)
    assert "coding and ML theory, 1 interview a week" in text(again)
    assert "4, advanced" in text(again)


async def test_who_is_on_no_roadmap_is_told_to_join_one(world: World) -> None:
    for command in ("join", "status", "availability", "skip", "gauntlet", "resume", "leave"):
        refused = await world.ben.slash(world.channel, f"mock {command}")
        assert "Start with `/join`" in text(refused)
        assert refused.ephemeral


async def test_the_panel_changes_everything_and_outlives_a_restart(group: World) -> None:
    panel = await group.ada.slash(group.channel, "mock join")
    await choose(group.ada, panel, "coding", "system_design", prefix="c:mockkinds:")
    await choose(group.ada, panel, "5", prefix=f"c:mockset:{group.guild.id}:{group.ada.id}:level")
    await group.restart()
    await choose(group.ada, panel, "3", prefix=f"c:mockset:{group.guild.id}:{group.ada.id}:week")
    await choose(group.ada, panel, "candidate", prefix=f"c:mockset:{group.guild.id}:{group.ada.id}:role")

    assert "coding and system design, up to 3 interviews a week" in text(panel)
    assert "5, senior · **First** answering" in text(panel)
    await choose(group.ada, panel, "system_design", prefix="c:mockkinds:")
    (entry,) = (await entries(group)).values()
    assert entry.kinds == {QuestionKind.SYSTEM_DESIGN}
    assert (entry.level, entry.per_week, entry.role.value) == (5, 3, "candidate")
    await choose(group.ada, panel, prefix="c:mockkinds:")
    assert "any kind" in text(panel)


async def test_a_week_is_put_together_with_taps(group: World) -> None:
    panel = await group.ada.slash(group.channel, "mock join")
    await press(group.ada, panel, label="When I can…")
    assert "In a usual week, on your own clock (Europe/Berlin)" in text(panel)

    await press(group.ada, panel, label="Weekday evenings")
    await choose(group.ada, panel, "5", "6", prefix="c:mockdays:")
    await group.restart()
    await choose(group.ada, panel, "morning", "night", prefix="c:mockbands:")

    (entry,) = (await entries(group)).values()
    assert windows_text(entry.usual) == "Mon-Fri 18:00-22:00; Sat, Sun 09:00-12:00, 22:00-24:00"
    assert "Sat  09:00–12:00  22:00–24:00" in text(panel)
    assert "**30 h** · nobody else in the pool is free then so far" in text(panel)
    await choose(group.ada, panel, "night", prefix="c:mockbands:")
    await press(group.ada, panel, label="Weekday evenings")
    (entry,) = (await entries(group)).values()
    assert windows_text(entry.usual) == "Sat, Sun 22:00-24:00"
    await press(group.ada, panel, label="Back")
    assert "**When I can** 4 h a week" in text(panel)


async def test_exact_hours_are_typed_and_a_slip_is_named(group: World) -> None:
    panel = await can(group, group.ben)
    form = await press(group.ben, panel, label="Exact hours…")
    await submit(group.ben, form, ["Mon-Thu 18:30-21, Sat 10-12"])
    assert "Thu  18:30–21:00" in text(panel)
    assert "You are not in the pool yet" in text(panel)

    form = await press(group.ben, panel, label="Exact hours…")
    refused = await submit(group.ben, form, ["Mon 18-20, Tue 18:10-20"])

    assert "**Tue 18\\:10-20** is not on full or half hours" in text(refused).replace("18:10", "18\\:10")
    assert "Thu  18:30–21:00" in text(await can(group, group.ben))
    typed = await can(group, group.ben, hours="sunday evening", ready="lunch")
    assert "Sun  18:00–22:00" in text(typed)
    assert "Mon  12:00–14:00" in text(typed)
    wrong = await can(group, group.ben, hours="whenever")
    assert "**whenever** does not begin with days" in text(wrong)


async def test_one_week_may_differ_and_be_copied_later(group: World) -> None:
    await group.ada.slash(group.channel, "mock join")
    panel = await can(group, group.ada, ready="weekends")
    await press(group.ada, panel, label="Only the next round…")
    assert "Only in the week of Mon 12 Jan 2026" in text(panel)
    assert "Copy last week's" not in labels(panel)

    await press(group.ada, panel, label="Every evening")

    entry = (await entries(group))[group.ada.id]
    assert windows_text(entry.usual) == "Sat, Sun 10:00-18:00"
    assert windows_text(entry.windows(NEXT_WEEK)) == "Mon-Fri 18:00-22:00; Sat, Sun 10:00-22:00"
    assert "your hours are other ones" in text(await press(group.ada, panel, label="Usual week"))
    await group.travel_to("2026-01-12 10:00")
    later = await can(group, group.ada, week="next")
    assert "Only in the week of Mon 19 Jan 2026" in text(later)
    await press(group.ada, later, label="Copy last week's")
    entry = (await entries(group))[group.ada.id]
    assert entry.windows(WEEK_AFTER) == entry.windows(NEXT_WEEK)
    await press(group.ada, later, label="As usual after all")
    assert (await entries(group))[group.ada.id].windows(WEEK_AFTER) == entry.usual


async def test_a_press_on_a_week_that_has_passed_changes_nothing(group: World) -> None:
    panel = await can(group, group.ada, week="next")
    await group.travel_to("2026-01-20 10:00")

    refused = await press(group.ada, panel, label="Every evening")

    assert "Hours can be given for the weeks ahead only" in text(refused)


async def test_the_number_of_others_counts_hours_across_the_ocean(group: World) -> None:
    for who in (group.ada, group.ben):
        await who.slash(group.channel, "mock join")
    await can(group, group.ben, hours="Mon-Fri 12-13")
    evening = await can(group, group.ada, hours="Mon 18-19")
    assert "**1 h** · 1 other in the pool is free then too." in text(evening)
    short = await can(group, group.ada, hours="Mon 18:30-19:30")
    assert "nobody else in the pool is free then" in text(short)


async def test_the_panel_names_the_next_round_once_there_are_any(group: World) -> None:
    panel = await group.ada.slash(group.channel, "mock join")
    assert "No round is planned here" in text(panel)

    await group.ada.slash(group.channel, "setup", nudges=group.channel, timezone="Europe/Berlin")
    await group.ada.slash(group.channel, "manage rounds set", on=True)

    shown = text(await status(group, group.ada))
    assert "**Next round** opens" in shown
    assert "its interviews are in the week of Mon 12 Jan 2026" in shown
    await group.travel_to("2026-01-09 12:00")
    assert "**Next round** closes" in text(await status(group, group.ada))


async def test_a_round_is_skipped_and_taken_back(group: World) -> None:
    await group.ada.slash(group.channel, "mock join")
    skipped = await group.ada.slash(group.channel, "mock skip")
    assert "You leave this one out" in text(skipped)
    assert not (await entries(group))[group.ada.id].takes_part(NEXT_WEEK)

    await press(group.ada, skipped, label="Take part after all")

    assert "You leave this one out" not in text(skipped)
    assert (await entries(group))[group.ada.id].takes_part(NEXT_WEEK)
    await press(group.ada, skipped, label="Skip the next round")
    await group.ada.slash(group.channel, "mock skip")
    assert (await entries(group))[group.ada.id].takes_part(NEXT_WEEK)


async def test_a_pause_ends_on_its_day_or_before(group: World) -> None:
    panel = await group.ada.slash(group.channel, "mock join")
    form = await press(group.ada, panel, label="Pause…")
    await submit(group.ada, form, ["2026-01-19"])
    assert "Paused until **Mon 19 Jan 2026**" in text(panel)
    entry = (await entries(group))[group.ada.id]
    assert (entry.takes_part(NEXT_WEEK), entry.takes_part(WEEK_AFTER)) == (False, True)

    await press(group.ada, panel, label="Resume")

    assert "Paused" not in text(panel)
    refused = await group.ada.slash(group.channel, "mock resume")
    assert "are not paused" in text(refused)
    late = await group.ada.slash(group.channel, "mock pause", until="yesterday")
    assert "does not work here" in text(late)
    await group.ada.slash(group.channel, "mock pause", until="+3")
    await group.travel_to("2026-01-09 09:00")
    assert "Paused" not in text(await status(group, group.ada))


async def test_a_paused_plan_is_told_in_the_panel(group: World) -> None:
    await group.ada.slash(group.channel, "mock join")
    await group.ada.slash(group.channel, "pause")
    assert "until you `/resume` it: no round counts on you" in text(await status(group, group.ada))
    assert await entries(group) == {}


async def test_a_gauntlet_is_for_one_week(group: World) -> None:
    await group.ada.slash(group.channel, "mock join")
    on = await group.ada.slash(group.channel, "mock gauntlet")
    assert "coding, system design and ML theory in one week" in text(on)
    assert (await entries(group))[group.ada.id].gauntlet_week == NEXT_WEEK
    off = await group.ada.slash(group.channel, "mock gauntlet", on=False)
    assert "gauntlet:" not in text(off)
    await press(group.ada, off, label="Gauntlet week")
    assert (await entries(group))[group.ada.id].gauntlet_week == NEXT_WEEK


async def test_a_block_holds_for_interviews_and_buddies(group: World) -> None:
    await group.ada.slash(group.channel, "mock join")
    await group.ben.slash(group.channel, "mock join")
    await can(group, group.ben, ready="every_evening")
    await can(group, group.ada, hours="every day 0-24")

    blocked = await group.ada.slash(group.channel, "mock block", member=group.ben)

    assert blocked.ephemeral
    assert "It holds for buddies too" in text(blocked)
    assert f"Blocked by you, and not told: <@{group.ben.id}>" in text(await status(group, group.ada))
    assert "nobody else" in text(await can(group, group.ada))
    assert "Blocked" not in text(await status(group, group.ben))
    assert "1 other" in text(await can(group, group.ben, hours="Sat 10-12"))
    assert "You have blocked" in text(await group.ada.slash(group.channel, "buddy ask", member=group.ben))
    await group.ada.slash(group.channel, "mock block", member=group.ben, undo=True)
    assert "1 other" in text(await can(group, group.ada))


async def test_leaving_asks_what_becomes_of_an_interview(group: World) -> None:
    session = await matched(group, settle=False)
    for who in (group.ada, group.ben):
        await who.slash(group.channel, "mock join")
    panel = await status(group, group.ada)
    assert f"with <@{group.ben.id}> · looking for a time" in text(panel)

    await press(group.ada, panel, label="Leave…")
    assert "an interview is arranged" in text(panel)
    await press(group.ada, panel, label="Stay")
    assert "Your interviews" in text(panel)
    kept = await group.ada.slash(group.channel, "mock leave", arranged="keep")

    assert "Your interview stays as arranged" in text(kept)
    assert group.ada.id not in await entries(group)
    assert not (await session_of(group, session.id)).state.over
    await press(group.ben, await status(group, group.ben), label="Leave…")
    await group.ben.slash(group.channel, "mock leave", arranged="cancel")
    assert (await session_of(group, session.id)).state.over
    gone = await group.ben.slash(group.channel, "mock leave")
    assert "`/mock join` puts you in" in text(gone)


async def test_leaving_the_roadmap_leaves_the_pool(group: World) -> None:
    await group.ada.slash(group.channel, "mock join", level=3)
    await can(group, group.ada, ready="weekends")
    await group.ada.slash(group.channel, "leave", confirm=True)
    await group.join(group.ada)
    assert await entries(group) == {}

    back = await press(group.ada, await status(group, group.ada), label="Join the pool")

    assert "3, solid" in text(back)
    assert "**When I can** 16 h a week" in text(back)
    assert "You are in the pool" not in text(back)


async def test_two_presses_at_once_leave_what_either_meant(group: World) -> None:
    panel = await can(group, group.ada)
    evening, weekend = (
        next(button.custom_id for button in buttons(panel) if button.label == label)
        for label in ("Weekday evenings", "Weekends")
    )
    message = panel.response
    assert message is not None
    await burst(
        group.env,
        group.ada.click(message, custom_id=evening),
        group.ada.click(message, custom_id=weekend),
        group.ada.click(message, custom_id=evening),
    )
    assert "**36 h**" in text(await can(group, group.ada))


@pytest.mark.parametrize(
    ("typed", "count"), [("", 6), ("cod", 2), ("coding, ml", 2), ("knitting, ", 0), ("any, ML coding, ", 6)]
)
async def test_kinds_are_suggested_after_those_already_typed(group: World, typed: str, count: int) -> None:
    offered = await group.ada.autocomplete(group.channel, "mock join", "kinds", typed)
    assert len(offered) == count


async def test_an_unknown_kind_is_named(group: World) -> None:
    refused = await group.ada.slash(group.channel, "mock join", kinds="coding, *knitting*")
    assert "no kind of interview called **\\*knitting\\***" in text(refused)
    assert await entries(group) == {}


@pytest.mark.parametrize(
    "forged",
    [
        "c:mock:{guild}:{ben}:explode",
        "c:mock:{guild}:{ada}:leaveall",
        "c:mock:{guild}:{ben}:skip",
        "c:mockhours:{guild}:{ben}:2026-W99:31:clear",
        "c:mockhours:{guild}:{ben}:9999-W52:999:show",
        "c:mockhours:{guild}:{ben}:usual:999:show",
        "c:mockpreset:{guild}:{ben}:usual:31:siesta:on",
        "c:mockpreset:{guild}:{ben}:0000-W00:31:lunch:on",
        "c:mockpreset:{guild}:{ada}:usual:31:lunch:on",
    ],
)
async def test_a_forged_press_is_answered_and_changes_nothing(group: World, forged: str) -> None:
    await group.ada.slash(group.channel, "mock join")
    before = await entries(group)
    identity = forged.format(guild=group.guild.id, ben=group.ben.id, ada=group.ada.id)
    public = await group.post_raw(identity, group.guild.create_text_channel("elsewhere"))

    answered = await group.ben.click(public, custom_id=identity)

    assert "broke on my side" not in text(answered)
    assert await entries(group) == before


async def test_the_same_on_postgresql(postgres_url: str, data_dir: Path) -> None:
    async with open_world(postgres_url, data_dir) as world:
        await settle_in(world)
        panel = await world.ada.slash(world.channel, "mock join", kinds="ML theory", per_week=2)
        await world.ben.slash(world.channel, "mock join")
        await can(world, world.ben, hours="every day 6-24", week="next")
        await press(world.ada, panel, label="When I can…")
        await world.restart()
        await press(world.ada, panel, label="Every evening")
        assert "1 other" in text(panel)
        await press(world.ada, await press(world.ada, panel, label="Back"), label="Skip the next round")
        assert "You leave this one out" in text(panel)
        await world.ada.slash(world.channel, "mock pause", until="+30")
        await world.ada.slash(world.channel, "mock resume")
        found = await entries(world)
        assert found[world.ada.id].skip_week == weeks.after(THIS_WEEK)
        assert found[world.ben.id].slots(NEXT_WEEK) > 0
        await world.ada.slash(world.channel, "mock leave")
        assert set(await entries(world)) == {world.ben.id}
