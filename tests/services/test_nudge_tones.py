"""A nudge that nobody answers: lighter, then silent, announced, and back with the member."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.delivery import Destination, Reason
from bot.domain.nudges import Brief, Quiet
from bot.domain.outcomes import Dropped, Sent
from bot.services.deliveries import DeliveryService
from bot.services.delivery_review import DeliveryReview
from bot.services.nudges import NudgeService
from bot.store import checkins, enrolments, members
from bot.store.transaction import Store
from tests.delivery.world import ADA, EVERY_DAY, GUILD, HandClock, enrol, nudge_service, utc

NINE = 9 * 60
FIRST = utc("2026-06-01 07:00")
SUNDAY = date(2026, 5, 31)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-01 06:00"))


async def nudged(
    store: Store, clock: HandClock, study_days: frozenset[int] = EVERY_DAY
) -> tuple[NudgeService, DeliveryService]:
    await enrol(store, clock, study_days=study_days)
    service = nudge_service(store, clock)
    await service.set(GUILD, ADA, NINE, Destination.DM, 101)
    await tick_off(store, SUNDAY)
    return service, DeliveryService(store, "one")


async def tick_off(store: Store, day: date) -> None:
    async with store.write() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        await checkins.add(tx, member.key, day, "task", str(day), FIRST)


async def morning(
    service: NudgeService, outbox: DeliveryService, clock: HandClock, at: datetime
) -> Brief | Quiet | None:
    clock.moment = at
    await outbox.tick(at)
    said: Brief | Quiet | None = None
    for claim in await outbox.next_batch(at):
        said = await service.brief(claim, at)
        outcome = Dropped(said.reason) if isinstance(said, Quiet) else Sent(101, claim.id)
        await outbox.settle(claim, outcome, at)
    return said


async def spoken(
    service: NudgeService, outbox: DeliveryService, clock: HandClock, mornings: int, first: datetime = FIRST
) -> str:
    """How each morning's nudge speaks: Full, light, Last before silence, silent, or none."""
    shape = ""
    for day in range(mornings):
        said = await morning(service, outbox, clock, first + timedelta(days=day))
        if isinstance(said, Brief):
            shape += "L" if said.last else "l" if said.light else "F"
        else:
            shape += "." if said == Quiet(Reason.AWAY) else "-"
    return shape


async def test_it_gets_lighter_announces_its_silence_and_keeps_it(store: Store, clock: HandClock) -> None:
    service, outbox = await nudged(store, clock)
    # The last sign of the member is from the 1st, when the nudge was set.
    assert await spoken(service, outbox, clock, 14) == "FFFlllllllL..."
    shown = await service.show(GUILD, ADA)
    assert shown is not None
    assert shown.away
    assert shown.next_due_at is not None


async def test_it_is_back_with_the_next_tick(store: Store, clock: HandClock) -> None:
    service, outbox = await nudged(store, clock)
    await spoken(service, outbox, clock, 14)
    await tick_off(store, date(2026, 6, 14))
    assert await spoken(service, outbox, clock, 4, FIRST + timedelta(days=14)) == "FFFl"
    shown = await service.show(GUILD, ADA)
    assert shown is not None
    assert not shown.away


async def test_asking_for_it_again_ends_the_silence(store: Store, clock: HandClock) -> None:
    service, outbox = await nudged(store, clock)
    await spoken(service, outbox, clock, 14)
    shown = await service.set(GUILD, ADA, NINE, Destination.DM)
    assert not shown.away
    assert await spoken(service, outbox, clock, 4, FIRST + timedelta(days=14)) == "FFFl"


async def test_so_does_coming_back_from_a_pause(store: Store, clock: HandClock) -> None:
    service, outbox = await nudged(store, clock)
    await spoken(service, outbox, clock, 14)
    async with store.write() as tx:
        enrolment = (await members.enrolled(tx, GUILD, ADA)).enrolment
        await enrolments.open_pause(tx, enrolment.id, date(2026, 6, 14), date(2026, 6, 15))
    assert await spoken(service, outbox, clock, 4, FIRST + timedelta(days=14)) == "FFFl"


async def test_silence_outlasts_the_memory_of_the_outbox(store: Store, clock: HandClock) -> None:
    service, outbox = await nudged(store, clock)
    await spoken(service, outbox, clock, 45)
    await DeliveryReview(store, clock).prune()
    assert await spoken(service, outbox, clock, 3, FIRST + timedelta(days=45)) == "..."


async def test_one_study_day_a_week_is_not_silent_after_one_missed_one(
    sqlite_store: Store, clock: HandClock
) -> None:
    service, outbox = await nudged(sqlite_store, clock, frozenset({0}))
    mondays = [await spoken(service, outbox, clock, 1, FIRST + timedelta(days=7 * week)) for week in range(5)]
    # The third goes unanswered too: then nothing would come, so it says so.
    assert mondays == ["F", "F", "L", ".", "."]


async def test_a_mute_of_weeks_is_no_silence(sqlite_store: Store, clock: HandClock) -> None:
    service, outbox = await nudged(sqlite_store, clock)
    await service.mute(GUILD, ADA, "2026-06-25")
    assert await spoken(service, outbox, clock, 25) == "-" * 24 + "F"
