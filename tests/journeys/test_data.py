"""/data and /privacy as a member uses them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from simcord import InteractionResult

from bot.services.rates import Rates
from bot.store import blocks
from bot.store.blocks import Blocked
from bot.ui.personal_data_files import DOCUMENT, parcel
from tests.journeys.own_roadmap import files
from tests.journeys.world import World, open_world
from tests.simtools import buttons, find_button, message_of, press, submit, text

NOTHING = "Nothing is stored about you"


@pytest.fixture
async def joined(world: World) -> World:
    """Ben is on a roadmap since Monday 5 January 2026."""
    await world.travel_to("2026-01-05 09:00")
    await world.join(world.ben)
    return world


async def ask(world: World) -> InteractionResult:
    """Ben asks to be erased."""
    return await world.ben.slash(world.channel, "data delete")


async def write(world: World, question: InteractionResult, word: str) -> InteractionResult:
    """Ben presses Erase and writes this."""
    form = await press(world.ben, question, label="Erase…")
    return await submit(world.ben, form, [word])


async def is_stored(world: World) -> bool:
    async with world.store() as tx:
        return (await tx.exec_driver_sql("SELECT count(*) FROM member")).scalar_one() > 0


def document(seen: InteractionResult, world: World) -> dict[str, Any]:
    return json.loads(files(seen, world)[DOCUMENT])


async def test_the_files_hold_what_was_done(joined: World) -> None:
    first = (await joined.today(joined.ben)).open_tasks[0]
    await joined.ben.slash(joined.channel, "task done", task=f"#{first.id}")
    await joined.ben.slash(joined.channel, "task add", title="=SUM(A1) Über", minutes="40")
    await joined.ben.slash(joined.channel, "log", minutes="50")

    answer = await joined.ben.slash(joined.channel, "data export")

    assert answer.ephemeral
    assert "Only you see this" in text(answer)
    read = document(answer, joined)
    assert read["about"]["time_zone"] == "Europe/Berlin"
    assert read["about"]["made_at"] == "2026-01-05T08:00:00+00:00"
    assert [entry["minutes"] for entry in read["time_log"]] == [50]
    (done,) = [task for task in read["tasks"] if task["state"] == "done"]
    assert (done["id"], done["settled_day"]) == (first.id, "2026-01-05")
    assert read["check_ins"][0]["day"] == "2026-01-05"
    assert "=SUM(A1) Über" in {task["title"] for task in read["tasks"]}
    sheet = files(answer, joined)["tasks.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet, newline="")))
    titles = {row["title"] for row in rows}
    assert {"'=SUM(A1) Über", first.title} <= titles
    assert len(rows) == len(read["tasks"])


async def test_the_files_are_the_same_on_postgresql(postgres_url: str, data_dir: Path) -> None:
    async with open_world(postgres_url, data_dir) as world:
        await world.travel_to("2026-01-05 09:00")
        await world.join(world.ben)
        await world.ben.slash(world.channel, "log", minutes="50")

        read = document(await world.ben.slash(world.channel, "data export"), world)
        assert [entry["minutes"] for entry in read["time_log"]] == [50]
        await write(world, await ask(world), "DELETE")
        assert not await is_stored(world)


async def test_there_is_one_export_an_hour_for_each(joined: World) -> None:
    joined.app.client.rates = Rates()
    await joined.join(joined.ada)
    question = await ask(joined)
    given = await press(joined.ben, question, label="Download my data")
    assert document(given, joined)["tasks"]
    assert "Erase your data?" in text(question)

    again = await joined.ben.slash(joined.channel, "data export")
    assert "I make the next one <t:" in text(again)
    theirs = await joined.ada.slash(joined.channel, "data export")
    assert document(theirs, joined)["tasks"]

    await joined.env.advance_time(3601)
    assert document(await joined.ben.slash(joined.channel, "data export"), joined)["tasks"]


async def test_a_wrong_word_changes_nothing_and_says_so(joined: World) -> None:
    question = await ask(joined)
    assert question.ephemeral
    for word in ("", "erase", "DELETE!"):
        answered = await write(joined, question, word)
        assert message_of(answered).id == message_of(question).id
        assert "Nothing was erased" in text(answered)
        assert "write **DELETE**" in text(answered)
        assert "Erase your data?" in text(question)

    answered = await joined.ben.slash(joined.channel, "data delete", confirm="please")
    assert "Nothing was erased: you wrote **please**" in text(answered)
    assert (await joined.today(joined.ben)).tasks


async def test_a_buddy_is_told_that_somebody_left_if_their_nudges_are_on(joined: World) -> None:
    cyd = joined.guild.add_member(joined.env.create_user("cyd"))
    for buddy, told in ((joined.ada, True), (cyd, False)):
        await joined.join(buddy)
        if told:
            await buddy.slash(joined.channel, "nudges set", time="20:00")
        await buddy.slash(joined.channel, "buddy ask", member=joined.ben)
        await joined.ben.slash(joined.channel, "buddy ask", member=buddy)
        assert "no buddy" not in text(await buddy.slash(joined.channel, "buddy show")).lower()

        await joined.ben.slash(joined.channel, "data delete", confirm="DELETE")
        await joined.tick()

        assert any("Your buddy has left Cohort here" in note for note in joined.inbox(buddy)) is told
        assert "no buddy" in text(await buddy.slash(joined.channel, "buddy show")).lower()
        await joined.join(joined.ben)


async def test_a_refusal_does_not_stand_below_what_was_erased_after_it(joined: World) -> None:
    question = await ask(joined)

    refused = await write(joined, question, "erase")

    assert "Nothing was erased: you wrote **erase**" in text(question)
    assert message_of(refused).id == message_of(question).id
    assert find_button(question, label="Erase…")
    await write(joined, question, "DELETE")
    assert "is gone" in text(question)
    assert "Nothing was erased" not in text(question)


async def test_the_question_outlives_a_restart_and_the_word_erases(joined: World) -> None:
    await joined.ben.slash(joined.channel, "nudges set", time="10:00")
    question = await ask(joined)
    assert question.ephemeral
    assert "182 tasks" in text(question)
    await joined.restart()

    await write(joined, question, "delete")

    assert "Everything stored about you in this server is gone: 182 tasks" in text(question)
    assert buttons(question) == []
    assert not await is_stored(joined)
    await joined.travel_to("2026-01-05 12:00")
    assert joined.inbox(joined.ben) == []
    assert NOTHING in text(await ask(joined))
    assert NOTHING in text(await joined.ben.slash(joined.channel, "data export"))
    assert "You are in" in text(await joined.join(joined.ben))


async def test_the_command_with_the_word_erases_at_once(joined: World) -> None:
    answered = await joined.ben.slash(joined.channel, "data delete", confirm="DELETE")

    assert answered.ephemeral
    assert "is gone" in text(answered)
    assert not await is_stored(joined)


async def test_whoever_left_the_roadmap_can_take_everything_along_and_be_erased(joined: World) -> None:
    await joined.ben.slash(joined.channel, "leave", confirm=True)

    read = document(await joined.ben.slash(joined.channel, "data export"), joined)
    assert read["enrolments"][0]["state"] == "left"
    await write(joined, await ask(joined), "DELETE")
    assert not await is_stored(joined)


async def test_whoever_only_blocked_somebody_can_be_erased(world: World) -> None:
    await world.ben.slash(world.channel, "mock block", member=world.ada)

    read = document(await world.ben.slash(world.channel, "data export"), world)
    assert [row["other_person"] for row in read["blocks"]] == ["somebody you blocked"]
    assert read["blocks"][0]["person_id"] == str(world.ada.id)
    question = await ask(world)
    assert "1 person you blocked" in text(question)
    await write(world, question, "DELETE")
    async with world.store() as tx:
        assert await blocks.of(tx, world.guild.id, world.ben.id) == Blocked()


async def test_whoever_was_blocked_learns_nothing_of_it(world: World) -> None:
    await world.ada.slash(world.channel, "mock block", member=world.ben)

    for command, options in (
        ("data export", {}),
        ("data delete", {}),
        ("data delete", {"confirm": "DELETE"}),
    ):
        answered = await world.ben.slash(world.channel, command, **options)
        assert NOTHING in text(answered)


async def test_a_block_outlives_the_erasure_of_who_was_blocked_until_it_is_taken_back(world: World) -> None:
    ada, ben, room = world.ada, world.ben, world.channel
    await world.join(ada)
    await world.join(ben)
    await ada.slash(room, "mock block", member=ben)
    assert "their block stays" in text(await ask(world))
    await ben.slash(room, "data delete", confirm="DELETE")
    for command in ("buddy show", "mock status"):
        assert "not told: somebody who left" in text(await ada.slash(room, command))
    await world.join(ben)
    assert "takes no requests" in text(await ben.slash(room, "buddy ask", member=ada))
    assert f"not told: <@{ben.id}>" in text(await ada.slash(room, "buddy show"))
    for options in ({}, {"left": True}):
        assert "Nothing was taken back" in text(await ada.slash(room, "buddy unblock", **options))

    await ben.slash(room, "data delete", confirm="DELETE")
    unblocked = await ada.slash(room, "buddy unblock", left=True)

    assert "Blocked by you" not in text(unblocked)
    await world.join(ben)
    assert "You asked" in text(await ben.slash(room, "buddy ask", member=ada))


async def test_an_export_that_fails_costs_no_turn_and_erasing_over_and_over_is_slowed_down(
    joined: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined.app.client.rates = Rates()
    with monkeypatch.context() as small:
        small.setattr(parcel, "__defaults__", (10, 10))
        refused = await joined.ben.slash(joined.channel, "data export")
        assert "larger than what Discord lets me send" in text(refused)
    assert document(await joined.ben.slash(joined.channel, "data export"), joined)["tasks"]

    answers = [await joined.ben.slash(joined.channel, "data delete", confirm="DELETE") for _ in range(3)]
    told = ("is gone", NOTHING, "You can ask again <t:")
    assert [words in text(answer) for words, answer in zip(told, answers, strict=True)] == [True] * 3


async def test_what_cannot_be_read_is_said_and_the_rest_is_given(joined: World) -> None:
    await joined.ben.slash(joined.channel, "task add", title="Read", minutes="40")
    async with joined.app.store.write() as tx:
        await tx.exec_driver_sql("UPDATE task SET title = 'damaged' WHERE title IS NOT NULL")

    given = await joined.ben.slash(joined.channel, "data export")

    assert "I could not read 1 text of yours" in text(given)
    read = document(given, joined)
    _, place = read["about"]["unreadable"]
    assert read[place["section"]][place["row"]][place["name"]] is None
    assert place["name"] == "title"
    await joined.ben.slash(joined.channel, "data delete", confirm="DELETE")
    assert not await is_stored(joined)


async def test_nobody_presses_for_somebody_else(joined: World) -> None:
    await joined.join(joined.ada)
    question = await ask(joined)
    for label in ("Download my data", "Erase…"):
        button = find_button(question, label=label).custom_id
        public = await joined.post_raw(button)

        refused = await joined.ada.click(public, custom_id=button)

        assert refused.ephemeral
        assert refused.modal is None
        assert files(refused, joined) == {}
        assert f"<@{joined.ben.id}>" in text(refused)
    assert (await joined.today(joined.ben)).tasks


async def test_privacy_leads_to_both(joined: World) -> None:
    page = await joined.ben.slash(joined.channel, "privacy")

    assert page.ephemeral
    assert "Manage Threads" in text(page)
    assert document(await press(joined.ben, page, label="Download my data"), joined)["tasks"]
    asked = await press(joined.ben, page, label="Erase my data…")
    assert "Erase your data?" in text(asked)
    assert "Your data in Cohort" in text(page)


async def test_the_hoster_is_named_where_they_wish(
    sqlite_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COHORT_PRIVACY_URL", "https://example.org/privacy")
    monkeypatch.setenv("COHORT_SUPPORT_URL", "https://example.org/contact")
    async with open_world(sqlite_url, data_dir) as world:
        for command in ("privacy", "about"):
            shown = await world.ben.slash(world.channel, command)
            assert find_button(shown, label="Privacy policy").url == "https://example.org/privacy"
            assert find_button(shown, label="Contact the host").url == "https://example.org/contact"
