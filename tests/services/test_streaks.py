"""The use cases around a streak: what they cost, what they refuse, and what organisers may forgive."""

from datetime import date, timedelta

import pytest

from bot.catalog import Catalog
from bot.domain.day_clock import Move
from bot.domain.delivery import Destination
from bot.domain.errors import DateOutOfRange, NoLongerAvailable, QuotaReached, TextEmpty, TextTooLong
from bot.domain.members import Member
from bot.domain.roadmap import Roadmap
from bot.domain.streak_entries import MAX_NOTE, EntryKind, NewEntry
from bot.domain.streak_errors import (
    AlreadyForgiven,
    CannotSetAside,
    CutoffEndsDay,
    CutoffTooLate,
    NeverMet,
    NotChosen,
)
from bot.domain.streak_why import Saving
from bot.domain.streaks import DayMark
from bot.services.plans import Planner
from bot.services.shelf import Shelf
from bot.services.standings import StandingService
from bot.services.streak_amnesties import LISTED, MOST, PERIOD, AmnestyService
from bot.services.streak_ledger import MOST_MOVES, MOVES_PERIOD
from bot.services.streaks import CHANGES_PERIOD, LATEST_CUTOFF, MOST_CHANGES, StreakService
from bot.store import checkins, standings, streaks
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, nudge_service, utc
from tests.services.test_tasks import counted

ORGANISER, OTHER_GUILD, NOBODY = 9, 2000, 404
SHELF = Shelf(Catalog([Roadmap("deep-dive-16w", "v1", "Deep Dive", "", 600, ())]))
MONDAY, TUESDAY = date(2026, 6, 1), date(2026, 6, 2)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-02 06:00"))


@pytest.fixture
def amnesties(sqlite_store: Store, clock: HandClock) -> AmnestyService:
    return AmnestyService(sqlite_store, clock)


def service(store: Store, clock: HandClock) -> StreakService:
    return StreakService(store, clock, SHELF, Planner(SHELF), nudge_service(store, clock))


async def check_in(store: Store, clock: HandClock, member: Member, day: date, ref: str = "1") -> None:
    async with store.write() as tx:
        await checkins.add(tx, member.key, day, "task", ref, clock.now())


async def test_showing_a_streak_takes_two_statements(sqlite_store: Store, clock: HandClock) -> None:
    await enrol(sqlite_store, clock)

    with counted() as statements:
        await service(sqlite_store, clock).show(GUILD, ADA)

    assert len(statements) == 2, statements


async def test_no_streak_is_found_by_walking_through_its_guild(sqlite_store: Store, clock: HandClock) -> None:
    await enrol(sqlite_store, clock)
    with counted() as statements:
        await service(sqlite_store, clock).show(GUILD, ADA)

    facts = next(statement for statement in statements if "UNION ALL" in statement)
    async with sqlite_store.read() as tx:
        plan = await tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {facts}", (1,) * facts.count("?"))
        steps = [str(step) for *_, step in plan.all()]

    assert not [step for step in steps if "guild_day" in step or step == "SCAN streak_entry"], steps
    assert [step for step in steps if "streak_entry" in step]


async def test_a_freeze_taken_back_can_be_set_aside_again(store: Store, clock: HandClock) -> None:
    ada = await enrol(store, clock)
    for back in range(1, 8):
        await check_in(store, clock, ada, TUESDAY - timedelta(days=back), str(back))
    use = service(store, clock)

    shown = [
        await use.set_aside(GUILD, ADA),
        await use.keep_freeze(GUILD, ADA),
        await use.set_aside(GUILD, ADA, "tomorrow"),
    ]

    wednesday = TUESDAY + timedelta(days=1)
    assert [(each.set_aside, each.spare_freezes) for each in shown] == [
        ((TUESDAY,), 0),
        ((), 1),
        ((wednesday,), 0),
    ]
    with pytest.raises(NotChosen):
        await use.keep_freeze(GUILD, ADA)


async def test_a_day_filled_in_counts_and_says_what_is_left(store: Store, clock: HandClock) -> None:
    await enrol(store, clock)
    use = service(store, clock)
    missed = (await use.why(GUILD, ADA, "yesterday")).explained

    filled = await use.fill_in(GUILD, ADA, "yesterday", "  Read\u200b it\non paper ")

    assert (missed.mark, missed.savings.ways) == (DayMark.MISSED, (Saving.BACKFILL,))
    assert (filled.day, filled.left, filled.shown.streak.current) == (MONDAY, 2, 1)
    after = await use.why(GUILD, ADA, "yesterday")
    assert after.explained.mark is DayMark.BACKFILLED
    assert [(entry.kind, entry.note) for entry in after.entries] == [(EntryKind.BACKFILL, "Read it on paper")]


@pytest.mark.parametrize(("note", "refusal"), [("\u200b", TextEmpty), ("x" * 201, TextTooLong)])
async def test_a_note_has_to_say_something_short(
    sqlite_store: Store, clock: HandClock, note: str, refusal: type[Exception]
) -> None:
    await enrol(sqlite_store, clock)
    with pytest.raises(refusal):
        await service(sqlite_store, clock).fill_in(GUILD, ADA, "yesterday", note)


@pytest.mark.parametrize("minute", [-1, LATEST_CUTOFF + 1])
async def test_no_study_day_lasts_into_the_morning(
    sqlite_store: Store, clock: HandClock, minute: int
) -> None:
    await enrol(sqlite_store, clock)
    with pytest.raises(CutoffTooLate):
        await service(sqlite_store, clock).set_cutoff(GUILD, ADA, minute)


async def test_an_unchanged_cut_off_is_no_move(store: Store, clock: HandClock) -> None:
    ada = await enrol(store, clock)
    use = service(store, clock)
    await use.set_cutoff(GUILD, ADA, ada.cutoff_minutes)
    async with store.read() as tx:
        assert (await checkins.streak_facts(tx, ada.key)).moves == ()

    shown = await use.set_cutoff(GUILD, ADA, 0)

    assert shown.day_ends_at == utc("2026-06-02 22:00")
    async with store.read() as tx:
        (move,) = (await checkins.streak_facts(tx, ada.key)).moves
    assert (move.left_day, move.entered_day) == (TUESDAY, TUESDAY)


async def test_a_cut_off_that_would_end_the_open_day_is_refused(
    sqlite_store: Store, clock: HandClock
) -> None:
    ada = await enrol(sqlite_store, clock)
    use = service(sqlite_store, clock)
    clock.moment = utc("2026-06-02 23:30")  # half past one at night in Berlin, and still Tuesday

    with pytest.raises(CutoffEndsDay) as refused:
        await use.set_cutoff(GUILD, ADA, 60)

    assert (refused.value.day, refused.value.cutoff_minutes) == (TUESDAY, ada.cutoff_minutes)
    assert (await use.set_cutoff(GUILD, ADA, 120)).day_ends_at == utc("2026-06-03 00:00")


async def test_changes_of_one_day_become_one_and_leave_nothing_when_taken_back(
    store: Store, clock: HandClock
) -> None:
    ada = await enrol(store, clock)
    use = service(store, clock)
    for minute in (60, 120, 0):
        await use.set_cutoff(GUILD, ADA, minute)
        clock.pass_time(timedelta(minutes=5))
    (move,) = await moves_of(store, ada)
    assert move.clock == ada.clock

    await use.set_cutoff(GUILD, ADA, ada.cutoff_minutes)

    assert await moves_of(store, ada) == ()


async def test_there_is_an_end_to_changes_of_the_clock(sqlite_store: Store, clock: HandClock) -> None:
    ada = await enrol(sqlite_store, clock)
    use = service(sqlite_store, clock)
    for number in range(MOST_MOVES):
        await use.set_cutoff(GUILD, ADA, 60 * (number % 2))
        clock.pass_time(timedelta(days=1))

    with pytest.raises(QuotaReached):
        await use.set_cutoff(GUILD, ADA, 120)

    assert len(await moves_of(sqlite_store, ada)) == MOST_MOVES
    clock.pass_time(MOVES_PERIOD - (MOST_MOVES - 1) * timedelta(days=1))
    await use.set_cutoff(GUILD, ADA, 120)
    assert len(await moves_of(sqlite_store, ada)) == MOST_MOVES + 1


async def test_there_is_an_end_to_choosing_and_taking_back(store: Store, clock: HandClock) -> None:
    ada = await enrol(store, clock)
    for back in range(1, 8):
        await check_in(store, clock, ada, TUESDAY - timedelta(days=back), str(back))
    use = service(store, clock)
    for _ in range(MOST_CHANGES // 2):
        await use.set_aside(GUILD, ADA)
        await use.keep_freeze(GUILD, ADA)

    with pytest.raises(QuotaReached):
        await use.set_aside(GUILD, ADA)

    clock.pass_time(CHANGES_PERIOD + timedelta(seconds=1))
    async with store.read() as tx:
        since = clock.now() - CHANGES_PERIOD
        assert await streaks.count_changes(tx, ada.key, EntryKind.FREEZE, since) == 0


async def test_what_taking_an_amnesty_back_would_end_is_counted(store: Store, clock: HandClock) -> None:
    amnesties = AmnestyService(store, clock)
    everybody = [await enrol(store, clock, user_id=user_id) for user_id in (ADA, ADA + 1, ADA + 2, ADA + 3)]
    saturday, sunday = MONDAY - timedelta(days=2), MONDAY - timedelta(days=1)
    for member in everybody[:3]:
        for day in (saturday, sunday):
            await check_in(store, clock, member, day, str(day))
    await check_in(store, clock, everybody[1], MONDAY, "did it all the same")
    shown = await amnesties.grant(GUILD, ORGANISER, "yesterday", "Power cut")
    await amnesties.grant(GUILD, ORGANISER, "yesterday", "Ill", ADA + 2)

    question = await amnesties.question(GUILD, shown.entries[0].id)

    assert (question.entry.day, question.ended) == (MONDAY, 1)
    assert (await amnesties.question_day(GUILD, "yesterday")).ended == 1
    assert (await amnesties.question_day(GUILD, "yesterday", ADA + 2)).ended == 0
    with pytest.raises(NotChosen):
        await amnesties.question_day(GUILD, "yesterday", ADA + 3)
    with pytest.raises(NoLongerAvailable):
        await amnesties.question(OTHER_GUILD, shown.entries[0].id)


async def test_a_large_guild_is_asked_without_a_number(
    sqlite_store: Store, clock: HandClock, amnesties: AmnestyService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user_id in (ADA, ADA + 1):
        await enrol(sqlite_store, clock, user_id=user_id)
    await amnesties.grant(GUILD, ORGANISER, "yesterday", "Power cut")
    monkeypatch.setattr("bot.services.streak_amnesties.MOST_COUNTED", 1)

    assert (await amnesties.question_day(GUILD, "yesterday")).ended is None


async def test_an_amnesty_taken_back_by_its_day_has_the_board_counted_again(
    store: Store, clock: HandClock
) -> None:
    ada = await enrol(store, clock)
    amnesties, board = AmnestyService(store, clock), StandingService(store, clock)
    await amnesties.grant(GUILD, ORGANISER, "yesterday", "Power cut")
    await board.join(GUILD, ADA)

    await amnesties.revoke_day(GUILD, ORGANISER, "yesterday")

    async with store.read() as tx:
        held = await standings.find(tx, ada.key)
        assert held is not None
        assert held.day == standings.NEVER


async def test_a_day_forgiven_today_asks_for_nothing_at_once(sqlite_store: Store, clock: HandClock) -> None:
    await enrol(sqlite_store, clock)
    use = service(sqlite_store, clock)
    await AmnestyService(sqlite_store, clock).grant(GUILD, ORGANISER, "today", "Holiday")

    streak = (await use.show(GUILD, ADA)).streak

    assert (streak.today_planned, streak.today_forgiven) == (False, True)
    assert (await use.why(GUILD, ADA)).explained.mark is DayMark.AMNESTY
    with pytest.raises(CannotSetAside):
        await use.set_aside(GUILD, ADA)


async def moves_of(store: Store, member: Member) -> tuple[Move, ...]:
    async with store.read() as tx:
        return tuple((await checkins.streak_facts(tx, member.key)).moves)


async def test_a_nudge_follows_the_cut_off(store: Store, clock: HandClock) -> None:
    await enrol(store, clock, study_days=frozenset({1}))
    nudges = nudge_service(store, clock)
    use = StreakService(store, clock, SHELF, Planner(SHELF), nudges)
    set_at_two = await nudges.set(GUILD, ADA, 120, Destination.DM)
    assert set_at_two.next_due_at == utc("2026-06-03 00:00")

    await use.set_cutoff(GUILD, ADA, 60)

    moved = await nudges.show(GUILD, ADA)
    assert moved is not None
    assert moved.next_due_at == utc("2026-06-09 00:00")


async def test_what_is_forgiven_has_bounds_and_a_reason(amnesties: AmnestyService) -> None:
    for day in ("2026-03-03", "2026-07-01"):
        with pytest.raises(DateOutOfRange):
            await amnesties.grant(GUILD, ORGANISER, day, "Holiday")
    for note, refusal in ((" ", TextEmpty), ("x" * (MAX_NOTE + 1), TextTooLong)):
        with pytest.raises(refusal):
            await amnesties.grant(GUILD, ORGANISER, "yesterday", note)
    with pytest.raises(NeverMet):
        await amnesties.grant(GUILD, ORGANISER, "yesterday", "Ill", NOBODY)
    with pytest.raises(NotChosen):
        await amnesties.revoke_day(GUILD, ORGANISER, "yesterday")

    ahead = await amnesties.grant(GUILD, ORGANISER, "2026-06-30", "Holiday")

    assert [(entry.day, entry.note) for entry in ahead.entries] == [(date(2026, 6, 30), "Holiday")]
    assert (await amnesties.show(OTHER_GUILD)).entries == ()
    with pytest.raises(NoLongerAvailable):
        await amnesties.revoke(OTHER_GUILD, ORGANISER, ahead.entries[0].id)


async def test_a_day_is_forgiven_once_to_all_and_once_to_one(
    sqlite_store: Store, clock: HandClock, amnesties: AmnestyService
) -> None:
    await enrol(sqlite_store, clock)
    for user_id in (None, ADA):
        await amnesties.grant(GUILD, ORGANISER, "yesterday", "Ill", user_id)
        with pytest.raises(AlreadyForgiven):
            await amnesties.grant(GUILD, ORGANISER, "yesterday", "Ill", user_id)

    left = await amnesties.revoke_day(GUILD, ORGANISER, "yesterday")

    in_force = [(entry.user_id, entry.revoked_at is None) for entry in left.entries]
    assert in_force == [(ADA, True), (None, False)]


async def test_the_days_an_organiser_forgives_have_an_end(
    sqlite_store: Store, clock: HandClock, amnesties: AmnestyService
) -> None:
    async with sqlite_store.write() as tx:
        for number in range(MOST):
            new = NewEntry(EntryKind.AMNESTY, MONDAY - timedelta(days=number), ORGANISER, clock.now(), "why")
            assert await streaks.add(tx, GUILD, None, new)

    with pytest.raises(QuotaReached):
        await amnesties.grant(GUILD, ORGANISER, "today", "One more")
    assert len((await amnesties.show(GUILD)).entries) == LISTED
    clock.pass_time(PERIOD + timedelta(seconds=1))

    assert (await amnesties.grant(GUILD, ORGANISER, "today", "Later")).entries[0].note == "Later"
