"""What backups are called, which of them stay, and when the next one is due. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import local_instant

DAILY, WEEKLY, MONTHLY = 7, 4, 6
"""Of so many of the latest days, weeks and months with a backup, the last one stays."""

BEFORE_CHANGES = 3
"""So many of those made before a change of the schema stay besides."""

HALF_A_YEAR = timedelta(days=183)
"""None stays longer, but for the newest: people are told how long backups hold what they erased."""

OVERDUE = timedelta(hours=24)
QUIET = time(4)
"""On the members' clocks: the study day has ended an hour ago, and few are awake."""
APART = timedelta(hours=1)

_NAME = re.compile(r"cohort-(\d{8}T\d{6}Z)-([0-9A-Za-z_]+?)(?:-before-([0-9A-Za-z_]+))?\.db", re.ASCII)
_ASIDE = re.compile(r".+\.before-restore-(\d{8}T\d{6}Z)(?:-\d+)?", re.ASCII | re.DOTALL)
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, order=True)
class BackupName:
    """When a backup was made (UTC, whole seconds), at which schema, and before which change of it."""

    made_at: datetime
    revision: str
    before: str | None = None

    def __str__(self) -> str:
        mark = f"-before-{self.before}" if self.before else ""
        return f"cohort-{stamp(self.made_at)}-{self.revision}{mark}.db"


def stamp(now: datetime) -> str:
    """An instant as it stands in the names of files."""
    return now.astimezone(UTC).strftime(_STAMP)


def read_name(text: str) -> BackupName | None:
    """What the name of a file says; None unless Cohort would give exactly this name."""
    found = _NAME.fullmatch(text)
    if found is None:
        return None
    try:
        made_at = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    name = BackupName(made_at, found[2], found[3])
    return name if str(name) == text else None


def set_aside_at(text: str) -> datetime | None:
    """When a restore gave a database this name; None for any other name."""
    found = _ASIDE.fullmatch(text)
    try:
        return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def to_remove(files: Iterable[str], now: datetime) -> list[str]:
    """The names that need not stay any longer, oldest first.

    Kept are, for half a year, the last backup of each of the latest 7 days, 4 weeks and 6 months that have
    one, and the latest 3 made before a change of the schema. The newest never goes, nor does a name that is
    not ours, or one from after `now`: then a clock was set back and its age is unknown.
    """
    ours = {file: name for file in files if (name := read_name(file)) is not None}
    latest_first = sorted(ours, key=lambda file: (ours[file].made_at, file), reverse=True)
    past = [file for file in latest_first if ours[file].made_at <= now]
    recent = [file for file in past if now - ours[file].made_at <= HALF_A_YEAR]
    kept = set(past[:1]) | _kept([file for file in recent if not ours[file].before], ours)
    kept.update([file for file in recent if ours[file].before][:BEFORE_CHANGES])
    return [file for file in reversed(past) if file not in kept]


def next_backup(newest: datetime | None, now: datetime, zone: ZoneInfo) -> datetime:
    """When the next backup is due: at night in `zone`, at the latest a day after the newest, else at once."""
    if newest is None:
        return now
    return min(newest + OVERDUE, _quiet_after(newest + APART, zone))


def _kept(latest_first: Sequence[str], ours: dict[str, BackupName]) -> set[str]:
    periods: list[tuple[Callable[[date], object], int]] = [
        (date.toordinal, DAILY),
        (lambda day: day.isocalendar()[:2], WEEKLY),
        (lambda day: (day.year, day.month), MONTHLY),
    ]
    kept: set[str] = set()
    for period, count in periods:
        last: dict[object, str] = {}
        for file in latest_first:
            last.setdefault(period(ours[file].made_at.date()), file)
        kept.update(list(last.values())[:count])
    return kept


def _quiet_after(instant: datetime, zone: ZoneInfo) -> datetime:
    day = instant.astimezone(zone).date()
    nights = (local_instant(day + timedelta(days=late), QUIET, zone) for late in range(3))
    return next(night for night in nights if night >= instant)
