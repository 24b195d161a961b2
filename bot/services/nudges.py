"""A member's daily nudge: switching it on, moving, muting and ending it, and what it says."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.buddies import asked_since
from bot.domain.clock import Clock
from bot.domain.delivery import Claim, DeliveryKind, Destination, Reason, marker_of
from bot.domain.errors import InvalidTime, NotEnrolled, NudgeNotSet
from bot.domain.inputs import MINUTES_PER_DAY, check_day_range, parse_day
from bot.domain.members import Member, Membership
from bot.domain.nudges import LONGEST_MUTE, Answers, Brief, Quiet, Tone, quiet_reason
from bot.domain.schedules import QuietHours, Rhythm, Schedule, comes_at, is_swallowed
from bot.domain.tasks import Today
from bot.services.briefing import is_muted, late_by, why_silent
from bot.services.listeners import OnChange, unheard
from bot.services.nudge_shown import NudgeShown, NudgeStatus
from bot.services.warnings import WARNING, TodaySource, WarningService, warn_minute
from bot.store import answers, delivery_log, members, problem_reviews, schedules
from bot.store.transaction import Store, Tx

NUDGE = DeliveryKind.NUDGE


class NudgeService:
    """Everything about nudges. `on_change` hears when one falls due next, for the bell to ring in time.

    With `warnings` each nudge that is on has one beside it.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        today: TodaySource,
        on_change: OnChange = unheard,
        warnings: WarningService | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._today = today
        self._on_change = on_change
        self._warnings = warnings

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
            await answers.ask_again(tx, found.member.key, now)
            schedule = await self._existing(tx, found.member)
            return await self._moved(tx, found.member, schedule, schedule.next_after(now))

    async def show(self, guild_id: int, user_id: int) -> NudgeShown | None:
        """The member's nudge; None if they never had one here."""
        async with self._store.read() as tx:
            member = await members.find(tx, guild_id, user_id)
            schedule = await schedules.find(tx, member.key, NUDGE) if member else None
            return await self._shown(tx, member, schedule) if member and schedule else None

    async def mute(self, guild_id: int, user_id: int, until: str) -> NudgeShown:
        """Keep silent until the named study day begins. Raises NudgeNotSet, InvalidDate or DateOutOfRange."""
        now = self._clock.now()
        async with self._store.write() as tx:
            member = await _member(tx, guild_id, user_id)
            schedule = await self._existing(tx, member)
            if schedule.next_due_at is None:
                raise NudgeNotSet
            today = member.day(now)
            day = check_day_range(parse_day(until, today), today + timedelta(days=1), today + LONGEST_MUTE)
            begins = member.day_ends(day - timedelta(days=1))
            await schedules.set_muted(tx, schedule.id, begins)
            muted = await self._existing(tx, member)
            return await self._moved(tx, member, muted, muted.next_after(now))

    async def off(self, guild_id: int, user_id: int) -> NudgeShown:
        """No nudge from now on. Raises NudgeNotSet if there never was one."""
        async with self._store.write() as tx:
            member = await _member(tx, guild_id, user_id)
            return await self._moved(tx, member, await self._existing(tx, member), None)

    async def warn(self, guild_id: int, user_id: int, minute: int | None) -> NudgeShown:
        """Warn at `minute` after local midnight of a streak at risk; None: never.

        Raises InvalidTime, and NudgeNotSet while there is no nudge: a warning is its companion.
        """
        if minute is not None:
            _check(minute)
        async with self._store.write() as tx:
            member = await _member(tx, guild_id, user_id)
            schedule = await self._existing(tx, member)
            if schedule.next_due_at is None:
                raise NudgeNotSet
            if self._warnings is not None:
                self._hear(await self._warnings.choose(tx, member, schedule, minute))
            return await self._shown(tx, member, schedule)

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
            return await self._shown(tx, member, await self._existing(tx, member))

    async def silence(self, tx: Tx, member_key: int) -> None:
        """Switch the nudge off with the enrolment it was about."""
        if schedule := await schedules.find_to_change(tx, member_key, NUDGE):
            await schedules.set_next(tx, schedule.id, None)
        if self._warnings is not None:
            await self._warnings.silence(tx, member_key)

    async def recompute(self, tx: Tx, changed: Membership) -> None:
        """Follow a new zone or new study days. What is due at this moment still comes, once."""
        now = self._clock.now()
        schedule = await schedules.find_to_change(tx, changed.member.key, NUDGE)
        if schedule is None:
            return
        weekdays = changed.enrolment.pace.study_days
        await schedules.set_weekdays(tx, schedule.id, weekdays)
        rhythm = _rhythm(changed.member, schedule.rhythm.minute, weekdays)
        following = schedule.next_due_at
        if following is not None and following > now:
            following = rhythm.next_after(now, schedule.last_day, schedule.muted_until)
        await self._move(tx, changed.member, replace(schedule, rhythm=rhythm), following)

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
            answered = await answers.find(tx, claim.member_key, claim.kind) if schedule else None
            problems_due = await problem_reviews.count_due(tx, claim.member_key, now)
        reason = why_silent(schedule, claim, now)
        if schedule is None or reason:
            return Quiet(reason or Reason.OFF)
        if answered and answered.tone(schedule.rhythm.day_of(claim.due_at)) is Tone.SILENT:
            return Quiet(Reason.AWAY)
        try:
            today = await self._today.today(claim.guild_id, claim.user_id)
        except NotEnrolled:
            return Quiet(Reason.LEFT)
        if reason := quiet_reason(today):
            return Quiet(reason)
        today = await self._told_once(claim.member_key, today)
        brief = replace(_brief(claim, today, now), problems_due=problems_due)
        return _with_tone(brief, schedule, answered)

    async def _told_once(self, member_key: int, today: Today) -> Today:
        """Without the requests that stood in an earlier nudge: those wait in the day and in `/buddy show`."""
        if today.buddy is None or not today.buddy.asking:
            return today
        async with self._store.read() as tx:
            since = await delivery_log.last_sent_at(tx, member_key, NUDGE)
        return replace(today, buddy=asked_since(today.buddy, since)) if since else today

    async def _existing(self, tx: Tx, member: Member) -> Schedule:
        schedule = await schedules.find_to_change(tx, member.key, NUDGE)
        if schedule is None:
            raise NudgeNotSet
        return schedule

    async def _moved(
        self, tx: Tx, member: Member, schedule: Schedule, next_due_at: datetime | None
    ) -> NudgeShown:
        return await self._shown(tx, member, await self._move(tx, member, schedule, next_due_at))

    async def _move(
        self, tx: Tx, member: Member, schedule: Schedule, next_due_at: datetime | None
    ) -> Schedule:
        await schedules.set_next(tx, schedule.id, next_due_at)
        moved = replace(schedule, next_due_at=next_due_at)
        self._hear(next_due_at)
        if self._warnings is not None:
            self._hear(await self._warnings.follow(tx, member, moved))
        return moved

    def _hear(self, due_at: datetime | None) -> None:
        if due_at is not None:
            self._on_change(due_at)

    async def _shown(self, tx: Tx, member: Member, schedule: Schedule) -> NudgeShown:
        now = self._clock.now()
        answered = await answers.find(tx, member.key, NUDGE)
        warning = await self._warnings.schedule(tx, member.key) if self._warnings else None
        muted = schedule.muted_until if is_muted(schedule, now) else None
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
            last=await delivery_log.last_settled(tx, member.key, NUDGE),
            cutoff_minutes=member.cutoff_minutes,
            warn_minute=warn_minute(warning),
            warn_swallowed=warning is not None and is_swallowed(warning),
            last_warning=await delivery_log.last_settled(tx, member.key, WARNING) if warning else None,
            away=answered is not None and answered.tone(member.day(now)) is Tone.SILENT,
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


def _status(schedule: Schedule, muted_until: datetime | None) -> NudgeStatus:
    if schedule.next_due_at is None:
        return NudgeStatus.DM_CLOSED if schedule.dm_closed else NudgeStatus.OFF
    return NudgeStatus.MUTED if muted_until else NudgeStatus.ON


def _with_tone(brief: Brief, schedule: Schedule, answered: Answers | None) -> Brief:
    """The same, as light as the member's silence asks for."""
    following = schedule.next_due_at
    if answered is None or following is None:
        return brief
    light = answered.tone(brief.today.day) is Tone.LIGHT
    return replace(brief, light=light, last=answered.is_last(schedule.rhythm.day_of(following)))


def _brief(claim: Claim, today: Today, now: datetime) -> Brief:
    return Brief(
        delivery_id=claim.id,
        marker=marker_of(claim.id),
        today=today,
        late_by=late_by(claim, now),
        in_channel=not claim.direct,
        fallback=claim.reason,
    )
