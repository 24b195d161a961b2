"""A round from its pool to its pairs. Loads the numerical libraries: import it where it is needed."""

from collections.abc import Sequence

import numpy as np

from bot.domain.pairing import scores
from bot.domain.pairing.columns import Columns, columns, kept
from bot.domain.pairing.edges import Edges, edges
from bot.domain.pairing.model import Bye, ByeWhy, Pairing, Pool
from bot.domain.pairing.optimum import matching
from bot.domain.pairing.people import People
from bot.domain.pairing.prices import Prices, prices
from bot.domain.pairing.trios import Group, with_trios


def paired(pool: Pool, seed: int) -> Pairing:
    """The best pairing of a pool. The seed decides between equally good ones."""
    if not pool.members:
        return Pairing((), (), seed, 0, 0)
    table = columns(pool, seed)
    graph = edges(table)
    found = prices(graph, table.byes * graph.scale)
    pairs = matching(graph, table.byes * graph.scale, found)
    groups: list[Group] = list(pairs)
    if pool.trios:
        groups = with_trios(table, graph, found, pairs).groups
    return _told(pool, seed, table, groups, _bound(table, graph, found, groups))


def _told(pool: Pool, seed: int, table: Columns, groups: Sequence[Group], bound: int) -> Pairing:
    people = [People(pool, tuple(table.members[row] for row in group)) for group in groups]
    pairs = tuple(sorted((each.pair() for each in people), key=lambda pair: sorted(pair.members)))
    grouped = {row for group in groups for row in group}
    over = [row for row in range(table.size) if row not in grouped]
    byes = tuple(Bye(table.members[row].id, _why(table, row, over)) for row in over)
    forced = tuple(pair.members for pair in pairs if pair.repeat)
    return Pairing(pairs, byes, seed, sum(pair.score for pair in pairs), bound, forced)


def _bound(table: Columns, graph: Edges, found: Prices, groups: Sequence[Group]) -> int:
    """The most that the scores can add up to; see `Pairing`."""
    grouped = {row for group in groups for row in group}
    over = [row for row in range(table.size) if row not in grouped]
    byes = table.byes * graph.scale
    most = found.limit(byes, len(over)) // 2 + int(byes[over].sum())
    return most // graph.scale - _keeping(table, groups)


def _keeping(table: Columns, groups: Sequence[Group]) -> int:
    """What settled pairs were worth beyond their scores."""
    settled = kept(table.members, {member.id: row for row, member in enumerate(table.members)})
    group_of = {row: group for group in groups for row in group}
    homes = [group_of[one] for one, other in settled if one in group_of and other in group_of[one]]
    return sum(scores.KEEP if len(group) == 2 else scores.KEEP // 2 for group in homes)


def _why(table: Columns, row: int, over: Sequence[int]) -> ByeWhy:
    member, mine = table.members[row], table.possible[:, [row]]
    if not mine.any():
        return ByeWhy.NO_SLOTS
    free = [other for other in np.flatnonzero((table.possible & mine).any(axis=0)).tolist() if other != row]
    if table.size > 1 and not free:
        return ByeWhy.NO_COMMON_HOUR
    if free and all(scores.apart(member, table.members[other]) for other in free):
        return ByeWhy.ALL_BLOCKED
    odd = table.size % 2 == 1 and len(over) == 1
    return ByeWhy.ODD if odd else ByeWhy.ALL_TAKEN
