"""How much a file may ask for: beyond this no plan can be laid, no date reached and no menu shown."""

from collections.abc import Iterable, Iterator

from bot.catalog.finding import Finding, error
from bot.catalog.lint_plan import minutes_of, pace_of
from bot.catalog.problem import YamlPath
from bot.catalog.schema import ItemNode, PathNode, RoadmapFile, SectionNode, SpanNode, ThreadNode
from bot.catalog.schema_base import Node
from bot.catalog.schema_claims import MilestoneNode, TargetNode
from bot.catalog.schema_time import ScheduleNode
from bot.catalog.walk import Found
from bot.domain.inputs import HOURS_PER_WEEK
from bot.domain.languages import N_
from bot.domain.roadmap_choices import WHOLE
from bot.domain.roadmap_terms import Period, Range
from bot.domain.roadmap_time import Duration, SpanUnit
from bot.domain.words import Words

MAX_ITEM_HOURS = 1_000
MAX_HOURS = 10_000
MAX_ITEMS = 2_000
MAX_THREADS = 10
MAX_WEEKS = 520
MAX_OPTIONS = 25
"""Of a select: https://discord.com/developers/docs/components/reference#string-select"""

_HOUR = 60
_WEEKS_PER_MONTH = 4
_LEAST, _MOST = HOURS_PER_WEEK

_Told = tuple[YamlPath, Words]
"""Where inside a node, and what."""


def limit_findings(file: RoadmapFile, nodes: Iterable[Found]) -> Iterator[Finding]:
    """Everything in a file that is too large, and keys that would be taken for something else."""
    found = tuple(nodes)
    for each in found:
        yield from (error((*each.path, *place), message) for place, message in _of(each.node))
    yield from (error(place, message) for place, message in _whole(file, found))


def _of(node: Node) -> Iterator[_Told]:
    if isinstance(node, ItemNode):
        yield from _item(node)
    if isinstance(node, SectionNode):
        yield from _options(("choose",) if node.choose else None, len(node.sections) or len(node.items))
    if isinstance(node, ItemNode | SectionNode) and node.key in WHOLE:
        said = N_("{key} is the name under which a member's {key} is kept; take another key")
        yield ("key",), Words(said, key=node.key)
    if isinstance(node, ThreadNode):
        yield from _thread(node)
    if isinstance(node, RoadmapFile | ScheduleNode):
        yield from _pace(node)
    yield from _times(node)


def _item(node: ItemNode) -> Iterator[_Told]:
    if (minutes := minutes_of(node)) > MAX_ITEM_HOURS * _HOUR:
        said = N_("takes {hours:,.10g} h; an item has at most {most:,} h, split it")
        yield (), Words(said, hours=minutes / _HOUR, most=MAX_ITEM_HOURS)
    yield from _options(("alternatives",), len(node.alternatives))


def _options(place: YamlPath | None, count: int) -> Iterator[_Told]:
    if place is not None and count > MAX_OPTIONS:
        said = N_("has {count} options; Discord offers at most {most} options to choose from")
        yield place, Words(said, count=count, most=MAX_OPTIONS)


def _thread(node: ThreadNode) -> Iterator[_Told]:
    weeks = _WEEKS_PER_MONTH if node.per is Period.MONTH else 1
    if (minutes := minutes_of(node) / weeks) > _MOST * _HOUR:
        said = N_("takes {hours:,.10g} h a week; a thread has at most {most:g} h a week")
        yield (), Words(said, hours=minutes / _HOUR, most=_MOST)


def _pace(node: RoadmapFile | ScheduleNode) -> Iterator[_Told]:
    if isinstance(node, RoadmapFile):
        place, minutes = pace_of(node)
    elif node.hours_per_week is None:
        return
    else:
        place, minutes = "hours_per_week", node.hours_per_week.middle
    if not _LEAST * _HOUR <= minutes <= _MOST * _HOUR:
        said = N_("is {hours:,.10g} h a week; a pace is {least:g} to {most:g} h a week")
        yield (place,), Words(said, hours=minutes / _HOUR, least=_LEAST, most=_MOST)


def _times(node: Node) -> Iterator[_Told]:
    """Spans, durations and deadlines."""
    if isinstance(node, SpanNode):
        for unit, (first, last) in node.spans():
            yield from _too_late(f"{unit}s", (last or first) * unit.days)
    if isinstance(node, RoadmapFile | PathNode | ScheduleNode) and node.duration:
        yield from _too_late("duration", _longest(node.duration))
    if isinstance(node, TargetNode | MilestoneNode) and node.by and node.by.unit:
        yield from _too_late("by", node.by.last * node.by.unit.days)


def _too_late(place: str, days: float) -> Iterator[_Told]:
    if days > MAX_WEEKS * SpanUnit.WEEK.days:
        yield (place,), Words(N_("lies more than {weeks} weeks after the start"), weeks=MAX_WEEKS)


def _longest(duration: Duration) -> float:
    amount: Range = duration.amount
    return (amount.high or amount.low) * duration.unit.days


def _whole(file: RoadmapFile, nodes: Iterable[Found]) -> Iterator[_Told]:
    """What only adds up to too much."""
    inside = [each.node for each in nodes]
    items = [node for node in inside if isinstance(node, ItemNode)]
    if len(items) > MAX_ITEMS:
        said = N_("has {count:,} items in all; at most {most:,} items can be planned")
        yield ("sections",), Words(said, count=len(items), most=MAX_ITEMS)
    if (hours := sum(map(minutes_of, items)) / _HOUR) > MAX_HOURS:
        said = N_("takes {hours:,.10g} h in all; at most {most:,} h can be planned")
        yield ("sections",), Words(said, hours=hours, most=MAX_HOURS)
    if (weeks := sum(map(_light_weeks, inside))) > MAX_WEEKS:
        said = N_("has {weeks:,.4g} light weeks in all; at most {most} light weeks")
        yield ("sections",), Words(said, weeks=weeks, most=MAX_WEEKS)
    if len(file.threads) > MAX_THREADS:
        said = N_("has {count} threads; at most {most} threads run together")
        yield ("threads",), Words(said, count=len(file.threads), most=MAX_THREADS)


def _light_weeks(node: Node) -> float:
    """A light section keeps its days, however little it holds."""
    if not isinstance(node, SectionNode) or not node.light:
        return 0
    spans = ((unit, first, last) for unit, (first, last) in node.spans() if last)
    return sum((last - first + 1) * unit.days for unit, first, last in spans) / SpanUnit.WEEK.days
