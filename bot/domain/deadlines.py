"""When a roadmap's deadlines fall in a member's own plan. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_time import Deadline, absolute


@dataclass(frozen=True, slots=True)
class Course:
    """A plan beside the roadmap's own calendar: what ends on which nominal day, and on which real one."""

    start: date
    last: date
    """The day of the plan's last sitting."""
    ends: tuple[tuple[int, date], ...]
    """(nominal end of the sections of an item in days from the start, day of its last sitting), sorted."""
    nominal_days: int
    """How long the roadmap says it takes; at least 1."""

    @classmethod
    def of(cls, index: RoadmapIndex, start: date, days: Mapping[str, date]) -> "Course":
        """`days` has the last day of each planned or settled item by key; items of no section's span count
        only for the plan's end."""
        ends = ((_nominal_end(index, key), day) for key, day in days.items())
        spanned = tuple(sorted((end, day) for end, day in ends if end is not None))
        length = index.roadmap.duration
        stated = (length.amount.high or length.amount.low) * length.unit.days if length else 0
        longest = spanned[-1][0] + 1 if spanned else 0
        return cls(start, max(days.values(), default=start), spanned, max(round(stated), longest, 1))

    def due(self, deadline: Deadline) -> date:
        """The last day of what should be finished by then, so that the member's own pace moves it.

        Where no section ends by then the plan is stretched over the roadmap's length: start + the same share
        of it. Past the last section it goes on at the plan's pace, but never past the end of the plan.
        """
        if deadline.unit is None:
            return self.last
        nominal = deadline.last * deadline.unit.days - 1
        if not self.ends or nominal < self.ends[0][0]:
            return min(self._stretched(nominal), self.last)
        latest = max(day for end, day in self.ends if end <= nominal)
        beyond = nominal - self.ends[-1][0]
        return latest + timedelta(
            days=min(round(max(beyond, 0) * self._stretch()), (self.last - latest).days)
        )

    def _stretch(self) -> float:
        length = self.ends[-1][0] + 1 if self.ends else self.nominal_days
        return ((self.last - self.start).days + 1) / length

    def _stretched(self, nominal: int) -> date:
        # Clamped before it is a length of time: a calendar ends somewhere.
        after = timedelta(days=min(round(nominal * self._stretch()), (self.last - self.start).days))
        cap = min((day for end, day in self.ends if end == self.ends[0][0]), default=None)
        day = self.start + after
        return day if cap is None else min(day, max(cap, self.start))


def _nominal_end(index: RoadmapIndex, key: str) -> int | None:
    found = absolute(section.span for section in index.path(key))
    return found.last if found else None
