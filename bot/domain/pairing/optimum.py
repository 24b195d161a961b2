"""The matching of most weight among those with most pairs.

Small graphs are solved as they are. In large ones the prices say which few edges matter and how much weight
each of them gives away: that graph has the same best matching, and it is found many times faster there.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.pairing.edges import Edges
from bot.domain.pairing.graphs import Ints, Weighted, best_matching, components
from bot.domain.pairing.nearest import joined, lowest, trimmed
from bot.domain.pairing.prices import Prices

Matching = list[tuple[int, int]]

SMALL = 150
"""Members up to whom all edges are looked at."""

_KEPT, _BRIDGES = 10, 40
"""Edges of each member, and between parts that would fall asunder."""
_MORE_KEPT, _KEPT_OF_LEFT = 40, 1_000
"""The same where somebody was left out who perhaps need not be."""
_PROVED = 150_000
"""Edges among which the best matching is looked for once more, to be sure of it."""
_THOROUGH = 2_000
"""Members up to whom no edge is left out in the end."""
_MOST_STANDINS = 64
_STANDIN_EDGES = 200_000


def matching(graph: Edges, byes: Ints, found: Prices) -> Matching:
    """The best pairs, as rows, lower first."""
    if graph.size <= SMALL:
        return _whole(graph, byes)
    few = lowest(graph, found.doubled, _KEPT)
    kept, labels = joined(graph, few, found.doubled, _BRIDGES)
    pairs = _by_part(graph, kept, byes, found)
    fewest = _alone(found, labels)
    if graph.size - 2 * len(pairs) > fewest:
        kept = np.union1d(kept, _more(graph, found, pairs))
        pairs = max(pairs, _by_part(graph, kept, byes, found), key=len)
    if graph.size - 2 * len(pairs) > fewest and graph.size <= _THOROUGH:
        return max(pairs, _by_part(graph, np.arange(len(graph)), byes, found), key=len)
    wider = _better(graph, byes, found, pairs, asunder=len(kept) > len(few))
    return _by_part(graph, np.union1d(kept, wider), byes, found) if len(wider) else pairs


def near_matching(graph: Edges, byes: Ints, found: Prices) -> Matching:
    """The best pairs, or nearly; the prices may be those of a graph with more edges."""
    if graph.size <= SMALL:
        return _whole(graph, byes)
    return _by_part(graph, lowest(graph, found.doubled, _KEPT), byes, found)


def _better(graph: Edges, byes: Ints, found: Prices, pairs: Matching, *, asunder: bool) -> Ints:
    """The edges that a better matching with as many pairs could have; none where they are too many.

    No matching with an edge is worth more than the limit less its slack. Where those alike keep to themselves
    the first edges say least, and some of too many are better than none.
    """
    left = np.setdiff1d(np.arange(graph.size), np.array(pairs, np.int64))
    worth = 2 * int(graph.weights(graph.places(pairs)).sum() - byes[left].sum())
    gap = found.limit(byes, len(left)) - worth
    near = [np.flatnonzero(graph.slack(chunk, found.doubled) < gap) + chunk.start for chunk in graph.chunks()]
    wider = np.concatenate([np.empty(0, np.int64), *near])
    if len(wider) <= _PROVED:
        return wider
    if not asunder:
        return wider[:0]
    return trimmed(graph, wider, graph.slack(wider, found.doubled), _MORE_KEPT)


def _alone(found: Prices, labels: Ints) -> int:
    """How many are left out whatever one does: alone even in halves, or one of an odd part."""
    sizes = np.bincount(labels)
    alone = np.bincount(labels[found.alone], minlength=len(sizes))
    return int(np.sum(alone + (sizes - alone) % 2))


def _more(graph: Edges, found: Prices, pairs: Matching) -> Ints:
    """More edges of everybody, and most of those who were left out."""
    paired = np.zeros(graph.size, np.bool_)
    paired[np.array(pairs, np.int64).ravel()] = True
    near = [
        np.flatnonzero(~(paired[graph.one[chunk]] & paired[graph.other[chunk]])) + chunk.start
        for chunk in graph.chunks()
    ]
    theirs = np.concatenate([np.empty(0, np.int64), *near])
    few = trimmed(graph, theirs, graph.slack(theirs, found.doubled), _KEPT_OF_LEFT)
    return np.union1d(lowest(graph, found.doubled, _MORE_KEPT), few)


def _whole(graph: Edges, byes: Ints) -> Matching:
    weights = graph.weights(slice(None)) + byes[graph.one] + byes[graph.other]
    return best_matching(graph.size, _triples(graph.one, graph.other, weights))


def _triples(one: NDArray[Any], other: NDArray[Any], weights: Ints) -> Iterator[Weighted]:
    return zip(one.tolist(), other.tolist(), weights.tolist(), strict=True)


def _by_part(graph: Edges, kept: Ints, byes: Ints, found: Prices) -> Matching:
    """Each part that the kept edges fall into, by itself."""
    labels = components(graph.one[kept], graph.other[kept], graph.size)
    sparse = graph.only(kept)
    order = np.argsort(labels, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    edge_labels = labels[sparse.one]
    edge_order = np.argsort(edge_labels, kind="stable")
    bounds = np.searchsorted(edge_labels[edge_order], np.arange(len(members) + 1))
    pairs: Matching = []
    for number, rows in enumerate(members):
        if len(rows) > 1:
            part = sparse.only(np.sort(edge_order[bounds[number] : bounds[number + 1]]))
            pairs += _part(part, rows, byes, found.doubled)
    return sorted(pairs)


def _part(part: Edges, rows: Ints, byes: Ints, doubled: Ints) -> Iterator[tuple[int, int]]:
    places = np.empty(part.size, np.int64)
    places[rows] = np.arange(len(rows))
    one, other = places[part.one], places[part.other]
    dear = doubled[rows] + 2 * byes[rows]
    loss = part.slack(slice(None), doubled)
    solved = _priced(one, other, loss, dear - dear.min())
    if solved is None:
        weights = part.weights(slice(None)) + byes[part.one] + byes[part.other]
        solved = best_matching(len(rows), _triples(one, other, weights))
    return ((int(rows[a]), int(rows[b])) for a, b in solved)


def _priced(one: Ints, other: Ints, loss: Ints, dear: Ints) -> Matching | None:
    """The pairs that give away least; None if too many have to be left out for it.

    Stand-ins pair with those who are left out, so that everybody is matched and only losses differ.
    """
    size, top = len(dear), int(max(loss.max(), dear.max())) + 1
    edges = list(_triples(one, other, top - loss))
    standins = size % 2
    while standins <= _MOST_STANDINS:
        cheap = np.sort(np.argsort(dear, kind="stable")[: _STANDIN_EDGES // max(1, standins)]).tolist()
        extra = [(row, size + n, top - int(dear[row])) for n in range(standins) for row in cheap]
        pairs = best_matching(size + standins, edges + extra)
        if missing := size + standins - 2 * len(pairs):
            standins += missing
            continue
        return [pair for pair in pairs if pair[1] < size]
    return None
