"""What a round is matched from, what follows its first turn, and how it is kept."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.pair_file import read_pool
from bot.domain import availability
from bot.domain.members import Member
from bot.domain.mock_pool import GAUNTLET, PoolEntry
from bot.domain.mock_reliability import Reliability
from bot.domain.mock_round_book import read, written
from bot.domain.mock_round_pool import People, RoundPool, digest, following, gather, owed, reported, together
from bot.domain.mock_rounds import RoundSettings
from bot.domain.pairing import SLOTS, ByeWhy, Pair, Pool, PoolMember, Role, pair, starts
from bot.domain.pairing.slots import bits, instant
from bot.domain.questions import QuestionKind

WEEK = "2026-W48"
BERLIN = ZoneInfo("Europe/Berlin")
EVENINGS = availability.hours(range(7), 18, 22)
WHOLE = (1 << SLOTS) - 1
NOBODY = People(met={}, apart=(), reliability={}, ahead=WHOLE)
USUAL = RoundSettings(1)


def entry(key: int, **values: Any) -> PoolEntry:
    member = Member(key, 1, key + 100, BERLIN, 180, None)
    usual: dict[str, Any] = {
        "member": member,
        "kinds": frozenset[QuestionKind](),
        "level": 3,
        "per_week": 1,
        "role": Role.EITHER,
        "usual": EVENINGS,
    }
    return PoolEntry(**{**usual, **values})


def test_only_those_who_take_part_this_week_are_in_it() -> None:
    here = [
        entry(1),
        entry(2, skip_week=WEEK),
        entry(3, paused_until=date(2026, 12, 24)),
        entry(4, paused_until=date(2026, 11, 20)),
    ]
    found = gather(USUAL, WEEK, here, NOBODY)
    assert [each.id for each in found.pool.members] == ["1", "4"]
    assert (found.pool.length, found.pool.window, found.pool.every, found.pool.trios) == (2, 8, 1, True)


def test_history_blocks_and_reliability_come_with_their_people() -> None:
    bad = Reliability(no_shows=9)
    people = People({(1, 2): "2026-W40"}, frozenset({(101, 103), (103, 101), (101, 999)}), {2: bad}, WHOLE)
    one, two, three = gather(USUAL, WEEK, [entry(1), entry(2), entry(3)], people).pool.members
    assert one.met == {"2": "2026-W40"}
    assert (one.blocked, three.blocked) == (frozenset({"3"}), frozenset({"1"}))
    assert (one.reliability, two.reliability) == (100, bad.percent)


def test_an_hour_at_which_somebody_has_an_interview_already_is_not_free() -> None:
    free, other = gather(USUAL, WEEK, [entry(1), entry(2)], NOBODY).pool.members
    first = next(bits(free.slots))
    taken = ((1, instant(WEEK, first), 60),)
    (busy, same) = gather(USUAL, WEEK, [entry(1), entry(2)], replace(NOBODY, taken=taken)).pool.members
    assert free.slots & ~busy.slots == 0b11 << first
    assert same.slots == other.slots


def test_slots_that_have_passed_are_none() -> None:
    (member,) = gather(USUAL, WEEK, [entry(1)], replace(NOBODY, ahead=0)).pool.members
    assert member.slots == 0


@pytest.mark.parametrize(
    ("values", "record", "count"),
    [
        ({}, Reliability(), 1),
        ({"per_week": 3}, Reliability(), 3),
        ({"per_week": 3}, Reliability(no_shows=5), 1),
        ({"gauntlet_week": WEEK}, Reliability(), 3),
        ({"gauntlet_week": "2026-W49", "per_week": 2}, Reliability(), 2),
    ],
)
def test_how_many_interviews_somebody_gets(
    values: dict[str, object], record: Reliability, count: int
) -> None:
    found = gather(USUAL, WEEK, [entry(1, **values)], replace(NOBODY, reliability={1: record}))
    assert found.more.get("1", 1) == count


def test_a_gauntlet_is_one_interview_of_each_kind() -> None:
    here = [entry(1, gauntlet_week=WEEK), *(entry(key, per_week=3) for key in range(2, 9))]
    found = gather(USUAL, WEEK, here, NOBODY)
    assert found.pool.members[0].kinds == frozenset(GAUNTLET)
    turns = [pair(found.pool, 1)]
    while len(turns) < 3:
        turns.append(pair(following(found, [each for turn in turns for each in turn.pairs]), len(turns)))
    kinds = [each.kind for turn in turns for each in turn.pairs if "1" in each.members]
    assert sorted(kinds) == sorted(GAUNTLET)


MASKS = st.lists(st.integers(0, SLOTS - 1), max_size=40).map(lambda bits: sum(1 << bit for bit in {*bits}))


@st.composite
def pools(draw: st.DrawFn) -> RoundPool:
    count = draw(st.integers(2, 9))
    keys = [str(number) for number in range(1, count + 1)]
    members = tuple(
        PoolMember(
            key,
            draw(st.frozensets(st.sampled_from(list(QuestionKind)), max_size=3)),
            draw(st.integers(1, 5)),
            draw(MASKS) | draw(MASKS) << 1 & WHOLE,
            met=draw(
                st.dictionaries(
                    st.sampled_from([other for other in keys if other != key]),
                    st.sampled_from(["2026-W40", WEEK]),
                    max_size=2,
                )
            ),
            blocked=draw(st.frozensets(st.sampled_from(keys), max_size=1)) - {key},
            byes=draw(st.integers(0, 4)),
            last_bye=draw(st.none() | st.just("2026-W47")),
            reliability=draw(st.integers(0, 100)),
            comfort=draw(st.none() | MASKS),
            role=draw(st.sampled_from(list(Role))),
            firsts=draw(st.integers(0, 3)),
            observed=draw(st.integers(0, 3)),
        )
        for key in keys
    )
    more = draw(st.dictionaries(st.sampled_from(keys), st.integers(2, 3)))
    return RoundPool(Pool(WEEK, members, length=draw(st.integers(1, 3)), trios=draw(st.booleans())), more)


@given(found=pools())
def test_what_is_kept_is_read_as_it_was(found: RoundPool) -> None:
    assert read(written(found)) == found


@given(found=pools())
def test_the_pool_that_is_kept_can_be_given_to_the_command_line(
    tmp_path_factory: pytest.TempPathFactory, found: RoundPool
) -> None:
    file = tmp_path_factory.getbasetemp() / "pool.json"
    file.write_text(json.dumps(json.loads(written(found))["pool"]), encoding="utf-8")
    assert read_pool(file) == found.pool


@given(found=pools(), seed=st.integers(0, 2**31))
def test_nobody_gets_more_than_they_want_or_anybody_twice_or_two_at_a_time(
    found: RoundPool, seed: int
) -> None:
    turns = [pair(found.pool, seed)]
    for turn in (1, 2):
        turns.append(pair(following(found, [each for done in turns for each in done.pairs]), seed + turn))
    match = together(turns, seed)
    for member in found.pool.members:
        mine = [each for each in match.pairs if member.id in each.members]
        partners = [key for each in mine for key in each.members if key != member.id]
        assert len(mine) <= found.more.get(member.id, 1)
        assert len(partners) == len(set(partners))
        slots = [slot + more for each in mine for slot in each.slots for more in range(found.pool.length)]
        assert len(slots) == len(set(slots))
    report = reported(match, len(found.pool.members))
    taken = {key for each in match.pairs for key in each.members}
    assert len(report.bye_keys) == len(found.pool.members) - len(taken)
    assert sum(report.byes.values()) == len(report.bye_keys)


def test_a_second_interview_is_on_other_days_where_there_are_any() -> None:
    first = Pair(("1", "2"), QuestionKind.CODING, (36, 84, 132), 0, (), repeat=False)
    many = PoolMember("1", slots=EVENINGS)
    few = PoolMember("2", slots=sum(0b1111 << slot for slot in (36, 84, 132)))
    members = following(RoundPool(Pool(WEEK, (many, few)), {"1": 2, "2": 2}), [first]).members
    assert starts(members[0].slots, 2) & ((1 << 144) - 1) == 0
    assert starts(members[1].slots, 2) == sum(1 << slot for slot in (38, 86, 134))


def test_who_has_nobody_yet_comes_before_those_who_want_more() -> None:
    first = Pair(("1", "2"), QuestionKind.CODING, (36,), 0, (), repeat=False)
    members = tuple(PoolMember(key, slots=EVENINGS, byes=5) for key in ("1", "2", "3"))
    found = following(RoundPool(Pool(WEEK, members), {"1": 2}), [first])
    assert [(each.id, each.byes) for each in found.members] == [("1", 1), ("3", 8)]
    assert found.members[0].blocked == {"2"}


def test_the_same_pairs_have_the_same_digest_in_any_order() -> None:
    one = Pair(("1", "2"), QuestionKind.CODING, (36,), 0, (), repeat=False)
    two = Pair(("3", "4"), QuestionKind.CODING, (36,), 0, (), repeat=False)
    assert digest([one, two]) == digest([two, one])
    assert digest([one]) != digest([two])


def test_who_gave_no_time_is_owed_nothing() -> None:
    assert owed({1: ByeWhy.ODD, 2: ByeWhy.NO_SLOTS}) == {1}
