"""The list of the erased: who must not come back with an older copy of the database. Pure.

It names nobody: a mark is a keyed digest, made anew from every name that is looked for in the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

KEPT = timedelta(days=400)
"""Longer than any copy of a database is kept."""


class Scope(StrEnum):
    """What was erased."""

    MEMBER = "member"
    """One person in one guild."""
    PERSON = "person"
    """One person in all guilds."""
    GUILD = "guild"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An entry: what is older than `erased_at` is to stay away."""

    mark: str
    scope: Scope
    erased_at: datetime


def united(stones: Iterable[Tombstone]) -> tuple[Tombstone, ...]:
    """Each mark once, with its newest date."""
    newest: dict[str, Tombstone] = {}
    for stone in sorted(stones, key=lambda stone: stone.erased_at):
        newest[stone.mark] = stone
    return tuple(newest.values())


def lasting(stones: Iterable[Tombstone], now: datetime) -> tuple[Tombstone, ...]:
    """Those that are not too old to matter."""
    return tuple(stone for stone in stones if now - stone.erased_at <= KEPT)


def name_of_member(guild_id: int, user_id: int) -> str:
    """What the mark of one person in one guild is made of."""
    return f"{guild_id}:{user_id}"


def name_of_blocked(guild_id: int, user_id: int) -> str:
    """What the mark is made of that stands for an erased person in the blocks of others in one guild."""
    return f"block:{guild_id}:{user_id}"


def name_of_person(user_id: int) -> str:
    """What the mark of one person everywhere is made of."""
    return f"person:{user_id}"


def name_of_guild(guild_id: int) -> str:
    """What the mark of a guild is made of."""
    return f"guild:{guild_id}"
