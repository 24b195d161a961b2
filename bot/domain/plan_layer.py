"""Puts the items of a work on days, one after the other. Pure and deterministic."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from bot.domain.pace import Pace, plan_week
from bot.domain.plan_light import LightSections
from bot.domain.plan_weeks import Walk, Weeks
from bot.domain.sittings import Plan, Sitting
from bot.domain.streaks import DayRange
from bot.domain.work import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan is laid from: what is `settled` or `pinned` stays, `load` are minutes of other tasks."""

    start: date
    epoch: date
    settled: Sequence[Sitting]
    pinned: Sequence[Sitting]
    load: Mapping[date, int]
    off: Sequence[DayRange]

    def weeks(self, work: Work, pace: Pace) -> Weeks:
        """The days to lay on, less what is kept on them."""
        kept = (*self.settled, *self.pinned)
        taken = Counter(self.load)
        for sitting in kept:
            taken[sitting.day] += sitting.minutes
        numbers = frozenset((sitting.key, sitting.number) for sitting in kept)
        return Weeks(pace, self.start, self.epoch, taken, self.off, work.threads, numbers)


class Layer:
    """Lays a work once: first `lay`, then `plan`."""

    def __init__(self, work: Work, pace: Pace, standing: Standing) -> None:
        self._items = work.items
        self._threads = {thread.key for thread in work.threads}
        self._standing = standing
        self._weeks = standing.weeks(work, pace)
        self._walk = Walk(self._weeks)
        settled = _by_key(standing.settled)
        self._kept = _by_key((*standing.settled, *standing.pinned))
        self._light = LightSections(work.items, self._kept, settled, self._weeks)
        self._laid: list[Sitting] = []
        began = self._weeks.begins(self._weeks.first)
        self._done_this_week = [
            (sitting.day, index)
            for index, item in enumerate(work.items)
            for sitting in settled.get(item.key, ())
            if sitting.day >= began
        ]

    def lay(self, until: date = date.max) -> bool:
        """Place every item in order; False as soon as one comes after `until`."""
        for index, item in enumerate(self._items):
            self._light.reach(index, self._laid)
            rest = item.minutes - sum(sitting.minutes for sitting in self._kept.get(item.key, ()))
            if rest > 0:
                self._wait(index)
                self._laid += self._place(index, rest)
            if self._laid and self._laid[-1].day > until:
                return False
        return True

    def plan(self) -> Plan:
        """What was laid, with the threads beside it until the items end."""
        # Looking ahead for room may have opened a week that the items did not need.
        last_week = plan_week(self._standing.epoch, self._laid[-1].day) if self._laid else 0
        beside = (
            sitting
            for sitting in self._walk.beside
            if sitting.number <= last_week and not any(sitting.day in rest for rest in self._light.rests)
        )
        # The sort is stable: on one day items come first, then threads, each in the order given.
        sittings = tuple(sorted((*self._laid, *beside), key=lambda sitting: sitting.day))
        opened = (*self._standing.pinned, *sittings)
        # Threads end with the items, at the end of a week: they would hide how many days an item slipped.
        ends = [sitting.day for sitting in opened if sitting.key not in self._threads]
        return Plan(sittings, max(ends or (sitting.day for sitting in opened), default=None))

    def _wait(self, index: int) -> None:
        """Go on to the first day on which the item may begin."""
        while self._walk.day < self._light.opens:
            self._walk.on(self._at(index))

    def _place(self, index: int, rest: int) -> Iterator[Sitting]:
        """The sittings of an item from where the one before it ended, with the free numbers from 1 on."""
        key, walk = self._items[index].key, self._walk
        used = {sitting.number for sitting in self._kept.get(key, ())}
        numbers = (number for number in count(1) if number not in used)
        while rest > 0:
            minutes = self._portion(index, rest)
            if minutes:
                yield Sitting(key, next(numbers), walk.day, minutes)
                rest -= minutes
                walk.free -= minutes
                self._light.put(walk.day, minutes)
            else:
                walk.on(self._at(index))

    def _portion(self, index: int, rest: int) -> int:
        """How much of `rest` goes on this day."""
        walk, least = self._walk, self._walk.least
        if walk.free <= 0:
            return 0
        share = self._light.share(walk.day, least)
        if share is None:
            return _portion(rest, walk.free, least, lambda: walk.next_room(self._at(index)))
        free = min(walk.free, share.left)
        return _portion(rest, free, least, lambda: min(walk.next_room(self._at(index)), share.whole))

    def _at(self, index: int) -> int:
        """Where the roadmap is when the next week begins: at the first item that is not finished by then.

        What is settled within that week counts as unfinished, so that the answer stays the same all week.
        """
        if self._done_this_week:
            begins = self._weeks.begins(self._walk.week + 1)
            index = min([index, *(done for day, done in self._done_this_week if day >= begins)])
        return self._items[index].day


def _portion(rest: int, free: int, least: int, next_room: Callable[[], int]) -> int:
    """How much of `rest` goes on a day with `free` minutes; no part but the last is shorter than `least`."""
    if rest <= free:
        return rest
    if free < least:
        return 0
    ahead = next_room()
    most = max(least, min(free, rest - least))
    for part in range(most, least - 1, -1):
        if _shares_out(rest - part, ahead, least):
            return part
    return 0 if _shares_out(rest, ahead, least) else most


def _shares_out(minutes: int, room: int, least: int) -> bool:
    """Whether days with `room` can take `minutes` without a part shorter than a sitting."""
    days = -(-minutes // room)
    return days * least <= minutes


def _by_key(sittings: Iterable[Sitting]) -> dict[str, list[Sitting]]:
    found: dict[str, list[Sitting]] = {}
    for sitting in sittings:
        found.setdefault(sitting.key, []).append(sitting)
    return found
