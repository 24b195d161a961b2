"""Keeps a member's stored tasks in step with the plan, and gives them the roadmap's words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.catalog import Catalog
from bot.domain.members import Enrolment, Member, Membership
from bot.domain.planning import Sitting, replan, work_of
from bot.domain.roadmap import Place, Roadmap, Thread
from bot.domain.streaks import DayRange, Streak, streak_on
from bot.domain.tasks import EnrolmentState, Task, TaskState
from bot.store import checkins, enrolments, members, tasks
from bot.store.tasks import Ahead, NewTask, StoredTask
from bot.store.transaction import Tx

OWN = "own:"
"""How the keys of a member's own tasks begin."""


class Planner:
    """Lays stored tasks out again, and reads them back as tasks with titles."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._words: dict[tuple[str, str], _Words] = {}

    def title(self, enrolment: Enrolment) -> str:
        """The roadmap's title."""
        return self._catalog.get(enrolment.roadmap_id).title

    def is_stale(self, found: Membership, rows: Iterable[StoredTask], day: date) -> bool:
        """Whether the plan must be laid again before it is shown: a day was missed, a pause is over, or the
        roadmap has a new version."""
        enrolment = found.enrolment
        if enrolment.state is EnrolmentState.PAUSED:
            return enrolment.paused_until is not None and enrolment.paused_until <= day
        if enrolment.state is not EnrolmentState.ACTIVE:
            return False
        missed = any(row.state is TaskState.OPEN and row.day < day for row in rows)
        return missed or enrolment.roadmap_version != self._catalog.get(enrolment.roadmap_id).version

    async def up_to_date(self, tx: Tx, guild_id: int, user_id: int, now: datetime) -> tuple[Membership, date]:
        """The membership and the present study day, on a plan that is not stale.

        Whoever changes a plan begins here: otherwise what was missed would be passed over.
        """
        found = await members.enrolled(tx, guild_id, user_id)
        day = found.member.day(now)
        rows = await tasks.of_day(tx, found.enrolment.id, day)
        return (await self.roll_over(tx, found, day, now) if self.is_stale(found, rows, day) else found), day

    async def roll_over(self, tx: Tx, found: Membership, day: date, now: datetime) -> Membership:
        """Bring a stale plan up to `day`; nothing changes when somebody else was faster."""
        if found.enrolment.state is EnrolmentState.PAUSED:
            return await self.resume(tx, found, found.enrolment.paused_until or day, day, now)
        await self.relay(tx, found, day, start=day)
        return await members.enrolled(tx, found.member.guild_id, found.member.user_id)

    async def resume(self, tx: Tx, found: Membership, back: date, today: date, now: datetime) -> Membership:
        """End the pause, with `back` as the first day that counts again, and plan the rest from `today`."""
        await enrolments.end_pause(tx, found.enrolment.id, back)
        await enrolments.set_state(tx, found.enrolment.id, EnrolmentState.ACTIVE, None)
        resumed = await members.enrolled(tx, found.member.guild_id, found.member.user_id)
        await self.relay(tx, resumed, today, start=today)
        ahead = await tasks.ahead(tx, resumed.enrolment.id, today)
        return await self.finish_or_reopen(tx, resumed, today, ahead, now)

    async def finish_or_reopen(
        self, tx: Tx, found: Membership, day: date, ahead: Ahead, now: datetime
    ) -> Membership:
        """Finish the enrolment with its last task, and take that back when a task is opened again."""
        finished, enrolment = ahead.standing.finish is None, found.enrolment
        if finished and enrolment.state is EnrolmentState.ACTIVE:
            state = EnrolmentState.FINISHED
            await enrolments.open_pause(tx, enrolment.id, day + timedelta(days=1), None)
            await enrolments.set_state(tx, enrolment.id, state, now)
        elif not finished and enrolment.state is EnrolmentState.FINISHED:
            state = EnrolmentState.ACTIVE
            await enrolments.end_pause(tx, enrolment.id, day)
            await enrolments.set_state(tx, enrolment.id, state, None)
        else:
            return found
        return replace(found, enrolment=replace(enrolment, state=state))

    async def relay(self, tx: Tx, found: Membership, today: date, *, start: date) -> None:
        """Lay the open tasks again from `start` on.

        What is settled stays, and so does what the member moved to a day that has not passed, what stands
        between `today` and `start`, and the member's own tasks (a missed one comes to `today`).
        """
        enrolment = found.enrolment
        roadmap = self._catalog.get(enrolment.roadmap_id)
        rows = await tasks.all_of(tx, enrolment.id)
        sorted_rows = _Rows.sort(rows, today, start)
        items, threads = work_of(roadmap)
        plan = replan(
            items,
            threads,
            enrolment.pace,
            max(start, enrolment.start_day),
            epoch=enrolment.start_day,
            settled=[_sitting(row) for row in sorted_rows.settled],
            pinned=[_sitting(row) for row in sorted_rows.staying],
            load=sorted_rows.own_load(today),
        )
        threads_keys = frozenset(thread.key for thread in threads)
        await _store(tx, enrolment.id, sorted_rows, plan.sittings, threads_keys)
        await tasks.bring_forward(tx, enrolment.id, OWN, today)
        if enrolment.roadmap_version != roadmap.version:
            await enrolments.set_version(tx, enrolment.id, roadmap.version)

    def promise(
        self, enrolment: Enrolment, rows: Sequence[StoredTask], since: date, pauses: Sequence[DayRange]
    ) -> Counter[date]:
        """Minutes per day as they were promised on `since`, the day of the last change of pace.

        The stored plan cannot tell: what is missed moves to later days. Pauses that ended make room for
        themselves; an open one is left out.
        """
        mapped = [row for row in rows if not row.item_key.startswith(OWN)]
        settled = [row for row in mapped if row.settled_day is not None and row.settled_day < since]
        items, threads = work_of(self._catalog.get(enrolment.roadmap_id))
        plan = replan(
            items,
            threads,
            enrolment.pace,
            since,
            epoch=enrolment.start_day,
            settled=[_sitting(row) for row in settled],
            off=[pause for pause in pauses if pause.last is not None],
        )
        promised: Counter[date] = Counter()
        for sitting in (*plan.sittings, *(_sitting(row) for row in settled)):
            promised[sitting.day] += sitting.minutes
        for row in rows:
            promised[row.day] += row.minutes if row.item_key.startswith(OWN) else 0
        return promised

    async def streak(self, tx: Tx, member: Member, today: date) -> Streak:
        """The member's streak on `today`."""
        return streak_on(await checkins.streak_facts(tx, member.key), today)

    def tasks(self, enrolment: Enrolment, rows: Iterable[StoredTask]) -> tuple[Task, ...]:
        """Stored tasks with the roadmap's words."""
        words = self._words_of(enrolment)
        return tuple(words.task(row) for row in rows)

    def where(self, enrolment: Enrolment, shown: Sequence[Task]) -> tuple[str, ...]:
        """Where a day is on the roadmap, outermost first: the sections around its first open task."""
        on_map = [task for task in shown if task.item is not None]
        task = next((task for task in on_map if task.state is TaskState.OPEN), on_map[0] if on_map else None)
        return self._words_of(enrolment).path(task) if task else ()

    def _words_of(self, enrolment: Enrolment) -> "_Words":
        roadmap = self._catalog.get(enrolment.roadmap_id)
        key = (roadmap.id, roadmap.version)
        if key not in self._words:
            self._words[key] = _Words(roadmap)
        return self._words[key]


class _Words:
    """A roadmap's titles and sections by key."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._places: dict[str, Place] = {place.item.key: place for place in roadmap.every_place()}
        self._threads: dict[str, Thread] = {thread.key: thread for thread in roadmap.threads}

    def task(self, row: StoredTask) -> Task:
        """A stored task with its words; one whose item a newer roadmap dropped shows its key."""
        place, thread = self._places.get(row.item_key), self._threads.get(row.item_key)
        item = place.item if place else None
        source = item or thread
        return Task(
            id=row.id,
            title=row.title or (source.title if source else row.item_key),
            detail=source.detail if source else "",
            item=item,
            own=row.item_key.startswith(OWN),
            thread=thread is not None,
            sitting=row.sitting,
            sittings=row.sittings,
            day=row.day,
            planned_minutes=row.minutes,
            state=row.state,
        )

    def path(self, task: Task) -> tuple[str, ...]:
        """The sections around a task, as "label · title"."""
        place = self._places.get(task.item.key) if task.item else None
        return tuple(f"{section.label} · {section.title}" for section in place.path) if place else ()


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a plan by what may happen to them."""

    settled: tuple[StoredTask, ...]
    staying: tuple[StoredTask, ...]
    laid_again: tuple[StoredTask, ...]
    own: tuple[StoredTask, ...]

    @classmethod
    def sort(cls, rows: Iterable[StoredTask], today: date, start: date) -> "_Rows":
        settled: list[StoredTask] = []
        staying: list[StoredTask] = []
        again: list[StoredTask] = []
        own: list[StoredTask] = []
        for row in rows:
            if row.item_key.startswith(OWN):
                own.append(row)
            elif row.state is not TaskState.OPEN:
                settled.append(row)
            elif today <= row.day and (row.pinned or row.day < start):
                staying.append(row)
            else:
                again.append(row)
        return cls(tuple(settled), tuple(staying), tuple(again), tuple(own))

    def own_load(self, today: date) -> Counter[date]:
        """Minutes of the member's own tasks on each day."""
        load: Counter[date] = Counter()
        for row in self.own:
            day = row.settled_day or max(row.day, today)
            load[day] += row.minutes if row.state is not TaskState.SKIPPED else 0
        return load


def _sitting(row: StoredTask) -> Sitting:
    return Sitting(row.item_key, row.sitting, row.settled_day or row.day, row.minutes)


def _place(row: StoredTask) -> tuple[date, int, int, int, bool]:
    return row.day, row.position, row.minutes, row.sittings, row.pinned


async def _store(
    tx: Tx, enrolment_id: int, rows: _Rows, laid: Sequence[Sitting], threads: frozenset[str]
) -> None:
    """Write a new plan over the old one. Rows of the same sitting keep their id: old buttons still work."""
    old = {(row.item_key, row.sitting): row for row in rows.laid_again}
    kept = (*rows.settled, *rows.staying)
    parts: dict[str, int] = {}
    for key, number in ((each.item_key, each.sitting) for each in kept):
        parts[key] = max(parts.get(key, 0), number)
    for sitting in laid:
        parts[sitting.key] = max(parts.get(sitting.key, 0), sitting.number)
    moved: list[tuple[int, NewTask]] = []
    added: list[NewTask] = []
    for position, sitting in enumerate(laid):
        total = 0 if sitting.key in threads else parts[sitting.key]
        new = NewTask(sitting.key, sitting.number, total, sitting.day, position, sitting.minutes)
        row = old.pop((sitting.key, sitting.number), None)
        if row is None:
            added.append(new)
        elif _place(row) != (new.day, position, new.minutes, total, False):
            moved.append((row.id, new))
    await tasks.relay(tx, moved, [row.id for row in old.values()])
    await tasks.insert_many(tx, enrolment_id, added)
    renumbered = [
        (row.id, parts[row.item_key])
        for row in kept
        if row.item_key not in threads and row.sittings != parts[row.item_key]
    ]
    await tasks.set_sittings(tx, renumbered)
