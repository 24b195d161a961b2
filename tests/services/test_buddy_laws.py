"""What holds through any story: one buddy at most, no word after a block, and nobody learns of one."""

import asyncio
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain import buddy_errors as e
from bot.domain.buddies import (
    ASK_LIFE,
    ASK_PAUSE,
    News,
)
from bot.domain.errors import CohortError
from bot.domain.nudges import Quiet
from bot.store.engine import open_store
from tests.delivery.world import ADA, GUILD, HandClock
from tests.keys import VAULT
from tests.services.buddy_house import BEN, CYD, DAN, NOON, PEOPLE, House


async def seen_by_ada(house: House) -> list[Any]:
    """All that Ada could learn in a month: what she is shown, and what her tries come to."""
    seen: list[Any] = []
    for _ in range(23):
        seen.append(await house.buddies.show(GUILD, ADA))
        for who in (BEN, CYD):
            try:
                asked = await house.buddies.ask(GUILD, ADA, who)
                seen.append(("asked", asked.user_id, asked.until))
            except CohortError as refusal:
                seen.append((type(refusal), vars(refusal)))
        house.clock.pass_time(timedelta(days=1))
        await house.buddies.prune()
    return seen


@pytest.mark.parametrize("withdraw", [False, True])
async def test_nobody_learns_whether_they_were_declined_blocked_or_overlooked(
    migrated_sqlite: Path, tmp_path: Path, withdraw: bool
) -> None:
    async def overlook(house: House) -> None:
        await house.post()

    async def decline(house: House) -> None:
        await house.buddies.decline(GUILD, BEN, ADA)

    async def block_for_a_while(house: House) -> None:
        await house.blocks.block(GUILD, BEN, ADA)

    views: list[list[Any]] = []
    for number, answer in enumerate((overlook, decline, block_for_a_while)):
        url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / f'{number}.db')}"
        opened = await open_store(url, vault=VAULT)
        house = await House(opened, HandClock(NOON)).settle_in(*PEOPLE)
        await house.buddies.ask(GUILD, ADA, BEN)
        await answer(house)
        if withdraw:
            await house.buddies.end(GUILD, ADA)
        # Until Ben can be asked again; then being blocked is like being busy, which the next test compares.
        house_view = await seen_by_ada(house)
        again = NOON + ASK_LIFE + ASK_PAUSE
        views.append(house_view[: 3 * (again - NOON).days])
        await opened.close()

    assert views[0] == views[1] == views[2]


async def test_being_blocked_reads_like_asking_somebody_who_is_busy(small: House) -> None:
    await small.befriend(CYD, DAN)
    await small.blocks.block(GUILD, BEN, ADA)

    refusals: list[CohortError] = []
    for who in (BEN, CYD):
        with pytest.raises(CohortError) as caught:
            await small.buddies.ask(GUILD, ADA, who)
        refusals.append(caught.value)

    assert {type(refusal) for refusal in refusals} == {e.TakesNoRequests}
    assert (await small.buddies.show(GUILD, ADA)).asked is None


FEW = PEOPLE[:3]
"""Enough for jealousy, and few enough to meet often."""

DEEDS = (
    *("ask", "ask", "ask", "accept", "accept", "decline", "end"),
    *("nudge", "block", "unblock", "gone", "check in"),
)
person = st.sampled_from(FEW)
steps = st.lists(
    st.tuples(st.sampled_from(DEEDS), person, person, st.sampled_from((0, 0, 0, 1, 20, 24 * 8))),
    min_size=6,
    max_size=16,
)


async def do(house: House, deed: str, one: int, other: int) -> None:
    """One thing that somebody may try; refusals are part of life."""
    doing = house.buddies
    try:
        match deed:
            case "ask":
                await doing.ask(GUILD, one, other)
            case "accept":
                await doing.accept(GUILD, one, other)
            case "decline":
                await doing.decline(GUILD, one, other)
            case "end":
                await doing.end(GUILD, one)
            case "nudge":
                await doing.nudge(GUILD, one, "Hi")
            case "block":
                await house.blocks.block(GUILD, one, other)
            case "unblock":
                await house.blocks.unblock(GUILD, one, other)
            case "gone":
                await doing.gone(GUILD, one)
            case _:
                await house.check_in(one, house.clock.now().date())
    except CohortError:
        return


async def check(house: House, nudges: set[tuple[int, date]]) -> None:
    """The laws: one buddy each, seen alike; nobody hears from whom they blocked; one nudge a day."""
    shown = {who: await house.buddies.show(GUILD, who) for who in PEOPLE}
    buddy_of = {who: each.partner.user_id for who, each in shown.items() if each.partner}
    assert all(buddy_of[other] == who for who, other in buddy_of.items())
    apart = {(who, other) for who, each in shown.items() for other in each.blocked}
    assert not apart & (set(buddy_of.items()) | {(b, a) for a, b in buddy_of.items()})
    assert not any((who, each.user_id) in apart for who, view in shown.items() for each in view.waiting)
    async with house.store.read() as tx:
        rows = await tx.exec_driver_sql(
            "SELECT asker_key AS a, asked_key AS b FROM buddy WHERE state = 'active'"
        )
        active = [key for row in rows for key in (row.a, row.b)]
    assert len(active) == len(set(active)) == len(buddy_of)
    for brief in await house.post():
        if isinstance(brief, Quiet):
            continue
        assert not {(brief.user_id, brief.sender_id), (brief.sender_id, brief.user_id)} & apart
        if brief.news is News.WORDS:
            assert brief.sender_id is not None
            day = (brief.sender_id, (brief.at - timedelta(hours=1)).date())
            assert day not in nudges
            nudges.add(day)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(story=steps, lazy=st.booleans())
@example(
    story=[("ask", ADA, CYD, 0), ("ask", BEN, ADA, 0), ("accept", ADA, BEN, 0), ("accept", CYD, ADA, 0)],
    lazy=False,
)
def test_through_any_story_there_is_one_buddy_at_most_and_no_word_after_a_block(
    migrated_sqlite: Path, story: list[tuple[str, int, int, int]], lazy: bool
) -> None:
    async def live(url: str) -> None:
        opened = await open_store(url, vault=VAULT)
        house = await House(opened, HandClock(NOON)).settle_in(*PEOPLE)
        nudges: set[tuple[int, date]] = set()
        for number, (deed, one, other, hours) in enumerate(story):
            await do(house, deed, one, other)
            if not lazy or number % 4 == 3:
                await check(house, nudges)
            house.clock.pass_time(timedelta(hours=hours))
        await check(house, nudges)
        await opened.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(f"sqlite:///{shutil.copy(migrated_sqlite, folder)}"))
