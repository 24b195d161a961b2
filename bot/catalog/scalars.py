"""The small notations an author writes ("2-3h", "13+", "< 100 ms", "06:00-08:00") and what they mean.

Every function takes the text and returns a domain value, or raises ValueError with an example of what fits.
"""

import re
from datetime import time

from bot.domain.languages import N_
from bot.domain.roadmap_claims import Comparator, Goal
from bot.domain.roadmap_terms import Lines, Range, Weekday
from bot.domain.roadmap_time import Deadline, Duration, SpanUnit
from bot.domain.words import Words

_NUMBER = r"[0-9]{1,7}(?:\.[0-9]{1,3})?"
_DASH = r"\s*[-–]\s*"
_RANGE = re.compile(rf"({_NUMBER})(?:{_DASH}({_NUMBER})|(\+))?")
_LENGTH = re.compile(rf"(?:({_NUMBER})\s*h)?\s*(?:({_NUMBER})\s*m)?")
_GOAL = re.compile(rf"(>=|<=|>|<|=)?\s*({_NUMBER})(?:{_DASH}({_NUMBER})|(\+))?\s*(\S.{{0,39}})?")
_CLOCK = re.compile(rf"([0-9]{{2}}):([0-9]{{2}}){_DASH}([0-9]{{2}}):([0-9]{{2}})")
_LINES = re.compile(rf"([0-9]{{1,6}})(?:{_DASH}([0-9]{{1,6}}))?")
_COMPARATORS = {
    ">=": Comparator.AT_LEAST,
    "<=": Comparator.AT_MOST,
    ">": Comparator.MORE_THAN,
    "<": Comparator.LESS_THAN,
    "=": Comparator.EXACTLY,
}
MINUTES_PER_HOUR = 60


def whole(text: str) -> int:
    """A whole number without sign, leading zero or separator."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,8}", text):
        raise ValueError(Words(N_("must be a whole number such as 10")))
    return int(text)


def yes_no(text: str) -> bool:
    """`true` or `false`, and no other spelling."""
    if text not in {"true", "false"}:
        raise ValueError(Words(N_("must be true or false")))
    return text == "true"


def number_range(text: str) -> Range:
    """ "5", "5-10" or "50+"."""
    found = _RANGE.fullmatch(text)
    if found is None:
        raise ValueError(Words(N_("must be a number or a range such as 5, 5-10 or 50+")))
    low, high, more = found.groups()
    return _ordered(float(low), None if more else float(high or low))


def hours(text: str) -> Range:
    """A number or range of hours ("15", "2-3"), in minutes."""
    found = number_range(text)
    return Range(found.low * MINUTES_PER_HOUR, None if found.high is None else found.high * MINUTES_PER_HOUR)


def minutes(text: str) -> Range:
    """A length or a range of lengths ("90m", "1h30m", "30-45m", "2-3h"), in minutes."""
    ends = [part.strip() for part in re.split(_DASH, text)]
    if len(ends) == 2 and ends[0] and not ends[0].endswith(("h", "m")):
        ends[0] += ends[1][-1:]
    lengths = [_length(end) for end in ends]
    if len(lengths) > 2 or None in lengths:
        raise ValueError(Words(N_("must be a length such as 45m, 1h30m, 2h or 30-45m")))
    known = [length for length in lengths if length is not None]
    return _ordered(known[0], known[-1])


def _length(text: str) -> float | None:
    found = _LENGTH.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    return float(found[1] or 0) * MINUTES_PER_HOUR + float(found[2] or 0)


def span(text: str) -> tuple[int, int | None]:
    """First and last unit, counted from 1: "3", "6-7", or "13+" without an end."""
    found = number_range(text)
    if found.low < 1 or not found.low.is_integer() or (found.high and not found.high.is_integer()):
        raise ValueError(Words(N_("must be whole numbers from 1 on, such as 3, 6-7 or 13+")))
    return int(found.low), None if found.high is None else int(found.high)


def duration(text: str) -> Duration:
    """ "16 weeks" or "3-6 months"."""
    amount, _, unit = text.rpartition(" ")
    if unit.removesuffix("s") not in set(SpanUnit):
        raise ValueError(Words(N_("must be a duration such as 16 weeks or 3-6 months")))
    return Duration(number_range(amount.strip()), SpanUnit(unit.removesuffix("s")))


def deadline(text: str) -> Deadline:
    """ "week 12", "month 4-5", or "end"."""
    if text == "end":
        return Deadline()
    unit, _, number = text.partition(" ")
    if unit not in set(SpanUnit):
        raise ValueError(Words(N_("must be a deadline such as week 12, month 4-5 or end")))
    first, last = span(number.strip())
    return Deadline(SpanUnit(unit), first, first if last is None else last)


def goal(text: str) -> Goal:
    """A comparison, a number or range, and a unit: ">= 98 %", "2-3 projects", "= 2-3 minutes", "50+"."""
    found = _GOAL.fullmatch(text)
    if found is None:
        raise ValueError(Words(N_('must be a goal such as ">= 98 %", "< 100 ms", "2-3 projects" or "50+"')))
    sign, low, high, more, unit = found.groups()
    if sign and (more or (high and sign != "=")):
        raise ValueError(Words(N_("has a comparison and a range; write one of them")))
    if high:
        _ordered(float(low), float(high))
        return Goal(Comparator.BETWEEN, float(low), float(high), unit or "", bound=sign == "=")
    default = Comparator.AT_LEAST if more else Comparator.EXACTLY
    return Goal(_COMPARATORS.get(sign, default), float(low), None, unit or "")


def clock(text: str) -> tuple[time, time]:
    """From and to on a 24-hour clock: "06:00-08:00"."""
    found = _CLOCK.fullmatch(text)
    try:
        first, second = (time(int(h), int(m)) for h, m in _pairs(found.groups() if found else ()))
    except ValueError:
        raise ValueError(Words(N_("must be two clock times such as 06:00-08:00"))) from None
    return first, second


def _pairs(parts: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(parts[::2], parts[1::2], strict=True))


def source_lines(text: str) -> tuple[Lines, ...]:
    """Line numbers of the source document: "26", "26-31", "19, 26-31"."""
    return tuple(_lines(part.strip()) for part in text.split(","))


def _lines(text: str) -> Lines:
    found = _LINES.fullmatch(text)
    if found is None:
        raise ValueError(Words(N_("must be line numbers such as 26 or 19, 26-31")))
    first, last = int(found[1]), int(found[2] or found[1])
    _ordered(first, last)
    return Lines(first, last)


def weekdays(value: str | list[str]) -> tuple[Weekday, ...]:
    """ "mon", "mon-fri", "mon, wed" or the same as a list, in the order of the week."""
    parts = value.split(",") if isinstance(value, str) else value
    found = {day for part in parts for day in _days(part.strip())}
    return tuple(day for day in Weekday if day in found)


def _days(text: str) -> list[Weekday]:
    first, dash, last = text.partition("-")
    week = list(Weekday)
    try:
        start, end = week.index(Weekday(first)), week.index(Weekday(last if dash else first))
    except ValueError:
        raise ValueError(Words(N_("must be days of the week such as mon, mon-fri or [mon, wed]"))) from None
    return week[start : end + 1] if start <= end else week[start:] + week[: end + 1]


def _ordered(low: float, high: float | None) -> Range:
    if high is not None and high < low:
        raise ValueError(Words(N_("runs backwards: {low:g} to {high:g}"), low=low, high=high))
    return Range(low, high)
