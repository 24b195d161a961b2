"""What falls due, again and again or once: when, for how long, and when people want quiet. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import day_end, local_instant, study_day, time_at
from bot.domain.delivery import CLOSED_LIMIT, ON_TIME, DeliveryKind, Destination, Reason

LONGEST_SPREAD = timedelta(minutes=3)
"""Members see "about 09:00": nobody waits longer than this for the others' sake."""

SPREAD_RATE = 5
"""Messages a second that a crowd due at the same instant is spread to."""

CATCH_UP = timedelta(days=7)
"""After a longer downtime, older occurrences are left out instead of being recorded one by one."""

_SEARCHED_DAYS = 24
"""Three weeks: a weekday may just have passed, and a zone may have left out its next date (Samoa, 2011)."""

_SEARCHED_FOR_MONTH_END = 70
"""Two months and a week: the last day of one may just have passed, and a zone have left out the next."""

_GOLDEN = 2654435761
"""Knuth's multiplier: neighbouring keys land far apart."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A wall-clock time, `minute` after midnight, on study days with these weekdays (Monday is 0).

    Without weekdays it never comes again: what happens only once has such a rhythm. With `month_end` only the
    last day of a month counts, if it is one of the weekdays.
    """

    minute: int
    weekdays: frozenset[int]
    zone: ZoneInfo
    cutoff_minutes: int
    month_end: bool = False

    def falls_on(self, day: date) -> bool:
        """Whether `day` is one of its study days."""
        is_last = (day + timedelta(days=1)).day == 1
        return day.weekday() in self.weekdays and (is_last or not self.month_end)

    def instant(self, day: date) -> datetime | None:
        """When it falls on study day `day`, which ends after midnight; None on a date the zone left out."""
        calendar_day = day + timedelta(days=1) if self.minute < self.cutoff_minutes else day
        at = local_instant(calendar_day, time_at(self.minute), self.zone)
        if at.astimezone(self.zone).date() == calendar_day:
            return at
        # Moved to another date by a gap: over midnight, or over the whole date.
        midnight = local_instant(calendar_day, time.min, self.zone)
        return at if midnight.astimezone(self.zone).date() == calendar_day else None

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
        if not self.weekdays:
            return None
        earliest = max(after, not_before or after)
        # Not later than the study day before this one, and cheaper to find.
        first = earliest.astimezone(self.zone).date() - timedelta(days=2)
        if last_day is not None:
            first = max(first, last_day + timedelta(days=1))
        searched = _SEARCHED_FOR_MONTH_END if self.month_end else _SEARCHED_DAYS
        days = (first + timedelta(days=ahead) for ahead in range(searched))
        instants = (self.instant(day) for day in days if self.falls_on(day))
        return next((at for at in instants if at and at > after and at >= earliest), None)

    def clock_changed(self, since: date, instant: datetime) -> bool:
        """Whether the zone's offset at `instant` is not that at the occurrence of day `since`."""
        before = self.instant(since)
        offsets = {at.astimezone(self.zone).utcoffset() for at in (before, instant) if at}
        return len(offsets) > 1


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` until `end`, in minutes after local midnight, often over midnight. They differ."""

    start: int
    end: int

    def end_after(self, instant: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours that `instant` lies in are over; None outside them. Their end is outside."""
        today = instant.astimezone(zone).date()
        for day in (today - timedelta(days=1), today):
            last_day = day + timedelta(days=1) if self.end < self.start else day
            end = local_instant(last_day, time_at(self.end), zone)
            if local_instant(day, time_at(self.start), zone) <= instant < end:
                return end
        return None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Something that falls due for one member, or with `member_key` None for a whole guild.

    `ref` tells apart several of one kind; `next_due_at` None is switched off; `channel_id` None is the
    guild's nudge channel. What happens only once has `ends_at`: from then on it means nothing any more.
    """

    id: int
    guild_id: int
    member_key: int | None
    kind: DeliveryKind
    rhythm: Rhythm
    destination: Destination
    next_due_at: datetime | None
    last_day: date | None
    muted_until: datetime | None
    closed_count: int = 0
    ref: str = ""
    channel_id: int | None = None
    ends_at: datetime | None = None
    quiet: QuietHours | None = None

    @property
    def dm_closed(self) -> bool:
        """Whether the member's direct messages turned out closed too often to try again."""
        return self.closed_count >= CLOSED_LIMIT

    @property
    def once(self) -> bool:
        """Whether it happens only once."""
        return self.ends_at is not None

    def next_after(self, after: datetime) -> datetime | None:
        """When it is due next, on a day that was not claimed yet and not while it is muted."""
        return self.rhythm.next_after(after, self.last_day, self.muted_until)

    def quiet_until(self, instant: datetime) -> datetime | None:
        """Until when the member wants no message of this kind; None if one is welcome at `instant`."""
        if self.quiet is None or not self.kind.keeps_quiet:
            return None
        return self.quiet.end_after(instant, self.rhythm.zone)


@dataclass(frozen=True, slots=True)
class Falling:
    """What becomes of a due schedule: the delivery it causes, and where the schedule moves.

    `reason` tells why the delivery is not even queued.
    """

    day: date
    due_at: datetime
    not_before: datetime
    expires_at: datetime
    reason: Reason | None
    next_due_at: datetime | None
    last_day: date
    clock_changed: bool = False
    """Whether its zone's clocks were changed since the last occurrence."""

    def spread_out(self, key: int, spread: timedelta) -> datetime:
        """`not_before` of whoever has this key, when a crowd is spread so far."""
        return max(self.not_before, self.due_at + delay_of(key, spread))


def fall_due(schedule: Schedule, due_at: datetime, now: datetime, spread: timedelta) -> Falling:
    """Claim the occurrence at `due_at` and give it its own share of the spread."""
    fall = fall_together(schedule, due_at, now)
    key = schedule.member_key or schedule.guild_id
    return replace(fall, not_before=fall.spread_out(key, spread))


def fall_together(schedule: Schedule, due_at: datetime, now: datetime) -> Falling:
    """Claim the occurrence at `due_at` for everybody with the same kind, times and last day.

    The next one follows it, so a downtime skips no day in silence. What is due in quiet hours is due when
    they end instead; what a downtime moved into them waits.
    """
    rhythm = schedule.rhythm
    day = rhythm.day_of(due_at)
    last_day = max(day, schedule.last_day or day)
    following = rhythm.next_after(max(due_at, now - CATCH_UP), last_day, schedule.muted_until)
    expires_at = _expiry(schedule, day, due_at)
    welcome_at = schedule.quiet_until(due_at) or due_at
    held = held_until(schedule, welcome_at, now)
    not_before = max(welcome_at, held or welcome_at)
    reason = _reason(due_at, welcome_at, held, expires_at, now)
    changed = schedule.last_day is not None and rhythm.clock_changed(schedule.last_day, due_at)
    return Falling(day, welcome_at, not_before, expires_at, reason, following, last_day, changed)


def held_until(schedule: Schedule, due_at: datetime, now: datetime) -> datetime | None:
    """Until when a late message has to wait for the end of quiet hours.

    One that is on time goes: it was due before they began, and only stood in the queue.
    """
    return schedule.quiet_until(now) if now - due_at > ON_TIME else None


def comes_at(schedule: Schedule) -> datetime | None:
    """When the next message really comes; None when it is switched off or quiet hours swallow it."""
    due_at = schedule.next_due_at
    if due_at is None:
        return None
    fall = fall_due(schedule, due_at, due_at, timedelta(0))
    return None if fall.reason else fall.not_before


def is_swallowed(schedule: Schedule) -> bool:
    """Whether it is on, and quiet hours outlast it: then none ever comes."""
    return schedule.next_due_at is not None and comes_at(schedule) is None


def _reason(
    due_at: datetime, welcome_at: datetime, held: datetime | None, expires_at: datetime, now: datetime
) -> Reason | None:
    """Why nothing is sent: quiet hours outlast the window, or the window is over."""
    if due_at < welcome_at >= expires_at:
        return Reason.QUIET_HOURS
    if now > expires_at:
        return Reason.TOO_LATE
    return Reason.QUIET_HOURS if held is not None and held >= expires_at else None


def _expiry(schedule: Schedule, day: date, due_at: datetime) -> datetime:
    """The end of what it is about; else of the kind's window or the study day, whichever comes first."""
    if schedule.ends_at is not None:
        return schedule.ends_at
    latest = due_at + schedule.kind.window
    end = day_end(day, schedule.rhythm.zone, schedule.rhythm.cutoff_minutes)
    return min(latest, end) if end > due_at else latest


def spread_over(crowd: int) -> timedelta:
    """How far to spread `crowd` messages that are due together: a handful at once, a crowd over 3 minutes."""
    return min(timedelta(seconds=crowd // SPREAD_RATE), LONGEST_SPREAD)


def delay_of(key: int, spread: timedelta) -> timedelta:
    """The own, always equal share of the spread of whoever has this key."""
    return spread * ((key * _GOLDEN % 2**32) / 2**32)
