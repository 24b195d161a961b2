"""The ledger on both databases: what is entered, taken back and moved, and read again as facts."""

import asyncio
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.day_clock import DayClock, Move, moved
from bot.domain.members import Member
from bot.domain.outages import Outage
from bot.domain.pace import Pace
from bot.domain.streak_entries import Entry, EntryKind, NewEntry
from bot.domain.streaks import DayRange, StreakFacts, StudyWeek
from bot.domain.tasks import EnrolmentState
from bot.store import checkins, enrolments, members, outages, streaks
from bot.store.tasks import NewTask, insert_many
from bot.store.transaction import Store
from tests.delivery.world import ADA, BERLIN, GUILD, HandClock, enrol, utc

BEN, ORGANISER, OTHER_GUILD = 2, 9, 2000
MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)
DHAKA = ZoneInfo("Asia/Dhaka")
NIGHT = Outage(utc("2026-06-01 16:00"), utc("2026-06-01 22:00"))


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-01 06:00"))


async def enter(
    store: Store,
    clock: HandClock,
    member: Member | None,
    kind: EntryKind,
    day: date = MONDAY,
    *,
    guild_id: int = GUILD,
) -> bool:
    by = member.user_id if member else ORGANISER
    async with store.write() as tx:
        new = NewEntry(kind, day, by, clock.now(), "why")
        return await streaks.add(tx, guild_id, member.key if member else None, new)


async def facts(store: Store, member: Member) -> StreakFacts:
    async with store.read() as tx:
        return await checkins.streak_facts(tx, member.key)


async def test_every_kind_of_entry_becomes_a_fact_of_its_own(store: Store, clock: HandClock) -> None:
    ada, ben = await enrol(store, clock), await enrol(store, clock, user_id=BEN)
    for number, kind in enumerate(EntryKind):
        assert await enter(store, clock, ada, kind, MONDAY + timedelta(days=number))

    known = await facts(store, ada)

    held = (known.rests, known.set_aside, known.backfilled, known.amnesties)
    assert held == tuple({MONDAY + timedelta(days=number)} for number in range(4))
    nobodys = await facts(store, ben)
    assert not nobodys.rests | nobodys.set_aside | nobodys.backfilled | nobodys.amnesties


async def test_an_amnesty_for_everybody_reaches_the_whole_guild_and_no_other(
    store: Store, clock: HandClock
) -> None:
    ada, ben = await enrol(store, clock), await enrol(store, clock, user_id=BEN)
    elsewhere = await enrol(store, clock, guild_id=OTHER_GUILD)

    assert await enter(store, clock, None, EntryKind.AMNESTY)
    assert not await enter(store, clock, None, EntryKind.AMNESTY)
    assert await enter(store, clock, None, EntryKind.AMNESTY, TUESDAY, guild_id=OTHER_GUILD)

    assert [(await facts(store, who)).amnesties for who in (ada, ben)] == [{MONDAY}, {MONDAY}]
    assert (await facts(store, elsewhere)).amnesties == {TUESDAY}


async def test_the_same_is_entered_once_and_what_is_taken_back_leaves_a_trace(
    store: Store, clock: HandClock
) -> None:
    ada = await enrol(store, clock)
    assert await enter(store, clock, ada, EntryKind.REST)
    assert not await enter(store, clock, ada, EntryKind.REST)

    async with store.write() as tx:
        assert await streaks.revoke(tx, GUILD, ada.key, EntryKind.REST, MONDAY, clock.now())
        assert not await streaks.revoke(tx, GUILD, ada.key, EntryKind.REST, MONDAY, clock.now())

    assert (await facts(store, ada)).rests == set()
    assert await enter(store, clock, ada, EntryKind.REST)
    async with store.read() as tx:
        count = await tx.exec_driver_sql("SELECT count(*) FROM streak_entry")
        assert count.scalar_one() == 2


async def test_a_day_tells_what_was_entered_for_it_by_whom_and_why(store: Store, clock: HandClock) -> None:
    ada, ben = await enrol(store, clock), await enrol(store, clock, user_id=BEN)
    await enter(store, clock, ada, EntryKind.BACKFILL)
    await enter(store, clock, ben, EntryKind.REST)
    await enter(store, clock, ada, EntryKind.REST, TUESDAY)
    await enter(store, clock, None, EntryKind.AMNESTY)

    async with store.read() as tx:
        found = await streaks.of_day(tx, ada, MONDAY)

    assert {(entry.kind, entry.user_id, entry.by_user_id, entry.note) for entry in found} == {
        (EntryKind.BACKFILL, ADA, ADA, "why"),
        (EntryKind.AMNESTY, None, ORGANISER, "why"),
    }
    assert {entry.at for entry in found} == {clock.now()}


async def test_only_the_amnesties_of_a_guild_can_be_listed_and_taken_back_there(
    store: Store, clock: HandClock
) -> None:
    ada = await enrol(store, clock)
    await enter(store, clock, ada, EntryKind.REST)
    await enter(store, clock, ada, EntryKind.AMNESTY, TUESDAY)
    await enter(store, clock, None, EntryKind.AMNESTY)
    async with store.write() as tx:
        newest, older = await streaks.amnesties(tx, GUILD, 10)
        assert [(each.day, each.user_id) for each in (newest, older)] == [(MONDAY, None), (TUESDAY, ADA)]
        assert not await streaks.revoke_amnesty(tx, OTHER_GUILD, newest.id, clock.now())
        assert await streaks.revoke_amnesty(tx, GUILD, newest.id, clock.now())
        assert not await streaks.revoke_amnesty(tx, GUILD, newest.id, clock.now())

    async with store.read() as tx:
        assert [each.revoked_at for each in await streaks.amnesties(tx, GUILD, 10)] == [clock.now(), None]
        assert await streaks.amnesties(tx, GUILD, 1) == (
            Entry(newest.id, EntryKind.AMNESTY, MONDAY, None, ORGANISER, clock.now(), "why", clock.now()),
        )
        assert await streaks.count_amnesties(tx, GUILD, clock.now()) == 2
        assert await streaks.count_amnesties(tx, GUILD, clock.now() + timedelta(seconds=1)) == 0
    assert (await facts(store, ada)).amnesties == {TUESDAY}


async def test_rest_days_are_found_from_a_day_on(store: Store, clock: HandClock) -> None:
    ada = await enrol(store, clock)
    for day in (TUESDAY, MONDAY):
        await enter(store, clock, ada, EntryKind.REST, day)
    await enter(store, clock, ada, EntryKind.FREEZE, TUESDAY + timedelta(days=1))

    async with store.read() as tx:
        assert await streaks.days_from(tx, ada.key, EntryKind.REST, MONDAY) == (MONDAY, TUESDAY)
        assert await streaks.days_from(tx, ada.key, EntryKind.REST, TUESDAY) == (TUESDAY,)


async def test_a_move_is_a_fact_and_the_day_never_goes_back(store: Store, clock: HandClock) -> None:
    ada = await enrol(store, clock, zone=DHAKA)
    west = DayClock(ZoneInfo("America/Los_Angeles"), 240)
    assert ada.day(clock.now()) == MONDAY

    move = moved(ada.clock, west, clock.now(), ada.day_floor)
    async with store.write() as tx:
        await streaks.add_move(tx, ada.key, move)
        await members.set_clock(tx, ada.key, west, move.entered_day)
        there = await members.find(tx, GUILD, ADA)

    assert there is not None
    assert (there.clock, there.day_floor, there.day(clock.now())) == (west, MONDAY, MONDAY)
    assert there.day_ends(MONDAY) == utc("2026-06-02 11:00")
    known = await facts(store, ada)
    assert known.clock == west
    assert known.moves == (Move(clock.now(), DayClock(DHAKA, 180), MONDAY, MONDAY),)


async def test_moves_keep_the_order_they_were_made_in_when_the_clock_is_set_back(
    store: Store, clock: HandClock
) -> None:
    ada = await enrol(store, clock)
    made = [Move(clock.now() - timedelta(days=back), ada.clock, MONDAY, MONDAY) for back in (0, 1)]
    async with store.write() as tx:
        for move in made:
            await streaks.add_move(tx, ada.key, move)

    assert list((await facts(store, ada)).moves) == made


async def test_an_outage_is_kept_once_and_concerns_whoever_was_there(store: Store, clock: HandClock) -> None:
    ada = await enrol(store, clock)
    async with store.write() as tx:
        await outages.add(tx, NIGHT)
        await outages.add(tx, Outage(NIGHT.began_at, clock.now()))
        before = Outage(utc("2020-01-01 00:00"), utc("2020-01-02 00:00"))
        await outages.add(tx, before)
        assert await outages.all_of(tx) == (before, NIGHT)

    assert (await facts(store, ada)).outages == (NIGHT,)


async def test_the_facts_of_many_are_those_of_each(store: Store, clock: HandClock) -> None:
    people = [await enrol(store, clock, user_id=number) for number in range(1, 6)]
    async with store.write() as tx:
        await outages.add(tx, NIGHT)
        for number, who in enumerate(people[:4]):
            await checkins.add(tx, who.key, MONDAY + timedelta(days=number), "task", "1", clock.now())
            await streaks.add_move(tx, who.key, Move(clock.now(), DayClock(DHAKA), MONDAY, TUESDAY))
            found = await members.enrolled(tx, GUILD, who.user_id)
            await enrolments.open_pause(tx, found.enrolment.id, MONDAY, TUESDAY if number else None)
            await enrolments.set_pace(tx, found.enrolment.id, TUESDAY, Pace(300, frozenset({number})))
    for kind, who in zip(EntryKind, people, strict=False):
        await enter(store, clock, who, kind)
    await enter(store, clock, None, EntryKind.AMNESTY, TUESDAY)

    async with store.read() as tx:
        keys = [who.key for who in people]
        together = {key: facts async for key, facts in checkins.streak_facts_of(tx, keys)}
        assert [key async for key, _ in checkins.streak_facts_of(tx, [])] == []

    assert together == {who.key: await facts(store, who) for who in people}
    assert together[people[0].key].pauses == (DayRange(MONDAY, None),)
    assert together[people[4].key].amnesties == {TUESDAY}


async def test_of_two_paces_of_one_day_the_later_rules(store: Store, clock: HandClock) -> None:
    """Whoever leaves and joins again on the same day has two."""
    ada = await enrol(store, clock)
    async with store.write() as tx:
        first = (await members.enrolled(tx, GUILD, ADA)).enrolment
        await enrolments.set_pace(tx, first.id, MONDAY, Pace(600, frozenset({0})))
        await enrolments.set_state(tx, first.id, EnrolmentState.LEFT, clock.now())
        again = await enrolments.add(tx, ada.key, "deep-dive-16w", "v1", MONDAY, clock.now())
        await enrolments.set_pace(tx, again, MONDAY, Pace(600, frozenset({1, 2})))

    assert (await facts(store, ada)).study_weeks[-1] == StudyWeek(MONDAY, frozenset({1, 2}))


async def test_others_get_their_turn_between_the_facts_of_many(
    sqlite_store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.checkins.BATCH", 2)
    keys = [(await enrol(sqlite_store, clock, user_id=number)).key for number in range(1, 6)]
    turns: list[int] = []

    async def another(seen: list[int]) -> None:
        while len(seen) < len(keys):
            turns.append(len(seen))
            await asyncio.sleep(0)

    seen: list[int] = []
    beside = asyncio.create_task(another(seen))
    async with sqlite_store.read() as tx:
        async for key, _ in checkins.streak_facts_of(tx, keys):
            seen.append(key)
    await beside

    assert seen == keys
    assert {2, 4} <= set(turns)
    assert not {1, 3} & set(turns)


async def test_somebody_without_anything_has_no_facts(store: Store, clock: HandClock) -> None:
    async with store.write() as tx:
        member = await members.add(tx, GUILD, ADA, BERLIN, clock.now())
        assert await checkins.streak_facts(tx, member.key) == StreakFacts(
            frozenset(), (), clock=DayClock(BERLIN, 180)
        )
        assert await checkins.streak_facts(tx, 404) == StreakFacts(frozenset(), ())


async def test_what_counts_on_a_day_is_told_in_order_with_its_task(store: Store, clock: HandClock) -> None:
    ada = await enrol(store, clock)
    async with store.write() as tx:
        found = await members.enrolled(tx, GUILD, ADA)
        new = [
            NewTask("own:1", 1, 1, MONDAY, 1, 30, title="Read"),
            NewTask("w1.d1.two-pointers", 1, 2, MONDAY, 2, 30),
        ]
        await insert_many(tx, found.enrolment.id, new)
        rows = (await tx.exec_driver_sql("SELECT id FROM task ORDER BY position")).scalars().all()
        for later, ref in enumerate([*rows, 404]):
            at = clock.now() - timedelta(hours=later)
            await checkins.add(tx, ada.key, MONDAY, "task", str(ref), at)
        await checkins.revoke(tx, ada.key, "task", "404", clock.now())

    async with store.read() as tx:
        counted = await checkins.of_day(tx, ada.key, MONDAY)
        names = await streaks.task_names(tx, ada.key, [each.ref for each in counted])
        foreign = await streaks.task_names(tx, ada.key + 1, [each.ref for each in counted])

    assert [each.ref for each in counted] == [str(rows[1]), str(rows[0])]
    assert [(names[each.ref].item_key, names[each.ref].title) for each in counted] == [
        ("w1.d1.two-pointers", None),
        ("own:1", "Read"),
    ]
    assert foreign == {}
