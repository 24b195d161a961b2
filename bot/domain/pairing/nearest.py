"""The few edges of each member that matter: those with the least slack under given prices."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.pairing.edges import Edges
from bot.domain.pairing.graphs import Ints, components

_SAMPLE = 20_000
_SPARE = 3
"""How many times as many edges as needed the first threshold lets through."""
_FURTHER = 4
_SLACK_BITS = 47


def lowest(graph: Edges, doubled: Ints, most: int) -> Ints:
    """The edges that are among the `most` of least slack at one of their ends, in order."""
    degrees = _degrees(graph, slice(None))
    enough = np.minimum(degrees, most)
    limits = np.full(graph.size, _first_limit(graph, doubled, most), np.int64)
    found = np.empty(0, np.int64)
    lacking = enough > 0
    while lacking.any():
        within = _within(graph, doubled, limits, lacking)
        found = np.union1d(found, within)
        lacking = _degrees(graph, found) < enough
        limits[lacking] *= _FURTHER
    return trimmed(graph, found, graph.slack(found, doubled), most)


def trimmed(graph: Edges, some: Ints, slack: Ints, most: int) -> Ints:
    """Of some edges with their slack, those among the `most` of least slack at one of their ends."""
    return some[_least(graph.one[some], graph.other[some], slack, most)]


def joined(graph: Edges, kept: Ints, doubled: Ints, most: int) -> tuple[Ints, Ints]:
    """Some edges and more, until they hold together what all edges do; and the part each member is in.

    Alike members like each other best: without bridges, each kind of them would be a world of its own.
    """
    while True:
        labels = components(graph.one[kept], graph.other[kept], graph.size)
        across = [_across(graph, chunk, labels, doubled, most) for chunk in graph.chunks()]
        bridges = np.concatenate([np.empty(0, np.int64), *across])
        if not len(bridges):
            return kept, labels
        slack = graph.slack(bridges, doubled)
        best = _least(labels[graph.one[bridges]], labels[graph.other[bridges]], slack, most)
        kept = np.union1d(kept, bridges[best])


def _across(graph: Edges, chunk: slice, labels: Ints, doubled: Ints, most: int) -> Ints:
    """The best edges of a chunk from each part to others."""
    one, other = labels[graph.one[chunk]], labels[graph.other[chunk]]
    here = np.flatnonzero(one != other)
    slack = graph.slack(here + chunk.start, doubled)
    return here[_least(one[here], other[here], slack, most)] + chunk.start


def _least(one: NDArray[Any], other: NDArray[Any], slack: Ints, most: int) -> Ints:
    """Which of some edges are among the `most` of least slack at one of their ends."""
    ends = np.concatenate((one, other)).astype(np.int64)
    near = np.clip(slack - slack.min(initial=0), 0, (1 << _SLACK_BITS) - 1)
    order = np.argsort((ends << _SLACK_BITS) | np.tile(near, 2), kind="stable")
    firsts = np.searchsorted(ends[order], ends[order], side="left")
    chosen = order[np.arange(len(order)) - firsts < most]
    return np.unique(chosen % max(1, len(one)))


def _degrees(graph: Edges, which: "slice | Ints") -> Ints:
    ones = np.bincount(graph.one[which], minlength=graph.size)
    return ones + np.bincount(graph.other[which], minlength=graph.size)


def _first_limit(graph: Edges, doubled: Ints, most: int) -> int:
    """A slack that about three times as many edges keep as are wanted, judged by a sample."""
    sample = np.arange(0, len(graph), max(1, len(graph) // _SAMPLE))
    share = _SPARE * most * graph.size / 2 / max(1, len(graph))
    if not len(sample) or share >= 1:
        return int(np.iinfo(np.int64).max // 2)
    return max(1, int(np.quantile(graph.slack(sample, doubled), share)))


def _within(graph: Edges, doubled: Ints, limits: Ints, lacking: NDArray[np.bool_]) -> Ints:
    """The edges of those who lack some, up to their limits."""
    found: list[Ints] = []
    for chunk in graph.chunks():
        one, other = graph.one[chunk], graph.other[chunk]
        here = np.flatnonzero(lacking[one] | lacking[other]) + chunk.start
        one, other = graph.one[here], graph.other[here]
        close = graph.slack(here, doubled) <= np.maximum(limits[one], limits[other])
        found.append(here[close])
    return np.concatenate(found) if found else np.empty(0, np.int64)
