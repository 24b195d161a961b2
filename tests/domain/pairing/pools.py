"""Pools as they may come, and what their best pairing is worth by somebody else's algorithm."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random
from typing import Any

import networkx as nx
import rustworkx

from bot.domain import weeks
from bot.domain.pairing import SLOTS, Pairing, Pool, PoolMember, Role, scores
from bot.domain.questions import QuestionKind

WEEK = "2026-W48"
KINDS = tuple(QuestionKind)
ALWAYS = (1 << SLOTS) - 1

# Half-hours that zones lie apart from UTC, weighted by how many people live there.
_ZONES = (0, 0, 2, 2, 2, 4, 6, 11, 11, 16, 18, 20, -6, -10, -10, -12, -16)
# Half-hours of the local day at which people begin.
_EVENING, _EARLY, _ANY = (36, 37, 38, 39, 40), (12, 13, 14), tuple(range(16, 44))
_DAY, _WORKDAYS = 48, 5


def slots(*begins: int, length: int = 2) -> int:
    """A mask of windows of so many half-hours that begin at these slots."""
    return sum(((1 << length) - 1) << begin for begin in begins)


def week_of(chance: Random) -> int:
    """When somebody can, about seven hours in all, in their own zone."""
    zone, habit = chance.choice(_ZONES), chance.random()
    days = range(7) if habit < 0.8 else range(_WORKDAYS, 7)
    hours = _EVENING if habit < 0.6 else _EARLY if habit < 0.7 else _ANY
    mask = 0
    for day in days:
        if chance.random() < (0.45 if len(days) == 7 else 0.9):
            begin = day * _DAY + chance.choice(hours) - zone
            for slot in range(begin, begin + chance.randint(2, 6)):
                mask |= 1 << slot % SLOTS
    return mask


def member(name: str, chance: Random, names: Iterable[str] = (), *, draws: int = 1) -> PoolMember:
    """Somebody with a past among these names; more draws make more free time."""
    known = [other for other in names if other != name]
    met = chance.sample(known, min(len(known), chance.randint(0, 6)))
    mask = 0
    for _ in range(draws):
        mask |= week_of(chance)
    return PoolMember(
        id=name,
        kinds=frozenset(chance.sample(KINDS, chance.choice((0, 1, 1, 2, 2, 3)))),
        level=chance.randint(1, 5),
        slots=mask,
        met={other: weeks.after(WEEK, -chance.randint(1, 14)) for other in met},
        blocked=frozenset(chance.sample(known, 1) if known and chance.random() < 0.1 else ()),
        byes=chance.choice((0, 0, 0, 1, 2)),
        last_bye=weeks.after(WEEK, -1) if chance.random() < 0.1 else None,
        reliability=chance.randint(40, 100),
        comfort=mask & week_of(chance) or None,
        role=chance.choice((Role.EITHER, Role.EITHER, *Role)),
        firsts=chance.randint(0, 3),
        observed=chance.randint(0, 2),
    )


def pool(size: int, seed: int, *, draws: int = 1, **settings: Any) -> Pool:
    """A pool of so many, all of it decided by the seed."""
    chance = Random(seed)
    names = [f"m{number:05d}" for number in range(size)]
    near = [names[max(0, at - 40) : at + 40] for at in range(size)]
    members = [member(name, chance, others, draws=draws) for name, others in zip(names, near, strict=True)]
    return Pool(WEEK, tuple(members), **settings)


def changed(given: Pool, **settings: Any) -> Pool:
    """The pool with something the same for all members."""
    return replace(given, members=tuple(replace(each, **settings) for each in given.members))


def strangers(size: int, **settings: Any) -> Pool:
    """A pool of equals who can always, and never met."""
    return Pool(WEEK, tuple(PoolMember(f"m{n:03d}", slots=ALWAYS) for n in range(size)), **settings)


def settled(given: Pool, seed: int) -> Pool:
    """The pool with about half of the members in settled pairs, some of which cannot meet any more."""
    chance = Random(seed)
    names = [each.id for each in given.members]
    chance.shuffle(names)
    keeps = dict(zip(names[::4], names[1::4], strict=False))
    return replace(given, members=tuple(replace(each, keep=keeps.get(each.id)) for each in given.members))


@dataclass(frozen=True, slots=True)
class Worth:
    """How many pairs there are, and what they are worth less what byes cost, settled pairs counted."""

    pairs: int
    points: int


def may_meet(one: PoolMember, other: PoolMember, length: int) -> bool:
    """Whether two have a start in common and neither said no to the other."""
    common = scores.hours(one, length).possible & scores.hours(other, length).possible
    return bool(common) and not scores.apart(one, other)


Weights = dict[tuple[int, int], int]


def weights_of(given: Pool) -> Weights:
    """What every pair that may meet is worth, as rows of the pool: slow, and as the rules are written."""
    found: Weights = {}
    for (at, one), (to, other) in combinations(enumerate(given.members), 2):
        if may_meet(one, other, given.length):
            keeps = one.keep == other.id or other.keep == one.id
            found[at, to] = scores.score(one, other, given) + (scores.KEEP if keeps else 0)
    return found


def byes_of(given: Pool) -> list[int]:
    """What it costs to leave each member out."""
    fewest = min((each.byes for each in given.members), default=0)
    return [scores.bye_points(each, fewest, given) for each in given.members]


def best_by_networkx(given: Pool) -> Worth:
    """The best pairing by the textbook."""
    weights, byes = weights_of(given), byes_of(given)
    graph: Any = nx.Graph()
    for (one, other), points in weights.items():
        graph.add_edge(one, other, weight=points + byes[one] + byes[other])
    found: Any = nx.max_weight_matching(graph, maxcardinality=True)
    return _worth(((min(two), max(two)) for two in found), weights, byes)


def best_by_rustworkx(given: Pool) -> Worth:
    """The best pairing, with all edges at once."""
    weights, byes = weights_of(given), byes_of(given)
    graph: Any = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(byes)))
    graph.add_edges_from([(one, other, w + byes[one] + byes[other]) for (one, other), w in weights.items()])
    match: Any = rustworkx.max_weight_matching
    found: Any = match(graph, max_cardinality=True, weight_fn=int)
    return _worth(((min(two), max(two)) for two in found), weights, byes)


def worth(given: Pool, pairing: Pairing) -> Worth:
    """What a pairing without trios is worth by the same rules."""
    rows = {each.id: row for row, each in enumerate(given.members)}
    pairs = [tuple(sorted(rows[each] for each in pair.members)) for pair in pairing.pairs]
    return _worth(((one, other) for one, other in pairs), weights_of(given), byes_of(given))


def _worth(pairs: Iterable[tuple[int, int]], weights: Weights, byes: list[int]) -> Worth:
    matched = list(pairs)
    inside = {row for pair in matched for row in pair}
    left = sum(cost for row, cost in enumerate(byes) if row not in inside)
    return Worth(len(matched), sum(weights[pair] for pair in matched) - left)


def after_round(given: Pool, pairing: Pairing, count: int = 1) -> Pool:
    """The pool of the next round: who met whom, and who sat out."""
    byes = {bye.id for bye in pairing.byes}
    partners = {one: set(pair.members) - {one} for pair in pairing.pairs for one in pair.members}
    observers = {each for pair in pairing.pairs for each in pair.members[2:]}
    members = [
        replace(
            each,
            met={**each.met, **dict.fromkeys(partners.get(each.id, ()), given.round)},
            byes=each.byes + (each.id in byes),
            last_bye=given.round if each.id in byes else each.last_bye,
            observed=each.observed + (each.id in observers),
        )
        for each in given.members
    ]
    return replace(given, round=weeks.after(given.round, given.every * count), members=tuple(members))
