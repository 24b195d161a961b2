"""The matching as others do it: the same pools, the same worth, all edges at once."""

from dataclasses import dataclass
from typing import Any

import networkx as nx
import rustworkx

from bot.domain.pairing import Pool, scores
from bot.domain.pairing.columns import columns
from bot.domain.pairing.edges import Edges, edges
from bot.domain.pairing.optimum import Matching, matching
from bot.domain.pairing.prices import prices

Weighted = list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Problem:
    """A pool as its edges, and what byes cost."""

    graph: Edges
    byes: Any

    @classmethod
    def of(cls, given: Pool) -> "Problem":
        """The problem that a pool poses."""
        table = columns(given, 1)
        graph = edges(table)
        return cls(graph, table.byes * graph.scale)

    def solve(self) -> Matching:
        """Our matching."""
        found = prices(self.graph, self.byes)
        return matching(self.graph, self.byes, found)

    def weighted(self) -> Weighted:
        """All edges with all that they are worth."""
        graph, byes = self.graph, self.byes
        weights = graph.weights(slice(None)) + byes[graph.one] + byes[graph.other]
        return list(zip(graph.one.tolist(), graph.other.tolist(), weights.tolist(), strict=True))

    def worth(self, pairs: Matching) -> tuple[int, int]:
        """How many pairs, and what they are worth."""
        weights = {(one, other): weight for one, other, weight in self.weighted()}
        return len(pairs), sum(weights[pair] for pair in pairs)


def by_rustworkx(size: int, weighted: Weighted) -> Matching:
    """The peer on all edges."""
    graph: Any = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from(weighted)
    match: Any = rustworkx.max_weight_matching
    return [(min(two), max(two)) for two in match(graph, max_cardinality=True, weight_fn=int)]


def by_networkx(_: int, weighted: Weighted) -> Matching:
    """The textbook on all edges."""
    graph: Any = nx.Graph()
    graph.add_weighted_edges_from(weighted)
    found: Any = nx.max_weight_matching(graph, maxcardinality=True)
    return [(min(two), max(two)) for two in found]


def by_sets(given: Pool) -> int:
    """How many may meet, with what they are worth, history apart, by sets of starts and kinds."""
    sets = [
        (
            {slot for slot in range(336) if mask.possible >> slot & 1},
            {slot for slot in range(336) if mask.easy >> slot & 1},
            set(each.kinds) or set(scores.KINDS),
            each,
        )
        for each in given.members
        for mask in (scores.hours(each, given.length),)
    ]
    total = 0
    for at, (starts, easy, kinds, one) in enumerate(sets):
        for others, their_easy, their_kinds, other in sets[at + 1 :]:
            if starts.isdisjoint(others) or scores.apart(one, other):
                continue
            total += scores.SHARED_KINDS[len(kinds & their_kinds)]
            total += scores.LEVEL_GAP[abs(one.level - other.level)]
            total += scores.role_points(one.role, other.role)
            total += scores.START * min(len(starts & others), scores.MOST_STARTS)
            total += scores.EASY_START * min(len(easy & their_easy), scores.MOST_EASY_STARTS)
            total += scores.steps(one) * scores.steps(other)
    return total
