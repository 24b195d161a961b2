"""Joining a roadmap, changing the pace, pausing, coming back and leaving."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.catalog import Catalog
from bot.domain.calendar import find_zone
from bot.domain.clock import Clock
from bot.domain.errors import AlreadyEnrolled, AlreadyFinished, AlreadyPaused, NotPaused
from bot.domain.inputs import check_day_range, parse_day
from bot.domain.members import Member, Membership
from bot.domain.pace import Pace
from bot.domain.roadmap import Roadmap
from bot.domain.tasks import EnrolmentState
from bot.services.nudges import NudgeService
from bot.services.plans import Planner
from bot.store import enrolments, guilds, members, tasks
from bot.store.transaction import Store, Tx

DEFAULT_STUDY_DAYS = frozenset(range(6))
"""Monday to Saturday: a week without a free day does not last sixteen weeks."""

MAX_START_AHEAD = timedelta(days=365)
MAX_PAUSE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What was agreed with a member, and what it means in dates."""

    guild_id: int
    user_id: int
    roadmap_title: str
    state: EnrolmentState
    start: date
    finish: date | None
    task_count: int
    minutes_per_week: int
    study_days: frozenset[int]
    zone: ZoneInfo
    cutoff_minutes: int
    nudge_minute: int | None


@dataclass(frozen=True, slots=True)
class Left:
    """What a member takes along when they leave."""

    roadmap_title: str
    done_tasks: int
    streak_days: int


class EnrolmentService:
    """The life of an enrolment: active, paused, finished, left."""

    def __init__(
        self, store: Store, clock: Clock, catalog: Catalog, planner: Planner, nudges: NudgeService
    ) -> None:
        self._store = store
        self._clock = clock
        self._catalog = catalog
        self._planner = planner
        self._nudges = nudges

    def offered(self) -> tuple[Roadmap, ...]:
        """The roadmaps a member may join."""
        return self._catalog.all()

    async def join(
        self,
        guild_id: int,
        user_id: int,
        roadmap_id: str,
        *,
        zone: ZoneInfo | None = None,
        minutes_per_week: int | None = None,
        start: str | None = None,
    ) -> Enrolled:
        """Enrol; what is not given comes from the member's last time, the server, or the roadmap."""
        roadmap = self._catalog.get(roadmap_id)
        async with self._store.write() as tx:
            if (found := await members.membership(tx, guild_id, user_id)) is not None:
                raise AlreadyEnrolled(self._planner.title(found.enrolment))
            member = await self._met(tx, guild_id, user_id, zone)
            first = self._first_day(member, start)
            now = self._clock.now()
            enrolment_id = await enrolments.add(tx, member.key, roadmap.id, roadmap.version, first, now)
            pace = Pace(minutes_per_week or roadmap.nominal_minutes_per_week, DEFAULT_STUDY_DAYS)
            await enrolments.set_pace(tx, enrolment_id, first, pace)
            await enrolments.close_earlier_pauses(tx, member.key, first)
            joined = await members.enrolled(tx, guild_id, user_id)
            await self._planner.relay(tx, joined, first, start=first)
            return await self._enrolled(tx, joined)

    async def current(self, guild_id: int, user_id: int) -> Enrolled:
        """What is agreed at present."""
        async with self._store.read() as tx:
            return await self._enrolled(tx, await members.enrolled(tx, guild_id, user_id))

    async def change_pace(
        self,
        guild_id: int,
        user_id: int,
        *,
        minutes_per_week: int | None = None,
        study_days: frozenset[int] | None = None,
    ) -> Enrolled:
        """Plan at another pace from today on; what is done stays, and so do past streak days."""
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            before = found.enrolment.pace
            pace = Pace(minutes_per_week or before.minutes_per_week, study_days or before.study_days)
            # A move to the west can put today before the day of the last change.
            since = max(today, found.enrolment.start_day, found.enrolment.pace_since)
            await enrolments.set_pace(tx, found.enrolment.id, since, pace)
            changed = await members.enrolled(tx, guild_id, user_id)
            await self._planner.relay(tx, changed, today, start=since)
            await self._nudges.recompute(tx, changed)
            return await self._enrolled(tx, changed)

    async def change_zone(self, guild_id: int, user_id: int, text: str) -> Enrolled:
        """Count days and nudges in another zone from now on."""
        zone = find_zone(text)
        async with self._store.write() as tx:
            found = await members.enrolled(tx, guild_id, user_id)
            await members.set_zone(tx, found.member.key, zone)
            changed = await members.enrolled(tx, guild_id, user_id)
            await self._nudges.recompute(tx, changed)
            return await self._enrolled(tx, changed)

    async def pause(self, guild_id: int, user_id: int, until: str | None = None) -> date | None:
        """Pause from today on. Returns the first study day after it, if the member named one."""
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            enrolment = found.enrolment
            if enrolment.state is EnrolmentState.FINISHED:
                raise AlreadyFinished(self._planner.title(enrolment))
            if enrolment.state is EnrolmentState.PAUSED:
                raise AlreadyPaused(enrolment.paused_until)
            back = None
            if until is not None:
                back = check_day_range(parse_day(until, today), today + timedelta(days=1), today + MAX_PAUSE)
            await enrolments.open_pause(tx, enrolment.id, today, back)
            await enrolments.set_state(tx, enrolment.id, EnrolmentState.PAUSED, None)
        return back

    async def resume(self, guild_id: int, user_id: int) -> Enrolled:
        """Come back today: what is left is planned again from here."""
        now = self._clock.now()
        async with self._store.write() as tx:
            found = await members.enrolled(tx, guild_id, user_id)
            if found.enrolment.state is not EnrolmentState.PAUSED:
                raise NotPaused
            today = found.member.day(now)
            # What ended by itself before ended then.
            back = min(found.enrolment.paused_until or today, today)
            resumed = await self._planner.resume(tx, found, back, today, now)
            return await self._enrolled(tx, resumed)

    async def leave(self, guild_id: int, user_id: int) -> Left:
        """Leave the roadmap: the history stays, the plan and the nudge end, the streak waits."""
        async with self._store.write() as tx:
            found = await members.enrolled(tx, guild_id, user_id)
            now = self._clock.now()
            today = found.member.day(now)
            done = await tasks.done_count(tx, found.enrolment.id)
            streak = await self._planner.streak(tx, found.member, today)
            await enrolments.open_pause(tx, found.enrolment.id, today, None)
            await enrolments.set_state(tx, found.enrolment.id, EnrolmentState.LEFT, now)
            await tasks.delete_open(tx, found.enrolment.id)
            await self._nudges.silence(tx, found.member.key)
        return Left(self._planner.title(found.enrolment), done, streak.current)

    def _first_day(self, member: Member, start: str | None) -> date:
        today = member.day(self._clock.now())
        if start is None:
            return today
        return check_day_range(parse_day(start, today), today, today + MAX_START_AHEAD)

    async def _met(self, tx: Tx, guild_id: int, user_id: int, zone: ZoneInfo | None) -> Member:
        """The member, remembered or new, in the zone they gave."""
        member = await members.find(tx, guild_id, user_id)
        if member is None:
            settings = await guilds.find(tx, guild_id)
            fallback = settings.zone if settings else ZoneInfo("UTC")
            return await members.add(tx, guild_id, user_id, zone or fallback, self._clock.now())
        if zone is not None and zone != member.zone:
            await members.set_zone(tx, member.key, zone)
            member = await members.find(tx, guild_id, user_id) or member
        return member

    async def _enrolled(self, tx: Tx, found: Membership) -> Enrolled:
        member, enrolment = found.member, found.enrolment
        ahead = await tasks.ahead(tx, enrolment.id, enrolment.start_day)
        return Enrolled(
            guild_id=member.guild_id,
            user_id=member.user_id,
            roadmap_title=self._planner.title(enrolment),
            state=enrolment.state,
            start=enrolment.start_day,
            finish=ahead.standing.finish,
            task_count=await tasks.count(tx, enrolment.id),
            minutes_per_week=enrolment.pace.minutes_per_week,
            study_days=enrolment.pace.study_days,
            zone=member.zone,
            cutoff_minutes=member.cutoff_minutes,
            nudge_minute=await self._nudges.minute(tx, member.key),
        )
