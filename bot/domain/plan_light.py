"""Light sections and rests in a plan: an even share a day, and a day before which nothing goes on. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.plan_weeks import Weeks
from bot.domain.sittings import Sitting
from bot.domain.streaks import DayRange
from bot.domain.work import Light, WorkItem

_DAY = timedelta(days=1)

ByKey = Mapping[str, Sequence[Sitting]]


@dataclass(frozen=True, slots=True)
class Share:
    """What a light section takes of a day: `left` still, of `whole`."""

    left: int
    whole: int


@dataclass(slots=True)
class _Window:
    """The days of a light section; `first` is when something of it was done in its turn, or is laid."""

    light: Light
    owed: int
    held: Counter[date]
    last_index: int
    first: date | None

    def end(self, first: date) -> date:
        return first + self.light.days * _DAY


class LightSections:
    """The light sections and rests of a work, reached item by item in order."""

    def __init__(self, items: Sequence[WorkItem], kept: ByKey, settled: ByKey, weeks: Weeks) -> None:
        self.opens = date.min
        """The first day on which the item reached last may begin."""
        self.rests: list[DayRange] = []
        self._items = items
        self._kept = kept
        self._settled = settled
        self._weeks = weeks
        self._window: _Window | None = None
        self._done = weeks.epoch - _DAY

    def reach(self, index: int, laid: Sequence[Sitting]) -> None:
        """Come to an item, with everything before it `laid`.

        A light section or a rest that is over gives way: once the item after it was begun, it holds up
        nothing any more.
        """
        item = self._items[index]
        before = laid[-1].day if laid else self._done
        window, begun = self._window, item.key in self._settled
        if window and index == window.last_index + 1:
            if window.first and not begun:
                self.opens = max(self.opens, window.end(window.first))
            self._window = None
        if item.rest and not begun:
            first = max(self.opens, before + _DAY)
            self.opens = first + item.rest * _DAY
            self.rests.append(DayRange(first, self.opens - _DAY))
        if item.light and not self._window:
            self._window = self._opened(item.light, index, None if laid else before)
        self._done = max((each.day for each in self._settled.get(item.key, ())), default=self._done)

    def share(self, day: date, least: int) -> Share | None:
        """What the item reached last may take of `day`; None when it may take all.

        In a light section that is an even share of what is owed when the day begins, for each study day until
        the end of the section's days, but never less than `least`.
        """
        window = self._window
        if window is None:
            return None
        end = window.end(window.first or day)
        days = sum(self._weeks.studied(day + ahead * _DAY) for ahead in range((end - day).days))
        if not days:
            return None
        owed = window.owed - sum(minutes for held, minutes in window.held.items() if held < day)
        whole = max(least, -(-owed // days))
        return Share(max(0, whole - window.held[day]), whole)

    def put(self, day: date, minutes: int) -> None:
        """Something of the item reached last is laid on `day`."""
        if self._window:
            self._window.first = self._window.first or day
            self._window.held[day] += minutes

    def _opened(self, light: Light, index: int, turn: date | None) -> _Window:
        """The window that begins with an item; `turn` is the day the work before it was done, if it is.

        What is done between its first and last item, because it runs beside the section, belongs to it.
        """
        last = max(at for at, item in enumerate(self._items) if item.light == light)
        inside = self._items[index : last + 1]
        keys = [item.key for item in inside]
        days = _days(self._settled, keys) if turn else []
        return _Window(
            light,
            sum(item.minutes for item in inside),
            _minutes_by_day(self._kept, keys),
            last,
            min((day for day in days if turn and day >= turn), default=None),
        )


def _days(sittings: ByKey, keys: Iterable[str]) -> list[date]:
    return [sitting.day for key in keys for sitting in sittings.get(key, ())]


def _minutes_by_day(sittings: ByKey, keys: Iterable[str]) -> Counter[date]:
    held: Counter[date] = Counter()
    for sitting in (sitting for key in keys for sitting in sittings.get(key, ())):
        held[sitting.day] += sitting.minutes
    return held
