"""A streak in a person's life: kept by a freeze, by rest, by a note, over flights and without the bot."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from simcord import MemberActor

from bot.app import open_app
from bot.services.uptime import BEAT
from bot.store import app_state
from tests.journeys.world import World, open_world
from tests.simtools import choose, press, submit, text

DHAKA, FRANCISCO = "Asia/Dhaka", "America/Los_Angeles"


@pytest.fixture
async def joined(world: World) -> World:
    """Ben studies from Monday 5 January 2026 on, Monday to Saturday, in Berlin."""
    await world.travel_to("2026-01-05 18:00")
    await world.join(world.ben)
    return world


async def do_a_task(world: World) -> None:
    """Ben ticks the first open task of his day."""
    first = (await world.today(world.ben)).open_tasks[0]
    await world.app.services.tasks.done(world.guild.id, world.ben.id, first.id)


async def study(world: World, *days: int, zone: str = "Europe/Berlin") -> None:
    """Ben does one task at 18:00 on each of these days of January 2026."""
    for day in days:
        await world.travel_to(f"2026-01-{day:02} 18:00", zone)
        await do_a_task(world)


async def ask(world: World, command: str, who: MemberActor | None = None, **options: object) -> str:
    """What somebody, Ben unless named, reads after a command."""
    answer = await (who or world.ben).slash(world.channel, command, **options)
    assert answer.ephemeral
    return text(answer)


async def why(world: World, day: int) -> str:
    """What `/streak why` says about a day of January 2026."""
    return await ask(world, "streak why", date=f"2026-01-{day:02}")


async def go_away_until(world: World, wall: str) -> None:
    """The bot is closed, time passes, and another one is started."""
    await world.env.settle()
    await world.stack.aclose()
    target = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    await world.env.advance_time((target - world.env.now()).total_seconds())
    world.app = await world.stack.enter_async_context(open_app(world.settings, world.clock))
    await world.env.restart_bot(world.app.client)


async def test_a_freeze_is_earned_spent_by_itself_and_told(joined: World) -> None:
    await study(joined, 5, 6, 7, 8, 9, 10, 12)
    assert "**1 freeze** held · one more after 7 days that count" in await ask(joined, "streak show")

    await joined.travel_to("2026-01-14 09:00")

    panel = await ask(joined, "today")
    assert "**7-day streak** · a freeze kept yesterday · one task keeps it" in panel
    shown = await ask(joined, "streak show")
    assert "7-day streak" in shown
    assert "A freeze kept **yesterday**" in shown
    assert "No freeze held" in shown
    assert "**Tue 13 Jan 2026**\n-# kept by a freeze ❄️" in await ask(joined, "week")
    reasons = await why(joined, 13)
    assert "your streak was kept** by a freeze, spent by itself" in reasons
    assert "Streak **7** · ❄️ 0 freezes held" in reasons

    await do_a_task(joined)
    panel = await ask(joined, "today")
    assert "**8-day streak** · today counts" in panel


async def test_a_freeze_kept_the_last_study_day_is_told_after_a_free_one(joined: World) -> None:
    await study(joined, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16)

    await joined.travel_to("2026-01-19 09:00")

    assert "a freeze kept Sat 17 Jan" in await ask(joined, "today")


async def test_every_day_says_why(joined: World) -> None:
    await do_a_task(joined)
    await joined.travel_to("2026-01-07 09:00")

    assert "**Nothing counts yet today.**" in await ask(joined, "streak why")
    done = await why(joined, 5)
    assert "**The day counts.**\n- 18:00 · Arrays and strings\n" in done
    assert "Streak 0 → **1**" in done
    assert "In Europe/Berlin · a study day ends at 03:00 · counted until 03:00 on Tue 6 Jan 2026" in done
    missed = await why(joined, 6)
    assert "**Nothing counted**, and no freeze was held. The streak of 1 day ended here." in missed
    assert "You can still fill this day in until" in missed
    assert "**Before your time here**: your first day is Mon 5 Jan 2026" in await why(joined, 4)
    assert "does not work here" in await ask(joined, "streak why", date="tomorrow")
    assert "as a date" in await ask(joined, "streak why", date="whenever")
    await joined.travel_to("2026-01-12 09:00")
    assert "It is too late to change this day" in await why(joined, 6)
    assert "**No study day**: your week had no work on a Sunday" in await why(joined, 11)


async def test_one_day_leads_to_the_next(joined: World) -> None:
    await joined.travel_to("2026-01-07 09:00")
    shown = await joined.ben.slash(joined.channel, "streak why", date="yesterday")

    await press(joined.ben, shown, label="◀ Mon 5 Jan")
    assert "Mon 5 Jan 2026" in text(shown)
    await joined.restart()
    await press(joined.ben, shown, label="Tue 6 Jan ▶")
    await press(joined.ben, shown, label="Wed 7 Jan ▶")

    assert "**Nothing counts yet today.**" in text(shown)
    with pytest.raises(AssertionError, match="no button"):
        await press(joined.ben, shown, label="▶")


async def test_a_pause_is_explained(joined: World) -> None:
    await do_a_task(joined)
    await joined.travel_to("2026-01-06 09:00")
    await ask(joined, "pause", until="2026-01-09")
    await joined.travel_to("2026-01-09 09:00")

    assert "**Your plan was paused.**" in await why(joined, 7)
    assert "**1-day streak** · one task keeps it" in await ask(joined, "today")


async def test_rest_days_free_the_plan_and_are_no_slip(joined: World) -> None:
    picture = await joined.ben.slash(joined.channel, "streak show")
    form = await press(joined.ben, picture, label="Rest days…")
    chosen = await submit(joined.ben, form, ["wed, fri - sun"])

    assert "**Wed 7 Jan 2026**\n**Fri 9 Jan 2026**\n**Sat 10 Jan 2026**" in text(chosen)
    assert "Sun 11 Jan" not in text(chosen)
    week = await ask(joined, "week")
    assert "**Wed 7 Jan 2026**\n-# rest day" in week
    assert "behind" not in await ask(joined, "plan show")
    await study(joined, 5, 6)
    await joined.travel_to("2026-01-07 09:00")
    panel = await ask(joined, "today")
    assert "A rest day" in panel
    assert "today is free" in panel
    await joined.travel_to("2026-01-08 09:00")
    assert "**2-day streak**" in await ask(joined, "today")
    assert "**A rest day of your own.**" in await why(joined, 7)
    assert "Chosen as a rest day on" in await why(joined, 7)


async def test_a_rest_day_is_taken_back_until_it_begins(joined: World) -> None:
    chosen = await joined.ben.slash(joined.channel, "streak rest", days="tomorrow, thu")
    await press(joined.ben, chosen, label="Take back", nth=1)
    assert "Thu 8 Jan" not in text(chosen)
    assert "Tue 6 Jan" in text(chosen)
    week = await ask(joined, "week")
    assert "**Thu 8 Jan 2026**\n▫️" in week

    await joined.travel_to("2026-01-06 09:00")
    refused = await press(joined.ben, chosen, label="Take back")

    assert "has begun, so it stays a rest day" in text(refused)
    listed = await joined.ben.slash(joined.channel, "streak rest")
    assert "**Tue 6 Jan 2026**" in text(listed)
    assert "has begun" in await ask(joined, "streak rest", days="today", take_back=True)
    with pytest.raises(AssertionError, match="no button"):
        await press(joined.ben, listed, label="Take back")


async def test_rest_days_are_taken_back_by_command_all_or_none(joined: World) -> None:
    await ask(joined, "streak rest", days="tue - thu")

    assert "is no rest day of yours" in await ask(joined, "streak rest", days="tue - fri", take_back=True)
    assert "Tue 6 Jan" in await ask(joined, "streak rest")
    left = await ask(joined, "streak rest", days="tue - wed", take_back=True)

    assert "Tue 6 Jan" not in left
    assert "Thu 8 Jan" in left


async def test_a_pause_does_not_hinder_rest_after_it(joined: World) -> None:
    await ask(joined, "pause", until="2026-01-08")
    assert "Your plan is paused on Wed 7 Jan 2026" in await ask(joined, "streak rest", days="wed")

    assert "Sat 10 Jan" in await ask(joined, "streak rest", days="sat")

    await joined.travel_to("2026-01-08 09:00")
    await ask(joined, "today")
    assert "**Sat 10 Jan 2026**\n-# rest day" in await ask(joined, "week")


@pytest.mark.parametrize(
    ("days", "answer"),
    [
        ("today", "cannot become a rest day any more"),
        ("sun", "is no study day of yours, so it is free anyway"),
        ("2026-03-01", "is too far away: choose a day of the next 28"),
        ("tue, 2026-03-01", "is too far away"),
        ("tue - sat", "more than 4 rest days in four weeks"),
        ("soonish", "as a date"),
    ],
)
async def test_a_rest_day_that_cannot_be_changes_nothing(joined: World, days: str, answer: str) -> None:
    assert answer in await ask(joined, "streak rest", days=days)

    assert "None ahead" in await ask(joined, "streak rest")


async def test_nobody_is_reminded_on_a_rest_day_or_a_day_with_a_freeze_set_aside(joined: World) -> None:
    await joined.ben.slash(joined.channel, "nudges set", time="09:00")
    await study(joined, 5, 6, 7, 8, 9, 10, 12)
    nudges = len(joined.inbox(joined.ben))
    await ask(joined, "streak rest", days="tomorrow")
    picture = await joined.ben.slash(joined.channel, "streak show")
    form = await press(joined.ben, picture, label="Freeze…")
    aside = await submit(joined.ben, form, ["wed"])
    assert text(aside).startswith("### ❄️ Freezes set aside\nNobody reminds you on these days")
    assert "No freeze held besides." in text(aside)

    await joined.travel_to("2026-01-13 09:01")
    await joined.travel_to("2026-01-14 09:01")
    assert len(joined.inbox(joined.ben)) == nudges
    assert "you had set a freeze aside for the day" in await ask(joined, "nudges show")
    assert "a freeze is set aside for today" in await ask(joined, "today")

    await press(joined.ben, aside, label="Take back", nth=0)
    assert "None. You hold 1 freeze" in text(aside)
    assert "one task keeps it" in await ask(joined, "today")
    await ask(joined, "streak freeze", day="today")
    await joined.travel_to("2026-01-15 09:01")
    assert len(joined.inbox(joined.ben)) == nudges + 1
    assert "kept** by the freeze you had set aside" in await why(joined, 14)
    assert "is over" in await ask(joined, "streak freeze", day="yesterday")
    assert "is over" in await ask(joined, "streak freeze", day="yesterday", take_back=True)
    assert "has no freeze set aside" in await ask(joined, "streak freeze", take_back=True)


async def test_a_freeze_that_an_earlier_day_took_no_longer_silences_the_day_it_was_for(joined: World) -> None:
    await joined.ben.slash(joined.channel, "nudges set", time="09:00")
    await study(joined, 5, 6, 7, 8, 9, 10, 12)
    await ask(joined, "streak freeze", day="wed")

    await joined.travel_to("2026-01-14 08:59")
    nudges = len(joined.inbox(joined.ben))
    assert "one task keeps it" in await ask(joined, "today")
    await joined.travel_to("2026-01-14 09:01")

    assert len(joined.inbox(joined.ben)) == nudges + 1


async def test_no_freeze_can_be_set_aside_while_none_is_held(joined: World) -> None:
    refused = await ask(joined, "streak freeze")

    assert "You hold no freeze: 7 days with something done earn one." in refused


async def test_a_missed_day_is_filled_in_with_a_note_that_stays(joined: World) -> None:
    await do_a_task(joined)
    await joined.travel_to("2026-01-07 09:00")
    picture = await joined.ben.slash(joined.channel, "streak show")
    assert "Did something yesterday that is missing here?" in text(picture)
    form = await press(joined.ben, picture, label="Fill in a day…")

    filled = await submit(joined.ben, form, ["Tue 6 Jan 2026", "Read a paper, no signal"])

    assert "**Tue 6 Jan 2026 counts.**" in text(filled)
    assert "Your streak is 2 days now. 2 fill-ins left in January." in text(filled)
    await press(joined.ben, filled, label="Why?")
    assert "**The day counts**, because you filled it in." in text(filled)
    assert "“Read a paper, no signal”" in text(filled)
    async with joined.store() as tx:
        (row,) = await tx.exec_driver_sql("SELECT kind, day, note, by_user_id, revoked_at FROM streak_entry")
        assert (row.kind, row.day, row.by_user_id, row.revoked_at) == (
            "backfill",
            "2026-01-06",
            joined.ben.id,
            None,
        )
        # What people write stands sealed in the database.
        assert "Read a paper" not in row.note


async def test_days_are_filled_in_only_shortly_after_and_three_a_month(joined: World) -> None:
    async def fill(day: int) -> str:
        return await ask(joined, "streak backfill", date=f"2026-01-{day:02}", note="Did it on paper")

    await joined.travel_to("2026-01-08 09:00")
    assert "is too long ago: only the last 2 study days" in await fill(5)
    assert "counts." in await fill(6)
    assert "counts already" in await fill(6)
    assert "counts." in await fill(7)
    assert "is not over yet" in await fill(8)
    assert "Fri 9 Jan 2026 has not begun yet." in await fill(9)
    await joined.travel_to("2026-01-09 09:00")
    assert "No fill-in left in January." in await fill(8)
    await joined.travel_to("2026-01-10 09:00")
    assert "You have filled in 3 days of that month" in await fill(9)
    assert "The note is empty" in await ask(joined, "streak backfill", date="yesterday", note="\u200b")


@pytest.mark.parametrize(
    "note",
    [
        "@everyone <@1> <#2> <t:0:R>",
        "[click](https://example.org) https://example.org discord.gg/abc",
        "```\nrm -rf\n``` `````` ~~a~~ **b** ||c|| # d",
        "\u202egnp.exe\u2066 \u200b\u200f x",
        "z\u0300\u0301\u0302\u0303\u0304\u0305 " + "W" * 190,
    ],
)
async def test_a_hostile_note_is_shown_as_it_is_and_does_nothing(joined: World, note: str) -> None:
    await joined.travel_to("2026-01-06 09:00")
    await ask(joined, "streak backfill", date="yesterday", note=note[:200])

    shown = await why(joined, 5)

    assert "Filled in on" in shown
    (line,) = [line for line in shown.splitlines() if "Filled in on" in line]
    told = line.partition("“")[2]
    assert told.endswith("”")
    for harm in ("@everyone", "<@", "](", "```", "~~a", "**b", "||", "\u202e", "\u200b"):
        assert harm not in told.replace(f"\\{harm}", "")


async def test_a_flight_neither_breaks_nor_doubles_a_day(world: World) -> None:
    await world.travel_to("2026-01-05 18:00", DHAKA)
    await world.join(world.ben, timezone=DHAKA)
    await do_a_task(world)
    await world.travel_to("2026-01-06 10:00", DHAKA)
    await world.app.services.enrolments.change_zone(world.guild.id, world.ben.id, "San Francisco")

    # Monday evening over there, but Tuesday had begun: it goes on, and counts once.
    there = await world.today(world.ben)
    assert str(there.day) == "2026-01-06"
    await do_a_task(world)
    await study(world, 6, zone=FRANCISCO)
    assert "2-day streak" in await ask(world, "streak show")
    assert "In America/Los_Angeles" in await why(world, 6)
    assert "In Asia/Dhaka" in await why(world, 5)

    # Wednesday is cut short in its evening: in Dhaka it is Thursday.
    await world.travel_to("2026-01-07 20:00", FRANCISCO)
    await world.app.services.enrolments.change_zone(world.guild.id, world.ben.id, DHAKA)
    assert str((await world.today(world.ben)).day) == "2026-01-08"
    await do_a_task(world)
    assert "3-day streak" in await ask(world, "streak show")
    cut = await why(world, 7)
    assert "The change of your time zone cut this day short" in cut
    assert "In America/Los_Angeles · a study day ends at 03:00 · ended by the move on" in cut


async def test_the_cut_off_hour_is_ones_own_and_no_day_comes_back(joined: World) -> None:
    await do_a_task(joined)
    await joined.travel_to("2026-01-07 02:00")
    assert "**1-day streak** · one task keeps it, until 03:00" in await ask(joined, "today")

    told = await ask(joined, "streak cutoff", at="5:00")
    assert "**Your study days end at 05:00** from now on. Today now counts until <t:1767758400:t>" in told
    refused = await ask(joined, "streak cutoff", at="1:00")
    assert "Tuesday still counts until 05:00. Change it after that." in refused
    await joined.travel_to("2026-01-07 04:30")
    assert str((await joined.today(joined.ben)).day) == "2026-01-06"
    await do_a_task(joined)

    await joined.travel_to("2026-01-07 06:00")
    assert str((await joined.today(joined.ben)).day) == "2026-01-07"
    await ask(joined, "streak cutoff", at="9am")
    assert str((await joined.today(joined.ben)).day) == "2026-01-07"
    assert "2-day streak" in await ask(joined, "streak show")
    assert "can end from 00:00 to 09:00" in await ask(joined, "streak cutoff", at="10:00")
    assert "as a time of day" in await ask(joined, "streak cutoff", at="late")


async def test_an_evening_without_the_bot_is_forgiven_and_explained(joined: World) -> None:
    await do_a_task(joined)
    await joined.travel_to("2026-01-06 20:00")

    await go_away_until(joined, "2026-01-07 02:00")
    await joined.travel_to("2026-01-07 12:00")

    assert "1-day streak" in await ask(joined, "streak show")
    reasons = await why(joined, 6)
    assert "**I was away in your evening**, from 20:00 to 02:00. Such a day is forgiven." in reasons
    await joined.restart()
    assert await why(joined, 6) == reasons


async def test_a_short_or_a_morning_absence_forgives_nothing(joined: World) -> None:
    await do_a_task(joined)
    await joined.travel_to("2026-01-06 07:00")
    await go_away_until(joined, "2026-01-06 17:00")
    await joined.travel_to("2026-01-06 20:00")
    await go_away_until(joined, "2026-01-06 20:45")

    await joined.travel_to("2026-01-07 12:00")

    assert "**Nothing counted**" in await why(joined, 6)


async def test_an_organiser_forgives_a_day_and_takes_it_back_for_all_to_see(joined: World) -> None:
    await do_a_task(joined)
    await joined.travel_to("2026-01-07 12:00")
    granted = await joined.ada.slash(
        joined.channel, "manage streaks amnesty", day="yesterday", note="Exam day @everyone"
    )
    again = await ask(joined, "manage streaks amnesty", joined.ada, day="yesterday", note="Exam day")

    assert "**Tue 6 Jan 2026** · everybody" in text(granted)
    assert "is forgiven already" in again
    reasons = await why(joined, 6)
    assert "**An organiser forgave the day.**" in reasons
    assert f"Forgiven to everybody by <@{joined.ada.id}>" in reasons
    assert "Exam day ＠everyone" in reasons
    assert "1-day streak" in await ask(joined, "streak show")

    forged = await joined.post_raw(f"c:unforgive:{joined.guild.id}:{joined.ben.id}:1")
    assert "organiser" in text(await press(joined.ben, forged, label="Press"))
    await press(joined.ada, granted, label="Take back")
    assert "This ends the streak of **1 member**." in text(granted)
    assert "1-day streak" in await ask(joined, "streak show")
    await joined.restart()
    await press(joined.ada, granted, label="Take it back")
    assert "~~**Tue 6 Jan 2026**~~ · everybody · taken back" in text(granted)
    assert "No streak now" in await ask(joined, "streak show")
    assert "taken back" in await ask(joined, "manage streaks list", joined.ada)


async def test_an_organiser_forgives_one_member(joined: World) -> None:
    await joined.travel_to("2026-01-07 12:00")
    await joined.join(joined.ada)
    stranger = joined.guild.add_member(joined.env.create_user("cleo"))
    forgive = {"day": "yesterday", "note": "Was ill"}

    unmet = await ask(joined, "manage streaks amnesty", joined.ada, **forgive, member=stranger)
    granted = await ask(joined, "manage streaks amnesty", joined.ada, **forgive, member=joined.ben)

    assert "has never joined a roadmap here" in unmet
    assert f"**Tue 6 Jan 2026** · <@{joined.ben.id}>" in granted
    assert f"Forgiven to you by <@{joined.ada.id}>" in await why(joined, 6)
    assert "does not work here" in await ask(
        joined, "manage streaks amnesty", joined.ada, day="2025-01-01", note="Long ago"
    )
    revoke = "manage streaks revoke"
    assert "is not forgiven" in await ask(joined, revoke, joined.ada, day="yesterday")
    asked = await joined.ada.slash(joined.channel, revoke, day="yesterday", member=joined.ben)
    assert "ends nobody's streak" in text(asked)
    await press(joined.ada, asked, label="Keep it")
    assert "taken back" not in text(asked)
    taken = await ask(joined, revoke, joined.ada, day="yesterday", member=joined.ben, confirm=True)
    assert "taken back" in taken
    assert "**Nothing counted**" in await why(joined, 6)


async def test_whoever_left_still_has_a_streak_and_a_stranger_is_told_to_join(joined: World) -> None:
    await do_a_task(joined)
    await joined.ben.slash(joined.channel, "leave", confirm=True)

    shown = await joined.ben.slash(joined.channel, "streak show")
    assert "1-day streak" in text(shown)
    waits = "You are on no roadmap here now; your streak waits. `/join` starts again."
    assert waits in text(shown)
    with pytest.raises(AssertionError, match="no button"):
        await press(joined.ben, shown, label="Freeze…")
    assert "- 18:00 · Arrays and strings" in await ask(joined, "streak why")
    await joined.travel_to("2026-01-06 12:00")
    assert "**You are on no roadmap here now.** Your streak waits." in await ask(joined, "streak why")
    assert waits in await ask(joined, "streak rest", days="tomorrow")
    assert waits in await ask(joined, "streak rest")
    assert waits in await ask(joined, "streak freeze")
    assert waits in await ask(joined, "streak freeze", take_back=True)
    assert waits in await ask(joined, "streak backfill", date="yesterday", note="On paper")
    assert "Start with `/join`" in await ask(joined, "streak show", joined.ada)


async def test_whoever_leaves_without_a_streak_is_told_of_none(joined: World) -> None:
    left = await ask(joined, "leave", confirm=True)

    assert "streak" not in left
    assert "Your history (0 done tasks) stays here." in left


async def test_a_holiday_forgiven_on_the_day_holds_at_once(joined: World) -> None:
    await do_a_task(joined)
    await joined.travel_to("2026-01-06 12:00")
    await ask(joined, "manage streaks amnesty", joined.ada, day="today", note="Epiphany")

    forgiven = "oday is forgiven: it can add a day but cannot break your streak"
    assert forgiven in await ask(joined, "today")
    assert forgiven in await ask(joined, "streak show")
    assert forgiven in await ask(joined, "streak why")
    assert "needs no freeze" in await ask(joined, "streak freeze")
    await joined.travel_to("2026-01-07 12:00")
    assert "**1-day streak** · one task keeps it" in await ask(joined, "today")
    assert "**Tue 6 Jan 2026**\n-# forgiven" in await ask(joined, "week")


async def test_a_new_zone_says_until_when_today_counts(joined: World) -> None:
    where = await joined.ben.slash(joined.channel, "plan show")
    form = await press(joined.ben, where, label="Time zone…")

    moved = await submit(joined.ben, form, ["Tokyo"])

    # In Tokyo it is two at night: an hour is left, and the day is not over by the move.
    assert "Today, Mon 5 Jan 2026, now counts until <t:1767636000:f>" in text(moved)
    assert "ended by the move" not in await why(joined, 5)
    assert "Today, Mon 5 Jan" not in await ask(joined, "plan show")


async def test_a_lost_streak_is_told_until_the_first_task_and_can_be_filled_in(joined: World) -> None:
    await study(joined, 5, 6, 7)
    await joined.travel_to("2026-01-09 09:00")
    await ask(joined, "week")

    for _ in range(2):
        panel = await ask(joined, "today")
        assert "A new count starts today; your longest, 3 days, stays." in panel
        assert "Did you study yesterday? `/streak backfill` still counts it until <t:" in panel

    await do_a_task(joined)
    assert "A new count" not in await ask(joined, "today")


async def test_a_return_is_welcomed_on_the_card_of_the_task_too(joined: World) -> None:
    await do_a_task(joined)
    await joined.travel_to("2026-01-20 09:00")
    panel = await joined.ben.slash(joined.channel, "today")
    first = (await joined.today(joined.ben)).open_tasks[0]
    card = await choose(joined.ben, panel, str(first.id), prefix="c:pick")

    await press(joined.ben, card, label="Done")

    assert "Good to have you back." in text(card)


async def test_what_belongs_to_somebody_else_stays_theirs(joined: World) -> None:
    posted = await joined.post_raw(f"c:dayback:{joined.guild.id}:{joined.ben.id}:rest:2026-01-06")
    refused = await press(joined.ada, posted, label="Press")
    assert "belongs to" in text(refused)

    forged = {
        "dayback:{}:{}:rest:2026-01-06": "is no rest day of yours",
        "dayback:{}:{}:freeze:2026-01-06": "has no freeze set aside",
        "why:{}:{}:2026-13-41": "as a date",
        "streak:{}:{}:nothing": "no longer available",
        "unforgive:{}:{}:1": "organiser",
    }
    for tail, answer in forged.items():
        posted = await joined.post_raw("c:" + tail.format(joined.guild.id, joined.ben.id))
        assert answer in text(await press(joined.ben, posted, label="Press"))


async def test_the_picture_keeps_its_buttons_over_a_restart(joined: World) -> None:
    await do_a_task(joined)
    picture = await joined.ben.slash(joined.channel, "streak show")
    await joined.restart()

    reasons = await press(joined.ben, picture, label="Why?")

    assert "**The day counts.**" in text(reasons)
    assert "1-day streak" in text(picture)


async def test_without_a_connection_nobody_is_served_and_no_beat_is_heard(joined: World) -> None:
    async def beat() -> str:
        async with joined.store() as tx:
            return str(await app_state.find(tx, BEAT))

    async def happens(event: str) -> None:
        with joined.env._bot_scope():
            joined.app.client.dispatch(event, 0)
        await joined.env.settle()

    await joined.travel_to("2026-01-05 19:00")
    assert "2026-01-05T18:00" in await beat()
    await happens("shard_disconnect")
    await joined.travel_to("2026-01-05 20:00")
    assert "2026-01-05T18:00" in await beat()

    await happens("shard_resumed")

    assert "2026-01-05T19:00" in await beat()


async def test_a_streak_is_the_same_on_postgresql(postgres_url: str, data_dir: Path) -> None:
    async with open_world(postgres_url, data_dir) as world:
        await world.travel_to("2026-01-05 18:00")
        await world.join(world.ben)
        await do_a_task(world)
        await ask(world, "streak rest", days="wed")
        await world.travel_to("2026-01-08 20:00")
        await ask(world, "streak backfill", date="2026-01-06", note="On paper")
        await go_away_until(world, "2026-01-09 02:30")
        await ask(world, "streak cutoff", at="4:00")
        await world.travel_to("2026-01-10 18:00")
        await ask(world, "manage streaks amnesty", world.ada, day="yesterday", note="Power cut")
        await do_a_task(world)

        assert "3-day streak" in await ask(world, "streak show")
        reasons = [await why(world, day) for day in range(5, 11)]
        marks = [told.splitlines()[0].split()[1] for told in reasons]
        assert marks == ["✅", "📝", "🌙", "🔌", "🕊️", "✅"]
