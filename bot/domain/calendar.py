"""Local days and local times, and finding a zone by name. The only module that does arithmetic with zones."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.errors import UnknownTimezone
from bot.domain.zone_names import ALSO_KNOWN, HINTS, USUAL_ZONES

DEFAULT_CUTOFF_MINUTES = 180
"""A study day ends at 03:00 local time, not at midnight."""

EVERY_DAY = frozenset(range(7))
"""All weekdays, Monday is 0."""

_LONGEST_NAME = 64
"""Characters of typed text that are looked at; IANA's longest name has 32."""

_FIXED = re.compile(r"(Etc/|[^/]+$)")
"""Names without a place: abbreviations, offsets with the sign reversed (`Etc/GMT+5`), old country names."""

_NOT_CITIES = frozenset({"Australia", "Brazil", "Canada", "Chile", "Mexico", "US"})
"""Areas whose retired names end in a state or a direction (`Australia/West`), not in a city."""


def study_day(now: datetime, zone: ZoneInfo, cutoff_minutes: int = DEFAULT_CUTOFF_MINUTES) -> date:
    """The local date that counts at `now` (aware): it lasts until the cut-off of the next morning.

    A day that has begun never turns back into the one before, also where the clocks are set back over the
    cut-off. Days tile time: `study_day(now) == day` exactly from the end of the day before to `day_end(day)`.
    """
    calendar_day = now.astimezone(zone).date()
    # Clocks that go back over midnight show yesterday's date again after today has begun.
    for day in (calendar_day + timedelta(days=1), calendar_day):
        if _day_begin(day, zone, cutoff_minutes) <= now:
            return day
    return calendar_day - timedelta(days=1)


def day_end(day: date, zone: ZoneInfo, cutoff_minutes: int = DEFAULT_CUTOFF_MINUTES) -> datetime:
    """The UTC instant at which study day `day` is over and the next one begins."""
    return _day_begin(day + timedelta(days=1), zone, cutoff_minutes)


@lru_cache(maxsize=4096)
def local_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time: first instant after a gap, first of two in a repeated hour."""
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    return instant if _wall(instant, zone) == wall else _after_gap(wall, zone)


def find_zone(name: str) -> ZoneInfo:
    """The IANA zone `name`, in any case, or the one of a city or of a country that has a single zone.

    Raises UnknownTimezone, with suggestions, for anything else, also for abbreviations such as EST.
    """
    wanted = _fold(name)
    found = _zone_names().get(wanted)
    if found is None or wanted in HINTS:
        raise UnknownTimezone(name[:_LONGEST_NAME], zone_choices(name, 5) or _near(wanted))
    return ZoneInfo(found)


def zone_choices(prefix: str, limit: int = 25) -> tuple[str, ...]:
    """Zones to offer for what was typed so far: matches on the city, then on area, country and inside a word.

    Retired names are never offered. Nothing typed gives `USUAL_ZONES`.
    """
    wanted = _fold(prefix)
    if not wanted:
        return USUAL_ZONES[:limit]
    hinted = (*HINTS.get(wanted, ()), *_also_known(wanted))
    ranked = sorted((rank, place.name) for place in _places() if (rank := place.rank(wanted)) is not None)
    return tuple(dict.fromkeys((*hinted, *(name for _, name in ranked))))[:limit]


def time_at(minutes: int) -> time:
    """The wall-clock time `minutes` after midnight, from 0 to 1439."""
    return time(*divmod(minutes, 60))


def monday_of(day: date) -> date:
    """The Monday that begins the calendar week of `day`."""
    return day - timedelta(days=day.weekday())


def weekdays_mask(weekdays: Iterable[int]) -> int:
    """Weekdays as bits, bit 0 is Monday."""
    return sum(1 << weekday for weekday in set(weekdays))


@lru_cache(maxsize=128)
def weekdays_of(mask: int) -> frozenset[int]:
    """The weekdays whose bits are set, bit 0 is Monday; higher bits than Sunday's are ignored."""
    return frozenset(weekday for weekday in EVERY_DAY if mask >> weekday & 1)


def _day_begin(day: date, zone: ZoneInfo, cutoff_minutes: int) -> datetime:
    return local_instant(day, time_at(cutoff_minutes), zone)


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


def _after_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    # In a gap, fold=1 reads the wall clock with the offset after it, which lies before the change; fold=0
    # lies after it. Offsets change on whole seconds only.
    early, late = (int(wall.replace(tzinfo=zone, fold=fold).timestamp()) for fold in (1, 0))
    seconds = range(early, late + 1)
    change = bisect_left(seconds, True, key=lambda at: _wall(datetime.fromtimestamp(at, UTC), zone) > wall)
    return datetime.fromtimestamp(seconds[change], UTC)


@dataclass(frozen=True, slots=True)
class _Place:
    """A zone people should be offered; everything but `name` is folded for comparison."""

    name: str
    path: str
    city: str
    country: str

    def rank(self, wanted: str) -> int | None:
        """How well `wanted` fits, 0 is best; None when it does not."""
        fits = (
            self.city.startswith(wanted),
            self.path.startswith(wanted) or f" {wanted}" in f" {self.city}",
            f" {wanted}" in f" {self.country}",
            wanted in self.path,
        )
        return fits.index(True) if any(fits) else None


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text[:_LONGEST_NAME])
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9/+]+", " ", letters.casefold().replace("'", "")).strip()


def _table(name: str) -> Iterator[list[str]]:
    lines = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines if not line.startswith("#"))


@cache
def _places() -> tuple[_Place, ...]:
    # zone.tab is tzdata's own list to choose from: at least one zone a country, no retired names.
    countries = {code: _fold(country) for code, country in _table("iso3166.tab")}
    known = available_timezones()
    rows = [(row[2], countries[row[0]]) for row in _table("zone.tab") if row[2] in known]
    rows.append(("UTC", ""))
    return tuple(_Place(name, _fold(name), _city(name), country) for name, country in rows)


@cache
def _zone_names() -> dict[str, str]:
    """Every folded text that means one zone; later entries win over earlier ones."""
    named = sorted(name for name in available_timezones() if not _FIXED.match(name))
    of_country: dict[str, list[str]] = {}
    for place in _places():
        of_country.setdefault(place.country, []).append(place.name)
    return {
        **{_city(name): name for name in named if name.partition("/")[0] not in _NOT_CITIES},
        **{country: names[0] for country, names in of_country.items() if country and len(names) == 1},
        **ALSO_KNOWN,
        **{place.city: place.name for place in _places()},
        **{_fold(name): name for name in named},
        "etc/utc": "UTC",
    }


def _city(name: str) -> str:
    return _fold(name.rpartition("/")[2])


def _also_known(wanted: str) -> Iterator[str]:
    # One or two letters fit too many nicknames; then the zones' own names come first.
    return (zone for called, zone in ALSO_KNOWN.items() if len(wanted) > 2 and called.startswith(wanted))


def _near(wanted: str) -> tuple[str, ...]:
    names = _zone_names()
    return tuple(dict.fromkeys(names[near] for near in get_close_matches(wanted, names, 5, 0.7)))
