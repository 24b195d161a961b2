"""Who may meet whom, and what each such pair is worth: never a table of everybody by everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.pairing import scores
from bot.domain.pairing.columns import WORDS, Columns
from bot.domain.pairing.graphs import Ints

Rows = NDArray[np.uint16]

_BLOCK = 128
"""Rows at a time: their words stay in the cache."""
_CHUNK = 1 << 20
_TIE_BITS = 8


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of rows `one` < `other` that may meet, in order, with their points.

    `scale` turns points into weights: a point outweighs all ties together.
    """

    size: int
    one: Rows
    other: Rows
    points: NDArray[np.int32]
    ties: NDArray[np.uint8]
    scale: int

    def __len__(self) -> int:
        return len(self.one)

    def weights(self, which: "slice | Ints") -> Ints:
        """The weights of some edges."""
        return self.points[which].astype(np.int64) * self.scale + self.ties[which]

    def chunks(self) -> Iterator[slice]:
        """All edges, some at a time."""
        return (slice(begin, begin + _CHUNK) for begin in range(0, len(self), _CHUNK))

    def slack(self, which: "slice | Ints", doubled: Ints) -> Ints:
        """How far twice the weights stay below the sum of both ends' doubled prices."""
        return doubled[self.one[which]] + doubled[self.other[which]] - 2 * self.weights(which)

    def places(self, pairs: Sequence[tuple[int, int]]) -> Ints:
        """Where the edges of these pairs are."""
        begins = np.searchsorted(self.one, np.arange(self.size + 1).astype(np.uint16))
        spans = ((other, begins[one], begins[one + 1]) for one, other in pairs)
        found = [begin + np.searchsorted(self.other[begin:end], np.uint16(to)) for to, begin, end in spans]
        return np.array(found, np.int64)

    def only(self, which: "NDArray[np.bool_] | Ints") -> "Edges":
        """Some of them."""
        parts = (self.one[which], self.other[which], self.points[which], self.ties[which])
        return Edges(self.size, *parts, self.scale)


def edges(table: Columns) -> Edges:
    """All pairs that share a start and are not to be kept apart."""
    scale = (1 << _TIE_BITS) * max(1, table.size // 2)
    blocks = [_block(table, begin) for begin in range(0, table.size, _BLOCK)]
    if not blocks:
        empty = np.empty(0, np.int64)
        blocks = [(empty.astype(np.uint16), empty.astype(np.uint16), empty.astype(np.int32), empty)]
    one, other, points, ties = (np.concatenate(part) for part in zip(*blocks, strict=True))
    return Edges(table.size, one, other, points, ties.astype(np.uint8), scale)


def _block(table: Columns, begin: int) -> tuple[Rows, Rows, NDArray[np.int32], NDArray[Any]]:
    """The edges from `_BLOCK` rows to all later ones."""
    end = min(begin + _BLOCK, table.size)
    meet = _meet(table.possible[:, begin:end], table.possible[:, begin:])
    meet &= np.arange(table.size - begin) > np.arange(end - begin)[:, None]
    rows, columns = _within(table.apart, begin, end)
    meet[rows, columns] = False
    near, far = np.nonzero(meet)
    one, other = near + begin, far + begin
    points = _fit(table, one, other)
    here = slice(*np.searchsorted(table.history[:, 0], (begin, end)))
    if here.start < here.stop:
        past = np.zeros(meet.shape, np.int32)
        rows, columns = (table.history[here] - begin).T
        past[rows, columns] = table.points[here]
        points += past[near, far]
    ties = (table.ties[one] * table.ties[other]) >> np.uint32(32 - _TIE_BITS)
    return one.astype(np.uint16), other.astype(np.uint16), points, ties.astype(np.uint8)


def _within(pairs: Ints, begin: int, end: int) -> tuple[Ints, Ints]:
    first, last = np.searchsorted(pairs[:, 0], (begin, end))
    here = pairs[first:last] - begin
    return here[:, 0], here[:, 1]


def _meet(these: NDArray[np.uint64], those: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of these have a bit in common with which of those."""
    both = np.empty((these.shape[1], those.shape[1]), np.uint64)
    found = these[0][:, None] & those[0]
    for word in range(1, WORDS):
        np.bitwise_and(these[word][:, None], those[word], out=both)
        found |= both
    return found != 0


def _fit(table: Columns, one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.int32]:
    """`scores.fit` of many pairs at once."""
    points = table.likes[table.traits[one], table.traits[other]].astype(np.int32)
    shared = np.bitwise_count(table.kinds[one] & table.kinds[other])
    points += np.array(scores.SHARED_KINDS, np.int32)[shared]
    points += scores.START * np.minimum(_common(table.possible, one, other), scores.MOST_STARTS)
    points += scores.EASY_START * np.minimum(_common(table.easy, one, other), scores.MOST_EASY_STARTS)
    return points


def _common(words: NDArray[np.uint64], one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.int32]:
    """How many bits each pair has in common."""
    count = np.zeros(len(one), np.int32)
    for word in words:
        count += np.bitwise_count(word[one] & word[other])
    return count
