"""Digests name people: which of them go with somebody, and where somebody is told to look."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.domain.delivery import DeliveryKind
from bot.domain.rituals import Ritual
from bot.services.rituals import RitualService
from bot.services.standings import StandingService
from bot.store.tables import DeliveryRow, ScheduleRow
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, open_channel, utc
from tests.services.erasure_house import ErasureHouse
from tests.services.interview_house import BEN

NOON = utc("2026-06-01 10:00")
DAY = timedelta(days=1)
HERE = 4_711


@pytest.fixture
async def house(store: Store, tmp_path: Path) -> ErasureHouse:
    """Ada has been here for six days, and on the board; Ben came yesterday. Digests went out before, between,
    and today, when another ritual was sent too."""
    await open_channel(store, HandClock(NOON))
    await RitualService(store, HandClock(NOON)).change(GUILD, Ritual.DIGEST, on=True, channel_id=HERE)
    await enrol(store, HandClock(NOON - 6 * DAY), user_id=ADA)
    await StandingService(store, HandClock(NOON)).join(GUILD, ADA)
    await enrol(store, HandClock(NOON - DAY), user_id=BEN)
    async with store.write() as tx:
        for days, ref in ((7, "digest"), (3, "digest"), (0, "digest"), (0, "wins")):
            await tx.execute(insert(DeliveryRow).values(sent(days, ref)))
    return ErasureHouse(store, HandClock(NOON), tmp_path)


def sent(days: int, ref: str) -> dict[str, object]:
    """A message to the group that went out so many days ago; its id says which and when."""
    at = NOON - days * DAY
    times = dict.fromkeys(("due_at", "not_before", "expires_at", "settled_at"), at)
    where = {"destination": "channel", "channel_id": HERE, "message_id": len(ref) * 100 + days}
    what = {"guild_id": GUILD, "kind": DeliveryKind.RITUAL.value, "ref": ref, "local_day": at.date()}
    return {**times, **where, **what, "state": "sent"}


async def taken_away(store: Store) -> list[str]:
    async with store.read() as tx:
        kind = ScheduleRow.kind == DeliveryKind.REMOVAL.value
        return sorted((await tx.execute(select(ScheduleRow.ref).where(kind))).scalars())


async def test_digests_since_they_came_go_if_they_may_name_them(house: ErasureHouse) -> None:
    gone = await house.erasure.erase(GUILD, ADA)
    assert await taken_away(house.store) == ["600", "603"]
    assert (gone.removed, gone.left.named) == (2, ())


async def test_whoever_showed_nothing_takes_none_along_and_is_told_where_one_may_be(
    house: ErasureHouse,
) -> None:
    gone = await house.erasure.erase(GUILD, BEN)
    assert (gone.removed, gone.left.named) == (0, (HERE,))
    assert await taken_away(house.store) == []


async def test_whoever_came_before_what_is_remembered_is_told_where_to_look(
    house: ErasureHouse, tmp_path: Path
) -> None:
    later = ErasureHouse(house.store, HandClock(NOON + 40 * DAY), tmp_path)
    assert (await later.erasure.erase(GUILD, ADA)).left.named == (HERE,)
