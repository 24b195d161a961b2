"""Whether a message is still wanted at the moment it leaves, and how late it is."""

from datetime import datetime, timedelta

import pytest

from bot.domain.delivery import ON_TIME, Claim, DeliveryKind, Destination, Reason
from bot.domain.schedules import QuietHours, Rhythm
from bot.services.briefing import late_by, silent
from bot.store import members, schedules
from bot.store.transaction import Store
from tests.delivery.world import ADA, BERLIN, EVERY_DAY, GUILD, HandClock, enrol, utc

NINE = utc("2026-06-01 07:00")
"""In Berlin."""

NUDGE, WARNING, BUDDY, RITUAL = (
    DeliveryKind.NUDGE,
    DeliveryKind.WARNING,
    DeliveryKind.BUDDY,
    DeliveryKind.RITUAL,
)
RHYTHM = Rhythm(9 * 60, EVERY_DAY, BERLIN, 180)


def claim(kind: DeliveryKind, member_key: int | None, due_at: datetime = NINE) -> Claim:
    """A message that was due at nine and has three hours."""
    return Claim(
        id=1,
        guild_id=GUILD,
        user_id=ADA if member_key else None,
        member_key=member_key,
        kind=kind,
        due_at=due_at,
        expires_at=due_at + timedelta(hours=3),
        owner="one",
        attempts=1,
        lease_until=due_at,
        first_try_at=due_at,
        unsure_since=None,
        direct=True,
        channel_id=None,
        fallback_id=None,
        reason=None,
        closed_count=0,
    )


async def put(store: Store, member_key: int | None, kind: DeliveryKind, *, on: bool) -> None:
    """A schedule of this kind, switched on or off."""
    async with store.write() as tx:
        await schedules.put(tx, GUILD, member_key, kind, RHYTHM, Destination.DM, NINE)
        find = (
            schedules.find(tx, member_key, kind) if member_key else schedules.find_of_guild(tx, GUILD, kind)
        )
        found = await find
        assert found is not None
        await schedules.set_next(tx, found.id, NINE + timedelta(days=1) if on else None)


async def reason(store: Store, about: Claim, late: timedelta = timedelta(0)) -> Reason | None:
    """Why it would stay silent, so much after its time."""
    async with store.read() as tx:
        return await silent(tx, about, about.due_at + late)


@pytest.mark.parametrize(
    ("late", "told"),
    [
        (timedelta(0), timedelta(0)),
        (ON_TIME, timedelta(0)),
        (timedelta(minutes=6), timedelta(minutes=6)),
        (timedelta(hours=4), timedelta(0)),
    ],
)
def test_only_what_is_late_and_still_worth_sending_says_so(late: timedelta, told: timedelta) -> None:
    assert late_by(claim(NUDGE, 1), NINE + late) == told


@pytest.mark.parametrize("kind", [NUDGE, WARNING, BUDDY])
async def test_to_a_member_nothing_leaves_while_their_nudge_is_off(store: Store, kind: DeliveryKind) -> None:
    key = (await enrol(store, HandClock(NINE))).key
    assert await reason(store, claim(kind, key)) is Reason.OFF
    await put(store, key, WARNING, on=True)
    assert await reason(store, claim(kind, key)) is Reason.OFF
    await put(store, key, NUDGE, on=True)
    assert await reason(store, claim(kind, key)) is None
    await put(store, key, NUDGE, on=False)
    assert await reason(store, claim(kind, key)) is Reason.OFF


async def test_a_warning_needs_its_own_schedule_as_well(store: Store) -> None:
    key = (await enrol(store, HandClock(NINE))).key
    await put(store, key, NUDGE, on=True)
    await put(store, key, WARNING, on=False)
    assert await reason(store, claim(WARNING, key)) is Reason.OFF


@pytest.mark.parametrize(
    ("kind", "late", "said"),
    [
        (NUDGE, timedelta(minutes=1), None),
        (BUDDY, timedelta(minutes=1), None),
        (WARNING, timedelta(minutes=1), Reason.QUIET_HOURS),
        (NUDGE, timedelta(minutes=6), Reason.QUIET_HOURS),
        (BUDDY, timedelta(minutes=6), Reason.QUIET_HOURS),
    ],
)
async def test_what_was_on_time_may_still_leave_in_quiet_hours_but_no_warning(
    store: Store, kind: DeliveryKind, late: timedelta, said: Reason | None
) -> None:
    key = (await enrol(store, HandClock(NINE))).key
    for each in (NUDGE, WARNING):
        await put(store, key, each, on=True)
    async with store.write() as tx:
        await members.set_quiet(tx, key, QuietHours(9 * 60, 12 * 60))
    assert await reason(store, claim(kind, key), late) is said


async def test_a_mute_silences_everything_until_it_ends(store: Store) -> None:
    key = (await enrol(store, HandClock(NINE))).key
    await put(store, key, NUDGE, on=True)
    async with store.write() as tx:
        found = await schedules.find(tx, key, NUDGE)
        assert found is not None
        await schedules.set_muted(tx, found.id, NINE + timedelta(hours=1))
    said = [await reason(store, claim(BUDDY, key, NINE + timedelta(hours=hours))) for hours in (0, 1)]
    assert said == [Reason.MUTED, None]


async def test_what_is_for_the_whole_guild_hangs_on_its_own_schedule(store: Store) -> None:
    await enrol(store, HandClock(NINE))
    assert await reason(store, claim(RITUAL, None)) is Reason.OFF
    await put(store, None, RITUAL, on=True)
    assert await reason(store, claim(RITUAL, None)) is None
    await put(store, None, RITUAL, on=False)
    assert await reason(store, claim(RITUAL, None)) is Reason.OFF
