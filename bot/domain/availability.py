"""When people can: half-hours of their own local week, and what those are in UTC in a concrete week. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache, reduce
from operator import and_
from zoneinfo import ZoneInfo

from bot.domain import weeks
from bot.domain.calendar import EVERY_DAY
from bot.domain.pace import Pace, Stretch
from bot.domain.roadmap_terms import DayPart

Windows = int
"""A mask of the 336 half-hours of a local week; the lowest bit is Monday 00:00 to 00:30."""

DAY = 48
"""Half-hours."""

WEEK = 7 * DAY
NEVER: Windows = 0
ALWAYS: Windows = (1 << WEEK) - 1
WHOLE_DAY = (1 << DAY) - 1

_MINUTE = timedelta(minutes=1)
HALF_HOUR = 30 * _MINUTE
_WEEKDAYS, _WEEKEND = frozenset(range(5)), frozenset({5, 6})


class Band(StrEnum):
    """A part of the day that is given by one tap."""

    EARLY = "early"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


BANDS: Mapping[Band, tuple[int, int]] = {
    Band.EARLY: (6, 9),
    Band.MORNING: (9, 12),
    Band.AFTERNOON: (12, 18),
    Band.EVENING: (18, 22),
    Band.NIGHT: (22, 24),
}
"""From which hour to which; the end is not included."""


class Preset(StrEnum):
    """A usual week that many have."""

    WEEKDAY_EVENINGS = "weekday_evenings"
    EVERY_EVENING = "every_evening"
    WEEKENDS = "weekends"
    LUNCH = "lunch"
    STUDY_DAYS = "study_days"
    """When the member studies, as far as they have said it."""


_COMFORT = (8, 22)
_AFTER_WORK, _FREE_DAY, _LUNCH = BANDS[Band.EVENING], (10, 18), (12, 14)
_PARTS: Mapping[DayPart, tuple[int, int]] = {
    DayPart.MORNING: BANDS[Band.MORNING],
    DayPart.MIDDAY: _LUNCH,
    DayPart.AFTERNOON: BANDS[Band.AFTERNOON],
    DayPart.EVENING: _AFTER_WORK,
    DayPart.BEFORE_BED: (21, 24),
}
_LEAST = 2
"""Half-hours that a stretch of study is worth at least: less holds no interview."""


def slots(windows: Windows, zone: ZoneInfo, week: str) -> int:
    """The half-hours of an ISO week in UTC that lie wholly within local windows; bit 0 is Monday 00:00 UTC.

    Each has the local weekday and time that clocks in the zone show: the hour that a change of the clocks
    leaves out is lost, one that comes twice counts twice.
    """
    found = 0
    for shifts, mask in _shifts(zone, week):
        held = (_rotated(windows, shift) for shift in shifts)
        found |= reduce(and_, held, mask)
    return found


@lru_cache(maxsize=1024)
def comfortable(zone: ZoneInfo, week: str) -> int:
    """The half-hours of an ISO week in UTC that lie between 08:00 and 22:00 local time."""
    return slots(hours(EVERY_DAY, *_COMFORT), zone, week)


def hours(weekdays: Iterable[int], first: int, last: int) -> Windows:
    """From one full hour to another, up to 24, on these weekdays (Monday is 0)."""
    return on_days(weekdays, _span(2 * first, 2 * last))


def on_days(weekdays: Iterable[int], day: int) -> Windows:
    """The same half-hours of each of these days; `day` is a mask of 48."""
    return sum(day << DAY * weekday for weekday in frozenset(weekdays))


def band_windows(weekdays: Iterable[int], bands: Iterable[Band]) -> Windows:
    """These parts of these days."""
    return on_days(weekdays, sum(_span(2 * BANDS[band][0], 2 * BANDS[band][1]) for band in frozenset(bands)))


def preset_windows(preset: Preset, pace: Pace) -> Windows:
    """What a preset stands for, for a member who studies at this pace."""
    match preset:
        case Preset.WEEKDAY_EVENINGS:
            return hours(_WEEKDAYS, *_AFTER_WORK)
        case Preset.EVERY_EVENING:
            return hours(EVERY_DAY, *_AFTER_WORK)
        case Preset.WEEKENDS:
            return hours(_WEEKEND, *_FREE_DAY)
        case Preset.LUNCH:
            return hours(_WEEKDAYS, *_LUNCH)
        case Preset.STUDY_DAYS:
            return _study_windows(pace)


def day_mask(windows: Windows, weekday: int) -> int:
    """The half-hours of one day (Monday is 0), as a mask of 48."""
    return windows >> DAY * weekday & WHOLE_DAY


def spans(day: int) -> Iterator[tuple[int, int]]:
    """Beginning and end, in minutes after midnight, of the stretches in a mask of one day."""
    begin = 0
    while day >> begin:
        begin += _zeros(day >> begin)
        end = begin + _zeros(~(day >> begin))
        yield begin * 30, end * 30
        begin = end


def covers(windows: Windows, part: Windows) -> bool:
    """Whether all of `part`, and anything at all, lies within the windows."""
    return bool(part) and windows & part == part


def half_hours(windows: Windows) -> int:
    """How many there are."""
    return windows.bit_count()


def begins(week: str, zone: ZoneInfo) -> datetime:
    """When an ISO week, which is one of UTC, begins on clocks in this zone."""
    return weeks.starts(week).astimezone(zone)


def around_the_week(windows: int) -> Windows:
    """The same where a Sunday night reaches into Monday morning."""
    return (windows | windows >> WEEK) & ALWAYS


def _study_windows(pace: Pace) -> Windows:
    if not pace.days:
        evenings = hours(pace.study_days & _WEEKDAYS, *_AFTER_WORK)
        return evenings | hours(pace.study_days & _WEEKEND, *_FREE_DAY)
    found = NEVER
    for weekday, day in enumerate(pace.days):
        for stretch in day:
            found |= _stretch_windows(stretch, weekday)
    return around_the_week(found)


def _stretch_windows(stretch: Stretch, weekday: int) -> Windows:
    if stretch.starts is not None:
        first = stretch.starts // 30
        last = max(-(-(stretch.starts + stretch.minutes) // 30), first + _LEAST)
        return _span(first, last) << DAY * weekday
    usual = _AFTER_WORK if weekday in _WEEKDAYS else _FREE_DAY
    return hours((weekday,), *(_PARTS[stretch.part] if stretch.part else usual))


@lru_cache(maxsize=2048)
def _shifts(zone: ZoneInfo, week: str) -> tuple[tuple[tuple[int, ...], int], ...]:
    """How far the local half-hours that a slot touches are ahead of it, and for which slots that is so.

    Two where a zone is a quarter of an hour off; more only where the clocks change within a slot.
    """
    found: dict[tuple[int, ...], int] = {}
    begin = weeks.starts(week)
    for slot in range(WEEK):
        touched = _touched(begin + slot * HALF_HOUR, zone)
        ahead = tuple(sorted({(local - slot) % WEEK for local in touched}))
        found[ahead] = found.get(ahead, 0) | 1 << slot
    return tuple(found.items())


def _touched(start: datetime, zone: ZoneInfo) -> set[int]:
    """The local half-hours of the week that the half-hour from `start` on reaches into."""
    first, last = (start + minute * _MINUTE for minute in (0, 29))
    ends = [moment.astimezone(zone) for moment in (first, last)]
    if ends[0].utcoffset() != ends[1].utcoffset():
        ends = [(start + minute * _MINUTE).astimezone(zone) for minute in range(30)]
    return {local.weekday() * DAY + local.hour * 2 + local.minute // 30 for local in ends}


def _rotated(windows: Windows, shift: int) -> Windows:
    """Every half-hour taken `shift` earlier, around the week."""
    return (windows >> shift | windows << (WEEK - shift)) & ALWAYS


def _span(first: int, last: int) -> int:
    return (1 << last) - (1 << first)


def _zeros(mask: int) -> int:
    """How many of the lowest bits are not set; the mask has any."""
    return (mask & -mask).bit_length() - 1
