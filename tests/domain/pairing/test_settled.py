"""After somebody dropped out: the others keep whom they have settled with."""

from dataclasses import replace
from random import Random
from typing import Any

import networkx as nx
import pytest

from bot.domain.pairing import Pairing, Pool, ReasonKind, pair
from tests.domain.pairing.pools import pool, strangers, weights_of


def dropped(given: Pool, pairing: Pairing, count: int, seed: int) -> Pool:
    """The pool without some of its members; everybody else has settled with their partner."""
    gone = {each.id for each in Random(seed).sample(given.members, count)}
    partner = {
        one: other
        for each in pairing.pairs
        for one, other in zip(each.members, reversed(each.members), strict=True)
        if not gone & set(each.members)
    }
    rest = [replace(each, keep=partner.get(each.id)) for each in given.members if each.id not in gone]
    return replace(given, members=tuple(rest))


def kept_pairs(given: Pool) -> set[frozenset[str]]:
    """The settled pairs of a pool."""
    return {frozenset((each.id, each.keep)) for each in given.members if each.keep}


def most_pairs(given: Pool, without: set[str]) -> int:
    """How many pairs some of the members could make among themselves."""
    graph: Any = nx.Graph(
        two for two in weights_of(given) if not without & {given.members[row].id for row in two}
    )
    return len(nx.max_weight_matching(graph, maxcardinality=True))


@pytest.mark.parametrize("seed", range(12))
def test_a_settled_pair_is_broken_only_where_that_gains_a_pair(seed: int) -> None:
    given = pool(40, seed, trios=False)
    rest = dropped(given, pair(given, seed), 5, seed)
    pairing = pair(rest, seed)
    settled = kept_pairs(rest)
    broken = settled - {frozenset(each.members) for each in pairing.pairs}
    others = most_pairs(rest, {name for two in settled for name in two})
    gained = len(pairing.pairs) - len(settled) - others
    assert gained > 0 if broken else gained == 0


def test_those_whose_partners_left_find_each_other() -> None:
    given = strangers(20)
    first = pair(given, 1)
    gone = {each.members[0] for each in first.pairs[:2]}
    orphans = {each.members[1] for each in first.pairs[:2]}
    partner = {each.members[0]: each.members[1] for each in first.pairs[2:]}
    rest = [replace(each, keep=partner.get(each.id)) for each in given.members if each.id not in gone]
    pairing = pair(replace(given, members=tuple(rest)), 2)
    pairs = {frozenset(each.members) for each in pairing.pairs}
    assert pairs == {frozenset(two) for two in (*partner.items(), orphans)}


def test_a_settled_pair_stays_even_for_those_who_met_last_week() -> None:
    given = strangers(4)
    a, b, c, d = given.members
    members = (
        replace(a, keep=b.id),
        b,
        replace(c, met={d.id: "2026-W47"}, byes=3),
        replace(d, byes=3),
    )
    pairing = pair(replace(given, members=members), 1)
    assert [set(each.members) for each in pairing.pairs] == [{a.id, b.id}, {c.id, d.id}]


def test_a_settled_pair_is_told_that_it_is_one_and_scores_as_before() -> None:
    two = strangers(2)
    again = replace(two, members=(replace(two.members[0], keep="m001"), two.members[1]))
    before, after = pair(two, 1), pair(again, 2)
    assert ReasonKind.KEPT in {reason.kind for reason in after.pairs[0].reasons}
    assert (after.total, after.bound) == (before.total, before.bound)
    assert (after.pairs[0].kind, after.pairs[0].slots) == (before.pairs[0].kind, before.pairs[0].slots)


def test_one_alone_joins_those_who_have_not_settled_yet() -> None:
    given = strangers(5)
    a, b, *rest = given.members
    pairing = pair(replace(given, members=(replace(a, keep=b.id), b, *rest)), 1)
    assert sorted(len(each.members) for each in pairing.pairs) == [2, 3]
    assert next(set(each.members) for each in pairing.pairs if len(each.members) == 2) == {a.id, b.id}
