"""People who wait for an answer go before deliveries, but cannot stop them."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import discord

from bot.delivery.people import ANSWER_TIME, LONGEST_WAIT, People
from tests.delivery.house import DUE, House
from tests.delivery.world import HandClock


class Press:
    """An interaction, as far as it matters here."""

    def __init__(self) -> None:
        self.answered = False

    @property
    def interaction(self) -> discord.Interaction[Any]:
        response = SimpleNamespace(is_done=lambda: self.answered)
        return cast("discord.Interaction[Any]", SimpleNamespace(response=response))


async def test_a_message_makes_way_until_the_answer_is_given(house: House) -> None:
    press, seen = Press(), list[int]()

    async def pause(seconds: float) -> None:
        seen.append(len(house.discord.posts))
        house.clock.pass_time(timedelta(seconds=seconds))
        press.answered = len(seen) == 3

    house.people = People(house.clock.monotonic, pause)
    house.dispatcher = house.dispatch()
    await house.nudge()
    house.clock.moment = DUE
    await house.people.arrived(press.interaction)
    await house.tick()
    assert seen == [0, 0, 0]
    assert len(house.discord.posts) == 1


async def test_people_who_press_all_the_time_hold_a_message_up_for_a_moment_at_most(house: House) -> None:
    await house.nudge()
    house.clock.moment = DUE
    for _ in range(50):
        await house.people.arrived(Press().interaction)
    await house.tick()
    (post,) = house.discord.posts
    assert timedelta(0) < post.at - DUE <= timedelta(seconds=2 * LONGEST_WAIT)


async def test_an_interaction_that_nobody_ever_answered_is_forgotten() -> None:
    clock = HandClock(DUE)
    people = People(clock.monotonic, clock.sleep)
    await people.arrived(Press().interaction)
    clock.pass_time(timedelta(seconds=ANSWER_TIME))
    await people.first()
    assert clock.now() == DUE + timedelta(seconds=ANSWER_TIME)


async def test_with_nobody_waiting_nothing_is_held_up() -> None:
    clock = HandClock(DUE)
    people = People(clock.monotonic, clock.sleep)
    answered = Press()
    answered.answered = True
    await asyncio.gather(people.arrived(answered.interaction), people.first())
    await people.first()
    assert clock.now() == DUE
