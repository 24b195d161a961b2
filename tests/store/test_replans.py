"""What re-plans replaced, on each kind of database."""

from datetime import timedelta

from bot.domain.replans import ReplanKind
from bot.store import enrolments, members, replans
from bot.store.transaction import Store
from tests.delivery.world import GUILD, HandClock, enrol, utc


async def test_the_newest_is_found_and_those_long_gone_are_forgotten(store: Store) -> None:
    clock = HandClock(utc("2026-06-01 06:00"))
    await enrol(store, clock, user_id=1)
    await enrol(store, clock, user_id=2)
    async with store.write() as tx:
        mine, other = [(await members.enrolled(tx, GUILD, who)).enrolment.id for who in (1, 2)]
        kept = await replans.add(tx, other, ReplanKind.PACE, "theirs", clock.now())
        added = [
            await replans.add(tx, mine, ReplanKind.SHIFT, str(n), clock.now())
            for n in range(replans.KEPT + 3)
        ]
        left = (await tx.exec_driver_sql("SELECT count(*) FROM replan")).scalar_one()
        newest, theirs = await replans.newest(tx, mine), await replans.newest(tx, other)

    assert left == replans.KEPT + 1
    assert newest is not None
    assert newest.id == added[-1]
    assert theirs is not None
    assert theirs.id == kept


async def test_joinings_and_pauses_are_counted_from_a_day_on(store: Store) -> None:
    clock = HandClock(utc("2026-06-01 06:00"))
    await enrol(store, clock, user_id=1)
    async with store.write() as tx:
        found = await members.enrolled(tx, GUILD, 1)
        today = clock.now().date()
        await enrolments.open_pause(tx, found.enrolment.id, today - timedelta(days=3), today)
        await enrolments.open_pause(tx, found.enrolment.id, today, None)
        pauses = [
            await enrolments.count_pauses(tx, found.enrolment.id, today - timedelta(days=back))
            for back in (0, 3)
        ]
        joined = [
            await enrolments.count_since(tx, found.member.key, clock.now() + timedelta(days=ahead))
            for ahead in (-1, 1)
        ]

    assert (pauses, joined) == ([1, 2], [1, 0])
