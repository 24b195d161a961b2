"""Keeps a member's stored tasks in step with the plan, and gives them the roadmap's words."""

from collections import Counter
from collections.abc import AsyncGenerator, Iterable, Sequence, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.members import Enrolment, Member
from bot.domain.planning import Sitting, replan, work_of
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.slips import Promise, Slip, days_before, slip_of
from bot.domain.streak_entries import EntryKind
from bot.domain.streaks import DayRange, Streak, streak_on
from bot.domain.tasks import EnrolmentState, Task, TaskState
from bot.services.drafts import OWN, Draft, Rows, sitting_of
from bot.services.moments import reach_end
from bot.services.shelf import Following, Shelf
from bot.store import checkins, choices, claims, enrolments, streaks, tasks
from bot.store.tasks import Ahead, NewTask, StoredTask
from bot.store.transaction import Store, Tx


@dataclass(frozen=True, slots=True)
class Present:
    """A member on a plan that is up to date; `rows` are those of the day, if they were read on the way."""

    tx: Tx
    found: Following
    day: date
    rows: tuple[StoredTask, ...] | None = None


class Planner:
    """Lays stored tasks out again, and reads them back as tasks with titles."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def is_stale(self, found: Following, rows: Iterable[StoredTask], day: date) -> bool:
        """Whether the plan must be laid again before it is shown.

        So it is when a day was missed, a pause is over, the roadmap has a new version, or nothing was
        promised yet, as to whoever enrolled before promises were kept.
        """
        enrolment = found.enrolment
        if enrolment.state is EnrolmentState.PAUSED:
            return enrolment.paused_until is not None and enrolment.paused_until <= day
        if enrolment.state is not EnrolmentState.ACTIVE:
            return False
        missed = any(row.state is TaskState.OPEN and row.day < day for row in rows)
        return missed or enrolment.promise is None or enrolment.roadmap_version != found.roadmap.version

    @asynccontextmanager
    async def present(
        self, store: Store, guild_id: int, user_id: int, now: datetime
    ) -> AsyncGenerator[Present]:
        """For use cases that only read: a plan that is up to date, in a transaction that may write only if
        the plan had to be laid again."""
        async with store.read() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            day = found.member.day(now)
            rows = await tasks.of_day(tx, found.enrolment.id, day)
            if not self.is_stale(found, rows, day):
                yield Present(tx, found, day, rows)
                return
        async with store.write() as tx:
            found, day = await self.up_to_date(tx, guild_id, user_id, now)
            yield Present(tx, found, day)

    async def up_to_date(self, tx: Tx, guild_id: int, user_id: int, now: datetime) -> tuple[Following, date]:
        """The membership and the present study day, on a plan that is not stale.

        Whoever changes a plan begins here: otherwise what was missed would be passed over.
        """
        found = await self._shelf.enrolled(tx, guild_id, user_id)
        day = found.member.day(now)
        rows = await tasks.of_day(tx, found.enrolment.id, day)
        return (await self.roll_over(tx, found, day, now) if self.is_stale(found, rows, day) else found), day

    async def roll_over(self, tx: Tx, found: Following, day: date, now: datetime) -> Following:
        """Bring a stale plan up to `day`; nothing changes when somebody else was faster."""
        if found.enrolment.state is EnrolmentState.PAUSED:
            return await self.resume(tx, found, found.enrolment.paused_until or day, day, now)
        await self.relay(tx, found, day, start=day)
        if found.enrolment.promise is None:
            await self.agree(tx, found, day)
        laid = await self._shelf.enrolled(tx, found.member.guild_id, found.member.user_id)
        # A new version may have nothing left to do.
        return await self.finish_or_reopen(tx, laid, day, now)

    async def resume(self, tx: Tx, found: Following, back: date, today: date, now: datetime) -> Following:
        """End the pause, with `back` as the first day that counts again, and plan the rest from `today`.

        The promise moves along: nobody falls behind by a pause, only by the days after it.
        """
        slip = await self.slip(tx, found, today)
        await enrolments.end_pause(tx, found.enrolment.id, back)
        await enrolments.set_state(tx, found.enrolment.id, EnrolmentState.ACTIVE, None)
        resumed = await self._shelf.enrolled(tx, found.member.guild_id, found.member.user_id)
        await self.relay(tx, resumed, back, start=back)
        resumed = await self.agree(tx, resumed, back, slip)
        if back < today:
            await self.relay(tx, resumed, today, start=today)
        return await self.finish_or_reopen(tx, resumed, today, now)

    async def adapt(self, tx: Tx, found: Following, today: date, now: datetime) -> Following:
        """Plan what is left by what the member has just decided: that moves the promise, and is no slip."""
        slip = await self.slip(tx, found, today)
        await self.relay(tx, found, today, start=today)
        agreed = await self.agree(tx, found, today, slip)
        return await self.finish_or_reopen(tx, agreed, today, now)

    async def ahead(self, tx: Tx, found: Following, day: date) -> Ahead:
        """The sums over the member's plan, as they stand on `day`."""
        enrolment = found.enrolment
        since = enrolment.promise.since if enrolment.promise else enrolment.start_day
        return await tasks.ahead(tx, enrolment.id, day, since)

    async def slip(self, tx: Tx, found: Following, today: date) -> Slip | None:
        """How far the member is from what was promised; None without a promise."""
        return slip_from(found.enrolment, await self.ahead(tx, found, today), today)

    async def agree(self, tx: Tx, found: Following, today: date, slip: Slip | None = None) -> Following:
        """Promise the plan as it is now; a `slip` that is still the member's stays one.

        While the plan is paused no day owes anything: what was owed before waits.
        """
        enrolment = found.enrolment
        since = max(today, enrolment.start_day)
        paused = enrolment.state is EnrolmentState.PAUSED
        planned = {} if paused else dict(await tasks.of_items_from(tx, enrolment.id, since))
        length = (max(planned) - since).days + 1 if planned else 0
        finish = (await tasks.ahead(tx, enrolment.id, since)).standing.finish
        promise = Promise(
            since=since,
            daily=tuple(planned.get(since + timedelta(days=after), 0) for after in range(length)),
            finish=days_before(enrolment.pace, finish, slip.days) if finish and slip else finish,
            carried=slip.minutes if slip else 0,
        )
        await enrolments.set_promise(tx, enrolment.id, promise)
        return replace(found, enrolment=replace(enrolment, promise=promise))

    async def finish_or_reopen(
        self, tx: Tx, found: Following, day: date, now: datetime, ahead: Ahead | None = None
    ) -> Following:
        """Finish the enrolment with its last task, and take that back when a task is opened again.

        `ahead` spares the question, for whoever has the sums already.
        """
        ahead = ahead or await self.ahead(tx, found, day)
        finished, enrolment = ahead.finished, found.enrolment
        if finished and enrolment.state is EnrolmentState.ACTIVE:
            state = EnrolmentState.FINISHED
            await tasks.delete_open(tx, enrolment.id)
            await enrolments.open_pause(tx, enrolment.id, day + timedelta(days=1), None)
            await enrolments.set_state(tx, enrolment.id, state, now)
            await reach_end(tx, found, day, now)
        elif not finished and enrolment.state is EnrolmentState.FINISHED:
            state = EnrolmentState.ACTIVE
            await enrolments.end_pause(tx, enrolment.id, day)
            await enrolments.set_state(tx, enrolment.id, state, None)
        else:
            return found
        return replace(found, enrolment=replace(enrolment, state=state))

    async def relay(self, tx: Tx, found: Following, today: date, *, start: date) -> None:
        """Lay the open tasks again from `start` on.

        What is settled stays, and so does what the member moved to a day that has not passed, what stands
        between `today` and `start`, and the member's own tasks (a missed one comes to `today`).
        """
        enrolment, roadmap = found.enrolment, found.roadmap
        slip = await self.slip(tx, found, today) if enrolment.roadmap_version != roadmap.version else None
        draft = await self.draft(tx, found, today, start=start)
        if enrolment.roadmap_version != roadmap.version:
            weights = draft.weights(found.index)
            await tasks.weigh_again(tx, weights)
            draft = draft.weighed(weights)
        laid = draft.lay()
        await _store(tx, enrolment.id, laid.rows, laid.plan.sittings, found.index.threads.keys())
        await tasks.bring_forward(tx, enrolment.id, OWN, today)
        if enrolment.roadmap_version != roadmap.version:
            await enrolments.set_version(tx, enrolment.id, roadmap.version)
            # Work that a new version adds or drops is no slip of the member's.
            await self.agree(tx, found, today, slip)

    async def draft(self, tx: Tx, found: Following, today: date, *, start: date) -> "Draft":
        """The member's plan as it can be laid from `start` on, on any terms, before anything is stored."""
        return Draft(
            enrolment=found.enrolment,
            roadmap=found.roadmap,
            choices=await choices.of(tx, found.enrolment.id),
            had=await claims.had(tx, found.enrolment.id),
            stored=await tasks.all_of(tx, found.enrolment.id),
            today=today,
            start=max(start, found.enrolment.start_day),
            off=days_off(await streaks.days_from(tx, found.member.key, EntryKind.REST, min(today, start))),
        )

    async def promise(
        self, tx: Tx, found: Following, rows: Sequence[StoredTask], since: date, pauses: Sequence[DayRange]
    ) -> Counter[date]:
        """Minutes per day as they were promised on `since`, the day of the last change of pace.

        The stored plan cannot tell: what is missed moves to later days. Pauses that ended make room for
        themselves; an open one is left out.
        """
        enrolment = found.enrolment
        mapped = [row for row in rows if not row.item_key.startswith(OWN)]
        settled = [row for row in mapped if row.settled_day is not None and row.settled_day < since]
        picked, had = await choices.of(tx, enrolment.id), await claims.had(tx, enrolment.id)
        plan = replan(
            work_of(found.roadmap, picked, optional=enrolment.optional, had=had),
            enrolment.pace,
            since,
            epoch=enrolment.start_day,
            settled=[sitting_of(row) for row in settled],
            off=[pause for pause in pauses if pause.last is not None],
        )
        promised: Counter[date] = Counter()
        for sitting in (*plan.sittings, *(sitting_of(row) for row in settled)):
            promised[sitting.day] += sitting.minutes
        for row in rows:
            promised[row.day] += row.minutes if row.item_key.startswith(OWN) else 0
        return promised

    async def streak(self, tx: Tx, member: Member, today: date) -> Streak:
        """The member's streak on `today`."""
        return streak_on(await checkins.streak_facts(tx, member.key), today)

    def tasks(self, found: Following, rows: Iterable[StoredTask]) -> tuple[Task, ...]:
        """Stored tasks with the roadmap's words."""
        return tuple(_task(found.index, row) for row in rows)

    def where(self, found: Following, shown: Sequence[Task]) -> tuple[str, ...]:
        """Where a day is on the roadmap, outermost first: the sections around its first open task."""
        on_map = [task.item for task in shown if task.item is not None and task.state is TaskState.OPEN]
        item = next(iter(on_map or (task.item for task in shown if task.item is not None)), None)
        path = found.index.path(item.key) if item else ()
        return tuple(f"{section.label} · {section.title}" for section in path)


def days_off(rests: Iterable[date]) -> tuple[DayRange, ...]:
    """Rest days as the planner takes them: like pauses of a day."""
    return tuple(DayRange(day, day) for day in rests)


def slip_from(enrolment: Enrolment, ahead: Ahead, today: date) -> Slip | None:
    """How far a member with these sums is from what was promised; None without a promise."""
    if enrolment.promise is None:
        return None
    return slip_of(enrolment.promise, ahead.settled_since, enrolment.pace, today, ahead.standing.finish)


def _task(index: RoadmapIndex, row: StoredTask) -> Task:
    """A stored task with its words; one whose item a newer roadmap dropped shows its key."""
    place, thread = index.places.get(row.item_key), index.threads.get(row.item_key)
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


def _place(row: StoredTask) -> tuple[date, int, int, int, bool]:
    return row.day, row.position, row.minutes, row.sittings, row.pinned


async def _store(tx: Tx, enrolment_id: int, rows: Rows, laid: Sequence[Sitting], threads: Set[str]) -> None:
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
