"""The plan weeks as days with room, once the threads of each week are laid. Pure."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.domain.pace import MINIMUM_SITTING, Pace, capacity, plan_week
from bot.domain.sittings import Sitting
from bot.domain.streaks import DayRange
from bot.domain.work import ThreadWork

THREAD_SHARE = 3
"""Threads get at most one part in this many of a week's minutes; the rest moves the roadmap on."""

_GIVE_UP_WEEKS = 520
"""Ten years without room for a single sitting: the days off have no end."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """A plan week: what its days have left for items, and the threads that are laid in it.

    `least` is the shortest part that an item is cut into.
    """

    rooms: tuple[tuple[date, int], ...]
    threads: tuple[Sitting, ...]
    least: int

    @property
    def roomy(self) -> int | None:
        """The room of the first day that can hold a sitting at all."""
        return next((room for _, room in self.rooms if room >= self.least), None)


@dataclass(frozen=True, slots=True)
class Weeks:
    """The plan weeks from `start` on; `epoch` begins week 1."""

    pace: Pace
    start: date
    epoch: date
    taken: Mapping[date, int]
    off: Sequence[DayRange]
    threads: Sequence[ThreadWork]
    settled: Set[tuple[str, int]]
    """(key, plan week) of threads that are not laid again."""
    _opened: dict[tuple[int, tuple[ThreadWork, ...]], Week] = field(
        default_factory=dict[tuple[int, tuple[ThreadWork, ...]], Week]
    )
    _leasts: dict[tuple[ThreadWork, ...], int] = field(default_factory=dict[tuple[ThreadWork, ...], int])

    @property
    def first(self) -> int:
        """The number of the week that holds the start."""
        return plan_week(self.epoch, self.start)

    def begins(self, number: int) -> date:
        """The first day of a plan week."""
        return self.epoch + 7 * (number - 1) * _DAY

    def studied(self, day: date) -> bool:
        """Whether the pace has minutes for this day and it is not off."""
        return capacity(self.pace, day.weekday()) > 0 and not any(day in each for each in self.off)

    def open(self, number: int, at: int) -> Week:
        """A plan week with the threads that run while the roadmap is at day `at` of its own clock."""
        running = tuple(thread for thread in self.threads if thread.runs(at))
        known = self._opened.get((number, running))
        if known is None:
            known = self._opened[number, running] = self._laid(number, running)
        return known

    def _laid(self, number: int, running: Sequence[ThreadWork]) -> Week:
        rooms, shares = self._rooms(number), _shares(running, self.pace)
        open_threads = [thread for thread in shares if (thread.key, number) not in self.settled]
        laid = _lay(open_threads, rooms)
        threads = tuple(Sitting(thread.key, number, day, minutes) for thread, day, minutes in laid)
        return Week(tuple(rooms.items()), threads, self._least(shares))

    def _least(self, threads: tuple[ThreadWork, ...]) -> int:
        """`MINIMUM_SITTING`, or what the threads leave of the roomiest day where that is shorter.

        It is the same in every week of a pace, however full: otherwise a re-plan would cut differently.
        """
        if threads not in self._leasts:
            days = (self.epoch + ahead * _DAY for ahead in range(7))
            rooms = {day: capacity(self.pace, day.weekday()) for day in days}
            for _ in _lay(threads, rooms):
                pass
            self._leasts[threads] = min(MINIMUM_SITTING, max(1, *rooms.values()))
        return self._leasts[threads]

    def _rooms(self, number: int) -> dict[date, int]:
        days = (self.begins(number) + ahead * _DAY for ahead in range(7))
        return {day: self._room(day) for day in days if day >= self.start}

    def _room(self, day: date) -> int:
        if not self.studied(day):
            return 0
        return max(0, capacity(self.pace, day.weekday()) - self.taken.get(day, 0))


class Walk:
    """Goes through the days once; `day` has `free` minutes left. Opening a week adds to `beside`.

    `week` is the number of the week opened last, `least` the shortest part to cut in it.
    """

    def __init__(self, weeks: Weeks) -> None:
        self.day = date.min
        self.free = 0
        self.beside: list[Sitting] = []
        self.week = weeks.first - 1
        self.least = MINIMUM_SITTING
        self._weeks = weeks
        self._ahead: deque[tuple[date, int]] = deque()
        self._empty = 0

    def on(self, at: int) -> None:
        """The next day; a week that begins with it has the threads of day `at` of the roadmap's clock."""
        if not self._ahead:
            self._open(at)
        self.day, self.free = self._ahead.popleft()

    def next_room(self, at: int) -> int:
        """The room of the next day that can hold a sitting at all, were the roadmap still at day `at`."""
        for _, room in self._ahead:
            if room >= self.least:
                return room
        for ahead in range(1, _GIVE_UP_WEEKS + 2):
            if room := self._weeks.open(self.week + ahead, at).roomy:
                return room
        raise _no_room()

    def _open(self, at: int) -> None:
        self.week += 1
        week = self._weeks.open(self.week, at)
        self.beside += week.threads
        self.least = week.least
        self._ahead.extend(week.rooms)
        self._empty = 0 if week.roomy else self._empty + 1
        if self._empty > _GIVE_UP_WEEKS:
            raise _no_room()


def _no_room() -> ValueError:
    return ValueError(f"no room for a sitting in {_GIVE_UP_WEEKS} weeks")


def _shares(threads: Sequence[ThreadWork], pace: Pace) -> tuple[ThreadWork, ...]:
    """The threads with the minutes a week they get at this pace, a minute each at least."""
    wanted = [thread for thread in threads if thread.minutes > 0]
    total = sum(thread.minutes for thread in wanted)
    allowed = pace.minutes_per_week // THREAD_SHARE
    if total <= allowed:
        return tuple(wanted)
    return tuple(replace(thread, minutes=max(1, thread.minutes * allowed // total)) for thread in wanted)


def _lay(threads: Sequence[ThreadWork], rooms: dict[date, int]) -> Iterator[tuple[ThreadWork, date, int]]:
    """One sitting per thread, its minutes taken out of `rooms`."""
    for thread in threads:
        day = _day_for(thread.minutes, rooms)
        minutes = min(thread.minutes, rooms[day])
        if minutes >= min(thread.minutes, MINIMUM_SITTING):
            rooms[day] -= minutes
            yield thread, day, minutes


def _day_for(minutes: int, rooms: Mapping[date, int]) -> date:
    """The last day that holds `minutes`, else the roomiest: late and packed, the other days stay whole."""
    latest_first = sorted(rooms, reverse=True)
    return next(
        (day for day in latest_first if rooms[day] >= minutes), max(latest_first, key=rooms.__getitem__)
    )
