"""Joining a roadmap, changing the pace, pausing, coming back and leaving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.already_have import had_lists
from bot.domain.branches import branch_keys
from bot.domain.calendar import find_zone
from bot.domain.clock import Clock
from bot.domain.day_clock import DayClock
from bot.domain.errors import (
    AlreadyEnrolled,
    AlreadyFinished,
    AlreadyPaused,
    NotPaused,
    QuotaReached,
    UnknownRoadmap,
)
from bot.domain.inputs import check_day_range, parse_day
from bot.domain.languages import N_
from bot.domain.members import Member
from bot.domain.pace import Pace
from bot.domain.replans import NO_WISH, Wish
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_time import Schedule
from bot.domain.slips import Slip
from bot.domain.study_week import StatedPace, nearest_stated
from bot.domain.tasks import EnrolmentState
from bot.services.nudges import NudgeService
from bot.services.plans import Planner, slip_from
from bot.services.shelf import Following, Shelf
from bot.services.streak_ledger import move_clock
from bot.services.weeks import schedules_of
from bot.services.wishes import wished
from bot.store import choices, enrolments, guilds, members, standings, tasks
from bot.store.transaction import Store, Tx

DEFAULT_STUDY_DAYS = frozenset(range(6))
"""Monday to Saturday: a week without a free day does not last sixteen weeks."""

MAX_START_AHEAD = timedelta(days=365)
MAX_PAUSE = timedelta(days=365)
MAX_JOINED, MAX_PAUSES, PERIOD = 30, 30, timedelta(days=28)
"""How often in this time: each joining lays a whole plan, and every streak looks at all pauses."""
_WITH_TIME = N_("Older ones make room with time.")


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
    today: date
    today_ends_at: datetime
    nudge_minute: int | None
    pace: Pace
    by_day: date | None
    """The day the pace was made from, if it was."""
    paused_until: date | None
    slip: Slip | None
    optional: bool
    """Whether the plan holds optional items."""
    stated: StatedPace | None
    """How long the roadmap itself says it takes, at the pace nearest to this one that it speaks of."""
    has_choices: bool
    """Whether the roadmap leaves anything to the member."""
    has_lists: bool
    """Whether it asks what the member already has."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a member takes along when they leave."""

    roadmap_title: str
    done_tasks: int
    streak_days: int


class Leaving(Protocol):
    """Whatever a member has with others: it ends when they leave the programme."""

    async def release(self, tx: Tx, member_key: int) -> None: ...


class EnrolmentService:
    """The life of an enrolment: active, paused, finished, left."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        shelf: Shelf,
        planner: Planner,
        nudges: NudgeService,
        leavings: Sequence[Leaving] = (),
    ) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._planner = planner
        self._nudges = nudges
        self._leavings = leavings

    async def offered(self, guild_id: int) -> tuple[Roadmap, ...]:
        """The roadmaps a member of this guild may join."""
        async with self._store.read() as tx:
            return await self._shelf.offered(tx, guild_id)

    async def join(
        self,
        guild_id: int,
        user_id: int,
        roadmap_id: str,
        *,
        zone: ZoneInfo | None = None,
        wish: Wish = NO_WISH,
        start: str | None = None,
    ) -> Enrolled:
        """Enrol; what is not given comes from the member's last time, the server, or the roadmap.

        Raises UnknownRoadmap, AlreadyEnrolled and QuotaReached, and for a `wish` that cannot be kept what
        `ReplanService.change_pace` raises.
        """
        async with self._store.write() as tx:
            roadmap = await self._shelf.newest(tx, guild_id, roadmap_id)
            if (found := await self._shelf.membership(tx, guild_id, user_id)) is not None:
                raise AlreadyEnrolled(found.roadmap.title)
            member = await self._met(tx, guild_id, user_id, zone)
            first = self._first_day(member, start)
            now = self._clock.now()
            if await enrolments.count_since(tx, member.key, now - PERIOD) >= MAX_JOINED:
                raise QuotaReached(N_("roadmaps joined in four weeks"), MAX_JOINED, _WITH_TIME)
            enrolment_id = await enrolments.add(tx, member.key, roadmap.id, roadmap.version, first, now)
            pace = Pace(roadmap.nominal_minutes_per_week, DEFAULT_STUDY_DAYS)
            await enrolments.set_pace(tx, enrolment_id, first, pace)
            await enrolments.close_earlier_pauses(tx, member.key, first)
            joined = await self._shelf.enrolled(tx, guild_id, user_id)
            if wish != NO_WISH:
                draft = await self._planner.draft(tx, joined, first, start=first)
                terms = wished(draft, wish, member.day(now))
                await enrolments.set_pace(tx, enrolment_id, first, terms.pace, terms.by_day)
                joined = await self._shelf.enrolled(tx, guild_id, user_id)
            await self._planner.relay(tx, joined, first, start=first)
            return await self._enrolled(tx, await self._planner.agree(tx, joined, first))

    async def current(self, guild_id: int, user_id: int) -> Enrolled:
        """What is agreed at present, on a plan that knows what was missed."""
        async with self._planner.present(self._store, guild_id, user_id, self._clock.now()) as now:
            return await self._enrolled(now.tx, now.found)

    async def weeks(
        self, guild_id: int, user_id: int, roadmap_id: str | None = None
    ) -> tuple[tuple[Schedule, Pace], ...]:
        """The day templates of a roadmap, by default of the member's own, each as a pace."""
        async with self._store.read() as tx:
            if roadmap_id is None:
                found = await self._shelf.membership(tx, guild_id, user_id)
                return schedules_of(found.roadmap) if found else ()
            try:
                return schedules_of(await self._shelf.newest(tx, guild_id, roadmap_id))
            except UnknownRoadmap:
                return ()

    async def change_zone(self, guild_id: int, user_id: int, text: str) -> Enrolled:
        """Count days and nudges in another zone from now on."""
        zone = find_zone(text)
        async with self._store.write() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            await self._move(tx, found.member, zone)
            changed = await self._shelf.enrolled(tx, guild_id, user_id)
            await self._nudges.recompute(tx, changed)
            return await self._enrolled(tx, changed)

    async def pause(self, guild_id: int, user_id: int, until: str | None = None) -> date | None:
        """Pause from today on. Returns the first study day after it, if the member named one."""
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            enrolment = found.enrolment
            if enrolment.state is EnrolmentState.FINISHED:
                raise AlreadyFinished(found.roadmap.title)
            if enrolment.state is EnrolmentState.PAUSED:
                raise AlreadyPaused(enrolment.paused_until)
            if await enrolments.count_pauses(tx, enrolment.id, today - PERIOD) >= MAX_PAUSES:
                raise QuotaReached(N_("pauses in four weeks"), MAX_PAUSES, _WITH_TIME)
            back = None
            if until is not None:
                back = check_day_range(parse_day(until, today), today + timedelta(days=1), today + MAX_PAUSE)
            slip = await self._planner.slip(tx, found, today)
            await enrolments.open_pause(tx, enrolment.id, today, back)
            await enrolments.set_state(tx, enrolment.id, EnrolmentState.PAUSED, None)
            await self._planner.agree(tx, await self._shelf.enrolled(tx, guild_id, user_id), today, slip)
        return back

    async def resume(self, guild_id: int, user_id: int) -> Enrolled:
        """Come back today: what is left is planned again from here."""
        now = self._clock.now()
        async with self._store.write() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            if found.enrolment.state is not EnrolmentState.PAUSED:
                raise NotPaused
            today = found.member.day(now)
            # What ended by itself before ended then.
            back = min(found.enrolment.paused_until or today, today)
            resumed = await self._planner.resume(tx, found, back, today, now)
            return await self._enrolled(tx, resumed)

    async def leave(self, guild_id: int, user_id: int) -> Left:
        """Leave the roadmap: the history stays; the plan, the nudge, the buddy and the place on the board
        go; the streak waits."""
        async with self._store.write() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            now = self._clock.now()
            today = found.member.day(now)
            done = await tasks.done_count(tx, found.enrolment.id)
            streak = await self._planner.streak(tx, found.member, today)
            await enrolments.open_pause(tx, found.enrolment.id, today, None)
            await enrolments.set_state(tx, found.enrolment.id, EnrolmentState.LEFT, now)
            await tasks.delete_open(tx, found.enrolment.id)
            await self._nudges.silence(tx, found.member.key)
            for leaving in self._leavings:
                await leaving.release(tx, found.member.key)
            await standings.remove(tx, found.member.key)
        return Left(found.roadmap.title, done, streak.current)

    def _first_day(self, member: Member, start: str | None) -> date:
        today = member.day(self._clock.now())
        if start is None:
            return today
        return check_day_range(parse_day(start, today), today, today + MAX_START_AHEAD)

    async def _met(self, tx: Tx, guild_id: int, user_id: int, zone: ZoneInfo | None) -> Member:
        """The member, remembered or new, in the zone they gave."""
        member = await members.find(tx, guild_id, user_id)
        if member is None:
            fallback = (await guilds.settings(tx, guild_id)).zone
            return await members.add(tx, guild_id, user_id, zone or fallback, self._clock.now())
        return member if zone is None else await self._move(tx, member, zone)

    async def _move(self, tx: Tx, member: Member, zone: ZoneInfo) -> Member:
        return await move_clock(tx, member, DayClock(zone, member.cutoff_minutes), self._clock.now())

    async def _enrolled(self, tx: Tx, found: Following) -> Enrolled:
        member, enrolment = found.member, found.enrolment
        today = member.day(self._clock.now())
        ahead = await self._planner.ahead(tx, found, today)
        chosen = await choices.of(tx, enrolment.id)
        return Enrolled(
            guild_id=member.guild_id,
            user_id=member.user_id,
            roadmap_title=found.roadmap.title,
            state=enrolment.state,
            start=enrolment.start_day,
            finish=ahead.standing.finish,
            task_count=await tasks.count(tx, enrolment.id),
            minutes_per_week=enrolment.pace.minutes_per_week,
            study_days=enrolment.pace.study_days,
            zone=member.zone,
            cutoff_minutes=member.cutoff_minutes,
            today=today,
            today_ends_at=member.day_ends(today),
            nudge_minute=await self._nudges.minute(tx, member.key),
            pace=enrolment.pace,
            by_day=enrolment.by_day,
            paused_until=enrolment.paused_until,
            slip=slip_from(enrolment, ahead, today),
            optional=enrolment.optional,
            stated=nearest_stated(found.roadmap, enrolment.pace, chosen),
            has_choices=bool(branch_keys(found.roadmap)),
            has_lists=bool(had_lists(found.roadmap, chosen)),
        )
