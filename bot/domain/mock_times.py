"""When an interview could begin: as typed, as offered, and until when it may stay open. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import weeks
from bot.domain.calendar import local_instant, time_at
from bot.domain.errors import InvalidDate, InvalidTime
from bot.domain.inputs import parse_day, parse_time
from bot.domain.mock_errors import InvalidStart, TooFarAhead, TooSoon
from bot.domain.mock_sessions import Session, SessionState

BEST = 3
"""Slots offered at first sight."""

MOST_SHOWN = 5
"""With those that somebody said yes to; a row of buttons holds no more."""

MOST_SLOTS = 25
"""Of one interview; a select holds no more."""

NOTICE_TIME = timedelta(minutes=5)
"""The shortest time from saying yes to beginning."""

LONGEST_WAIT = timedelta(days=14)

QUIET_FOR = timedelta(hours=24)
"""Without a yes from anybody, one of them is asked to write first."""

FOUND_WITHIN = timedelta(days=3)
"""From then on, as long as the week lasts."""

_CHOSEN = re.compile(r"@([0-9]{1,11})")
"""A start that was chosen from suggestions, in seconds since 1970."""

_QUOTED = 50

_FIXED = frozenset({SessionState.AGREED, SessionState.RUNNING})


def chosen(at: datetime) -> str:
    """The value behind a suggested start."""
    return f"@{int(at.timestamp())}"


def parse_start(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The instant of `Thu 19:30`, `7pm tomorrow`, `1 Dec 18h` or `19:30` on this zone's clocks.

    A weekday alone is today if that is still ahead, else the next one; a time alone is the next one. Raises
    InvalidStart.
    """
    if found := _CHOSEN.fullmatch(text.strip()):
        return datetime.fromtimestamp(int(found[1]), UTC)
    words = text.replace(",", " ").split()
    today = now.astimezone(zone).date()
    for cut in range(min(len(words), 6)):
        before, after = " ".join(words[:cut]), " ".join(words[cut:])
        for day, at in ((before, after), (after, before)):
            if (start := _start(day, at, today, zone, now)) is not None:
                return start
    raise InvalidStart(text[:_QUOTED])


def check_start(at: datetime, now: datetime) -> datetime:
    """The start itself if people can make it and need not wait too long; raises TooSoon or TooFarAhead."""
    if at < now + NOTICE_TIME:
        raise TooSoon(at, passed=at <= now)
    if at > now + LONGEST_WAIT:
        raise TooFarAhead(now + LONGEST_WAIT)
    return at


def with_slot(session: Session, at: datetime, now: datetime) -> tuple[datetime, ...]:
    """The offered starts and one more.

    Where there are too many, one that has passed makes room, else the last; never one that has a yes.
    """
    slots = session.slots
    if at in slots or len(slots) < MOST_SLOTS:
        return slots if at in slots else (*slots, at)
    voted = {seat.vote for seat in session.present}
    free = [each for each in slots if each not in voted]
    passed = [each for each in free if each < now + NOTICE_TIME]
    out = passed[0] if passed else free[-1]
    return (*(each for each in slots if each != out), at)


def clashing(sessions: Iterable[Session], mine: Session, at: datetime) -> Session | None:
    """Another of these interviews that is agreed for, or runs, while this one would take place."""
    ends_at = at + timedelta(minutes=mine.minutes)
    held = (each for each in sessions if each.state in _FIXED and each.id != mine.id)
    return next((each for each in held if _overlaps(each, at, ends_at)), None)


def _overlaps(session: Session, at: datetime, until: datetime) -> bool:
    starts_at, ends_at = session.starts_at, session.ends_at
    return starts_at is not None and ends_at is not None and starts_at < until and at < ends_at


def offered(session: Session, now: datetime) -> tuple[tuple[datetime, ...], tuple[datetime, ...]]:
    """The starts to show at once, in order of time, and all others: those with a yes and the best ones."""
    ahead = tuple(at for at in session.slots if at >= now + NOTICE_TIME)
    voted = {seat.vote for seat in session.present}
    wanted = tuple(at for at in ahead if at in voted)
    first = (*wanted, *(at for at in ahead[:BEST] if at not in voted))[:MOST_SHOWN]
    return tuple(sorted(first)), tuple(sorted(set(ahead) - set(first)))


def lapses_at(session: Session, now: datetime) -> datetime:
    """When an interview without an agreed time is given up: with its week, not before a day has passed, and
    not as long as somebody waits for a yes to a time that is still ahead."""
    latest = max(min(weeks.ends(session.week), now + FOUND_WITHIN), now + QUIET_FOR)
    return max((latest, *(seat.vote for seat in session.present if seat.vote)))


def _start(day: str, at: str, today: date, zone: ZoneInfo, now: datetime) -> datetime | None:
    try:
        clock = time_at(parse_time(at))
        on = parse_day(day, today) if day else today
    except (InvalidDate, InvalidTime):
        return None
    return _nearest(day, on, clock, today, zone, now)


def _nearest(day: str, on: date, clock: time, today: date, zone: ZoneInfo, now: datetime) -> datetime:
    if not day:
        start = local_instant(on, clock, zone)
        return start if start > now else local_instant(on + timedelta(days=1), clock, zone)
    week = timedelta(days=weeks.DAYS)
    # Of a weekday `parse_day` means the next one, never today; at seven it may still be seven this evening.
    if on == today + week and day.isalpha() and (start := local_instant(today, clock, zone)) > now:
        return start
    return local_instant(on, clock, zone)
