"""Erasing somebody who shares things with others, and keeping them erased."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.buddies import News
from bot.domain.mock_rounds import RoundState
from bot.domain.mock_sessions import EndedWhy, SessionNotice, SessionState
from bot.domain.nudges import Quiet
from bot.domain.outcomes import Sent
from bot.domain.pairing import Pairing, Pool
from bot.domain.private_errors import Unreadable
from bot.domain.tombstones import KEPT, Scope, Tombstone, name_of_member, name_of_person
from bot.services.erasure import ErasureService
from bot.services.mock_history import scored
from bot.services.mock_pairing import pair_aside
from bot.store import blocks, delivery_log, erasure, members, mock_rounds, tombstones
from bot.store.engine import open_store
from bot.store.erased_file import ErasedFile, ErasedList
from bot.store.transaction import Store, Tx
from bot.store.vault import Vault, new_key
from tests.databases import VAULT
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc
from tests.services.buddy_house import House
from tests.services.erasure_house import ErasureHouse
from tests.services.interview_house import BEN, CYD, START, house_of
from tests.services.round_house import CLOSES, RoundHouse

NOON = utc("2026-06-01 10:00")
DAY = timedelta(days=1)


@pytest.fixture
async def three(store: Store, tmp_path: Path) -> ErasureHouse:
    """Three members, who share nothing."""
    house = ErasureHouse(store, HandClock(NOON), tmp_path)
    for who in (ADA, BEN, CYD):
        await enrol(store, HandClock(NOON - DAY), user_id=who)
    return house


async def test_a_buddy_is_told_once_and_without_a_name(house: House, tmp_path: Path) -> None:
    await house.befriend()
    ends = (house.buddies.say_farewell,)
    eraser = ErasureHouse(house.store, house.clock, tmp_path, ends).erasure

    gone = await eraser.erase(GUILD, ADA)

    assert gone.rows["buddies"] == 1
    assert await house.said() == [(News.LEFT, 0, BEN, "")]
    shown = await house.buddies.show(GUILD, BEN)
    assert (shown.partner, shown.waiting, shown.asked) == (None, (), None)
    await eraser.erase(GUILD, ADA)
    assert await house.said() == []


async def test_whoever_looks_for_a_time_with_them_hears_that_they_left(store: Store, tmp_path: Path) -> None:
    house = await house_of(store)
    session_id = await house.agreed(ADA, BEN)
    eraser = ErasureHouse(store, house.clock, tmp_path, (house.sessions.release,)).erasure

    gone = await eraser.erase(GUILD, ADA)

    ended = await house.now(session_id)
    assert (ended.state, ended.ended_why, ended.user_ids) == (SessionState.CANCELLED, EndedWhy.LEFT, (BEN,))
    assert gone.left.threads == (ended.thread_id,)
    assert await house.said() == [(SessionNotice.OVER, None)]
    assert await house.bell.next_due() is None


async def test_what_was_held_stays_with_the_partner_who_can_read_their_scores(
    store: Store, tmp_path: Path
) -> None:
    house = await house_of(store)
    session_id = await house.held(ADA, BEN)
    await house.write(ADA, session_id, "candidate1", words="Ada's own words")
    await house.write(BEN, session_id, "interviewer1")
    eraser = ErasureHouse(store, house.clock, tmp_path, (house.sessions.release,)).erasure

    await eraser.erase(GUILD, ADA)

    panel = await house.rubrics.panel(GUILD, BEN, session_id)
    assert panel.readable
    assert [(each.by, each.feedback.scores, each.feedback.words) for each in panel.received] == [
        (None, {"plan": 3, "talk": 4}, "")
    ]
    assert panel.to_write == ()
    async with store.read() as tx:
        [mark] = await scored(tx, house.members[BEN])
    assert mark.scores == {"plan": 3, "talk": 4}
    await house.at(START + timedelta(days=3))
    assert SessionNotice.FEEDBACK not in [notice for notice, _ in await house.said()]


async def test_an_interview_that_runs_is_held_for_the_one_who_stays(store: Store, tmp_path: Path) -> None:
    house = await house_of(store)
    session_id = await house.begun(ADA, BEN)
    ends = (house.sessions.release,)
    await ErasureHouse(store, house.clock, tmp_path, ends).erasure.erase(GUILD, ADA)
    ended = await house.now(session_id)
    assert (ended.state, ended.user_ids, ended.has_lost) == (SessionState.FINISHED, (BEN,), True)
    assert await house.said() == [(SessionNotice.END, None)]


@pytest.mark.parametrize("people", [3, 4], ids=["somebody is left over", "everybody has a partner"])
async def test_who_is_erased_while_a_round_is_matched_is_not_in_it(
    store: Store, tmp_path: Path, people: int
) -> None:
    matched = asyncio.Event()

    async def slowly(pool: Pool, seed: int) -> Pairing:
        found = await pair_aside(pool, seed)
        if not matched.is_set():
            matched.set()
            lost = [int(bye.id) for bye in found.byes] or [int(found.pairs[0].members[0])]
            [who] = [user for user, member in house.people.items() if member.key in lost]
            await eraser.erase(GUILD, who)
        return found

    house = await RoundHouse(store, match=slowly).settle_in(people)
    eraser = ErasureHouse(store, house.clock, tmp_path, (house.sessions.release,)).erasure
    coming = await house.on(trios=False)

    await house.at(CLOSES)

    found = await house.round(coming.id)
    assert matched.is_set()
    assert found.state is RoundState.PAIRED
    left = {member.key for user, member in house.people.items() if await _is_there(store, user)}
    assert len(left) == people - 1
    assert set(found.report.bye_keys) <= left
    async with store.read() as tx:
        pool = await mock_rounds.pool(tx, coming.id)
    gone = {member.key for member in house.people.values()} - left
    assert pool is None or not any(f'"{key}"' in pool for key in gone)


async def _is_there(store: Store, user_id: int) -> bool:
    return await ErasureHouse(store, HandClock(NOON), Path()).is_there(user_id)


async def test_a_message_on_its_way_to_them_says_nothing_and_leaves_nothing(
    house: House, tmp_path: Path
) -> None:
    await house.buddies.ask(GUILD, BEN, ADA)
    await house.outbox.tick(house.clock.now())
    [claim] = await house.outbox.next_batch(house.clock.now())
    assert claim.user_id == ADA
    there = ErasureHouse(house.store, house.clock, tmp_path, (house.buddies.say_farewell,))

    await there.erasure.erase(GUILD, ADA)

    assert isinstance(await house.messages.brief(claim, house.clock.now()), Quiet)
    assert not await house.outbox.opened(claim, 901)
    assert await house.outbox.settle(claim, Sent(901, 902), house.clock.now()) is None
    async with house.store.read() as tx:
        assert await erasure.traces(tx, ADA) == ()
        assert await delivery_log.of_guild(tx, GUILD, 10, None) == ()
    assert await house.said() == []


async def test_who_comes_back_starts_anew_and_stays(three: ErasureHouse) -> None:
    await three.erasure.erase(GUILD, ADA)
    assert not await three.is_there(ADA)

    # At the very moment at which they were erased.
    anew = await enrol(three.store, HandClock(NOON), user_id=ADA)

    assert await three.erasure.again() == 0
    assert await three.is_there(ADA)
    assert anew.day_floor is None


async def test_erasing_twice_says_that_nothing_was_left(three: ErasureHouse) -> None:
    first, second = [await three.erasure.erase(GUILD, ADA) for _ in range(2)]
    assert first.total > 1
    assert (second.total, second.removed) == (0, 0)
    assert [stone.scope for stone in {each.mark: each for each in three.file.read().stones}.values()] == [
        Scope.MEMBER
    ]


async def test_one_person_goes_in_all_guilds_and_is_remembered_if_in_none(three: ErasureHouse) -> None:
    await enrol(three.store, HandClock(NOON - DAY), guild_id=GUILD + 1, user_id=ADA)
    async with three.store.write() as tx:
        await blocks.add(tx, GUILD + 2, BEN, ADA, NOON - DAY)

    gone = await three.erasure.forget(ADA)

    assert [each.guild_id for each in gone] == [GUILD, GUILD + 1, GUILD + 2]
    assert await three.erasure.forget(ADA) == ()
    assert await three.erasure.forget(12345) == ()
    assert await three.is_there(BEN)
    assert {stone.scope for stone in three.file.read().stones} == {Scope.PERSON}
    async with three.store.read() as tx:
        assert len(await tombstones.every(tx)) == 2
        assert await blocks.around(tx, GUILD + 2, BEN) == frozenset()


async def test_an_older_copy_of_the_database_loses_them_again(sqlite_url: str, tmp_path: Path) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    older = tmp_path / "older.db"
    store = await open_store(sqlite_url, vault=VAULT)
    for who in (ADA, BEN, CYD):
        await enrol(store, HandClock(NOON - DAY), user_id=who)
    await enrol(store, HandClock(NOON - DAY), guild_id=GUILD + 1, user_id=CYD)
    await store.close()
    shutil.copy(path, older)
    store = await open_store(sqlite_url, vault=VAULT)
    house = ErasureHouse(store, HandClock(NOON), tmp_path)
    await house.erasure.erase(GUILD, ADA)
    await house.erasure.forget(CYD)
    await store.close()

    shutil.copy(older, path)
    store = await open_store(sqlite_url, vault=VAULT)
    house = ErasureHouse(store, HandClock(NOON + DAY), tmp_path)
    assert await house.is_there(ADA)
    assert await house.erasure.again() == 3

    assert [await house.is_there(who) for who in (ADA, BEN, CYD)] == [False, True, False]
    assert not await house.is_there(CYD, GUILD + 1)
    assert await house.erasure.again() == 0
    async with store.read() as tx:
        assert set(await tombstones.every(tx)) == set(house.file.read().stones)
    await store.close()


async def test_the_two_lists_are_made_one_and_old_entries_go(three: ErasureHouse) -> None:
    ours = Tombstone("ours", Scope.MEMBER, NOON - DAY)
    theirs, both = Tombstone("theirs", Scope.GUILD, NOON - DAY), Tombstone("both", Scope.PERSON, NOON)
    old = Tombstone("old", Scope.MEMBER, NOON - KEPT - DAY)
    async with three.store.write() as tx:
        await tombstones.put(tx, [ours, Tombstone("both", Scope.PERSON, NOON - DAY), old])
    three.file.append([theirs, both, old])

    assert await three.erasure.again() == 0

    async with three.store.read() as tx:
        assert set(await tombstones.every(tx)) == {ours, theirs, both}
    assert set(three.file.read().stones) == {ours, theirs, both}


async def test_who_was_erased_in_another_database_is_found_by_the_secret_it_had(
    three: ErasureHouse, caplog: pytest.LogCaptureFixture
) -> None:
    other = VAULT.unlocked(VAULT.new_sentinel())
    names = name_of_member(GUILD, ADA), name_of_person(CYD)
    for name, scope in zip(names, (Scope.MEMBER, Scope.PERSON), strict=True):
        three.file.append([Tombstone(other.mark(name), scope, NOON)], other.sealed_secret())

    assert await three.erasure.again() == 2

    assert [await three.is_there(who) for who in (ADA, BEN, CYD)] == [False, True, False]
    marks = {maker.mark(name) for maker in (other, three.store.vault) for name in names}
    written = three.file.read()
    assert {stone.mark for stone in written.stones} == set(written.secrets) == marks
    assert len(set(written.secrets.values())) == 2
    assert "erasure.unmatched" not in caplog.text
    assert await three.erasure.again() == 0
    assert three.file.read() == written


async def test_entries_that_nobody_can_match_are_kept_and_told_loudly(
    three: ErasureHouse, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = Vault([new_key()])
    sealed, stone = stranger.new_sentinel(), Tombstone("0a" * 32, Scope.MEMBER, NOON)
    three.file.append([stone], sealed)
    three.file.path.write_bytes(three.file.path.read_bytes() + b"\xff\n")
    damaged = three.file.path.read_bytes()

    assert await three.erasure.again() == 0

    assert three.file.read() == ErasedList((stone,), {stone.mark: sealed})
    assert three.file.path.with_suffix(".damaged").read_bytes() == damaged
    told = [record.getMessage() for record in caplog.records]
    assert any("erasure.unmatched" in line and "cohort forget" in line for line in told)
    assert any("erasure.file_damaged" in line for line in told)
    assert sealed not in caplog.text


async def test_an_entry_older_than_any_backup_still_counts_at_the_start_that_forgets_it(
    three: ErasureHouse,
) -> None:
    mark = three.store.vault.mark(name_of_member(GUILD, ADA))
    three.file.append([Tombstone(mark, Scope.MEMBER, NOON)])
    later = ErasureHouse(three.store, HandClock(NOON + KEPT + DAY), three.folder)
    assert await later.erasure.again() == 1
    assert not await three.is_there(ADA)
    assert three.file.read() == ErasedList()


async def test_a_list_that_cannot_be_written_keeps_nobody_stored(
    three: ErasureHouse, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a file").touch()
    beside = ErasedFile(tmp_path / "a file")
    eraser = ErasureService(three.store, HandClock(NOON), (), beside)
    await eraser.erase(GUILD, ADA)
    assert not await three.is_there(ADA)
    assert "erasure.file_unwritable" in caplog.text


async def _damage(house: House) -> None:
    """What Ada said to Ben cannot be opened any more."""
    async with house.store.write() as tx:
        await tx.exec_driver_sql("UPDATE buddy SET asker_words = 'gone'")


async def test_words_that_no_key_opens_keep_nobody_stored_and_the_buddy_is_told(
    house: House, tmp_path: Path
) -> None:
    await house.befriend()
    await house.buddies.nudge(GUILD, ADA, "Go on")
    await house.post()
    await _damage(house)
    there = ErasureHouse(house.store, house.clock, tmp_path, (house.buddies.say_farewell,))

    gone = await there.erasure.erase(GUILD, ADA)

    assert gone.rows["buddies"] == 1
    assert not await there.is_there(ADA)
    assert await house.said() == [(News.LEFT, 0, BEN, "")]


async def _unreadable(tx: Tx, member_key: int) -> None:
    """Ends a tie of Cyd's, and finds that something of somebody else's cannot be read."""
    await tx.exec_driver_sql("UPDATE member SET timezone = 'nowhere'")
    raise Unreadable(sealed=f"of {member_key}")


async def test_a_farewell_that_reads_what_no_key_opens_is_left_out(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    house = ErasureHouse(store, HandClock(NOON), tmp_path, (_unreadable,))
    for who in (ADA, BEN):
        await enrol(store, HandClock(NOON - DAY), user_id=who)

    await house.erasure.forget(ADA)

    assert [await house.is_there(who) for who in (ADA, BEN)] == [False, True]
    assert "erasure.farewell_unreadable" in caplog.text


async def test_one_who_cannot_be_erased_again_keeps_neither_others_stored_nor_the_bot_down(
    three: ErasureHouse, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks(tx: Tx, member_key: int) -> None:
        ada = await members.find(tx, GUILD, ADA)
        if ada is not None and ada.key == member_key:
            raise ValueError("a row that nobody thought of")

    house = ErasureHouse(three.store, HandClock(NOON), tmp_path, (breaks,))
    async with three.store.write() as tx:
        for who in (ADA, BEN):
            await tombstones.put(tx, [tombstones.stone(tx, Scope.PERSON, f"person:{who}", NOON)])

    await house.erasure.again()

    assert [await house.is_there(who) for who in (ADA, BEN, CYD)] == [True, False, True]
    assert "erasure.again_failed" in caplog.text


async def test_nothing_is_written_down_twice_of_whom_there_was_nothing(three: ErasureHouse) -> None:
    for _ in range(2):
        await three.erasure.erase(GUILD, 77)
    once = len(three.file.read().stones)
    before = three.folder_bytes()
    await three.erasure.erase(GUILD, 77)

    assert once == 1
    assert three.folder_bytes() == before
    async with three.store.write() as tx:
        await blocks.add(tx, GUILD, BEN, 77, NOON)
    await three.erasure.erase(GUILD, 77)
    assert three.folder_bytes() != before
    async with three.store.read() as tx:
        assert await erasure.traces(tx, 77) == ()
