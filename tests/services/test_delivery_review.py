"""What organisers see of the outbox on both databases, what they can change, and what is forgotten."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.delivery import Claim, DeliveryKind, DeliveryState, Destination, Reason
from bot.domain.delivery_review import DEAD_KEPT, KEPT, DeliveryGroup, Reviewed
from bot.domain.errors import DeliveryPassed, DeliveryUnchanged, NoSuchDelivery
from bot.domain.outcomes import Dead, Dropped, Later, Outcome, Sent
from bot.services.deliveries import DeliveryService
from bot.services.delivery_review import DeliveryReview
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, nudge_service, utc

DUE = utc("2026-06-01 07:00")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class Office:
    """An outbox with one member's nudge at nine, and the organiser's view of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = HandClock(DUE - timedelta(hours=1))
        self.outbox = DeliveryService(store, "one")
        self.heard: list[datetime] = []
        self.review = DeliveryReview(store, self.clock, self.heard.append)

    async def nudge(self, user_id: int = ADA) -> None:
        await enrol(self.store, self.clock, user_id=user_id)
        service = nudge_service(self.store, self.clock)
        await service.set(GUILD, user_id, 9 * 60, Destination.DM, 100 + user_id)

    async def hold(self, moment: datetime = DUE) -> Claim:
        """Have it due and held at this moment."""
        self.clock.moment = moment
        await self.outbox.tick(moment)
        (claim,) = await self.outbox.next_batch(moment)
        return claim

    async def settle(self, outcome: Outcome, moment: datetime = DUE) -> int:
        """What became of it; returns its number."""
        claim = await self.hold(moment)
        assert await self.outbox.settle(claim, outcome, moment)
        return claim.id

    async def counts(self) -> dict[str, int]:
        shown = await self.review.show(GUILD, DeliveryGroup.DUE)
        return {group.value: count for group, count in shown.counts.items() if count}

    async def entries(self, group: DeliveryGroup) -> list[int]:
        return [entry.id for entry in (await self.review.show(GUILD, group)).entries]


@pytest.fixture
async def office(store: Store) -> Office:
    built = Office(store)
    await built.nudge()
    return built


def later(moment: datetime) -> Later:
    return Later(moment, certain=True)


@pytest.mark.parametrize(
    ("outcome", "delay", "expected"),
    [
        (Sent(101, 1), MINUTE, {}),
        (Sent(101, 1), 5 * MINUTE, {}),
        (Sent(101, 1), 5 * MINUTE + timedelta(seconds=1), {"late": 1}),
        (Dropped(Reason.TOO_LATE), MINUTE, {"missed": 1}),
        (Dropped(Reason.UNSURE), MINUTE, {"missed": 1}),
        (Dropped(Reason.ALL_DONE), MINUTE, {}),
        (Dropped(Reason.MUTED), MINUTE, {}),
        (Dead(Reason.FORBIDDEN), MINUTE, {"dead": 1}),
        (later(DUE + 10 * MINUTE), MINUTE, {"due": 1}),
    ],
)
async def test_each_delivery_is_counted_where_it_belongs(
    office: Office, outcome: Outcome, delay: timedelta, expected: dict[str, int]
) -> None:
    await office.settle(outcome, DUE + delay)
    assert await office.counts() == expected
    listed = {group.value: len(await office.entries(group)) for group in DeliveryGroup}
    assert {group: count for group, count in listed.items() if count} == expected


async def test_what_is_being_sent_is_still_due(office: Office) -> None:
    await office.hold()
    assert await office.counts() == {"due": 1}


async def test_another_guild_has_its_own(office: Office) -> None:
    await office.settle(Dead(Reason.GONE))
    shown = await office.review.show(GUILD + 1, DeliveryGroup.DEAD)
    assert (sum(shown.counts.values()), shown.entries) == (0, ())


async def test_a_dead_one_put_back_is_sent_where_the_settings_say_now(office: Office) -> None:
    number = await office.settle(Dead(Reason.FORBIDDEN))
    office.clock.pass_time(30 * MINUTE)
    was = await office.review.retry(GUILD, number)
    assert (was.state, was.reason) == (DeliveryState.DEAD, Reason.FORBIDDEN)
    assert office.heard == [office.clock.now()]
    (claim,) = await office.outbox.next_batch(office.clock.now())
    assert (claim.id, claim.attempts, claim.unsure_since) == (number, 2, None)
    assert not claim.must_look(office.clock.now())


async def test_one_that_an_earlier_try_may_have_sent_is_looked_for_before_it_goes_again(
    office: Office,
) -> None:
    first = await office.hold()
    await office.outbox.settle(first, Later(DUE + MINUTE, certain=False), DUE)
    number = await office.settle(Dead(Reason.FORBIDDEN), DUE + MINUTE)
    await office.review.retry(GUILD, number)
    claim = await office.hold(DUE + 10 * MINUTE)
    assert (claim.unsure_since, claim.channel_id) == (DUE, 101)
    assert claim.must_look(DUE + 10 * MINUTE)


async def test_one_that_nobody_could_look_for_is_looked_for_again(office: Office) -> None:
    number = await office.settle(Dropped(Reason.UNSURE))
    await office.review.retry(GUILD, number)
    assert (await office.hold(DUE + 10 * MINUTE)).must_look(DUE + 10 * MINUTE)


async def test_the_last_moment_of_its_window_is_not_too_late(office: Office) -> None:
    number = await office.settle(Dead(Reason.NO_CHANNEL))
    office.clock.moment = DUE + timedelta(hours=2)
    await office.review.retry(GUILD, number)
    assert await office.counts() == {"due": 1}


async def test_what_has_passed_stays_and_says_until_when_it_was_worth_it(office: Office) -> None:
    number = await office.settle(Dead(Reason.NO_CHANNEL))
    office.clock.moment = DUE + timedelta(hours=2, seconds=1)
    with pytest.raises(DeliveryPassed) as refused:
        await office.review.retry(GUILD, number)
    assert refused.value.until == DUE + timedelta(hours=2)
    assert await office.review.retriable(GUILD) == ()
    assert await office.counts() == {"dead": 1}


async def test_dropping_is_for_what_waits_and_can_be_taken_back(office: Office) -> None:
    number = await office.settle(later(DUE + MINUTE))
    assert [each.id for each in await office.review.droppable(GUILD)] == [number]
    await office.review.drop(GUILD, number)
    assert await office.outbox.next_batch(DUE + MINUTE) == ()
    assert await office.counts() == {}
    with pytest.raises(DeliveryUnchanged, match="dropped"):
        await office.review.drop(GUILD, number)
    assert [each.id for each in await office.review.retriable(GUILD)] == [number]
    await office.review.retry(GUILD, number)
    assert [claim.id for claim in await office.outbox.next_batch(DUE + MINUTE)] == [number]


@pytest.mark.parametrize("verb", ["retry", "drop"])
async def test_what_is_being_sent_is_left_alone(office: Office, verb: str) -> None:
    claim = await office.hold()
    with pytest.raises(DeliveryUnchanged, match="sending"):
        await getattr(office.review, verb)(GUILD, claim.id)
    assert await office.outbox.settle(claim, Sent(101, 1), DUE)


@pytest.mark.parametrize("verb", ["retry", "drop"])
@pytest.mark.parametrize("find", [lambda number: (GUILD + 1, number), lambda number: (GUILD, number + 1)])
async def test_what_is_not_this_guilds_does_not_exist(
    office: Office, verb: str, find: Callable[[int], tuple[int, int]]
) -> None:
    number = await office.settle(Dead(Reason.GONE))
    with pytest.raises(NoSuchDelivery):
        await getattr(office.review, verb)(*find(number))
    assert await office.counts() == {"dead": 1}


# ------------------------------------------------------------------ forgetting


async def kept(office: Office) -> list[int]:
    return sorted(each.id for each in (await office.outbox.of_guild(GUILD, 100)).deliveries)


@pytest.mark.parametrize(
    ("outcome", "age", "left"),
    [
        (Sent(101, 1), KEPT, 2),
        (Sent(101, 1), KEPT + MINUTE, 1),
        (Dropped(Reason.TOO_LATE), KEPT + MINUTE, 1),
        (Dead(Reason.GONE), KEPT + MINUTE, 2),
        (Dead(Reason.GONE), DEAD_KEPT + MINUTE, 1),
        (Later(DUE + 3 * DAY, certain=False), DEAD_KEPT + MINUTE, 2),
    ],
)
async def test_what_was_finished_long_ago_is_forgotten(
    office: Office, outcome: Outcome, age: timedelta, left: int
) -> None:
    await office.settle(outcome)
    await office.settle(Sent(101, 2), DUE + DAY)
    office.clock.moment = DUE + age
    assert await office.review.prune() == 2 - left
    assert len(await kept(office)) == left
    assert await office.review.prune() == 0


async def test_everybodys_newest_one_stays_to_be_shown(office: Office) -> None:
    await office.settle(Sent(101, 1))
    newest = await office.settle(Sent(101, 2), DUE + DAY)
    office.clock.moment = DUE + 10 * KEPT
    await office.review.prune()
    assert await kept(office) == [newest]
    shown = await nudge_service(office.store, office.clock).show(GUILD, ADA)
    assert shown is not None
    assert shown.last is not None
    assert shown.last.id == newest


async def test_much_is_forgotten_in_pieces(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.delivery_review.PRUNE_CHUNK", 2)
    office = Office(sqlite_store)
    await office.nudge()
    for day in range(6):
        await office.settle(Sent(101, day), DUE + day * DAY)
    office.clock.moment = DUE + 2 * KEPT
    assert await office.review.prune() == 5
    assert len(await kept(office)) == 1


@pytest.mark.parametrize(
    ("attempts", "reason", "expected"),
    [
        (0, None, True),
        (1, Reason.FORBIDDEN, True),
        (2, Reason.FORBIDDEN, False),
        (1, Reason.UNSURE, False),
        (0, Reason.TOO_LATE, True),
    ],
)
def test_one_refused_try_at_most_left_surely_nothing_behind(
    attempts: int, reason: Reason | None, expected: bool
) -> None:
    entry = Reviewed(1, ADA, DeliveryKind.NUDGE, DUE, DUE, DeliveryState.DEAD, reason, attempts, DUE)
    assert entry.surely_unsent is expected
