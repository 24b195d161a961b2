"""Moments that members reached: recorded once, shown, and shared by themselves."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.errors import NoLongerAvailable
from bot.domain.members import Member
from bot.domain.moment_errors import AlreadyShared
from bot.domain.moments import (
    PROJECT,
    Moment,
    Reached,
    days_reached,
    roadmap_kind,
    streak_kind,
    streak_lengths,
)
from bot.domain.tasks import EnrolmentState, Task, Today
from bot.services.shelf import Following, Shelf
from bot.store import checkins, moments
from bot.store.transaction import Store, Tx

ON_ITS_WAY = timedelta(minutes=1)
"""A card that was not shown by then never left: the bot went down, or Discord did."""


async def reach_by_streak(
    tx: Tx, shelf: Shelf, member: Member, before: int, streak: int, now: datetime
) -> tuple[Moment, ...]:
    """Record what a streak of `streak` days reaches that was `before` days long, by a day filled in later."""
    missing = await _missing(tx, member.key, streak) if streak > before else ()
    if not missing:
        return ()
    found = await shelf.membership(tx, member.guild_id, member.user_id)
    title = found.roadmap.title if found else None
    return await _reach_streaks(tx, member.key, missing, title, member.day(now), now)


async def reach_by_tick(
    tx: Tx, found: Following, today: Today, task_id: int, now: datetime
) -> tuple[Moment, ...]:
    """Record what the tick of a task reached, as `today` shows it; `found` is from before the tick.

    A statement is spent only on a streak that is long, on work of a project, or at the very end.
    """
    key = found.member.key
    missing = await _missing(tx, key, today.streak.current)
    long = await _reach_streaks(tx, key, missing, today.roadmap_title, today.day, now)
    task = next((task for task in today.tasks if task.id == task_id), None)
    project = [await moments.add(tx, key, each, today.day, now) for each in await _project(tx, found, task)]
    return (*long, *(moment for moment in project if moment), *await _end(tx, found, today))


async def _missing(tx: Tx, member_key: int, streak: int) -> tuple[int, ...]:
    """The long streaks up to this one that were never recorded: not every streak grows by a tick alone."""
    due = streak_lengths(streak)
    known = await moments.known(tx, member_key, [streak_kind(days) for days in due]) if due else frozenset()
    return tuple(days for days in due if streak_kind(days) not in known)


async def _reach_streaks(
    tx: Tx, member_key: int, lengths: Sequence[int], title: str | None, today: date, now: datetime
) -> tuple[Moment, ...]:
    """Record streaks of these lengths, ascending, each on its day; only the longest one gets a card."""
    if not lengths:
        return ()
    facts = await checkins.streak_facts(tx, member_key)
    days = days_reached(facts, lengths, today)
    added = [
        await moments.add(tx, member_key, Reached(streak_kind(length), title), days[length], now)
        for length in lengths
    ]
    new = tuple(moment for moment in added if moment is not None)
    for moment in new[:-1]:
        await moments.set_shown(tx, moment.id, now)
    return new[-1:]


async def reach_end(tx: Tx, found: Following, day: date, now: datetime) -> None:
    """Record that the member's roadmap is finished."""
    reached = Reached(roadmap_kind(found.enrolment.roadmap_id), found.roadmap.title)
    await moments.add(tx, found.member.key, reached, day, now)


async def _end(tx: Tx, found: Following, today: Today) -> tuple[Moment, ...]:
    """The end of the roadmap, recorded with whatever brought it about, unless it was shown before."""
    enrolment = found.enrolment
    if today.state is not EnrolmentState.FINISHED or enrolment.state is EnrolmentState.FINISHED:
        return ()
    moment = await moments.find_kind(tx, found.member.key, roadmap_kind(enrolment.roadmap_id))
    return (moment,) if moment and moment.shown_at is None else ()


async def _project(tx: Tx, found: Following, task: Task | None) -> list[Reached]:
    """The project that the done task was the last part of."""
    project = task.item.project if task and task.item else None
    if project is None:
        return []
    parts = [key for key, place in found.index.places.items() if place.item.project == project]
    if not await moments.all_done(tx, found.enrolment.id, parts):
        return []
    title = next((each.title for each in found.roadmap.projects if each.key == project), None)
    return [Reached(PROJECT, title)]


class MomentService:
    """A member's moments."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def all(self, guild_id: int, user_id: int) -> tuple[Moment, ...]:
        """What the member reached here, newest first."""
        async with self._store.read() as tx:
            return await moments.of(tx, guild_id, user_id)

    async def unshown(self, guild_id: int, user_id: int) -> tuple[Moment, ...]:
        """What the member reached and was never shown, oldest first."""
        async with self._store.read() as tx:
            return await moments.unshown(tx, guild_id, user_id, self._clock.now() - ON_ITS_WAY)

    async def find(self, guild_id: int, user_id: int, moment_id: int) -> Moment:
        """One of the member's moments. Raises NoLongerAvailable."""
        async with self._store.read() as tx:
            return await _owned(tx, guild_id, user_id, moment_id)

    async def shown(self, guild_id: int, user_id: int, moment_id: int) -> None:
        """Its card reached the member. Raises NoLongerAvailable."""
        async with self._store.write() as tx:
            moment = await _owned(tx, guild_id, user_id, moment_id)
            await moments.set_shown(tx, moment.id, self._clock.now())

    async def share(
        self, guild_id: int, user_id: int, moment_id: int, channel_id: int | None = None
    ) -> Moment:
        """The member is about to post it to this channel. Raises NoLongerAvailable or AlreadyShared."""
        async with self._store.write() as tx:
            moment = await _owned(tx, guild_id, user_id, moment_id)
            if not await moments.share(tx, moment.id, channel_id, self._clock.now()):
                raise AlreadyShared
            return await _owned(tx, guild_id, user_id, moment_id)

    async def unshare(self, guild_id: int, user_id: int, moment_id: int) -> None:
        """Posting it failed. Raises NoLongerAvailable."""
        async with self._store.write() as tx:
            moment = await _owned(tx, guild_id, user_id, moment_id)
            await moments.unshare(tx, moment.id)


async def _owned(tx: Tx, guild_id: int, user_id: int, moment_id: int) -> Moment:
    moment = await moments.find(tx, guild_id, user_id, moment_id)
    if moment is None:
        raise NoLongerAvailable
    return moment
