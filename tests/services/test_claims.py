"""Claims of roadmaps that have none, and of people who are not there."""

import pytest

from bot.catalog import Catalog
from bot.domain.claims import token
from bot.domain.errors import NoLongerAvailable, NotEnrolled, NothingReported, QuotaReached, WithoutClaims
from bot.domain.roadmap import Roadmap, Section
from bot.domain.roadmap_claims import Claim, Comparator, Goal, Target
from bot.services.claim_records import ClaimRecords
from bot.services.claims import ClaimService
from bot.services.plans import Planner
from bot.services.shelf import Shelf
from bot.services.targets import MAX_REPORTS, TargetService
from bot.store import measurements, members
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc

BEN = 2
TARGET = Target("t", "Accuracy", Goal(Comparator.AT_LEAST, 90, unit="%"))
BARE = Roadmap("deep-dive-16w", "v1", "Bare", "", 600, ())
NUMBERS = Roadmap("deep-dive-16w", "v1", "Numbers", "", 600, (), targets=(TARGET,))
BOXES = Roadmap(
    "deep-dive-16w", "v1", "Boxes", "", 600, (Section("s", "Week 1", "One", checkpoint=(Claim("a", "A"),)),)
)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-01 06:00"))


def services(store: Store, clock: HandClock, roadmap: Roadmap) -> tuple[ClaimService, TargetService]:
    """The use cases over one roadmap."""
    shelf = Shelf(Catalog([roadmap]))
    planner = Planner(shelf)
    records = ClaimRecords(store, clock, shelf, planner)
    return ClaimService(store, clock, planner, records), TargetService(store, clock, planner, records)


@pytest.mark.parametrize(
    ("roadmap", "instead"),
    [
        (BARE, ("today",)),
        (NUMBERS, ("roadmap target",)),
        (BOXES, ("roadmap checkpoints",)),
    ],
)
async def test_what_a_roadmap_lacks_is_refused_with_what_it_has(
    store: Store, clock: HandClock, roadmap: Roadmap, instead: tuple[str, ...]
) -> None:
    await enrol(store, clock)
    claims, targets = services(store, clock, roadmap)
    refused = [claims.milestones(GUILD, ADA), claims.ready(GUILD, ADA)]
    refused += [] if roadmap is BOXES else [claims.board(GUILD, ADA)]
    refused += [] if roadmap is NUMBERS else [targets.card(GUILD, ADA, "accuracy")]

    for use_case in refused:
        with pytest.raises(WithoutClaims) as error:
            await use_case
        assert error.value.instead == instead


async def test_whoever_is_on_no_roadmap_gets_no_suggestions_and_no_cards(
    store: Store, clock: HandClock
) -> None:
    claims, targets = services(store, clock, BOXES)

    assert await claims.suggest_boards(GUILD, BEN, "") == ()
    assert await claims.suggest_claims(GUILD, BEN, "") == ()
    assert await targets.suggest(GUILD, BEN, "") == ()
    with pytest.raises(NotEnrolled):
        await claims.change(GUILD, BEN, [token("a")])


async def test_boxes_and_numbers_the_roadmap_does_not_have_are_no_longer_available(
    store: Store, clock: HandClock
) -> None:
    await enrol(store, clock)
    claims, targets = services(store, clock, BOXES)
    _, numbers = services(store, clock, NUMBERS)
    gone = token("gone")

    for use_case in (
        claims.change(GUILD, ADA, [gone]),
        claims.attach(GUILD, ADA, gone, "https://example.org"),
        claims.claim(GUILD, ADA, gone),
        claims.board(GUILD, ADA, f"#{gone}"),
        numbers.report(GUILD, ADA, f"#{gone}", "5"),
    ):
        with pytest.raises(NoLongerAvailable):
            await use_case
    with pytest.raises(WithoutClaims):
        await targets.report(GUILD, ADA, "accuracy", "5")


async def test_a_number_already_taken_back_stays_taken_back(store: Store, clock: HandClock) -> None:
    await enrol(store, clock)
    _, targets = services(store, clock, NUMBERS)
    card = await targets.report(GUILD, ADA, "accuracy", "80")
    report = card.standing.history[0].id

    gone = [await targets.take_back(GUILD, ADA, "accuracy", report) for _ in range(2)]

    assert [each.standing.history for each in gone] == [(), ()]
    with pytest.raises(NothingReported):
        await targets.take_back(GUILD, ADA, "accuracy")


async def test_nobody_keeps_more_reports_than_anybody_needs(store: Store, clock: HandClock) -> None:
    await enrol(store, clock)
    _, targets = services(store, clock, NUMBERS)
    async with store.write() as tx:
        mine = (await members.enrolled(tx, GUILD, ADA)).enrolment.id
        for _ in range(MAX_REPORTS):
            await measurements.add(tx, mine, "t", 1, None, clock.now().date(), clock.now())

    with pytest.raises(QuotaReached):
        await targets.report(GUILD, ADA, "accuracy", "80")
