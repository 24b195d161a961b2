"""Masks of half-hours: where a session fits, and which starts to propose. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.domain import weeks
from bot.domain.pairing.model import SLOTS

HALF_HOUR = timedelta(minutes=30)
OFFERED = 3
"""Starts proposed to a pair."""

_DAY = 48
_APART = 4
"""Half-hours between two starts of a day that are a choice."""
_HEX = SLOTS // 4
_ALL = (1 << SLOTS) - 1


def starts(slots: int, length: int) -> int:
    """The slots at which a session of `length` half-hours can begin; the week ends on Sunday night."""
    mask = slots
    for later in range(1, length):
        mask &= slots >> later
    return mask


def covered(begins: int, length: int) -> int:
    """How many half-hours the sessions that begin at these slots take up together."""
    mask = 0
    for later in range(length):
        mask |= begins << later
    return mask.bit_count()


def bits(mask: int) -> Iterator[int]:
    """The slots of a mask, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def proposed(common: int, liked: Sequence[int], length: int) -> tuple[int, ...]:
    """Up to three of the common starts: liked by most first, on different days and at different hours where
    possible.

    `liked` has a mask of comfortable starts for each member.
    """
    tiers = _tiers(common, liked)
    chosen: list[int] = []
    for apart in (_DAY, _APART + length, length):
        while len(chosen) < OFFERED and (slot := _best(tiers, _near(chosen, apart), chosen)) is not None:
            chosen.append(slot)
    rank = {slot: at for at, tier in enumerate(tiers) for slot in chosen if tier >> slot & 1}
    return tuple(sorted(chosen, key=lambda slot: (rank[slot], slot)))


def _tiers(common: int, liked: Sequence[int]) -> list[int]:
    """The common starts by how many like them, those liked by all first."""
    tiers = [common]
    for mask in liked:
        more = [tier & mask for tier in tiers] + [0]
        less = [0] + [tier & ~mask for tier in tiers]
        tiers = [up | down for up, down in zip(more, less, strict=True)]
    return tiers


def _best(tiers: Sequence[int], taken: int, chosen: Sequence[int]) -> int | None:
    free = next((tier & ~taken for tier in tiers if tier & ~taken), 0)
    return next(bits(free & ~_same_hours(chosen) or free), None)


def _same_hours(chosen: Sequence[int]) -> int:
    """On every day the starts at about the hours of those chosen."""
    if not chosen:
        return 0
    near = _near([slot % _DAY for slot in chosen], _APART)
    return sum(near << day & _ALL for day in range(0, SLOTS, _DAY))


def _near(chosen: Sequence[int], apart: int) -> int:
    """The slots too near to those chosen; a day apart means on another day, whatever the hour."""
    mask = 0
    for slot in chosen:
        if apart == _DAY:
            mask |= ((1 << _DAY) - 1) << slot // _DAY * _DAY
        else:
            mask |= ((1 << 2 * apart - 1) - 1) << slot >> (apart - 1)
    return mask


def instant(week: str, slot: int) -> datetime:
    """When a slot of an ISO week begins, in UTC."""
    return weeks.starts(week) + slot * HALF_HOUR


def touched(week: str, at: datetime, minutes: int) -> int:
    """The half-hours of an ISO week in which something takes place: it may begin between two."""
    begin, end = at - weeks.starts(week), at + timedelta(minutes=minutes) - weeks.starts(week)
    first, last = max(0, begin // HALF_HOUR), max(0, -(-end // HALF_HOUR))
    return ((1 << last) - 1) & ~((1 << first) - 1) & _ALL


def to_hex(mask: int) -> str:
    """84 hex digits: the last one's lowest bit is Monday 00:00 UTC, the first one's highest Sunday 23:30."""
    return f"{mask:0{_HEX}x}"


def from_hex(text: str) -> int:
    """What `to_hex` wrote; ValueError for anything but 84 hex digits."""
    if len(text) != _HEX or not set(text) <= set("0123456789abcdefABCDEF"):
        raise ValueError(f"must be {_HEX} hex digits")
    return int(text, 16)
