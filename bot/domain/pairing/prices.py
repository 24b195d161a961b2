"""What each member is worth to a matching in halves: the dual of its linear programme.

Matchings in halves are solved by an assignment of everybody to everybody, over the few best edges of each;
the prices that come with it are held against all edges, and those that are worth more join, until none is.
"""

from dataclasses import dataclass

import numpy as np

from bot.domain.pairing.edges import Edges
from bot.domain.pairing.graphs import Ints, cheapest_assignment
from bot.domain.pairing.nearest import lowest, trimmed

_FIRST_EDGES, _MORE_EDGES = 12, 6
_ROUNDS = 8
_MOST_PASSES = 2_000
_GUESSES = 10
_NONE = np.iinfo(np.int64).min // 4
_EXACT = 1 << 50
"""Whole numbers up to here stay whole in the assignment, which counts in floats."""
_SUMS = 1 << 60


@dataclass(frozen=True, slots=True)
class Prices:
    """Doubled prices: no edge is worth more, doubled, than those of its ends together.

    `alone` are those whom even a matching in halves leaves out.
    """

    doubled: Ints
    alone: Ints

    def limit(self, byes: Ints, left: int) -> int:
        """Twice what matchings that leave so many out are worth at most, less what the byes cost.

        All edges and byes together are worth at most the prices of all, less those of whoever is left out.
        """
        return int(self.doubled.sum() - np.sort(self.doubled + 2 * byes)[:left].sum())


def prices(graph: Edges, byes: Ints) -> Prices:
    """Prices for a graph in which leaving somebody out costs `byes`, in weights."""
    if not len(graph):
        return Prices(-2 * byes, np.arange(graph.size))
    best = _best(graph)
    kept = lowest(graph, best, _FIRST_EDGES)
    guess = _guessed(graph, kept, best)
    kept = np.union1d(kept, lowest(graph, guess, _FIRST_EDGES))
    found = _of(graph, kept, byes, _guessed(graph, kept, guess))
    for _ in range(_ROUNDS):
        over, slack = _violated(graph, found.doubled)
        if not len(over):
            return found
        kept = np.union1d(kept, trimmed(graph, over, slack, _MORE_EDGES))
        found = _of(graph, kept, byes, found.doubled)
    return Prices(_raised(graph, found.doubled), found.alone)


def _best(graph: Edges) -> Ints:
    """The weight of the best edge of each; 0 for who has none."""
    best = np.full(graph.size, _NONE)
    for chunk in graph.chunks():
        weights = graph.weights(chunk)
        np.maximum.at(best, graph.one[chunk], weights)
        np.maximum.at(best, graph.other[chunk], weights)
    return np.where(best == _NONE, 0, best)


def _guessed(graph: Edges, kept: Ints, best: Ints) -> Ints:
    """Prices near the right ones, from which the assignment takes a tenth of its time."""
    one, other, doubled = graph.one[kept], graph.other[kept], 2 * graph.weights(kept)
    guess = best
    for _ in range(_GUESSES):
        wanted = np.full(graph.size, _NONE)
        np.maximum.at(wanted, one, doubled - guess[other])
        np.maximum.at(wanted, other, doubled - guess[one])
        guess = np.where(wanted == _NONE, 0, (guess + wanted) // 2)
    return guess


def _violated(graph: Edges, doubled: Ints) -> tuple[Ints, Ints]:
    """The edges that are worth more than their ends, and by how much, as negative slack."""
    found: list[tuple[Ints, Ints]] = []
    for chunk in graph.chunks():
        slack = graph.slack(chunk, doubled)
        here = np.flatnonzero(slack < 0)
        found.append((here + chunk.start, slack[here]))
    over, slack = (np.concatenate(part) for part in zip(*found, strict=True))
    return over, slack


def _raised(graph: Edges, doubled: Ints) -> Ints:
    """Prices that no edge exceeds, at the least additional cost for each end."""
    over, slack = _violated(graph, doubled)
    more = np.zeros_like(doubled)
    np.maximum.at(more, graph.one[over], -slack)
    return doubled + more


def _of(graph: Edges, kept: Ints, byes: Ints, start: Ints) -> Prices:
    """Prices as few edges make them. Who is left out is assigned to themselves."""
    everybody = np.arange(graph.size)
    one, other = graph.one[kept].astype(np.int64), graph.other[kept].astype(np.int64)
    rows, columns = np.concatenate((one, other, everybody)), np.concatenate((other, one, everybody))
    weights = graph.weights(kept)
    span = 2 * int(weights.max() - weights.min() + 2 * byes.max() + 1)
    alone = min(span * graph.size, _EXACT, _SUMS // graph.size)
    costs = start[rows] + start[columns] - 2 * np.concatenate((weights, weights, -alone - 2 * byes))
    shift = 1 - int(costs.min())
    costs += shift
    partners = cheapest_assignment(rows, columns, costs, graph.size)
    own = np.zeros(graph.size, np.int64)
    taken = columns == partners[rows]
    own[rows[taken]] = costs[taken]
    distances = _distances(partners[rows], columns, costs - own[rows], graph.size)
    less = own - distances[partners] + distances
    # Rounded up: a price may be too high by half, but never too low.
    return Prices(start - (less - shift) // 2, np.flatnonzero(partners == everybody))


def _distances(tails: Ints, heads: Ints, lengths: Ints, size: int) -> Ints:
    """The least distance to every node from whichever is nearest; every node is a head."""
    order = np.argsort(heads, kind="stable")
    tails, lengths = tails[order], lengths[order]
    begins = np.searchsorted(heads[order], np.arange(size))
    distances = np.zeros(size, np.int64)
    for _ in range(_MOST_PASSES):
        shorter = np.minimum(distances, np.minimum.reduceat(distances[tails] + lengths, begins))
        if np.array_equal(shorter, distances):
            break
        distances = shorter
    return distances
