"""Feedback as people live it: written in two forms, private until both have sent theirs."""

from collections.abc import AsyncGenerator

import pytest

from bot.domain.delivery import DeliveryState
from bot.domain.mock_sessions import Session
from tests.journeys.mock_life import GOOD, both_come, in_thread, to_start, wait, write_both
from tests.journeys.mocks import agreed, matched, said
from tests.journeys.world import World
from tests.simtools import buttons, fields, find_button, press, submit, text


@pytest.fixture
async def pair(world: World) -> Session:
    """Ada and Ben have agreed on Tuesday 19:00 in Berlin, Ada asks first; it is that time."""
    session = await agreed(world, await matched(world))
    await to_start(world, session)
    return session


@pytest.fixture(autouse=True)
async def nothing_half_sent(world: World) -> AsyncGenerator[None]:
    """No message may be left on its way."""
    yield
    async with world.store() as tx:
        rows = await tx.exec_driver_sql("SELECT state FROM delivery WHERE kind = 'reminder'")
        assert DeliveryState.SENDING.value not in [row.state for row in rows]


async def test_who_has_not_written_is_asked_once_more_in_private(world: World, pair: Session) -> None:
    await both_come(world, pair)
    await wait(world, 60)
    await write_both(world, pair, world.ada, "A clear plan")
    before = len(said(world, pair))

    await wait(world, 24 * 60)

    assert "is still open" in world.inbox(world.ben)[-1]
    assert not [each for each in world.inbox(world.ada) if "is still open" in each]
    assert len(said(world, pair)) == before
    asked = world.ben.user.dm_channel.last_message
    assert asked is not None
    wanted = find_button(asked, label="Feedback")
    opened = await world.ben.user.click(asked, custom_id=wanted.custom_id)
    assert "Your candidate" in text(opened)


async def test_after_a_week_feedback_is_no_longer_taken_and_what_was_sent_stays_private(
    world: World, pair: Session
) -> None:
    await both_come(world, pair)
    await wait(world, 60)
    await write_both(world, pair, world.ada, "A clear plan")
    open_panel = await in_thread(world, pair, world.ben, "feedback")
    await wait(world, 7 * 24 * 60 + 1)

    refused = await press(world.ben, open_panel, label="Your candidate")
    panel = await in_thread(world, pair, world.ben, "feedback")

    assert "was taken until" in text(refused)
    assert "stays private" in text(panel)
    assert "A clear plan" not in text(panel)
    assert buttons(panel) == []


async def test_what_was_sent_can_be_changed_until_both_have_sent(world: World, pair: Session) -> None:
    await both_come(world, pair)
    await wait(world, 60)
    panel = await write_both(world, pair, world.ada, "A clear plan")

    form = await press(world.ada, panel, label="Change: Your candidate")
    assert "A clear plan" in str(form.modal)
    panel = await submit(world.ada, form, [*GOOD, "An even clearer plan"])
    done = await write_both(world, pair, world.ben, "Calm")

    assert "An even clearer plan" in text(done)
    stale = await press(world.ada, panel, label="Change: Your candidate")
    assert "so it stays as it is" in text(stale)


async def test_a_refused_form_gives_the_words_back(world: World, pair: Session) -> None:
    await both_come(world, pair)
    await wait(world, 60)
    panel = await in_thread(world, pair, world.ben, "feedback")
    form = await press(world.ben, panel, label="Your candidate")
    await wait(world, 8 * 24 * 60)
    words = "Ask about the data first, then draw the whole system before any detail. " * 2

    refused = await submit(world.ben, form, [*GOOD, words])

    assert "was taken until" in text(refused) or "open for too long" in text(refused)
    assert "draw the whole system" in text(refused)
    assert len(fields(form)) == 5


async def test_hostile_words_do_nothing(world: World, pair: Session) -> None:
    hostile = "@everyone <@&1> [free](https://evil.example) ```` \u202eback **"
    await both_come(world, pair)
    await wait(world, 60)
    await write_both(world, pair, world.ada, hostile)

    done = await write_both(world, pair, world.ben, "Calm")

    assert "@everyone" not in text(done)
    assert "[free](" not in text(done)
