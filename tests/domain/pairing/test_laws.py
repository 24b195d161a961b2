"""What holds for every pool, whoever is in it."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import given, settings

from bot.domain.pairing import Pairing, Pool, PoolMember, pair, starts
from bot.domain.pairing.slots import OFFERED
from tests.domain.pairing.strategies import pools, seeds

few = settings(max_examples=20, deadline=None)


def everybody(pairing: Pairing) -> Counter[str]:
    """How often each member has a place in it, be it a bye."""
    return Counter([*(one for each in pairing.pairs for one in each.members), *(b.id for b in pairing.byes)])


def groups(pool: Pool, pairing: Pairing) -> list[list[PoolMember]]:
    """The members of each pair."""
    by_id = {member.id: member for member in pool.members}
    return [[by_id[one] for one in each.members] for each in pairing.pairs]


@given(pools, seeds)
@few
def test_everybody_has_exactly_one_place(pool: Pool, seed: int) -> None:
    assert everybody(pair(pool, seed)) == Counter(member.id for member in pool.members)


@given(pools, seeds)
@few
def test_pairs_are_two_or_three_and_three_only_where_that_is_wanted(pool: Pool, seed: int) -> None:
    sizes = {len(each.members) for each in pair(pool, seed).pairs}
    assert sizes <= ({2, 3} if pool.trios else {2})


@given(pools, seeds)
@few
def test_nobody_meets_whom_one_of_the_two_blocked(pool: Pool, seed: int) -> None:
    meetings = [two for group in groups(pool, pair(pool, seed)) for two in combinations(group, 2)]
    assert not any(one.id in other.blocked or other.id in one.blocked for one, other in meetings)


@given(pools, seeds)
@few
def test_every_proposed_start_leaves_all_of_them_the_whole_session(pool: Pool, seed: int) -> None:
    pairing = pair(pool, seed)
    for group, each in zip(groups(pool, pairing), pairing.pairs, strict=True):
        free = [starts(member.slots, pool.length) for member in group]
        assert 1 <= len(set(each.slots)) == len(each.slots) <= OFFERED
        assert all(mask >> slot & 1 for mask in free for slot in each.slots)


@given(pools, seeds)
@few
def test_those_left_over_could_not_have_met_each_other(pool: Pool, seed: int) -> None:
    left = {bye.id for bye in pair(pool, seed).byes}
    rest = replace(pool, members=tuple(member for member in pool.members if member.id in left))
    assert pair(rest, seed).pairs == ()


@given(pools, seeds)
@few
def test_the_order_of_the_members_has_no_say(pool: Pool, seed: int) -> None:
    members = list(pool.members)
    Random(seed).shuffle(members)
    assert pair(replace(pool, members=tuple(members)), seed) == pair(pool, seed)


@given(pools, seeds)
@few
def test_a_trio_costs_no_pair(pool: Pool, seed: int) -> None:
    with_trios = pair(replace(pool, trios=True), seed)
    without = pair(replace(pool, trios=False), seed)
    assert len(with_trios.pairs) == len(without.pairs)
    assert len(with_trios.byes) <= len(without.byes)


@given(pools, seeds)
@few
def test_scores_add_up_and_stay_below_the_certificate(pool: Pool, seed: int) -> None:
    pairing = pair(pool, seed)
    assert pairing.total == sum(each.score for each in pairing.pairs) <= pairing.bound


@given(pools, seeds)
@few
def test_pairs_that_met_within_the_window_are_named(pool: Pool, seed: int) -> None:
    pairing = pair(pool, seed)
    assert pairing.forced == tuple(each.members for each in pairing.pairs if each.repeat)
