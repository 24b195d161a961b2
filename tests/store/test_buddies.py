"""Ties as the database keeps them, seen from either side, on both kinds of database."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.buddies import ASK_LIFE, WORDS_LIFE, News, Share, Words
from bot.domain.buddy_ties import Tie, TieState
from bot.domain.delivery import DeliveryKind, Destination
from bot.domain.tasks import EnrolmentState
from bot.store import buddies, buddy_messages, checkins, deliveries, delivery_log, members, schedules
from bot.store.tables import BuddyRow
from bot.store.transaction import Store, Tx
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc

BEN = 2
NOW = utc("2026-06-01 06:00")
MONDAY = date(2026, 6, 1)


async def two(store: Store) -> tuple[int, int]:
    """The keys of Ada and Ben."""
    return tuple([(await enrol(store, HandClock(NOW), user_id=who)).key for who in (ADA, BEN)])  # pyright: ignore[reportReturnType]


async def asked(tx: Tx, ada: int, ben: int) -> Tie:
    """Ada's request, as Ben sees it."""
    await buddies.add(tx, GUILD, ada, ben, Share.STREAK, Share.CHECKIN, NOW)
    (tie,) = await buddies.ties(tx, ben, NOW)
    return tie


async def befriend(tx: Tx, ada: int, ben: int) -> tuple[Tie, Tie]:
    """The tie of two buddies, as Ada and as Ben see it."""
    await buddies.activate(tx, await asked(tx, ada, ben), Share.CHECKIN, NOW)
    (mine,), (theirs,) = await buddies.ties(tx, ada, NOW), await buddies.ties(tx, ben, NOW)
    return mine, theirs


async def kept_words(tx: Tx) -> list[tuple[Any, ...]]:
    """What every tie keeps: the asker's words, when, those of the one who was asked, when."""
    row = BuddyRow
    columns = select(row.asker_words, row.asker_words_at, row.asked_words, row.asked_words_at)
    return [tuple(found) for found in (await tx.execute(columns)).all()]


async def test_each_of_the_two_sees_the_tie_from_their_side(store: Store) -> None:
    ada, ben = await two(store)
    async with store.write() as tx:
        theirs = await asked(tx, ada, ben)
        (mine,) = await buddies.ties(tx, ada, NOW)
    assert (mine.id, mine.by_me, mine.other.user_id, mine.mine, mine.theirs) == (
        theirs.id,
        True,
        BEN,
        Share.STREAK,
        Share.CHECKIN,
    )
    assert (theirs.by_me, theirs.other.user_id, theirs.theirs) == (False, ADA, Share.STREAK)
    assert (mine.state, mine.state_of_other) == (TieState.ASKED, EnrolmentState.ACTIVE)
    assert theirs.waits(NOW)
    assert not mine.waits(NOW)


async def test_what_has_ended_is_gone_for_both(store: Store) -> None:
    ada, ben = await two(store)
    async with store.write() as tx:
        tie = await asked(tx, ada, ben)
        await buddies.activate(tx, tie, Share.NOTHING, NOW)
        (active,) = await buddies.ties(tx, ada, NOW)
        assert (active.state, active.theirs) == (TieState.ACTIVE, Share.NOTHING)
        await buddies.end(tx, active, NOW)
        assert await buddies.ties(tx, ada, NOW) == await buddies.ties(tx, ben, NOW) == ()
        assert await buddies.last_asked(tx, ada, ben) is None


@pytest.mark.parametrize("end", ["decline", "withdraw", "both", "wait"])
async def test_when_somebody_was_asked_in_vain_is_remembered_however_it_ended(store: Store, end: str) -> None:
    ada, ben = await two(store)
    async with store.write() as tx:
        tie = await asked(tx, ada, ben)
        if end in ("decline", "both"):
            await buddies.decline(tx, tie, NOW)
        if end in ("withdraw", "both"):
            await buddies.withdraw(tx, tie, NOW)
        assert await buddies.close_over(tx, NOW + ASK_LIFE) == (end in ("decline", "wait"))
        assert await buddies.last_asked(tx, ada, ben) == NOW
        assert await buddies.last_asked(tx, ben, ada) is None
        assert await buddies.ties(tx, ada, NOW) == ()


async def test_what_each_shares_and_when_each_nudged_is_kept_apart(store: Store) -> None:
    ada, ben = await two(store)
    async with store.write() as tx:
        tie = await asked(tx, ada, ben)
        await buddies.set_share(tx, tie, Share.NOTHING)
        await buddies.say(tx, tie, MONDAY, "Hello", NOW)
        (mine,) = await buddies.ties(tx, ada, NOW)
        assert (mine.mine, mine.theirs) == (Share.STREAK, Share.NOTHING)
        (theirs,) = await buddies.ties(tx, ben, NOW)
        assert (mine.my_nudge, theirs.my_nudge) == (None, MONDAY)
        assert (await buddies.last_nudged(tx, ben), await buddies.last_nudged(tx, ada)) == (MONDAY, None)


@pytest.mark.parametrize(("sayer", "hearer"), [(ADA, BEN), (BEN, ADA)], ids=["asker", "asked"])
async def test_words_are_there_until_a_check_in_answers_them(store: Store, sayer: int, hearer: int) -> None:
    keys: dict[int, int] = dict(zip((ADA, BEN), await two(store), strict=True))
    soon = NOW + timedelta(hours=1)
    async with store.write() as tx:
        await befriend(tx, keys[ADA], keys[BEN])
        await checkins.add(tx, keys[hearer], MONDAY, "task", "before", NOW - timedelta(hours=1))
        (mine,) = await buddies.ties(tx, keys[sayer], NOW)
        await buddies.say(tx, mine, MONDAY, "Earlier", NOW - timedelta(minutes=1))
        await buddies.say(tx, mine, MONDAY, 'With "quotes" and ünïcode', NOW)
        (heard,) = await buddies.ties(tx, keys[hearer], soon)
        assert heard.words == Words(sayer, 'With "quotes" and ünïcode', NOW)
        (own,) = await buddies.ties(tx, keys[sayer], soon)
        assert own.words is None
        (old,) = await buddies.ties(tx, keys[hearer], NOW + WORDS_LIFE)
        assert old.words is None
        await checkins.add(tx, keys[hearer], MONDAY, "task", "after", soon)
        (answered,) = await buddies.ties(tx, keys[hearer], soon)
        assert answered.words is None


async def test_only_old_words_are_forgotten(store: Store) -> None:
    ada, ben = await two(store)
    soon = NOW + timedelta(hours=1)
    async with store.write() as tx:
        mine, theirs = await befriend(tx, ada, ben)
        await buddies.say(tx, mine, MONDAY, "Hello", NOW)
        await buddies.say(tx, theirs, MONDAY, "Hello back", soon)
        await buddies.close_over(tx, NOW + WORDS_LIFE)
        assert await kept_words(tx) == [(None, None, "Hello back", soon)]
        await buddies.close_over(tx, soon + WORDS_LIFE)
        assert await kept_words(tx) == [(None, None, None, None)]


async def test_what_two_said_to_each_other_is_gone_when_they_part(store: Store) -> None:
    ada, ben = await two(store)
    async with store.write() as tx:
        mine, theirs = await befriend(tx, ada, ben)
        await buddies.say(tx, mine, MONDAY, "Hello", NOW)
        await buddies.say(tx, theirs, MONDAY, "Hello back", NOW)
        await buddies.end(tx, mine, NOW)
        assert await kept_words(tx) == [(None, None, None, None)]
        assert await buddies.last_nudged(tx, ada) == MONDAY


async def test_the_membership_tells_whether_anybody_is_there_to_ask_for(store: Store) -> None:
    ada, ben = await two(store)

    async def in_touch(tx: Tx) -> list[bool]:
        return [(await members.enrolled(tx, GUILD, who)).in_touch for who in (ADA, BEN)]

    async with store.write() as tx:
        assert await in_touch(tx) == [False, False]
        tie = await asked(tx, ada, ben)
        assert await in_touch(tx) == [True, True]
        await buddies.activate(tx, tie, Share.CHECKIN, NOW)
        assert await in_touch(tx) == [True, True]
        await buddies.end(tx, tie, NOW)
        assert await in_touch(tx) == [False, False]


async def test_only_what_waits_between_the_two_is_dropped(store: Store) -> None:
    ada, ben = await two(store)
    refs = [News.ASK.ref(1), News.YES.ref(1), News.WORDS.ref(1, MONDAY), News.ASK.ref(11)]
    async with store.write() as tx:
        for ref in refs:
            for at in (NOW, NOW + timedelta(hours=1)):
                await schedules.put_once(
                    tx,
                    GUILD,
                    ben,
                    DeliveryKind.BUDDY,
                    at,
                    NOW + timedelta(days=1),
                    Destination.DM,
                    NOW,
                    ref=ref if at == NOW else f"{ref}:later" if ref == refs[2] else ref,
                )
                if at == NOW:
                    await schedules.claim_due(tx, NOW, 10, timedelta(0))
        await buddy_messages.drop(tx, (ada, ben), [1], NOW)
        left = await deliveries.take(tx, "one", NOW, timedelta(minutes=1), 10)
        assert [claim.ref for claim in left] == [News.ASK.ref(11)]
        assert await schedules.next_due(tx, NOW) == NOW + timedelta(hours=1)
        assert await schedules.count_due(tx, NOW + timedelta(hours=2)) == 1
        states = [each.state.value for each in await delivery_log.of_guild(tx, GUILD, 10)]
        assert states == ["sending", "dropped", "dropped", "dropped"]
