"""A pool as columns of numbers: everything the weights need, in the order of the members' ids."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bot.domain.pairing import scores
from bot.domain.pairing.graphs import Ints
from bot.domain.pairing.model import Pool, PoolMember, Role

WORDS = 6
"""64-bit words of a week."""
_BYTES = 8 * WORDS
_ROLES = tuple(Role)
_LEVELS, _STEPS = 5, scores.RELIABILITY_STEPS + 1


@dataclass(frozen=True, slots=True)
class Columns:
    """The members of a pool, sorted by id. Arrays have a row for each, those of words one for each word.

    `traits` joins level, role and reliability; `likes` says what two traits are worth together. `ties` are
    random numbers of the round. `byes` is what it costs to leave a member out. `apart` and `history` have
    pairs of rows: those that must not meet, and those whose past changes what they are worth.
    """

    members: tuple[PoolMember, ...]
    possible: NDArray[np.uint64]
    easy: NDArray[np.uint64]
    kinds: NDArray[np.uint8]
    traits: NDArray[np.uint8]
    likes: NDArray[np.int16]
    ties: NDArray[np.uint32]
    byes: Ints
    apart: Ints
    history: Ints
    points: Ints
    """Of the pairs in `history`."""

    @property
    def size(self) -> int:
        """How many members there are."""
        return len(self.members)


def columns(pool: Pool, seed: int) -> Columns:
    """The columns of a pool; what members say about others who are not in it is left out."""
    members = tuple(sorted(pool.members, key=lambda member: member.id))
    rows = {member.id: row for row, member in enumerate(members)}
    hours = [scores.hours(member, pool.length) for member in members]
    fewest = min((member.byes for member in members), default=0)
    past = _past(members, rows, pool)
    return Columns(
        members,
        _words([each.possible for each in hours]),
        _words([each.easy for each in hours]),
        np.array([scores.kind_mask(member) for member in members], np.uint8),
        np.array([_trait(member) for member in members], np.uint8),
        _likes(),
        np.array([_tie(f"{pool.round} {seed} {member.id}") for member in members], np.uint32),
        np.array([scores.bye_points(member, fewest, pool) for member in members], np.int64),
        _table(sorted(_apart(members, rows))),
        _table(sorted(past)),
        np.array([past[pair] for pair in sorted(past)], np.int64),
    )


def _table(pairs: list[tuple[int, int]]) -> Ints:
    return np.array(pairs, np.int64).reshape(-1, 2)


def _words(masks: list[int]) -> NDArray[np.uint64]:
    raw = b"".join(mask.to_bytes(_BYTES, "little") for mask in masks)
    return np.ascontiguousarray(np.frombuffer(raw, "<u8").reshape(-1, WORDS).T).astype(np.uint64)


def _trait(member: PoolMember) -> int:
    role = _ROLES.index(member.role)
    return ((member.level - 1) * len(_ROLES) + role) * _STEPS + scores.steps(member)


@cache
def _likes() -> NDArray[np.int16]:
    """Level, role and reliability of two in one table."""
    levels, roles, steps = np.indices((_LEVELS, len(_ROLES), _STEPS)).reshape(3, -1)
    gap = np.array(scores.LEVEL_GAP)[abs(levels[:, None] - levels[None, :])]
    points = np.array([[scores.role_points(one, other) for other in _ROLES] for one in _ROLES])
    return (gap + points[roles[:, None], roles[None, :]] + steps[:, None] * steps[None, :]).astype(np.int16)


def _tie(text: str) -> int:
    """Odd, so that products of two keep all their bits."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little") | 1


def _apart(members: tuple[PoolMember, ...], rows: dict[str, int]) -> set[tuple[int, int]]:
    named = ((row, rows.get(other)) for row, member in enumerate(members) for other in member.blocked)
    return {_ordered(row, other) for row, other in named if other not in (None, row)}


def _past(members: tuple[PoolMember, ...], rows: dict[str, int], pool: Pool) -> dict[tuple[int, int], int]:
    """Points by pair of rows: who met, and who has settled with whom."""

    @cache
    def cost(week: str) -> int:
        return scores.history_points(scores.rounds_ago(week, pool), pool.window)

    newest: dict[tuple[int, int], str] = {}
    for pair, week in _meetings(members, rows):
        newest[pair] = max(week, newest.get(pair, week))
    found = {pair: cost(week) for pair, week in newest.items()}
    for pair in kept(members, rows):
        found[pair] = found.get(pair, 0) + scores.KEEP
    return found


def _meetings(members: tuple[PoolMember, ...], rows: dict[str, int]) -> Iterator[tuple[tuple[int, int], str]]:
    for row, member in enumerate(members):
        for other, week in member.met.items():
            if other in rows and rows[other] != row:
                yield _ordered(row, rows[other]), week


def kept(members: tuple[PoolMember, ...], rows: dict[str, int]) -> set[tuple[int, int]]:
    """The settled pairs, as rows."""
    named = ((row, rows.get(member.keep)) for row, member in enumerate(members) if member.keep)
    return {_ordered(row, other) for row, other in named if other not in (None, row)}


def _ordered(row: int, other: int) -> tuple[int, int]:
    return (row, other) if row < other else (other, row)
