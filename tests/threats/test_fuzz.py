"""Ten thousand forged interactions: each is answered once, nothing breaks, and nobody is touched."""

import logging
import os
import time
from typing import Any

import pytest
from discord.app_commands import AppCommandError
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord import MemberActor
from sqlalchemy import make_url

from bot.domain.errors import CohortError
from bot.ui.parts import ALL_PARTS
from tests.journeys.world import World
from tests.threats.feed import Feed, open_feed
from tests.threats.forging import Forger
from tests.threats.fuzz_house import House, canary, furnish, untouched
from tests.threats.fuzz_run import Attack

SEED = int(os.environ.get("COHORT_FUZZ_SEED", "20260105"))
TURNS = int(os.environ.get("COHORT_FUZZ", "5000"))
"""Of each of the two attackers."""


async def attack(house: House, feed: Feed, *, by_member: bool) -> Attack:
    """The turns of the member of the first server, or of the organiser of the second."""
    world = house.world
    people = [house.eve, house.zed, house.cleo, house.omar, world.ada, world.ben]
    forger = Forger(
        SEED + by_member,
        guilds=[*house.guilds(), house.guilds()[0]],
        users=[*(each.id for each in people), *[(house.eve if by_member else house.omar).id] * 4],
        seen=[],
        words=["Two Sum", "Week 1", "deep-dive-16w", "coding", "array", "goals", "system_design"],
    )
    who, where = (house.eve, world.channel) if by_member else (house.omar, house.other_channel)
    turn = Attack(feed, forger, who, where)
    await turn.run(TURNS)
    return turn


def leaks(turn: Attack, feed: Feed, others: list[MemberActor]) -> list[str]:
    """What this person was shown of other people's words: in an answer, in a channel or by direct message."""
    words = [canary(each) for each in others]
    texts = feed.answers.texts
    answered = [(what, text) for identifier, what in turn.sent.items() for text in texts[identifier]]
    theirs = {f"POST /channels/{each.user.dm_channel.id}/messages" for each in others}
    sent = [(where, body) for where, body in turn.elsewhere if where not in theirs]
    return [
        f"{what} was answered by {text[:300]}"
        for what, text in [*answered, *sent]
        if any(word in text for word in words)
    ]


@pytest.mark.timeout(300)
async def test_forged_interactions_are_answered_once_and_touch_nobody(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.expected = (CohortError, AppCommandError)
    house = await furnish(world)
    first, second = house.guilds()
    database = make_url(world.settings.store_url).database or ""
    feed = await open_feed(world)
    before = untouched(database, first, {house.eve.id}), untouched(database, second)
    began = time.perf_counter()
    with caplog.at_level(logging.ERROR), feed.capturing() as answers:
        by_eve = await attack(house, feed, by_member=True)
        assert (untouched(database, first, {house.eve.id}), untouched(database, second)) == before
        await by_eve.deliver()
        mine = untouched(database, first)
        by_omar = await attack(house, feed, by_member=False)
        assert untouched(database, first) == mine
        await by_omar.deliver()
    print(f"{2 * TURNS} in {time.perf_counter() - began:.1f} s")  # noqa: T201
    sent = by_eve.sent | by_omar.sent
    unlike_one = [
        f"{len(answers.first[each])} answers: {what}"
        for each, what in sent.items()
        if len(answers.first[each]) != 1
    ]
    assert unlike_one[:5] == []
    assert [str(record.msg) for record in caplog.records][:3] == []
    assert [(sent[each], problems) for each, problems in answers.refused][:5] == []
    others = [world.ada, world.ben, house.twin, house.cleo]
    assert leaks(by_eve, feed, [*others, house.omar])[:3] == []
    assert leaks(by_omar, feed, [*others, house.eve])[:3] == []
    assert by_eve.elsewhere
    assert len(sent) == 2 * TURNS


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(ALL_PARTS).flatmap(
        lambda part: st.tuples(
            st.just(part), st.from_regex(part.__discord_ui_compiled_template__, fullmatch=True)
        )
    )
)
def test_whatever_fits_a_template_is_rebuilt_or_told_to_be_stale(case: tuple[Any, str]) -> None:
    part, identity = case
    match = part.__discord_ui_compiled_template__.fullmatch(identity)
    try:
        rebuilt = part.rebuild(match)
    except (ValueError, LookupError, ArithmeticError, CohortError):
        return  # these are told as "no longer available"
    assert isinstance(rebuilt, part)
    assert str(rebuilt.guild_id) in str(int(match["guild"]))
