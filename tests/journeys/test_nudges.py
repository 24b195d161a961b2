"""The daily nudge, from switching it on to what becomes of it."""

from collections.abc import AsyncGenerator

import pytest

from bot.domain.delivery import DeliveryState, Reason
from tests.journeys.world import World
from tests.simtools import buttons, press, submit, text


@pytest.fixture
async def nudged(world: World) -> World:
    """Ben is on the roadmap since Monday 5 January 2026 and wants a nudge at 09:00 in Berlin."""
    await world.travel_to("2026-01-05 08:00")
    await world.join(world.ben)
    await world.ben.slash(world.channel, "nudges set", time="09:00")
    return world


async def fates(world: World) -> list[tuple[str, str | None]]:
    """State and reason of every nudge, oldest first."""
    async with world.store() as tx:
        rows = await tx.exec_driver_sql("SELECT state, reason FROM delivery WHERE kind = 'nudge' ORDER BY id")
        return [(str(row.state), row.reason) for row in rows]


@pytest.fixture(autouse=True)
async def quiet_end(world: World) -> AsyncGenerator[None]:
    """Nothing may be left half sent."""
    yield
    assert not [state for state, _ in await fates(world) if state == DeliveryState.SENDING]


async def test_nobody_is_written_to_before_asking_for_it(world: World) -> None:
    await world.join(world.ben)

    await world.sleep_until(23, days=3)

    assert world.inbox(world.ben) == []


async def test_it_comes_once_at_the_members_own_time(nudged: World) -> None:
    await nudged.travel_to("2026-01-05 08:59")
    assert nudged.inbox(nudged.ben) == []

    await nudged.travel_to("2026-01-05 09:00")
    await nudged.tick()

    (message,) = nudged.inbox(nudged.ben)
    assert "3 tasks for you today" in message
    assert await fates(nudged) == [("sent", None)]


async def test_who_is_done_gets_none(nudged: World) -> None:
    panel = await nudged.ben.slash(nudged.channel, "today")
    for _ in (await nudged.today(nudged.ben)).tasks:
        await press(nudged.ben, panel, label="Done", nth=0)

    await nudged.travel_to("2026-01-05 09:05")

    assert nudged.inbox(nudged.ben) == []
    assert await fates(nudged) == [("dropped", Reason.ALL_DONE)]


async def test_a_late_one_says_so_and_a_stale_one_is_left_out(nudged: World) -> None:
    await nudged.travel_to("2026-01-05 10:30")
    (late,) = nudged.inbox(nudged.ben)
    assert "1 h 30 min late" in late

    await nudged.travel_to("2026-01-06 12:00")

    assert len(nudged.inbox(nudged.ben)) == 1
    assert (await fates(nudged))[-1] == ("dropped", Reason.TOO_LATE)
    shown = await nudged.ben.slash(nudged.channel, "nudges show")
    assert "left out, it would have come too late" in text(shown)


async def test_tasks_are_ticked_in_the_message_itself_days_later(nudged: World) -> None:
    await nudged.travel_to("2026-01-05 09:01")
    message = nudged.ben.user.dm_channel.last_message
    assert message is not None
    await nudged.travel_to("2026-01-07 20:00")
    await nudged.restart()

    pressed = [button.custom_id for button in buttons(message) if button.label == "Done"]
    await nudged.ben.user.click(message, custom_id=pressed[0])

    assert (await nudged.today(nudged.ben)).streak.today_done


async def test_a_time_before_the_cut_off_hour_says_which_day_it_is_about(nudged: World) -> None:
    early = "it comes 31 min before that study day ends"
    shown = await nudged.ben.slash(nudged.channel, "nudges set", time="02:29")
    assert early in text(shown)
    assert early in text(await nudged.ben.slash(nudged.channel, "nudges show"))
    usual = await nudged.ben.slash(nudged.channel, "nudges set", time="03:00")
    assert "before that study day ends" not in text(usual)


async def test_closed_messages_fall_back_to_the_channel_and_say_so(nudged: World) -> None:
    nudges = nudged.guild.create_text_channel("nudges")
    await nudged.ada.slash(nudged.channel, "setup", nudges=nudges)
    dm = nudged.ben.user.dm_channel.id
    nudged.env.inject_error("POST", f"/channels/{dm}/messages", status=403, code=50007, times=None)

    await nudged.travel_to("2026-01-05 09:01")

    message = nudges.last_message
    assert message is not None
    assert f"<@{nudged.ben.id}>" in text(message)
    assert "direct messages are closed" in text(message)
    opened = await press(nudged.ben, message, label="Open today")
    assert "Week 1" in text(opened)
    assert opened.ephemeral
    refused = await press(nudged.ada, message, label="Open today")
    assert "This belongs to" in text(refused)


async def test_three_closed_messages_switch_it_off_visibly_and_a_button_brings_it_back(
    nudged: World,
) -> None:
    await nudged.ben.slash(nudged.channel, "nudges set", time="09:00", where="dm")
    dm = nudged.ben.user.dm_channel.id
    nudged.env.inject_error("POST", f"/channels/{dm}/messages", status=403, code=50007, times=None)
    for day in (5, 6, 7, 8, 9):
        await nudged.travel_to(f"2026-01-{day:02d} 09:01")

    shown = await nudged.ben.slash(nudged.channel, "nudges show")
    assert "Nudge off: your direct messages are closed" in text(shown)
    assert len(await fates(nudged)) == 3

    form = await press(nudged.ben, shown, label="Switch on…")
    again = await submit(nudged.ben, form, ["19:30", ["dm"]])

    assert "Nudge on" in text(again)
    assert "19:30" in text(again)


async def test_it_keeps_its_wall_clock_time_when_the_clocks_change(world: World) -> None:
    await world.travel_to("2026-03-28 08:00")  # clocks go forward on the 29th
    await world.join(world.ben)
    await world.ben.slash(world.channel, "nudges set", time="02:30")

    for day in (28, 29, 30, 31):
        await world.travel_to(f"2026-03-{day:02d} 23:00")

    async with world.store() as tx:
        of_nudges = "FROM delivery WHERE kind = 'nudge' ORDER BY id"
        rows = await tx.exec_driver_sql(f"SELECT local_day, due_at {of_nudges}")
        due = [(str(row.local_day), str(row.due_at)[:16]) for row in rows]
    # 02:30 belongs to the study day before (it ends at 03:00): on the 29th the time does not exist and the
    # first instant after the gap, 03:00 = 01:00 UTC, takes its place; Sunday the 29th is a rest day.
    assert due == [("2026-03-28", "2026-03-29 01:00"), ("2026-03-30", "2026-03-31 00:30")]


async def test_muting_is_until_a_day_and_off_is_off(nudged: World) -> None:
    muted = await nudged.ben.slash(nudged.channel, "nudges mute", until="+2")
    assert "Nudge muted" in text(muted)
    await nudged.travel_to("2026-01-06 09:05")
    assert nudged.inbox(nudged.ben) == []
    await nudged.travel_to("2026-01-07 09:05")
    assert len(nudged.inbox(nudged.ben)) == 1

    off = await nudged.ben.slash(nudged.channel, "nudges off")
    await nudged.travel_to("2026-01-08 09:05")

    assert "Nudge off" in text(off)
    assert len(nudged.inbox(nudged.ben)) == 1


async def test_a_nudge_waits_for_the_end_of_quiet_hours(nudged: World) -> None:
    told = await nudged.ben.slash(nudged.channel, "nudges quiet", **{"from": "10pm", "to": "9:30"})
    assert "Quiet hours** 22:00–09:30: your nudge waits for their end" in text(told)

    await nudged.travel_to("2026-01-05 09:29")
    assert nudged.inbox(nudged.ben) == []
    await nudged.travel_to("2026-01-05 09:30")

    (message,) = nudged.inbox(nudged.ben)
    assert "late" not in message
    assert await fates(nudged) == [("sent", None)]


async def test_quiet_hours_that_outlast_the_nudge_say_so_before_and_after(nudged: World) -> None:
    shown = await nudged.ben.slash(nudged.channel, "nudges show")
    form = await press(nudged.ben, shown, label="Quiet hours…")
    warned = await submit(nudged.ben, form, ["8:00", "12:00"])
    assert "they outlast your nudge, so none comes" in text(warned)

    await nudged.travel_to("2026-01-05 13:00")

    assert nudged.inbox(nudged.ben) == []
    assert await fates(nudged) == [("dropped", Reason.QUIET_HOURS)]
    shown = await nudged.ben.slash(nudged.channel, "nudges show")
    assert "left out, your quiet hours outlasted it" in text(shown)

    form = await press(nudged.ben, shown, label="Quiet hours…")
    freed = await submit(nudged.ben, form, ["", ""])
    assert "Quiet hours**" not in text(freed)
    await nudged.travel_to("2026-01-06 09:01")
    assert len(nudged.inbox(nudged.ben)) == 1


async def test_quiet_hours_need_both_ends_and_a_nudge(world: World) -> None:
    await world.join(world.ben)
    refused = await world.ben.slash(world.channel, "nudges quiet", **{"from": "22:00", "to": "7:00"})
    assert "no daily nudge" in text(refused)

    await world.ben.slash(world.channel, "nudges set", time="09:00")
    kept = await world.ben.slash(world.channel, "nudges quiet", **{"from": "22:00", "to": "7:00"})
    assert "Quiet hours** 22:00–07:00: nothing comes then" in text(kept)
    form = await press(world.ben, kept, label="Quiet hours…")
    half = await submit(world.ben, form, ["22:00", ""])
    assert "cannot read **nothing** as a time of day" in text(half)
    ended = await world.ben.slash(world.channel, "nudges quiet", **{"from": "7", "to": "7"})
    assert "Quiet hours**" not in text(ended)


async def test_moving_house_neither_repeats_nor_loses_a_day(nudged: World) -> None:
    await nudged.travel_to("2026-01-05 09:01")
    shown = await nudged.ben.slash(nudged.channel, "join", roadmap="deep-dive-16w")
    assert "already on" in text(shown)
    await nudged.app.services.enrolments.change_zone(nudged.guild.id, nudged.ben.id, "America/New_York")

    await nudged.travel_to("2026-01-05 20:00", "America/New_York")
    assert len(nudged.inbox(nudged.ben)) == 1
    await nudged.travel_to("2026-01-06 09:01", "America/New_York")

    assert len(nudged.inbox(nudged.ben)) == 2


async def test_the_channel_cannot_be_chosen_before_there_is_one(world: World) -> None:
    await world.join(world.ben)

    refused = await world.ben.slash(world.channel, "nudges set", time="9", where="channel")

    assert "no nudge channel yet" in text(refused)
    assert "No nudge" in text(await world.ben.slash(world.channel, "nudges show"))


async def test_problems_that_come_back_are_told_with_the_way_to_them(nudged: World) -> None:
    await nudged.ben.slash(nudged.channel, "leetcode solved", problem="1")
    await nudged.travel_to("2026-01-05 09:00")
    direct = nudged.ben.user.dm_channel
    assert "problem due" not in str([each.label for each in buttons(direct.history()[-1])])
    await nudged.travel_to("2026-01-08 09:00")

    message = direct.history()[-1]
    pressed = [each.custom_id for each in buttons(message) if each.label == "🔁 1 problem due"]
    due = await nudged.ben.user.click(message, custom_id=pressed[0])

    assert "Two Sum" in text(due)
