"""The order in which a roadmap's items are done, and where each stands on the roadmap's own clock. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush, merge
from itertools import accumulate, groupby

from bot.domain.roadmap import Item, ItemKind, Place, Roadmap, Section
from bot.domain.roadmap_choices import Choices
from bot.domain.roadmap_time import DayRange, absolute

_DAY = 24 * 60
_WEEK = 7 * _DAY

_Dated = tuple[int, Place]
"""A place and its minute on the roadmap's clock."""


def in_order(roadmap: Roadmap, choices: Choices) -> list[tuple[int, Place]]:
    """Every item for these choices in the order it is done, with its day on the roadmap's clock (0 is first).

    The reading order rules. `parallel` sections run beside the other sections of the one around them: from
    each of these lanes comes next what stands earliest on the roadmap's clock, the lane read first winning a
    tie. What an item `needs` comes before it: items, and all that is inside a section or belongs to a project
    (threads have no end to wait for; of needs in a circle the first in order is done first).

    The clock has the stated spans. What has none shares the gap between its neighbours by effort, or takes as
    long as it does at the nominal pace where the roadmap states no end; inside a section items share its span
    by effort. It never runs back.

    A rest, which is a light section with nothing inside, stands as an item of no minutes with the section's
    key.
    """
    marked = replace(roadmap, sections=tuple(map(_with_rests, roadmap.sections)))
    places = tuple(marked.places(choices))
    clock = _Clock(max(1, roadmap.nominal_minutes_per_week))
    dated = _after_needs(list(clock.dated(places, 0, _Stretch(0, None))))
    return [(minute // _DAY, place) for minute, place in _forward(dated)]


def light_days(section: Section) -> int:
    """The days over which a light section is spread; 0 for one that is not light or has no end of its own."""
    span = section.span
    if not section.light or span is None or span.last is None:
        return 0
    return (span.last - span.first + 1) * span.unit.days


def _with_rests(section: Section) -> Section:
    if light_days(section) and not _holds_items(section):
        return replace(section, items=(Item(section.key, ItemKind.REVIEW, section.title, 0),))
    return replace(section, sections=tuple(map(_with_rests, section.sections)))


def _holds_items(section: Section) -> bool:
    return bool(section.items) or any(map(_holds_items, section.sections))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Minutes of the clock from `first` to before `end`; None is open."""

    first: int
    end: int | None


@dataclass(frozen=True, slots=True)
class _Part:
    """A section of the one around it, or the items that lie there directly (`section` None)."""

    section: Section | None
    places: Sequence[Place]
    stated: _Stretch | None

    @property
    def effort(self) -> int:
        return _effort(self.places)

    @property
    def parallel(self) -> bool:
        return self.section is not None and self.section.parallel


class _Clock:
    """Puts places on the roadmap's clock; `pace` is the nominal one in minutes a week."""

    def __init__(self, pace: int) -> None:
        self._pace = pace

    def dated(self, places: Sequence[Place], depth: int, around: _Stretch) -> Iterator[_Dated]:
        """The places of one section at this depth, its lanes merged, within the stretch around them."""
        parts = _parts(places, depth)
        serial = [part for part in parts if not part.parallel]
        stretches = self._stretches(serial, around)
        lane: list[_Dated] = []
        for part, stretch in zip(serial, stretches, strict=True):
            lane += self._inside(part, depth, stretch)
        whole = _hull(stretches) or around
        beside = [
            list(self._inside(part, depth, _closed(part.stated or whole, whole.end)))
            for part in parts
            if part.parallel
        ]
        return merge(_forward(lane), *map(_forward, beside), key=lambda each: each[0])

    def _inside(self, part: _Part, depth: int, stretch: _Stretch) -> Iterator[_Dated]:
        if part.section is not None:
            return self.dated(part.places, depth + 1, stretch)
        end = self._end(stretch, part.effort)
        starts = _shares(stretch.first, end, [place.item.minutes for place in part.places])
        return zip(starts, part.places, strict=True)

    def _stretches(self, parts: Sequence[_Part], around: _Stretch) -> list[_Stretch]:
        """Where each part of a lane lies."""
        found: list[_Stretch] = []
        reached, waiting = around.first, list[_Part]()
        for part in parts:
            if part.stated is None:
                waiting.append(part)
                continue
            found += self._between(waiting, reached, part.stated.first)
            found.append(part.stated)
            waiting = []
            reached = max(reached, self._end(part.stated, part.effort))
        return self._ended([*found, *self._between(waiting, reached, around.end)], parts)

    def _between(self, parts: Sequence[_Part], first: int, end: int | None) -> Iterator[_Stretch]:
        if not parts:
            return
        efforts = [part.effort for part in parts]
        last = max(first, self._end(_Stretch(first, end), sum(efforts)))
        starts = _shares(first, last, efforts)
        for start, following in zip(starts, [*starts[1:], last], strict=True):
            yield _Stretch(start, following)

    def _ended(self, stretches: Sequence[_Stretch], parts: Sequence[_Part]) -> list[_Stretch]:
        """An open end lasts as long as the work at the nominal pace."""
        pairs = zip(stretches, parts, strict=True)
        return [_Stretch(each.first, self._end(each, part.effort)) for each, part in pairs]

    def _end(self, stretch: _Stretch, effort: int) -> int:
        return stretch.first + effort * _WEEK // self._pace if stretch.end is None else stretch.end


def _parts(places: Sequence[Place], depth: int) -> list[_Part]:
    def section(place: Place) -> Section | None:
        return place.path[depth] if depth < len(place.path) else None

    # The items of a section come before its sections, so those without one form the first group.
    groups = ((key, list(group)) for key, group in groupby(places, lambda place: (section(place) or _NO).key))
    return [_Part(section(group[0]), group, _stated(group, depth)) for _, group in groups]


_NO = Section("", "", "")


def _stated(places: Sequence[Place], depth: int) -> _Stretch | None:
    """The span of the section at this depth, or what those inside it span together."""
    if depth < len(places[0].path) and places[0].path[depth].span:
        return _span(places[0], depth)
    inside = [_span(place, len(place.path)) for place in places if any(s.span for s in place.path[depth:])]
    return _hull(inside)


def _span(place: Place, depth: int) -> _Stretch:
    days = absolute(section.span for section in place.path[: depth + 1]) or DayRange(0, None)
    return _Stretch(days.first * _DAY, None if days.last is None else (days.last + 1) * _DAY)


def _hull(stretches: Sequence[_Stretch]) -> _Stretch | None:
    if not stretches:
        return None
    ends = [each.end for each in stretches if each.end is not None]
    return _Stretch(min(each.first for each in stretches), max(ends) if len(ends) == len(stretches) else None)


def _closed(stretch: _Stretch, end: int | None) -> _Stretch:
    if stretch.end is None and end is not None:
        return _Stretch(stretch.first, max(stretch.first, end))
    return stretch


def _effort(places: Iterable[Place]) -> int:
    return sum(place.item.minutes for place in places)


def _shares(first: int, end: int, efforts: Sequence[int]) -> list[int]:
    """Where each of `efforts` begins when they share the time from `first` to `end`."""
    total = sum(efforts) or 1
    before = accumulate(efforts, initial=0)
    return [first + (end - first) * done // total for done, _ in zip(before, efforts, strict=False)]


def _forward(dated: Iterable[_Dated]) -> Iterator[_Dated]:
    """The same with a clock that never runs back."""
    latest = 0
    for minute, place in dated:
        latest = max(latest, minute)
        yield latest, place


def _after_needs(dated: Sequence[_Dated]) -> list[_Dated]:
    """The same order, except that an item waits for what it needs."""
    waits, waiting = _needs([place for _, place in dated])
    ready = [index for index, count in enumerate(waits) if not count]
    heapify(ready)
    ordered: list[_Dated] = []
    placed = [False] * len(dated)
    while len(ordered) < len(dated):
        # With nothing ready the needs go in a circle.
        index = heappop(ready) if ready else placed.index(False)
        if placed[index]:
            continue
        placed[index] = True
        ordered.append(dated[index])
        for other in waiting[index]:
            waits[other] -= 1
            if not waits[other]:
                heappush(ready, other)
    return ordered


def _needs(places: Sequence[Place]) -> tuple[list[int], dict[int, list[int]]]:
    """How many others each place waits for, and who waits for it."""
    named: dict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        for name in place.names:
            if not named[name] or named[name][-1] != index:
                named[name].append(index)
    waits = [0] * len(places)
    waiting: dict[int, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        needed = {other for key in place.item.needs for other in named.get(key, ()) if other != index}
        waits[index] = len(needed)
        for other in sorted(needed):
            waiting[other].append(index)
    return waits, waiting
