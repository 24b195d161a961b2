"""How members answered, on both databases: counted from the newest message back."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.delivery import DeliveryKind, Destination, Reason
from bot.domain.nudges import Answers
from bot.domain.outcomes import Dropped, Outcome, Sent, settlement
from bot.domain.schedules import Rhythm
from bot.store import answers, checkins, deliveries, enrolments, members, schedules
from bot.store.transaction import Store
from tests.delivery.world import ADA, BERLIN, EVERY_DAY, GUILD, HandClock, enrol, utc

NUDGE = DeliveryKind.NUDGE
NOON = utc("2026-06-01 10:00")
SENT = Sent(101, 1)


@pytest.fixture
async def ada(store: Store) -> int:
    """Her member key; her plan began in January, her nudge was set on 1 June."""
    member = await enrol(store, HandClock(NOON))
    async with store.write() as tx:
        rhythm = Rhythm(9 * 60, EVERY_DAY, BERLIN, 180)
        await schedules.put(tx, GUILD, member.key, NUDGE, rhythm, Destination.DM, NOON)
    return member.key


async def write(store: Store, day: int, outcome: Outcome = SENT) -> None:
    """The nudge of a day in June, and what became of it."""
    at = utc(f"2026-06-{day:02} 07:00")
    async with store.write() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        schedule = await schedules.find_to_change(tx, member.key, NUDGE)
        assert schedule is not None
        await schedules.set_next(tx, schedule.id, at)
        await schedules.claim_due(tx, at, 1, timedelta(0))
        (claim,) = await deliveries.take(tx, "one", at, timedelta(minutes=1), 1)
        await deliveries.settle(tx, claim, settlement(claim, outcome, at), at)


async def tick_off(store: Store, member_key: int, day: int, *, taken_back: bool = False) -> None:
    async with store.write() as tx:
        await checkins.add(tx, member_key, june(day), "task", str(day), NOON)
        if taken_back:
            await checkins.revoke(tx, member_key, "task", str(day), NOON)


async def found(store: Store, member_key: int, kind: DeliveryKind = NUDGE) -> Answers | None:
    async with store.read() as tx:
        return await answers.find(tx, member_key, kind)


def june(day: int) -> date:
    return date(2026, 6, day)


async def test_before_the_first_message_nothing_is_known(store: Store, ada: int) -> None:
    assert await found(store, ada) is None


async def test_messages_without_a_check_in_on_their_day_are_ignored_ones(store: Store, ada: int) -> None:
    for day in (2, 3):
        await write(store, day)
    assert await found(store, ada) == Answers(2, june(1))
    assert await found(store, ada, DeliveryKind.WARNING) is None
    for day in (4, 5):
        await write(store, day)
    assert await found(store, ada) == Answers(3, june(1))


async def test_only_a_check_in_on_its_day_answers_a_message(store: Store, ada: int) -> None:
    for day in (2, 3, 4):
        await write(store, day)
    await tick_off(store, ada, 3)
    assert await found(store, ada) == Answers(1, june(3))
    await tick_off(store, ada, 4, taken_back=True)
    assert await found(store, ada) == Answers(1, june(3))


async def test_what_was_left_out_for_other_reasons_does_not_count(store: Store, ada: int) -> None:
    await write(store, 2)
    await write(store, 3, Dropped(Reason.REST_DAY))
    assert await found(store, ada) == Answers(1, june(1))
    await write(store, 4, Dropped(Reason.AWAY))
    assert await found(store, ada) == Answers(2, june(1))


async def test_a_pause_that_is_over_and_asking_again_begin_anew(store: Store, ada: int) -> None:
    for day in (2, 3, 4):
        await write(store, day)
    async with store.write() as tx:
        enrolment = (await members.enrolled(tx, GUILD, ADA)).enrolment.id
        await enrolments.open_pause(tx, enrolment, june(4), june(8))
    assert await found(store, ada) == Answers(0, june(8))
    await write(store, 9)
    assert await found(store, ada) == Answers(1, june(8))
    async with store.write() as tx:
        await answers.ask_again(tx, ada, datetime(2026, 6, 10, tzinfo=NOON.tzinfo))
    assert await found(store, ada) == Answers(0, june(10))
