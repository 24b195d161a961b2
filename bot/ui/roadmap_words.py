"""Words for amounts and times in a roadmap: ranges, efforts, spans, deadlines, where the source says it."""

from collections.abc import Iterable, Sequence
from math import ceil

from bot.domain.roadmap import Item, Roadmap, Thread
from bot.domain.roadmap_terms import Lines, Period, Range, Weekday
from bot.domain.roadmap_time import Deadline, Duration, Span, SpanUnit
from bot.ui.language import N_, _, ngettext
from bot.ui.target_words import number_text
from bot.ui.text import human_join, minutes_text, safe, weekdays_text

_ONE = {
    SpanUnit.DAY: N_("day {number}"),
    SpanUnit.WEEK: N_("week {number}"),
    SpanUnit.MONTH: N_("month {number}"),
}
_SEVERAL = {
    SpanUnit.DAY: N_("days {first}–{last}"),
    SpanUnit.WEEK: N_("weeks {first}–{last}"),
    SpanUnit.MONTH: N_("months {first}–{last}"),
}
_OPEN = {
    SpanUnit.DAY: N_("from day {number} on"),
    SpanUnit.WEEK: N_("from week {number} on"),
    SpanUnit.MONTH: N_("from month {number} on"),
}
_PER = {
    Period.DAY: N_("{amount} a day"),
    Period.WEEK: N_("{amount} a week"),
    Period.MONTH: N_("{amount} a month"),
    Period.YEAR: N_("{amount} a year"),
}


def lines(*parts: str) -> str:
    """The parts that are not empty, one a line."""
    return "\n".join(part for part in parts if part)


def facts(*parts: str) -> str:
    """The parts that are not empty, as one line of small print."""
    shown = " · ".join(part for part in parts if part)
    return f"-# {shown}" if shown else ""


def range_text(span: Range) -> str:
    """`3`, `2–4`, `3 or more`."""
    if span.high is None:
        return _("{number} or more", number=number_text(span.low))
    if span.low == span.high:
        return number_text(span.low)
    return _("{first}–{last}", first=number_text(span.low), last=number_text(span.high))


def minutes_range(span: Range) -> str:
    """A range of minutes: `45 min`, `2 h to 3 h`, `1 h or more`."""
    low = minutes_text(round(span.low))
    if span.high is None:
        return _("{time} or more", time=low)
    if span.low == span.high:
        return low
    return _("{low} to {high}", low=low, high=minutes_text(round(span.high)))


def duration_text(duration: Duration) -> str:
    """`16 weeks`, `3–6 months`."""
    amount = duration.amount
    number = range_text(amount)
    count = 1 if amount.low == amount.high == 1 else max(2, ceil(amount.high or amount.low))
    match duration.unit:
        case SpanUnit.DAY:
            return ngettext("{number} day", "{number} days", count, number=number)
        case SpanUnit.WEEK:
            return ngettext("{number} week", "{number} weeks", count, number=number)
        case SpanUnit.MONTH:
            return ngettext("{number} month", "{number} months", count, number=number)


def span_text(span: Span | None) -> str:
    """`week 3`, `weeks 6–7`, `from week 13 on`; empty without a span."""
    if span is None:
        return ""
    if span.last is None:
        return _(_OPEN[span.unit], number=span.first)
    if span.first == span.last:
        return _(_ONE[span.unit], number=span.first)
    return _(_SEVERAL[span.unit], first=span.first, last=span.last)


def deadline_text(deadline: Deadline) -> str:
    """`end of month 1`, `end of weeks 4–5`, `end of the roadmap`."""
    if deadline.unit is None:
        return _("end of the roadmap")
    return _("end of {span}", span=span_text(Span(deadline.unit, deadline.first, deadline.last)))


def by_text(deadline: Deadline) -> str:
    """`by the end of month 1`."""
    if deadline.unit is None:
        return _("by the end of the roadmap")
    return _("by the end of {span}", span=span_text(Span(deadline.unit, deadline.first, deadline.last)))


def per_text(amount: str, period: Period | None) -> str:
    """`2 h a week`; the amount alone without a period."""
    return _(_PER[period], amount=amount) if period else amount


def on_text(weekdays: Iterable[Weekday]) -> str:
    """`Mon and Fri`; empty without days."""
    numbers = {day.number for day in weekdays}
    return weekdays_text(numbers) if numbers else ""


def effort(node: Item | Thread) -> str:
    """How long it takes, and whether the source or we say so."""
    if node.stated is None:
        return _("about {time}", time=minutes_text(node.minutes))
    return minutes_range(node.stated)


def at_most_text(amount: str) -> str:
    """`at most 2 h`."""
    return _("at most {amount}", amount=amount)


def choose_text(least: int, most: int) -> str:
    """`1`, `1 or 2`, `2 to 4`."""
    if least == most:
        return str(least)
    if most == least + 1:
        return human_join([str(least), str(most)], "or")
    return _("{low} to {high}", low=least, high=most)


def source_text(source: Sequence[Lines], roadmap: Roadmap) -> str:
    """`Source: lines 12–14 of …`; empty when the roadmap does not say."""
    if not source:
        return ""
    places = ", ".join(str(at.first) if at.first == at.last else f"{at.first}–{at.last}" for at in source[:6])
    count = sum(at.last - at.first + 1 for at in source)
    if roadmap.source is None:
        return "-# " + ngettext("Source: line {lines}", "Source: lines {lines}", count, lines=places)
    return "-# " + ngettext(
        "Source: line {lines} of {title}",
        "Source: lines {lines} of {title}",
        count,
        lines=places,
        title=safe(roadmap.source.title, 100),
    )


def weeks_text(roadmap: Roadmap) -> str:
    """How long it takes and at what pace: `16 weeks · about 12.5 h a week`; "about" marks our estimate."""
    hours = number_text(round(roadmap.nominal_minutes_per_week / 60, 1))
    pace = (
        _("{hours} h a week", hours=hours)
        if roadmap.pace_stated
        else _("about {hours} h a week", hours=hours)
    )
    return f"{duration_text(roadmap.duration)} · {pace}" if roadmap.duration else pace


def unit_weeks(first: int, last: int) -> str:
    """`week 3`, `weeks 3–4`."""
    return span_text(Span(SpanUnit.WEEK, first, last))


def counted(count: int, words: str) -> str:
    """Words that say how many; empty for none."""
    return words if count else ""


def tasks_text(count: int) -> str:
    """`12 tasks`; empty for none."""
    return counted(count, ngettext("{count:,} task", "{count:,} tasks", count))
