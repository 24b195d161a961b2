"""A member's tasks: the day, the week, and what can be done with one task."""

import secrets
from collections.abc import Collection, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from bot.domain.calendar import monday_of
from bot.domain.clock import Clock
from bot.domain.comebacks import Comeback, comeback_on, new_count
from bot.domain.day_parts import habits_on, placed
from bot.domain.errors import NoLongerAvailable, NoSuchHabit, QuotaReached, TaskGone, TaskNotOpen
from bot.domain.inputs import check_day_range, clean_text, parse_day
from bot.domain.languages import N_
from bot.domain.pace import Pace, session_days
from bot.domain.streak_entries import EntryKind
from bot.domain.streaks import Streak, StreakFacts, history, streak_on
from bot.domain.tasks import EnrolmentState, HabitToday, Task, TaskState, Today, Week
from bot.services.buddy_lines import facts_and_line
from bot.services.moments import reach_by_tick
from bot.services.plans import OWN, Planner, slip_from
from bot.services.shelf import Following, Shelf
from bot.services.streak_ledger import TASK
from bot.store import checkins, habits, standings, streaks, tasks
from bot.store.tasks import Ahead, NewTask, StoredTask
from bot.store.transaction import Store, Tx

MAX_OWN_TASKS, MAX_OWN_EVER = 200, 5_000
MAX_TITLE = 120
MAX_AHEAD = timedelta(days=730)
DEFAULT_OWN_MINUTES = 30
MAX_SUGGESTIONS = 25


class TaskService:
    """Everything a member does with tasks."""

    def __init__(self, store: Store, clock: Clock, shelf: Shelf, planner: Planner) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._planner = planner

    async def today(self, guild_id: int, user_id: int) -> Today:
        """The panel of the present study day. What was left undone before it is planned again from here."""
        async with self._planner.present(self._store, guild_id, user_id, self._clock.now()) as now:
            return await self._panel(now.tx, now.found, now.day, rows=now.rows)

    async def week(self, guild_id: int, user_id: int, offset: int = 0) -> Week:
        """Seven days from Monday; `offset` counts weeks from the present one."""
        await self.today(guild_id, user_id)
        async with self._store.read() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            today = found.member.day(self._clock.now())
            monday = monday_of(today) + timedelta(weeks=offset)
            rows = await tasks.between(tx, found.enrolment.id, monday, monday + timedelta(days=6))
            facts = await checkins.streak_facts(tx, found.member.key)
        shown = self._planner.tasks(found, rows)
        days = [monday + timedelta(days=index) for index in range(7)]
        return Week(
            guild_id=guild_id,
            user_id=user_id,
            offset=offset,
            monday=monday,
            today=today,
            start=found.enrolment.start_day,
            where=self._planner.where(found, shown),
            days=tuple(tuple(task for task in shown if task.day == day) for day in days),
            planned=tuple(_studies(found, day, facts.rests) for day in days),
            marks={each.day: each.mark for each in history(facts, monday, min(days[-1], today))},
            pace_minutes=found.enrolment.pace.minutes_per_week,
        )

    async def find(self, guild_id: int, user_id: int, task_id: int) -> Task:
        """One task of the member's; a foreign one is as gone as an erased one."""
        async with self._store.read() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            row = await _owned(tx, guild_id, user_id, task_id)
        return self._planner.tasks(found, [row])[0]

    async def suggest(self, guild_id: int, user_id: int, text: str) -> tuple[Task, ...]:
        """Open tasks whose title holds `text`, nearest first, at most 25."""
        async with self._store.read() as tx:
            found = await self._shelf.membership(tx, guild_id, user_id)
            if found is None:
                return ()
            rows = await tasks.all_of(tx, found.enrolment.id)
        wanted = text.casefold().strip()
        opened = [row for row in rows if row.state is TaskState.OPEN]
        shown = self._planner.tasks(found, opened)
        return tuple(task for task in shown if wanted in task.title.casefold())[:MAX_SUGGESTIONS]

    async def done(self, guild_id: int, user_id: int, task_id: int) -> Today:
        """Tick a task, once however often it is pressed, and credit the study day."""
        async with self._store.write() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            now = self._clock.now()
            day = found.member.day(now)
            if not await tasks.settle(tx, found.enrolment.id, task_id, TaskState.DONE, day, now):
                await self._check_done(tx, found, task_id)
                return await self._changed(tx, found, day)
            await checkins.add(tx, found.member.key, day, TASK, str(task_id), now)
            today = await self._changed(tx, found, day)
            return replace(today, reached=await reach_by_tick(tx, found, today, task_id, now))

    async def undo(self, guild_id: int, user_id: int, task_id: int) -> Today:
        """Take a tick or a skip back; the day loses its credit if nothing else counts on it."""
        async with self._store.write() as tx:
            now = self._clock.now()
            found, day = await self._planner.up_to_date(tx, guild_id, user_id, now)
            reopened = await tasks.reopen(tx, found.enrolment.id, task_id, day)
            if reopened:
                await checkins.revoke(tx, found.member.key, TASK, str(task_id), now)
                await standings.outdate(tx, guild_id, found.member.key)
            row = await _owned(tx, guild_id, user_id, task_id)
            if reopened and row.day > day:
                # Its later day may have been given to others meanwhile.
                await self._planner.relay(tx, found, day, start=day + timedelta(days=1))
            return await self._changed(tx, found, day)

    async def skip(self, guild_id: int, user_id: int, task_id: int) -> Task:
        """Leave a task out; what follows moves up from the next day on."""
        async with self._store.write() as tx:
            now = self._clock.now()
            found, day = await self._planner.up_to_date(tx, guild_id, user_id, now)
            row = await _owned(tx, guild_id, user_id, task_id)
            if not await tasks.settle(tx, found.enrolment.id, row.id, TaskState.SKIPPED, day, now):
                raise TaskNotOpen(self._title(found, row), row.state.value)
            found = await self._planner.finish_or_reopen(tx, found, day, now)
            await self._planner.relay(tx, found, day, start=day + timedelta(days=1))
            return self._planner.tasks(found, [await _owned(tx, guild_id, user_id, task_id)])[0]

    async def move(self, guild_id: int, user_id: int, task_id: int, to: str) -> Task:
        """Put an open task on another day (`next`: the next study day); the rest is planned around it."""
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            row = await _owned(tx, guild_id, user_id, task_id)
            if row.state is not TaskState.OPEN:
                raise TaskNotOpen(self._title(found, row), row.state.value)
            rests = await streaks.days_from(tx, found.member.key, EntryKind.REST, today)
            later = max(row.day, today)
            target = _next_study_day(found, later, rests) if to == "next" else parse_day(to, today)
            await tasks.pin(tx, row.id, check_day_range(target, today, today + MAX_AHEAD))
            await self._planner.relay(tx, found, today, start=today + timedelta(days=1))
            return self._planner.tasks(found, [await _owned(tx, guild_id, user_id, task_id)])[0]

    async def pull(self, guild_id: int, user_id: int) -> Today:
        """Bring the next open task to today, for a member who has time left. Raises TaskGone when none is."""
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            row = await tasks.first_open_after(tx, found.enrolment.id, today)
            if row is None:
                raise TaskGone
            await tasks.pin(tx, row.id, today)
            await self._planner.relay(tx, found, today, start=today + timedelta(days=1))
            return await self._panel(tx, found, today)

    async def add(
        self, guild_id: int, user_id: int, title: str, minutes: int | None = None, on: str | None = None
    ) -> Task:
        """Add a task of the member's own, today unless they name a day."""
        words = clean_text(title, N_("title"), MAX_TITLE)
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            enrolment = found.enrolment
            if await tasks.open_count(tx, enrolment.id, OWN) >= MAX_OWN_TASKS:
                raise QuotaReached(N_("tasks of your own"), MAX_OWN_TASKS)
            if await tasks.count(tx, enrolment.id, OWN) >= MAX_OWN_EVER:
                step = N_("`/leave` and `/join` start afresh; your history stays.")
                raise QuotaReached(N_("tasks of your own, old ones counted"), MAX_OWN_EVER, step)
            day = check_day_range(parse_day(on, today) if on else today, today, today + MAX_AHEAD)
            key = f"{OWN}{secrets.token_hex(6)}"
            length = minutes or DEFAULT_OWN_MINUTES
            added = NewTask(key, 1, 1, day, position=10_000, minutes=length, title=words, pinned=True)
            await tasks.insert_many(tx, enrolment.id, [added])
            await self._planner.relay(tx, found, today, start=today + timedelta(days=1))
            rows = await tasks.between(tx, enrolment.id, day, day)
        return self._planner.tasks(found, [row for row in rows if row.item_key == key])[0]

    async def keep_habits(
        self, guild_id: int, user_id: int, day: date, *, kept: Set[str], dropped: Set[str] = frozenset()
    ) -> Today:
        """Tick and untick habits of `day`. Raises NoLongerAvailable when that is not the present day."""
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            if day != today:
                raise NoLongerAvailable
            due = {each.habit.key for each in (await self._panel(tx, found, today)).habits}
            await habits.keep(tx, found.enrolment.id, sorted(due & kept), today, self._clock.now())
            await habits.forget(tx, found.enrolment.id, sorted(due & dropped), today)
            return await self._panel(tx, found, today)

    async def toggle_habit(self, guild_id: int, user_id: int, text: str) -> Today:
        """Tick one of today's habits by its key or title, or take the tick back. Raises NoSuchHabit."""
        async with self._store.write() as tx:
            found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            due = (await self._panel(tx, found, today)).habits
            wanted = text.strip().casefold()
            chosen = next((e for e in due if wanted in (e.habit.key, e.habit.title.casefold())), None)
            if chosen is None:
                raise NoSuchHabit(text, tuple(each.habit.title for each in due))
            if chosen.kept:
                await habits.forget(tx, found.enrolment.id, [chosen.habit.key], today)
            else:
                await habits.keep(tx, found.enrolment.id, [chosen.habit.key], today, self._clock.now())
            return await self._panel(tx, found, today)

    def _title(self, found: Following, row: StoredTask) -> str:
        return self._planner.tasks(found, [row])[0].title

    async def _check_done(self, tx: Tx, found: Following, task_id: int) -> None:
        row = await _owned(tx, found.member.guild_id, found.member.user_id, task_id)
        if row.state is TaskState.SKIPPED:
            raise TaskNotOpen(self._title(found, row), row.state.value)

    async def _changed(self, tx: Tx, found: Following, day: date) -> Today:
        ahead = await self._planner.ahead(tx, found, day)
        now = await self._planner.finish_or_reopen(tx, found, day, self._clock.now(), ahead)
        return await self._panel(tx, now, day, ahead=ahead if now is found else None)

    async def _panel(
        self,
        tx: Tx,
        found: Following,
        day: date,
        *,
        rows: tuple[StoredTask, ...] | None = None,
        ahead: Ahead | None = None,
    ) -> Today:
        member, enrolment = found.member, found.enrolment
        rows = await tasks.of_day(tx, enrolment.id, day) if rows is None else rows
        ahead = ahead or await self._planner.ahead(tx, found, day)
        facts, buddy = await facts_and_line(tx, found, self._clock.now())
        streak = streak_on(facts, day)
        shown = self._planner.tasks(found, rows)
        return Today(
            guild_id=member.guild_id,
            user_id=member.user_id,
            day=day,
            zone=member.zone,
            cutoff_minutes=member.cutoff_minutes,
            roadmap_title=found.roadmap.title,
            state=enrolment.state,
            start=enrolment.start_day,
            paused_until=enrolment.paused_until,
            planned=day >= enrolment.start_day and _studies(found, day, facts.rests),
            tasks=() if enrolment.state is EnrolmentState.PAUSED else _in_parts(shown, enrolment.pace, day),
            where=self._planner.where(found, shown),
            standing=ahead.standing,
            streak=streak,
            next_day=ahead.next_day,
            slip=slip_from(enrolment, ahead, day),
            habits=await self._habits(tx, found, shown, day),
            newer_version=found.has_newer,
            # Another day may have taken the freeze: then this one is not kept, and the member wants to know.
            set_aside=day in facts.set_aside and streak.freezes > 0,
            kept_by_freeze=_kept_by_freeze(facts, streak, day),
            buddy=buddy,
            comeback=_comeback(facts, rows, day, streak),
        )

    async def _habits(
        self, tx: Tx, found: Following, shown: Sequence[Task], day: date
    ) -> tuple[HabitToday, ...]:
        """The habits of a day; what limited ones belong to is told by the sections of the day's work."""
        enrolment = found.enrolment
        if (
            enrolment.state is not EnrolmentState.ACTIVE
            or day < enrolment.start_day
            or not found.roadmap.habits
        ):
            return ()
        inside = {section.key for task in shown if task.item for section in found.index.path(task.item.key)}
        studied = session_days(enrolment.pace)
        due = habits_on(found.roadmap, inside, day.weekday(), study_days=studied)
        kept = await habits.kept(tx, enrolment.id, day) if due else frozenset[str]()
        return tuple(HabitToday(habit, habit.key in kept) for habit in due)


def _kept_by_freeze(facts: StreakFacts, streak: Streak, day: date) -> date | None:
    """The day a freeze was spent on, while it is the last one that asked for something."""
    frozen = streak.frozen_on
    if frozen is None:
        return None
    between = (frozen + timedelta(days=after) for after in range(1, (day - frozen).days))
    return None if any(map(facts.asks, between)) else frozen


def _comeback(facts: StreakFacts, rows: Sequence[StoredTask], day: date, streak: Streak) -> Comeback | None:
    """A lost streak is told until the first tick of the next day; a return goes with that tick."""
    ticked = sum(row.state is TaskState.DONE and row.settled_day == day for row in rows)
    if ticked == 1:
        return comeback_on(facts, day, streak.longest)
    return None if streak.current else new_count(facts, day, streak.longest)


def _in_parts(shown: tuple[Task, ...], pace: Pace, day: date) -> tuple[Task, ...]:
    """The tasks with the stretch of the day each begins in."""
    stretches = pace.days[day.weekday()] if pace.days else ()
    places = placed([task.planned_minutes for task in shown], stretches)
    return tuple(replace(task, at=place) for task, place in zip(shown, places, strict=True))


def _studies(found: Following, day: date, rests: Collection[date]) -> bool:
    """Whether a day is one of the member's study days, and no rest day of their own."""
    return day.weekday() in session_days(found.enrolment.pace) and day not in rests


def _next_study_day(found: Following, after: date, rests: Collection[date]) -> date:
    days = (after + timedelta(days=ahead) for ahead in count(1))
    return next(day for day in days if _studies(found, day, rests))


async def _owned(tx: Tx, guild_id: int, user_id: int, task_id: int) -> StoredTask:
    row = await tasks.owned(tx, guild_id, user_id, task_id)
    if row is None:
        raise TaskGone
    return row
