"""Writing down time spent."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar import monday_of
from bot.domain.clock import Clock
from bot.domain.errors import OutOfRange, QuotaReached, TaskGone
from bot.domain.inputs import MINUTES_PER_DAY
from bot.domain.languages import N_
from bot.domain.timelogs import TimeKind
from bot.store import members, tasks, timelogs
from bot.store.transaction import Store


@dataclass(frozen=True, slots=True)
class Logged:
    """What was written down, and the sums around it; all in minutes."""

    minutes: int
    day: date
    today_minutes: int
    week_minutes: int
    pace_minutes: int


MAX_ENTRIES = 100
"""Of one study day: one for every ten minutes awake."""


class TimelogService:
    """Adds time to a member's log."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def log(
        self, guild_id: int, user_id: int, minutes: int, kind: TimeKind, task_id: int | None = None
    ) -> Logged:
        """Add `minutes` to the member's study day. A day holds at most 24 hours."""
        now = self._clock.now()
        async with self._store.write() as tx:
            found = await members.enrolled(tx, guild_id, user_id)
            if task_id is not None and await tasks.owned(tx, guild_id, user_id, task_id) is None:
                raise TaskGone
            member = found.member
            day = member.day(now)
            before, entries = await timelogs.of_day(tx, member.key, day)
            if entries >= MAX_ENTRIES:
                raise QuotaReached(N_("entries in today's log"), MAX_ENTRIES, N_("Tomorrow is a new day."))
            left = MINUTES_PER_DAY - before
            if left < 1:
                raise QuotaReached(N_("minutes logged today"), MINUTES_PER_DAY, N_("Tomorrow is a new day."))
            if not 1 <= minutes <= left:
                raise OutOfRange(N_("time"), minutes, 1, left, N_("minutes"))
            await timelogs.add(tx, member.key, day, minutes, kind.value, task_id, now)
            monday = monday_of(day)
            week = await timelogs.total(tx, member.key, monday, monday + timedelta(days=6))
        return Logged(minutes, day, before + minutes, week, found.enrolment.pace.minutes_per_week)
