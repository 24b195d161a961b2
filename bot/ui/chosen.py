"""What somebody chose in a select: only what was offered, for a forged press may hold anything."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from bot.domain.errors import NoLongerAvailable

OfferedT = TypeVar("OfferedT")


def chosen(offered: Iterable[OfferedT], values: Sequence[str]) -> tuple[OfferedT, ...]:
    """What the values stand for, each being the text of something offered. Raises NoLongerAvailable."""
    known = {str(each): each for each in offered}
    if not known.keys() >= set(values):
        raise NoLongerAvailable
    return tuple(known[value] for value in values)


def the_one_chosen(offered: Iterable[OfferedT], values: Sequence[str]) -> OfferedT:
    """The same where exactly one is to be chosen. Raises NoLongerAvailable."""
    found = chosen(offered, values)
    if len(found) != 1:
        raise NoLongerAvailable
    return found[0]
