"""The evening warning of a streak at risk: a companion of the daily nudge, and what it says."""

from datetime import date, datetime
from typing import Protocol

from bot.domain.calendar import day_end
from bot.domain.clock import Clock
from bot.domain.delivery import Claim, DeliveryKind, Reason, marker_of
from bot.domain.errors import NotEnrolled
from bot.domain.members import Member
from bot.domain.nudges import Quiet, Tone
from bot.domain.schedules import Rhythm, Schedule
from bot.domain.streak_limits import backfills_left
from bot.domain.tasks import Today
from bot.domain.warnings import USUAL_MINUTE, AtRisk, warning_reason
from bot.services.briefing import late_by, silent
from bot.store import answers, checkins, schedules
from bot.store.transaction import Store, Tx

WARNING = DeliveryKind.WARNING


class TodaySource(Protocol):
    """Whoever knows a member's panel of the present study day; raises NotEnrolled."""

    async def today(self, guild_id: int, user_id: int) -> Today: ...


class WarningService:
    """Everything about warnings. One exists only beside a nudge that is on: it has its consent and its place.

    A member who wants none has one without weekdays: it never comes, whatever becomes of the nudge.
    """

    def __init__(self, store: Store, clock: Clock, today: TodaySource) -> None:
        self._store = store
        self._clock = clock
        self._today = today

    async def follow(self, tx: Tx, member: Member, nudge: Schedule) -> datetime | None:
        """Keep step with the nudge, on and off, muted, on its days; returns when the next warning is due.

        What is due at this moment still comes, once.
        """
        before = await schedules.find_to_change(tx, member.key, WARNING)
        if before is None:
            return await self._put(tx, member, nudge, USUAL_MINUTE)
        due_at = before.next_due_at
        still_due = nudge.next_due_at is not None and due_at is not None and due_at <= self._clock.now()
        return await self._put(tx, member, nudge, warn_minute(before), due_at if still_due else None)

    async def choose(self, tx: Tx, member: Member, nudge: Schedule, minute: int | None) -> datetime | None:
        """Warn at `minute` after local midnight, or never; returns when the next warning is due."""
        return await self._put(tx, member, nudge, minute)

    async def schedule(self, tx: Tx, member_key: int) -> Schedule | None:
        """When it comes; None before the first nudge."""
        return await schedules.find(tx, member_key, WARNING)

    async def silence(self, tx: Tx, member_key: int) -> None:
        """Switch it off with the nudge."""
        if schedule := await schedules.find_to_change(tx, member_key, WARNING):
            await schedules.set_next(tx, schedule.id, None)

    async def brief(self, claim: Claim, now: datetime) -> AtRisk | Quiet:
        """What is at stake at this moment, or why to say nothing."""
        if claim.member_key is None or claim.user_id is None:
            return Quiet(Reason.OFF)
        async with self._store.read() as tx:
            if reason := await silent(tx, claim, now):
                return Quiet(reason)
            answered = await answers.find(tx, claim.member_key, claim.kind)
        try:
            today = await self._today.today(claim.guild_id, claim.user_id)
        except NotEnrolled:
            return Quiet(Reason.LEFT)
        if reason := warning_reason(today):
            return Quiet(reason)
        tone = answered.tone(today.day) if answered else Tone.FULL
        if tone is Tone.SILENT:
            return Quiet(Reason.AWAY)
        can_fill_in = not today.streak.freezes and await self._can_fill_in(claim.member_key, today.day)
        return _at_risk(claim, today, now, can_fill_in=can_fill_in, light=tone is Tone.LIGHT)

    async def _can_fill_in(self, member_key: int, day: date) -> bool:
        """Whether the member may say tomorrow that they did something on `day`."""
        async with self._store.read() as tx:
            facts = await checkins.streak_facts(tx, member_key)
        return backfills_left(facts, day, day) > 0

    async def _put(
        self,
        tx: Tx,
        member: Member,
        nudge: Schedule,
        minute: int | None,
        due_at: datetime | None = None,
    ) -> datetime | None:
        now = self._clock.now()
        weekdays = frozenset[int]() if minute is None else nudge.rhythm.weekdays
        at = USUAL_MINUTE if minute is None else minute
        rhythm = Rhythm(at, weekdays, member.zone, member.cutoff_minutes)
        await schedules.put(tx, member.guild_id, member.key, WARNING, rhythm, nudge.destination, now)
        kept = await schedules.find_to_change(tx, member.key, WARNING)
        if kept is None:
            return None
        await schedules.set_muted(tx, kept.id, nudge.muted_until)
        following = due_at or rhythm.next_after(now, kept.last_day, nudge.muted_until)
        following = following if nudge.next_due_at is not None else None
        await schedules.set_next(tx, kept.id, following)
        return following


def warn_minute(schedule: Schedule | None) -> int | None:
    """The time of day, in minutes after midnight; None if the member wants none."""
    return schedule.rhythm.minute if schedule and schedule.rhythm.weekdays else None


def _at_risk(claim: Claim, today: Today, now: datetime, *, can_fill_in: bool, light: bool) -> AtRisk:
    return AtRisk(
        marker=marker_of(claim.id),
        today=today,
        ends_at=day_end(today.day, today.zone, today.cutoff_minutes),
        late_by=late_by(claim, now),
        light=light,
        in_channel=not claim.direct,
        fallback=claim.reason,
        can_fill_in=can_fill_in,
    )
