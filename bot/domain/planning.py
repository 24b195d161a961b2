"""From a roadmap's work and a member's pace to dated sittings. Pure and deterministic."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from types import MappingProxyType
from typing import TypeVar

from bot.domain.pace import MINIMUM_SITTING, Pace, capacity, plan_week
from bot.domain.roadmap import Obligation, Roadmap
from bot.domain.roadmap_choices import UNDECIDED, Choices
from bot.domain.streaks import DayRange

THREAD_SHARE = 3
"""Threads get at most one part in this many of a week's minutes; the rest moves the roadmap on."""

_Key = TypeVar("_Key")

_GIVE_UP_WEEKS = 520
"""Ten years without room for a single sitting: the days off have no end."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One item to place; `minutes` is the effort still owed."""

    key: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ThreadWork:
    """Something that returns every plan week; `minutes` a week."""

    key: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """One dated piece of work: `number` counts from 1 within its item (for a thread: the plan week)."""

    key: str
    number: int
    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All open sittings in order; `finish` is the day of the last one, None when nothing is left."""

    sittings: tuple[Sitting, ...]
    finish: date | None = None


def work_of(
    roadmap: Roadmap, choices: Choices = UNDECIDED, *, optional: bool = True
) -> tuple[tuple[WorkItem, ...], tuple[ThreadWork, ...]]:
    """What `roadmap` asks of a member with these choices, in reading order: items and threads with minutes.

    Nothing out of scope; `optional=False` leaves out the optional items as well.
    """
    wanted = {Obligation.REQUIRED, Obligation.OPTIONAL} if optional else {Obligation.REQUIRED}
    items = (place.item for place in roadmap.places(choices))
    return (
        tuple(
            WorkItem(item.key, item.minutes)
            for item in items
            if item.obligation in wanted and item.minutes > 0
        ),
        tuple(ThreadWork(thread.key, thread.minutes) for thread in roadmap.threads if thread.minutes > 0),
    )


def lay_out(
    items: Sequence[WorkItem],
    threads: Sequence[ThreadWork],
    pace: Pace,
    start: date,
    *,
    epoch: date | None = None,
    taken: Mapping[date, int] = MappingProxyType({}),
    off: Sequence[DayRange] = (),
    used_numbers: Mapping[str, Set[int]] = MappingProxyType({}),
    settled_weeks: Set[tuple[str, int]] = frozenset(),
) -> Plan:
    """Place every item once, in order, from `start` on; lay the threads beside them until the items end.

    * A day holds its budget (`week_minutes`) less what is `taken`; days in `off` hold nothing.
    * An item is cut only where 25 minutes or more of a day would be lost, into parts of at least 25 minutes.
      A shorter part is left only at an item's end, where the days are too short to share it out otherwise.
    * Each thread has one sitting in every plan week (`epoch`, by default `start`, begins week 1), as late in
      the week as it fits; items get what is left. Threads share at most a third of the pace, in proportion
      and a minute each at least. One is shortened to the roomiest day, or left out of a week whose days are
      all too full for it. (key, plan week) pairs in `settled_weeks` are not laid again.
    * Sittings of an item take the smallest numbers that are not in `used_numbers`.

    Bound: before the items end fewer than 50 minutes of a day's room stay empty. Where all days have the same
    room they are fewer than the minutes laid on the next day, so all that room is less than twice the work;
    and fewer than 25 when neither a day's room nor an item is shorter than 50 minutes.

    Raises ValueError when days off without end leave no room.
    """
    epoch = epoch or start
    weeks = _Weeks(pace, start, epoch, taken, off, _shares(threads, pace), settled_weeks)
    opened: list[Sitting] = []
    layer = _Layer(weeks.open(opened))
    laid = [sitting for item in items for sitting in layer.place(item, used_numbers.get(item.key, ()))]
    # Looking ahead for room may have opened a week that the items did not need.
    last_week = plan_week(epoch, laid[-1].day) if laid else 0
    beside = (sitting for sitting in opened if sitting.number <= last_week)
    # The sort is stable: on one day items come first, then threads, each in the order given.
    sittings = tuple(sorted((*laid, *beside), key=lambda sitting: sitting.day))
    return Plan(sittings, sittings[-1].day if sittings else None)


def replan(
    items: Sequence[WorkItem],
    threads: Sequence[ThreadWork],
    pace: Pace,
    start: date,
    *,
    epoch: date,
    settled: Sequence[Sitting] = (),
    pinned: Sequence[Sitting] = (),
    load: Mapping[date, int] = MappingProxyType({}),
    off: Sequence[DayRange] = (),
) -> Plan:
    """Lay again from `start` what is neither `settled` nor `pinned`; the plan holds only these new sittings.

    `items` and `threads` are the whole roadmap with its whole minutes. `settled` are the sittings done or
    skipped, on the study day that happened; `pinned` are open ones the member moved, which stay where they
    are (leave out one whose day has passed to have it laid again). Both keep their numbers and use up the
    budget of their day, as does `load` (minutes of other tasks). The finish counts pinned sittings too.
    A plan that is on schedule comes back unchanged.
    """
    kept = (*settled, *pinned)
    done = _minutes_by((sitting.key, sitting.minutes) for sitting in kept)
    numbers: dict[str, set[int]] = {}
    for sitting in kept:
        numbers.setdefault(sitting.key, set()).add(sitting.number)
    plan = lay_out(
        [replace(item, minutes=item.minutes - done[item.key]) for item in items],
        threads,
        pace,
        start,
        epoch=epoch,
        taken=_minutes_by((*load.items(), *((sitting.day, sitting.minutes) for sitting in kept))),
        off=off,
        used_numbers=numbers,
        settled_weeks={(sitting.key, sitting.number) for sitting in kept},
    )
    ends = [sitting.day for sitting in (*pinned, *plan.sittings)]
    return replace(plan, finish=max(ends, default=None))


def _minutes_by(pairs: Iterable[tuple[_Key, int]]) -> Counter[_Key]:
    total: Counter[_Key] = Counter()
    for key, minutes in pairs:
        total[key] += minutes
    return total


def _shares(threads: Sequence[ThreadWork], pace: Pace) -> tuple[ThreadWork, ...]:
    """The threads with the minutes a week they get at this pace, a minute each at least."""
    wanted = [thread for thread in threads if thread.minutes > 0]
    total = sum(thread.minutes for thread in wanted)
    allowed = pace.minutes_per_week // THREAD_SHARE
    if total <= allowed:
        return tuple(wanted)
    return tuple(replace(thread, minutes=max(1, thread.minutes * allowed // total)) for thread in wanted)


@dataclass(frozen=True, slots=True)
class _Weeks:
    """The plan weeks from `start` on, as days with room for items once the threads are laid."""

    pace: Pace
    start: date
    epoch: date
    taken: Mapping[date, int]
    off: Sequence[DayRange]
    threads: Sequence[ThreadWork]
    settled_weeks: Set[tuple[str, int]]

    def open(self, beside: list[Sitting]) -> Iterator[tuple[date, int]]:
        """Days and their room in order, without end; opening a week adds its threads to `beside`."""
        empty = 0
        for number in count(plan_week(self.epoch, self.start)):
            rooms = self._rooms(number)
            beside.extend(self._lay_threads(number, rooms))
            yield from rooms.items()
            empty = 0 if max(rooms.values()) >= MINIMUM_SITTING else empty + 1
            if empty > _GIVE_UP_WEEKS:
                raise ValueError(f"no room for a sitting in {empty} weeks")

    def _rooms(self, number: int) -> dict[date, int]:
        first = self.epoch + timedelta(days=7 * (number - 1))
        days = (first + timedelta(days=ahead) for ahead in range(7))
        return {day: self._room(day) for day in days if day >= self.start}

    def _room(self, day: date) -> int:
        if any(day in days_off for days_off in self.off):
            return 0
        return max(0, capacity(self.pace, day.weekday()) - self.taken.get(day, 0))

    def _lay_threads(self, number: int, rooms: dict[date, int]) -> Iterator[Sitting]:
        """One sitting per thread, its minutes taken out of `rooms`."""
        for thread in self.threads:
            if (thread.key, number) in self.settled_weeks:
                continue
            day = _day_for(thread.minutes, rooms)
            minutes = min(thread.minutes, rooms[day])
            if minutes >= min(thread.minutes, MINIMUM_SITTING):
                rooms[day] -= minutes
                yield Sitting(thread.key, number, day, minutes)


def _day_for(minutes: int, rooms: Mapping[date, int]) -> date:
    """The last day that holds `minutes`, else the roomiest: late and packed, the other days stay whole."""
    latest_first = sorted(rooms, reverse=True)
    return next(
        (day for day in latest_first if rooms[day] >= minutes), max(latest_first, key=rooms.__getitem__)
    )


class _Layer:
    """Walks the days once, putting down items one after the other."""

    def __init__(self, days: Iterator[tuple[date, int]]) -> None:
        self._days = days
        self._seen: deque[tuple[date, int]] = deque()
        self._day = date.min
        self._free = 0

    def place(self, item: WorkItem, used: Collection[int]) -> Iterator[Sitting]:
        """The sittings of `item` from where the item before it ended, with the free numbers from 1 on."""
        rest = item.minutes
        numbers = (number for number in count(1) if number not in used)
        while rest > 0:
            minutes = self._portion(rest)
            if minutes:
                yield Sitting(item.key, next(numbers), self._day, minutes)
                rest -= minutes
                self._free -= minutes
            else:
                self._day, self._free = self._seen.popleft() if self._seen else next(self._days)

    def _portion(self, rest: int) -> int:
        """How much of `rest` goes on this day."""
        if rest <= self._free:
            return rest
        if self._free < MINIMUM_SITTING:
            return 0
        ahead = self._next_room()
        most = max(MINIMUM_SITTING, min(self._free, rest - MINIMUM_SITTING))
        for part in range(most, MINIMUM_SITTING - 1, -1):
            if _shares_out(rest - part, ahead):
                return part
        return 0 if _shares_out(rest, ahead) else most

    def _next_room(self) -> int:
        """The room of the next day that can hold a sitting at all."""
        while not any(room >= MINIMUM_SITTING for _, room in self._seen):
            self._seen.append(next(self._days))
        return next(room for _, room in self._seen if room >= MINIMUM_SITTING)


def _shares_out(minutes: int, room: int) -> bool:
    """Whether days with `room` can take `minutes` without a part shorter than a sitting."""
    days = -(-minutes // room)
    return days * MINIMUM_SITTING <= minutes
