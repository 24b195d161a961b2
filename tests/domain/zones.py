"""Every zone of tzdata and every change of its clocks."""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

ZONES = sorted(available_timezones() - {"localtime"})
STEP = timedelta(days=10)
"""No zone changes its clocks twice in ten days."""

Change = tuple[datetime, timedelta, timedelta]
"""The instant from which on the offset is another one, the old offset and the new one."""


@cache
def changes(name: str, first_year: int, last_year: int) -> tuple[Change, ...]:
    """The changes of a zone in these years, both included, to the second."""
    zone = ZoneInfo(name)
    start, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    probes = [start + STEP * step for step in range((end - start) // STEP + 2)]
    offsets = [offset(probe, zone) for probe in probes]
    return tuple(
        (_change(zone, a, b), before, after)
        for (a, b), (before, after) in zip(pairwise(probes), pairwise(offsets), strict=True)
        if before != after
    )


def alike(first_year: int, last_year: int) -> dict[tuple[Change, ...], list[str]]:
    """Zones by their changes in these years, those that have any: the same changes, the same behaviour."""
    groups: dict[tuple[Change, ...], list[str]] = {}
    for name in ZONES:
        if found := changes(name, first_year, last_year):
            groups.setdefault(found, []).append(name)
    return groups


def offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    """What the zone's clocks are ahead of UTC."""
    ahead = instant.astimezone(zone).utcoffset()
    assert ahead is not None
    return ahead


def wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the zone's clocks show."""
    return instant.astimezone(zone).replace(tzinfo=None)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    if after - before <= timedelta(seconds=1):
        return after
    middle = (before + (after - before) // 2).replace(microsecond=0)
    changed = offset(middle, zone) != offset(before, zone)
    return _change(zone, before, middle) if changed else _change(zone, middle, after)
