"""What Cohort knows by itself about the numbers a roadmap asks for. Pure.

Only work that is wholly done counts: every sitting of an item, and for a project every item that is planned.
Kinds that no done item tells of (applications, e-mails, posts and the like) are the member's word alone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import monday_of
from bot.domain.roadmap_claims import Difficulty, MockKind, Target
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_terms import Counted, Period
from bot.domain.tasks import TaskState

MINUTES_AN_HOUR = 60

COUNTABLE = frozenset({Counted.PROBLEMS, Counted.MOCKS, Counted.PROJECTS, Counted.MINUTES})
"""What done work and the time log tell of; any problem set is countable as well."""

_PARTS = {"ml_coding": MockKind.CODING, "resume": MockKind.BEHAVIORAL}
"""Kinds of interviews that roadmaps do not tell apart."""


@dataclass(frozen=True, slots=True)
class Sat:
    """One sitting of the plan: of which item, in which state, and the day it is planned or was settled."""

    item_key: str
    state: TaskState
    day: date


@dataclass(frozen=True, slots=True)
class Feat:
    """So many of one kind on one day; `part` is a difficulty or a problem set, `item` where it came from."""

    day: date
    kind: Counted
    amount: float
    part: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A mock interview that took place on one day, outside the plan; `kind` is a value of QuestionKind."""

    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class Count:
    """A counted number, and its parts where the target is split; `logged` when the problem log told of it."""

    number: float
    parts: Mapping[str, float]
    logged: bool = False


def finished(sittings: Iterable[Sat]) -> dict[str, date]:
    """The items all of whose sittings are done, with the day of the last one."""
    days: dict[str, date] = {}
    unfinished: set[str] = set()
    for each in sittings:
        if each.state is not TaskState.DONE:
            unfinished.add(each.item_key)
        days[each.item_key] = max(days.get(each.item_key, each.day), each.day)
    return {key: day for key, day in days.items() if key not in unfinished}


def known(
    index: RoadmapIndex,
    sittings: Collection[Sat],
    minutes: Mapping[date, int],
    since: date,
    held: Iterable[Held] = (),
) -> tuple[Feat, ...]:
    """Everything done since the start; the minutes logged and the mock interviews held from `since` on."""
    done = finished(sittings)
    feats = [Feat(day, Counted.MINUTES, logged) for day, logged in minutes.items() if day >= since]
    for key, day in done.items():
        feats.extend(_of_item(index, key, day))
    feats.extend(_projects(index, {each.item_key for each in sittings}, done))
    feats.extend(_mocks(tuple(feats), [each for each in held if each.day >= since]))
    return tuple(feats)


def _of_item(index: RoadmapIndex, key: str, day: date) -> Iterable[Feat]:
    place = index.places.get(key)
    if place is None:
        return
    if place.item.mock:
        yield Feat(day, Counted.MOCKS, 1, place.item.mock.kind, key)
    if problems := place.item.problems:
        amounts = dict(zip(Difficulty, (problems.easy, problems.medium, problems.hard), strict=True))
        yield from (Feat(day, Counted.PROBLEMS, amount, level, key) for level, amount in amounts.items())
        sizes = {each.key: each.count for each in index.roadmap.problem_sets}
        if problems.set in sizes:
            yield Feat(day, Counted.PROBLEMS, sizes[problems.set], problems.set, key)


def _projects(index: RoadmapIndex, planned: set[str], done: Mapping[str, date]) -> Iterable[Feat]:
    parts: dict[str, list[str]] = {}
    for key in planned:
        if (place := index.places.get(key)) and place.item.project:
            parts.setdefault(place.item.project, []).append(key)
    for project, keys in parts.items():
        if all(key in done for key in keys):
            last = max(keys, key=lambda key: done[key])
            yield Feat(done[last], Counted.PROJECTS, 1, project, last)


def _mocks(feats: Iterable[Feat], held: Iterable[Held]) -> Iterable[Feat]:
    """Those held beyond what the plan tells of: a mock ticked and one held in the same week, both of one
    kind, are taken for the same one."""
    ticked: dict[tuple[date, str], int] = defaultdict(int)
    for feat in feats:
        if feat.kind is Counted.MOCKS:
            ticked[monday_of(feat.day), feat.part] += 1
    for each in sorted(held, key=lambda one: (one.day, one.kind)):
        part = _PARTS.get(each.kind, each.kind)
        week = monday_of(each.day), part
        if ticked[week] > 0:
            ticked[week] -= 1
        else:
            yield Feat(each.day, Counted.MOCKS, 1, part)


def count(index: RoadmapIndex, target: Target, feats: Iterable[Feat], today: date) -> Count | None:
    """What is counted for a target: in its sections, if it names some, and for a rate in the present period.

    Logged minutes and mocks outside the plan belong to no section, so they count wherever the target stands.
    A split target counts only its parts. None when Cohort cannot count it.
    """
    if target.problem_set is None and target.counts not in COUNTABLE:
        return None
    kind = Counted.PROBLEMS if target.problem_set else target.counts
    since = period_start(target.per, today) if target.per else date.min
    mine = [
        feat for feat in feats if feat.kind is kind and feat.day >= since and _within(index, target, feat)
    ]
    if target.problem_set:
        return Count(sum(feat.amount for feat in mine if feat.part == target.problem_set), {})
    parts = {
        share.kind: sum(feat.amount for feat in mine if feat.part == share.kind) for share in target.split
    }
    number = sum(parts.values()) if parts else sum(feat.amount for feat in mine)
    in_hours = kind is Counted.MINUTES and target.goal.unit.startswith("h")
    return Count(number / MINUTES_AN_HOUR if in_hours else number, parts)


def _within(index: RoadmapIndex, target: Target, feat: Feat) -> bool:
    sections = {section.key for section in index.path(feat.item)}
    return not target.during or not feat.item or not sections.isdisjoint(target.during)


def period_start(period: Period, today: date) -> date:
    """The first day of the day, week (from Monday), month or year that `today` is in."""
    match period:
        case Period.DAY:
            return today
        case Period.WEEK:
            return monday_of(today)
        case Period.MONTH:
            return today.replace(day=1)
        case Period.YEAR:
            return today.replace(month=1, day=1)
