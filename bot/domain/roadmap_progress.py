"""How much of each part of a roadmap a member has settled, and what comes next. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil, floor
from types import MappingProxyType

from bot.domain.roadmap import Item, Roadmap, Section
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_time import calendar_weeks
from bot.domain.tasks import TaskState

_NONE: Mapping[str, tuple[int, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sitting:
    """One planned piece of an item: its minutes, and what became of it."""

    item_key: str
    minutes: int
    state: TaskState


@dataclass(frozen=True, slots=True)
class Progress:
    """A member's plan by item: `minutes` are settled (done or skipped) out of planned; `ahead` are the items
    with open work, in the order of the plan; `touched` those that are done or skipped in part or whole."""

    minutes: Mapping[str, tuple[int, int]] = field(default_factory=lambda: _NONE)
    ahead: tuple[str, ...] = ()

    @classmethod
    def of(cls, sittings: Iterable[Sitting]) -> "Progress":
        """From the sittings of a plan in order."""
        minutes: dict[str, tuple[int, int]] = {}
        ahead: dict[str, None] = {}
        for sitting in sittings:
            settled, planned = minutes.get(sitting.item_key, (0, 0))
            gone = 0 if sitting.state is TaskState.OPEN else sitting.minutes
            minutes[sitting.item_key] = settled + gone, planned + sitting.minutes
            if sitting.state is TaskState.OPEN:
                ahead[sitting.item_key] = None
        return cls(minutes, tuple(ahead))

    def is_done(self, item_key: str) -> bool:
        """Whether all of an item is settled."""
        settled, planned = self.minutes.get(item_key, (0, 0))
        return planned > 0 and settled == planned

    def of_item(self, item: Item) -> tuple[int, int]:
        """Minutes settled and planned of an item."""
        return self.minutes.get(item.key, (0, 0))

    def of_section(self, section: Section) -> tuple[int, int]:
        """Minutes settled and planned of everything in a section; what the member's plan leaves out is not
        counted."""
        parts = [
            *(self.of_item(item) for item in section.items),
            *(self.of_section(child) for child in section.sections),
        ]
        return sum(settled for settled, _ in parts), sum(planned for _, planned in parts)

    def here(self, index: RoadmapIndex) -> tuple[Section, ...]:
        """The sections around the next open item, outermost first; empty when nothing is left."""
        return next((path for key in self.ahead if (path := index.path(key))), ())


NO_PROGRESS = Progress()


@dataclass(frozen=True, slots=True)
class Weeks:
    """Where somebody is in weeks: the roadmap's own, on a calendar, and those of the plan, each of how many
    (None: open)."""

    nominal: tuple[int, int]
    nominal_total: int | None
    planned: int
    planned_total: int | None


def weeks_of(
    roadmap: Roadmap,
    path: tuple[Section, ...],
    progress: Progress,
    start: date,
    day: date,
    finish: date | None,
) -> Weeks:
    """The weeks the roadmap gives to `path`, or where it names none the share that is settled; beside them
    the weeks since the start of the plan."""
    total = roadmap.weeks or None
    passed = max(0, (day - start).days) // 7 + 1
    length = max(0, (finish - start).days) // 7 + 1 if finish else None
    return Weeks(_nominal(path, progress, total), total, passed, length)


def _nominal(path: tuple[Section, ...], progress: Progress, total: int | None) -> tuple[int, int]:
    if (found := calendar_weeks(section.span for section in path)) is not None:
        first, end = found
        return floor(first) + 1, ceil(end)
    settled = sum(settled for settled, _ in progress.minutes.values())
    planned = sum(planned for _, planned in progress.minutes.values())
    week = 1 + (settled * ((total or 1) - 1) // planned if planned else 0)
    return week, week
