"""When people can, as they write it: `Mon-Thu 18:30-21, Sat 10-12`. Pure; English words only."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.domain.availability import (
    BANDS,
    NEVER,
    WHOLE_DAY,
    Windows,
    around_the_week,
    day_mask,
    on_days,
    spans,
)
from bot.domain.errors import InvalidTime, InvalidWeekdays, TextEmpty, TextTooLong
from bot.domain.inputs import MINUTES_PER_DAY, WEEKDAYS, parse_time, parse_weekdays
from bot.domain.languages import N_
from bot.domain.mock_pool_errors import InvalidWindows, WindowFault

MAX_TEXT = 3000
"""Characters; every half-hour of a week by itself takes fewer."""

LONGEST_NIGHT = 6 * 60
"""Minutes of a stretch over midnight: `21-9` is a slip of the pen for `21` to `21`, or for 9 pm."""

_NOTHING = frozenset({"never", "none", "nothing"})
_ALL_DAY = frozenset({"all day", "any time", "anytime", "whole day"})
_BANDS = {band.value: [hour * 60 for hour in ends] for band, ends in BANDS.items()}
_BEGINS_HOURS = re.compile(
    rf"\d|\b(?:{'|'.join([*_BANDS, *_ALL_DAY])})s?\b|\b(?:noon|midnight)\b", re.IGNORECASE
)
_JOINS = re.compile(r"(?:(?:\b(?:from|at|between)\b|:)\s*)+$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\band\b)\s*", re.IGNORECASE)
_HALF = re.compile(r"\d\s*([ap])\.?m\.?$", re.IGNORECASE)
_MIDNIGHT = frozenset({"24", "24:00", "24h", "24.00", "2400"})
_QUOTED = 50


def parse_windows(text: str) -> Windows:
    """The half-hours meant by days and hours between commas, semicolons or line breaks.

    Hours are `18:30-21`, `6-9pm`, `9 to noon`, a part of the day (`evening`) or `all day`; without days
    before them they are for the same days again, and several days may share them (`Mon, Wed 18-20`). A short
    night may reach into the next day (`22-1`). `never` is no time at all. Raises InvalidWindows for the first
    part that cannot be read, TextEmpty and TextTooLong.
    """
    if len(text) > MAX_TEXT:
        raise TextTooLong(N_("text"), len(text), MAX_TEXT)
    plain = unicodedata.normalize("NFKC", text)
    parts = [part.strip() for part in re.split(r"[,;\n]", plain) if part.strip()]
    if not parts:
        raise TextEmpty(N_("text"))
    if len(parts) == 1 and parts[0].casefold() in _NOTHING:
        return NEVER
    return _parsed(parts)


def windows_text(windows: Windows) -> str:
    """What `parse_windows` reads as these half-hours; days that are alike stand together."""
    alike: dict[int, list[int]] = {}
    for weekday in range(7):
        if day := day_mask(windows, weekday):
            alike.setdefault(day, []).append(weekday)
    groups = (f"{_names(weekdays)} {', '.join(day_spans(day))}" for day, weekdays in alike.items())
    return "; ".join(groups) or "never"


def day_spans(day: int) -> tuple[str, ...]:
    """The stretches of one day, a mask of 48, as `18:30-21:00`."""
    return tuple(f"{_clock(begin)}-{_clock(end)}" for begin, end in spans(day))


def table(windows: Windows) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each day of a week with its stretches."""
    for weekday, name in enumerate(WEEKDAYS):
        yield name[:3].title(), day_spans(day_mask(windows, weekday))


def _parsed(parts: Sequence[str]) -> Windows:
    found = NEVER
    days, waiting = frozenset[int](), frozenset[int]()
    for part in parts:
        names, stretch = _cut(part)
        if names:
            waiting |= _days(names, part)
        if stretch:
            days, waiting = waiting or days, frozenset()
            if not days:
                raise InvalidWindows(part[:_QUOTED], WindowFault.NO_DAYS)
            found |= on_days(days, _hours(stretch, part))
    if waiting:
        raise InvalidWindows(parts[-1][:_QUOTED], WindowFault.NO_HOURS)
    return around_the_week(found)


def _cut(part: str) -> tuple[str, str]:
    """The days and the hours of a part; either may be empty."""
    begin = _BEGINS_HOURS.search(part)
    cut = begin.start() if begin else len(part)
    return _JOINS.sub("", part[:cut]).strip(), part[cut:].strip()


def _days(names: str, part: str) -> frozenset[int]:
    try:
        return parse_weekdays(names)
    except InvalidWeekdays:
        raise InvalidWindows(part[:_QUOTED], WindowFault.DAYS) from None


def _hours(stretch: str, part: str) -> int:
    """The half-hours from midnight on; more than 48 where a night reaches into the next day."""
    plain = " ".join(stretch.casefold().split())
    if plain in _ALL_DAY:
        return WHOLE_DAY
    begin, end = _BANDS.get(plain.removesuffix("s")) or _ends(plain, part)
    if begin % 30 or end % 30:
        raise InvalidWindows(part[:_QUOTED], WindowFault.HALF_HOURS)
    if end <= begin:
        end += MINUTES_PER_DAY
        if end - begin > LONGEST_NIGHT:
            raise InvalidWindows(part[:_QUOTED], WindowFault.BACKWARDS)
    return (1 << end // 30) - (1 << begin // 30)


def _ends(plain: str, part: str) -> tuple[int, int]:
    first, _, last = _TO.sub("-", plain, count=1).partition("-")
    try:
        end = _end(last)
        return _begin(first, last, end), end
    except InvalidTime:
        raise InvalidWindows(part[:_QUOTED], WindowFault.HOURS) from None


def _end(text: str) -> int:
    return MINUTES_PER_DAY if text in _MIDNIGHT else parse_time(text) or MINUTES_PER_DAY


def _begin(text: str, end_text: str, end: int) -> int:
    """`6-9pm` begins at 6 pm, `10-1pm` at 10 in the morning."""
    half = _HALF.search(end_text)
    if half and re.fullmatch(r"\d{1,2}(?:[:.]?\d\d)?", text):
        try:
            begin = parse_time(f"{text}{half[1]}m")
        except InvalidTime:
            return parse_time(text)
        if begin < end:
            return begin
    return parse_time(text)


def _names(weekdays: Sequence[int]) -> str:
    """`Mon-Wed, Fri` for 0, 1, 2 and 4."""
    if len(weekdays) == len(WEEKDAYS):
        return "every day"
    runs = (list(run) for _, run in groupby(enumerate(weekdays), key=lambda pair: pair[1] - pair[0]))
    return ", ".join(_run(run[0][1], run[-1][1]) for run in runs)


def _run(first: int, last: int) -> str:
    ends = [WEEKDAYS[first][:3].title(), WEEKDAYS[last][:3].title()]
    return ends[0] if first == last else (", " if last == first + 1 else "-").join(ends)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
