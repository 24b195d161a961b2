"""A member's daily nudge: switching it on, moving, muting and ending it, and what it says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.calendar import day_end, study_day
from bot.domain.clock import Clock
from bot.domain.delivery import (
    Claim,
    DeliveryKind,
    Destination,
    Lateness,
    Reason,
    lateness,
    marker_of,
)
from bot.domain.errors import InvalidTime, NotEnrolled, NudgeNotSet
from bot.domain.inputs import MINUTES_PER_DAY, check_day_range, parse_day
from bot.domain.members import Member, Membership
from bot.domain.nudges import LONGEST_MUTE, Brief, Quiet, quiet_reason
from bot.domain.schedules import QuietHours, Rhythm, Schedule, comes_at, held_until
from bot.domain.tasks import Today
from bot.services.nudge_shown import NudgeShown, NudgeStatus
from bot.store import delivery_log, members, schedules
from bot.store.transaction import Store, Tx

NUDGE = DeliveryKind.NUDGE


class TodaySource(Protocol):
    """Whoever knows a member's panel of the present study day; raises NotEnrolled."""

    async def today(self, guild_id: int, user_id: int) -> Today: ...


def _unheard(_: datetime) -> None:
    """Nobody wants to know."""


class NudgeService:
    """Everything about nudges. `on_change` hears when one falls due next, for the bell to ring in time."""

    def __init__(
        self, store: Store, clock: Clock, today: TodaySource, on_change: Callable[[datetime], None] = _unheard
    ) -> None:
        self._store = store
        self._clock = clock
        self._today = today
        self._on_change = on_change

    async def set(
        self, guild_id: int, user_id: int, minute: int, where: Destination, dm_channel_id: int | None = None
    ) -> NudgeShown:
        """Nudge the member at `minute` after local midnight on their study days, unmuted.

        `dm_channel_id` is the direct message just opened with them: closed ones get a new chance with it.
        Raises InvalidTime or NotEnrolled.
        """
        _check(minute)
        now = self._clock.now()
        async with self._store.write() as tx:
            found = await members.enrolled(tx, guild_id, user_id)
            if dm_channel_id is not None:
                await members.set_dm_channel(tx, found.member.key, dm_channel_id)
            rhythm = _rhythm(found.member, minute, found.enrolment.pace.study_days)
            await schedules.put(tx, guild_id, found.member.key, NUDGE, rhythm, where, now)
            schedule = await self._existing(tx, found.member)
            return await self._move(tx, found.member.key, schedule, schedule.next_after(now))

    async def show(self, guild_id: int, user_id: int) -> NudgeShown | None:
        """The member's nudge; None if they never had one here."""
        async with self._store.read() as tx:
            member = await members.find(tx, guild_id, user_id)
            schedule = await schedules.find(tx, member.key, NUDGE) if member else None
            return await self._shown(tx, member.key, schedule) if member and schedule else None

    async def mute(self, guild_id: int, user_id: int, until: str) -> NudgeShown:
        """Keep silent until the named study day begins. Raises NudgeNotSet, InvalidDate or DateOutOfRange."""
        now = self._clock.now()
        async with self._store.write() as tx:
            member = await _member(tx, guild_id, user_id)
            schedule = await self._existing(tx, member)
            if schedule.next_due_at is None:
                raise NudgeNotSet
            today = study_day(now, member.zone, member.cutoff_minutes)
            day = check_day_range(parse_day(until, today), today + timedelta(days=1), today + LONGEST_MUTE)
            begins = day_end(day - timedelta(days=1), member.zone, member.cutoff_minutes)
            await schedules.set_muted(tx, schedule.id, begins)
            muted = await self._existing(tx, member)
            return await self._move(tx, member.key, muted, muted.next_after(now))

    async def off(self, guild_id: int, user_id: int) -> NudgeShown:
        """No nudge from now on. Raises NudgeNotSet if there never was one."""
        async with self._store.write() as tx:
            member = await _member(tx, guild_id, user_id)
            return await self._move(tx, member.key, await self._existing(tx, member), None)

    async def quiet(self, guild_id: int, user_id: int, start: int, end: int) -> NudgeShown:
        """Write nothing from `start` until `end`, minutes after local midnight; equal ones: no quiet hours.

        A nudge due in between waits for their end while it is still useful; else it is left out. Raises
        InvalidTime, or NudgeNotSet if there never was a nudge.
        """
        for minute in (start, end):
            _check(minute)
        async with self._store.write() as tx:
            member = await _member(tx, guild_id, user_id)
            await self._existing(tx, member)
            await members.set_quiet(tx, member.key, None if start == end else QuietHours(start, end))
            return await self._shown(tx, member.key, await self._existing(tx, member))

    async def silence(self, tx: Tx, member_key: int) -> None:
        """Switch the nudge off with the enrolment it was about."""
        if schedule := await schedules.find_to_change(tx, member_key, NUDGE):
            await schedules.set_next(tx, schedule.id, None)

    async def recompute(self, tx: Tx, changed: Membership) -> None:
        """Follow a new zone or new study days. What is due at this moment still comes, once."""
        now = self._clock.now()
        schedule = await schedules.find_to_change(tx, changed.member.key, NUDGE)
        if schedule is None:
            return
        weekdays = changed.enrolment.pace.study_days
        await schedules.set_weekdays(tx, schedule.id, weekdays)
        if schedule.next_due_at is not None and schedule.next_due_at > now:
            rhythm = _rhythm(changed.member, schedule.rhythm.minute, weekdays)
            following = rhythm.next_after(now, schedule.last_day, schedule.muted_until)
            await self._move(tx, changed.member.key, schedule, following)

    async def minute(self, tx: Tx, member_key: int) -> int | None:
        """The time of day, in minutes after midnight; None while it is off."""
        schedule = await schedules.find(tx, member_key, NUDGE)
        return schedule.rhythm.minute if schedule and schedule.next_due_at else None

    async def brief(self, claim: Claim, now: datetime) -> Brief | Quiet:
        """What to say at this moment, or why to say nothing."""
        if claim.member_key is None or claim.user_id is None:
            return Quiet(Reason.OFF)
        async with self._store.read() as tx:
            schedule = await schedules.find(tx, claim.member_key, claim.kind, claim.ref)
        if reason := _silent(schedule, claim, now):
            return Quiet(reason)
        try:
            today = await self._today.today(claim.guild_id, claim.user_id)
        except NotEnrolled:
            return Quiet(Reason.LEFT)
        if reason := quiet_reason(today):
            return Quiet(reason)
        return _brief(claim, today, now)

    async def _existing(self, tx: Tx, member: Member) -> Schedule:
        schedule = await schedules.find_to_change(tx, member.key, NUDGE)
        if schedule is None:
            raise NudgeNotSet
        return schedule

    async def _move(
        self, tx: Tx, member_key: int, schedule: Schedule, next_due_at: datetime | None
    ) -> NudgeShown:
        await schedules.set_next(tx, schedule.id, next_due_at)
        if next_due_at is not None:
            self._on_change(next_due_at)
        return await self._shown(tx, member_key, replace(schedule, next_due_at=next_due_at))

    async def _shown(self, tx: Tx, member_key: int, schedule: Schedule) -> NudgeShown:
        now = self._clock.now()
        muted = schedule.muted_until if schedule.muted_until and schedule.muted_until > now else None
        return NudgeShown(
            minute=schedule.rhythm.minute,
            weekdays=schedule.rhythm.weekdays,
            destination=schedule.destination,
            status=_status(schedule, muted),
            next_due_at=schedule.next_due_at,
            comes_at=comes_at(schedule),
            muted_until=muted,
            quiet=schedule.quiet,
            dm_closed=schedule.dm_closed,
            last=await delivery_log.last_settled(tx, member_key, NUDGE),
        )


async def _member(tx: Tx, guild_id: int, user_id: int) -> Member:
    member = await members.find(tx, guild_id, user_id)
    if member is None:
        raise NudgeNotSet
    return member


def _rhythm(member: Member, minute: int, weekdays: frozenset[int]) -> Rhythm:
    return Rhythm(minute, weekdays, member.zone, member.cutoff_minutes)


def _check(minute: int) -> None:
    if not 0 <= minute < MINUTES_PER_DAY:
        raise InvalidTime(str(minute))


def _silent(schedule: Schedule | None, claim: Claim, now: datetime) -> Reason | None:
    """Why the member wants no nudge at this moment."""
    if schedule is None or schedule.next_due_at is None:
        return Reason.OFF
    if schedule.muted_until is not None and now < schedule.muted_until:
        return Reason.MUTED
    return Reason.QUIET_HOURS if held_until(schedule, claim.due_at, now) else None


def _status(schedule: Schedule, muted_until: datetime | None) -> NudgeStatus:
    if schedule.next_due_at is None:
        return NudgeStatus.DM_CLOSED if schedule.dm_closed else NudgeStatus.OFF
    return NudgeStatus.MUTED if muted_until else NudgeStatus.ON


def _brief(claim: Claim, today: Today, now: datetime) -> Brief:
    late = lateness(now, claim.due_at, claim.expires_at) is Lateness.LATE
    return Brief(
        delivery_id=claim.id,
        marker=marker_of(claim.id),
        today=today,
        late_by=now - claim.due_at if late else timedelta(0),
        in_channel=not claim.direct,
        fallback=claim.reason,
    )
