"""Nobody sits out who could be the third of a pair."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.pairing import scores
from bot.domain.pairing.columns import Columns
from bot.domain.pairing.edges import Edges
from bot.domain.pairing.graphs import Ints, cheapest_places
from bot.domain.pairing.optimum import SMALL, Matching, near_matching
from bot.domain.pairing.prices import Prices

Group = tuple[int, ...]

_EVERYBODY = 100
"""Members up to whom everybody is tried as the third."""
_TRIED = 32
_EDGES_TRIED = 200_000
_ROTATES = scores.FITMAX
"""What it counts, for each time, that all of a trio have observed more often than others."""
_NEVER = -(1 << 40)


@dataclass(frozen=True, slots=True)
class Groups:
    """Pairs and trios as rows, the third of a trio last; `worth` orders ways to have as many in them."""

    groups: list[Group]
    worth: int

    @property
    def places(self) -> int:
        """How many people are in them."""
        return sum(map(len, self.groups))


def with_trios(table: Columns, graph: Edges, found: Prices, pairs: Matching) -> Groups:
    """Everybody of the matching, and of the others as many as can join a pair, one each."""
    alone = _alone(graph, pairs)
    best = _joined(table, graph, pairs, alone)
    if len(alone) != 1:
        return best
    for third in _candidates(graph, found):
        if graph.size > SMALL and best.places > 2 * len(pairs):
            break
        rest = graph.only((graph.one != third) & (graph.other != third))
        others = near_matching(rest, table.byes * graph.scale, found)
        if len(others) == len(pairs):
            tried = _joined(table, graph, others, [third])
            best = max(best, tried, key=lambda groups: (groups.places, groups.worth))
    return best


def _alone(graph: Edges, pairs: Matching) -> list[int]:
    """Those without a partner who could meet somebody."""
    paired = {row for pair in pairs for row in pair}
    meeting = np.union1d(graph.one, graph.other).tolist()
    return [row for row in meeting if row not in paired]


def _candidates(graph: Edges, found: Prices) -> list[int]:
    """Whom to try as the third: everybody in a small pool, else those whom the others miss least."""
    most = graph.size if graph.size <= _EVERYBODY else _TRIED
    most = min(most, max(_TRIED // 4, _EDGES_TRIED // max(1, len(graph))))
    return np.argsort(found.doubled, kind="stable")[:most].tolist()


def _joined(table: Columns, graph: Edges, pairs: Matching, alone: Sequence[int]) -> Groups:
    groups: list[Group] = list(pairs)
    together = graph.points[graph.places(pairs)].astype(np.int64)
    worth = int(together.sum())
    if not pairs or not alone:
        return Groups(groups, worth)
    gains = _gains(table, graph, np.array(pairs), together, alone)
    for third, at in cheapest_places(-gains, -_NEVER):
        groups[at] = (*pairs[at], alone[third])
        worth += int(gains[third, at])
    return Groups(groups, worth)


def _gains(table: Columns, graph: Edges, pairs: Ints, together: Ints, alone: Sequence[int]) -> Ints:
    """What each pair (a column) gains by each of those alone (a row): `_NEVER` where they cannot meet."""
    theirs = np.isin(graph.one, alone) | np.isin(graph.other, alone)
    near = graph.only(theirs)
    first, second = pairs.T
    common = table.possible[:, first] & table.possible[:, second]
    observed = np.array([member.observed for member in table.members], np.int64)
    often = np.minimum(observed[first], observed[second])
    gains = np.full((len(alone), len(pairs)), _NEVER)
    for row, third in enumerate(alone):
        points = _of_one(near, third)
        can = (common & table.possible[:, [third]]).any(axis=0)
        can &= (points[first] > _NEVER) & (points[second] > _NEVER)
        more = (points[first] + points[second] + together) // 2 - together
        more -= _ROTATES * (np.minimum(often, observed[third]) - observed.min())
        gains[row, can] = more[can]
    return gains


def _of_one(graph: Edges, row: int) -> Ints:
    """The points of somebody with everybody, `_NEVER` for those whom they cannot meet."""
    points = np.full(graph.size, _NEVER)
    for mine, theirs in ((graph.one, graph.other), (graph.other, graph.one)):
        here: NDArray[np.bool_] = mine == row
        points[theirs[here]] = graph.points[here]
    return points
