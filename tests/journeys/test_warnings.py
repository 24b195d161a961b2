"""A streak at risk, and a member who goes quiet and comes back."""

import pytest

from tests.journeys.world import World
from tests.simtools import buttons, press, submit, text


@pytest.fixture
async def nudged(world: World) -> World:
    """Ben is on the roadmap since Monday 5 January 2026, in Berlin, with a nudge at 09:00."""
    await world.travel_to("2026-01-05 08:00")
    await world.join(world.ben)
    await world.ben.slash(world.channel, "nudges set", time="09:00")
    return world


async def study(world: World, *days: int, month: int = 1, hour: int = 10) -> None:
    """Ben ticks a task on each of these days of January."""
    for day in days:
        await world.travel_to(f"2026-{month:02}-{day:02} {hour}:00")
        panel = await world.ben.slash(world.channel, "today")
        await press(world.ben, panel, label="Done", nth=0)


async def evening(world: World, day: int, at: str = "20:05") -> None:
    await world.travel_to(f"2026-01-{day:02} {at}")


def warned(world: World) -> list[str]:
    """The warnings Ben has received."""
    return [message for message in world.inbox(world.ben) if "keeps" in message and "before 03:00" in message]


async def fates(world: World) -> list[tuple[str, str | None]]:
    """What became of the warnings, oldest first."""
    async with world.store() as tx:
        found = "SELECT state, reason FROM delivery WHERE kind = 'warning' ORDER BY id"
        return [(str(row.state), row.reason) for row in await tx.exec_driver_sql(found)]


async def test_three_days_and_nothing_done_are_warned_of_once_at_eight(nudged: World) -> None:
    await study(nudged, 5, 6, 7)
    await evening(nudged, 8, "19:59")
    assert warned(nudged) == []

    await evening(nudged, 8, "20:00")
    await nudged.restart()
    await evening(nudged, 8, "20:30")

    (message,) = warned(nudged)
    assert "Your 3 days**: one task before 03:00" in message
    assert "A day that is only forgotten can still be filled in with `/streak backfill`" in message
    assert "lost" not in message


async def test_the_task_at_hand_is_ticked_in_the_warning_itself(nudged: World) -> None:
    await study(nudged, 5, 6, 7)
    await evening(nudged, 8)
    message = nudged.ben.user.dm_channel.last_message
    assert message is not None
    done = next(button.custom_id for button in buttons(message) if button.label == "Done")

    await nudged.ben.user.click(message, custom_id=done)

    streak = (await nudged.today(nudged.ben)).streak
    assert (streak.current, streak.today_done) == (4, True)


async def test_it_says_what_a_freeze_does(nudged: World) -> None:
    await study(nudged, 5, 6, 7, 8, 9, 10, 12)
    await evening(nudged, 13)
    (message,) = warned(nudged)
    assert "Your 7 days" in message
    assert "Otherwise your last freeze keeps them." in message


async def test_nobody_is_warned_without_a_risk(nudged: World) -> None:
    await study(nudged, 5, 6)
    await evening(nudged, 7)
    assert (warned(nudged), (await fates(nudged))[-1]) == ([], ("dropped", "no_streak"))

    await study(nudged, 8, 9, 10)
    await evening(nudged, 10)
    assert (warned(nudged), (await fates(nudged))[-1]) == ([], ("dropped", "all_done"))

    count = len(await fates(nudged))
    await evening(nudged, 11, "23:00")  # Sunday
    assert (warned(nudged), len(await fates(nudged))) == ([], count)


async def test_a_pause_and_quiet_hours_are_respected(nudged: World) -> None:
    await study(nudged, 5, 6, 7)
    await nudged.ben.slash(nudged.channel, "nudges quiet", **{"from": "19:00", "to": "23:30"})
    await evening(nudged, 8, "23:45")
    assert (warned(nudged), (await fates(nudged))[-1]) == ([], ("dropped", "quiet_hours"))

    await study(nudged, 9, 10)
    await nudged.ben.slash(nudged.channel, "nudges quiet", **{"from": "7:00", "to": "7:00"})
    await nudged.travel_to("2026-01-12 10:00")
    await nudged.ben.slash(nudged.channel, "pause")
    await evening(nudged, 12, "20:30")
    assert (warned(nudged), (await fates(nudged))[-1]) == ([], ("dropped", "paused"))


async def test_quiet_hours_that_outlast_the_warning_are_told_before_and_after(nudged: World) -> None:
    swallowed = "your quiet hours outlast your warning, so none comes. Move one of them."
    quiet = await nudged.ben.slash(nudged.channel, "nudges quiet", **{"from": "19:00", "to": "23:30"})
    shown = await nudged.ben.slash(nudged.channel, "nudges show")
    assert [swallowed in text(each) for each in (quiet, shown)] == [True, True]
    moved = await nudged.ben.slash(nudged.channel, "nudges warn", at="18:00")
    assert swallowed not in text(moved)
    assert swallowed in text(await nudged.ben.slash(nudged.channel, "nudges warn", at="20:00"))

    await study(nudged, 5, 6, 7)
    await evening(nudged, 8, "23:45")

    after = text(await nudged.ben.slash(nudged.channel, "nudges show"))
    assert "Last warning: Thu 8 Jan 2026, left out, your quiet hours outlasted it." in after


async def test_a_day_that_is_forgiven_is_not_warned_of(nudged: World) -> None:
    await study(nudged, 5, 6, 7)
    await nudged.travel_to("2026-01-08 10:00")
    await nudged.ada.slash(nudged.channel, "manage streaks amnesty", day="today", note="Power cut")
    await evening(nudged, 8)
    assert (warned(nudged), (await fates(nudged))[-1]) == ([], ("dropped", "rest_day"))


async def test_a_freeze_set_aside_and_a_rest_day_are_nothing_to_worry_about(nudged: World) -> None:
    await study(nudged, 5, 6, 7, 8, 9, 10, 12)
    await nudged.travel_to("2026-01-13 10:00")
    await nudged.ben.slash(nudged.channel, "streak freeze")
    await nudged.ben.slash(nudged.channel, "streak rest", days="tomorrow")
    await evening(nudged, 13)
    assert (warned(nudged), (await fates(nudged))[-1]) == ([], ("dropped", "set_aside"))
    await evening(nudged, 14)
    assert (warned(nudged), (await fates(nudged))[-1]) == ([], ("dropped", "rest_day"))


async def test_the_member_chooses_the_time_or_none(nudged: World) -> None:
    shown = await nudged.ben.slash(nudged.channel, "nudges show")
    assert "Streak warning** about 20:00" in text(shown)
    form = await press(nudged.ben, shown, label="Streak warning…")
    changed = await submit(nudged.ben, form, ["21:30"])
    assert "Streak warning** about 21:30" in text(changed)

    await study(nudged, 5, 6, 7)
    await evening(nudged, 8, "21:00")
    assert warned(nudged) == []
    await evening(nudged, 8, "21:35")
    assert len(warned(nudged)) == 1

    off = await nudged.ben.slash(nudged.channel, "nudges warn", at="off")
    assert "Streak warning** off" in text(off)
    form = await press(nudged.ben, off, label="Streak warning…")
    still = await submit(nudged.ben, form, [""])
    assert "Streak warning** off" in text(still)
    refused = await nudged.ben.slash(nudged.channel, "nudges warn", at="tonight")
    assert "as a time of day" in text(refused)


async def test_in_a_channel_nobody_learns_what_it_is_about(nudged: World) -> None:
    room = nudged.guild.create_text_channel("nudges")
    await nudged.ada.slash(nudged.channel, "setup", nudges=room)
    await nudged.ben.slash(nudged.channel, "nudges set", time="09:00", where="channel")
    await study(nudged, 5, 6, 7)
    await evening(nudged, 8)

    message = room.last_message
    assert message is not None
    assert text(message) == f"🔔 <@{nudged.ben.id}>, there is something for you."
    opened = await press(nudged.ben, message, label="Read it")
    assert opened.ephemeral
    assert "3-day streak" in text(opened)
    assert "one task keeps it, until 03:00" in text(opened)


async def test_unanswered_it_gets_lighter_then_quiet_and_comes_back_with_a_tick(nudged: World) -> None:
    await study(nudged, 5)
    for day in range(6, 21):
        await nudged.travel_to(f"2026-01-{day:02} 09:05")
    nudges = [message for message in nudged.inbox(nudged.ben) if "for you today" in message]

    # The 5th was set at eight and ticked; the 6th to the 15th without the Sunday; then silence.
    assert ["Today ·" in message for message in nudges] == [True] * 4 + [False] * 6
    assert "I stay quiet from here on" in nudges[-1]
    shown = await nudged.ben.slash(nudged.channel, "nudges show")
    assert "Nudge on" in text(shown)
    assert "I have gone quiet after 10 days; it comes back with your next tick." in text(shown)

    await study(nudged, 20, hour=12)
    panel = await nudged.ben.slash(nudged.channel, "today")
    assert "Good to have you back. Your longest streak, 1 day, is yours to keep." in text(panel)
    assert "gone quiet" not in text(await nudged.ben.slash(nudged.channel, "nudges show"))
    await nudged.travel_to("2026-01-21 09:05")
    assert "Today ·" in nudged.inbox(nudged.ben)[-1]


async def test_a_lost_streak_is_told_gently_until_the_first_tick(world: World) -> None:
    await world.travel_to("2026-01-05 08:00")
    await world.join(world.ben)
    await study(world, 5, 6, 7)
    await world.travel_to("2026-01-09 10:00")

    first, second = [await world.ben.slash(world.channel, "today") for _ in range(2)]

    for panel in (first, second):
        assert "A new count starts today; your longest, 3 days, stays." in text(panel)
    await press(world.ben, second, label="Done", nth=0)
    assert "A new count" not in text(second)


async def test_after_a_break_one_is_welcomed_in_other_words(world: World) -> None:
    await world.travel_to("2026-01-05 08:00")
    await world.join(world.ben)
    await study(world, 5)
    await world.ben.slash(world.channel, "pause", until="2026-01-20")
    await world.travel_to("2026-01-20 10:00")
    panel = await world.ben.slash(world.channel, "today")
    assert "Welcome back" not in text(panel)

    await press(world.ben, panel, label="Done", nth=0)
    assert "Welcome back from your break" in text(panel)

    await press(world.ben, panel, label="Done", nth=0)
    assert "Welcome back" not in text(panel)
