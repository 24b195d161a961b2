"""Who says what: one speaker a kind, pictures with a message, and threads below it."""

from dataclasses import replace
from datetime import timedelta

from bot.delivery.speakers import Speakers
from bot.domain.delivery import Claim, DeliveryKind, DeliveryState, Reason
from bot.domain.nudges import Brief, Quiet
from bot.domain.outcomes import Failure
from bot.store.transaction import Store
from bot.ui.message import Message
from tests.delivery.house import DUE, House
from tests.delivery.world import HandClock, plain


def in_a_thread(brief: Brief) -> Message:
    """A message that wants a thread below it."""
    return replace(plain(brief), thread="Wins of week 3")


async def test_a_kind_that_nobody_speaks_for_is_off(store: Store) -> None:
    house = House(store, HandClock(DUE))
    held: list[Claim] = []

    class Listening:
        async def say(self, claim: Claim, now: object) -> Message | Quiet:
            held.append(claim)
            return Quiet(Reason.PAUSED)

    await house.nudge()
    await house.outbox.tick(DUE + timedelta(days=1))
    (claim,) = await house.outbox.next_batch(DUE + timedelta(days=1))
    speakers = Speakers({DeliveryKind.NUDGE: Listening()})
    assert await speakers.say(claim, DUE) == Quiet(Reason.PAUSED)
    assert await speakers.say(replace(claim, kind=DeliveryKind.ROUND), DUE) == Quiet(Reason.OFF)
    assert held == [claim]


async def test_a_thread_is_opened_below_the_message_that_wants_one(store: Store) -> None:
    house = House(store, HandClock(DUE - timedelta(hours=1)))
    house.dispatcher = house.dispatch(render=in_a_thread)
    await house.nudge()
    await house.day()
    (post,) = house.discord.posts
    assert house.discord.requests == ["send", f"thread Wins of week 3 in {post.channel_id} below {post.id}"]
    assert await house.last() == (DeliveryState.SENT, None)


async def test_a_message_stands_where_no_thread_may_be_opened(store: Store) -> None:
    house = House(store, HandClock(DUE - timedelta(hours=1)))
    house.dispatcher = house.dispatch(render=in_a_thread)
    house.discord.threads = [Failure(403, 50013)]
    await house.nudge()
    await house.day()
    assert len(house.discord.posts) == 1
    assert await house.last() == (DeliveryState.SENT, None)
