"""The evening warning of a streak at risk: a companion of the daily nudge, and what it says."""

from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.calendar import day_end
from bot.domain.clock import Clock
from bot.domain.delivery import Claim, DeliveryKind, Lateness, Reason, lateness, marker_of
from bot.domain.errors import NotEnrolled
from bot.domain.members import Member
from bot.domain.nudges import Quiet, Tone
from bot.domain.schedules import Rhythm, Schedule
from bot.domain.tasks import Today
from bot.domain.warnings import USUAL_MINUTE, AtRisk, warning_reason
from bot.store import answers, schedules
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
        minute = before.rhythm.minute if before.rhythm.weekdays else None
        due_at = before.next_due_at
        still_due = nudge.next_due_at is not None and due_at is not None and due_at <= self._clock.now()
        return await self._put(tx, member, nudge, minute, due_at if still_due else None)

    async def choose(self, tx: Tx, member: Member, nudge: Schedule, minute: int | None) -> datetime | None:
        """Warn at `minute` after local midnight, or never; returns when the next warning is due."""
        return await self._put(tx, member, nudge, minute)

    async def minute(self, tx: Tx, member_key: int) -> int | None:
        """The time of day, in minutes after midnight; None if the member wants none."""
        schedule = await schedules.find(tx, member_key, WARNING)
        return schedule.rhythm.minute if schedule and schedule.rhythm.weekdays else None

    async def silence(self, tx: Tx, member_key: int) -> None:
        """Switch it off with the nudge."""
        if schedule := await schedules.find_to_change(tx, member_key, WARNING):
            await schedules.set_next(tx, schedule.id, None)

    async def brief(self, claim: Claim, now: datetime) -> AtRisk | Quiet:
        """What is at stake at this moment, or why to say nothing."""
        if claim.member_key is None or claim.user_id is None:
            return Quiet(Reason.OFF)
        async with self._store.read() as tx:
            schedule = await schedules.find(tx, claim.member_key, claim.kind, claim.ref)
            nudge = await schedules.find(tx, claim.member_key, DeliveryKind.NUDGE)
            answered = await answers.find(tx, claim.member_key, claim.kind)
        if reason := _silent(schedule, nudge, now):
            return Quiet(reason)
        try:
            today = await self._today.today(claim.guild_id, claim.user_id)
        except NotEnrolled:
            return Quiet(Reason.LEFT)
        if reason := warning_reason(today):
            return Quiet(reason)
        tone = answered.tone(today.day) if answered else Tone.FULL
        return Quiet(Reason.AWAY) if tone is Tone.SILENT else _at_risk(claim, today, now, tone)

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


def _silent(schedule: Schedule | None, nudge: Schedule | None, now: datetime) -> Reason | None:
    """Why the member wants no warning at this moment. Unlike a nudge none goes out in quiet hours at all."""
    if schedule is None or nudge is None or schedule.next_due_at is None or nudge.next_due_at is None:
        return Reason.OFF
    if schedule.muted_until is not None and now < schedule.muted_until:
        return Reason.MUTED
    return Reason.QUIET_HOURS if schedule.quiet_until(now) else None


def _at_risk(claim: Claim, today: Today, now: datetime, tone: Tone) -> AtRisk:
    late = lateness(now, claim.due_at, claim.expires_at) is Lateness.LATE
    return AtRisk(
        marker=marker_of(claim.id),
        today=today,
        ends_at=day_end(today.day, today.zone, today.cutoff_minutes),
        late_by=now - claim.due_at if late else timedelta(0),
        light=tone is Tone.LIGHT,
        in_channel=not claim.direct,
        fallback=claim.reason,
    )
