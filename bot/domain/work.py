"""What a roadmap asks of one member, as a row of items to place and threads beside them. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.domain.roadmap import Obligation, Place, Roadmap, Section
from bot.domain.roadmap_choices import UNDECIDED, Choices
from bot.domain.roadmap_claims import Claim
from bot.domain.roadmap_time import DayRange, absolute
from bot.domain.work_order import in_order, light_days


@dataclass(frozen=True, slots=True)
class Light:
    """A light section: its items share `days` evenly, and nothing after it begins sooner."""

    key: str
    days: int


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One item to place; `minutes` is the effort still owed.

    `day` is where it stands on the roadmap's own clock, in days from its start; it never runs back along a
    work. `light` is the light section it belongs to, `rest` the days with nothing laid that go before it.
    """

    key: str
    minutes: int
    day: int = 0
    light: Light | None = None
    rest: int = 0


@dataclass(frozen=True, slots=True)
class ThreadWork:
    """Something that returns every plan week; `minutes` a week, within `span` days of the roadmap's clock."""

    key: str
    minutes: int
    span: DayRange | None = None

    def runs(self, day: int) -> bool:
        """Whether it runs while the roadmap is at `day` of its own clock."""
        if self.span is None:
            return True
        return self.span.first <= day and (self.span.last is None or day <= self.span.last)


@dataclass(frozen=True, slots=True)
class Work:
    """Items in the order they are to be done, and the threads that run beside them."""

    items: tuple[WorkItem, ...] = ()
    threads: tuple[ThreadWork, ...] = ()


def work_of(
    roadmap: Roadmap,
    choices: Choices = UNDECIDED,
    *,
    optional: bool = True,
    had: Collection[str] = frozenset(),
) -> Work:
    """What `roadmap` asks of a member with these choices: items and threads with minutes.

    Effort decides how long something takes; the spans of the roadmap decide only the order (`in_order`), what
    runs beside what, and when a thread is on. Nothing out of scope; `optional=False` leaves out the optional
    items as well. `had` are the keys of the claims the member already had at the start: what those cover is
    left out.

    A light section with a span keeps its days: its items carry `light`, and one without any becomes the
    `rest` of the item after it. Of light sections inside each other the outermost counts. A thread keeps its
    minutes in a light section: they are stated beside it.
    """
    wanted = {Obligation.REQUIRED, Obligation.OPTIONAL} if optional else {Obligation.REQUIRED}
    covered = _covered(roadmap, had)
    return Work(
        tuple(_items(roadmap, choices, wanted, covered)),
        tuple(
            ThreadWork(thread.key, thread.minutes, absolute([thread.span]))
            for thread in roadmap.threads
            if thread.minutes > 0 and thread.key not in covered
        ),
    )


def _items(
    roadmap: Roadmap, choices: Choices, wanted: Collection[Obligation], covered: Collection[str]
) -> Iterator[WorkItem]:
    rest = 0
    for day, place in in_order(roadmap, choices):
        item = place.item
        if any(name in covered for name in place.names) or item.obligation not in wanted:
            continue
        if item.minutes > 0:
            yield WorkItem(item.key, item.minutes, day, _light(place), rest)
            rest = 0
        elif item.key == place.path[-1].key:
            rest += light_days(place.path[-1])


def _light(place: Place) -> Light | None:
    return next((Light(each.key, days) for each in place.path if (days := light_days(each))), None)


def _covered(roadmap: Roadmap, had: Collection[str]) -> frozenset[str]:
    if not had:
        return frozenset()
    return frozenset(key for claim in _claims(roadmap) if claim.key in had for key in claim.covers)


def _claims(roadmap: Roadmap) -> Iterator[Claim]:
    """Every claim of a roadmap, wherever it stands."""
    for path in roadmap.paths:
        yield from path.already_have
    for checklist in roadmap.checklists:
        yield from checklist.claims
    for milestone in roadmap.milestones:
        yield from milestone.claims
    for project in roadmap.projects:
        yield from project.requirements
    for thread in roadmap.threads:
        yield from thread.steps
    for section in roadmap.sections:
        yield from _claims_inside(section)


def _claims_inside(section: Section) -> Iterator[Claim]:
    yield from section.checkpoint
    for item in section.items:
        yield from item.steps
    for child in section.sections:
        yield from _claims_inside(child)
