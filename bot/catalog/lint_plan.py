"""Findings about the plan a file makes: efforts, spans, branches, sums."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.catalog.finding import Finding, error, warning
from bot.catalog.problem import YamlPath
from bot.catalog.schema import EffortNode, ItemNode, RoadmapFile, SectionNode
from bot.catalog.walk import slug
from bot.domain.languages import N_
from bot.domain.roadmap_terms import Obligation, Range
from bot.domain.roadmap_time import SpanUnit
from bot.domain.words import Words

LONGEST_ITEM_MINUTES = 60 * 60
SHORTEST_ITEM_MINUTES = 10
BUTTON_LABEL = 80  # Discord's limit for a button
NO_EFFORT = Words(N_("has no effort; give hours (the source's) or an estimate (yours)"))
_FULLEST_WEEK = 2.0
_HOUR = 60


def plan_findings(file: RoadmapFile) -> Iterator[Finding]:
    """Everything about sections, items and threads."""
    _, pace = pace_of(file)
    yield from _ordered(file.sections, ("sections",))
    for at, section in enumerate(file.sections):
        yield from _section(section, ("sections", at), Obligation.REQUIRED, pace)
    for at, thread in enumerate(file.threads):
        if minutes_of(thread) <= 0:
            yield error(("threads", at), NO_EFFORT)
    yield from _whole(file, pace)


def _section(section: SectionNode, path: YamlPath, above: Obligation, pace: float) -> Iterator[Finding]:
    duty = section.obligation or above
    yield from _empty(section, path)
    yield from _branch(section, path)
    yield from _fullness(section, path, pace)
    yield from _ordered(section.sections, (*path, "sections"))
    for at, item in enumerate(section.items):
        yield from _item(item, (*path, "items", at), duty)
    for at, child in enumerate(section.sections):
        yield from _within(child, section, (*path, "sections", at))
        yield from _section(child, (*path, "sections", at), duty, pace)


def _empty(section: SectionNode, path: YamlPath) -> Iterator[Finding]:
    content = (section.items, section.sections, section.checkpoint, section.targets, section.out_of_scope)
    if not any(content):
        said = N_("is empty: it has no items, sections, checkpoint, targets or out_of_scope")
        yield error(path, Words(said))
    if section.label is None and not section.spans():
        said = N_("needs a label, because it has no days, weeks or months to be named by")
        yield error(path, Words(said))


def _branch(section: SectionNode, path: YamlPath) -> Iterator[Finding]:
    if section.choose is None:
        return
    options = len(section.sections) or len(section.items)
    pick = section.choose.pick
    most = pick.low if pick.high is None else pick.high
    if not pick.low.is_integer() or not most.is_integer() or most > options:
        said = N_("cannot pick {least:g} to {most:g} of {count} options")
        yield error((*path, "choose"), Words(said, least=pick.low, most=most, count=options))
    elif most == options == pick.low:
        yield warning((*path, "choose"), Words(N_("leaves nothing to choose: every option is picked")))


def _item(item: ItemNode, path: YamlPath, above: Obligation) -> Iterator[Finding]:
    minutes = minutes_of(item)
    if (item.obligation or above) is Obligation.OUT_OF_SCOPE:
        return
    if minutes <= 0:
        yield error(path, NO_EFFORT)
    elif not SHORTEST_ITEM_MINUTES <= minutes <= LONGEST_ITEM_MINUTES:
        said = N_("takes {minutes:g} minutes: too short or too long to plan; join or split it")
        yield warning(path, Words(said, minutes=minutes))
    if len(item.title) > BUTTON_LABEL:
        said = N_("has {count} characters; Discord cuts buttons at {most}")
        yield warning((*path, "title"), Words(said, count=len(item.title), most=BUTTON_LABEL))
    yield from _alternatives(item, (*path, "alternatives"))


def _alternatives(item: ItemNode, path: YamlPath) -> Iterator[Finding]:
    keys = {each.key or slug(each.title) for each in item.alternatives}
    if len(item.alternatives) == 1:
        yield error(path, Words(N_("one alternative is no choice")))
    elif len(keys) < len(item.alternatives):
        yield error(path, Words(N_("two alternatives have the same key")))


def _fullness(section: SectionNode, path: YamlPath, pace: float) -> Iterator[Finding]:
    """The items of a section with weeks should fit into them at the nominal pace."""
    weeks = _weeks(section)
    if weeks and section.items and pace and (total := _total(section.items)) > weeks * pace * _FULLEST_WEEK:
        said = N_("holds {hours:.1f} h for {weeks:g} weeks of {pace:.1f} h")
        yield warning(path, Words(said, hours=total / _HOUR, weeks=weeks, pace=pace / _HOUR))
    limit = section.at_most.high if section.at_most else None
    if limit is not None and (total := _total(section.items)) > limit:
        said = N_("holds {minutes:g} minutes, more than its at_most of {most:g}")
        yield error(path, Words(said, minutes=total, most=limit))


def _ordered(sections: Iterable[SectionNode], path: YamlPath) -> Iterator[Finding]:
    starts = [(at, _days(section)) for at, section in enumerate(sections) if not section.parallel]
    known = [(at, days) for at, days in starts if days]
    for (_, before), (at, after) in pairwise(known):
        if after[0] < before[0]:
            yield warning((*path, at), Words(N_("starts before the section above it")))


def _within(child: SectionNode, parent: SectionNode, path: YamlPath) -> Iterator[Finding]:
    inner, outer = _days(child), _days(parent)
    if not inner or not outer or child.parallel:
        return
    if parent.numbering == "local":
        outer = (0, None if outer[1] is None else outer[1] - outer[0])
    if inner[0] < outer[0] or (outer[1] is not None and (inner[1] is None or inner[1] > outer[1])):
        said = N_("does not lie within {key}; are its weeks counted with numbering: local?")
        yield warning(path, Words(said, key=parent.key))


def _whole(file: RoadmapFile, pace: float) -> Iterator[Finding]:
    """A fixed duration, the pace and the sum of the work should agree."""
    length = file.duration
    if length is None or length.amount.low != length.amount.high:
        return
    weeks = length.amount.low * length.unit.days / SpanUnit.WEEK.days
    needed = sum(_deep(section) for section in file.sections) + weeks * sum(map(minutes_of, file.threads))
    if not 0.75 <= needed / (weeks * pace or 1) <= 1.25:
        said = N_("{hours:.1f} h of work do not fit {weeks:g} weeks of {pace:.1f} h")
        yield warning(("duration",), Words(said, hours=needed / _HOUR, weeks=weeks, pace=pace / _HOUR))


def _deep(section: SectionNode) -> float:
    """All minutes inside; of a branch, the average option as often as must be picked."""
    options = [_deep(child) for child in section.sections]
    if section.choose is None:
        return _total(section.items) + sum(options)
    own = [_total([item]) for item in section.items]
    some, rest = (options, sum(own)) if options else (own, 0)
    return rest + section.choose.pick.low * sum(some) / (len(some) or 1)


def _total(items: Iterable[ItemNode]) -> float:
    return sum(minutes_of(item) for item in items if item.obligation is not Obligation.OUT_OF_SCOPE)


def minutes_of(node: EffortNode) -> float:
    """The effort that is planned: the middle of a range; 0 when none is given."""
    effort = node.hours or node.estimate
    return effort.middle if effort else 0


def pace_of(file: RoadmapFile) -> tuple[str, float]:
    """The key that states the pace, and its minutes a week."""
    key = "hours_per_week" if file.hours_per_week else "estimate_per_week"
    return key, (file.hours_per_week or file.estimate_per_week or Range(0, 0)).middle


def _days(section: SectionNode) -> tuple[int, int | None] | None:
    for unit, (first, last) in section.spans():
        return (first - 1) * unit.days, None if last is None else last * unit.days
    return None


def _weeks(section: SectionNode) -> float:
    days = _days(section)
    return (days[1] - days[0]) / SpanUnit.WEEK.days if days and days[1] is not None else 0
