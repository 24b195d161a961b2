"""The outbox as organisers see it: what waits, came late, was missed or failed, and what they can do."""

import discord
import pytest

from bot.app import FIGURES, PRUNE
from tests.journeys.world import World
from tests.simtools import Seen, buttons, find_button, press, text

LIST = "manage deliveries list"


@pytest.fixture
async def nudged(world: World) -> World:
    """Ben is on the roadmap since Monday 5 January 2026 and wants a nudge at 09:00 in Berlin, no warning."""
    await world.travel_to("2026-01-05 08:00")
    await world.join(world.ben)
    await world.ben.slash(world.channel, "nudges set", time="09:00", where="dm")
    await world.ben.slash(world.channel, "nudges warn", at="off")
    return world


async def listed(world: World, group: str = "due") -> str:
    """The list as the organiser reads it."""
    return text(await world.ada.slash(world.channel, LIST, show=group))


def closed(world: World, *, times: int | None = None) -> None:
    """Ben takes no direct messages."""
    dm = world.ben.user.dm_channel.id
    world.env.inject_error("POST", f"/channels/{dm}/messages", status=403, code=50007, times=times)


async def owe(world: World) -> int:
    """Have Ben's nudge wait: Discord fails for a moment. Returns its number."""
    dm = world.ben.user.dm_channel.id
    world.env.inject_error("POST", f"/channels/{dm}/messages", status=503, times=1)
    await world.travel_to("2026-01-05 09:00")
    return await number(world)


async def number(world: World) -> int:
    """Of the newest message in the outbox."""
    async with world.store() as tx:
        return int((await tx.exec_driver_sql("SELECT max(id) FROM delivery")).scalar_one())


def labels(seen: Seen) -> list[str]:
    """What the buttons say."""
    return [str(button.label) for button in buttons(seen)]


async def test_a_quiet_server_has_nothing_to_look_at(world: World) -> None:
    shown = await world.ada.slash(world.channel, LIST)

    assert "**0** waiting · **0** sent late · **0** missed · **0** failed" in text(shown)
    assert "Nothing is waiting" in text(shown)
    assert shown.ephemeral


async def test_after_a_downtime_one_sees_what_came_late_and_what_was_missed(nudged: World) -> None:
    await nudged.travel_to("2026-01-05 10:30")
    await nudged.travel_to("2026-01-07 12:00")

    late, missed = await listed(nudged, "late"), await listed(nudged, "missed")

    assert "**0** waiting · **1** sent late · **2** missed · **0** failed" in late
    assert f"**Daily nudge** for <@{nudged.ben.id}>" in late
    assert "Sent 1 h 30 min late." in late
    assert "when I was away" in late
    assert missed.count("Left out: it would have come too late. The next one comes by itself.") == 2


async def test_what_is_older_than_a_week_is_not_counted(nudged: World) -> None:
    await nudged.travel_to("2026-01-05 10:30")
    await nudged.ben.slash(nudged.channel, "nudges off")
    assert "**1** sent late" in await listed(nudged)

    await nudged.travel_to("2026-01-12 09:30")

    assert "**0** sent late" in await listed(nudged)


async def test_nudges_that_were_not_needed_concern_nobody(nudged: World) -> None:
    panel = await nudged.ben.slash(nudged.channel, "today")
    for _ in (await nudged.today(nudged.ben)).tasks:
        await press(nudged.ben, panel, label="Done", nth=0)
    await nudged.travel_to("2026-01-05 09:05")

    assert "**0** waiting · **0** sent late · **0** missed · **0** failed" in await listed(nudged)


async def test_a_failed_one_says_why_and_is_sent_after_all_by_its_button(nudged: World) -> None:
    closed(nudged, times=1)
    await nudged.travel_to("2026-01-05 09:01")
    shown = await nudged.ada.slash(nudged.channel, LIST, show="dead")
    assert "direct messages are closed" in text(shown)
    assert "Then retry." in text(shown)

    await press(nudged.ada, shown, label="Retry")
    assert "put back and goes out in a moment" in text(shown)
    assert "**1** waiting" in text(shown)
    await nudged.tick()

    assert len(nudged.inbox(nudged.ben)) == 1
    assert "**0** failed" in await listed(nudged)


async def test_a_waiting_one_is_dropped_by_its_button_and_brought_back_by_command(nudged: World) -> None:
    message = await owe(nudged)
    shown = await nudged.ada.slash(nudged.channel, LIST)
    assert "Waiting, 1 try so far" in text(shown)

    await press(nudged.ada, shown, label="Drop")
    assert "It is dropped" in text(shown)
    await nudged.travel_to("2026-01-05 09:05")
    assert nudged.inbox(nudged.ben) == []
    offered = await nudged.ada.autocomplete(nudged.channel, "manage deliveries retry", "message", "")
    assert [choice["value"] for choice in offered] == [f"#{message}"]
    await nudged.ada.slash(nudged.channel, "manage deliveries retry", message=f"#{message}")
    await nudged.tick()

    assert len(nudged.inbox(nudged.ben)) == 1


async def test_a_command_drops_what_its_suggestions_offer(nudged: World) -> None:
    message = await owe(nudged)
    offered = await nudged.ada.autocomplete(nudged.channel, "manage deliveries drop", "message", "nudge")
    assert [choice["value"] for choice in offered] == [f"#{message}"]
    assert str(nudged.ben.id) in offered[0]["name"]

    answer = await nudged.ada.slash(nudged.channel, "manage deliveries drop", message=f"#{message}")

    assert "It is dropped" in text(answer)
    assert answer.ephemeral
    await nudged.travel_to("2026-01-05 10:00")
    assert nudged.inbox(nudged.ben) == []


async def test_what_comes_too_late_is_not_sent_again_and_says_until_when_it_was_worth_it(
    nudged: World,
) -> None:
    closed(nudged, times=1)
    await nudged.travel_to("2026-01-05 09:01")
    old = await nudged.ada.slash(nudged.channel, LIST, show="dead")
    await nudged.travel_to("2026-01-05 12:00")

    refused = await press(nudged.ada, old, label="Retry")

    assert "This was worth sending only until" in text(refused)
    assert "Retry" not in labels(await nudged.ada.slash(nudged.channel, LIST, show="dead"))
    await nudged.tick()
    assert nudged.inbox(nudged.ben) == []


@pytest.mark.parametrize(("verb", "words"), [("retry", "has been sent"), ("drop", "has been sent")])
async def test_what_is_sent_can_neither_be_retried_nor_dropped(nudged: World, verb: str, words: str) -> None:
    await nudged.travel_to("2026-01-05 09:01")

    refused = await nudged.ada.slash(
        nudged.channel, f"manage deliveries {verb}", message=str(await number(nudged))
    )

    assert words in text(refused)
    await nudged.tick()
    assert len(nudged.inbox(nudged.ben)) == 1


@pytest.mark.parametrize("typed", ["#999", "nonsense", "0", "9" * 30])
async def test_a_number_that_is_none_is_answered(nudged: World, typed: str) -> None:
    refused = await nudged.ada.slash(nudged.channel, "manage deliveries retry", message=typed)

    assert "I find no such message here" in text(refused)


async def test_pages_are_turned_and_the_groups_stay_at_hand(nudged: World) -> None:
    await nudged.travel_to("2026-01-11 20:00")
    shown = await nudged.ada.slash(nudged.channel, LIST, show="missed")
    first = text(shown)
    assert first.count("Left out") == 5

    await press(nudged.ada, shown, label="Older")

    assert text(shown).count("Left out") == 1
    assert "Older" not in labels(shown)
    await press(nudged.ada, shown, label="Missed 6")
    assert text(shown) == first


async def test_another_server_sees_and_changes_nothing(nudged: World) -> None:
    message = await owe(nudged)
    other = nudged.env.create_guild("Another group")
    room = other.create_text_channel("general")
    boss = other.create_role("Boss", permissions=discord.Permissions(manage_guild=True))
    owner = other.add_member(nudged.ada.user, roles=[boss])

    assert "**0** waiting" in text(await owner.slash(room, LIST))
    assert await owner.autocomplete(room, "manage deliveries drop", "message", "") == []
    for verb in ("retry", "drop"):
        refused = await owner.slash(room, f"manage deliveries {verb}", message=f"#{message}")
        assert "I find no such message here" in text(refused)
    assert "**1** waiting" in await listed(nudged)


@pytest.mark.parametrize(
    ("command", "options"),
    [("list", {}), ("retry", {"message": "#1"}), ("drop", {"message": "#1"})],
)
async def test_only_organisers_may(nudged: World, command: str, options: dict[str, str]) -> None:
    message = await owe(nudged)
    command_id = nudged.app.client.command_ids["manage"]
    nudged.guild.set_command_permissions(command_id, {nudged.ben: True})

    refused = await nudged.ben.slash(nudged.channel, f"manage deliveries {command}", **options)

    assert "Only an organiser can do this" in text(refused)
    assert await nudged.ben.autocomplete(nudged.channel, "manage deliveries drop", "message", "") == []
    assert f"#{message}" in await listed(nudged)


async def test_an_organisers_buttons_refuse_everybody_else(nudged: World) -> None:
    await owe(nudged)
    shown = await nudged.ada.slash(nudged.channel, LIST)
    for label in ("Drop", "Late 0"):
        forged = find_button(shown, label=label).custom_id.replace(str(nudged.ada.id), str(nudged.ben.id))
        public = await nudged.post_raw(forged)

        refused = await nudged.ben.click(public, custom_id=forged)

        assert "Only an organiser can do this" in text(refused)
    assert "**1** waiting" in await listed(nudged)


async def test_the_bell_forgets_what_nobody_looks_at_any_more_and_tells_the_figures(
    nudged: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    for day in (5, 6, 7):
        await nudged.travel_to(f"2026-01-{day:02d} 09:01")
    await nudged.ben.slash(nudged.channel, "nudges off")
    await nudged.travel_to("2026-03-05 09:00")
    jobs = nudged.app.bell._jobs

    for name in (PRUNE, FIGURES):
        await jobs[name].call()

    async with nudged.store() as tx:
        assert (await tx.exec_driver_sql("SELECT count(*) FROM delivery")).scalar_one() == 1
    assert "'deliveries_sent': 3" in caplog.text
    assert "'queue_length': 0" in caplog.text


async def test_whoever_presses_is_known_to_the_sender_until_they_have_their_answer(nudged: World) -> None:
    people = nudged.app._dispatcher._people
    await nudged.ben.slash(nudged.channel, "today")
    assert len(people._owed) == 1
    await people.first()
    assert people._owed == []


async def test_buttons_outlive_a_restart(nudged: World) -> None:
    await owe(nudged)
    shown = await nudged.ada.slash(nudged.channel, LIST)
    drop = find_button(shown, label="Drop").custom_id
    await nudged.restart()

    await nudged.ada.click(await nudged.post_raw(drop), custom_id=drop)

    assert "**0** waiting" in await listed(nudged)
