"""The algorithms of other people, with types: their stubs leave everything open."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import rustworkx
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

Ints = NDArray[np.int64]
Weighted = tuple[int, int, int]

_sparse: Any = csr_array
_triples: Any = coo_array
_components: Any = connected_components
_assign: Any = min_weight_full_bipartite_matching
_places: Any = linear_sum_assignment
_match: Any = rustworkx.max_weight_matching


def best_matching(nodes: int, edges: Iterable[Weighted]) -> list[tuple[int, int]]:
    """A matching of most weight among those with most pairs."""
    graph: Any = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(list(edges))
    return sorted((min(pair), max(pair)) for pair in _match(graph, max_cardinality=True, weight_fn=int))


def cheapest_assignment(rows: Ints, columns: Ints, costs: Ints, size: int) -> Ints:
    """The column of each row such that each is taken once and the costs, all above 0, add up to least."""
    square = _sparse(_triples((costs.astype(np.float64), (rows, columns)), shape=(size, size)))
    chosen, partners = _assign(square)
    found = np.empty(size, np.int64)
    found[chosen] = partners
    return found


def cheapest_places(costs: Ints, never: int) -> list[tuple[int, int]]:
    """Rows and columns of a table, each once: as many as can be below `never`, and of those the cheapest."""
    rows, columns = _places(np.where(costs < never, costs, never).astype(np.float64))
    chosen = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in chosen if costs[row, column] < never]


def components(one: NDArray[Any], other: NDArray[Any], size: int) -> Ints:
    """The number of the component that each node belongs to."""
    ones = np.ones(len(one), np.int8)
    labels: Any = _components(_triples((ones, (one, other)), shape=(size, size)), directed=False)[1]
    return np.asarray(labels, np.int64)
