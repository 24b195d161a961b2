"""Rounds of mock interviews: when each opens and closes, and where it stands. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain import weeks
from bot.domain.calendar import local_instant, time_at
from bot.domain.languages import N_
from bot.domain.pairing.model import SLOTS, ByeWhy
from bot.domain.schedules import Rhythm

SUNDAY, NOON = 6, 12 * 60

LIMITS: Mapping[str, tuple[int, int, str]] = {
    "weekday": (0, 6, ""),
    "minute": (0, 24 * 60 - 1, N_("minutes")),
    "open_days": (1, 14, N_("days")),
    "remind_hours": (0, 72, N_("hours")),
    "every_weeks": (1, 8, N_("weeks")),
    "session_minutes": (30, 180, N_("minutes")),
    "window": (0, 52, N_("rounds")),
}
"""The least and the most that each of the settings may be, and its unit."""

SHORTEST = timedelta(hours=6)
"""A round that would close sooner after it was thought of is left to the next week."""

LEAST_LEFT = timedelta(days=3)
"""Of its week: with less, a round that was missed is left out, and a lost partner is not replaced by it."""

NOTICE = timedelta(hours=4)
"""Nobody is proposed a start that is nearer than this."""

LOOK_EVERY = timedelta(hours=3)
"""How often a paired round is looked at for people whose partner is gone."""

LOOK_SOON, LOOK_REST = timedelta(minutes=10), timedelta(hours=1)
"""How long after a loss it is looked at, and how long after it was looked at before."""

LEASE = timedelta(minutes=2)
"""How long whoever pairs a round has it alone; after that it is taken for dead, and another one tries."""

POOL_KEPT = timedelta(weeks=4)
"""How long a round can be replayed."""

_HALF_HOUR = timedelta(minutes=30)


class RoundState(StrEnum):
    """Where a round stands; the last two are final."""

    PLANNED = "planned"
    OPEN = "open"
    PAIRED = "paired"
    CANCELLED = "cancelled"


class CancelWhy(StrEnum):
    """Why a round was left out."""

    ORGANISER = "organiser"
    LATE = "late"
    """The bot was away when it should have closed, and too little of its week is left."""


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """How a guild pairs its members; `channel_id` None is the nudge channel. Rounds are off until wanted.

    They close on `weekday` (Monday is 0), `minute` after midnight in the guild's zone.
    """

    guild_id: int
    enabled: bool = False
    channel_id: int | None = None
    weekday: int = SUNDAY
    minute: int = NOON
    open_days: int = 3
    remind_hours: int = 24
    every_weeks: int = 1
    session_minutes: int = 60
    window: int = 8
    trios: bool = True

    @property
    def length(self) -> int:
        """Half-hours of a session."""
        return -(-self.session_minutes // 30)


@dataclass(frozen=True, slots=True)
class Dates:
    """When a round opens and closes, and the ISO week of its interviews."""

    week: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What came of a round, without names: pairs of two, trios, byes by reason, repeats that nothing avoided.

    `more` counts the pairs beyond everybody's first. `digest` is the same for the same pairs. `unheld` counts
    interviews that ended with the round.
    """

    members: int = 0
    pairs: int = 0
    trios: int = 0
    more: int = 0
    byes: Mapping[ByeWhy, int] = field(default_factory=dict[ByeWhy, int])
    bye_keys: Mapping[int, ByeWhy] = field(default_factory=dict[int, ByeWhy])
    forced: int = 0
    digest: str = ""
    cancelled: CancelWhy | None = None
    unheld: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """One cycle of pairing. `next_at` is when something is to be done for it.

    `total` is what its pairs are worth, and `bound` what no pairing of its pool can exceed.
    """

    id: int
    guild_id: int
    week: str
    state: RoundState
    seed: int
    opens_at: datetime
    closes_at: datetime
    next_at: datetime | None
    report: RoundReport
    total: int | None
    bound: int | None
    paired_at: datetime | None

    @property
    def upcoming(self) -> bool:
        """Whether it is still to be paired."""
        return self.state in (RoundState.PLANNED, RoundState.OPEN)


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """What became of a round's interviews: they took place, did not, or may still."""

    met: int = 0
    unmet: int = 0
    coming: int = 0


def plan(settings: RoundSettings, zone: ZoneInfo, now: datetime, last_week: str | None = None) -> Dates:
    """The next round that leaves time to join it, given the week of the last one."""
    earliest = now + SHORTEST
    if last_week is not None:
        earliest = max(earliest, _week_before(weeks.after(last_week, settings.every_weeks)))
    dates = _dates(settings, zone, earliest)
    return replace(dates, opens_at=max(dates.opens_at, now))


def dates_for(settings: RoundSettings, zone: ZoneInfo, week: str) -> Dates:
    """When the round of a week opens and closes, as things are set now."""
    return _dates(settings, zone, _week_before(week))


def _week_before(week: str) -> datetime:
    """Rounds of a week close later than this, and when it begins at the latest."""
    return weeks.starts(week) - timedelta(weeks=1)


def _dates(settings: RoundSettings, zone: ZoneInfo, earliest: datetime) -> Dates:
    rhythm = Rhythm(settings.minute, frozenset({settings.weekday}), zone, cutoff_minutes=0)
    closes_at = rhythm.next_after(earliest, None)
    if closes_at is None:
        raise ValueError(f"no weekday {settings.weekday} in {zone.key} after {earliest}")
    day = closes_at.astimezone(zone).date() - timedelta(days=settings.open_days)
    opens_at = local_instant(day, time_at(settings.minute), zone)
    return Dates(week_for(closes_at), opens_at, closes_at)


def week_for(closes_at: datetime) -> str:
    """The week whose interviews are paired at this moment: the first that begins then or later."""
    week = weeks.week_of(closes_at)
    return week if weeks.starts(week) == closes_at else weeks.after(week)


def reminder(settings: RoundSettings, opens_at: datetime, closes_at: datetime) -> datetime | None:
    """When those are reminded who gave no time; None if never, or if the round is not open by then."""
    at = closes_at - timedelta(hours=settings.remind_hours)
    return at if settings.remind_hours and at > opens_at else None


def in_time(week: str, now: datetime) -> bool:
    """Whether enough of the week is left to pair for it."""
    return weeks.ends(week) - now >= LEAST_LEFT


def ahead(week: str, now: datetime) -> int:
    """The half-hours of a week, as a mask, that are far enough ahead to be proposed."""
    gone = -((weeks.starts(week) - now - NOTICE) // _HALF_HOUR)
    whole = (1 << SLOTS) - 1
    return whole & ~((1 << max(0, min(gone, SLOTS))) - 1)
