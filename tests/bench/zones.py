"""Local days that a daily time skips or doubles in any zone of tzdata, beside APScheduler's CronTrigger."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from bot.domain.calendar import EVERY_DAY
from bot.domain.schedules import Rhythm
from tests.bench.figure import Figure
from tests.domain.zones import ZONES, alike, changes, wall

FIRST_YEAR, LAST_YEAR = 2026, 2027
SLOTS = range(0, 24 * 60, 15)
HOUR = timedelta(hours=1)

Days = Callable[[ZoneInfo, int, datetime, datetime], Iterator[date]]
"""The local dates on which a time of day, in minutes, comes in a zone between two instants."""


async def run() -> list[Figure]:
    """Every change of two years in every zone × 96 times of day; then two whole years, day by day."""
    mine, peer = _around_changes(_ours), _around_changes(_cron)
    lost, doubled = _whole_years()
    cases = mine[2]
    return [
        Figure(f"local days skipped around changes ({cases} cases)", mine[0], "days", peer[0], goal=0),
        Figure(f"local days doubled around changes ({cases} cases)", mine[1], "days", peer[1], goal=0),
        Figure("local days skipped in two whole years × 96 times", lost, "days", goal=0),
        Figure("local days doubled in two whole years × 96 times", doubled, "days", goal=0),
        Figure("next occurrence", _cost(_ours), "µs", _cost(_cron)),
    ]


def _ours(zone: ZoneInfo, minute: int, start: datetime, end: datetime) -> Iterator[date]:
    rhythm = Rhythm(minute, EVERY_DAY, zone, 0)
    at, last_day = rhythm.next_after(start, None), None
    while at is not None and at < end:
        last_day = rhythm.day_of(at)
        yield last_day
        at = rhythm.next_after(at, last_day)


def _cron(zone: ZoneInfo, minute: int, start: datetime, end: datetime) -> Iterator[date]:
    hour, minute = divmod(minute, 60)
    trigger = CronTrigger(hour=hour, minute=minute, timezone=zone)
    at: datetime | None = trigger.get_next_fire_time(None, start)
    while at is not None and at < end:
        yield wall(at, zone).date()
        at = trigger.get_next_fire_time(at, at)


def _around_changes(days: Days) -> tuple[int, int, int]:
    """Days skipped and doubled, and how many cases there were."""
    lost = doubled = cases = 0
    for name in ZONES:
        zone = ZoneInfo(name)
        for change, _, _ in changes(name, FIRST_YEAR, LAST_YEAR):
            for minute in SLOTS:
                found = _wrong(list(days(zone, minute, change - 36 * HOUR, change + 60 * HOUR)))
                lost, doubled, cases = lost + found[0], doubled + found[1], cases + 1
    return lost, doubled, cases


def _whole_years() -> tuple[int, int]:
    """One zone stands for all with the same changes."""
    lost = doubled = 0
    for names in alike(FIRST_YEAR, LAST_YEAR).values():
        zone = ZoneInfo(names[0])
        start = datetime(FIRST_YEAR, 1, 1, tzinfo=zone)
        for minute in SLOTS:
            found = _wrong(list(_ours(zone, minute, start - HOUR, start.replace(year=LAST_YEAR + 1))))
            lost, doubled = lost + found[0], doubled + found[1]
    return lost, doubled


def _wrong(days: list[date]) -> tuple[int, int]:
    steps = [(later - earlier).days for earlier, later in pairwise(days)]
    return sum(step - 1 for step in steps if step > 1), sum(1 for step in steps if step < 1)


def _cost(days: Days) -> float:
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(FIRST_YEAR, 1, 1, tzinfo=zone)
    began = time.perf_counter()
    count = sum(1 for _ in days(zone, 9 * 60, start, start.replace(year=LAST_YEAR + 1)))
    return (time.perf_counter() - began) / count * 1e6
