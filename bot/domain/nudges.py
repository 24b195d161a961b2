"""When a member's nudge falls due, and whether there is anything to say when it does. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import day_end, local_instant, study_day, time_at
from bot.domain.delivery import CLOSED_LIMIT, DeliveryKind, Destination, Reason
from bot.domain.tasks import EnrolmentState, Today

LONGEST_SPREAD = timedelta(minutes=3)
"""Members see "about 09:00": nobody waits longer than this for the others' sake."""

SPREAD_RATE = 5
"""Messages a second that a crowd due at the same instant is spread to."""

CATCH_UP = timedelta(days=7)
"""After a longer downtime, older occurrences are left out instead of being recorded one by one."""

LONGEST_MUTE = timedelta(days=366)

_GOLDEN = 2654435761
"""Knuth's multiplier: neighbouring keys land far apart."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A wall-clock time, `minute` after midnight, on the member's study days (weekdays, Monday is 0)."""

    minute: int
    weekdays: frozenset[int]
    zone: ZoneInfo
    cutoff_minutes: int

    def instant(self, day: date) -> datetime | None:
        """When it falls on study day `day`, which ends after midnight; None on a date the zone left out."""
        calendar_day = day + timedelta(days=1) if self.minute < self.cutoff_minutes else day
        midnight = local_instant(calendar_day, time.min, self.zone)
        if midnight.astimezone(self.zone).date() != calendar_day:
            return None
        return local_instant(calendar_day, time_at(self.minute), self.zone)

    def day_of(self, instant: datetime) -> date:
        """The study day an occurrence at `instant` belongs to."""
        today = study_day(instant, self.zone, self.cutoff_minutes)
        # A time moved by a gap can cross the cut-off hour.
        yesterday = today - timedelta(days=1)
        return yesterday if self.instant(yesterday) == instant else today

    def next_after(
        self, after: datetime, last_day: date | None, not_before: datetime | None = None
    ) -> datetime | None:
        """The first occurrence later than `after`, from `not_before` on, on a study day after `last_day`."""
        earliest = max(after, not_before or after)
        first = study_day(earliest, self.zone, self.cutoff_minutes) - timedelta(days=1)
        if last_day is not None:
            first = max(first, last_day + timedelta(days=1))
        days = (first + timedelta(days=ahead) for ahead in range(15))
        instants = (self.instant(day) for day in days if day.weekday() in self.weekdays)
        return next((at for at in instants if at and at > after and at >= earliest), None)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Something that falls due again and again for one member; `next_due_at` None is switched off."""

    id: int
    guild_id: int
    member_key: int
    kind: DeliveryKind
    rhythm: Rhythm
    destination: Destination
    next_due_at: datetime | None
    last_day: date | None
    muted_until: datetime | None
    closed_count: int

    @property
    def dm_closed(self) -> bool:
        """Whether the member's direct messages turned out closed too often to try again."""
        return self.closed_count >= CLOSED_LIMIT

    def next_after(self, after: datetime) -> datetime | None:
        """When it is due next, on a day that was not claimed yet and not while it is muted."""
        return self.rhythm.next_after(after, self.last_day, self.muted_until)


@dataclass(frozen=True, slots=True)
class Falling:
    """What becomes of a due schedule: the delivery it causes, and where the schedule moves."""

    day: date
    due_at: datetime
    not_before: datetime
    expires_at: datetime
    next_due_at: datetime | None
    last_day: date


def fall_due(schedule: Schedule, due_at: datetime, now: datetime, spread: timedelta) -> Falling:
    """Claim the occurrence at `due_at`; the next one follows it, so a downtime skips no day in silence."""
    rhythm = schedule.rhythm
    day = rhythm.day_of(due_at)
    last_day = max(day, schedule.last_day or day)
    following = rhythm.next_after(max(due_at, now - CATCH_UP), last_day, schedule.muted_until)
    not_before = due_at + delay_of(schedule.member_key, spread)
    return Falling(day, due_at, not_before, _expiry(schedule, day, due_at), following, last_day)


def _expiry(schedule: Schedule, day: date, due_at: datetime) -> datetime:
    """The end of the kind's window, or of the study day, whichever comes first."""
    latest = due_at + schedule.kind.window
    end = day_end(day, schedule.rhythm.zone, schedule.rhythm.cutoff_minutes)
    return min(latest, end) if end > due_at else latest


def spread_over(crowd: int) -> timedelta:
    """How far to spread `crowd` messages that are due together: a handful at once, a crowd over 3 minutes."""
    return min(timedelta(seconds=crowd // SPREAD_RATE), LONGEST_SPREAD)


def delay_of(member_key: int, spread: timedelta) -> timedelta:
    """This member's own, always equal share of the spread."""
    return spread * ((member_key * _GOLDEN % 2**32) / 2**32)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a nudge says: today's panel as it is at this moment.

    In a channel it has to name the member (`today.user_id`), and `fallback` tells why it is not a direct
    message. `late_by` is zero when it is on time. One button's custom_id has to begin with `marker`: after a
    crash that is how the bot recognises what it has already sent.
    """

    delivery_id: int
    marker: str
    today: Today
    late_by: timedelta
    in_channel: bool
    fallback: Reason | None


@dataclass(frozen=True, slots=True)
class Quiet:
    """There is no reason to write to the member now."""

    reason: Reason


_STATES = {
    EnrolmentState.PAUSED: Reason.PAUSED,
    EnrolmentState.FINISHED: Reason.FINISHED,
    EnrolmentState.LEFT: Reason.LEFT,
}


def quiet_reason(today: Today) -> Reason | None:
    """Why nothing should be said on this day: nobody is nagged on a rest day or when all is done."""
    if reason := _STATES.get(today.state):
        return reason
    if not today.planned:
        return Reason.REST_DAY
    if not today.tasks:
        return Reason.NOTHING_PLANNED
    return None if today.open_tasks else Reason.ALL_DONE
